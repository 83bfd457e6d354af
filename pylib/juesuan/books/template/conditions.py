"""The circumstances that decide whether a rule applies, as cells that formulas point at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.properties import CHECK_SHEET
from juesuan.books.template.comparing import difference_formula, side_of
from juesuan.model.rule import Kind, RuleSpec, Severity
from juesuan.rules.expression import parse
from juesuan.rules.instances import CLASS_DIGITS, NotInLayout, Universe, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan.books.template.comparing import Side
    from juesuan.books.template.sums import Contents
    from juesuan.model.layout import Layout
    from juesuan.model.rule import Condition

SHEET = CHECK_SHEET
CONDITION_NAME = "条件_"
HOLDS, FAILS = "成立", "不成立"
_NEGATION = "!"
_HALF = "0.005"


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One condition: the formula that says whether it holds, and what it says now."""

    condition: Condition
    formula: str
    holds: bool

    @property
    def name(self) -> str:
        """The defined name of the cell that says so, by which formulas refer to it."""
        return f"{CONDITION_NAME}{self.condition.id}"


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a rule applies: a formula without ``=`` (empty if it always does), its value, the reason."""

    formula: str = ""
    applies: bool = True
    reason: str = ""

    def around(self, inner: str, otherwise: str) -> str:
        """An inner formula that counts only where the rule applies."""
        return f'IF({self.formula},{inner},"{otherwise}")' if self.formula else inner


def circumstances_of(layout: Layout, contents: Contents) -> dict[str, Circumstance]:
    """The conditions that rules with an expression refer to, in their declared order."""
    used = {name.removeprefix(_NEGATION) for rule in layout.rules if rule.expect for name in rule.when}
    return {
        name: _circumstance(condition, layout, contents)
        for name, condition in layout.conditions.items()
        if name in used
    }


def gate_of(rule: RuleSpec, circumstances: Mapping[str, Circumstance]) -> Gate:
    """Whether the rule applies: all of its conditions hold, those with ``!`` do not."""
    tests, applies, reason = [], True, ""
    for name in rule.when:
        circumstance = circumstances[name.removeprefix(_NEGATION)]
        negated = name.startswith(_NEGATION)
        tests.append(f'{circumstance.name}="{FAILS if negated else HOLDS}"')
        applies = applies and circumstance.holds is not negated
        condition = circumstance.condition
        reason = reason or (f"本部门{condition.id}，适用更严格的规则" if negated else condition.unless)
    formula = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
    return Gate(formula, applies, reason) if tests else Gate()


def known_rows(expression: str, layout: Layout) -> Universe:
    """The rows an expression about known cells can speak of: every 类 of the forms, subjects it names."""
    classes = {
        row.code
        for spec in layout.tables.values()
        for row in spec.rows
        if row.code and len(row.code) == CLASS_DIGITS and row.code in layout.function_codes
    }
    named = {item.row for item in parse(expression).items if item.row.isdigit()}
    listed = [name for name, spec in layout.forms.items() if spec.listed]
    return Universe(layout, dict.fromkeys(listed, sorted(classes | named)))


def _circumstance(condition: Condition, layout: Layout, contents: Contents) -> Circumstance:
    try:
        tests = [test for expression in condition.all_of for test in _tests(expression, layout, contents)]
    except NotInLayout:
        return Circumstance(condition, f'="{FAILS}"', holds=False)
    formula = f'=IF(AND({",".join(text for text, _ in tests)}),"{HOLDS}","{FAILS}")'
    return Circumstance(condition, formula, all(value for _, value in tests))


def _tests(expression: str, layout: Layout, contents: Contents) -> Iterator[tuple[str, bool]]:
    relation = parse(expression).relation
    rule = RuleSpec("", "", Kind.COPY, Severity.HINT, "", "", "", expect=expression)
    for instance in expand(rule, known_rows(expression, layout)):
        left, right = side_of(instance.left, contents), side_of(instance.right, contents)
        yield _test(relation, left, right)


def _test(relation: str, left: Side, right: Side) -> tuple[str, bool]:
    difference = difference_formula(left.total, right.total)
    value = left.value - right.value
    tests: Sequence[tuple[str, str, bool]] = (
        ("=", f"ABS({difference})<{_HALF}", value == 0),
        (">", f"{difference}>{_HALF}", value > 0),
        ("<=", f"{difference}<{_HALF}", value <= 0),
        (">=", f"-{difference}<{_HALF}", value >= 0),
    )
    return next((text, holds) for name, text, holds in tests if name == relation)
