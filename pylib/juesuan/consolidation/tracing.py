"""From a cell of a department's workbook back to the units' own cells."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from juesuan.books.errors import ReadError
from juesuan.books.origins import SHEET, OriginLine, Origins, OriginUnit, read_origins
from juesuan.books.package.cells import split_a1
from juesuan.books.wording import plain
from juesuan.fill.writing import open_workbook
from juesuan.model.amount import format_hundredths
from juesuan.model.reference import Address, CellRef
from juesuan.recalc.reading import read
from juesuan.rules.wording import row_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure, Table

_CELL = re.compile(  # as Excel writes it, or with the full stop of LibreOffice
    r"=?\s*\$?['‘’\"“”]?(?P<sheet>.+?)['‘’\"“”]?\s*[!.。]\s*\$?(?P<column>[A-Za-z]{1,3})\s*\$?(?P<row>[0-9]{1,7})"
)


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's part of a figure. ``amount`` is None where the table or the column was not found.

    ``changed`` is a Chinese remark where the unit's file is not what it was, empty where it is.
    """

    unit: str
    file: Path
    address: Address | None
    amount: int | None
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a figure of a department comes from; all amounts in hundredths of ``money`` (万元 or 元).

    ``total`` is what was added up when the department was consolidated, ``now`` what its cell says today;
    ``shares`` are the units that have a part. ``exact`` is the sum of the 元 figures in fen, where known.
    """

    ref: CellRef
    address: Address
    label: str
    money: str
    total: int
    now: int
    eliminated: int
    rounding: int
    exact: int | None
    shares: tuple[Share, ...]

    @property
    def sound(self) -> bool:
        """The cell still says what was added up, and so do the units' files."""
        return self.total == self.now and not any(share.changed for share in self.shares)


def trace(workbook: Path | str, cell: str) -> Trace:
    """Trace a cell such as ``公开03!D12`` back to the units.

    Raises ReadError when the workbook is none that was consolidated, or the cell holds no figure.
    """
    workbook = Path(workbook)
    opened = open_workbook(workbook)
    origins = read_origins(opened.book, opened.layout)
    if origins is None:
        what = f"“{workbook}”里没有工作表“{SHEET}”，不是用 juesuan consolidate 汇总出来的"
        raise ReadError(f"{what}，无法追溯。", str(workbook))
    department = opened.disclosure
    ref = _figure_at(cell, department, workbook)
    line = next((line for line in origins.lines if line.ref == ref), None)
    line = line or OriginLine(ref, "", 0)
    return Trace(
        ref=ref,
        address=department.address(ref),
        label=f"{row_label(ref, department)} {ref.column}".strip(),
        money=department.unit,
        total=line.total,
        now=department.amount(ref).value,
        eliminated=line.eliminated,
        rounding=line.rounding,
        exact=line.exact,
        shares=tuple(_shares(line, origins, workbook, department)),
    )


def _figure_at(cell: str, department: Disclosure, workbook: Path) -> CellRef:
    match = _CELL.fullmatch(normalize("NFKC", cell).strip())  # full-width signs too
    if match is None:
        raise ReadError(f"“{cell}”不是单元格地址：请写成 工作表!单元格，如 {_example(department)}。")
    a1 = f"{match['column'].upper()}{int(match['row'])}"
    wanted = plain(match["sheet"])
    name = next((name for name, table in department.forms.items() if plain(table.sheet) == wanted), None)
    if name is None:
        sheets = "、".join(table.sheet for table in department.forms.values())
        raise ReadError(f"“{workbook}”里没有公开表“{match['sheet']}”，有的是：{sheets}。", str(workbook))
    table = department.forms[name]
    found = next((ref for ref in _cells(name, table) if table.address(ref.row, ref.column).a1 == a1), None)
    if found is None:
        what = f"{table.sheet}!{a1} 不是金额单元格，{_instead(name, table, int(match['row']))}。"
        raise ReadError(what, str(workbook), table.sheet, a1)
    return found


def _instead(name: str, table: Table, row: int) -> str:
    """The cells of the row that hold amounts, as an advice."""
    places = [table.address(ref.row, ref.column).a1 for ref in _cells(name, table)]
    beside = [a1 for a1 in places if split_a1(a1)[0] == row]
    return f"这一行的金额在 {'、'.join(beside)}" if beside else "请写金额所在的单元格"


def _example(department: Disclosure) -> str:
    for name, table in department.tables.items():
        for ref in _cells(name, table):
            return str(table.address(ref.row, ref.column))
    return ""


def _cells(name: str, table: Table) -> Iterator[CellRef]:
    for row in table.listing:
        for column in row.columns:
            yield CellRef(name, row.id, column)


def _shares(line: OriginLine, origins: Origins, workbook: Path, department: Disclosure) -> Iterator[Share]:
    for index, unit in enumerate(origins.units):
        if index in line.absent:
            yield Share(unit.name, _file(unit, workbook), None, None)
        elif index in line.shares:
            file = _file(unit, workbook)
            changed = _changed(line.ref, line.shares[index], unit, file, department)
            yield Share(unit.name, file, line.places.get(index), line.shares[index], changed)


def _file(unit: OriginUnit, workbook: Path) -> Path:
    return Path(os.path.normpath(workbook.parent / unit.file))


def _changed(ref: CellRef, then: int, unit: OriginUnit, file: Path, department: Disclosure) -> str:
    """A remark on a unit's file that is gone or says something else now."""
    if not file.is_file():
        return "文件不在原处"
    if hashlib.sha256(file.read_bytes()).hexdigest().startswith(unit.sha256):
        return ""
    try:
        theirs = read(file, department.layout.id)
    except ReadError:
        return "文件已改动，现在读不了"
    spec = department.layout.forms[ref.table]
    if any(row.id == ref.row and row.unit is not None for row in spec.rows):
        return "文件已改动"
    now = theirs.amount(ref).value
    return "文件已改动，这个数没有变" if now == then else f"文件已改动，现在是 {format_hundredths(now)}"
