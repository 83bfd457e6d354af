"""Cells of supporting sheets that a unit leaves blank though there is something to state: unknown, not none.

On a supporting sheet blank is "unknown" and 0 is "none". What the others state is then not the department's
figure, and a sum by kind that lacks one unit's kinds would accuse the department of what is only missing.
A blank without any sign that there is something is taken for none: a small unit need not write zeros.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.consolidation.adding import tables_of
from juesuan.consolidation.gaps import not_everywhere
from juesuan.consolidation.signs import Signs
from juesuan.model.disclosure import UnitKind
from juesuan.model.reference import CellRef
from juesuan.model.table import unit_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from juesuan.consolidation.member import Member
    from juesuan.model.disclosure import Disclosure, Unit

_FEW = 6  # rows named of a column
_UNITS = 5  # units told in full; the others by name
_PUBLIC = CellRef("basic", "公用经费合计", "决算数")
_OPERATING = CellRef("operating", "机关运行经费", "决算数")
_KINDS = {
    "行政单位机关运行经费": UnitKind.ADMINISTRATIVE,
    "参公单位机关运行经费": UnitKind.CIVIL_SERVANT_MANAGED,
}


@dataclass(frozen=True, slots=True)
class UnknownCells:
    """The cells that stay blank in the department, with sentences about whose figures are missing."""

    cells: frozenset[CellRef]
    gaps: list[str]


def unknown_cells(members: Sequence[Member], about: Disclosure) -> UnknownCells:
    """Find what is not known of the department that ``about`` describes; members' rows are its rows."""
    layout = about.layout.for_units(len(about.units))
    left_out = not_everywhere(members)
    stated = {ref for member in members for ref in member.figures if ref.table in layout.supporting}
    stated = {ref for ref in stated if ref.table not in left_out}
    if len(members) == 1 or not stated:
        return UnknownCells(frozenset(), [])
    signs = Signs(tables_of(dict.fromkeys(stated, 0), about, {}))
    each = [_unknown_of(member, about, signs, left_out) for member in members]
    unknown = set().union(*each)
    nonzero = {ref for member in members for ref, amount in member.figures.items() if amount}
    cells = frozenset((unknown | _beside(signs, unknown, nonzero)) & stated)
    beside = cells - unknown
    causes = cells.union(
        *(parts for _, parts, closed in signs.sums if closed and not beside.isdisjoint(parts)),
        (whole for whole, part in signs.included if part in beside),
    )
    missing = [causes & one for one in each]
    return UnknownCells(cells, list(_sentences(members, missing, cells, about)))


def _unknown_of(member: Member, about: Disclosure, signs: Signs, left_out: set[str]) -> set[CellRef]:
    others = (signs.unit_rows - _own_rows(member, about.units)) | _rows_of_other_kinds(member)
    known = {ref for ref in signs.cells if ref.table in left_out or ref.row in others or member.lacks(ref)}
    return signs.unknown(member.figures, known, _must_have(member))


def _own_rows(member: Member, units: Sequence[Unit]) -> set[str]:
    """The rows of the member's own units, without those that have no 机关运行经费."""
    own = {plain(unit.name) for unit in member.units} or {plain(member.name)}
    return {
        unit_row(number).id
        for number, unit in enumerate(units, 1)
        if plain(unit.name) in own and unit.kind is not UnitKind.INSTITUTION
    }


def _rows_of_other_kinds(member: Member) -> set[str]:
    """The rows of the kinds that none of its units is; none where some kind is not known."""
    kinds = {unit.kind for unit in member.units}
    if not kinds or None in kinds:
        return set()
    return {row for row, kind in _KINDS.items() if kind not in kinds}


def _must_have(member: Member) -> dict[CellRef, int]:
    """机关运行经费 of a member of 行政 and 参公 units only: it is their 公用经费."""
    kinds = {unit.kind for unit in member.units}
    public = member.figures.get(_PUBLIC)
    if public and kinds and kinds <= {UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVANT_MANAGED}:
        return {_OPERATING: public}
    return {}


def _beside(signs: Signs, unknown: set[CellRef], nonzero: set[CellRef]) -> set[CellRef]:
    """What cannot stand without the unknown cells: the other parts of their wholes, and the parts of these.

    Some parts without the others come to less than the whole. Zeros do no harm and stay.
    """
    blanked: set[CellRef] = set()
    while True:
        gone = unknown | blanked
        more = {
            part
            for whole, parts, closed in signs.sums
            if closed and (whole in blanked or not gone.isdisjoint(parts))
            for part in parts
        }
        more |= {part for whole, part in signs.included if whole in gone}
        more = (more & nonzero) - unknown
        if more <= blanked:
            return blanked
        blanked |= more


def _sentences(
    members: Sequence[Member],
    missing: Sequence[AbstractSet[CellRef]],
    cells: AbstractSet[CellRef],
    about: Disclosure,
) -> Iterator[str]:
    """One sentence for each sheet: who left what blank, and what the department lacks for it."""
    names = [unit.name for unit in about.units]
    for name, spec in about.layout.for_units(len(names)).supporting.items():
        lost = {ref for ref in cells if ref.table == name}
        numbers = {row.id: row.unit for row in spec.rows if not row.unit or row.unit <= len(names)}
        rows = {row: names[number - 1] if number else row for row, number in numbers.items()}
        own = {
            member.name: refs
            for member, one in zip(members, missing, strict=True)
            if (refs := {ref for ref in one if ref.table == name})
        }
        told = [f"“{unit}”的{_listed(refs, rows)}" for unit, refs in own.items()]
        others = "、".join(f"“{unit}”" for unit in list(own)[_UNITS:])
        if lost:
            whose = _listed(lost, rows)
            whose = "这些格" if all(one.endswith(f"”的{whose}") for one in told) else whose
            what = f"附表《{spec.title}》有单位可能有数、没有填：{'；'.join(told[:_UNITS])}"
            what += f"；还有{others}" if others else ""
            yield f"{what}。部门的{whose}还不知道，留空；请补齐（没有的填 0）后再汇总"


def _listed(refs: Iterable[CellRef], rows: Mapping[str, str]) -> str:
    """Rows in the order of the sheet, by column."""
    found = set(refs)
    columns = sorted({ref.column for ref in found})
    told = []
    for column in columns:
        named = [
            label for row, label in rows.items() if any((r.row, r.column) == (row, column) for r in found)
        ]
        more = f" 等 {len(named)} 项" if len(named) > _FEW else ""
        told.append(f"{'、'.join(named[:_FEW])}{more}（{column}）")
    return "，".join(told)
