"""Is everything still there? Source against result, totals against sums of parts, to the fen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.fill.sources.figures import BUDGET
from juesuan.model.amount import format_hundredths
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW
from juesuan.rules.instances import NotInLayout, expand, universe_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.fill.sources.figures import SourceFigure, SourceFigures
    from juesuan.model.disclosure import Disclosure

_GROUP = len("301")


@dataclass(frozen=True, slots=True)
class Part:
    """A figure that enters a sum, with its sign."""

    ref: CellRef
    sign: int
    fen: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A total of the source that is not the sum of its parts. ``title`` says which rule defines the sum."""

    ref: CellRef
    title: str
    stated: int
    parts: tuple[Part, ...]
    place: str

    @property
    def computed(self) -> int:
        """The sum of the parts in fen."""
        return sum(part.sign * part.fen for part in self.parts)

    @property
    def difference(self) -> int:
        """Stated less computed, in fen."""
        return self.stated - self.computed

    def __str__(self) -> str:
        stated, computed, difference = map(format_hundredths, (self.stated, self.computed, self.difference))
        compared = f"是 {stated} 元，各项之和是 {computed} 元，相差 {difference} 元"
        return f"{self.place}：{self.ref} {compared}（{self.title}）"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A figure of the source for which the layout has no cell."""

    ref: CellRef
    figure: SourceFigure
    reason: str

    def __str__(self) -> str:
        return f"{self.figure.cells[0]}：{self.reason}"


@dataclass(frozen=True, slots=True)
class Carried:
    """One table's figures, added up: in the source, and as they arrived. ``unplaced`` is the rest."""

    table: str
    cells: int
    source: int
    placed: int
    unplaced: int

    @property
    def lost(self) -> int:
        """What is neither placed nor listed as unplaced; always 0 unless this program is wrong."""
        return self.source - self.placed - self.unplaced


@dataclass(slots=True)
class Reconciliation:
    """The result of :func:`reconcile`.

    ``unplaced`` figures belong in a table but find no row or table there; ``not_printed`` ones stand in
    columns that this layout leaves out for everybody. ``computed`` are totals that the source does not state.
    """

    differences: list[Difference] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    not_printed: list[Unplaced] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    computed: list[CellRef] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Nothing differs, nothing found no place, nothing was lost."""
        return not (self.differences or self.unplaced or any(item.lost for item in self.carried))


def reconcile(figures: SourceFigures, disclosure: Disclosure) -> Reconciliation:
    """Compare a source's figures with the exact disclosure made from them (unit 元); tolerance is 0."""
    result = Reconciliation()
    for item in _unplaced(figures, disclosure):
        (result.not_printed if _leaves_out(disclosure, item.ref) else result.unplaced).append(item)
    result.differences = [*_differences(disclosure), *_across_total(figures, disclosure)]
    unplaced = {item.ref for item in result.unplaced + result.not_printed}
    for table in disclosure.layout.tables:
        refs = [
            ref for ref in figures.figures if ref.table == table and not _is_across_total(ref, disclosure)
        ]
        result.carried.append(
            Carried(
                table,
                len(refs),
                sum(figures.figures[ref].fen for ref in refs),
                sum(disclosure.amount(ref).value for ref in refs if ref not in unplaced),
                sum(figures.figures[ref].fen for ref in refs if ref in unplaced),
            )
        )
    for name, table_read in disclosure.tables.items():
        stated = (CellRef(name, row.id, column) for row in table_read.listing for column in row.amounts)
        result.computed += [ref for ref in stated if ref not in figures.figures]
    return result


def _unplaced(figures: SourceFigures, disclosure: Disclosure) -> Iterator[Unplaced]:
    for ref, figure in figures.figures.items():
        if ref.table == BUDGET or not figure.fen or _is_across_total(ref, disclosure):
            continue
        spec = disclosure.layout.tables.get(ref.table)
        if spec is None:
            yield Unplaced(ref, figure, "本版式没有这张表")
        elif ref.column not in {column.id for column in spec.amounts}:
            yield Unplaced(ref, figure, f"本版式的《{spec.title}》没有“{ref.column}”栏")
        elif disclosure.tables[ref.table].find(ref.row) is None:
            yield Unplaced(ref, figure, f"本版式的《{spec.title}》没有“{ref.row}”行")


def _leaves_out(disclosure: Disclosure, ref: CellRef) -> bool:
    spec = disclosure.layout.tables.get(ref.table)
    return spec is not None and ref.column not in {column.id for column in spec.amounts}


def _differences(disclosure: Disclosure) -> Iterator[Difference]:
    universe = universe_of(disclosure)
    seen: set[CellRef] = set()
    for rule in disclosure.layout.rules:
        if not rule.computes:
            continue
        try:
            instances = expand(rule, universe)
        except NotInLayout:
            continue
        for instance in instances:
            ref = instance.subject
            if ref.table not in disclosure.tables or not instance.right:
                continue
            parts = tuple(
                Part(addend.ref, addend.sign, disclosure.amount(addend.ref).value)
                for addend in instance.right
            )
            stated = disclosure.amount(ref).value
            difference = Difference(ref, rule.title, stated, parts, str(disclosure.address(ref)))
            if difference.difference and ref not in seen:
                seen.add(ref)
                yield difference


def _is_across_total(ref: CellRef, disclosure: Disclosure) -> bool:
    """The total of a sheet with subjects across: no table prints it, but it says what they add up to."""
    spec = disclosure.layout.tables.get(ref.table)
    return ref.row == TOTAL_ROW and spec is not None and not spec.listed


def _across_total(figures: SourceFigures, disclosure: Disclosure) -> Iterator[Difference]:
    for ref, figure in figures.figures.items():
        if not _is_across_total(ref, disclosure):
            continue
        groups = {
            other: part.fen
            for other, part in figures.figures.items()
            if (other.table, other.column) == (ref.table, ref.column)
            and len(other.row) == _GROUP
            and other.row.isdigit()
        }
        parts = tuple(Part(other, 1, fen) for other, fen in groups.items())
        difference = Difference(ref, "合计等于各类经济科目之和", figure.fen, parts, str(figure.address))
        if difference.difference:
            yield difference
