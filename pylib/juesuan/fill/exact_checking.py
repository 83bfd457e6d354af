"""The published figures held against the 元 figures they come from: nothing tolerated, all explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan.books.exact_sheet import ExactFigures
from juesuan.model.amount import format_hundredths
from juesuan.model.disclosure import Disclosure, Row, Table
from juesuan.model.finding import Status
from juesuan.model.reference import CellRef
from juesuan.rounding.identities import RuleBook
from juesuan.rounding.reasons import identity_text
from juesuan.rules.evaluate import evaluate
from juesuan.rules.wording import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.reference import Address

_STEP = 10_000  # fen in 0.01 万元


class ExactKind(StrEnum):
    """What the 元 figures say about the published ones; the value is what people read."""

    SOURCE_WRONG = "元数不等"  # the 元 figures themselves do not add up
    NOT_ROUNDED = "不是元数折算的"  # a figure is not the 元 figure rounded down or up
    ROUNDING = "尾差"  # the 元 figures add up, the rounded ones differ


@dataclass(frozen=True, slots=True)
class ExactFinding:
    """One result. ``difference`` is in hundredths of 万元, for 元数不等 in fen."""

    kind: ExactKind
    ref: CellRef
    address: Address
    difference: int
    sentence: str


def exact_check(published: Disclosure, exact: ExactFigures) -> list[ExactFinding]:
    """Recompute every identity with the 元 figures (tolerance 0), and explain each difference in 万元.

    ``published`` is in 万元. Raises ValueError for another unit.
    """
    if published.unit != "万元":
        raise ValueError("published figures have to be in 万元")
    yuan = _in_yuan(published, exact)
    return [*_sums(published, yuan), *_figures(published, exact)]


def _in_yuan(published: Disclosure, exact: ExactFigures) -> Disclosure:
    """The published tables with their 元 figures."""
    tables = {}
    for name, table in published.tables.items():
        listing = []
        for row in table.listing:
            columns = [column.id for column in table.spec.amounts]
            amounts = {
                column: exact.amount(CellRef(name, row.id, column))
                for column in columns
                if CellRef(name, row.id, column) in exact.fen
            }
            listing.append(Row(row.id, row.label, row.code, row.sheet_row, row.columns, amounts))
        tables[name] = Table(table.spec, table.sheet, listing)
    return replace(published, tables=tables, supporting={}, unit="元")


def _sums(published: Disclosure, yuan: Disclosure) -> Iterator[ExactFinding]:
    identities = RuleBook(yuan).identities()
    for instance in identities.wrong:
        residual = evaluate(instance, yuan.amount, exact=True).residual
        gap = f"相差 {format_hundredths(abs(residual))} 元，元数本身就不相等，请核对来源"
        yield _found(
            ExactKind.SOURCE_WRONG, instance.subject, residual, published, identity_text(instance, yuan) + gap
        )
    for instance in identities.binding:
        result = evaluate(instance, published.amount, exact=True)
        if result.status is Status.FAILED:
            gap = format_hundredths(abs(result.residual))
            why = f"按元数相等，各数分别四舍五入后相差 {gap} 万元"
            sentence = f"{identity_text(instance, published)}：{why}"
            yield _found(ExactKind.ROUNDING, instance.subject, result.residual, published, sentence)


def _figures(published: Disclosure, exact: ExactFigures) -> Iterator[ExactFinding]:
    known = {ref.table for ref in exact.fen}
    for name, table in published.tables.items():
        for row in table.rows.values() if name in known else ():
            for column in (spec.id for spec in table.spec.amounts):
                ref = CellRef(name, row.id, column)
                fen, stated = exact.fen.get(ref, 0), row.amount(column).value
                if abs(stated * _STEP - fen) >= _STEP:
                    was = f"元数是 {format_hundredths(fen)} 元" if fen else "元数表里没有这个数"
                    sentence = (
                        f"{label_of(ref, published)} 是 {format_hundredths(stated)} 万元，{was}：取数后改过"
                    )
                    yield _found(ExactKind.NOT_ROUNDED, ref, stated - round(fen / _STEP), published, sentence)


def _found(
    kind: ExactKind, ref: CellRef, difference: int, published: Disclosure, sentence: str
) -> ExactFinding:
    return ExactFinding(kind, ref, published.address(ref), difference, f"{sentence}。")
