"""Write a mapping file from a sample export: guesses filled in, the rest as comments to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.fill.sources.loading import load_source, source_ids
from juesuan.fill.sources.opened import open_source
from juesuan.fill.sources.recognition import recognise_sheets
from juesuan.fill.sources.sample_guess import (
    AMOUNT,
    CODE,
    NAME,
    TEXT,
    GuessedColumn,
    GuessedSheet,
    guess_sheet,
)
from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.documents import load_document
from juesuan.model.reference import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan.fill.sources.opened import OpenedSource

_HEAD = """\
# 映射文件：说明一种导出文件的哪一栏填到公开表的哪里。由 juesuan source new 按样本“{sample}”的表头写成。
# 标着“猜”的是猜的，请逐行核对；以 # 开头的行不起作用，需要时去掉 #。改完后用 juesuan source check 试读。
#
# sheet    工作表名（也可写 title，即表格第一行的标题）      unit  金额单位：元 或 万元
# code     科目编码在哪一栏；编码夹在别的文字里时，用 pattern 写一个正则表达式，用括号括出编码
# heading  栏的表头，从上到下用 > 连接                      to    填到 表[行].栏，{{code}} 是本行的科目编码
# sign: -1 表示取相反数；combine: true 表示同一科目的多行相加；where 表示只取某一栏写着这些字的行
# 表名：{tables}
"""
_TABLES = {
    "total": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "fiscal_total": "财政拨款总表",
    "general_budget": "一般公共预算支出表",
    "basic": "基本支出明细表",
    "government_fund": "政府性基金表",
    "state_capital": "国有资本经营表",
    "three_public": "三公表",
    "budget": "年初预算",
}


def mapping_from_sample(path: str | Path) -> str:
    """Return the text of a mapping file for exports like this sample.

    Sheets that a built-in source knows are written out as that source has them. Raises ReadError when the
    sample cannot be read, or no sheet of it has headings.
    """
    opened = open_source(path)
    built_in = dict(_built_in_sheets(opened))
    parts: list[str] = []
    for name, sheet in opened.sheets.items():
        if name in built_in:
            parts.append(built_in[name])
        elif guess := guess_sheet(sheet):
            parts.append("\n".join(_sheet_lines(guess)))
    if not parts:
        raise opened.error("里没有看得出表头的工作表（找过科目编码、科目名称、金额等），请换一个有数据的样本")
    tables = "、".join(f"{name} {title}" for name, title in _TABLES.items())
    head = _HEAD.format(sample=opened.path.replace("\\", "/").rpartition("/")[2], tables=tables)
    return f"{head}\nunit: 元\nsheets:\n" + "\n\n".join(parts) + "\n"


def _built_in_sheets(opened: OpenedSource) -> Iterator[tuple[str, str]]:
    """Worksheets that a built-in source recognises, with that source's own text for them."""
    for ident in source_ids():
        spec = load_source(ident)
        path = SPECS / "sources" / f"{ident}.yaml"
        lines = path.read_text(encoding="utf-8").splitlines()
        starts = [item.line for item in load_document(path)["sheets"]]
        ends = [*(start - 1 for start in starts[1:]), len(lines)]
        found = recognise_sheets(opened.sheets, spec).sheets
        for source, start, end in zip(spec.sheets, starts, ends, strict=True):
            if source.id in found and source.titles:
                text = "\n".join(lines[start - 1 : end]).rstrip()
                yield found[source.id].name, f"  # 内置来源 {ident} 认得这张表，照它写出\n{text}"


def _sheet_lines(guess: GuessedSheet) -> Iterator[str]:
    mark = "" if guess.table and guess.of(CODE) else "# "
    if mark:
        yield f"  # 工作表“{guess.name}”没有看出科目编码，不知道填到哪张表；需要时去掉下面的 # 并补全 to"
    stated = "表上注明" if guess.unit_stated else "表上没有注明，猜"
    yield f"  {mark}- sheet: {_quoted(guess.name)}"
    yield f"  {mark}  unit: {guess.unit}  # {stated}"
    yield f"  {mark}  heading_row: {guess.heading_row}  # 表头从这一行开始；删去本行则自动查找"
    yield f"  {mark}  rows: subjects"
    yield f"  {mark}  blocks:"
    if guess.kind is not None and guess.kinds and not mark:
        for value, target in guess.kinds.items():
            yield from _block(guess, mark, (guess.kind, value, target))
    else:
        yield from _block(guess, mark)


def _block(
    guess: GuessedSheet, mark: str, kind: tuple[GuessedColumn, str, str] | None = None
) -> Iterator[str]:
    """One block: where code, name and amounts stand; with ``kind`` only the lines of one kind."""
    codes, names = guess.of(CODE), guess.of(NAME)
    first = True
    for column in codes[:1]:
        yield f"  {mark}    - code: {_quoted(_heading(column))}  # {_about(column)}"
        first = False
        if guess.pattern:
            yield f"  {mark}      pattern: '{guess.pattern}'  # 猜：科目编码在文字末尾"
    for column in names[:1]:
        yield f"  {mark}    {'- ' if first else '  '}name: {_quoted(_heading(column))}  # {_about(column)}"
        first = False
    if guess.repeated:
        yield f"  {mark}      combine: true  # 同一科目有多行，相加；要分开取就用 where"
    if kind is not None:
        yield f"        where: {_condition(kind[0], kind[1])}  # 猜，请核对"
    for column in guess.of(TEXT):
        if column.values and column is not guess.kind:
            about = f"这一栏有：{'、'.join(column.values)}"
            yield f"        # where: {_condition(column, column.values[0])}  # {about}"
    yield f"  {mark}    {'- ' if first else '  '}columns:"
    for column in guess.of(AMOUNT):
        off = "" if column.target and not mark else "# "
        target = column.target or f"{guess.table or 'expenditure'}[{{code}}].？"
        if kind is not None and column.target:
            target = f"{guess.table}[{{code}}].{kind[2]}"
        what = "猜，请核对" if column.target else "不知道填到哪里；不取就不必改"
        yield f"        {off}- heading: {_quoted(_heading(column))}  # {_about(column)}"
        yield f"        {off}  to: {_quoted(target)}  # {what}"


def _condition(column: GuessedColumn, value: str) -> str:
    return f"{{{_quoted(_heading(column))}: [{_quoted(value)}]}}"


def _heading(column: GuessedColumn) -> str:
    return " > ".join(column.path)


def _about(column: GuessedColumn) -> str:
    example = " ".join(column.example.split())
    return f"{column_letters(column.index)} 列" + (f"，例：{example}" if example else "")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
