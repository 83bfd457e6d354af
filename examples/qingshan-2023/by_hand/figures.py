"""Read a folder of figures: nine CSV files, amounts in 万元, blank cells kept apart from a stated 0.

Two keyings are accepted for `total` and `fiscal_total`: by 行次 and printed label (Wuhan), or by row id
(Shanghai). Both end in the same row ids: the label without its ordinal, with 收入总计 and 支出总计 for both
总计, and 年初… for the three funds listed under 年初财政拨款结转和结余.
"""

import csv
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

SUBJECT_TABLES = ("income", "expenditure", "general_budget", "government_fund", "state_capital")
TABLES = ("total", "income", "expenditure", "fiscal_total", "general_budget", "basic", "government_fund",
          "state_capital", "three_public")  # fmt: skip

_LAST_INCOME_LINE = {"total": 31, "fiscal_total": 32}
_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")
_KEYS = ("line", "label", "row", "code", "name")


@dataclass(frozen=True)
class Row:
    """One printed row: its key (code, 合计 or label), its name, and its cells as they are written."""

    key: str
    name: str
    cells: dict[str, str]
    code: str = ""

    def amount(self, column: str) -> int | None:
        """The cell in units of 0.01, None where it is blank or the table has no such column."""
        return hundredths(self.cells.get(column, ""))

    @property
    def has_figure(self) -> bool:
        """Whether any cell of the row is written."""
        return any(self.cells.values())


@dataclass
class Table:
    """One table: columns of amounts and rows in printed order."""

    id: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list)

    def row(self, key: str) -> Row | None:
        """The first row with this key."""
        return next((row for row in self.rows if row.key == key), None)

    def get(self, key: str, column: str) -> int | None:
        """The figure at a row and column, None where it is blank or there is no such row."""
        row = self.row(key)
        return row.amount(column) if row else None

    def children(self, key: str) -> list[Row]:
        """The rows one level below a code (3, 5, 7 digits), or the 类 below 合计."""
        if key == "合计":
            return [row for row in self.rows if len(row.code) == 3]
        return [row for row in self.rows if row.code.startswith(key) and len(row.code) == len(key) + 2]


Figures = dict[str, Table]


def hundredths(text: str) -> int | None:
    """An amount in 万元 as a whole number of 0.01; None for a blank."""
    if not text:
        return None
    scaled = Decimal(text) * 100
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{text}: more than two decimals")
    return int(scaled)


def written(amount: int | None) -> str:
    """Units of 0.01 as 万元 with two decimals."""
    return "" if amount is None else f"{Decimal(amount) / 100:.2f}"


def read(folder: Path) -> Figures:
    """All nine tables of a folder."""
    return {table: _read_table(table, folder / f"{table}.csv") for table in TABLES}


def official_names() -> dict[str, str]:
    """The full name of every function code and economic code used in the examples."""
    with (Path(__file__).parent / "official_names.csv").open(encoding="utf-8", newline="") as file:
        return {line["code"]: line["name"] for line in csv.DictReader(file)}


def _read_table(table: str, path: Path) -> Table:
    """One CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        lines = list(reader)
        columns = [column for column in reader.fieldnames or [] if column not in _KEYS]
    if table == "three_public":
        cells = {line["column"]: line["amount"] for line in lines}
        return Table(table, list(cells), [Row("合计", "合计", cells)])
    rows = [_row(table, line, columns) for line in lines]
    return Table(table, columns, [row for row in rows if row.key])


def _row(table: str, line: dict[str, str], columns: list[str]) -> Row:
    """One line of a file as a row; an unlabelled 行次 has no key."""
    cells = {column: line[column] for column in columns}
    if "code" in line:
        return Row(line["code"] or line["name"], line["name"], cells, line["code"])
    key = line["row"] if "row" in line else _row_id(table, int(line["line"]), line["label"])
    return Row(key, key, cells)


def _row_id(table: str, number: int, label: str) -> str:
    """The row id of a 行次: its label without ordinal, made unique within the table."""
    if label == "总计":
        return "收入总计" if number <= _LAST_INCOME_LINE[table] else "支出总计"
    if table == "fiscal_total" and 29 <= number <= 31:
        return f"年初{label}"
    return _ORDINAL.sub("", label)
