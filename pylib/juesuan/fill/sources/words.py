"""What was read from a source, and whether it reconciles, in sentences for a person."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from juesuan.fill.sources.figures import BUDGET
from juesuan.model.amount import format_hundredths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.fill.reconciliation import Reconciliation
    from juesuan.fill.sources.figures import SourceFigures
    from juesuan.model.disclosure import Disclosure

_SHOWN = 20  # of each kind, so that one wrong column does not hide the rest


def figures_lines(figures: SourceFigures) -> Iterator[str]:
    """Say what was read, sheet by sheet, then everything that did not fit."""
    year = f"{figures.year} 年度" if figures.year else "年度未注明"
    yield f"文件“{figures.path}”：{figures.organisation or '单位未注明'}，{year}"
    yield f"读了 {len(figures.read_sheets)} 张表：" + "、".join(figures.read_sheets.values())
    counts = Counter(ref.table for ref in figures.figures)
    budgets = counts.pop(BUDGET, 0)
    facts = len(figures.supporting.facts)
    yield f"取到 {counts.total()} 个数、{budgets} 个年初预算数、{facts} 项机构运行信息"
    for name, why in figures.other_sheets.items():
        yield f"没有读工作表“{name}”：{why}"
    yield from _listed("读不出的单元格", figures.unreadable)
    yield from _listed("一个数有两处来源", figures.mapped_twice)
    yield from _listed("没有找到", figures.not_found)
    yield from _listed("没有取用的数", figures.not_mapped)


def reconciliation_lines(result: Reconciliation, disclosure: Disclosure) -> Iterator[str]:
    """Say table by table what came in and what arrived, then every difference."""
    for item in result.carried:
        title = disclosure.layout.tables[item.table].title
        if not item.cells:
            continue
        source, placed, rest = map(format_hundredths, (item.source, item.placed, item.unplaced))
        more = f"，本版式不列的 {rest} 元" if item.unplaced else ""
        yield f"《{title}》：{item.cells} 个数相加 {source} 元，填入 {placed} 元{more}"
    yield from _listed("合计与明细之和不等", result.differences)
    yield from _listed("公开表里没有位置的数", result.unplaced)
    yield "对账相符" if result.clean else "对账不符，请先处理上面列出的各项"


def _listed(title: str, items: Sequence[object]) -> Iterator[str]:
    if items:
        yield f"{title}（{len(items)}）："
        yield from (f"  {item}" for item in items[:_SHOWN])
        if len(items) > _SHOWN:
            yield f"  还有 {len(items) - _SHOWN} 个"
