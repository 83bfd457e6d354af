"""Split the corrected Qingshan figures among four made units, each of which balances by itself.

    python split_department.py [FOLDER]

writes four workbooks beside this script, or into FOLDER. See README.md: the split is made up.
"""  # noqa: INP001 - a script, not part of a package

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from juesuan.books.reading import read_disclosure
from juesuan.books.template import write_workbook
from juesuan.consolidation.adding import tables_of
from juesuan.model.disclosure import Disclosure, Unit, UnitKind
from juesuan.model.reference import CellRef

HERE = Path(__file__).parent
BUREAU = "武汉市青山区人力资源局"
UNITS = (
    Unit(f"{BUREAU}（本级）", UnitKind.ADMINISTRATIVE),
    Unit("武汉市青山区人事争议仲裁委员会办公室", UnitKind.CIVIL_SERVANT_MANAGED),
    Unit("武汉市青山区劳动监察大队", UnitKind.CIVIL_SERVANT_MANAGED),
    Unit("武汉市青山区劳动就业管理局", UnitKind.INSTITUTION),
)
FILES = ("本级", "人事争议仲裁委员会办公室", "劳动监察大队", "劳动就业管理局")

# Shares of the four units in each 项; all others are the bureau's own.
EVERYBODY = (45, 8, 17, 30)
SHARES = {
    "2080101": (85, 15, 0, 0),
    "2080102": (70, 0, 10, 20),
    "2080105": (0, 0, 1, 0),
    "2080106": (0, 0, 0, 1),
    "2080112": (0, 1, 0, 0),
    "2080505": EVERYBODY,
    "2080701": (0, 0, 0, 1),
    "2080702": (0, 0, 0, 1),
    "2080704": (12, 0, 0, 88),
    "2080705": (0, 0, 0, 1),
    "2080713": (0, 0, 0, 1),
    "2080799": (20, 0, 0, 80),
    "2100410": (60, 0, 20, 20),
    "2101101": (60, 12, 28, 0),
    "2101102": (0, 0, 0, 1),
    "2101103": EVERYBODY,
    "2101199": EVERYBODY,
    "2210201": EVERYBODY,
    "2210202": EVERYBODY,
}
OWN = (1, 0, 0, 0)
OFFICES = (55, 15, 30, 0)  # 公用经费: all of it is 机关运行经费 in the publication, so the 事业 unit has none
DRIVES = 2  # the unit that has the vehicle
RUNNING = "30231"
GENERAL, CAPITAL = "一般公共预算财政拨款", "国有资本经营预算财政拨款"


def main(folder: Path = HERE) -> None:
    """Write the four workbooks."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = read_disclosure(HERE.parent / "corrected.xlsx")
    for unit, file, figures in zip(UNITS, FILES, split(whole), strict=True):
        about = Disclosure(whole.layout, {}, unit.name, whole.year, whole.unit, (unit,))
        path = folder / f"{file}（示例）.xlsx"
        write_workbook(whole.layout, path, tables_of(figures, about, {}))
        print(path)  # noqa: T201 - a script that says what it made


def split(whole: Disclosure) -> list[dict[CellRef, int]]:
    """The figures of each unit that are no totals; the workbook's formulas add the totals up."""
    parts: list[Counter[CellRef]] = [Counter() for _ in UNITS]
    lines = {row.code: row.id for row in whole.layout.tables["total"].rows if row.code}
    for table, money in (("general_budget", GENERAL), ("state_capital", CAPITAL)):
        for code, column, amount in _items(whole, table):
            for part, share in zip(parts, by_shares(amount, SHARES.get(code, OWN)), strict=True):
                for ref in _shown(table, money, code, column, lines[code[:3]]):
                    part[ref] += share
    _split_basic(whole, parts)
    _split_supporting(whole, parts)
    supporting = whole.supporting
    return [{ref: n for ref, n in part.items() if n or ref.table in supporting} for part in parts]


def _items(whole: Disclosure, table: str) -> Iterator[tuple[str, str, int]]:
    """基本支出 and 项目支出 of every 项."""
    for row in whole[table].listing:
        for column in ("基本支出", "项目支出"):
            if row.code and len(row.code) == 7 and row.amount(column).value:
                yield row.code, column, row.amount(column).value


