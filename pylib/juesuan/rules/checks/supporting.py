"""Checks of the supporting sheets: vehicles, groups and receptions counted, 机关运行经费 by kind of unit.

What a sheet does not state is unknown: a blank number is not 0, and accuses nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.amount import format_hundredths
from juesuan.model.disclosure import UnitKind
from juesuan.model.finding import Finding
from juesuan.model.reference import CellRef
from juesuan.rules.checks.reasons import NotApplicable
from juesuan.rules.wording import label_of

if TYPE_CHECKING:
    from juesuan.model.disclosure import Disclosure, Table
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Universe

_DETAIL, _FINAL, _NUMBER = "three_public_detail", "决算数", "本年数"
_OPERATING = CellRef("operating", "机关运行经费", "决算数")
_SINGLE = "金额"
_RECEPTION_ABROAD = "国（境）外接待费"


def vehicles_kept(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """公务用车运行维护费 in the published table, and no vehicle kept."""
    return _without_number(rule, disclosure, "决算公务用车运行维护费", "公务用车保有量")


def vehicles_bought(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """公务用车购置费 in the published table, and no vehicle bought."""
    return _without_number(rule, disclosure, "决算公务用车购置费", "公务用车购置数")


def count_and_amount(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A cost without anything counted, or the other way round.

    ``count`` and ``amount`` are the rows; ``instead`` is the row that holds the cost where it is not divided.
    """
    number = CellRef(_DETAIL, str(rule.options["count"]), _NUMBER)
    cost = CellRef(_DETAIL, str(rule.options["amount"]), _FINAL)
    _require(disclosure, _DETAIL)
    if not disclosure.amount(CellRef(_DETAIL, "合计", _FINAL)).value:
        raise NotApplicable("“三公”经费明细表没有填决算数")
    whole = CellRef(_DETAIL, str(rule.options.get("instead", cost.row)), _FINAL)
    if (
        disclosure.amount(cost).blank
        and disclosure.amount(CellRef(_DETAIL, "国（境）外接待费", _FINAL)).blank
    ):
        cost = whole
    _require_stated(disclosure, number)
    counted, spent = disclosure.amount(number).value, disclosure.amount(cost).value
    if bool(counted) == bool(spent):
        return []
    if spent:
        message = f"{label_of(cost, disclosure)}有 {_money(spent, disclosure)}，{number.row}却是 0"
        return [_finding(rule, disclosure, cost, message)]
    message = f"{label_of(number, disclosure)}是 {counted // 100}，{cost.row}却没有金额"
    return [_finding(rule, disclosure, number, message)]


def operating_kinds(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """Units that are neither 行政 nor 参公 with an amount of 机关运行经费."""
    table = _require(disclosure, _OPERATING.table)
    if not any(unit.kind for unit in disclosure.units):
        raise NotApplicable("封面没有填单位性质")
    findings = []
    for row in table.spec.rows:
        if row.unit is None or row.unit > len(disclosure.units):
            continue
        unit = disclosure.units[row.unit - 1]
        amount = table.amount(row.id, _OPERATING.column)
        if unit.kind is UnitKind.INSTITUTION and amount.value:
            ref = CellRef(table.spec.id, row.id, _OPERATING.column)
            message = f"“{unit.name}”是其他事业单位，却列了机关运行经费 {_money(amount.value, disclosure)}"
            findings.append(_finding(rule, disclosure, ref, message))
    return findings


def operating_expense(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """机关运行经费 against 公用经费合计, by the kinds of the department's units.

    Where the workbook does not state it, the reason says what it would have to be.
    """
    kinds = {unit.kind for unit in disclosure.units}
    if not kinds or None in kinds:
        raise NotApplicable("封面没有填全单位名单和单位性质，无法判断机关运行经费的口径")
    stated = disclosure.amount(_OPERATING)
    ceiling = disclosure.amount(CellRef("basic", "公用经费合计", "决算数"))
    if kinds == {UnitKind.INSTITUTION}:
        if not stated.value:
            raise NotApplicable("没有行政、参公单位，情况说明里应写明没有机关运行经费")
        message = f"{label_of(_OPERATING, disclosure)}是 {stated}，而部门没有行政、参公单位，应为 0"
        return [_finding(rule, disclosure, _OPERATING, message)]
    mixed = UnitKind.INSTITUTION in kinds
    limit = f"{'不大于' if mixed else '等于'}公用经费合计 {_money(ceiling.value, disclosure)}"
    if stated.blank:
        raise NotApplicable(f"工作簿里没有机关运行经费数；按单位性质，它应{limit}")
    if stated.value == ceiling.value or (mixed and stated.value < ceiling.value):
        return []
    why = "部门有其他事业单位" if mixed else "单位全部是行政、参公单位"
    message = f"{label_of(_OPERATING, disclosure)}是 {stated}；{why}，它应{limit}"
    return [_finding(rule, disclosure, _OPERATING, message)]


def _without_number(rule: RuleSpec, disclosure: Disclosure, column: str, row: str) -> list[Finding]:
    cost, number = CellRef("three_public", _SINGLE, column), CellRef(_DETAIL, row, _NUMBER)
    if disclosure.form(_DETAIL) is None:
        raise NotApplicable(f"工作簿里没有{row}")
    spent = disclosure.amount(cost).value
    if not spent:
        raise NotApplicable(f"没有{column.removeprefix('决算')}")
    _require_stated(disclosure, number)
    if disclosure.amount(number).value:
        return []
    message = (
        f"{label_of(cost, disclosure)}有 {_money(spent, disclosure)}，{label_of(number, disclosure)}却是 0"
    )
    return [_finding(rule, disclosure, cost, message)]


def _require(disclosure: Disclosure, name: str) -> Table:
    table = disclosure.form(name)
    if table is None:
        raise NotApplicable(f"工作簿里没有读到附表《{disclosure.layout.forms[name].title}》")
    return table


def _require_stated(disclosure: Disclosure, ref: CellRef) -> None:
    if disclosure.amount(ref).blank:
        raise NotApplicable(f"“三公”经费明细表没有填{ref.row}")


def _money(hundredths: int, disclosure: Disclosure) -> str:
    return f"{format_hundredths(hundredths)} {disclosure.unit}"


def _finding(rule: RuleSpec, disclosure: Disclosure, ref: CellRef, message: str) -> Finding:
    return Finding(
        rule=rule,
        severity=rule.severity,
        message=message,
        stated=disclosure.amount(ref),
        ref=ref,
        address=disclosure.address(ref),
        suggestion=rule.fix,
    )
