"""From a resolved spec document to the table it declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juesuan.layouts.documents import Mapping
from juesuan.model.table import (
    BlockSpec,
    Caption,
    ColumnSpec,
    OpenRows,
    Ratio,
    Role,
    RowSpec,
    TableSpec,
    unit_row,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.model.layout import Subject

_TABLE_KEYS = (
    "id", "title", "aliases", "blocks", "number", "sheet", "captions", "notes", "empty_note", "landscape",
)  # fmt: skip
_COLUMN_KEYS = (
    "id",
    "role",
    "heading",
    "number",
    "width",
    "split",
    "aliases",
    "count",
    "of",
    "base",
    "growth",
)
_ROW_KEYS = ("id", "label", "code", "indent", "total", "label_from", "aliases")
_DIGITS = "零一二三四五六七八九"


def chinese_ordinal(number: int) -> str:
    """Write 1 to 99 as the ordinals of the forms do: 一, 十一, 二十."""
    tens, ones = divmod(number, 10)
    text = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return text + (_DIGITS[ones] if ones or not tens else "")


class TableReader:
    """Reads tables, given what rows may refer to: the classes of the 总表, the subjects of the catalogue."""

    def __init__(self, classes: Sequence[Mapping], subjects: dict[str, Subject]) -> None:
        """Keep the 类 (in printed order) and the economic subjects."""
        self.classes = classes
        self.subjects = subjects

    def table(self, document: Mapping) -> TableSpec:
        """Build a table; raises SpecError at the first thing that is wrong."""
        document.only(*_TABLE_KEYS)
        blocks = tuple(self._block(block) for block in document.items_of("blocks"))
        if not blocks:
            raise document.error("表里没有任何栏目块（blocks）")
        self._tell_apart(document, blocks)
        return TableSpec(
            id=document.text("id"),
            title=document.text("title"),
            number=document.text("number", ""),
            sheet=document.text("sheet"),
            blocks=blocks,
            captions=tuple(
                Caption(item.text("left", ""), item.text("right", ""))
                for item in document.items_of("captions")
            ),
            notes=document.texts("notes"),
            empty_note=document.text("empty_note", ""),
            landscape=document.flag("landscape"),
            aliases=document.texts("aliases"),
        )

    @staticmethod
    def _tell_apart(document: Mapping, blocks: tuple[BlockSpec, ...]) -> None:
        seen: set[str] = set()
        for row in (row for block in blocks for row in block.rows):
            if row.id in seen:
                raise document.error(f"行“{row.id}”出现了两次")
            seen.add(row.id)
        for block in blocks:
            ids = [column.id for column in block.columns]
            if len(set(ids)) < len(ids):
                raise document.error(f"栏目块“{block.id}”里有同名的栏")

    def _block(self, document: Mapping) -> BlockSpec:
        document.only("id", "columns", "head", "tail", "open_rows", "first_line", "numbered")
        columns = tuple(_column(item) for item in document.items_of("columns"))
        head = tuple(self._rows(document, "head", numbered=document.flag("numbered")))
        tail = tuple(self._rows(document, "tail", numbered=False))
        open_rows = None
        if "open_rows" in document:
            listing = document.mapping("open_rows")
            listing.only("total_last", "blank_rows")
            open_rows = OpenRows(
                listing.flag("total_last"), listing.number("blank_rows", OpenRows().blank_rows)
            )
        first = document.number("first_line") if "first_line" in document else None
        return BlockSpec(document.text("id"), columns, head, tail, open_rows, first)

    def _rows(self, block: Mapping, key: str, *, numbered: bool) -> Iterator[RowSpec]:
        items: list[Any] = block.get(key) or []
        if not isinstance(items, list):
            raise block.error(f"“{key}”应为行的列表", key)
        ordinal = 0
        for item in items:
            for row in self._expanded(item, block, key):
                ordinal += 1
                label = f"{chinese_ordinal(ordinal)}、{row['label']}" if numbered else row["label"]
                yield RowSpec(**{**row, "label": label})

    def _expanded(self, item: Any, block: Mapping, key: str) -> Iterator[dict[str, Any]]:
        if item == "spacer":
            yield {"id": "", "label": "", "spacer": True}
        elif item == "classes":
            for entry in self.classes:
                name = entry.text("name")
                yield {"id": name, "label": name, "code": entry.text("code")}
        elif isinstance(item, str):
            yield {"id": item, "label": item}
        elif isinstance(item, Mapping) and "subjects" in item:
            yield from self._subjects(item)
        elif isinstance(item, Mapping) and "units" in item:
            yield from ({"id": row.id, "label": "", "unit": row.unit} for row in _unit_rows(item))
        elif isinstance(item, Mapping):
            yield _row(item)
        else:
            raise block.error(f"“{key}”里有看不懂的行：{item!r}", key)

    def _subjects(self, item: Mapping) -> Iterator[dict[str, Any]]:
        for code in item.texts("subjects"):
            subject = self.subjects.get(code)
            if subject is None:
                raise item.error(f"经济分类目录里没有科目 {code}", "subjects")
            yield {"id": code, "label": subject.name, "code": code, "indent": int(len(code) > len("301"))}


def _unit_rows(item: Mapping) -> Iterator[RowSpec]:
    item.only("units")
    yield from map(unit_row, range(1, item.number("units") + 1))


def _row(item: Mapping) -> dict[str, Any]:
    item.only(*_ROW_KEYS)
    name = item.text("id")
    return {
        "id": name,
        "label": item.text("label", name),
        "code": item.text("code", "") or None,
        "indent": item.number("indent", 0),
        "total": item.flag("total"),
        "label_from": item.text("label_from", "") or None,
        "aliases": item.texts("aliases"),
    }


def _column(item: Mapping) -> ColumnSpec:
    item.only(*_COLUMN_KEYS)
    try:
        role = Role(item.text("role"))
    except ValueError:
        raise item.error(f"栏的 role 应为 {'、'.join(Role)} 之一", "role") from None
    width = item.get("width", 12)
    if not isinstance(width, int | float) or width <= 0:
        raise item.error("width 应为大于 0 的数", "width")
    return ColumnSpec(
        id=item.text("id"),
        role=role,
        heading=item.texts("heading"),
        number=item.number("number") if "number" in item else None,
        width=float(width),
        split=item.texts("split"),
        aliases=item.texts("aliases"),
        count=item.flag("count"),
        ratio=_ratio(item, role),
    )


def _ratio(item: Mapping, role: Role) -> Ratio | None:
    if role is Role.RATIO:
        return Ratio(item.text("of"), item.text("base"), item.flag("growth"))
    for key in ("of", "base", "growth"):
        if key in item:
            raise item.error(f"只有 role: ratio 的栏可以写“{key}”", key)
    return None
