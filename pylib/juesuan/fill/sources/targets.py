"""Which cells exist at all, in any layout: what a mapping may fill."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.fill.sources.figures import BUDGET
from juesuan.fill.sources.spec import Target
from juesuan.layouts import layout_ids, load_layout
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from juesuan.model.reference import CellRef

_TARGET = re.compile(r"(?P<table>[a-z_]+)\[(?P<row>[^\[\]]+)\]\.(?P<column>\S.*)")
_PLACEHOLDER = re.compile(r"\{(.*?)\}")
_KNOWN = frozenset({"row", "code"})


def parse_target(text: str) -> Target:
    """Read ``expenditure[{code}].基本支出``. Raises ValueError with a reason in Chinese."""
    found = _TARGET.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"看不懂“{text}”，应写成 表[行].栏，如 expenditure[{{code}}].基本支出")
    for name in _PLACEHOLDER.findall(text):
        if name not in _KNOWN:
            raise ValueError(f"“{text}”里只能用 {{row}} 或 {{code}}，不认识 {{{name}}}")
    if found["table"] != BUDGET and found["table"] not in _tables():
        raise ValueError(f"没有名为“{found['table']}”的表，可用的有：{'、'.join([*_tables(), BUDGET])}")
    return Target(found["table"], found["row"], found["column"])


def problem_of(ref: CellRef) -> str:
    """Why no layout has this cell, in Chinese; empty when one does. Any subject code may be listed."""
    if ref.table == BUDGET:
        return ""
    columns, rows, listed = _tables()[ref.table]
    if ref.column not in columns:
        return f"表 {ref.table} 没有“{ref.column}”栏，可用的有：{'、'.join(sorted(columns))}"
    known = ref.row in rows or ref.row.isdigit() or (listed and ref.row == TOTAL_ROW)
    return "" if known else f"表 {ref.table} 没有“{ref.row}”行"


@lru_cache(maxsize=1)
def _tables() -> dict[str, tuple[set[str], set[str], bool]]:
    """Columns and fixed rows of each table, in all layouts together; True for tables listed by subject."""
    known: dict[str, tuple[set[str], set[str], bool]] = {}
    for layout in map(load_layout, layout_ids()):
        for name, spec in layout.tables.items():
            columns, rows, listed = known.get(name, (set(), set(), False))
            columns |= {column.id for column in spec.amounts}
            rows |= {row.id for row in spec.rows}
            known[name] = columns, rows, listed or spec.listed
    return known
