"""The explanation says what the figures say; what only people know is asked for, never made up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from juesuan.model.amount import Amount
from juesuan.model.comparison import Comparison
from juesuan.model.disclosure import Disclosure
from juesuan.model.narrative import ChartKind, Material, Narrative, Paragraph, Rewording
from juesuan.model.reference import CellRef
from juesuan.narrative import explain
from juesuan.narrative.spec import load_narrative
from juesuan.recalc.reading import read

EXAMPLES = Path(__file__).parents[2] / "examples"
TOTAL = CellRef("total", "收入总计", "金额")
INCOME = CellRef("total", "本年收入合计", "金额")


@pytest.fixture(scope="module")
def qingshan() -> Disclosure:
    return read(EXAMPLES / "qingshan-2023" / "corrected.xlsx")


@pytest.fixture(scope="module")
def shanghai() -> Disclosure:
    return read(EXAMPLES / "shanghai-2024" / "example.xlsx")


def text_of(narrative: Narrative, section: str) -> str:
    (found,) = [one for one in narrative.sections if one.id == section]
    return "\n".join(part.text for part in found.paragraphs if isinstance(part, Paragraph))


def with_last_year(disclosure: Disclosure, hundredths: int) -> Disclosure:
    comparison = Comparison(previous={TOTAL: Amount(hundredths)})
    material = Material(answers={"收支总体.原因": "机构调整。"})
    return replace(disclosure, comparison=comparison, material=material)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        # 5506.46 - 5336.92 = 169.54; 169.54 / 5336.92 = 3.18 %: to one decimal 3.2 %
        (533692, "收、支总计各增加169.54万元，增长3.2%，主要原因是机构调整。"),
        # 6006.46 less 500.00; 500 / 6006.46 = 8.32 %
        (600646, "收、支总计各减少500万元，下降8.3%，主要原因是机构调整。"),
        # 11012.92 is twice as much: -50 %, the zero at the end is dropped
        (1101292, "收、支总计各减少5506.46万元，下降50%，主要原因是机构调整。"),
        (550646, "与2022年度持平。"),
        # on a base of zero there is no rate
        (0, "收、支总计各增加5506.46万元，主要原因是机构调整。"),
    ],
)
def test_against_last_year(qingshan: Disclosure, before: int, said: str) -> None:
    assert text_of(explain(with_last_year(qingshan, before)), "收支总体").endswith(said)


@pytest.mark.parametrize(
    ("over", "said"),
    [(3, "增长3.2%，主要原因是机构调整。"), (4, "收、支总计各增加169.54万元，增长3.2%。")],
)
def test_small_changes_need_no_reason(
    qingshan: Disclosure, monkeypatch: pytest.MonkeyPatch, over: int, said: str
) -> None:
    declared = load_narrative("wuhan-2023")
    assert declared is not None
    lenient = replace(declared, wording=replace(declared.wording, reasons_over=over))
    monkeypatch.setattr("juesuan.narrative.explaining.load_narrative", lambda *_: lenient)
    assert text_of(explain(with_last_year(qingshan, 533692)), "收支总体").endswith(said)


def test_shanghai_keeps_two_decimals(shanghai: Disclosure) -> None:
    # 38001.96 - 30401.57 = 7600.39, a quarter more (7600.39 / 30401.57 = 24.9999 %)
    narrative = explain(with_last_year(shanghai, 3040157))
    assert "增加7600.39万元，增长25.00%" in text_of(narrative, "收支总体")


def test_unknown_last_year_is_a_gap_not_a_figure(qingshan: Disclosure) -> None:
    narrative = explain(qingshan)
    gaps = [gap.what for title, gap in narrative.gaps() if title.startswith("一、")]
    assert gaps == ["收、支总计的上年决算数"]
    assert "增长" not in text_of(narrative, "收支总体")


def test_only_what_occurs_is_named(qingshan: Disclosure, shanghai: Disclosure) -> None:
    income = text_of(explain(qingshan), "收入")
    assert "财政拨款收入5506.46万元，占本年收入100%" in income
    assert "事业收入" not in income
    assert "事业收入1714.69万元" in text_of(explain(shanghai), "收入")


def test_empty_tables_have_their_sentence(qingshan: Disclosure) -> None:
    assert text_of(explain(qingshan), "政府性基金") == "本部门2023年度没有政府性基金预算财政拨款收入和支出。"


def test_items_against_the_budget(qingshan: Disclosure) -> None:
    budget = {"2080101": 33530, "2080505": 3947, "2130101": 500, "2080701": 4500}
    planned = replace(
        qingshan,
        comparison=Comparison(budget={code: Amount(value) for code, value in budget.items()}),
        material=Material(answers={"一般公共具体.2080101": "政策性增资"}),
    )
    text = text_of(explain(planned), "一般公共具体")
    # 423.6 / 335.3 = 126.33 %; 0.08 / 45 = 0.18 %
    assert "年初预算为335.3万元，支出决算为423.6万元，完成年初预算的126.3%" in text
    assert "支出决算数大于年初预算数的主要原因是政策性增资。" in text
    assert "年初预算为39.47万元，支出决算为39.47万元，完成年初预算的100%。" in text
    assert "年初预算为45万元，支出决算为0.08万元，完成年初预算的0.2%，支出决算数小于年初预算数" in text
    # planned, but nothing spent: it stands in no table and is told all the same
    assert "年初预算为5万元，支出决算为0万元，完成年初预算的0%" in text
    # spent, but nothing planned: no rate
    assert "劳动保障监察（项）。年初预算为0万元，支出决算为127.83万元，支出决算数大于" in text


def test_questions_are_those_that_the_figures_raise(qingshan: Disclosure) -> None:
    level = Comparison(
        previous={TOTAL: Amount(550646)},
        budget={"2080101": Amount(42360), "2080102": Amount(10000)},
    )
    asked = {question.id: question for question in explain(replace(qingshan, comparison=level)).questions}
    assert "收支总体.原因" not in asked
    assert "一般公共具体.2080101" not in asked
    assert asked["一般公共具体.2080102"].figures == "年初预算数100万元，决算数224.05万元"
    assert asked["一般公共具体.2080102"].answer == ""


def test_an_answer_of_several_lines_makes_several_paragraphs(qingshan: Disclosure) -> None:
    material = Material(answers={"绩效.应用": "第一段。\n第二段。"})
    assert text_of(explain(replace(qingshan, material=material)), "绩效应用").splitlines() == [
        "第一段。",
        "第二段。",
    ]


def test_an_officers_own_words_stay(qingshan: Disclosure) -> None:
    generated = text_of(explain(qingshan), "政府性基金")
    own = Material(rewordings={"政府性基金.1": Rewording(generated, "本局无基金。")})
    narrative = explain(replace(qingshan, material=own))
    assert text_of(narrative, "政府性基金") == "本局无基金。"
    assert narrative.stale == ()


def test_own_words_for_other_figures_are_reported(qingshan: Disclosure) -> None:
    own = Material(rewordings={"收支总体.1": Rewording("2023年度收、支总计1万元。", "全年收支1万元。")})
    narrative = explain(replace(qingshan, material=own))
    assert text_of(narrative, "收支总体") == "全年收支1万元。"
    assert narrative.stale == ("收支总体.1",)


def test_charts_state_the_tables(qingshan: Disclosure) -> None:
    spent = CellRef("total", "支出总计", "金额")
    before = Comparison(previous={TOTAL: Amount(1), spent: Amount(2)})
    narrative = explain(replace(qingshan, comparison=before))
    change, structure = narrative.chart("图1"), narrative.chart("图3")
    assert change is not None
    assert change.labels == ("2022年度", "2023年度")
    assert [one.amounts for one in change.series] == [
        (Amount(1), Amount(550646)),
        (Amount(2), Amount(550646)),
    ]
    assert structure is not None
    assert structure.kind is ChartKind.PIE
    assert dict(zip(structure.labels, structure.series[0].amounts, strict=True)) == {
        "基本支出": Amount(92361),
        "项目支出": Amount(458285),
    }


def test_every_item_in_use_is_explained_or_asked_for(qingshan: Disclosure) -> None:
    items = {term.name: term.meaning for term in explain(qingshan).glossary if "（项）" in term.name}
    assert len(items) == len({code for code in qingshan.tables["expenditure"].by_code if len(code) == 7})
    own = Material(explanations={"2210202": "本局自己的解释。"})
    meanings = [
        term.meaning for term in explain(replace(qingshan, material=own)).glossary if "提租补贴" in term.name
    ]
    assert meanings == ["本局自己的解释。"]


def test_no_template_residue(qingshan: Disclosure, shanghai: Disclosure) -> None:
    for disclosure in (qingshan, shanghai):
        for section in explain(disclosure).sections:
            for part in section.paragraphs:
                spans = part.spans if isinstance(part, Paragraph) else ()
                text = "…".join(span for span in spans if isinstance(span, str))
                assert not set("{} \n") & set(text)
                assert "。。" not in text
                assert "，。" not in text
