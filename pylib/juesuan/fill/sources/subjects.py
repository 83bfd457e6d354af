"""Sheets with a row for each subject: found by code, wherever the columns stand and whatever was inserted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.subject_codes import code_and_name
from juesuan.books.wording import plain
from juesuan.fill.sources.page import TOTALS
from juesuan.fill.sources.wording import label_wording
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from juesuan.fill.sources.page import SourcePage
    from juesuan.fill.sources.spec import BlockSource, ColumnSource

_DIGITS = frozenset({3, 5, 7})


def read_subjects(page: SourcePage) -> None:
    """Read every block of a sheet, then note the rows and columns that none of them took."""
    readers = [_SubjectBlock(page, block) for block in page.source.blocks if not block.skip]
    taken: set[int] = set()
    labels: set[int] = set()
    for reader in readers:
        reader.read()
        taken |= reader.taken
        labels |= {*reader.codes, *reader.names}
    if not labels:
        return
    rows = [
        row for row in page.data_rows(labels) if not page.first_text(row, labels).startswith(("注", "说明"))
    ]
    page.known |= labels | {column for reader in readers for column in reader.filters}
    for column in page.paths.shown:
        if any(page.paths.mentions(column, (*block.ignore, "行次", "序号")) for block in page.source.blocks):
            page.known.add(column)
    amounts = {column for reader in readers for column in reader.columns.values()}
    for row in rows:
        if row not in taken and not any(reader.ignores(row) for reader in readers):
            label = page.first_text(row, labels)
            page.not_mapped(row, amounts, label, _why_not(readers, row))
    page.columns_not_mapped(rows, labels)


class _SubjectBlock:
    def __init__(self, page: SourcePage, block: BlockSource) -> None:
        self._page = page
        self._block = block
        self.names = page.paths.find(block.name)
        self.codes = self._code_columns(page.paths.find(block.code))
        self.columns: dict[ColumnSource, int] = {}
        self.filters: dict[int, tuple[str, ...]] = {}
        self.taken: set[int] = set()

    def read(self) -> None:
        page, block = self._page, self._block
        if not self.codes and not self.names:
            wanted = "、".join(" > ".join(path) for path in block.code)
            page.missing(f"没有找到科目编码栏（找过：{wanted}）")
            return
        for condition in block.where:
            found = page.paths.find([condition.heading])
            if len(found) != 1:
                page.missing(f"没有找到筛选用的栏“{' > '.join(condition.heading)}”")
                return
            self.filters[found[0]] = condition.texts
        for column in block.columns:
            place = page.column_of(column)
            if place is not None:
                self.columns[column] = place
                page.locate(column, place, [TOTAL_ROW])
        for column in block.columns:
            if column not in self.columns and not column.optional:
                page.column_missing(column)
        for row in page.data_rows({*self.codes, *self.names}):
            self._read_row(row)

    def key(self, row: int) -> tuple[str | None, str]:
        """A row's code, or 合计, with its name; no key for a row that is neither."""
        sheet = self._page.sheet
        texts = [sheet.text(row, column) for column in self.codes]
        name = self._page.first_text(row, self.names)
        if self._block.pattern:
            found = self._block.pattern.search("".join(texts) or name)
            code = found[1] if found else None
        else:
            code, name = code_and_name(texts, name)
        if code:
            return code, name
        said = {plain(text).rstrip(":") for text in (*texts, name)}
        return (TOTAL_ROW, TOTAL_ROW) if said & TOTALS else (None, name or "".join(texts))

    def ignores(self, row: int) -> bool:
        """Whether the mapping leaves this row out on purpose, by its name or its code."""
        texts = [self._page.sheet.text(row, column) for column in (*self.codes, *self.names)]
        ignored = {label_wording(text) for text in self._block.ignore_lines}
        return any(label_wording(text) in ignored for text in texts if text)

    def why_not(self, row: int) -> str:
        """Why a row with amounts was not taken."""
        key, _ = self.key(row)
        if key is None:
            return "这一行没有科目编码"
        if key != TOTAL_ROW and len(key) not in _DIGITS:
            return f"科目编码“{key}”不是 3、5 或 7 位"
        return "不符合映射里 where 写的条件"

    def _read_row(self, row: int) -> None:
        key, name = self.key(row)
        if key is None or (key != TOTAL_ROW and len(key) not in _DIGITS) or not self._passes(row):
            return
        self.taken.add(row)
        label = f"{key} {name}".strip() if key != TOTAL_ROW else TOTAL_ROW
        if key != TOTAL_ROW and name:
            self._page.out.names.setdefault(key, name)
        for column, place in self.columns.items():
            fen = self._page.cells.fen(row, place)
            if fen is not None and column.to:
                cell = self._page.cell(row, place, column.sign * fen, label)
                self._page.put(column.to.ref(key), cell, combine=self._block.combine)

    def _passes(self, row: int) -> bool:
        return all(
            plain(self._page.sheet.text(row, column)) in {plain(text) for text in texts}
            for column, texts in self.filters.items()
        )

    def _code_columns(self, found: list[int]) -> list[int]:
        """The code's columns: 类, 款 and 项 may stand in three, headed or not."""
        if not found:
            return []
        codes = [column for column in found if column not in self.names]
        last = max(codes, default=-1)
        while (
            codes
            and len(codes) < 3
            and last + 1 not in self._page.paths.shown
            and last + 1 < self._page.sheet.width
        ):
            last += 1
            codes.append(last)
        return codes


def _why_not(readers: list[_SubjectBlock], row: int) -> str:
    return readers[0].why_not(row) if len(readers) == 1 else readers[-1].why_not(row)
