"""The drawing of the ribbon for the manual, made from ribbon.xml: ``python -m addin.build.drawing``.

Excel's own icons belong to Excel; a sign of the right meaning stands in for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from addin.build.places import PROJECT
from addin.build.ribbon import Button, Group, groups, tab_label

PICTURE = PROJECT / "docs" / "pictures" / "ribbon.svg"

_SIGNS = {
    "new": "＋",
    "fill": "↧",
    "fill-previous-year": "↤",
    "subtotal": "Σ",
    "balance": "≈",
    "undo": "↶",
    "check": "✓",
    "previous-finding": "↑",
    "next-finding": "↓",
    "waive": "※",
    "unmark": "×",
    "fill-three-public": "￥",
    "fill-operating": "▤",
    "consolidate": "∪",
    "narrate": "✎",
    "check-text": "❞",
    "selfcheck": "☑",
    "fill-performance": "★",
    "export": "↗",
    "explain": "§",
    "settings": "⚙",
    "help": "？",
}
_TABS = ("文件", "开始", "插入", "公式", "数据", "审阅", "视图")
_FONT = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif"
_SIZE = 13
_TOP, _HEIGHT, _ROW = 36, 118, 27  # where the ribbon begins, how high it is; three rows of small buttons
_ROWS = 3
_GAP, _MARGIN = 8, 12
_GREEN, _LINE, _GREY = "#217346", "#d0d0d0", "#666666"


def drawing() -> str:
    """Return the picture as SVG, the same for the same ribbon."""
    shapes: list[str] = []
    left = _MARGIN
    for group in groups():
        drawn, width = _group(group, left)
        shapes += drawn
        left += width
    whole = f'width="{left}" height="{_TOP + _HEIGHT + 8}"'
    ribbon = f'x="4" y="{_TOP}" width="{left - 8}" height="{_HEIGHT}"'
    font = f'font-family="{_FONT}" font-size="{_SIZE}"'
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" {whole} {font} role="img">',
        f"<title>功能区“{escape(tab_label())}”</title>",
        f'<rect {whole} fill="#f3f3f3"/>',
        *_tabs(),
        f'<rect {ribbon} rx="6" fill="#ffffff" stroke="{_LINE}"/>',
        *shapes,
        "</svg>",
        "",
    ])  # fmt: skip


def write(path: Path = PICTURE) -> Path:
    """Write the picture and return its path."""
    path.write_text(drawing(), encoding="utf-8", newline="\n")
    return path


def _tabs() -> Iterator[str]:
    left = _MARGIN
    for label in (*_TABS, tab_label()):
        ours = label == tab_label()
        weight = ' font-weight="bold"' if ours else ""
        yield _text(label, left, 23, f'fill="{_GREEN if ours else "#333333"}"{weight}')
        if ours:
            yield f'<rect x="{left}" y="29" width="{_width(label)}" height="3" fill="{_GREEN}"/>'
        left += _width(label) + 22


def _group(group: Group, left: int) -> tuple[list[str], int]:
    """Draw a group; returns its shapes and its width. Small buttons stand in columns of three."""
    shapes: list[str] = []
    at = left + _GAP
    for large, found in groupby(group.buttons, key=lambda button: button.large):
        buttons = list(found)
        if large:
            for button in buttons:
                drawn, width = _large(button, at)
                shapes += drawn
                at += width
            continue
        lines: list[Button | str] = [*buttons, *([group.text] if group.text else [])]
        for start in range(0, len(lines), _ROWS):
            drawn, width = _column(lines[start : start + _ROWS], at)
            shapes += drawn
            at += width
    width = max(at - left, _width(group.label) + 2 * _GAP)
    middle = left + width / 2
    shapes.append(
        _text(group.label, middle, _TOP + _HEIGHT - 8, f'fill="{_GREY}" text-anchor="middle" font-size="11"')
    )
    end = left + width
    shapes.append(f'<path d="M{end} {_TOP + 8}V{_TOP + _HEIGHT - 8}" stroke="{_LINE}"/>')
    return shapes, width


def _large(button: Button, left: int) -> tuple[list[str], int]:
    width = _width(button.label) + 16
    middle = left + width / 2
    return [
        *_icon(button, middle - 16, _TOP + 12, 32),
        _text(button.label, middle, _TOP + 66, 'fill="#222222" text-anchor="middle"'),
    ], width


def _column(lines: Sequence[Button | str], left: int) -> tuple[list[str], int]:
    shapes: list[str] = []
    for row, line in enumerate(lines):
        top = _TOP + 9 + row * _ROW
        if isinstance(line, str):
            shapes.append(_text(line, left, top + 14, f'fill="{_GREY}"'))
        else:
            shapes += _icon(line, left, top, 18)
            shapes.append(_text(line.label, left + 24, top + 14, 'fill="#222222"'))
    labels = [_width(line) if isinstance(line, str) else 24 + _width(line.label) for line in lines]
    return shapes, max(labels) + 2 * _GAP


def _icon(button: Button, left: float, top: float, size: int) -> list[str]:
    sign = _SIGNS.get(button.command, "●")
    style = f'fill="{_GREEN}" text-anchor="middle" font-size="{size * 0.7:.0f}"'
    return [
        f'<rect x="{left:g}" y="{top:g}" width="{size}" height="{size}" rx="4" fill="#e3f0e8"/>',
        _text(sign, left + size / 2, top + size * 0.75, style),
    ]


def _text(text: str, x: float, y: float, style: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(text)}</text>'


def _width(text: str) -> int:
    """About how wide a text is: a Chinese character is as wide as it is high."""
    return round(sum(_SIZE * (0.58 if character.isascii() else 1) for character in text))


if __name__ == "__main__":
    write()
