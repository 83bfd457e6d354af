"""What an operation changes in a workbook, cell by cell and row by row, before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan.model.amount import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from juesuan.model.amount import Amount
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.reference import Address, CellRef


class ChangeKind(StrEnum):
    """The kinds of changes; the value is what people read."""

    ROW_ADDED = "加行"
    ROW_REMOVED = "删行"
    ROW_MOVED = "移行"
    TEXT = "文字"
    FIGURE = "金额"
    FORMULA = "公式"
    SHEET = "元数"
    PREVIOUS = "上年数"
    BUDGET = "年初预算"
    NOTE = "批注"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``address`` is the place after the change, of a removed row before it.

    ``before`` and ``after`` are what the cell says, formulas with ``=``; ``why`` is Chinese.
    """

    kind: ChangeKind
    ref: CellRef
    address: Address
    before: str
    after: str
    why: str

    def as_data(self) -> dict[str, str]:
        """The change as plain data, for JSON."""
        return {
            "kind": self.kind.name.lower(),
            "table": self.ref.table,
            "row": self.ref.row,
            "column": self.ref.column,
            "sheet": self.address.sheet,
            "cell": self.address.a1,
            "before": self.before,
            "after": self.after,
            "why": self.why,
        }


def counted(changes: Sequence[Change]) -> str:
    """How many changes of each kind, as a Chinese sentence."""
    if not changes:
        return "没有需要改动的单元格"
    counts = Counter(change.kind for change in changes)
    return "改动：" + "，".join(f"{kind} {counts[kind]} 处" for kind in ChangeKind if counts[kind])


def figure_changes(
    before: Disclosure, after: Disclosure, why: Callable[[CellRef], str] = lambda _: ""
) -> Iterator[tuple[CellRef, Amount, Amount, str]]:
    """Every figure in which two disclosures differ, blank and zero being the same.

    Rows are compared by id (subject code); both disclosures have to be in one unit.
    """
    from juesuan.model.reference import CellRef

    for name in {**before.tables, **after.tables}:
        old, new = before.tables.get(name), after.tables.get(name)
        rows = dict.fromkeys([*(old.rows if old else ()), *(new.rows if new else ())])
        for row in rows:
            ones, others = (table.find(row) if table else None for table in (old, new))
            for column in dict.fromkeys(
                [*(ones.amounts if ones else ()), *(others.amounts if others else ())]
            ):
                was = ones.amount(column) if ones else BLANK
                now = others.amount(column) if others else BLANK
                if was.value != now.value:
                    ref = CellRef(name, row, column)
                    yield ref, was, now, why(ref)
