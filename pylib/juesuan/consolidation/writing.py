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
from juesuan.books.sheets import LARGEST_SHEET, open_book
from juesuan.books.template import write_workbook
from juesuan.consolidation.origins import origins_of
from juesuan.fill.exact_sheet import put_exact_sheet

if TYPE_CHECKING:
    from juesuan.books.origins import Origins
    from juesuan.consolidation.consolidating import Consolidation


def write_department(consolidation: Consolidation, target: Path) -> None:
    """Write the workbook; it replaces the target as a whole or not at all.

    Totals are formulas wherever they come to the figure, and keep the figure elsewhere. Raises ReadError
    where the target is one of the units' workbooks, OSError when it cannot be written.
    """
    refuse_target(consolidation, target)
    department = consolidation.department
    origins = origins_of(consolidation, target)
    _refuse_too_many(origins)
    if consolidation.exact is None:
        write_workbook(department.layout, target, department, origins=origins)
        return
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "部门.xlsx"
        write_workbook(department.layout, scratch, department, origins=origins)
        package = Package.open(scratch)
        source = f"来源：{len(consolidation.members)} 个单位的元数相加"
        exact = ExactFigures(dict(consolidation.exact), source)
        list(put_exact_sheet(package, open_book(scratch), exact, department.layout))
        package.save(scratch)
        with written_beside(target) as beside:
            beside.write_bytes(scratch.read_bytes())


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
