"""A source's figures as a Disclosure in 元: every table of a layout, exact to the fen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.properties import column_index
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure, NotLocated, Row, Table
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW
from juesuan.rules.instances import NotInLayout, expand, universe_of
from juesuan.rules.totals import defining_sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.fill.sources.figures import SourceFigures
    from juesuan.model.layout import Layout
    from juesuan.model.reference import Address
    from juesuan.model.table import ColumnSpec, TableSpec
    from juesuan.rules.instances import Addend, Universe

UNIT = "元"
_LEVELS = (3, 5, 7)
_A1 = re.compile(r"([A-Z]+)(\d+)")


def exact_disclosure(figures: SourceFigures, layout: Layout) -> Disclosure:
    """Return all tables of a layout with a source's figures; hundredths are fen, the unit is 元.

    Totals and subtotals are the source's own; one that the source does not state is the sum that the layout's
    rules define. A zero is no figure. Tables that the source does not have are absent and listed in
    ``not_located``. What finds no place is in :func:`juesuan.fill.reconciliation.reconcile`.
    """
    disclosure = Disclosure(
        layout=layout,
        tables={},
        organisation=figures.organisation,
        year=figures.year,
        unit=UNIT,
        path=figures.path,
        sha256=figures.sha256,
    )
    for spec in layout.tables.values():
        if spec.id not in figures.tables:
            what = f"来源里没有读到《{spec.title}》"
            disclosure.not_located.append(NotLocated(spec.id, what, figures.path, spec.title))
            continue
        builder = _TableBuilder(spec, figures, layout)
        disclosure.tables[spec.id] = Table(spec, builder.sheet, list(builder.rows()))
    _add_missing_totals(disclosure, figures)
    return disclosure


class _TableBuilder:
    def __init__(self, spec: TableSpec, figures: SourceFigures, layout: Layout) -> None:
        self._spec = spec
        self._figures = figures
        self._layout = layout
        places = (figure.address for ref, figure in figures.figures.items() if ref.table == spec.id)
        self.sheet = next((place.sheet for place in places), "")

    def rows(self) -> Iterator[Row]:
        """The rows in printed order."""
        if not self._spec.listed:
            for block in self._spec.blocks:
                for row in block.rows:
                    yield self._row(row.id, row.label, row.code, block.amounts)
            return
        codes = self._codes()
        total_last = any(block.open_rows and block.open_rows.total_last for block in self._spec.blocks)
        for key in [*codes, TOTAL_ROW] if total_last else [TOTAL_ROW, *codes]:
            code = None if key == TOTAL_ROW else key
            yield self._row(key, self._name(key), code, self._spec.amounts)

    def _codes(self) -> list[str]:
        """Subjects with a figure in a column that this layout prints, and all their parents."""
        columns = {column.id for column in self._spec.amounts}
        found = {
            ref.row
            for ref, figure in self._figures.figures.items()
            if ref.table == self._spec.id and ref.column in columns and ref.row.isdigit() and figure.fen
        }
        return sorted({code[:length] for code in found for length in _LEVELS if length <= len(code)})

    def _name(self, key: str) -> str:
        subject = self._layout.function_codes.get(key)
        return subject.name if subject else self._figures.names.get(key, "" if key.isdigit() else key)

    def _row(self, key: str, label: str, code: str | None, columns: tuple[ColumnSpec, ...]) -> Row:
        row = Row(key, label, code)
        for column in columns:
            located = self._figures.located.get((self._spec.id, column.id))
            if located is not None:
                row.columns[column.id] = located
            figure = self._figures.figures.get(CellRef(self._spec.id, key, column.id))
            if figure is None:
                continue
            if figure.fen:
                row.amounts[column.id] = Amount(figure.fen)
            self._place(row, column.id, figure.address)
        return row

    def _place(self, row: Row, column: str, address: Address) -> None:
        """Note where a figure stands, as far as one sheet and row can say it."""
        found = _A1.fullmatch(address.a1)
        if found is None or address.sheet != self.sheet:
            return
        number = int(found[2]) - 1
        if row.sheet_row in (None, number):
            row.sheet_row = number
            row.columns[column] = column_index(found[1])


def _add_missing_totals(disclosure: Disclosure, figures: SourceFigures) -> None:
    """Add up what the source does not state: by the sum that defines it, else by another one of the rules.

    A ledger that has no 基本支出 and 项目支出 still has the 款 and 类 above its 项.
    """
    universe = universe_of(disclosure)
    for ref, addends in defining_sums(universe).items():
        _add_total(disclosure, figures, ref, addends)
    others = list(_other_sums(universe))
    for _ in range(len(_LEVELS) + 1):
        for ref, addends in others:
            if not disclosure.amount(ref).value:
                _add_total(disclosure, figures, ref, addends)


def _other_sums(universe: Universe) -> Iterator[tuple[CellRef, tuple[Addend, ...]]]:
    for rule in universe.layout.rules:
        if rule.computes:
            try:
                instances = expand(rule, universe)
            except NotInLayout:
                continue
            yield from ((instance.left[0].ref, instance.right) for instance in instances)


def _add_total(
    disclosure: Disclosure, figures: SourceFigures, ref: CellRef, addends: tuple[Addend, ...]
) -> None:
    table = disclosure.tables.get(ref.table)
    row = table.find(ref.row) if table else None
    total = sum(addend.sign * disclosure.amount(addend.ref).value for addend in addends)
    if row is not None and ref not in figures.figures and total:
        row.amounts[ref.column] = Amount(total)
        row.columns.setdefault(ref.column, 0)
