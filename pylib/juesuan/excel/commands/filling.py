"""取数、上年数、重算小计、尾差平衡: figures put into the tables by the library, as on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.excel.commands.changing import change_after_asking
from juesuan.excel.dialogs import WORKBOOKS
from juesuan.excel.errors import CancelledError
from juesuan.excel.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.excel.outcome import Outcome
    from juesuan.excel.workbook.session import Session

_EXPORTS = ("导出文件", "*.xlsx;*.xlsm;*.csv;*.txt")
_BUDGETS = ("预算文件", "*.xlsx;*.xlsm;*.csv")
_WANTED = ("本年决算数：财决软件或会计软件导出的文件（元）", "年初预算：有“科目编码、年初预算”两栏的文件")


def fill(session: Session) -> Outcome:
    """取数: fill the tables from an export in 元, or keep the approved budget; the person says which."""
    place = session.dialogs.choose("取什么数？", _WANTED)
    if place is None:
        raise CancelledError
    return _fill_budget(session) if place else _fill_tables(session)


def _fill_tables(session: Session) -> Outcome:
    """Fill the tables from an export in 元, rounded so that everything adds up."""
    from juesuan.fill.filling import fill as fill_from_export
    from juesuan.fill.filling_words import doubts, filling_lines

    export = _picked(session, "选择财决软件或会计软件导出的文件（元）", _EXPORTS)
    copy = session.copy()
    session.say("正在读取导出文件")
    filling = fill_from_export(copy, export, source=Settings.load().source)
    # A window shows few lines: what has to be thought about comes first.
    first = list(doubts(filling))
    if not filling.reconciliation.clean:
        first.append("对账不符：来源的数没有全部填入，或来源本身合计不等")
    told = [*first, *(line for line in filling_lines(filling) if line not in first)]
    return change_after_asking(session, copy, filling.prepared, "取数", told)


def _fill_budget(session: Session) -> Outcome:
    """Keep the approved budget on the sheet 年初预算."""
    from juesuan.fill.budget_sheet import fill_budget

    budget = _picked(session, "选择年初预算的文件", _BUDGETS)
    copy = session.copy()
    filling = fill_budget(copy, budget)
    told = [
        f"{len(filling.approved.items)} 个项的年初预算（{filling.approved.unit}）",
        *(f"请看一眼：{complaint}" for complaint in filling.approved.complaints),
    ]
    return change_after_asking(session, copy, filling.prepared, "取年初预算", told)


def fill_previous_year(session: Session) -> Outcome:
    """上年数: keep last year's published figures on the sheet 上年数."""
    from juesuan.fill.previous_sheet import fill_previous_year as fill_from_last_year

    last_year = _picked(session, "选择上年公开的工作簿", WORKBOOKS)
    copy = session.copy()
    filling = fill_from_last_year(copy, last_year)
    previous = filling.previous
    year = f"{previous.year} 年度" if previous.year else "年度未注明"
    told = [
        f"{previous.organisation or '单位未注明'}，{year}：{len(previous.tables)} 张表",
        f"共 {len(previous.amounts)} 个数",
        *(f"请看一眼：{complaint}" for complaint in previous.complaints),
    ]
    return change_after_asking(session, copy, filling.prepared, "填列上年数", told)


def subtotal(session: Session) -> Outcome:
    """重算小计: subjects sorted, parents added, totals the sums of what is below them."""
    from juesuan.fill.subtotals import subtotal as put_in_order

    copy = session.copy()
    result = put_in_order(copy)
    told = [f"没有计入：{sentence}" for sentence in result.codeless]
    told += [f"没有名称：{sentence}" for sentence in result.nameless]
    told += [f"保留：{sentence}" for sentence in result.kept]
    return change_after_asking(session, copy, result.prepared, "重算小计", told)


def balance(session: Session) -> Outcome:
    """尾差平衡: the 元 figures that the workbook keeps, rounded again so that all tables add up."""
    from juesuan.fill.balancing import balance as round_again
    from juesuan.rounding.report import sentences

    copy = session.copy()
    session.say("正在配平")
    result = round_again(copy)
    told = [f"取数后改过，会被改回：{finding.sentence}" for finding in result.edited]
    told += sentences(result.rounding) if result.rounding else ()
    return change_after_asking(session, copy, result.prepared, "尾差平衡", told)


def _picked(session: Session, title: str, kind: tuple[str, str]) -> Path:
    """The file that the person picks. Raises CancelledError when none is picked."""
    files = session.dialogs.open_files(title, kind)
    if not files:
        raise CancelledError
    return files[0]
