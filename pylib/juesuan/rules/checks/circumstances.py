"""Checks that need what the nine tables do not hold: vehicles, 机关运行经费, last year's figures.

They say what is missing, so that a report shows that they were not forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from juesuan.model.amount import Amount
from juesuan.model.disclosure import UnitKind
from juesuan.model.reference import CellRef
from juesuan.rules.checks.reasons import NotApplicable

if TYPE_CHECKING:
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Universe


def vehicles_kept(_rule: RuleSpec, _disclosure: Disclosure, _universe: Universe) -> NoReturn:
    """公务用车运行维护费 with no vehicle kept; the nine tables hold no number of vehicles."""
    raise NotApplicable("工作簿里没有公务用车保有量")


def vehicles_bought(_rule: RuleSpec, _disclosure: Disclosure, _universe: Universe) -> NoReturn:
    """公务用车购置费 with no vehicle bought; the nine tables hold no number of vehicles."""
    raise NotApplicable("工作簿里没有公务用车购置数")


def last_year(_rule: RuleSpec, _disclosure: Disclosure, _universe: Universe) -> NoReturn:
    """Last year's figure plus the stated change; needs last year's workbook."""
    raise NotApplicable("没有提供上年的工作簿")


def operating_expense(_rule: RuleSpec, disclosure: Disclosure, _universe: Universe) -> NoReturn:
    """机关运行经费 against 公用经费合计, by the kinds of the department's units.

    The nine tables do not state 机关运行经费; the reason says what it would have to be.
    """
    kinds = {unit.kind for unit in disclosure.units}
    if not kinds or None in kinds:
        raise NotApplicable("封面没有填全单位名单和单位性质，无法判断机关运行经费的口径")
    ceiling = disclosure.amount(CellRef("basic", "公用经费合计", "决算数"))
    if kinds == {UnitKind.INSTITUTION}:
        raise NotApplicable("没有行政、参公单位，情况说明里应写明没有机关运行经费")
    relation = "不大于" if UnitKind.INSTITUTION in kinds else "等于"
    limit = f"{relation}公用经费合计 {Amount(ceiling.value)} {disclosure.unit}"
    raise NotApplicable(f"九张表里没有机关运行经费数；按单位性质，它应{limit}")
