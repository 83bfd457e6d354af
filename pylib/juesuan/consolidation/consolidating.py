"""Members become a department: added up, transfers taken out, rounded once where the 元 figures are known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.consolidation.adding import added, in_rows_of, labels_of, tables_of, units_of, without_columns
from juesuan.consolidation.agreement import refuse_mixture
from juesuan.consolidation.comparisons import compared_with
from juesuan.consolidation.elimination import Elimination, Eliminator, with_totals
from juesuan.consolidation.gaps import gaps, not_everywhere, not_filled_in
from juesuan.consolidation.settling import settle
from juesuan.consolidation.unknown_cells import unknown_cells
from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from juesuan.rounding import balanced
from juesuan.rounding.figures import WAN, YUAN, nearest
from juesuan.rules import check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from juesuan.consolidation.member import Member
    from juesuan.consolidation.transfers import Transfer
    from juesuan.model.finding import Report
    from juesuan.rounding import Progress, Rounding

_OWN_OFFICE = ("（本级）", "(本级)", "本级")


@dataclass(slots=True)
class Consolidation:
    """A department in the making; nothing is written yet. Amounts are hundredths of the tables' unit.

    ``eliminated`` are the (negative) figures taken out; ``exact`` the department's figures in fen where every
    member has its own, with the ``rounding`` that published them; ``moved`` the 尾差 evened out;
    ``unknown`` the cells of supporting sheets that stay blank because some unit's figure is not known.
    ``gaps`` are sentences about what could not be added up, ``notes`` about what an officer should know.
    """

    members: Sequence[Member]
    department: Disclosure
    elimination: Elimination
    eliminated: Mapping[CellRef, int]
    exact: Mapping[CellRef, int] | None = None
    rounding: Rounding | None = None
    moved: Mapping[CellRef, int] = field(default_factory=dict)
    unknown: frozenset[CellRef] = frozenset()
    gaps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def figures(self) -> dict[CellRef, int]:
        """The department's figures that are not blank."""
        return {
            CellRef(name, row.id, column): amount.value
            for name, table in self.department.forms.items()
            for row in table.listing
            for column, amount in row.amounts.items()
            if not amount.blank
        }

    @property
    def clean(self) -> bool:
        """Everything could be added up, and both sides of every transfer agree."""
        sound = self.rounding is None or self.rounding.holds
        return sound and not self.gaps and not self.elimination.differences

    @property
    def added_up(self) -> dict[CellRef, int]:
        """What the members publish, added up, less what was taken out."""
        return added([*(member.figures for member in self.members), self.eliminated])

    def check(self, path: Path | str = "") -> Report:
        """Check the department, whose workbook is (or will be) at ``path``, against the rules.

        A table or column that some member lacks is not known of the department, though its workbook states
        what the others have: nothing is said about it.
        """
        tables = {}
        for name, table in self.department.tables.items():
            lacking = {
                column.id
                for column in table.spec.amounts
                if any(member.lacks(CellRef(name, "", column.id)) for member in self.members)
            }
            if len(lacking) < len(table.spec.amounts):
                tables[name] = without_columns(table, lacking) if lacking else table
        return check(replace(self.department, tables=tables, path=str(path)))

    def write(self, target: Path) -> None:
        """Write the department's workbook, as a whole or not at all.

        Raises ReadError where the target is one of the units' workbooks, OSError when it cannot be written.
        """
        from juesuan.consolidation.writing import write_department

        write_department(self, target)


