"""Checks that run down the rows of a listed table: a column of formulas right of the printed table for each.

The rows of a listed table are not known when a template is made, so what is checked by row stands in the row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan.books.template.comparing import ANY_ROW, Side, cells_side, looked_up_side, side_of, split
from juesuan.books.template.levels import parent_cell, sum_of_classes, total_cell
from juesuan.books.template.margin import MarginColumn, Saved, code_cell, gated, row_cell, verdict_of
from juesuan.model.table import TOTAL_ROW, Role
from juesuan.rules.expression import parse
from juesuan.rules.instances import Addend, Instance, NotInLayout, Universe, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan.books.template.conditions import Gate
    from juesuan.books.template.placing import Line, PlacedTable
    from juesuan.books.template.sums import Contents
    from juesuan.model.layout import Layout
    from juesuan.model.reference import CellRef
    from juesuan.model.rule import RuleSpec

_BY_ROW = {"rows", "parents", "codes"}


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule by row: what it says of 合计 (the sides that the check sheet shows), and its columns."""

    instance: Instance
    left: Side
    right: Side
    checks: tuple[MarginColumn, ...]


def goes_by_row(rule: RuleSpec, layout: Layout) -> bool:
    """Whether a rule goes through the rows of a listed table, instead of cells that are known."""
    table, _, selector = rule.each.get("row", "").rstrip("]").partition("[")
    spec = layout.form(table)
    return spec is not None and spec.listed and selector in _BY_ROW


class RowChecker:
    """Makes the columns of checks, from left to right on every sheet."""

    def __init__(self, layout: Layout, contents: Contents) -> None:
        """Start with no columns."""
        listed = [name for name, table in contents.tables.items() if table.spec.listed]
        self._contents = contents
        self._pattern = Universe(layout, {name: [ANY_ROW] for name in listed})
        self._sums: dict[tuple[str, tuple[CellRef, ...]], dict[int, Side]] = {}
        self.margins: dict[str, list[MarginColumn]] = {name: [] for name in listed}

    def row_rules(self, rule: RuleSpec, gate: Gate) -> Iterator[RowRule]:
        """Yield a rule's comparisons of 合计, one for each column it is about, with their checks by row."""
        try:
            instances = expand(rule, self._pattern)
        except NotInLayout:
            return
        totals = [instance for instance in instances if instance.subject.row == TOTAL_ROW]
        if any(item.row == "children" for item in parse(rule.expect).items):
            for instance in totals:
                yield self._by_level(instance, gate)
            return
        rows = [instance for instance in instances if instance.subject.row == ANY_ROW]
        for total, pattern in zip(totals, rows, strict=True):
            yield self._by_row(total, pattern, gate)

    def _by_level(self, instance: Instance, gate: Gate) -> RowRule:
        contents, ref = self._contents, instance.subject
        host = contents.tables[ref.table]
        cells = {line.row: parent_cell(instance, host, line, contents, gate) for line in host.lines}
        if host.grid.total_row is not None:
            cells[host.grid.total_row] = total_cell(instance, host, contents, gate)
        check = self._column(host, f"{instance.rule.id} 下级合计\n{ref.column}", cells)
        left = side_of(instance.left, contents)
        return RowRule(instance, left, sum_of_classes(host, ref.column, contents, None), (check,))

    def _by_row(self, total: Instance, pattern: Instance, gate: Gate) -> RowRule:
        contents = self._contents
        first, *others = _hosts(pattern, contents)
        cells = {line.row: cell for line, cell in self._compared(pattern, first, gate)}
        if first.grid.total_row is not None:
            left, right = (cells_side(side, contents, first) for side in (total.left, total.right))
            cells[first.grid.total_row] = gated(*verdict_of(total, left, right), gate)
        what = "与他表相比" if others else "行内"
        checks = [self._column(first, f"{pattern.rule.id} {what}\n{pattern.subject.column}", cells)]
        for host in others:
            unlisted = {
                line.row: _unlisted_cell(pattern, first, host, line, contents, gate) for line in host.lines
            }
            heading = f"{pattern.rule.id} {first.sheet}未列\n{pattern.subject.column}"
            checks.append(self._column(host, heading, unlisted))
        left, right = side_of(total.left, contents), side_of(total.right, contents)
        return RowRule(total, left, right, tuple(checks))

    def _compared(self, pattern: Instance, host: PlacedTable, gate: Gate) -> Iterator[tuple[Line, Saved]]:
        """The rows of the table that a rule goes through, each compared in its own row."""
        left_sums, right_sums = (
            self._looked_up(addends, host, pattern.subject.column)
            for addends in (pattern.left, pattern.right)
        )
        for line in host.lines:
            left = self._side(pattern.left, host, line) + left_sums.get(line.row, Side())
            right = self._side(pattern.right, host, line) + right_sums.get(line.row, Side())
            inner, word = verdict_of(pattern, left, right)
            if left_sums or right_sums:
                inner, word = f'IF({code_cell(host, line)}="","",{inner})', word if line.code else ""
            yield line, gated(inner, word, gate)

    def _side(self, addends: Sequence[Addend], host: PlacedTable, line: Line) -> Side:
        known, _ = split(addends, self._contents, host)
        here = [Addend(addend.sign, _in_row(addend.ref, line)) for addend in known]
        return cells_side(here, self._contents, host) if here else Side()

    def _looked_up(self, addends: Sequence[Addend], host: PlacedTable, what: str) -> dict[int, Side]:
        """What other tables state for each row's code, in columns of their own that rules share."""
        _, refs = split(addends, self._contents, host)
        if not refs or not host.lines:
            return {}
        key = (host.spec.id, tuple(refs))
        if key not in self._sums:
            self._sums[key] = self._sum_columns(refs, host, what)
        return self._sums[key]

    def _sum_columns(self, refs: Sequence[CellRef], host: PlacedTable, what: str) -> dict[int, Side]:
        sides: dict[int, Side] = {}
        sums: dict[int, Saved] = {}
        counts: dict[int, Saved] = {}
        for line in host.lines:
            found = Side()
            for ref in refs:
                found += looked_up_side(ref, self._contents, line.code, code_cell(host, line), host)
            sides[line.row] = found
            sums[line.row] = _unless_empty(host, line, found.total, found.value / 100)
            counts[line.row] = _unless_empty(host, line, found.count, found.counted)
        total = self._column(host, f"他表之和\n{what}", sums, figures=True).column
        # How many figures a sum has decides what rounding explains; of one figure nothing is explained.
        several = self._column(host, f"他表个数\n{what}", counts).column if len(refs) > 1 else None
        for line in host.lines:
            count = sides[line.row].count if several is None else row_cell(several, line)
            sides[line.row] = replace(sides[line.row], total=row_cell(total, line), count=count)
        return sides

    def _column(
        self, host: PlacedTable, heading: str, cells: Mapping[int, Saved], *, figures: bool = False
    ) -> MarginColumn:
        columns = self.margins[host.spec.id]
        column = MarginColumn(host, host.first_margin + len(columns), heading, cells, figures)
        columns.append(column)
        return column


