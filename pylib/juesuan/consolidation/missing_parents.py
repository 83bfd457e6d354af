"""A unit that lists 项 without their 款 or 类: the parents are what their children add up to.

Otherwise the department's parents would lack this unit's part and add up to less than their children.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan.model.reference import CellRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.layout import Layout

_PARENT_DIGITS = {7: 5, 5: 3}


def add_missing_parents(
    figures: dict[CellRef, int], layout: Layout, labels: dict[tuple[str, str], str]
) -> Iterator[str]:
    """Add the figures of parents that a unit does not list, and say so in a sentence for each.

    ``labels`` are the rows it lists, by table and code.
    """
    for name, spec in layout.tables.items():
        if not spec.listed:
            continue
        for digits, above in _PARENT_DIGITS.items():
            sums: dict[CellRef, int] = defaultdict(int)
            for ref, amount in figures.items():
                if ref.table == name and len(ref.row) == digits and ref.row.isdigit():
                    sums[ref._replace(row=ref.row[:above])] += amount
            for code in sorted({ref.row for ref in sums if (name, ref.row) not in labels}):
                subject = layout.subject(code)
                labels[name, code] = subject.name if subject else ""
                figures |= {ref: amount for ref, amount in sums.items() if ref.row == code and amount}
                yield f"{spec.sheet}：没有列 {code}，按下级科目相加计入"
