"""The department's workbook: the layout's template with live totals, the origins, the 元 figures if known."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.exact_sheet import ExactFigures
from juesuan.books.origins import FIXED
from juesuan.books.package import Package
from juesuan.books.saving import written_beside
from juesuan.books.sheets import LARGEST_SHEET
from juesuan.books.template import write_workbook
from juesuan.consolidation.adding import labels_of
from juesuan.consolidation.origins import origins_of
from juesuan.fill.budget_sheet import put_budget
from juesuan.fill.exact_sheet import put_exact_sheet
from juesuan.fill.previous_sheet import put_previous
from juesuan.fill.previous_year import PreviousYear
from juesuan.fill.writing import open_workbook
from juesuan.rounding.figures import WAN

if TYPE_CHECKING:
    from juesuan.books.origins import Origins
    from juesuan.consolidation.consolidating import Consolidation
    from juesuan.fill.writing import Opened

_FEN = 10_000  # in a hundredth of 万元


def write_department(consolidation: Consolidation, target: Path) -> None:
    """Write the workbook; it replaces the target as a whole or not at all.

    Totals are formulas wherever they come to the figure, and keep the figure elsewhere. Raises ReadError
    where the target is one of the units' workbooks, OSError when it cannot be written.
    """
    refuse_target(consolidation, target)
    department = consolidation.department
    origins = origins_of(consolidation, target)
    _refuse_too_many(origins)
    kept = department.comparison
    if consolidation.exact is None and not kept.previous_tables and kept.budget is None:
        write_workbook(department.layout, target, department, origins=origins)
        return
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "部门.xlsx"
        write_workbook(department.layout, scratch, department, origins=origins)
        package, opened = Package.open(scratch), open_workbook(scratch)
        _put_exact(package, opened, consolidation)
        _put_comparison(package, opened, consolidation)
        package.save(scratch)
        with written_beside(target) as beside:
            beside.write_bytes(scratch.read_bytes())


def _put_exact(package: Package, opened: Opened, consolidation: Consolidation) -> None:
    if consolidation.exact is not None:
        source = f"来源：{len(consolidation.members)} 个单位的元数相加"
        exact = ExactFigures(dict(consolidation.exact), source)
        list(put_exact_sheet(package, opened.book, exact, opened.layout))


def _put_comparison(package: Package, opened: Opened, consolidation: Consolidation) -> None:
    """The sheets 上年数 and 年初预算, where the department's are known."""
    department = consolidation.department
    kept = department.comparison
    if kept.previous_tables:
        names = labels_of(consolidation.members)
        codes = {(ref.table, ref.row) for ref in kept.previous if ref.row.isdigit()}
        for table, code in codes - names.keys():
            subject = department.layout.subject(code)
            names[table, code] = subject.name if subject else ""
        year = department.year - 1 if department.year else None
        previous = PreviousYear(year, department.organisation, department.unit, "", dict(kept.previous))
        previous.tables, previous.names, previous.source = (
            set(kept.previous_tables),
            names,
            kept.previous_source,
        )
        list(put_previous(package, opened, previous))
    if kept.budget is not None:
        fen = {
            code: amount.value * (_FEN if department.unit == WAN else 1)
            for code, amount in kept.budget.items()
        }
        list(put_budget(package, opened, fen, {}, kept.budget_source))


def _refuse_too_many(origins: Origins) -> None:
    """Raise ReadError where the sheet of origins would be too large to be read again."""
    units, lines = len(origins.units), len(origins.lines)
    if lines * (units + len(FIXED) + 1) > LARGEST_SHEET // 2:
        what = f"{units} 个单位、{lines} 个金额，汇总来源表太大"
        raise ReadError(f"{what}：请先分批汇总（如按二级部门），再把各批汇总出来的工作簿汇总到一起。")


def refuse_target(consolidation: Consolidation, target: Path) -> None:
    """Raise ReadError where the department's workbook would replace one of its units'."""
    for member in consolidation.members:
        if target.exists() and target.samefile(member.path):
            what = f"“{target}”是要汇总的单位的工作簿"
            raise ReadError(f"{what}，请给部门的工作簿另起一个文件名。", str(target))
