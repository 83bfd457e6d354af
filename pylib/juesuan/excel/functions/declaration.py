"""How a worksheet function is declared: what Excel's function wizard shows, and what is called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: ``name`` is ASCII for VBA, ``help`` Chinese for people.

    A ``whole`` argument takes a range as it is; any other is gone through cell by cell.
    """

    name: str
    help: str
    optional: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """One worksheet function.

    ``target`` is ``module:function`` below ``juesuan.excel.functions``. With ``needs_workbook`` the wrapper
    puts the full path of the calling workbook in front of the arguments.
    """

    name: str
    title: str
    description: str
    arguments: tuple[Argument, ...]
    target: str
    needs_workbook: bool = False
