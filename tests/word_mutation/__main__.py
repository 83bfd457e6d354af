"""Run the whole study and write docs/mutation-words.md: ``python -m tests.word_mutation``."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from juesuan.model.rule import Severity
from tests.word_mutation.explanations import example, made
from tests.word_mutation.mutations import Kind
from tests.word_mutation.study import Judgement, Study

RESULT = Path(__file__).parents[2] / "docs" / "mutation-words.md"
MADE = ((14, 1, "wuhan-2023"), (14, 2, "shanghai-2024"), (30, 3, "wuhan-2023"))
WHY = {
    Kind.AMOUNT: "amounts in the officer's own words (reasons, projects, 绩效: the rules P hold those to"
    " their forms); a total of budgets, within the rounding of its parts; details whose sheet is empty",
    Kind.PERCENTAGE: "the last digit stays within what rounding of the two amounts explains (0.24÷0.96, or"
    " amounts below 1 万元); percentages within 绩效",
    Kind.COUNT: "counts whose sheet (三公经费明细) is not filled in; 项目个数 without the forms of 绩效",
    Kind.YEAR: "a year within 绩效, or neither at the beginning of a sentence nor in a comparison",
    Kind.ORDINAL: "numbers of lists are not checked: publications number in many ways",
    Kind.FORM: "单价100万元 is part of a name; 0 in the text of a gap",
    Kind.DIRECTION: "within a reason, where no figure goes with the word",
    Kind.NAME: "the two names have the same figure (0, or the whole of something), or last year's figure of"
    " the other is not known: nothing contradicts either",
    Kind.ORGANISATION: "where the department is named in passing",
}


def main() -> None:
    """Judge every change of every explanation."""
    studies = {
        "complete example (Wuhan)": Study(example("complete.xlsx")),
        "Shanghai": Study(example("Shanghai")),
        **{
            f"made, {subjects} 项, {layout}": Study(made(subjects, seed, layout))
            for subjects, seed, layout in MADE
        },
    }
    judged = {name: list(study.judged()) for name, study in studies.items()}
    RESULT.write_text("\n".join([*_head(studies, judged), *_kinds(judged), *_rules(judged)]) + "\n", "utf-8")
    sys.stdout.write(f"{RESULT}\n")


def _head(studies: dict[str, Study], judged: dict[str, list[Judgement]]) -> list[str]:
    lines = [
        "# One wrong word at a time: what checking an explanation finds",
        "",
        "Written by `python -m tests.word_mutation`; the test suite runs a sample. Explanations that we",
        "write ourselves are changed in one place at a time: each number in its last digit, each word of",
        "direction to its opposite, each name to another one. **Before** is what is found in the text as it",
        "is: gaps that a made department leaves are told by W411, and there is nothing else.",
        "",
        "| explanation | before | changes | an error | a warning or hint | nothing | told at the sentence |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, ones in judged.items():
        counts = Counter(one.severity for one in ones)
        errors, nothing = counts[Severity.ERROR], counts[None]
        told = sum(one.at_the_line for one in ones)
        before = sum(studies[name].known.values())
        rest = f"{len(ones)} | {errors} | {len(ones) - errors - nothing} | {nothing} | {told}"
        lines.append(f"| {name} | {before} | {rest} |")
    return lines


def _kinds(judged: dict[str, list[Judgement]]) -> list[str]:
    by_kind = defaultdict(list)
    for ones in judged.values():
        for one in ones:
            by_kind[one.mutation.kind].append(one)
    lines = [
        "",
        "## By kind of change",
        "",
        "| change | changes | found | what is not found, and why |",
        "|---|---|---|---|",
    ]
    for kind in Kind:
        ones = by_kind[kind]
        found = sum(one.severity is not None for one in ones)
        why = WHY.get(kind, "") if found < len(ones) else ""
        lines.append(f"| {kind} | {len(ones)} | {found} ({found / len(ones):.1%}) | {why} |")
    return lines


def _rules(judged: dict[str, list[Judgement]]) -> list[str]:
    counts = Counter(one.rule for ones in judged.values() for one in ones if one.rule)
    told = "，".join(f"{rule} {count}" for rule, count in counts.most_common())
    return ["", "## By rule", "", f"The worst new finding was one of: {told}."]


if __name__ == "__main__":
    main()
