"""A sample of the study that is quick enough for every run; docs/mutation-words.md has the whole."""

from __future__ import annotations

import pytest

from juesuan.statements.checking import check_words
from juesuan.statements.words import understand
from tests.word_mutation.explanations import example, made, writing
from tests.word_mutation.mutations import OTHER, Kind, mutations
from tests.word_mutation.study import Judgement, Study, found

EVERY = 11


@pytest.fixture(scope="module")
def complete() -> Study:
    return Study(example("complete.xlsx"))


@pytest.fixture(scope="module")
def sample(complete: Study) -> list[Judgement]:
    return list(complete.judged(EVERY))


@pytest.mark.parametrize("name", ["complete.xlsx", "Shanghai"])
def test_our_own_explanation_gives_no_finding_but_gaps(name: str) -> None:
    disclosure = example(name)
    text = writing(disclosure)
    assert [
        one for one in check_words(disclosure, text).flatten("rule", "message") if "待补充" not in one[1]
    ] == []
    assert understand(disclosure, text).extraction.not_understood == []


@pytest.mark.parametrize("layout", ["wuhan-2023", "shanghai-2024"])
@pytest.mark.parametrize("seed", range(6))
def test_nor_do_those_of_made_departments(layout: str, seed: int) -> None:
    disclosure = made(4 + 5 * seed, seed, layout)
    findings = check_words(disclosure, writing(disclosure)).flatten("rule", "message")
    assert [one for one in findings if "待补充" not in one[1]] == []


def test_changes_are_found(sample: list[Judgement]) -> None:
    assert len(sample) > 30
    assert found(sample, Kind.AMOUNT, Kind.COUNT) >= 0.75
    assert found(sample, Kind.SUBJECT) == 1
    assert found(sample, Kind.DIRECTION, Kind.PERCENTAGE) >= 0.6
    assert all(one.at_the_line for one in sample if one.severity is not None)


def test_a_change_is_one_change() -> None:
    lines = ["三、支出决算情况说明", "2023年度支出合计12.30万元，增加1万元。", "第五部分 名词解释", "1元。"]
    made_of = {one.kind: one.made_in(lines)[1] for one in mutations(lines, OTHER)}
    assert made_of[Kind.DIRECTION] == "2023年度支出合计12.30万元，减少1万元。"
    assert made_of[Kind.AMOUNT] == "2023年度支出合计12.30万元，增加2万元。"
    assert made_of[Kind.YEAR] == "2024年度支出合计12.30万元，增加1万元。"
    assert made_of[Kind.NAME] == "2023年度其他收入12.30万元，增加1万元。"
    assert all(one.made_in(lines)[2:] == lines[2:] for one in mutations(lines, OTHER))
