"""Charts as SVG: every bar and slice is labelled, and told apart by pattern as well as by shade."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from juesuan.model.narrative import ChartKind
from juesuan.publication.fitting import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.model.amount import Amount
    from juesuan.model.narrative import Chart

WIDTH = 640
_PPI = 160
_TEXT = 15
_LEGEND_STEP = 26
_PLOT_TOP, _PLOT_HEIGHT, _SIDE = 44, 210, 30
_RADIUS = 120
_UNKNOWN = "【待补充】"
_NARROW = 0.5  # radians: slices below have their share in the legend only

# Dark, light, and four patterns: told apart in print without colour.
_INK, _PALE, _MIDDLE = "#2f4f75", "#d7dfe8", "#8ea3ba"
_MARKS = {
    1: f'<path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4" stroke="{_INK}" stroke-width="2"/>',
    3: f'<circle cx="4" cy="4" r="1.8" fill="{_INK}"/>',
    4: f'<path d="M0,4 h8" stroke="{_MIDDLE}" stroke-width="4"/>',
    5: f'<path d="M0,4 h8 M4,0 v8" stroke="{_INK}" stroke-width="1"/>',
}
_PLAIN = {0: _INK, 2: _PALE}
_LOOKS = len(_MARKS) + len(_PLAIN)


def chart_svg(chart: Chart, families: Sequence[str]) -> str:
    """Draw a chart. ``families`` are the fonts of its labels, the best first; amounts are in 万元."""
    drawing = _Pie(chart) if chart.kind is ChartKind.PIE else _Bars(chart)
    body = "".join(drawing.draw())
    fonts = escape(",".join(f"'{family}'" for family in (*families, "sans-serif")), quote=True)
    patterns = "".join(
        f'<pattern id="f{number}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#fff"/>{mark}</pattern>'
        for number, mark in _MARKS.items()
    )
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{drawing.height:g}" '
        f'viewBox="0 0 {WIDTH} {drawing.height:g}" font-family="{fonts}" font-size="{_TEXT}" fill="#111">'
        f'<defs>{patterns}</defs><rect width="100%" height="100%" fill="#fff"/>{body}</svg>'
    )
    # Ids of patterns are the page's, not the picture's: each chart has its own.
    key = "-".join(f"{ord(character):x}" for character in chart.id)
    return text.replace('id="f', f'id="c{key}-').replace("url(#f", f"url(#c{key}-")


def chart_alternative(chart: Chart) -> str:
    """What a chart shows, in words, for those who do not see it."""
    parts = []
    for series in chart.series:
        pairs = zip(chart.labels, series.amounts, strict=True)
        shown = "，".join(f"{label} {_amount(amount)}" for label, amount in pairs)
        parts.append(f"{series.name}：{shown}" if series.name else shown)
    return f"{chart.id} {chart.title}（万元）。{'；'.join(parts)}"


def _amount(amount: Amount) -> str:
    return _UNKNOWN if amount.blank else str(amount)


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _label(x: float, y: float, text: str) -> str:
    """A text on a slice, on a plate that keeps its pattern away."""
    width = width_of(text) * _TEXT + 8
    plate = f'x="{x - width / 2:.1f}" y="{y - 15:.1f}" width="{width:.1f}" height="20" rx="3" fill="#fff"'
    return f"<rect {plate}/>{_text(x, y, text, 'middle')}"


def _fill(number: int) -> str:
    look = number % _LOOKS
    return f'fill="{_PLAIN.get(look) or f"url(#f{look})"}" stroke="#111" stroke-width="1"'


class _Pie:
    """Slices of one series, from the top clockwise, with a legend that says what each is."""

    def __init__(self, chart: Chart) -> None:
        self._entries = list(zip(chart.labels, chart.series[0].amounts, strict=True)) if chart.series else []
        self._shares = chart.shares or ("",) * len(self._entries)
        self.height = max(2 * _RADIUS + 40, len(self._entries) * _LEGEND_STEP + 40)

    def draw(self) -> Iterator[str]:
        """The slices, then the legend."""
        yield _text(WIDTH - 16, 22, "单位：万元", "end")
        x, y = _RADIUS + 24.0, self.height / 2
        total = sum(max(amount.value, 0) for _, amount in self._entries)
        angle = -math.pi / 2
        written: list[float | None] = []  # the middle of each slice that has room for its share
        for number, (_, amount) in enumerate(self._entries):
            if amount.value > 0:
                end = angle + 2 * math.pi * amount.value / total
                yield self._slice(x, y, angle, end, number)
                written.append((angle + end) / 2 if end - angle > _NARROW else None)
                angle = end
            else:
                written.append(None)
        for middle, share in zip(written, self._shares, strict=True):
            if middle is not None and share:
                away = _RADIUS * 0.6 if len(self._entries) > 1 else 0
                yield _label(x + away * math.cos(middle), y + away * math.sin(middle) + 5, share)
        if not total:
            yield f'<circle cx="{x:g}" cy="{y:g}" r="{_RADIUS}" fill="none" stroke="#111"/>'
        top = y - len(self._entries) * _LEGEND_STEP / 2
        for number, (label, amount) in enumerate(self._entries):
            at = top + number * _LEGEND_STEP
            left = 2 * _RADIUS + 60
            yield f'<rect x="{left}" y="{at + 5:.1f}" width="18" height="14" {_fill(number)}/>'
            share = f"（{self._shares[number]}）" if self._shares[number] else ""
            yield _text(left + 26, at + 17, f"{label} {_amount(amount)}{share}")

    @staticmethod
    def _slice(x: float, y: float, start: float, end: float, number: int) -> str:
        if end - start > 2 * math.pi - 1e-9:
            return f'<circle cx="{x:g}" cy="{y:g}" r="{_RADIUS}" {_fill(number)}/>'
        points = [(x + _RADIUS * math.cos(a), y + _RADIUS * math.sin(a)) for a in (start, end)]
        large = int(end - start > math.pi)
        (x1, y1), (x2, y2) = points
        path = f"M{x:.2f},{y:.2f} L{x1:.2f},{y1:.2f} A{_RADIUS},{_RADIUS} 0 {large} 1 {x2:.2f},{y2:.2f} Z"
        return f'<path d="{path}" {_fill(number)}/>'


class _Bars:
    """Groups of bars, one bar in a group for each series, the amount over each."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._legend = chart.series if len(chart.series) > 1 else ()
        self.height = _PLOT_TOP + _PLOT_HEIGHT + 70.0 + (_LEGEND_STEP if self._legend else 0)

    def draw(self) -> Iterator[str]:
        """Bars with amounts, names of the groups, the legend."""
        yield _text(WIDTH - 16, 22, "单位：万元", "end")
        values = [amount.value for series in self._chart.series for amount in series.amounts]
        high, low = max([*values, 0]), min([*values, 0])
        scale = (_PLOT_HEIGHT - 20) / ((high - low) or 1)
        zero = _PLOT_TOP + 20 + high * scale
        room = (WIDTH - 2 * _SIDE) / max(len(self._chart.labels), 1)
        for group, label in enumerate(self._chart.labels):
            left = _SIDE + group * room
            yield from self._group(group, left, room, zero, scale)
            yield _text(left + room / 2, _PLOT_TOP + _PLOT_HEIGHT + 38, label, "middle")
        yield f'<path d="M{_SIDE},{zero:.1f} H{WIDTH - _SIDE}" stroke="#111"/>'
        yield from self._legend_line()

    def _group(self, group: int, left: float, room: float, zero: float, scale: float) -> Iterator[str]:
        count = len(self._chart.series)
        step = room * 0.8 / max(count, 1)
        width = min(step * 0.7, 70)
        for number, series in enumerate(self._chart.series):
            amount = series.amounts[group]
            middle = left + room * 0.1 + step * (number + 0.5)
            size = abs(amount.value) * scale
            top = zero - size if amount.value >= 0 else zero
            if size:
                place = f'x="{middle - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" height="{size:.1f}"'
                yield f"<rect {place} {_fill(number)}/>"
            yield _text(middle, top - 6 if amount.value >= 0 else top + size + 17, _amount(amount), "middle")

    def _legend_line(self) -> Iterator[str]:
        widths = [width_of(series.name) * _TEXT + 50 for series in self._legend]
        left, top = (WIDTH - sum(widths)) / 2, self.height - _LEGEND_STEP
        for number, (series, width) in enumerate(zip(self._legend, widths, strict=True)):
            yield f'<rect x="{left:.1f}" y="{top:.1f}" width="18" height="14" {_fill(number)}/>'
            yield _text(left + 26, top + 12, series.name)
            left += width


def chart_png(chart: Chart) -> bytes:
    """Return a chart as a picture, for programs that show no SVG.

    Raises FontError when this computer has no Chinese font.
    """
    import typst

    from juesuan.publication.fonts import families_for, font_book

    book = font_book()
    svg = chart_svg(chart, families_for(book.families())["heading"])
    source = (
        b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    )
    picture: bytes = typst.compile(source, format="png", ppi=_PPI, font_paths=book, sys_inputs={"svg": svg})
    return picture
