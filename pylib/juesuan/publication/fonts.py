"""Chinese fonts for documents: what the computer has, in the order in which officials prefer them."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.documents import Mapping, load_document

if TYPE_CHECKING:
    import typst

# Optional package with Noto Sans SC and Noto Serif SC, for computers that have no Chinese font.
_FONT_PACKAGE = "pylopdf_fonts_zh_cn"


class FontError(Exception):
    """No font on this computer can set the text. The message is one sentence for people."""


@lru_cache(maxsize=1)
def preferred() -> Mapping:
    """Families by use: ``text``, ``table``, ``heading``; and those that are named in a .docx file."""
    document = load_document(SPECS / "publication" / "fonts" / "families.yaml")
    if not isinstance(document, Mapping):
        raise TypeError("families.yaml is a mapping")
    return document


@lru_cache(maxsize=1)
def font_book() -> typst.Fonts:
    """All fonts of this computer, and those of the optional package."""
    import typst

    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=_packaged())


def families_for(available: list[str]) -> dict[str, list[str]]:
    """Which of the available families to use for text, tables and headings, the best first.

    Raises FontError when there is no Chinese font among them.
    """
    found = {}
    for use in ("text", "table", "heading"):
        found[use] = [family for family in preferred().texts(use) if family in available]
        if not found[use]:
            raise FontError(
                "这台电脑上没有能排中文的字体，无法生成 PDF：请安装仿宋、宋体、黑体或 Noto CJK 字体，"
                "或运行 pip install pylopdf-fonts-zh-cn"
            )
    return found


def _exit_code() -> int:
    """Of ``python -m juesuan.publication.fonts``: 3 where there is no Chinese font (install.py asks)."""
    try:
        families_for(font_book().families())
    except FontError:
        return 3
    return 0


def _packaged() -> list[str]:
    spec = find_spec(_FONT_PACKAGE)
    return [str(Path(place)) for place in spec.submodule_search_locations or ()] if spec else []


if __name__ == "__main__":
    raise SystemExit(_exit_code())
