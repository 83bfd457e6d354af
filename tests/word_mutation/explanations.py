"""Explanations that we write ourselves, complete: for the examples, and for made departments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure
from juesuan.model.narrative import Material, Paragraph
from juesuan.model.reference import CellRef
from juesuan.model.writing import Passage, Writing
from juesuan.narrative import explain
from juesuan.narrative.spec import load_narrative
from juesuan.recalc.reading import read
from juesuan.rounding.figures import plain
from juesuan.statements.vocabulary import cell_of
from tests.making.departments import department, tables

EXAMPLES = Path(__file__).parents[2] / "examples"
WORKBOOKS = {
    "complete.xlsx": EXAMPLES / "qingshan-2023" / "complete.xlsx",
    "Shanghai": EXAMPLES / "shanghai-2024" / "example.xlsx",
}
ANSWER = "按照年度工作安排据实列支"


def example(name: str) -> Disclosure:
    """An example with everything that its explanation asks for."""
    return completed(read(WORKBOOKS[name]))


def made(subjects: int, seed: int, layout: str) -> Disclosure:
    """A made department with money of every kind, in 万元, with everything that its explanation asks for."""
    rounded = plain(tables(department(subjects, seed=seed), layout))
    return completed(replace(rounded, organisation="示例市示例局"))


def completed(disclosure: Disclosure) -> Disclosure:
    """Last year's figures, the budget and the officer's answers, where the workbook has none."""
    comparison = disclosure.comparison
    if not comparison.previous:
        comparison = replace(comparison, previous=dict(_last_year(disclosure)))
    if comparison.budget is None:
        comparison = replace(comparison, budget=dict(_budget(disclosure)))
    known = replace(disclosure, comparison=comparison)
    answers = {question.id: question.answer or ANSWER for question in explain(known).questions}
    return replace(known, material=Material(answers, {}, known.material.explanations))


def writing(disclosure: Disclosure) -> Writing:
    """The explanation and the glossary as a document, without the sentences that still have gaps."""
    lines = [f"第三部分 {disclosure.organisation}{disclosure.year}年度部门决算情况说明"]
    narrative = explain(disclosure)
    for section in narrative.sections:
        lines.append(section.title)
        lines += [
            part.text if isinstance(part, Paragraph) else f"{part.id} {section.title}"
            for part in section.paragraphs
        ]
    lines.append("第五部分 名词解释")
    lines += [f"{term.name}：{term.meaning}" for term in narrative.glossary]
    return written(lines)


def written(lines: list[str]) -> Writing:
    """Lines as a document."""
    return Writing("own", tuple(Passage(line, number) for number, line in enumerate(lines, 1)))


def _last_year(disclosure: Disclosure) -> Iterator[tuple[CellRef, Amount]]:
    """A tenth less or more than this year; figures that are equal this year were equal last year."""
    spec = load_narrative(disclosure.layout.id)
    for figure in spec.figures.values() if spec else ():
        ref = cell_of(figure.now)
        table = disclosure.form(ref.table) if ref else None
        if ref and table and table.find(ref.row):
            value = table.amount(ref.row, ref.column).value
            yield ref, Amount(value * (9 if value % 3 else 11) // 10)


def _budget(disclosure: Disclosure) -> Iterator[tuple[str, Amount]]:
    """More than was spent, less, and nothing, by turns."""
    for table, column in (("general_budget", "小计"), ("government_fund", "小计"), ("state_capital", "合计")):
        form = disclosure.form(table)
        for number, (code, row) in enumerate(sorted(form.by_code.items()) if form else ()):
            if len(code) == 7:
                yield code, Amount(row.amount(column).value * (8, 10, 13, 0)[number % 4] // 10)
