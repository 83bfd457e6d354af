"""Checks of words. Each takes the rule and the words, and yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.statements.checks import content, directions, figures, form, ratios, subjects, sums, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.statements.words import Words

    WordCheck = Callable[[RuleSpec, Words], Iterator[Finding]]

WORD_CHECKS: dict[str, WordCheck] = {
    "quoted": figures.quoted,
    "budget": figures.budget,
    "change": figures.change,
    "said_twice": figures.said_twice,
    "said_elsewhere": figures.said_elsewhere,
    "income_and_expenditure": figures.income_and_expenditure,
    "operating": figures.operating,
    "share": ratios.share,
    "completion": ratios.completion,
    "growth": ratios.growth,
    "zero_base": ratios.zero_base,
    "against_budget": directions.against_budget,
    "reason_of_change": directions.reason_of_change,
    "change_and_growth": directions.change_and_growth,
    "parts": sums.parts,
    "enumerations": sums.enumerations,
    "names": subjects.names,
    "not_in_table": subjects.not_in_table,
    "left_out": subjects.left_out,
    "reason_missing": subjects.reason_missing,
    "rate_missing": subjects.rate_missing,
    "listed_without_figure": subjects.listed_without_figure,
    "sum_of_items": subjects.sum_of_items,
    "glossary_missing": subjects.glossary_missing,
    "glossary_unused": subjects.glossary_unused,
    "empty_not_told": content.empty_not_told,
    "told_empty": content.told_empty,
    "change_without_reason": content.change_without_reason,
    "terms_missing": content.terms_missing,
    "organisation_within": content.organisation_within,
    "decimals": form.decimals,
    "spaced_percent": form.spaced_percent,
    "pattern": wording.pattern,
    "required": wording.required,
    "section_missing": wording.section_missing,
    "unclosed": wording.unclosed,
    "opposite": wording.opposite,
    "year": wording.year,
    "years_within": wording.years_within,
    "organisation": wording.organisation,
    "level": wording.level,
}
