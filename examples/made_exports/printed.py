"""The printed figures of an example, to hold the exact ones against."""

from __future__ import annotations

from collections.abc import Iterator

from examples.made_exports.departments import Department, hundredths, records
from examples.made_exports.figures import Figures, Key
from examples.made_exports.ledger import FEN, FUNDS

# The tables of Qingshan print no 三公 budget, its explanation states one: it is in the export.
NOT_PRINTED = {
    ("three_public", "金额", f"预算{part}") for part in ("合计", "公务用车小计", "公务用车运行维护费")
}
_TOTALS = {("total", "31"): "收入总计", ("total", "62"): "支出总计", ("fiscal_total", "32"): "收入总计",
           ("fiscal_total", "64"): "支出总计"}  # fmt: skip
_OPENING = {"29", "30", "31"}


def printed(department: Department) -> dict[Key, int]:
    """Every figure of the example's tables in hundredths of 万元, 0 where none is printed."""
    folder = department.folder / "figures"
    folder = folder / "corrected" if (folder / "corrected").exists() else folder
    found: dict[Key, int] = {}
    for path in sorted(folder.glob("*.csv")):
        for line in records(path):
            for row, column, text in _cells(path.stem, line):
                if row:
                    found[path.stem, row, column] = hundredths(text)
    return found


def differences(department: Department, figures: Figures) -> list[str]:
    """Printed figures that the exact ones do not round to, and exact ones that are not printed."""
    wanted = printed(department)
    wrong = []
    for key in sorted({*wanted, *figures.forms}):
        exact = figures.fen(*key)
        rounded = (abs(exact) + FEN // 2) // FEN * (1 if exact >= 0 else -1)
        if rounded != wanted.get(key, 0) and not (key in NOT_PRINTED and not wanted.get(key)):
            if key not in wanted and key[0] == "state_capital" and key[2] == "本年收入":
                continue  # the Wuhan form does not print this column
            wrong.append(f"{key}: exact {exact} fen, printed {wanted.get(key)}")
    return wrong


def _cells(table: str, line: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    if "column" in line:
        yield "金额", line["column"], line["amount"]
        return
    row = line.get("code") or line.get("name") or line.get("row") or _row(table, line)
    for column, text in line.items():
        if column not in {"code", "name", "line", "label", "row"}:
            yield row, column, text


def _row(table: str, line: dict[str, str]) -> str:
    label = line["label"].partition("、")[2] or line["label"]
    if table == "fiscal_total" and line["line"] in _OPENING and label in FUNDS:
        return f"年初{label}"
    return _TOTALS.get((table, line["line"]), label)
