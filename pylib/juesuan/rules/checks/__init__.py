"""Checks that no expression can state: codes, names, and the form of figures.

A check takes the rule, the disclosure and its universe, and returns findings; it raises NotApplicable with
the reason where it cannot say anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.rules.checks import circumstances, codes, exact, figures, names, supporting
from juesuan.rules.checks.reasons import NotApplicable

if TYPE_CHECKING:
    from collections.abc import Callable

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Universe

    Check = Callable[[RuleSpec, Disclosure, Universe], list[Finding]]

CHECKS: dict[str, Check] = {
    "code_digits": codes.digits,
    "code_parent": codes.parent,
    "code_order": codes.order,
    "code_duplicate": codes.duplicate,
    "code_unknown": codes.unknown,
    "detail_to_item": codes.detail_to_item,
    "row_unknown": codes.row_unknown,
    "row_without_figure": codes.row_without_figure,
    "total_without_parts": codes.total_without_parts,
    "code_name": names.differs,
    "code_name_cut": names.cut_off,
    "text_amount": figures.text_amount,
    "not_amount": figures.not_amount,
    "error_value": figures.error_value,
    "stale_value": figures.stale_value,
    "no_cached_value": figures.no_cached_value,
    "explicit_zero": figures.explicit_zero,
    "decimals": figures.decimals,
    "exact_figures": exact.figures,
    "exact_sums": exact.sums,
    "vehicles_kept": supporting.vehicles_kept,
    "vehicles_bought": supporting.vehicles_bought,
    "operating_expense": supporting.operating_expense,
    "count_and_amount": supporting.count_and_amount,
    "operating_kinds": supporting.operating_kinds,
    "last_year": circumstances.last_year,
}

__all__ = ["CHECKS", "NotApplicable"]
