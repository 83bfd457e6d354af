"""What filling from an export has to say before anything is written, in sentences for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.fill.filling import budget_kept
from juesuan.fill.sources.words import figures_lines, reconciliation_lines
from juesuan.rounding.report import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.fill.filling import Filling


def doubts(filling: Filling, *, own_budget: bool = False) -> Iterator[str]:
    """What a person has to think about before the figures are written.

    With ``own_budget`` the 年初预算 comes from a file of its own: what the export says of it is not wanted.
    """
    yield from (f"注意：{warning}" for warning in filling.warnings)
    kept = budget_kept(filling)
    if kept and not own_budget:
        yield f"“年初预算”表与导出里的年初预算有 {kept} 项不同，保留原样（要用导出的，先删去这张表）"


def filling_lines(filling: Filling, *, own_budget: bool = False) -> Iterator[str]:
    """What was read, how it reconciles, what is doubtful, how it was rounded."""
    yield from figures_lines(filling.figures)
    yield from reconciliation_lines(filling.reconciliation, filling.exact)
    yield from doubts(filling, own_budget=own_budget)
    yield from sentences(filling.rounding) if filling.rounding else ()
