"""Marks in a copy of a user's workbook, coloured cells with notes, and taking exactly these out again."""

from juesuan.books.marking.annotation import Mark, annotate_workbook
from juesuan.books.marking.removal import unmark_workbook
from juesuan.books.marking.result_sheet import RESULT_SHEET, ResultRow

__all__ = ["RESULT_SHEET", "Mark", "ResultRow", "annotate_workbook", "unmark_workbook"]
