"""The lines of the check sheet: one for every identity between known cells, one for every rule by row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan.books.template.comparing import (
    ANY_ROW,
    NOT_APPLICABLE,
    NOTHING,
    PASSED,
    ROUNDING,
    Side,
    allowed_formula,
    fail_word,
    side_of,
    verdict_word,
)
from juesuan.books.template.conditions import Circumstance, Gate, circumstances_of, gate_of, known_rows
from juesuan.books.template.row_checks import RowChecker, RowRule, goes_by_row
from juesuan.model.rule import Kind
from juesuan.model.table import TOTAL_ROW
from juesuan.rules.evaluate import tolerance
from juesuan.rules.instances import NotInLayout, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan.books.template.margin import MarginColumn
    from juesuan.books.template.placing import Cell
    from juesuan.books.template.sums import Contents
    from juesuan.model.layout import Layout
    from juesuan.model.reference import CellRef
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Instance


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line: a comparison, the cell it is about, and for rules by row the columns with the details."""

    rule: RuleSpec
    text: str
    sheet: str
    cell: Cell
    left: Side
    relation: str
    right: Side
    gate: Gate
    checks: tuple[MarginColumn, ...] = ()

    @property
    def allowed(self) -> tuple[str, int]:
        """What rounding can explain: the formula without ``=``, and its value in hundredths."""
        value = tolerance(self.rule.kind, self.left.counted, self.right.counted)
        return allowed_formula(self.rule.kind, self.left, self.right), value

    def count(self, word: str) -> tuple[str, int]:
        """How many rows say a word: a formula without ``=``, and its value."""
        formula = "+".join(f'COUNTIF({check.range},"{word}")' for check in self.checks)
        return formula, sum(check.count(word) for check in self.checks)

    @property
    def result(self) -> str:
        """The word in the result column now."""
        if not self.gate.applies:
            return NOT_APPLICABLE
        for word in (fail_word(self.rule), ROUNDING) if self.checks else ():
            if self.count(word)[1]:
                return word
        if not self.left.value and not self.right.value:
            return NOTHING
        if self.checks:
            return PASSED
        return verdict_word(self.rule, self.relation, self.left, self.right, PASSED)


@dataclass(frozen=True, slots=True)
class Checks:
    """Everything the workbook checks by itself. ``margins`` are the columns beside each listed table."""

    circumstances: tuple[Circumstance, ...]
    lines: tuple[CheckLine, ...]
    margins: Mapping[str, Sequence[MarginColumn]]


def checks_of(layout: Layout, contents: Contents, *, exact: bool = False) -> Checks:
    """All identities of the layout's rules, in the order of the rules.

    ``exact`` says that the figures are 元 and not rounded to 万元: then nothing is tolerated.
    """
    circumstances = circumstances_of(layout, contents)
    rows = RowChecker(layout, contents)
    lines: list[CheckLine] = []
    for rule in layout.rules:
        if not rule.expect:
            continue
        if exact:
            rule = replace(rule, kind=Kind.PRESENCE)  # noqa: PLW2901 - the kind settles the tolerance only
        gate = gate_of(rule, circumstances)
        if goes_by_row(rule, layout):
            lines += (_row_line(row_rule, contents, gate) for row_rule in rows.row_rules(rule, gate))
        else:
            lines += _lines(rule, layout, contents, gate)
    return Checks(tuple(circumstances.values()), tuple(lines), rows.margins)


def _row_line(row_rule: RowRule, contents: Contents, gate: Gate) -> CheckLine:
    instance = row_rule.instance
    text = f"{instance.subject.column}：" if "column" in instance.rule.each else ""
    text += instance.rule.title
    sheet, cell = _target(instance.subject, contents)
    sides = row_rule.left, instance.relation, row_rule.right
    return CheckLine(instance.rule, text, sheet, cell, *sides, gate, row_rule.checks)


def _lines(rule: RuleSpec, layout: Layout, contents: Contents, gate: Gate) -> Iterator[CheckLine]:
    try:
        instances = expand(rule, known_rows(rule.expect, layout))
    except NotInLayout:
        return
    for instance in instances:
        left, right = side_of(instance.left, contents), side_of(instance.right, contents)
        sheet, cell = _target(instance.subject, contents)
        yield CheckLine(rule, _text(instance), sheet, cell, left, instance.relation, right, gate)


def _text(instance: Instance) -> str:
    subject, each = instance.subject, instance.rule.each
    parts = [subject.row] if "row" in each else []
    parts += [subject.column] if "column" in each else []
    return f"{'，'.join(parts)}：{instance.rule.title}" if parts else instance.rule.title


def _target(ref: CellRef, contents: Contents) -> tuple[str, Cell]:
    table = contents.tables[ref.table]
    row = TOTAL_ROW if ref.row == ANY_ROW else ref.row
    return table.sheet, table.cell(row, ref.column) or (0, 0)
