"""规则说明, 设置, 帮助: what a person reads or chooses."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.excel.errors import CancelledError, RefusedError
from juesuan.excel.outcome import Outcome
from juesuan.excel.settings import Settings
from juesuan.layouts.catalogs import user_folder
from juesuan.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan.excel.workbook.session import Session
    from juesuan.model.rule import RuleSpec

_MANUAL = "用户手册"
_PAGE = (
    '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>'
    "body{{max-width:46em;margin:2em auto;padding:0 1em;font:16px/1.7 'Microsoft YaHei',sans-serif}}"
    "h1{{font-size:1.4em}}h2{{font-size:1.1em;margin:1.6em 0 .3em;color:#0b5c8f}}</style></head>"
    "<body>{body}</body></html>\n"
)


def explain(session: Session) -> Outcome:
    """Open the page of the selected finding's rule, or of all rules when no finding is selected."""
    from juesuan.layouts import layout_ids, load_layout

    layout = load_layout(layout_ids()[-1])
    titles = {name: spec.title for name, spec in layout.tables.items()}
    wanted = _selected_rule(session)
    rules = [rule for rule in layout.rules if not wanted or rule.id == wanted]
    if not rules:
        raise RefusedError(f"没有规则“{wanted}”的说明：校验结果可能是别的版本写的，请重新校验")
    folder = user_folder() / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{wanted or '全部规则'}.html"
    title = f"{rules[0].id} {rules[0].title}" if wanted else "核对规则"
    body = "".join(_section(rule, titles) for rule in rules)
    page.write_text(_PAGE.format(title=escape(title), body=body), encoding="utf-8")
    session.dialogs.show(page)
    return Outcome(f"已打开说明：{title}")


def settings(session: Session) -> Outcome:
    """Show what is set, and let one thing be changed."""
    from juesuan.layouts import layout_ids

    now = Settings.load()
    options = [
        f"责任人：{now.person or '未填'}",
        f"取数来源：{now.source}（内置名称，或映射文件的路径）",
        f"新建时的版式：{now.layout or '未选'}",
        "打开日志和设置所在的文件夹",
    ]
    place = session.dialogs.choose(f"决算公开 {VERSION}（{sys.prefix}）\n要改哪一项？", options)
    if place is None:
        raise CancelledError
    if place == len(options) - 1:
        user_folder().mkdir(parents=True, exist_ok=True)
        session.dialogs.show(user_folder())
        return Outcome(f"设置所在的文件夹：{user_folder()}")
    name = ("person", "source", "layout")[place]
    if name == "layout":
        known = layout_ids()
        chosen = session.dialogs.choose("新建时的版式", known)
        answer = None if chosen is None else known[chosen]
    else:
        answer = session.dialogs.ask(options[place].partition("：")[0], getattr(now, name))
    if answer is None:
        raise CancelledError
    if name == "source":
        from juesuan.fill.sources.loading import load_source

        load_source(answer.strip())
    setattr(now, name, answer.strip())
    now.save()
    return Outcome("设置已保存")


def show_help(session: Session) -> Outcome:
    """Open the manual that was installed with the program."""
    folder = Path(sys.prefix).parent / "docs"
    names = [folder / f"{_MANUAL}{suffix}" for suffix in (".html", ".md")]
    manual = next((path for path in names if path.exists()), None)
    if manual is None:
        raise RefusedError(f"没有找到用户手册（{names[-1]}）：请重新运行安装程序")
    session.dialogs.show(manual)
    return Outcome(f"已打开 {manual.name}，版本 {VERSION}")


def _selected_rule(session: Session) -> str:
    """The rule of the selected finding; empty when none is selected or nothing has been checked."""
    from juesuan.excel.commands.findings import listed_findings, selected_finding

    try:
        findings = listed_findings(session.book)
        finding = selected_finding(session.book, findings)
    except RefusedError:
        return ""
    return finding.rule if finding else ""


def _section(rule: RuleSpec, titles: dict[str, str]) -> str:
    from juesuan.report.rule_text import sections

    parts: Iterable[str] = (
        f"<h2>{escape(heading)}</h2><p>{escape(text)}</p>" for heading, text in sections(rule, titles)
    )
    return f"<h1>{escape(rule.id)} {escape(rule.title)}</h1>{''.join(parts)}"