def consolidate(
    members: Sequence[Member],
    transfers: Sequence[Transfer] = (),
    *,
    organisation: str = "",
    progress: Callable[[Progress], object] | None = None,
) -> Consolidation:
    """Add up the members' figures cell by cell, without the transfers between them.

    Where every member keeps its 元 figures, these are added up and rounded once (balanced); otherwise the
    published figures are. Raises ReadError, with one sentence for people, where members do not fit together
    or a transfer names a unit that is none of them.
    """
    refuse_mixture(members)
    units, notes = units_of(members)
    members = in_rows_of(members, units)
    first = members[0]
    name = organisation or _department_name(members)
    about = Disclosure(first.layout, {}, name, first.year, first.unit, units)
    exact = first.unit == WAN and all(member.exact is not None for member in members)
    elimination = Eliminator(members, first.unit, exact=exact).eliminate(transfers, first.layout)
    add = _add_exact if exact else _add_published
    unknown = unknown_cells(members, about)
    known = [_known(member, unknown.cells) for member in members]
    result = add(known, about, elimination, progress)
    result.members, result.unknown = members, unknown.cells
    comparison, not_kept, doubts = compared_with(members)
    result.department = replace(result.department, comparison=comparison)
    result.gaps += [*gaps(members), *unknown.gaps, *not_kept]
    result.notes += [*notes, *not_filled_in(members), *doubts]
    if not name:
        result.notes.append("没有写部门名称：请用 --name 写明，或在封面填写")
    return result


def _department_name(members: Sequence[Member]) -> str:
    """The only member's name, or that of the department whose own office (本级) is among the members."""
    if len(members) == 1:
        return members[0].name
    offices = [
        member.name.removesuffix(ending)
        for member in members
        for ending in _OWN_OFFICE
        if member.name.endswith(ending)
    ]
    return offices[0] if len({plain(office) for office in offices}) == 1 else ""


def _add_published(
    members: Sequence[Member],
    about: Disclosure,
    elimination: Elimination,
    _progress: Callable[[Progress], object] | None,
) -> Consolidation:
    """Add up what the members publish."""
    labels, left_out = labels_of(members), not_everywhere(members)
    parts = [_without(member.figures, left_out) for member in members]
    eliminated = with_totals(elimination.figures, tables_of(added(parts), about, labels))
    total = added([*parts, eliminated])
    department = tables_of(total, about, labels)
    moved: dict[CellRef, int] = {}
    if about.unit != YUAN:
        each = (tables_of(part, about, labels) for part in parts)
        moved = settle(department, _slack(parts, total, about), each)
        department = tables_of(added([total, moved]), about, labels) if moved else department
    return Consolidation(members, department, elimination, eliminated, moved=moved)


def _add_exact(
    members: Sequence[Member],
    about: Disclosure,
    elimination: Elimination,
    progress: Callable[[Progress], object] | None,
) -> Consolidation:
    """Add up the 元 figures and round once; supporting sheets, of which none are kept, as published."""
    labels, left_out = labels_of(members), not_everywhere(members)
    yuan = replace(about, unit=YUAN)
    parts = [member.exact or {} for member in members]
    taken_out = with_totals(elimination.figures, tables_of(added(parts), yuan, labels))
    exact = added([*parts, taken_out])
    rounding = balanced(tables_of(exact, yuan, labels), progress=progress)
    left_out |= about.layout.tables.keys()
    supporting = [_without(member.figures, left_out) for member in members]
    total = added(supporting)
    supported = tables_of(total, about, labels).supporting
    department = replace(rounding.disclosure, supporting=supported, exact=exact)
    whole = (tables_of(member.figures, about, labels) for member in members)
    moved = settle(department, _slack(supporting, total, about), whole)
    if moved:
        settled = tables_of(added([total, moved]), about, labels)
        department = replace(department, supporting=settled.supporting)
    eliminated = {ref: nearest(fen) for ref, fen in taken_out.items()}
    return Consolidation(members, department, elimination, eliminated, exact, rounding, moved)


def _slack(
    parts: Sequence[Mapping[CellRef, int]], total: Mapping[CellRef, int], about: Disclosure
) -> dict[CellRef, int]:
    """How many rounded figures each is the sum of; counts are not rounded."""
    counts = {
        (name, column.id)
        for name, spec in about.layout.supporting.items()
        for column in spec.amounts
        if column.count
    }
    rounded = (ref for ref in total if (ref.table, ref.column) not in counts)
    return {ref: sum(ref in part for part in parts) for ref in rounded}


def _known(member: Member, unknown: frozenset[CellRef]) -> Member:
    figures = {ref: amount for ref, amount in member.figures.items() if ref not in unknown}
    return replace(member, figures=figures) if unknown else member


def _without(figures: Mapping[CellRef, int], tables: set[str]) -> dict[CellRef, int]:
    return {ref: amount for ref, amount in figures.items() if ref.table not in tables}