def _shown(table: str, money: str, code: str, column: str, line: str) -> Iterator[CellRef]:
    """Where spending on a subject, paid and received in the year, shows up besides in totals."""
    yield CellRef(table, code, column)
    yield CellRef("expenditure", code, column)
    yield CellRef("income", code, "财政拨款收入")
    yield CellRef("total", f"{money}收入", "金额")
    yield CellRef("total", line, "金额")
    yield CellRef("fiscal_total", money, "决算数")
    yield CellRef("fiscal_total", line, money)


def _split_basic(whole: Disclosure, parts: Sequence[Counter[CellRef]]) -> None:
    """Economic subjects: each unit's add up to its 基本支出; the vehicle's costs are one unit's."""
    basic = [
        sum(part[ref] for ref in part if ref.table == "general_budget" and ref.column == "基本支出")
        for part in parts
    ]
    subjects = {
        row.code: row.amount("决算数").value
        for row in whole["basic"].listing
        if row.code and len(row.code) == 5 and row.amount("决算数").value
    }
    running = subjects.pop(RUNNING)
    parts[DRIVES][CellRef("basic", RUNNING, "决算数")] = running
    parts[DRIVES][CellRef("three_public", "金额", "决算公务用车运行维护费")] = running
    public = {code: amount for code, amount in subjects.items() if code.startswith("302")}
    personnel = {code: amount for code, amount in subjects.items() if code not in public}
    room = by_shares(sum(public.values()), OFFICES)
    left = [all_of_it - own for all_of_it, own in zip(basic, room, strict=True)]
    left[DRIVES] -= running
    for subjects_of_kind, margins in ((public, room), (personnel, left)):
        for (code, unit), amount in by_margins(subjects_of_kind, margins).items():
            parts[unit][CellRef("basic", code, "决算数")] = amount


def _split_supporting(whole: Disclosure, parts: Sequence[Counter[CellRef]]) -> None:
    """The vehicle is one unit's, purchases are the bureau's; what there is none of, nobody has."""
    for name, table in whole.supporting.items():
        owner = {"three_public_detail": DRIVES, "state_assets": DRIVES}.get(name, 0)
        for row in table.listing:
            for column, amount in row.amounts.items():
                ref = CellRef(name, row.id, column)
                if not amount.blank and not amount.value:
                    for part in parts:
                        part[ref] = 0
                elif amount.value and name != "operating":
                    parts[owner][ref] = amount.value
    before = CellRef("operating", "机关运行经费", "上年决算数")
    for part, share in zip(parts, by_shares(whole.amount(before).value, OFFICES), strict=True):
        public = sum(amount for ref, amount in part.items() if ref.table == "basic" and ref.row[:3] == "302")
        if share:
            part[before], part[before._replace(column="决算数")] = share, public


def by_shares(amount: int, shares: Sequence[int]) -> list[int]:
    """Split an amount in proportion; what is left over goes to the largest share."""
    parts = [amount * share // sum(shares) for share in shares]
    parts[shares.index(max(shares))] += amount - sum(parts)
    return parts


def by_margins(rows: dict[str, int], columns: Sequence[int]) -> dict[tuple[str, int], int]:
    """Split each row among the columns so that rows and columns add up; nearly in proportion.

    Proportional parts are rounded down; what rows and columns then lack is handed out from the top left.
    """
    whole = sum(columns)
    if sum(rows.values()) != whole:
        raise ValueError(f"rows add up to {sum(rows.values())}, columns to {whole}")
    cells: dict[tuple[str, int], int] = defaultdict(int)
    for row, amount in rows.items():
        for column, room in enumerate(columns):
            cells[row, column] = amount * room // whole
    lacking = [room - sum(cells[row, column] for row in rows) for column, room in enumerate(columns)]
    for row, amount in rows.items():
        left = amount - sum(cells[row, column] for column in range(len(columns)))
        for column in range(len(columns)):
            given = min(left, lacking[column])
            cells[row, column] += given
            left, lacking[column] = left - given, lacking[column] - given
    return {cell: amount for cell, amount in cells.items() if amount}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
