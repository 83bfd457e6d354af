"""新建, 汇总单位, 导出公开版: commands that write files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.saving import written_beside
from juesuan.excel.dialogs import WORKBOOKS, first_lines
from juesuan.excel.errors import CancelledError, RefusedError
from juesuan.excel.outcome import Outcome
from juesuan.excel.settings import Settings
from juesuan.excel.workbook.targets import new_workbook
from juesuan.report import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from juesuan.consolidation.member import Member
    from juesuan.consolidation.transfers import Transfer
    from juesuan.excel.workbook.session import Session
    from juesuan.model.finding import Waiver
    from juesuan.publication.exporting import Export

_TRANSFERS = ("没有往来，直接相加", "按填好的往来清单抵销", "先写出清单来填，这次不汇总")
_DECLARED, _LIST_FIRST = 1, 2


def new(session: Session) -> Outcome:
    """新建: a blank workbook of a layout, written where the person wants it, and opened."""
    from juesuan.books.template import build_template
    from juesuan.layouts import layout_ids, load_layout

    ids = layout_ids()
    chosen = Settings.load().layout
    ids = sorted(ids, key=lambda name: name != chosen)
    place = session.dialogs.choose("选择版式", [load_layout(name).title for name in ids])
    if place is None:
        raise CancelledError
    target = new_workbook(session, "新工作簿保存到", f"{load_layout(ids[place]).title}.xlsx")
    built = build_template(ids[place], session.scratch("模板").parent)
    target.write_bytes(built.read_bytes())
    session.app.books.open(str(target))
    return Outcome(f"已新建 {target}")


def consolidate(session: Session) -> Outcome:
    """汇总单位: the workbooks of the units added up to the department's."""
    from juesuan.consolidation.consolidating import consolidate as add_up
    from juesuan.consolidation.member import read_member
    from juesuan.consolidation.words import sentences, with_errors
    from juesuan.consolidation.writing import refuse_target, write_department

    files = session.dialogs.open_files("选择各单位的公开表（可以多选）", WORKBOOKS, several=True)
    if not files:
        raise CancelledError
    members: list[Member] = []
    for number, path in enumerate(files, 1):
        session.say(f"正在读取 {number}/{len(files)}：{path.name}")
        members.append(read_member(path, None, _waivers_beside))
    result = add_up(members, _transfers(session, members))
    told = [*with_errors(members), *sentences(result)]
    question = first_lines([session.own_words(sentence) for sentence in told])
    if not session.dialogs.confirm(
        "\n".join([*question, "", "要写出部门的工作簿吗？各单位的文件不会被改动。"])
    ):
        raise CancelledError
    target = new_workbook(
        session, "部门的工作簿保存到", f"{result.department.organisation or '部门'}决算公开表.xlsx"
    )
    refuse_target(result, target)
    write_department(result, target)
    session.app.books.open(str(target))
    return Outcome(f"已汇总 {len(members)} 个单位：{target}。{words.verdict(result.check(target))}")


def _transfers(session: Session, members: Sequence[Member]) -> Sequence[Transfer]:
    """What passes between the units, from a list that the person has filled in; asked where any may pass.

    Raises CancelledError when the person wants the list first, which is then written to be filled in.
    """
    from juesuan.consolidation.agreement import refuse_mixture
    from juesuan.consolidation.transfers import read_transfers, write_transfers

    refuse_mixture(members)
    sample = session.scratch("往来.csv")
    count = write_transfers(sample, members)
    if not count:
        return ()
    question = f"有 {count} 个数可能是单位之间的往来，不抵销，部门的收入和支出就多算了。怎么办？"
    place = session.dialogs.choose(question, _TRANSFERS)
    if place == _DECLARED:
        files = session.dialogs.open_files("选择填好的往来清单", ("往来清单", "*.csv;*.xlsx"))
        if files:
            return read_transfers(files[0])
    elif place == _LIST_FIRST:
        target = session.dialogs.save_file("往来清单保存到", sample.name, ("往来清单", "*.csv"))
        if target:
            with written_beside(target) as beside:
                beside.write_bytes(sample.read_bytes())
            session.dialogs.show(target)
    elif place is not None:
        return ()
    raise CancelledError


def export(session: Session) -> Outcome:
    """导出公开版: workbook, document, PDF and web page of the publication, after a check."""
    from juesuan.excel.workbook.reading import checked
    from juesuan.publication.exporting import Wishes
    from juesuan.publication.exporting import export as publish
    from juesuan.recalc.reading import read

    copy = session.copy()
    report = checked(session, copy)
    target = session.dialogs.pick_folder("导出到哪个文件夹")
    if target is None:
        raise CancelledError
    session.say("正在导出")
    disclosure = read(str(copy))
    disclosure.path = session.full_name
    result = publish(disclosure, report, target, Wishes())
    if result.refused and session.dialogs.confirm(_missing(session, result)):
        result = publish(disclosure, report, target, Wishes(draft=True))
    concerns = [
        f"{'不宜公开' if concern.grave else '请确认可以公开'}：{concern}" for concern in result.concerns
    ]
    if result.blocked:
        reasons = "；".join([*result.blocked, *concerns[:3]])
        raise RefusedError(f"没有导出：{reasons}。请先点“校验”，改正后再导出")
    if concerns:
        session.dialogs.inform("\n".join(first_lines(concerns)))
    return Outcome(f"已导出 {len(result.written)} 个文件到 {target}")


def _missing(session: Session, result: Export) -> str:
    """What is missing of a publication, and the question whether a draft will do."""
    gaps = [f"{gap.missing.what}（{gap.missing.where}）" for gap in result.publication.gaps]
    lines = [f"没有生成 {form}：{sentence}" for form, sentence in result.refused.items()]
    lines += ["", "还缺：", *first_lines(list(dict.fromkeys(gaps))), ""]
    lines += ["其他形式已经导出，缺的内容在文中标出。要不要先出草稿（每页印“草稿”水印）？"]
    return session.own_words("\n".join(lines))


def _waivers_beside(path: Path) -> Sequence[Waiver]:
    from juesuan.books.waiver_sheet import WAIVER_SHEET, waiver_rows
    from juesuan.rules.waivers import parse_waivers, read_waivers_csv

    own = parse_waivers(waiver_rows(path, own_sheet=True), f"{path.name} 的“{WAIVER_SHEET}”工作表")
    beside = path.with_name(f"{path.stem}.{WAIVER_SHEET}.csv")
    return own + (read_waivers_csv(beside) if beside.exists() else ())
