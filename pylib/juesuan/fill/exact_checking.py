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
        if name in known:
            yield from _rows(published, name, exact)


def _rows(published: Disclosure, name: str, exact: ExactFigures) -> Iterator[ExactFinding]:
    """Rows that have come or gone since: subjects that are no longer listed, and subjects listed again."""
    table = published.tables[name]
    gone = {ref.row: ref for ref in exact.fen if ref.table == name and table.find(ref.row) is None}
    for row, ref in gone.items():
        most = max((abs(fen) for one, fen in exact.fen.items() if (one.table, one.row) == (name, row)))
        if most >= _STEP:
            stated = f"元数是 {format_hundredths(exact.fen[ref])} 元（{ref.column}）"
            what = f"{table.sheet} 没有 {row} 这一行，{stated}"
            yield _found(
                ExactKind.NOT_ROUNDED, ref, -round(exact.fen[ref] / _STEP), published, f"{what}：取数后改过"
            )
    for extra in table.listing:
        amount = next((amount for amount in extra.amounts.values() if amount.value), None)
        if amount is not None and extra is not table.find(extra.id):
            place = f"{table.sheet} 第 {(extra.sheet_row or 0) + 1} 行"
            ref = CellRef(name, extra.id, next(iter(extra.amounts)))
            what = f"{place}：{extra.id} 又列了一次，有金额 {amount}：取数后改过"
            yield _found(ExactKind.NOT_ROUNDED, ref, amount.value, published, what)


def _found(
    kind: ExactKind, ref: CellRef, difference: int, published: Disclosure, sentence: str
) -> ExactFinding:
    return ExactFinding(kind, ref, published.address(ref), difference, f"{sentence}。")
