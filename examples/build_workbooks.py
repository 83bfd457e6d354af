"""Make the example workbooks from the figures beside them.

    python examples/build_workbooks.py [FOLDER]

writes ``qingshan-2023/as-published.xlsx`` and ``corrected.xlsx``, from the latter the made units in
``qingshan-2023/units``, ``last-year.xlsx`` and ``complete.xlsx``, and ``shanghai-2024/example.xlsx`` into
this folder, or under FOLDER. The figures, and those of the supporting sheets, are CSV files keyed by 行次
(``line``), row id (``row``), subject code (``code``) or, for the one row of 三公, by column.
"""  # noqa: INP001 - a script, not part of a package

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from runpy import run_path

from juesuan.books.template import write_workbook
from juesuan.layouts import load_layout
from juesuan.layouts.grid import lay_out
from juesuan.model.amount import Amount, amount_from_number
from juesuan.model.disclosure import Disclosure, Row, Table, Unit, UnitKind
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW, TableSpec
from juesuan.rules.instances import universe_of
from juesuan.rules.totals import defining_sums

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Example:
    """One workbook to make. ``formulas`` is off for figures that were typed by hand, with their mistakes.

    ``supporting`` is the folder of the supporting sheets; without one they stay blank.
    """

    workbook: str
    figures: str
    layout: str
    organisation: str
    units: tuple[Unit, ...]
    formulas: bool = True
    supporting: str = ""
    texts: str = ""


# The published text names four units and counts posts (行政 9, 事业 25, of which 参公 14), but does not say
# which unit is of which kind: only the bureau itself is certain.
QINGSHAN_UNITS = (
    Unit("武汉市青山区人力资源局（本级）", UnitKind.ADMINISTRATIVE),
    Unit("武汉市青山区人事争议仲裁委员会办公室", None),
    Unit("武汉市青山区劳动监察大队", None),
    Unit("武汉市青山区劳动就业管理局", None),
)
SHANGHAI_UNITS = (
    Unit("上海市示例局（本级）", UnitKind.ADMINISTRATIVE),
    Unit("上海市示例执法总队", UnitKind.CIVIL_SERVANT_MANAGED),
    Unit("上海市示例研究中心", UnitKind.INSTITUTION),
)
_BUREAU = "武汉市青山区人力资源局"
EXAMPLES = (
    Example(
        workbook="qingshan-2023/as-published.xlsx",
        figures="qingshan-2023/figures/as-published",
        layout="wuhan-2023",
        organisation=_BUREAU,
        units=QINGSHAN_UNITS,
        formulas=False,
    ),
    Example(
        workbook="qingshan-2023/corrected.xlsx",
        figures="qingshan-2023/figures/corrected",
        layout="wuhan-2023",
        organisation=_BUREAU,
        units=QINGSHAN_UNITS,
        supporting="qingshan-2023/supporting",
        texts="qingshan-2023/texts",
    ),
    Example(
        workbook="shanghai-2024/example.xlsx",
        figures="shanghai-2024/figures",
        layout="shanghai-2024",
        organisation="上海市示例局",
        units=SHANGHAI_UNITS,
        supporting="shanghai-2024/supporting",
        texts="shanghai-2024/texts",
    ),
)


def main(folder: Path = HERE) -> None:
    """Make all examples under a folder."""
    for example in EXAMPLES:
        disclosure = disclosure_of(example)
        if example.formulas:
            refuse_other_totals(disclosure)
        path = folder / example.workbook
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = texts_of(example)
        write_workbook(disclosure.layout, path, disclosure, formulas=example.formulas, texts=texts)
        print(path)  # noqa: T201 - a script that says what it made


def disclosure_of(example: Example) -> Disclosure:
    """Read the figures of an example into a disclosure."""
    layout = load_layout(example.layout)
    tables = {
        name: _table(spec, HERE / example.figures / f"{name}.csv") for name, spec in layout.tables.items()
    }
    disclosure = Disclosure(layout, tables, example.organisation, layout.year, layout.unit, example.units)
    if example.supporting:
        folder = HERE / example.supporting
        disclosure.supporting = {
            name: _table(spec, folder / f"{name}.csv") for name, spec in layout.supporting.items()
        }
    return disclosure


def texts_of(example: Example) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Read the rows of an example's text sheets, one CSV file for each sheet."""
    files = sorted((HERE / example.texts).glob("*.csv")) if example.texts else []
    return {
        path.stem: tuple(map(tuple, csv.reader(path.read_text(encoding="utf-8").splitlines())))
        for path in files
    }


def refuse_other_totals(disclosure: Disclosure) -> None:
    """Raise ValueError when a live total would not come to the printed figure."""
    computed: dict[CellRef, int] = {}
    for ref, addends in defining_sums(universe_of(disclosure)).items():
        parts = (a.sign * computed.get(a.ref, disclosure.amount(a.ref).value) for a in addends)
        computed[ref] = sum(parts)
        if computed[ref] != disclosure.amount(ref).value:
            raise ValueError(f"{ref}: computed {Amount(computed[ref])}, printed {disclosure.amount(ref)}")


def _table(spec: TableSpec, path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    if "column" in records[0]:
        amounts = {record["column"]: _amount(record["amount"]) for record in records}
        return Table(spec, spec.sheet, [_row(spec.rows[0].id, "", None, amounts)])
    if spec.listed:
        return Table(spec, spec.sheet, [_listed_row(spec, record) for record in records])
    return Table(spec, spec.sheet, [_fixed_row(spec, record) for record in records if _key(spec, record)])


def _listed_row(spec: TableSpec, record: dict[str, str]) -> Row:
    code = record["code"]
    return _row(code or TOTAL_ROW, record["name"], code or None, _amounts(spec, record))


def _fixed_row(spec: TableSpec, record: dict[str, str]) -> Row:
    key = _key(spec, record)
    row = next(row for row in spec.rows if row.id == key)
    return _row(row.id, record.get("name", row.label), row.code, _amounts(spec, record))


def _key(spec: TableSpec, record: dict[str, str]) -> str:
    """The row id that a record is about; empty for a line that prints its 行次 and nothing else."""
    if "line" in record:
        lines = {placed.line: placed.spec.id for placed in lay_out(spec).rows}
        return lines[int(record["line"])]
    return record.get("row") or record.get("code") or record.get("name", "")


def _amounts(spec: TableSpec, record: dict[str, str]) -> dict[str, Amount]:
    return {column.id: _amount(record[column.id]) for column in spec.amounts if column.id in record}


def _row(name: str, label: str, code: str | None, amounts: dict[str, Amount]) -> Row:
    stated = {column: amount for column, amount in amounts.items() if not amount.blank}
    return Row(name, label, code, amounts=stated)


def _amount(text: str) -> Amount:
    return amount_from_number(float(text)) if text else Amount()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
    place = Path(*sys.argv[1:2] or [str(HERE)])
    units = "qingshan-2023/units"
    run_path(str(HERE / units / "split_department.py"))["main"](place / units)
    complete = "qingshan-2023/complete/complete_example.py"
    run_path(str(HERE / complete))["main"](place / "qingshan-2023")