def _hosts(pattern: Instance, contents: Contents) -> list[PlacedTable]:
    """The tables whose rows take part: a code that the first does not list is checked where it is listed."""
    names = dict.fromkeys(
        addend.ref.table for addend in pattern.left + pattern.right if addend.ref.row == ANY_ROW
    )
    return [contents.tables[name] for name in names]


def _in_row(ref: CellRef, line: Line) -> CellRef:
    return ref._replace(row=line.key) if ref.row == ANY_ROW else ref


def _unless_empty(host: PlacedTable, line: Line, formula: str, value: float) -> Saved:
    return f'=IF({code_cell(host, line)}="",0,{formula})', value if line.code else 0


def _unlisted_cell(
    pattern: Instance, first: PlacedTable, host: PlacedTable, line: Line, contents: Contents, gate: Gate
) -> Saved:
    """A code with a figure that the table compared with does not list: there it states nothing."""
    own = [
        [
            Addend(addend.sign, _in_row(addend.ref, line))
            for addend in side
            if contents.tables[addend.ref.table] is host
        ]
        for side in (pattern.left, pattern.right)
    ]
    left, right = (cells_side(side, contents, host) if side else Side() for side in own)
    inner, word = verdict_of(pattern, left, right)
    code = code_cell(host, line)
    codes = first.listed_range(first.index(Role.CODE), elsewhere=True)
    listed = bool(first.with_code(line.code))
    inner = f'IF({code}="","",IF(COUNTIF({codes},{code})>0,"",{inner}))'
    return gated(inner, word if line.code and not listed else "", gate)
