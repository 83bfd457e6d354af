"""What the tables say of an item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from juesuan.books.sheets import open_book
from juesuan.model.finding import Status
from juesuan.model.rule import Severity
from juesuan.model.selfcheck import Answer, Item, Judgement
from juesuan.selfcheck.judging import from_findings
from juesuan.statements.compact import compact

if TYPE_CHECKING:
    from juesuan.model.disclosure import Row, Table
    from juesuan.selfcheck.facts import Facts

_NOTE = re.compile(
    r"(?:没有|无)[^。，]{0,40}(?:收入|支出|拨款|经费|预算|数据|故|本表)|(?:本表|此表|该表)[^。]{0,10}(?:为空|空表|无数据)"
)
_FUNDS = {"government_fund": "政府性基金", "state_capital": "国有资本", "three_public": "三公"}
_CLASS_DIGITS = 3


def table_findings(item: Item, facts: Facts) -> Judgement:
    """No findings of some rules (option ``rules``); with ``located`` everything was found in the workbook."""
    rules = cast("list[str]", item.options["rules"])
    if item.options.get("located") and facts.disclosure.not_located:
        reasons = tuple(str(missing) for missing in facts.disclosure.not_located)
        return Judgement(Answer.NO, reasons, certain=False)
    return from_findings(
        item, facts.table_findings(rules), errors=frozenset({Severity.ERROR, Severity.WARNING})
    )


def tables_as_laid_out(item: Item, facts: Facts) -> Judgement:
    """Every row and column of the layout was found."""
    if facts.disclosure.not_located:
        reasons = tuple(str(missing) for missing in facts.disclosure.not_located)
        return Judgement(Answer.NO, reasons, certain=False)
    reason = f"各表的标题、行、栏都按版式 {facts.disclosure.layout.id} 找到；{item.look}"
    return Judgement(Answer.YES, (reason,), certain=False)


def tables_published(_: Item, facts: Facts) -> Judgement:
    """All tables of the layout are in the workbook."""
    layout = facts.disclosure.layout
    missing = [spec.title for name, spec in layout.tables.items() if name not in facts.disclosure.tables]
    if missing:
        return Judgement(Answer.NO, (f"工作簿里没有：{'、'.join(missing)}",))
    return Judgement(Answer.YES, (f"工作簿里有全部 {len(layout.tables)} 张表",))


def class_figures(item: Item, facts: Facts) -> Judgement:
    """The lines of expenditure by class have figures."""
    empty = []
    for name in cast("list[str]", item.options["tables"]):
        table = facts.disclosure.tables.get(name)
        if table is None or not any(_spending(table)):
            empty.append(facts.disclosure.layout.tables[name].title)
    if empty:
        return Judgement(Answer.NO, (f"支出功能分类各行没有数：{'、'.join(empty)}",))
    return Judgement(Answer.YES, ("支出功能分类各行有数",))


def _spending(table: Table) -> list[int]:
    """Figures of the lines that stand for a class of expenditure."""
    rows = (row for row in table.listing if row.code is not None and len(row.code) == _CLASS_DIGITS)
    return [amount.value for row in rows for amount in row.amounts.values() if amount.value]


def subject_level(item: Item, facts: Facts) -> Judgement:
    """Tables that list subjects list them down to a level (option ``digits``); an empty table has none."""
    digits = cast("int", item.options["digits"])
    coarse, fine = [], []
    for name in cast("list[str]", item.options["tables"]):
        table = facts.disclosure.tables.get(name)
        rows = table.by_code if table else {}
        parents = [code for code, row in rows.items() if len(code) < digits and _filled(row)]
        deepest = {code for code in rows if len(code) >= digits}
        title = facts.disclosure.layout.tables[name].title
        fine.append(title)
        if any(not any(code.startswith(parent) for code in deepest) for parent in parents):
            coarse.append(title)
    if coarse:
        return Judgement(Answer.NO, (f"没有细化到{item.options['level']}：{'、'.join(coarse)}",))
    return Judgement(Answer.YES, (f"{len(fine)} 张表有金额的科目都细化到了{item.options['level']}",))


def columns_kept(item: Item, facts: Facts) -> Judgement:
    """The lines of the funds stand in a table although they may be zero."""
    table = facts.disclosure.tables.get(str(item.options["table"]))
    rows = cast("list[str]", item.options["rows"])
    missing = [row for row in rows if table is None or table.find(row) is None]
    if missing:
        return Judgement(Answer.NO, (f"表里没有这些行：{'、'.join(missing)}",), certain=False)
    return Judgement(Answer.YES, (f"表里保留了{'、'.join(rows)}的行",))


def empty_tables(item: Item, facts: Facts) -> Judgement:
    """A table without figures stays, with a sentence on its sheet that says why."""
    wanting, told = [], []
    for name in cast("list[str]", item.options["tables"]):
        table = facts.disclosure.tables.get(name)
        title = facts.disclosure.layout.tables[name].title
        if table is None:
            return Judgement(Answer.NO, (f"没有列出《{title}》",))
        if any(_filled(row) for row in table.listing):
            continue
        if _noted(facts, table):
            told.append(title)
            continue
        section = facts.section(_FUNDS.get(name, name))
        beside = "，情况说明里写了没有" if section and _NOTE.search(section) else ""
        wanting.append(f"《{title}》是空表，表下没有附说明{beside}")
    if wanting:
        return Judgement(Answer.NO, tuple(wanting), certain=False)
    return Judgement(Answer.YES, (f"空表都附了说明：{'、'.join(told)}" if told else "没有空表",))


def _filled(row: Row) -> bool:
    return any(amount.value for amount in row.amounts.values())


def _noted(facts: Facts, table: Table) -> bool:
    """Whether a sentence stands with an empty table: in the text if it has the tables, else on the sheet."""
    printed = _printed(facts, table)
    if printed:
        return bool(_NOTE.search(printed))
    if not facts.disclosure.path:
        return False
    sheet = open_book(facts.disclosure.path).sheets[table.sheet]
    texts = (sheet.text(row, column) for row in range(sheet.height) for column in range(sheet.width))
    return any(_NOTE.search("".join(text.split())) for text in texts if text)


def _printed(facts: Facts, table: Table) -> str:
    """What the text of the publication says from the title of a table to that of the next one."""
    text = facts.part("决算表") or ""
    titles = [compact(spec.title).text for spec in facts.disclosure.layout.tables.values()]
    start = text.rfind(compact(table.spec.title).text)
    if start < 0:
        return ""
    start += len(compact(table.spec.title).text)
    ends = [place for title in titles if (place := text.find(title, start)) >= 0]
    return text[start : min(ends, default=len(text))]


def problems(item: Item, facts: Facts) -> Judgement:
    """Reverse: any error of a sum or a rate, in the tables or in the words, makes the answer 是."""
    found = facts.table_findings(cast("list[str]", item.options["tables"]))
    found += facts.word_findings(cast("list[str]", item.options["words"]))
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        return from_findings(item, errors, problem=Answer.YES)
    broken = [outcome for outcome in facts.report.outcomes if outcome.status is Status.ERROR]
    if broken or facts.words is None:
        why = "没有给出公开文本，文字没有核对" if facts.words is None else "有规则没有算成"
        return Judgement(None, (f"表格没有发现散总不符；{why}",))
    return Judgement(Answer.NO, ("表格和文字里没有发现散总不符、比率错误",), certain=False)
