"""The Python library ``formulas`` as an independent calculator, with Excel's ROUND and no GC pauses."""

from __future__ import annotations

import gc
import io
import logging
import multiprocessing
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from tests.engines.values import Sheets


def formulas_recalculate(path: Path) -> Sheets:
    """Return the values of all cells after calculating every formula, by sheet and A1 address.

    Where processes can fork one of them does it: the library leaves millions of objects behind that refer to
    each other, and finding them again takes nearly as long as calculating.
    """
    import formulas
    from formulas.functions import wrap_ufunc

    with _patience():
        formulas.get_functions()["ROUND"] = wrap_ufunc(_round)
        if "fork" not in multiprocessing.get_all_start_methods():
            return _calculated(path)
        with multiprocessing.get_context("fork").Pool(1, gc.disable) as process:
            return process.apply(_calculated, (path,))


def _calculated(path: Path) -> Sheets:
    import formulas

    with _patience():
        model = formulas.ExcelModel().loads(str(path)).finish()
        solution = model.calculate()
    names = _sheet_names(path)
    sheets: Sheets = {name: {} for name in names.values()}
    for key, found in solution.items():
        book_and_sheet, bang, cell = str(key).rpartition("!")
        sheet = names.get(book_and_sheet.strip("'").rpartition("]")[2])
        if bang and sheet and ":" not in cell and hasattr(found, "value"):
            sheets[sheet][cell] = _plain(found.value[0, 0])
    return sheets


def _round(number: float, digits: float) -> float:
    """Round half away from zero on the 15-digit decimal, as spreadsheets do; the library gets ties wrong."""
    exact = Decimal(f"{number:.15g}")
    return float(exact.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP))


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)  # the library's own kinds of text cannot go from process to process
    return None if str(value) == "empty" else str(value)


def _sheet_names(path: Path) -> dict[str, str]:
    """Sheet names as the library spells them (upper case) to sheet names."""
    import openpyxl

    names: list[str] = openpyxl.load_workbook(path, read_only=True).sheetnames
    return {name.upper(): name for name in names}


@contextmanager
def _patience() -> Iterator[None]:
    """Keep the library quiet, and the collector from walking its millions of objects again and again."""
    collecting, level = gc.isenabled(), logging.root.manager.disable
    gc.disable()
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)
        if collecting:
            gc.enable()
