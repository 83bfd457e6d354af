"""The fill of a cell as a file states it, as the colour that Excel has to be told."""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from juesuan.books.package import Package

Colour: TypeAlias = tuple[int, int, int]

_PATTERN = re.compile(r"<(?:\w+:)?patternFill\b([^>]*)>")
_FOREGROUND = re.compile(r"<(?:\w+:)?fgColor\b([^>]*)>")
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_SCHEME = re.compile(
    r"<a:(lt1|dk1|lt2|dk2|accent[1-6]|hlink|folHlink)>\s*"
    r"<a:(?:srgbClr val|sysClr [^>]*?lastClr)=\"([0-9A-Fa-f]{6})\""
)
_THEME_ORDER = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
    "folHlink",
)  # fmt: skip
_FULL = 255


class UnknownFillError(Exception):
    """A fill that one colour does not describe: a pattern, a gradient."""


def colour_of(fill: str, package: Package) -> Colour | None:
    """The colour of a fill, None for no fill. Raises UnknownFillError for what is more than one colour."""
    pattern = _PATTERN.search(fill)
    kind = dict(_ATTRIBUTE.findall(pattern[1])).get("patternType", "none") if pattern else ""
    if kind == "none" or not fill:
        return None
    foreground = _FOREGROUND.search(fill)
    if kind != "solid" or foreground is None:
        raise UnknownFillError(fill)
    stated = dict(_ATTRIBUTE.findall(foreground[1]))
    if "rgb" in stated:
        return rgb(stated["rgb"])
    if "theme" in stated:
        return _tinted(_theme_colour(int(stated["theme"]), package), float(stated.get("tint", "0")))
    if "indexed" in stated:
        return _indexed(int(stated["indexed"]))
    raise UnknownFillError(fill)


def rgb(digits: str) -> Colour:
    """Red, green and blue of six hexadecimal digits; of eight the first two are the opacity."""
    digits = digits[-6:]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _theme_colour(number: int, package: Package) -> Colour:
    theme = next((name for name in package.names if name.startswith("xl/theme/")), None)
    colours = dict(_SCHEME.findall(package.read(theme).decode("utf-8", "replace"))) if theme else {}
    name = _THEME_ORDER[number] if number < len(_THEME_ORDER) else ""
    if name not in colours:
        raise UnknownFillError(f"theme {number}")
    return rgb(colours[name])


def _tinted(colour: Colour, tint: float) -> Colour:
    """A theme's colour made lighter or darker, as the file format defines it."""
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(part / _FULL for part in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
    return round(red * _FULL), round(green * _FULL), round(blue * _FULL)


def _indexed(number: int) -> Colour:
    from openpyxl.styles.colors import COLOR_INDEX

    if number >= len(COLOR_INDEX):
        raise UnknownFillError(f"indexed {number}")
    return rgb(COLOR_INDEX[number])
