"""From a declared rule to the concrete comparisons it makes in one disclosure or template.

A rule says ``each: {row: "income[parents]"}``; an instance names the cells: this row, its children, this
column. Instances depend only on the layout and on which codes the listed tables hold, never on figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW
from juesuan.rules.expression import ExpressionError, parse
from juesuan.rules.hierarchy import Hierarchy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.layout import Layout
    from juesuan.model.rule import RuleSpec
    from juesuan.model.table import TableSpec
    from juesuan.rules.expression import Comparison, Item

CLASS_DIGITS = 3


class NotInLayout(Exception):  # noqa: N818 - not an error: many layouts lack a table
    """A rule speaks of a table or column that this layout does not print."""


class Addend(NamedTuple):
    """A figure with the sign it enters a side with."""

    sign: int
    ref: CellRef


class Instance(NamedTuple):
    """One comparison of cells: what a rule says for one row and column of those that it is repeated over."""

    rule: RuleSpec
    left: tuple[Addend, ...]
    relation: str
    right: tuple[Addend, ...]
    row: str = ""
    column: str = ""

    @property
    def subject(self) -> CellRef:
        """The cell that the rule is about: the first on the left side."""
        return (self.left or self.right)[0].ref


class Universe:
    """What rows exist: the layout's fixed rows, and the codes that each listed table holds.

    ``codes`` gives for each listed table its codes. Every answer is worked out once: a check asks thousands
    of times.
    """

    def __init__(self, layout: Layout, codes: Mapping[str, Sequence[str]]) -> None:
        """Nothing is worked out before it is asked for."""
        self.layout = layout
        self.codes = codes
        self._hierarchies: dict[str, Hierarchy] = {}
        self._keys: dict[str, dict[str, str]] = {}
        self._columns: dict[tuple[str, str], list[str]] = {}
        self._amounts: dict[str, list[str]] = {}
        self._rows: dict[tuple[str, str], list[str]] = {}

    def table(self, name: str) -> TableSpec:
        """The table's spec; raises NotInLayout when the layout does not have it."""
        spec = self.layout.form(name)
        if spec is None:
            raise NotInLayout(f"本版式没有表 {name}")
        return spec

    def hierarchy(self, table: str) -> Hierarchy:
        """Parents and children among the coded rows of a table."""
        if table not in self._hierarchies:
            spec = self.table(table)
            fixed = {row.code: row.id for row in spec.rows if row.code}
            listed = {code: code for code in self.codes.get(table, ())}
            self._hierarchies[table] = Hierarchy({**listed, **fixed}, rooted=spec.listed)
        return self._hierarchies[table]

    def rows(self, table: str, selector: str) -> list[str]:
        """Row keys (codes where rows have one) that a selector of ``each`` or ``sum`` stands for."""
        place = (table, selector)
        if place not in self._rows:
            self._rows[place] = self._selected_rows(table, selector)
        return self._rows[place]

    def _selected_rows(self, table: str, selector: str) -> list[str]:
        spec, hierarchy = self.table(table), self.hierarchy(table)
        fixed = [row.id for row in spec.rows]
        match selector:
            case "rows" | "codes" if spec.listed:
                return [TOTAL_ROW, *hierarchy.codes]
            case "rows" | "codes":
                return fixed if selector == "rows" else list(hierarchy.codes)
            case "parents" | "leaves":
                return hierarchy.parents if selector == "parents" else hierarchy.leaves
            case "units":
                return [row.id for row in spec.rows if row.unit]
            case "classes":
                return [code for code in hierarchy.codes if len(code) == CLASS_DIGITS]
        first, found, last = selector.partition("..")
        return _between(fixed, first, last) if found else [selector]

    def columns(self, table: str, selector: str) -> list[str]:
        """Column ids that a selector stands for; raises NotInLayout when the layout does not print them."""
        place = (table, selector)
        if place not in self._columns:
            self._columns[place] = self._selected_columns(table, selector)
        return self._columns[place]

    def _selected_columns(self, table: str, selector: str) -> list[str]:
        spec = self.table(table)
        if table not in self._amounts:
            self._amounts[table] = [column.id for column in spec.amounts]
        ids = self._amounts[table]
        if selector == "*":
            return ids
        first, found, last = selector.partition("..")
        for name in (first, last) if found else (first,):
            if name not in ids:
                raise NotInLayout(f"本版式的《{spec.title}》没有“{name}”栏")
        return _between(ids, first, last) if found else [selector]

    def row_id(self, table: str, key: str) -> str | None:
        """The id of the row with this id or code; None when no such subject is listed.

        Raises NotInLayout for a fixed row that the layout does not print.
        """
        if table not in self._keys:
            self._keys[table] = self._row_keys(table)
        row = self._keys[table].get(key)
        if row is None and not key.isdigit():
            raise NotInLayout(f"本版式的《{self.table(table).title}》没有“{key}”行")
        return row

    def _row_keys(self, table: str) -> dict[str, str]:
        spec = self.table(table)
        keys = {row.id: row.id for row in spec.rows} | self.hierarchy(table).codes
        return keys | {TOTAL_ROW: TOTAL_ROW} if spec.listed else keys


