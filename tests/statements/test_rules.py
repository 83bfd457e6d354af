"""A bad and a good text for every rule about words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from juesuan.model.disclosure import Disclosure
from juesuan.model.narrative import Paragraph
from juesuan.model.writing import Passage, Writing
from juesuan.narrative import explain
from juesuan.statements.checking import check_words, word_rules

FOLDER = Path(__file__).parent / "rules"
OURS = [rule.id for rule in word_rules() if rule.id.startswith("W")]
Write = Callable[[str, str], Writing]


def test_every_rule_has_its_examples() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(OURS)


@pytest.mark.parametrize("rule", OURS)
def test_examples(rule: str, corrected: Disclosure, write: Write) -> None:
    example = yaml.safe_load((FOLDER / f"{rule}.yaml").read_text(encoding="utf-8"))
    bad = check_words(corrected, write(example["under"], example["bad"]), rules=[rule])
    assert [finding.rule.id for finding in bad.findings], "the bad text passes"
    assert any(example["expect"] in finding.message for finding in bad.findings), bad.flatten("message")
    good = check_words(corrected, _good(example, corrected, write), rules=[rule])
    assert good.flatten("message") == []


def _good(example: dict[str, str], disclosure: Disclosure, write: Write) -> Writing:
    """The good text; where it has to be complete, our own explanation."""
    text = example["good"].strip()
    if text in {"@ALL", "@SECTIONS"}:
        return own_explanation(disclosure)
    if text == "@GLOSSARY":
        terms = [f"{term.name}：{term.meaning}" for term in explain(disclosure).glossary]
        return write(example["under"], "\n".join(terms))
    return write(text, "") if text.startswith("@") else write(example["under"], text)


def own_explanation(disclosure: Disclosure) -> Writing:
    """The explanation that we write ourselves, as a document."""
    lines = ["第三部分 武汉市青山区人力资源局2023年度部门决算情况说明"]
    for section in explain(disclosure).sections:
        lines.append(section.title)
        lines += [
            part.text if isinstance(part, Paragraph) else f"{part.id} 图题" for part in section.paragraphs
        ]
    return Writing("own.txt", tuple(Passage(line, number) for number, line in enumerate(lines, 1)))
