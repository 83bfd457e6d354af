"""A workbook rounded again from the 元 figures that it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.exact_sheet import EXACT_SHEET, read_exact_sheet
from juesuan.fill.exact_checking import ExactFinding, ExactKind, exact_check
from juesuan.fill.writing import open_workbook, prepare
from juesuan.model.exact_tables import exact_tables
from juesuan.rounding import balanced, plain

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.fill.writing import Prepared
    from juesuan.rounding import Rounding


@dataclass(frozen=True, slots=True)
class Balancing:
    """A workbook about to be rounded again.

    ``edited`` are the figures that are not their 元 figure rounded down or up: somebody has changed them
    since, and rounding again would take that back. ``rounding`` is None where each is rounded by itself.
    """

    source: str
    edited: tuple[ExactFinding, ...]
    rounding: Rounding | None
    prepared: Prepared


def balance(workbook: Path | str, *, by_cell: bool = False, layout_id: str | None = None) -> Balancing:
    """Work out the balanced rounding (or with ``by_cell`` the plain one) of a workbook's 元 figures.

    Nothing is written yet. Raises ReadError when the workbook keeps no 元 figures, or is itself in 元.
    """
    opened = open_workbook(workbook, layout_id)
    there = opened.disclosure
    if there.unit != "万元":
        raise ReadError(f"“{opened.path}”的单位是{there.unit}，不需要折算和配平。", str(opened.path))
    exact = read_exact_sheet(opened.book, opened.layout)
    if exact is None:
        what = f"“{opened.path}”里没有“{EXACT_SHEET}”表，不知道各数精确到分是多少，无法配平"
        raise ReadError(f"{what}。请先取数：juesuan fill 工作簿 --from 财决导出.xlsx", str(opened.path))
    edited = tuple(item for item in exact_check(there, exact) if item.kind is ExactKind.NOT_ROUNDED)
    yuan = exact_tables(there)
    rounding = None if by_cell else balanced(yuan)
    wanted = rounding.disclosure if rounding else plain(yuan)
    prepared = prepare(opened, wanted, why=lambda _: "按元数折算")
    return Balancing(exact.source, edited, rounding, prepared)
