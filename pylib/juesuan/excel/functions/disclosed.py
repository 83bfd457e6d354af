"""Figures and rules of the calling workbook, as it was last saved."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.excel.functions.arguments import text_of
from juesuan.excel.functions.errors import not_available

if TYPE_CHECKING:
    from juesuan.excel.functions.calling import Scalar
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Report


def figure(workbook: str, table: Scalar, row: Scalar, column: Scalar) -> float:
    """The figure of a published table; #N/A where the workbook has no such cell or the cell is empty."""
    disclosure = _disclosure(workbook, _saved(workbook))
    wanted = text_of(table)
    found = next((one for name, one in disclosure.tables.items() if wanted in {name, one.spec.title}), None)
    amount = found.amount(text_of(row), text_of(column)) if found else None
    if amount is None or amount.hundredths is None:
        raise not_available()
    return amount.hundredths / 100


def rule_status(workbook: str, rule: Scalar) -> str:
    """How a rule ended, in Chinese; #N/A where there is no such rule."""
    from juesuan.report.words import STATUSES

    wanted = text_of(rule).upper()
    report = _report(workbook, _saved(workbook))
    status = next((outcome.status for outcome in report.outcomes if outcome.rule.id == wanted), None)
    if status is None:
        raise not_available()
    return STATUSES[status]


def _saved(workbook: str) -> int:
    """When the file was written, so that what is remembered of it is forgotten when it changes."""
    try:
        return os.stat(workbook).st_mtime_ns  # noqa: PTH116 - the path may be an address of a server
    except (OSError, ValueError):
        raise not_available() from None


@lru_cache(maxsize=4)
def _disclosure(workbook: str, _changed: int) -> Disclosure:
    from juesuan.books.errors import ReadError
    from juesuan.recalc.reading import read

    try:
        return read(workbook)
    except (ReadError, OSError):
        raise not_available() from None


@lru_cache(maxsize=4)
def _report(workbook: str, changed: int) -> Report:
    from juesuan.rules import check

    return check(_disclosure(workbook, changed))