def universe_of(disclosure: Disclosure) -> Universe:
    """The universe of a workbook that has been read: every coded row that stands in its tables."""
    codes = {name: tuple(table.by_code) for name, table in disclosure.forms.items()}
    return Universe(disclosure.layout, codes)


def expand(rule: RuleSpec, universe: Universe) -> list[Instance]:
    """List the comparisons a rule makes. Raises NotInLayout when the layout lacks what it speaks of."""
    comparison = parse(rule.expect)
    for item in comparison.items:
        universe.table(item.table)
    instances = []
    for column in _each_column(rule, universe):
        for row in _each_row(rule, comparison, universe):
            left = _side(comparison.left, universe, row, column)
            right = _side(comparison.right, universe, row, column)
            if left or right:
                instances.append(Instance(rule, left, comparison.relation, right, row or "", column or ""))
    return instances


def _each_row(rule: RuleSpec, comparison: Comparison, universe: Universe) -> Iterable[str | None]:
    """``table[selector]``: for classes and codes, all that any table compared here lists, in order."""
    if "row" not in rule.each:
        return [None]
    table, _, selector = rule.each["row"].rstrip("]").partition("[")
    if selector not in {"classes", "codes"}:
        return universe.rows(table, selector)
    tables = [table, *(item.table for item in comparison.items if "{row}" in item.row)]
    keys = {key for name in tables for key in universe.rows(name, selector)}
    return sorted(keys, key=lambda key: (key != TOTAL_ROW, key))


def _each_column(rule: RuleSpec, universe: Universe) -> Iterable[str | None]:
    if "column" not in rule.each:
        return [None]
    table, _, selector = rule.each["column"].rstrip("]").partition("[")
    return universe.columns(table, selector)


def _side(
    items: Sequence[Item], universe: Universe, row: str | None, column: str | None
) -> tuple[Addend, ...]:
    addends = []
    for item in items:
        table = item.table
        columns = universe.columns(table, column or "" if item.column == "{column}" else item.column)
        if item.row == "{row}":
            keys = [row or ""]
        elif item.row == "children":
            keys = universe.hierarchy(table).children(row or TOTAL_ROW)
        else:
            keys = universe.rows(table, item.row)
        if not item.summed and (len(keys) > 1 or len(columns) > 1):
            raise ExpressionError(f"{table}[{item.row}].{item.column} 是多个数，要写成 sum(…)")
        for key in keys:
            row_id = universe.row_id(table, key)
            if row_id is not None:
                addends += [Addend(item.sign, CellRef(table, row_id, name)) for name in columns]
    return tuple(addends)


def _between(ids: list[str], first: str, last: str) -> list[str]:
    try:
        return ids[ids.index(first) : ids.index(last) + 1]
    except ValueError:
        raise NotInLayout(f"本版式没有“{first}”到“{last}”的各项") from None
