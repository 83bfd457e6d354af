"""Each figure of a department with the units it was added up from: what the sheet 汇总来源 says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.origins import OriginLine, Origins, OriginUnit
from juesuan.consolidation.gaps import not_everywhere
from juesuan.model.table import TOTAL_ROW
from juesuan.rules.wording import row_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.consolidation.consolidating import Consolidation
    from juesuan.consolidation.member import Member
    from juesuan.model.reference import CellRef


def origins_of(consolidation: Consolidation, target: Path) -> Origins:
    """What the sheet of a workbook at ``target`` says: files are named as seen from there."""
    members = consolidation.members
    units = [
        OriginUnit(
            name=member.name,
            file=_seen_from(member.path, target),
            kind=member.kind,
            verdict=f"错误 {member.errors}" if member.errors else "没有错误",
            note=_note(member),
            sha256=member.sha256,
        )
        for member in members
    ]
    return Origins(units, list(_lines(consolidation)), _about(consolidation))


def _about(consolidation: Consolidation) -> tuple[str, ...]:
    unit = consolidation.department.unit
    if consolidation.exact is not None:
        how = "部门数由各单位的元数相加后一次折算，尾差是它与各单位公开数（万元）相加之差。"
    elif consolidation.moved:
        how = "部门数由各单位的公开数相加；尾差累积超出允许范围的，已在四舍五入能解释的限度内调整。"
    else:
        how = "部门数由各单位的公开数相加。"
    return (f"共 {len(consolidation.members)} 个单位，金额单位：{unit}。", how)


def _note(member: Member) -> str:
    missing = [member.layout.tables[name].sheet for name in member.missing if name in member.layout.tables]
    parts = [f"缺 {'、'.join(missing)}"] if missing else []
    parts += [f"另有 {len(member.complaints)} 处没有计入或需要说明"] if member.complaints else []
    return "；".join(parts)


def _seen_from(path: Path, target: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), target.resolve().parent)).as_posix()
    except ValueError:  # on another drive
        return str(path.resolve())


def _lines(consolidation: Consolidation) -> Iterator[OriginLine]:
    members = consolidation.members
    figures, left_out = consolidation.figures, not_everywhere(members)
    cells = set(figures) | set(consolidation.eliminated)
    for member in members:
        cells |= {ref for ref in member.figures if ref.table not in left_out}
    cells -= consolidation.unknown
    order = _Order(consolidation)
    for ref in sorted(cells, key=order.key):
        exact = consolidation.exact.get(ref) if consolidation.exact is not None else None
        yield OriginLine(
            ref=ref,
            label=order.label(ref),
            total=figures.get(ref, 0),
            shares={at: m.figures[ref] for at, m in enumerate(members) if ref in m.figures},
            places={at: m.places[ref] for at, m in enumerate(members) if ref in m.places},
            absent=frozenset(at for at, m in enumerate(members) if m.lacks(ref)),
            eliminated=consolidation.eliminated.get(ref, 0),
            exact=exact,
        )


class _Order:
    """The order of the printed tables, and what their rows are called."""

    def __init__(self, consolidation: Consolidation) -> None:
        """Number tables, fixed rows and columns."""
        self._department = consolidation.department
        forms = self._department.layout.forms
        self._tables = {name: number for number, name in enumerate(forms)}
        self._rows = {
            (name, row.id): number for name, spec in forms.items() for number, row in enumerate(spec.rows)
        }
        self._columns = {
            (name, column.id): number
            for name, spec in forms.items()
            for number, column in enumerate(spec.amounts)
        }

    def key(self, ref: CellRef) -> tuple[int, int, str, int]:
        """Where a cell comes; 合计 of a listed table before its subjects."""
        row = "" if ref.row == TOTAL_ROW else ref.row
        fixed = self._rows.get((ref.table, ref.row))
        place = (fixed, "") if fixed is not None else (0, row)
        return self._tables[ref.table], *place, self._columns.get((ref.table, ref.column), 0)

    def label(self, ref: CellRef) -> str:
        """The name of a row: a unit's for its row of a supporting sheet, a subject's, or the printed one."""
        spec = self._department.layout.forms[ref.table]
        row = next((row for row in spec.rows if row.id == ref.row), None)
        if row is not None and row.unit is not None and row.unit <= len(self._department.units):
            return self._department.units[row.unit - 1].name
        return row_label(ref, self._department).removeprefix(ref.row).strip()
