"""Why a total cannot be judged: something it is made of could not be located or read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from juesuan.model.amount import BLANK
from juesuan.model.disclosure import Disclosure, Doubt, Remark
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW
from juesuan.rules.instances import Addend
from juesuan.rules.wording import label_of


class Obstacles:
    """Answers about the totals of one disclosure; ``located`` are the figures whose cells are known."""

    def __init__(
        self, disclosure: Disclosure, located: Collection[CellRef], totals: Collection[CellRef]
    ) -> None:
        """Note which cells hold what is no amount."""
        self._disclosure = disclosure
        self._located = located
        self._totals = totals
        self._unread = {remark.ref for remark in disclosure.remarks if _is_unread(remark)}
        self._texts = {remark.ref for remark in disclosure.remarks if remark.doubt is Doubt.TEXT_AMOUNT}

    def texts(self, addends: Sequence[Addend]) -> tuple[CellRef, ...]:
        """Amounts among the addends that are typed as text: a sum in a spreadsheet leaves them out."""
        return tuple(addend.ref for addend in addends if addend.ref in self._texts)

    def of(self, total: CellRef, addends: Sequence[Addend]) -> str:
        """Why a total cannot be told from its addends, in Chinese; empty when it can."""
        return next(self._found(total, addends), "")

    def _found(self, total: CellRef, addends: Sequence[Addend]) -> Iterator[str]:
        for addend in addends:
            ref = addend.ref
            if ref not in self._located:
                yield f"没有找到{label_of(ref, self._disclosure)}"
            elif ref in self._unread and ref not in self._totals:
                yield f"{label_of(ref, self._disclosure)}（{self._disclosure.address(ref)}）读不出金额"
        listed = self._disclosure.layout.forms[total.table].listed
        if listed and any(addend.ref.row != total.row for addend in addends):
            yield from self._odd_rows(total)

    def _odd_rows(self, total: CellRef) -> Iterator[str]:
        """Rows with figures of which nobody can say whether they belong into a subtotal."""
        table = self._disclosure.tables[total.table]
        for row in table.listing:
            if row.id == TOTAL_ROW or not row.amounts.get(total.column, BLANK).value:
                continue
            number = (row.sheet_row or 0) + 1
            if row.code is None:
                yield f"工作表“{table.sheet}”第 {number} 行有金额而没有科目编码，不知道是否应计入"
            elif table.by_code.get(row.code) is not row and (
                total.row == TOTAL_ROW or row.code.startswith(total.row)
            ):
                yield f"工作表“{table.sheet}”第 {number} 行的科目 {row.code} 重复列示，不知道是否应计入"


def _is_unread(remark: Remark) -> bool:
    if remark.doubt is Doubt.NO_CACHED_VALUE:
        return remark.used.blank
    return remark.doubt in {Doubt.NOT_AMOUNT, Doubt.ERROR_VALUE}
