"""What a parsed formula comes to, given the cells it refers to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from juesuan.recalc.formula.functions import FUNCTIONS, Range
from juesuan.recalc.formula.syntax import (
    Area,
    Binary,
    Call,
    Cell,
    Constant,
    Formula,
    Name,
    Node,
    Reference,
    Slot,
    Unary,
)
from juesuan.recalc.formula.values import (
    DIVISION_BY_ZERO,
    EXACT,
    ZERO,
    CannotEvaluate,
    ErrorValue,
    Failure,
    Value,
    as_number,
    as_text,
    as_truth,
    compared,
    shortened,
)

_LARGEST_AREA = 100_000  # cells; whole columns and the like are left to a spreadsheet program
_HUNDREDTH = Decimal("0.01")


class Cells(Protocol):
    """The cells of a workbook as formulas see them. All raise CannotEvaluate for what they cannot give."""

    def value(self, sheet: str, row: int, column: int) -> Value:
        """The value of one cell, None where there is nothing."""

    def area(self, sheet: str, area: Area) -> Sequence[Value]:
        """The values of an area, row by row."""

    def named(self, name: str) -> Reference:
        """The cell or area that a defined name stands for."""


def evaluate(formula: Formula, cells: Cells, sheet: str) -> Value:
    """Evaluate a formula that stands on a sheet; numbers come with 15 significant digits.

    Raises CannotEvaluate where the result could differ between programs, or is not understood here.
    """
    try:
        value = _Evaluation(cells, sheet, formula.references).value(formula.form)
    except Failure as failure:
        return failure.error
    if value is None:
        return ZERO  # a reference to an empty cell shows 0
    return shortened(value) if isinstance(value, Decimal) else value


class _Evaluation:
    def __init__(self, cells: Cells, sheet: str, references: Sequence[Reference]) -> None:
        self._cells = cells
        self._sheet = sheet
        self._references = references

    def value(self, node: Node) -> Value:
        """A single value; raises Failure on an error value."""
        match node:
            case Constant(value):
                pass
            case Slot() | Name():
                reference = self._reference(node)
                if isinstance(reference, Area):
                    raise CannotEvaluate("区域用在了只能放一个值的地方")
                value = self._cells.value(reference.sheet or self._sheet, reference.row, reference.column)
            case Unary(operator, operand):
                value = _signed(operator, self.value(operand))
            case Binary():
                value = self._chain(node)
            case Call():
                value = self._call(node)
        if isinstance(value, ErrorValue):
            raise Failure(value)
        return value

    def _chain(self, node: Node) -> Value:
        """Long sums lean to the left: walk down once instead of calling oneself for every term."""
        spine = []
        while isinstance(node, Binary):
            spine.append(node)
            node = node.left
        value = self.value(node)
        for step in reversed(spine):
            value = _combined(step.operator, value, self.value(step.right))
        return value

    def _call(self, call: Call) -> Value:
        match call.name, call.arguments:
            case "IF", (condition, chosen):
                return self.value(chosen) if as_truth(self.value(condition)) else False
            case "IF", (condition, chosen, other):
                return self.value(chosen if as_truth(self.value(condition)) else other)
            case "IFERROR", (tried, other):
                try:
                    return self.value(tried)
                except Failure:
                    return self.value(other)
            case "TRUE" | "FALSE", ():
                return call.name == "TRUE"
        function = FUNCTIONS.get(call.name)
        if function is None:
            raise CannotEvaluate(f"没有实现函数 {call.name}")
        least, most, compute = function
        if not least <= len(call.arguments) <= most:
            raise CannotEvaluate(f"函数 {call.name} 的参数个数不对")
        return compute([self._argument(argument) for argument in call.arguments])

    def _argument(self, node: Node) -> Value | Range:
        """References stay ranges, for functions treat what stands in cells differently; errors stay."""
        if isinstance(node, Slot | Name):
            return self._range(self._reference(node))
        try:
            value = self.value(node)
        except Failure as failure:
            return failure.error
        if isinstance(value, str) and not isinstance(node, Constant):
            return Range((1, 1), (value,), worked_out=True)
        return value

    def _range(self, reference: Reference) -> Range:
        sheet = reference.sheet or self._sheet
        if isinstance(reference, Cell):
            return Range((1, 1), (self._cells.value(sheet, reference.row, reference.column),))
        if reference.size > _LARGEST_AREA:
            raise CannotEvaluate("引用的区域太大")
        return Range(reference.shape, self._cells.area(sheet, reference))

    def _reference(self, node: Slot | Name) -> Reference:
        return self._references[node.index] if isinstance(node, Slot) else self._cells.named(node.name)


def _signed(operator: str, value: Value) -> Value:
    if operator == "+":
        return value
    number = as_number(value)
    return number * _HUNDREDTH if operator == "%" else -number


def _combined(operator: str, left: Value, right: Value) -> Value:
    match operator:
        case "&":
            return as_text(left) + as_text(right)
        case "=" | "<>" | "<" | ">" | "<=" | ">=":
            order = compared(left, right)
            return {
                "=": order == 0,
                "<>": order != 0,
                "<": order < 0,
                ">": order > 0,
                "<=": order <= 0,
                ">=": order >= 0,
            }[operator]
    one, other = as_number(left), as_number(right)
    match operator:
        case "+":
            return EXACT.add(one, other)
        case "-":
            return EXACT.subtract(one, other)
        case "*":
            return EXACT.multiply(one, other)
    if other == 0:
        raise Failure(DIVISION_BY_ZERO)
    return EXACT.divide(one, other)
