"""The rows of a sheet in an existing workbook file put in, taken out and moved; everything else stays."""

from juesuan.books.restructure.notices import Concern, Notice, RestructureError
from juesuan.books.restructure.plan import NewRow, RowPlan
from juesuan.books.restructure.rearranging import Restructured, restructure_rows

__all__ = [
    "Concern",
    "NewRow",
    "Notice",
    "RestructureError",
    "Restructured",
    "RowPlan",
    "restructure_rows",
]
