"""The two sides of an identity as live formulas, each with the value it has now.

A side adds up cells of the sheet, and figures looked up by subject code in the other tables, where the row is
not known beforehand. Everything is kept to formulas that Excel, WPS and LibreOffice agree on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan.books.template.sums import ranges_of
from juesuan.model.finding import Status
from juesuan.model.reference import CellRef
from juesuan.model.rule import Kind, RuleSpec, Severity
from juesuan.model.table import TOTAL_ROW, Role
from juesuan.rules.evaluate import tolerance, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from juesuan.books.template.placing import Line, PlacedTable
    from juesuan.books.template.sums import Contents
    from juesuan.rules.instances import Addend

PASSED, ROUNDING, FAILED, LOOK = "通过", "尾差", "不符", "留意"
NOT_APPLICABLE, NOTHING = "不适用", "—"
ANY_ROW = "*"  # stands for the row a formula is written in
_HALF = "0.005"


@dataclass(frozen=True, slots=True)
class Side:
    """Formulas without ``=`` for the sum of a side and for how many figures of it are not blank.

    ``value`` is the sum in hundredths, ``counted`` the number, ``figures`` the most it can be.
    """

    total: str = "0"
    count: str = "0"
    value: int = 0
    counted: int = 0
    figures: int = 0

    def __add__(self, other: Side) -> Side:
        """Both sides' figures taken together."""
        if not self.figures:
            return other
        return Side(
            f"{self.total}+{other.total}",
            f"{self.count}+{other.count}",
            self.value + other.value,
            self.counted + other.counted,
            self.figures + other.figures,
        )


def fail_word(rule: RuleSpec) -> str:
    """What a rule that does not hold says: all but errors only ask for a look."""
    return FAILED if rule.severity is Severity.ERROR else LOOK


def cells_side(addends: Sequence[Addend], contents: Contents, here: PlacedTable | None) -> Side:
    """A side of cells that are known; a minus is taken off as a whole."""
    plus = [addend for addend in addends if addend.sign > 0]
    minus = [addend for addend in addends if addend.sign < 0]
    total = f"SUM({ranges_of(plus, contents.tables, here)})" if plus else "0"
    if minus:
        total += f"-SUM({ranges_of(minus, contents.tables, here)})"
    return Side(
        total,
        f"COUNT({ranges_of(addends, contents.tables, here)})",
        sum(addend.sign * contents.amount(addend.ref).value for addend in addends),
        sum(not contents.amount(addend.ref).blank for addend in addends),
        len(addends),
    )


def matching_side(
    table: PlacedTable,
    column: str,
    lines: Iterable[Line],
    criteria: str,
    contents: Contents,
    here: PlacedTable | None,
) -> Side:
    """The listed rows of a column that meet some criteria of SUMIFS; ``lines`` are those that do now."""
    index = _column_of(table, column)
    figures = table.listed_range(index, elsewhere=table is not here)
    amounts = [contents.amount(CellRef(table.spec.id, line.key, column)).value for line in lines]
    return Side(
        f"SUMIFS({figures},{criteria})",
        f'COUNTIFS({criteria},{figures},">0")+COUNTIFS({criteria},{figures},"<0")',
        sum(amounts),
        sum(amount != 0 for amount in amounts),
        max(2, len(table.lines)),
    )


def side_of(addends: Sequence[Addend], contents: Contents) -> Side:
    """A side of an identity on a sheet of its own: rows of listed tables are looked up by subject code."""
    known, looked_up = split(addends, contents)
    side = cells_side(known, contents, None) if known else Side()
    for ref in looked_up:
        side += looked_up_side(ref, contents, ref.row, f'"{ref.row}"', None)
    return side


def split(
    addends: Sequence[Addend], contents: Contents, host: PlacedTable | None = None
) -> tuple[list[Addend], list[CellRef]]:
    """Part the cells that are known (all of a ``host``'s own) from those to look up by subject code."""
    known, looked_up = [], []
    for addend in addends:
        table = contents.tables[addend.ref.table]
        if not table.spec.listed or table is host or addend.ref.row == TOTAL_ROW:
            known.append(addend)
        elif addend.sign < 0:
            raise ValueError("figures looked up by code can only be added")
        else:
            looked_up.append(addend.ref)
    return known, looked_up


def looked_up_side(
    ref: CellRef, contents: Contents, code: str, criterion: str, here: PlacedTable | None
) -> Side:
    """The figure that another table states for a subject code, which stands in a cell or is given."""
    table = contents.tables[ref.table]
    codes = table.listed_range(table.index(Role.CODE), elsewhere=table is not here)
    side = matching_side(table, ref.column, table.with_code(code), f"{codes},{criterion}", contents, here)
    return replace(side, figures=1)


def _column_of(table: PlacedTable, column: str) -> int:
    cell = table.cell(TOTAL_ROW, column)
    if cell is None:
        raise KeyError(f"{table.spec.id} has no column {column}")
    return cell[1]


def allowed_formula(kind: Kind, left: Side, right: Side) -> str:
    """What rounding can explain, as a formula without ``=`` (see ``rules.evaluate.tolerance``)."""
    if kind is Kind.SUM:
        return f"INT(({_at_least_one(left)}+{_at_least_one(right)})/2)/100"
    if kind in {Kind.COPY, Kind.LIMIT} and max(left.figures, right.figures) > 1:
        return f"IF(MAX({left.count},{right.count})>1,INT(({left.count}+{right.count})/2)/100,0)"
    return "0"


def _at_least_one(side: Side) -> str:
    return f"MAX(1,{side.count})" if side.figures > 1 else "1"


def difference_formula(left: str, right: str) -> str:
    """Left less right, rounded to hundredths."""
    right = f"({right})" if "+" in right or "-" in right else right
    return f"ROUND({left}-{right},2)"


def verdict_formula(rule: RuleSpec, relation: str, difference: str, allowed: str, passed: str) -> str:
    """The word for a difference, as a formula without ``=``; ``passed`` is the word when it holds."""
    excess = {"=": f"ABS({difference})", "<=": difference, ">=": f"-{difference}"}[relation]
    failed = f'"{fail_word(rule)}"'
    if allowed != "0":
        failed = f'IF({excess}<{allowed}+{_HALF},"{ROUNDING}",{failed})'
    return f'IF({excess}<{_HALF},"{passed}",{failed})'


def verdict_word(rule: RuleSpec, relation: str, left: Side, right: Side, passed: str) -> str:
    """The word that the verdict formula gives now."""
    allowed = tolerance(rule.kind, left.counted, right.counted)
    status = verdict(relation, left.value - right.value, allowed)
    return {Status.PASSED: passed, Status.ROUNDING: ROUNDING, Status.FAILED: fail_word(rule)}[status]
