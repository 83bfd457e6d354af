"""A page about every rule, and an index, written from the rules: ``python -m juesuan.report.rule_pages``."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.layouts import layout_ids, load_layout
from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.rulebook import load_every_rule
from juesuan.report import words
from juesuan.report.rule_text import sections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan.model.rule import RuleSpec

FOLDER = Path("docs/rules")
INDEX = "README.md"
_MADE = "<!-- 由 python -m juesuan.report.rule_pages 生成，请勿手改 -->"
_GROUPS = {
    "T": "表内关系",
    "X": "表间关系",
    "S": "提示性关系",
    "D": "附表关系",
    "C": "科目编码与名称",
    "F": "金额的形式",
    "W": "文字核对",
    "P": "绩效自评",
}


def rule_pages() -> dict[str, str]:
    """Return file names and contents: one Markdown page a rule, and the index."""
    layout = load_layout(layout_ids()[-1])
    titles = {name: spec.title for name, spec in layout.forms.items()}
    rules = load_every_rule(SPECS / "rules")
    pages = {f"{rule.id}.md": _page(rule, titles) for rule in rules}
    return {INDEX: _index(rules)} | pages


def write_rule_pages(folder: Path) -> int:
    """Write all pages into a folder, take out those of rules that are gone, and return how many there are."""
    pages = rule_pages()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return len(pages)


def _page(rule: RuleSpec, titles: dict[str, str]) -> str:
    parts = [f"## {heading}\n\n{text}" for heading, text in sections(rule, titles)]
    command = "check-text" if rule.words else "check"
    declared = f"声明在 `specs/rules/{rule.source.partition(':')[0]}`。"
    skipped = f"不需要时用 `juesuan {command} --skip {rule.id}` 跳过。"
    return (
        "\n\n".join(
            [f"# {rule.id} {rule.title}", _MADE, *parts, "---", f"[全部规则]({INDEX})　{declared}{skipped}"]
        )
        + "\n"
    )


def _index(rules: Iterable[RuleSpec]) -> str:
    lines = [
        "# 规则",
        _MADE,
        "每条规则一页：核对什么、怎样判定、为什么、怎么办。`juesuan explain 编号` 显示同样的内容。",
    ]
    for letter, group in groupby(rules, key=lambda rule: rule.id[0]):
        rows = [
            f"| [{rule.id}]({rule.id}.md) | {rule.title} | {severity} | {words.KINDS[rule.kind]} |"
            for rule in group
            if (severity := words.SEVERITIES[rule.severity])
        ]
        table = "\n".join(["| 编号 | 规则 | 级别 | 类型 |", "| --- | --- | --- | --- |", *rows])
        lines += [f"## {_GROUPS.get(letter, letter)}", table]
    return "\n\n".join(lines) + "\n"


if __name__ == "__main__":
    write_rule_pages(Path(*sys.argv[1:2]) / FOLDER)
