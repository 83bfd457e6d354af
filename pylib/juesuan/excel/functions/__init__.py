"""Worksheet functions: a declared table over plain functions; the add-in's wrappers are made from it.

The table is there without any library; what a function needs is imported when it is called.
"""

from juesuan.excel.functions.calling import call
from juesuan.excel.functions.declaration import Argument, WorksheetFunction
from juesuan.excel.functions.errors import CellError
from juesuan.excel.functions.table import FUNCTIONS

__all__ = ["FUNCTIONS", "Argument", "CellError", "WorksheetFunction", "call"]
