"""Checks that need what one workbook does not hold: last year's figures.

They say what is missing, so that a report shows that they were not forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from juesuan.rules.checks.reasons import NotApplicable

if TYPE_CHECKING:
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Universe


def last_year(_rule: RuleSpec, _disclosure: Disclosure, _universe: Universe) -> NoReturn:
    """Last year's figure plus the stated change; needs last year's workbook."""
    raise NotApplicable("没有提供上年的工作簿")
