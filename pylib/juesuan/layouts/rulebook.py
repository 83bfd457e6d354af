"""The rules and conditions declared in ``specs/rules``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan.layouts.documents import Mapping, load_document
from juesuan.layouts.errors import SpecError
from juesuan.model.rule import Condition, Kind, RuleSpec, Severity

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = (
    "id", "title", "expect", "check", "options", "each", "kind", "severity", "when", "computes",
    "basis", "why", "fix", "how",
)  # fmt: skip
_CONDITIONS = "conditions.yaml"


def load_rules(folder: Path) -> tuple[RuleSpec, ...]:
    """Read every rule file of a folder in name order. Raises SpecError on a broken or repeated rule."""
    rules: dict[str, RuleSpec] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == _CONDITIONS:
            continue
        for item in _entries(path):
            rule = _rule(item)
            if rule.id in rules:
                raise item.error(f"规则编号 {rule.id} 重复（已见于 {rules[rule.id].source}）", "id")
            rules[rule.id] = rule
    return tuple(rules.values())


def load_word_rules(folder: Path) -> tuple[RuleSpec, ...]:
    """Read the rules about the text of a publication. Raises SpecError on a broken or repeated rule."""
    return _about_text(folder, "words")


def load_performance_rules(folder: Path) -> tuple[RuleSpec, ...]:
    """Read the rules about 绩效自评. Raises SpecError on a broken or repeated rule."""
    return _about_text(folder, "performance")


def load_every_rule(folder: Path) -> tuple[RuleSpec, ...]:
    """Read the rules about tables, those about text, and those about 绩效自评."""
    return load_rules(folder) + load_word_rules(folder) + load_performance_rules(folder)


def _about_text(folder: Path, name: str) -> tuple[RuleSpec, ...]:
    return tuple(
        replace(rule, words=True, source=f"{name}/{rule.source}") for rule in load_rules(folder / name)
    )


def load_conditions(folder: Path) -> dict[str, Condition]:
    """Read the named conditions that rules refer to in ``when``."""
    conditions = {}
    for item in _entries(folder / _CONDITIONS):
        item.only("id", "all_of", "unless")
        conditions[item.text("id")] = Condition(item.text("id"), item.texts("all_of"), item.text("unless"))
    return conditions


def _entries(path: Path) -> list[Mapping]:
    document = load_document(path)
    if not isinstance(document, list) or not all(isinstance(item, Mapping) for item in document):
        raise SpecError(path.name, 1, "应为条目的列表，每条以“- id:”开头")
    return document


def _rule(item: Mapping) -> RuleSpec:
    item.only(*_KEYS)
    if ("expect" in item) == ("check" in item):
        raise item.error("规则要写 expect 或 check，二者只能有其一")
    each = item.mapping("each")
    if not all(isinstance(value, str) for value in each.values()):
        raise item.error("each 的各项应为文字", "each")
    try:
        kind, severity = Kind(item.text("kind")), Severity(item.text("severity"))
    except ValueError as error:
        raise item.error(f"kind 或 severity 的取值不认识：{error}") from None
    return RuleSpec(
        id=item.text("id"),
        title=item.text("title"),
        kind=kind,
        severity=severity,
        basis=item.text("basis"),
        why=item.text("why"),
        fix=item.text("fix"),
        expect=item.text("expect", ""),
        check=item.text("check", ""),
        options=dict(item.mapping("options")),
        each=dict(each),
        when=item.texts("when"),
        computes=item.flag("computes"),
        how=item.text("how", ""),
        source=f"{item.file}:{item.line}",
    )
