"""Disclosures made in memory: from a few lines of YAML, or from the figures of an example."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from juesuan.layouts import load_layout
from juesuan.layouts.grid import Grid, lay_out
from juesuan.model.amount import BLANK, Amount, amount_from_number
from juesuan.model.comparison import Comparison
from juesuan.model.disclosure import Disclosure, Doubt, Remark, Row, Table, Unit, UnitKind
from juesuan.model.layout import Layout
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW, Role, TableSpec
from juesuan.rules.instances import Addend, universe_of
from juesuan.rules.totals import defining_sums

EXAMPLES = Path(__file__).parents[2] / "examples"
NAME = "名称"
CODE = "编码"

# What a row of a table says: amounts by column, and for listed rows possibly 名称 and 编码.
Record = Mapping[str, Any]
Sums = Mapping[CellRef, tuple[Addend, ...]]


def disclosure(document: Mapping[str, Any]) -> Disclosure:
    """Make a disclosure from ``layout``, ``unit``, ``units``, ``remarks``, ``missing``, and table ids.

    A table holds ``row: amount`` (where it has one column of figures) or ``row: {column: amount}``; the 三公
    table, which has one row, ``column: amount``. Rows listed by subject may also be a list with 编码.
    Tables that are not mentioned are empty; those in ``missing`` are not there at all, nor are supporting
    sheets that are not mentioned. ``exact`` are 元 figures by table, row and column, ``previous`` those of
    last year.
    """
    layout = load_layout(document["layout"])
    made = Disclosure(layout, {}, "示例局", layout.year, document.get("unit", "万元"))
    for name, spec in layout.tables.items():
        if name not in document.get("missing", ()):
            made.tables[name] = _table(spec, document.get(name) or {}, layout)
    for name, spec in layout.supporting.items():
        if name in document:
            made.supporting[name] = _table(spec, document[name] or {}, layout)
    made.units = tuple(
        Unit(f"单位{place}", UnitKind(kind)) for place, kind in enumerate(document.get("units", ()))
    )
    made.exact = {
        CellRef(table, str(row), column): round(Decimal(str(yuan)) * 100)
        for table, rows in document.get("exact", {}).items()
        for row, columns in rows.items()
        for column, yuan in columns.items()
    }
    previous = {
        CellRef(table, str(row), column): amount_from_number(Decimal(str(amount)))
        for table, rows in document.get("previous", {}).items()
        for row, columns in rows.items()
        for column, amount in columns.items()
    }
    made.comparison = Comparison(previous, frozenset(document.get("previous", {})))
    made.remarks = [_remark(remark, made) for remark in document.get("remarks", ())]
    return made


def _table(spec: TableSpec, content: Any, layout: Layout) -> Table:
    rows = _listed(spec, content, layout) if spec.listed else _fixed(spec, content)
    return Table(spec, spec.sheet, list(rows))


def _listed(spec: TableSpec, content: Any, layout: Layout) -> Iterator[Row]:
    records: list[tuple[str, Record]] = (
        [(str(record.get(CODE, "")), record) for record in content]
        if isinstance(content, list)
        else [(str(key), record) for key, record in content.items()]
    )
    total = [entry for entry in records if entry[0] == TOTAL_ROW] or [(TOTAL_ROW, {})]
    subjects = [entry for entry in records if entry[0] != TOTAL_ROW]
    block = next(block for block in spec.blocks if block.open_rows)
    last = block.open_rows is not None and block.open_rows.total_last
    grid = lay_out(spec, len(subjects))
    columns = _columns(grid, block.id)
    for row, (code, record) in enumerate(subjects + total if last else total + subjects, grid.first_row):
        subject = layout.subject(code)
        name = str(record.get(NAME, TOTAL_ROW if code == TOTAL_ROW else subject.name if subject else code))
        listed_code = code if code and code != TOTAL_ROW else None
        yield Row(code or f"第{row}行", name, listed_code, row, dict(columns), _amounts(spec, record))


def _fixed(spec: TableSpec, content: Mapping[str, Any]) -> Iterator[Row]:
    grid = lay_out(spec)
    single = next((row.id for row in spec.rows), "") if len(spec.rows) == 1 else ""
    records = {single: content} if single else {str(key): record for key, record in content.items()}
    unknown = records.keys() - {row.id for row in spec.rows}
    if unknown:
        raise KeyError(f"{spec.title} has no row {sorted(unknown)}")
    for place in grid.rows:
        if place.spec.spacer:
            continue
        columns = _columns(grid, place.block)
        record = records.get(place.spec.id)
        if record is None:
            record = {}
        elif not isinstance(record, Mapping):
            record = {next(iter(columns)): record}
        name = str(record.get(NAME, place.spec.label))
        amounts = _amounts(spec, record)
        if not amounts.keys() <= columns.keys():
            raise KeyError(
                f"{spec.title} {place.spec.id} has no column {sorted(amounts.keys() - columns.keys())}"
            )
        yield Row(place.spec.id, name, place.spec.code, place.row, dict(columns), amounts)


def _columns(grid: Grid, block: str) -> dict[str, int]:
    return {
        column.spec.id: column.first
        for column in grid.block_columns(block)
        if column.spec.role is Role.AMOUNT
    }


def _amounts(spec: TableSpec, record: Record) -> dict[str, Amount]:
    known = {column.id for column in spec.amounts}
    given = {
        str(key): value
        for key, value in record.items()
        if key not in {NAME, CODE} and value not in {None, ""}
    }
    if not given.keys() <= known:
        raise KeyError(f"{spec.title} has no column {sorted(given.keys() - known)}")
    return {key: amount_from_number(Decimal(str(value))) for key, value in given.items()}


def reference(text: str) -> CellRef:
    """``total[本年收入合计].金额`` as a reference."""
    table, rest = text.split("[", 1)
    row, column = rest.split("].", 1)
    return CellRef(table, row, column)


def _remark(record: Record, made: Disclosure) -> Remark:
    ref = reference(str(record["cell"]))
    used = amount_from_number(Decimal(str(record["used"]))) if "used" in record else BLANK
    return Remark(Doubt(record["doubt"]), ref, made.address(ref), str(record["found"]), used)


def example(folder: str, layout_id: str) -> Disclosure:
    """The figures of an example, such as ``qingshan-2023/figures/corrected``."""
    layout = load_layout(layout_id)
    document: dict[str, Any] = {"layout": layout_id}
    for name, spec in layout.tables.items():
        with (EXAMPLES / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            document[name] = _example_table(spec, list(csv.DictReader(file)))
    made = disclosure(document)
    zeros = [ref for ref in amount_cells(made) if made.amount(ref).hundredths == 0]
    made.remarks = [Remark(Doubt.EXPLICIT_ZERO, ref, made.address(ref), "0") for ref in zeros]
    return made


def _example_table(spec: TableSpec, lines: list[dict[str, str]]) -> Any:
    if "column" in lines[0]:
        return {line["column"]: line["amount"] for line in lines}
    amounts = [column.id for column in spec.amounts]
    if spec.listed:
        return [
            {CODE: line["code"] or TOTAL_ROW, NAME: line["name"]} | {key: line[key] for key in amounts}
            for line in lines
        ]
    ids = {str(place.line): place.spec.id for place in lay_out(spec).rows if not place.spec.spacer}
    records = {}
    for line in lines:
        row = ids.get(line["line"], "") if "line" in line else line.get("row") or line["code"] or line["name"]
        if row:
            name = {NAME: line["name"]} if line.get("name") else {}
            records[row] = name | {key: line[key] for key in amounts if line[key]}
    return records


def amount_cells(figures: Disclosure) -> Iterator[CellRef]:
    """Every cell for an amount, table by table, also where it is blank."""
    for name, table in figures.tables.items():
        for row in table.listing:
            for column in row.columns:
                yield CellRef(name, row.id, column)


def put(figures: Disclosure, ref: CellRef, hundredths: int | None) -> None:
    """Write hundredths into a cell; None blanks it."""
    row = figures.forms[ref.table].rows[ref.row]
    if hundredths is None:
        row.amounts.pop(ref.column, None)
    else:
        row.amounts[ref.column] = Amount(hundredths)


@contextmanager
def changed(figures: Disclosure, changes: Mapping[CellRef, int | None]) -> Iterator[Disclosure]:
    """The figures with some cells changed, until the block ends."""
    before = {ref: figures.amount(ref).hundredths for ref in changes}
    for ref, hundredths in changes.items():
        put(figures, ref, hundredths)
    try:
        yield figures
    finally:
        for ref, hundredths in before.items():
            put(figures, ref, hundredths)


def sums_of(figures: Disclosure) -> Sums:
    """The definition of every total."""
    return defining_sums(universe_of(figures))


def recomputed(
    figures: Disclosure, changes: Mapping[CellRef, int | None], sums: Sums | None = None
) -> dict[CellRef, int | None]:
    """Changes together with the totals above them, as live formulas would show them; 0 stays blank.

    ``sums`` are the definitions of the totals, for those who have them already.
    """
    result = dict(changes)

    def hundredths(ref: CellRef) -> int | None:
        return result[ref] if ref in result else figures.amount(ref).hundredths

    for total, addends in (sums or sums_of(figures)).items():
        if total not in changes and any(addend.ref in result for addend in addends):
            values = [(addend.sign, hundredths(addend.ref)) for addend in addends]
            amount = sum(sign * value for sign, value in values if value)
            result[total] = amount if amount or hundredths(total) is not None else None
    return {ref: value for ref, value in result.items() if value != figures.amount(ref).hundredths}


def all_findings(findings: Iterable[Any]) -> Iterator[Any]:
    """Main findings, each followed by its consequences."""
    for finding in findings:
        yield finding
        yield from finding.consequences
