"""Figures of many units added up cell by cell, in whole hundredths, and the department's tables of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan.books.template.placing import place_tables
from juesuan.books.wording import plain
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure, Row, Table, Unit
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW, unit_row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from juesuan.consolidation.member import Member
    from juesuan.model.layout import Layout
    from juesuan.model.table import TableSpec

Figures = dict[CellRef, int]
_LEVELS = (3, 5, 7)
_FEW = 5


def added(parts: Iterable[Mapping[CellRef, int]]) -> Figures:
    """Add up figures cell by cell; what comes to nothing is left out, a zero that all state is kept."""
    total: Counter[CellRef] = Counter()
    cancelled: set[CellRef] = set()
    for part in parts:
        for ref, amount in part.items():
            total[ref] += amount
            if amount:
                cancelled.add(ref)
    return {ref: amount for ref, amount in total.items() if amount or ref not in cancelled}


def tables_of(
    figures: Mapping[CellRef, int], about: Disclosure, labels: Mapping[tuple[str, str], str]
) -> Disclosure:
    """The tables that state these figures, for the department that ``about`` describes.

    A listed table lists every subject with a figure and the parents of these; subjects that came to nothing
    are not listed. ``labels`` name subjects that the layout's catalogue does not have. Supporting sheets are
    there when they have a figure.
    """
    layout = about.layout.for_units(len(about.units))
    made = replace(about, layout=layout, tables={}, supporting={})
    stated = {ref.table for ref in figures}
    for name, spec in layout.forms.items():
        own = {ref: amount for ref, amount in figures.items() if ref.table == name}
        rows = _listed(spec, own, layout, labels) if spec.listed else _fixed(spec)
        for row in rows:
            for column in spec.amounts:
                amount = own.get(CellRef(name, row.id, column.id))
                if amount is not None:
                    row.amounts[column.id] = Amount(amount)
        if name in layout.tables:
            made.tables[name] = Table(spec, spec.sheet, rows)
        elif name in stated:
            made.supporting[name] = Table(spec, spec.sheet, rows)
    _place(made)
    return made


def without_columns(table: Table, columns: Collection[str]) -> Table:
    """A table as it would be read if some columns were not found."""
    rows = [
        replace(
            row,
            columns={name: place for name, place in row.columns.items() if name not in columns},
            amounts={name: amount for name, amount in row.amounts.items() if name not in columns},
        )
        for row in table.listing
    ]
    return Table(table.spec, table.sheet, rows)


def _fixed(spec: TableSpec) -> list[Row]:
    return [Row(row.id, row.label, row.code) for row in spec.rows]


def _listed(
    spec: TableSpec, figures: Iterable[CellRef], layout: Layout, labels: Mapping[tuple[str, str], str]
) -> list[Row]:
    stated = {ref.row for ref in figures if ref.row != TOTAL_ROW}
    codes = stated | {code[:digits] for code in stated for digits in _LEVELS if digits < len(code)}
    rows = [Row(code, _name(spec.id, code, layout, labels), code) for code in sorted(codes)]
    total = Row(TOTAL_ROW, TOTAL_ROW)
    last = any(block.open_rows and block.open_rows.total_last for block in spec.blocks)
    return [*rows, total] if last else [total, *rows]


def _name(table: str, code: str, layout: Layout, labels: Mapping[tuple[str, str], str]) -> str:
    subject = layout.function_codes.get(code)
    return subject.name if subject else labels.get((table, code), "")


def _place(made: Disclosure) -> None:
    """Note where each figure will stand, as a disclosure read from the finished workbook would have it."""
    for name, placed in place_tables(made.layout, made).items():
        table = made.form(name)
        for ref, (row, column) in placed.figures() if table else ():
            found = table.find(ref.row) if table else None
            if found is not None:
                found.sheet_row = row
                found.columns[ref.column] = column


def units_of(members: Sequence[Member]) -> tuple[tuple[Unit, ...], list[str]]:
    """The budget units of the department with their kinds, and sentences about what does not fit.

    A unit is what its workbook's cover lists; one that lists nobody stands for itself.
    """
    found: dict[str, Unit] = {}
    complaints = []
    for member in members:
        for unit in member.units or (Unit(member.name, None),):
            known = found.setdefault(plain(unit.name), unit)
            if known.kind is None and unit.kind is not None:
                found[plain(unit.name)] = Unit(known.name, unit.kind)
            elif known.kind and unit.kind and known.kind is not unit.kind:
                kinds = f"“{known.kind.value}”，在“{member.path}”里是“{unit.kind.value}”"
                complaints.append(f"“{unit.name}”的单位性质前面是{kinds}，采用前面的")
    unknown = [unit.name for unit in found.values() if unit.kind is None]
    if unknown:
        names = "、".join(unknown[:_FEW]) + (f" 等 {len(unknown)} 个" if len(unknown) > _FEW else "")
        complaints.append(f"没有写单位性质：{names}（机关运行经费的口径要用到，请在封面填写）")
    return tuple(found.values()), complaints


def in_rows_of(members: Sequence[Member], units: Sequence[Unit]) -> list[Member]:
    """The members with each unit's row of a supporting sheet as that unit's row of the department.

    The rows are numbered as the units are on each workbook's own cover.
    """
    moved = []
    positions = {plain(unit.name): number for number, unit in enumerate(units, 1)}
    for member in members:
        rows = {
            unit_row(number).id: unit_row(positions[plain(unit.name)]).id
            for number, unit in enumerate(member.units, 1)
        }
        supporting = member.layout.supporting
        figures = {_in_row(ref, rows, supporting): amount for ref, amount in member.figures.items()}
        places = {_in_row(ref, rows, supporting): place for ref, place in member.places.items()}
        moved.append(replace(member, figures=figures, places=places))
    return moved


def _in_row(ref: CellRef, rows: Mapping[str, str], supporting: Mapping[str, TableSpec]) -> CellRef:
    return ref._replace(row=rows.get(ref.row, ref.row)) if ref.table in supporting else ref


def labels_of(members: Sequence[Member]) -> dict[tuple[str, str], str]:
    """Names of rows by table and code, the first unit's first."""
    labels: dict[tuple[str, str], str] = {}
    for member in members:
        for key, label in member.labels.items():
            if label:
                labels.setdefault(key, label)
    return labels
