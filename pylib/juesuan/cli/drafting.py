"""What the commands that fill a workbook from itself have in common: show, write, check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juesuan.cli.change_table import Writing
from juesuan.cli.failures import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from juesuan.fill.draft import Drafted


def write_draft(workbook: Path, where: Mapping[str, Any], draw_up: Callable[[], Drafted]) -> int:
    """Show what is filled and what is left, write where it was asked for, return the exit code."""
    writing = Writing(workbook, **where)
    writing.refuse_nonsense()
    drafted = draw_up()
    left = [f"留待填写：{gap}" for gap in drafted.gaps]
    writing.show([*drafted.sentences, *left], drafted.prepared)
    writing.write(drafted.prepared)
    sound = writing.show_check(drafted.prepared)
    return 0 if sound and not (drafted.gaps or drafted.prepared.unplaced) else FINDINGS
