"""From YAML to a SourceSpec: built-in sources and users' mapping files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.fill.sources.blocks import BlockReader
from juesuan.fill.sources.spec import Rows, SheetSource, SourceSpec
from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.documents import Mapping, load_document
from juesuan.layouts.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Sequence

UNITS = ("元", "万元")
_KEYS = ("id", "title", "unit", "sheets")
_SHEET_KEYS = (
    "id", "title", "also", "codes", "sheet", "unit", "heading_row", "rows", "blocks",
)  # fmt: skip


def source_ids(specs: Path = SPECS) -> list[str]:
    """List the built-in sources."""
    return sorted(path.stem for path in (specs / "sources").glob("*.yaml"))


def load_source(source: str | Path, specs: Path = SPECS) -> SourceSpec:
    """Load a built-in source by its id, or a mapping file by its path.

    Raises SpecError, with file and line, when there is no such source or something in it is wrong.
    """
    path = specs / "sources" / f"{source}.yaml"
    if not path.exists():
        path = Path(source)
    if not path.is_file():
        known = "、".join(source_ids(specs))
        raise SpecError(path.name, 1, f"没有这个来源或映射文件（找过 {source}），内置的来源有：{known}")
    document = load_document(path)
    if not isinstance(document, Mapping):
        raise SpecError(path.name, 1, "映射文件应为键值对（id、title、unit、sheets）")
    document.only(*_KEYS)
    unit = _unit(document, "元")
    sheets = tuple(_sheet(item, unit) for item in document.items_of("sheets"))
    if not sheets:
        raise document.error("没有写任何一张表（sheets）", "sheets")
    _tell_apart(document, sheets)
    name = document.text("id", path.stem)
    return SourceSpec(name, document.text("title", name), sheets, path.name)


def _sheet(item: Mapping, unit: str) -> SheetSource:
    item.only(*_SHEET_KEYS)
    try:
        rows = Rows(item.text("rows"))
    except ValueError:
        raise item.error(f"rows 应为 {'、'.join(Rows)} 之一", "rows") from None
    titles = (item.text("title"), *item.texts("also")) if "title" in item else item.texts("also")
    codes, sheet = item.texts("codes"), item.text("sheet", "")
    if not titles and not codes and not sheet:
        raise item.error("要写 title（表名）、codes（代号）或 sheet（工作表名），否则找不到这张表")
    reader = BlockReader(rows)
    blocks = tuple(reader.block(block) for block in item.items_of("blocks"))
    if not blocks:
        raise item.error("没有写取哪些栏（blocks）", "blocks")
    heading = item.number("heading_row") if "heading_row" in item else None
    if heading is not None and heading < 1:
        raise item.error("heading_row 是表头所在的行号，从 1 数起", "heading_row")
    name = item.text("id", sheet or (titles or codes)[0])
    return SheetSource(name, rows, titles, codes, sheet, _unit(item, unit), blocks, heading)


def _unit(document: Mapping, default: str) -> str:
    unit = document.text("unit", default)
    if unit not in UNITS:
        raise document.error(f"unit 应为 {'、'.join(UNITS)} 之一，实为“{unit}”", "unit")
    return unit


def _tell_apart(document: Mapping, sheets: Sequence[SheetSource]) -> None:
    seen: set[str] = set()
    for sheet in sheets:
        if sheet.id in seen:
            raise document.error(f"表“{sheet.id}”写了两次", "sheets")
        seen.add(sheet.id)
