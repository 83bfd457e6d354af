"""Writing workbooks from a layout: the blank template, and one filled with the figures of a disclosure."""

from juesuan.books.template.writing import build_template, write_workbook

__all__ = ["build_template", "write_workbook"]
