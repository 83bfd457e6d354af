"""The formulas of such workbooks, evaluated exactly. What is not understood is named, never guessed."""

from juesuan.recalc.formula.evaluator import Cells, evaluate
from juesuan.recalc.formula.functions import AreaValues
from juesuan.recalc.formula.parser import parse
from juesuan.recalc.formula.syntax import Area, Cell, Formula, Reference, area_of
from juesuan.recalc.formula.values import CannotEvaluate, ErrorValue, Value, number_value

__all__ = [
    "Area",
    "AreaValues",
    "CannotEvaluate",
    "Cell",
    "Cells",
    "ErrorValue",
    "Formula",
    "Reference",
    "Value",
    "area_of",
    "evaluate",
    "number_value",
    "parse",
]
