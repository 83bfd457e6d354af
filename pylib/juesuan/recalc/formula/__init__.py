"""The formulas of such workbooks, evaluated exactly. What is not understood is named, never guessed."""

from juesuan.recalc.formula.evaluator import Cells, evaluate
from juesuan.recalc.formula.parser import parse
from juesuan.recalc.formula.syntax import Area, Cell, Node, areas_of, resolved
from juesuan.recalc.formula.values import CannotEvaluate, ErrorValue, Value, number_value

__all__ = [
    "Area",
    "CannotEvaluate",
    "Cell",
    "Cells",
    "ErrorValue",
    "Node",
    "Value",
    "areas_of",
    "evaluate",
    "number_value",
    "parse",
    "resolved",
]
