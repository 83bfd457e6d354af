"""Worksheets that take our formulas as they are."""

from __future__ import annotations

import re

from xlsxwriter.worksheet import Worksheet

_CALLED = re.compile(r"([A-Za-z][\w.]*)\(")
_LONG_KNOWN = frozenset({
    "ABS", "AND", "COUNT", "COUNTIF", "COUNTIFS", "IF", "INT", "LEN", "MAX", "MIN", "OR", "ROUND", "SUM",
    "SUMIFS",
})  # fmt: skip


class FormulaSheet(Worksheet):  # type: ignore[misc] # xlsxwriter has no types
    """A sheet for ``Workbook.add_worksheet(worksheet_class=FormulaSheet)``.

    XlsxWriter looks through every formula some thirty times, for functions that Excel got after 2007 and that
    have to be written with a prefix. For a workbook of thousands of formulas that is half of all the time.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002
        """Take the ``=`` off; a formula with a function not known here goes the usual way."""
        plain = formula.startswith("=") and not formula.endswith("}")
        if plain and _LONG_KNOWN.issuperset(_CALLED.findall(formula)):
            return formula[1:]
        return str(super()._prepare_formula(formula, expand_future_functions))
