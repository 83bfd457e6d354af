"""What recalculation brings up, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from juesuan.model.amount import Amount, format_hundredths
from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import Address, CellRef
from juesuan.recalc.coverage import Coverage
from juesuan.rules.wording import label_of

_NAMED = 5  # cells named one by one in a sentence


class DifferenceKind(StrEnum):
    """What is the matter with a total."""

    STALE = "stale"  # the formula is right, its saved result is old
    NO_VALUE = "no_value"  # the formula was saved without its result
    CONSTANT_OVER_FORMULA = "constant_over_formula"  # a number was typed where the template has a formula
    FORMULA_MISSING_ROW = "formula_missing_row"  # the formula leaves a figure out or counts one too often
    FORMULA_WRONG = "formula_wrong"  # the formula gives something else than the sum
    TOTAL_WRONG = "total_wrong"  # a typed total is not the sum of its parts
    WITHIN_ROUNDING = "within_rounding"  # not the sum, but it may be the correctly rounded total


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that is not what recalculation gives, with one Chinese ``sentence`` that says it all.

    ``stated`` is the number in the cell, the saved result of a right formula, what a wrong one gives now;
    ``computed`` is the sum. ``formula`` is what stands there (empty for a number), ``wanted_formula`` what a
    corrected copy has; both with ``=``, and equal where only the saved result is to be changed.
    """

    ref: CellRef
    address: Address
    label: str
    kind: DifferenceKind
    stated: Amount
    computed: Amount
    formula: str
    wanted_formula: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A total that nobody can judge, because something it is made of could not be read: why, in Chinese."""

    ref: CellRef
    address: Address
    label: str
    stated: Amount
    sentence: str


class Wording:
    """How differences are said: what follows the name of the cell, in one Chinese sentence."""

    def __init__(self, disclosure: Disclosure) -> None:
        """Amounts are named in the disclosure's unit."""
        self._disclosure = disclosure
        self._unit = disclosure.unit

    def label(self, ref: CellRef) -> str:
        """Name a cell: sheet, row and column."""
        return label_of(ref, self._disclosure)

    def stale(self, formula: str, saved: Amount, computed: int) -> str:
        """A right formula with an old result."""
        return f"的公式 {formula} 保存的结果是{self._figure(saved)}，重算应为{self._sum(computed)}。"

    def no_result(self, formula: str, computed: int) -> str:
        """A formula saved without a result."""
        return f"的公式 {formula} 没有保存结果，应为{self._sum(computed)}。"

    def equal_constant(self, stated: Amount) -> str:
        """A number over a formula, equal to what the formula would give."""
        return f"应为公式，现在是填入的数{self._figure(stated)}，与各项之和相等；以后改动明细，它不会跟着变。"

    def wrong_constant(self, stated: Amount, computed: int, *, over_formula: bool) -> str:
        """A typed total that is not the sum."""
        what = "应为公式，现在" if over_formula else ""
        found = f"填的是{self._figure(stated)}" if not stated.blank else "是空的"
        return f"{what}{found}，各项之和是{self._sum(computed)}，相差{self._gap(stated, computed)}。"

    def within_rounding(self, stated: Amount, computed: int, allowed: int) -> str:
        """A total that may be the correctly rounded one."""
        return (
            f"是{self._figure(stated)}，各项之和是{self._sum(computed)}，相差{self._gap(stated, computed)}，"
            f"在四舍五入允许的{self._sum(allowed)}之内，可能正是按原数取整的合计，没有改动。"
        )

    def left_out_texts(self, texts: Sequence[CellRef], now: Amount, computed: int) -> str:
        """A right formula that leaves out amounts typed as text."""
        cells = "、".join(f"{self.label(ref)}（{self._disclosure.address(ref)}）" for ref in texts)
        return (
            f"的公式没有算上以文本形式填写的{cells}：得{self._figure(now)}，各项之和是{self._sum(computed)}；"
            "请把文本改成数字。"
        )

    def wrong_rows(self, formula: str, coverage: Coverage, now: Amount, computed: int) -> str:
        """A formula that leaves figures out or counts them too often."""
        parts = []
        if coverage.missing:
            parts.append(f"漏加了{self._cells(coverage.missing)}")
        if coverage.extra:
            parts.append(f"多加了{self._cells(coverage.extra)}")
        return f"的公式 {formula} {'，'.join(parts)}：得{self._figure(now)}，应为{self._sum(computed)}。"

    def wrong_formula(self, formula: str, now: Amount, computed: int) -> str:
        """A formula that gives something else than the sum."""
        sums = f"得{self._figure(now)}，各项之和是{self._sum(computed)}，相差{self._gap(now, computed)}"
        return f"的公式 {formula} {sums}。"

    def circular(self, formula: str) -> str:
        """A formula that adds up its own cell."""
        return f"的公式 {formula} 把自己也加了进去，成了循环引用。"

    def error(self, formula: str, error: str, computed: int) -> str:
        """A formula that gives an error."""
        return f"的公式 {formula} 得到错误值 {error}，各项之和是{self._sum(computed)}。"

    def _cells(self, refs: Sequence[CellRef]) -> str:
        named = [f"{self.label(ref)}（{self._disclosure.address(ref).a1}）" for ref in refs[:_NAMED]]
        more = f"等 {len(refs)} 处" if len(refs) > _NAMED else ""
        return "、".join(named) + more

    def _figure(self, amount: Amount) -> str:
        return "空白" if amount.blank else f" {amount} {self._unit}"

    def _sum(self, hundredths: int) -> str:
        return f" {format_hundredths(hundredths)} {self._unit}"

    def _gap(self, stated: Amount, computed: int) -> str:
        return self._sum(abs(stated.value - computed))
