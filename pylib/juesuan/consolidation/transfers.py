"""Money that one unit of the department gave another: declared in a small table, one transfer a line.

The table is a CSV file or the first sheet of a workbook with the headings below. 金额 may be left blank: then
the amounts are what the units' own tables state.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.delimited import SUFFIXES, read_delimited
from juesuan.books.errors import ReadError
from juesuan.books.saving import written_beside
from juesuan.books.sheets import open_book
from juesuan.books.wording import plain
from juesuan.model.amount import format_hundredths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan.books.sheets import Sheet
    from juesuan.consolidation.member import Member
    from juesuan.model.reference import CellRef

_TEXTS = ("类别", "付出单位", "付出科目", "收到单位", "收到科目")
_NEEDED = ("类别", "付出单位", "收到单位")
_AMOUNTS = {"金额(元)": "元", "金额(万元)": "万元"}
_HEADING_ROWS = 10


class TransferKind(Enum):
    """What passes between units: how it is called, the payer's column, the receiver's column."""

    SUBSIDY = ("补助", "对附属单位补助支出", "上级补助收入")
    REMITTANCE = ("上缴", "上缴上级支出", "附属单位上缴收入")

    def __init__(self, word: str, paid: str, received: str) -> None:
        """``paid`` is a column of the expenditure table, ``received`` one of the income table."""
        self.word = word
        self.paid = paid
        self.received = received


@dataclass(frozen=True, slots=True)
class Transfer:
    """One declared transfer. Subjects may be empty, ``amount`` None; ``place`` says where it is declared."""

    kind: TransferKind
    payer: str
    receiver: str
    payer_code: str = ""
    receiver_code: str = ""
    amount: Decimal | None = None
    unit: str = "万元"
    place: str = ""


def read_transfers(path: Path | str) -> list[Transfer]:
    """Read the declared transfers. Raises ReadError, naming the line, on anything not understood."""
    path = Path(path)
    if path.suffix.lower() in SUFFIXES:
        sheet: Sheet = read_delimited(path)[0]
    else:
        sheet = next(iter(open_book(path).sheets.values()))
    heading, columns, unit = _headings(sheet, path)
    return list(_rows(sheet, path, heading, columns, unit))


def _headings(sheet: Sheet, path: Path) -> tuple[int, dict[str, int], str]:
    for row in range(min(sheet.height, _HEADING_ROWS)):
        texts = [plain(sheet.text(row, column)) for column in range(sheet.width)]
        if all(name in texts for name in _NEEDED):
            columns = {name: texts.index(name) for name in (*_TEXTS, *_AMOUNTS) if name in texts}
            given = [name for name in _AMOUNTS if name in columns]
            if len(given) > 1 or (not given and any(text.startswith("金额") for text in texts)):
                break
            if given:
                columns["金额"] = columns[given[0]]
            return row, columns, _AMOUNTS[given[0]] if given else "万元"
    wanted = "、".join((*_TEXTS, "金额（万元）"))
    what = f"“{path}”里没有找到内部往来的表头：应有 {wanted}（金额也可以写“金额（元）”，只写一种）"
    raise ReadError(
        f"{what}。用 juesuan consolidate 各单位.xlsx --write-transfers 往来.csv 可以写出样表。", str(path)
    )


def _rows(sheet: Sheet, path: Path, heading: int, columns: dict[str, int], unit: str) -> Iterator[Transfer]:
    kinds = {kind.word: kind for kind in TransferKind}
    for row in range(heading + 1, sheet.height):
        texts = {name: sheet.text(row, column) for name, column in columns.items()}
        if not any(texts.values()) or sheet.text(row, 0).startswith(("#", "注", "说明")):
            continue
        place = f"“{path.name}”第 {row + 1} 行"
        if texts["类别"] not in kinds:
            raise ReadError(f"{place}的类别“{texts['类别']}”看不懂，应为 {'或'.join(kinds)}。", str(path))
        if not texts["付出单位"] or not texts["收到单位"]:
            raise ReadError(f"{place}没有写全付出单位和收到单位：请补填，或删掉这一行。", str(path))
        yield Transfer(
            kind=kinds[texts["类别"]],
            payer=texts["付出单位"],
            receiver=texts["收到单位"],
            payer_code=texts.get("付出科目", ""),
            receiver_code=texts.get("收到科目", ""),
            amount=_amount(texts.get("金额", ""), place, path),
            unit=unit,
            place=place,
        )


def _amount(text: str, place: str, path: Path) -> Decimal | None:
    if not text:
        return None
    try:
        amount = Decimal(plain(text).replace(",", ""))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount <= 0:
        raise ReadError(
            f"{place}的金额“{text}”不是大于 0 的数：请改正，或留空（按各单位的表取数）。", str(path)
        )
    return amount


def write_transfers(path: Path, members: Sequence[Member]) -> int:
    """Write a table to fill in: every figure that may be a transfer, the other side left blank.

    Returns how many there are. Raises OSError when the file cannot be written.
    """
    unit = members[0].unit
    lines = []
    for kind in TransferKind:
        for member in members:
            for code, hundredths in leaves(member.figures, "expenditure", kind.paid):
                lines.append((kind.word, member.name, code, "", "", format_hundredths(hundredths)))
        for member in members:
            for code, hundredths in leaves(member.figures, "income", kind.received):
                lines.append((kind.word, "", "", member.name, code, format_hundredths(hundredths)))
    with written_beside(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*_TEXTS, f"金额（{unit}）"))
        writer.writerows(lines)
        writer.writerow(
            ["说明：每笔往来一行，付出、收到两边写在同一行，金额可以留空；不是单位之间的往来，删掉那一行。"]
        )
    return len(lines)


def leaves(figures: Mapping[CellRef, int], table: str, column: str) -> list[tuple[str, int]]:
    """The subjects of a column that have a figure and list none below them, with their amounts."""
    own = {ref.row: amount for ref, amount in figures.items() if (ref.table, ref.column) == (table, column)}
    codes = [code for code in own if code.isdigit()]
    return [
        (code, own[code])
        for code in sorted(codes)
        if not any(other != code and other.startswith(code) for other in codes)
    ]
