"""Rows of tables with printed rows: found by 行次 where it agrees with the label, else by label or code."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.subject_codes import code_and_name
from juesuan.books.table_rows import body, has_figures, is_number_row, unknown_row
from juesuan.books.wording import plain, without_ordinal
from juesuan.model.disclosure import NotLocated, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.figures import Figures
    from juesuan.books.headings import BlockColumns
    from juesuan.books.locating import Place
    from juesuan.layouts.grid import PlacedRow


@dataclass(slots=True)
class Index:
    """How the printed rows of one block can be recognised; values are positions in ``rows``."""

    rows: list[PlacedRow]
    by_label: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, int] = field(default_factory=dict)
    by_line: dict[int, int] = field(default_factory=dict)
    unmistakable: set[int] = field(default_factory=set)


_INDEXES: dict[tuple[int, str], Index] = {}  # by the identity of the form, which lives as long as the program


def fixed_rows(place: Place, figures: Figures) -> tuple[list[Row], list[NotLocated]]:
    """Return the rows block by block, as printed, and what was not found."""
    rows: list[Row] = []
    notices: list[NotLocated] = []
    extent = body(place.sheet, place.columns)
    for block in place.columns.blocks:
        if not block.amounts:
            continue
        reader = _BlockRows(place, block, figures, {row.id for row in rows})
        rows += reader.rows(*extent)
        notices += reader.missing()
    return rows, notices


class _BlockRows:
    def __init__(self, place: Place, block: BlockColumns, figures: Figures, taken: set[str]) -> None:
        self._place = place
        self._block = block
        self._figures = figures
        self._taken = taken
        self._index = _index(place, block)
        self._used: set[int] = set()
        self._last = -1
        # A total that spans several blocks has its label where the first of them begins.
        origins = {row.spec.label_from for row in self._index.rows if row.spec.label_from}
        self._borrowed = [other for other in place.columns.blocks if other.spec.id in origins]

    def rows(self, first: int, end: int) -> list[Row]:
        """Read the rows from ``first`` up to, not including, ``end``."""
        if not self._block.labels:
            return self._unlabelled(first, end)
        sheet, columns = self._place.sheet, self._place.columns
        found = []
        cells = [*self._block.labels, *self._block.amounts.values()]
        if self._block.line is not None and any(row.spec.unit for row in self._index.rows):
            cells.append(self._block.line)  # a budget unit's row may hold nothing but its number
        for number in range(first, end):
            row = self._row_printed_here(number, number - first)
            if row is None:
                line = sheet.grid[number]
                if not (self._borrowed or any(line[cell] != "" for cell in cells)):
                    continue
                row = self._row(number)
            if row:
                self._figures.read(row)
            elif has_figures(sheet, self._block, number) and not is_number_row(sheet, columns, number):
                row = unknown_row(self._label(number), number, self._block, self._figures, self._taken)
            if row:
                found.append(row)
        return found

    def missing(self) -> Iterator[NotLocated]:
        """Rows by subject may be left out of 公开06 by those who print only what they have."""
        spec, where = self._place.form.spec, f"工作表“{self._place.sheet.name}”"
        for position, placed in enumerate(self._index.rows):
            row = placed.spec
            if position in self._used or row.spacer or row.unit or (row.code and self._block.codes):
                continue
            yield NotLocated(spec.id, f"没有找到“{spec.title}”的行“{row.id}”", where, row.label or row.id)

    def _row_printed_here(self, number: int, position: int) -> Row | None:
        """The row that the layout prints at this place, if it stands here unmistakably."""
        index, block, line = self._index, self._block, self._place.sheet.grid[number]
        if position >= len(index.rows):
            return None
        spec = index.rows[position].spec
        if spec.code and block.codes:
            name = line[block.name] if block.name is not None else ""
            if line[block.codes[0]] != spec.code or name.__class__ is not str:
                return None
            self._take(position)
            return Row(spec.code, str(name).strip(), spec.code, number, block.amounts)
        if block.name is None or position not in index.unmistakable or line[block.name] != spec.label:
            return None
        if block.line is not None and line[block.line] not in ("", index.rows[position].line):
            return None
        self._take(position)
        return Row(spec.id, spec.label.strip(), spec.code, number, block.amounts)

    def _row(self, number: int) -> Row | None:
        sheet, block = self._place.sheet, self._block
        texts = [sheet.text(number, column) for column in block.codes]
        name = sheet.text(number, block.name)
        code, label = code_and_name(texts, name) if block.codes else (None, name)
        if code:
            position = self._index.by_code.get(code)
            if position is not None:
                self._take(position)
            return Row(code, label, code, number, block.amounts)
        position = self._by_line(number, label)
        if position is None:
            position = self._by_label((name, *texts, *self._borrowed_labels(number)))
        if position is None:
            return None
        self._take(position)
        spec = self._index.rows[position].spec
        return Row(spec.id, label or spec.label, spec.code, number, block.amounts)

    def _label(self, number: int) -> str:
        return next(
            filter(None, (self._place.sheet.text(number, c) for c in reversed(self._block.labels))), ""
        )

    def _borrowed_labels(self, number: int) -> Iterator[str]:
        for block in self._borrowed:
            for column in block.labels:
                yield self._place.sheet.text(number, column)

    def _take(self, position: int) -> None:
        self._used.add(position)
        self._last = position

    def _by_line(self, number: int, label: str) -> int | None:
        line = self._place.sheet.text(number, self._block.line)
        position = self._index.by_line.get(int(line)) if line.isdecimal() else None
        if position is None or position in self._used or self._index.rows[position].spec.spacer:
            return None
        printed = not label or self._index.rows[position].spec.unit or position in self._positions(label)
        return position if printed else None

    def _by_label(self, texts: tuple[str, ...]) -> int | None:
        """Where a label is printed twice in a block, the one that follows the last row found is meant."""
        for text in filter(None, texts):
            free = [position for position in self._positions(text) if position not in self._used]
            following = [position for position in free if position > self._last]
            if following:
                return following[0]
            if len(free) == 1:
                return free[0]
        return None

    def _positions(self, text: str) -> list[int]:
        index = self._index.by_label
        return index.get(plain(text).rstrip(":")) or index.get(without_ordinal(text).rstrip(":")) or []

    def _unlabelled(self, first: int, end: int) -> list[Row]:
        """A table with one row and no labels: the first row with figures, else the first row."""
        sheet, block = self._place.sheet, self._block
        filled = [
            number
            for number in range(first, end)
            if has_figures(sheet, block, number) and not is_number_row(sheet, self._place.columns, number)
        ]
        chosen = filled[0] if filled else first
        self._take(0)
        spec = self._index.rows[0].spec
        rows = [Row(spec.id, spec.label, spec.code, chosen, block.amounts)]
        self._figures.read(rows[0])
        for number in filled[1:]:
            extra = unknown_row("", number, block, self._figures, self._taken)
            rows += [extra] if extra else []
        return rows


def _index(place: Place, block: BlockColumns) -> Index:
    key = (id(place.form), block.spec.id)
    if key in _INDEXES:
        return _INDEXES[key]
    index = Index([row for row in place.form.grid.rows if row.block == block.spec.id])
    for position, placed in enumerate(index.rows):
        spec = placed.spec
        if placed.line is not None:
            index.by_line[placed.line] = position
        if spec.spacer:
            continue
        if spec.code:
            index.by_code[spec.code] = position
        names = (spec.label, spec.id, *spec.aliases)
        for name in dict.fromkeys(form(text) for text in names if text for form in (plain, without_ordinal)):
            index.by_label[name].append(position)
    index.unmistakable = {
        position
        for position, placed in enumerate(index.rows)
        if placed.spec.label and index.by_label[plain(placed.spec.label)] == [position]
    }
    _INDEXES[key] = index
    return index
