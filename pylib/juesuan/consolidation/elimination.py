"""Transfers between members taken out of the department's figures, as much as both sides state.

The result is like one more unit, with negative figures: income and expenditure of the department shrink by
the same amount, so that what balanced before balances after.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.wording import plain
from juesuan.consolidation.member import Member, by_name
from juesuan.consolidation.transfers import Transfer, TransferKind, leaves
from juesuan.model.amount import amount_from_number, format_hundredths
from juesuan.model.reference import CellRef
from juesuan.rules.instances import universe_of
from juesuan.rules.totals import defining_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.layout import Layout

_STEP = 10_000  # fen in 0.01 万元
_FEW = 3


@dataclass(slots=True)
class Side:
    """One side of transfers: what a unit's column states by subject, as far as it is not yet taken out."""

    member: Member
    table: str
    column: str
    left: dict[str, int]

    def stated(self, code: str) -> int:
        """What is left under a subject, or altogether."""
        return sum(amount for own, amount in self.left.items() if own.startswith(code))

    def take(self, code: str, amount: int) -> dict[str, int] | None:
        """Take an amount out, and return it by subject; None where it is not clear from which."""
        open_codes = [own for own in self.left if own.startswith(code) and self.left[own] > 0]
        if amount == self.stated(code):
            taken = {own: self.left[own] for own in open_codes}
        elif len(open_codes) == 1:
            taken = {open_codes[0]: amount}
        else:
            return None
        for own, part in taken.items():
            self.left[own] -= part
        return taken


@dataclass(slots=True)
class Elimination:
    """What was taken out. ``figures`` are negative, in hundredths of the unit that was worked in.

    ``differences`` are sentences about transfers that both sides do not state alike or that could not be
    taken out, ``notes`` about what was left in and may be right.
    """

    figures: dict[CellRef, int] = field(default_factory=dict)
    taken: list[tuple[Transfer, int]] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Eliminator:
    """Takes transfers out one by one; figures are those of the members, or ``exact`` in fen."""

    def __init__(self, members: Sequence[Member], unit: str, *, exact: bool) -> None:
        """Note what the members state in the four columns."""
        self._members = by_name(members)
        self._unit = "元" if exact else unit
        self._result = Elimination()
        self._sides: dict[tuple[str, str], Side] = {}
        for member in members:
            figures = member.exact if exact and member.exact is not None else member.figures
            for kind in TransferKind:
                for table, column in (("expenditure", kind.paid), ("income", kind.received)):
                    left = {code: amount for code, amount in leaves(figures, table, column) if amount > 0}
                    self._sides[plain(member.name), column] = Side(member, table, column, left)

    def eliminate(self, transfers: Sequence[Transfer], layout: Layout) -> Elimination:
        """Take out all transfers, those with an amount first. Raises ReadError for one that is no member."""
        self._refuse_strangers(transfers)
        for transfer in sorted(transfers, key=lambda transfer: transfer.amount is None):
            self._one(transfer, transfers, layout)
        self._result.notes += self._remainders(transfers)
        return self._result

    def _refuse_strangers(self, transfers: Sequence[Transfer]) -> None:
        for transfer in transfers:
            for name in (transfer.payer, transfer.receiver):
                if plain(name) not in self._members:
                    close = get_close_matches(plain(name), self._members, n=1)
                    meant = (
                        f"，是不是“{self._members[close[0]].name}”？" if close else "，请照封面的单位名称写。"
                    )
                    raise ReadError(f"{transfer.place}的“{name}”不在要汇总的单位里{meant}")
            if plain(transfer.payer) == plain(transfer.receiver):
                raise ReadError(f"{transfer.place}的付出单位和收到单位是同一个：{transfer.payer}。")

    def _one(self, transfer: Transfer, transfers: Sequence[Transfer], layout: Layout) -> None:
        payer = self._sides[plain(transfer.payer), transfer.kind.paid]
        receiver = self._sides[plain(transfer.receiver), transfer.kind.received]
        ends = ((payer, transfer.payer_code), (receiver, transfer.receiver_code))
        stated = [side.stated(code) for side, code in ends]
        if transfer.amount is not None:
            wanted = self._in_our_unit(transfer, stated)
        elif self._alone(transfer, transfers, payer=True) and self._alone(transfer, transfers, payer=False):
            wanted = max(stated)
        elif self._alone(transfer, transfers, payer=False):
            wanted = stated[1]
        elif self._alone(transfer, transfers, payer=True):
            wanted = stated[0]
        else:
            self._complain(transfer, "付出、收到两边都不止一笔，分不清各是多少，没有抵销：请写明金额")
            return
        amount = min(wanted, *stated)
        if any(one != wanted for one in stated if one < wanted) or not amount:
            self._complain(transfer, self._gap(transfer, wanted, stated, amount))
        if amount:
            self._take(transfer, ends, amount, layout)

    def _take(
        self, transfer: Transfer, ends: tuple[tuple[Side, str], ...], amount: int, layout: Layout
    ) -> None:
        before = [dict(side.left) for side, _ in ends]
        parts = [side.take(code, amount) for side, code in ends]
        for (side, _), part in zip(ends, parts, strict=True):
            if part is None:
                for (each, _), left in zip(ends, before, strict=True):
                    each.left = left
                codes = "、".join(side.left)
                what = f"“{side.member.name}”的{side.column}涉及几个科目（{codes}）"
                self._complain(transfer, f"{what}，分不清从哪个科目抵销，没有抵销：请写明科目")
                return
        for (side, _), part in zip(ends, parts, strict=True):
            for code, share in (part or {}).items():
                for ref in _cells(side, code, layout):
                    self._result.figures[ref] = self._result.figures.get(ref, 0) - share
        self._result.taken.append((transfer, amount))

    def _in_our_unit(self, transfer: Transfer, stated: Sequence[int]) -> int:
        """The declared amount in hundredths of the unit worked in.

        One in 万元 stands for every 元 figure that rounds to it.
        """
        hundredths = amount_from_number(transfer.amount or Decimal(0)).value
        if transfer.unit == self._unit:
            return hundredths
        if self._unit == "万元":
            return _nearest(hundredths)
        alike = [fen for fen in stated if _nearest(fen) == hundredths]
        return min(alike) if alike else hundredths * _STEP

    def _alone(self, transfer: Transfer, transfers: Sequence[Transfer], *, payer: bool) -> bool:
        """Whether no other transfer without amount shares this side."""

        def end(one: Transfer) -> tuple[TransferKind, str]:
            return one.kind, plain(one.payer if payer else one.receiver)

        def code(one: Transfer) -> str:
            return one.payer_code if payer else one.receiver_code

        return not any(
            other is not transfer
            and other.amount is None
            and end(other) == end(transfer)
            and (code(other).startswith(code(transfer)) or code(transfer).startswith(code(other)))
            for other in transfers
        )

    def _gap(self, transfer: Transfer, wanted: int, stated: Sequence[int], amount: int) -> str:
        declared = f"声明 {format_hundredths(wanted)}，" if transfer.amount is not None else ""
        paid = f"“{transfer.payer}”的{transfer.kind.paid} {format_hundredths(stated[0])}"
        received = f"“{transfer.receiver}”的{transfer.kind.received} {format_hundredths(stated[1])}"
        done = f"按 {format_hundredths(amount)} 抵销" if amount else "没有抵销"
        gap = format_hundredths(max(wanted, *stated) - min(wanted, *stated))
        return f"{declared}{paid}，{received}，相差 {gap} {self._unit}，{done}"

    def _complain(self, transfer: Transfer, what: str) -> None:
        self._result.differences.append(f"{transfer.place}：{what}")

    def _remainders(self, transfers: Sequence[Transfer]) -> Iterator[str]:
        """What is left in the four columns: it may have come from outside, or nobody declared it."""
        declared = {(plain(one.payer), one.kind.paid) for one in transfers}
        declared |= {(plain(one.receiver), one.kind.received) for one in transfers}
        silent: list[Side] = []
        for key, side in self._sides.items():
            if side.stated("") and key in declared:
                yield f"{self._left_in(side)}没有抵销，请确认是与汇总范围以外的往来"
            elif side.stated(""):
                silent.append(side)
        if silent:
            few = "、".join(self._left_in(side) for side in silent[:_FEW])
            more = f"等 {len(silent)} 项" if len(silent) > _FEW else ""
            how = "用 --write-transfers 写出清单，填好再汇总"
            yield f"没有声明是否单位之间的往来，没有抵销：{few}{more}（{how}）"

    def _left_in(self, side: Side) -> str:
        return f"“{side.member.name}”的{side.column} {format_hundredths(side.stated(''))} {self._unit}"


def _cells(side: Side, code: str, layout: Layout) -> Iterator[CellRef]:
    """The cells of the department that a subject's figure itself is in, its line of the 总表 too."""
    yield CellRef(side.table, code, side.column)
    total = layout.tables.get("total")
    if total is None:
        return
    column = total.amounts[0].id
    if side.table == "income":
        yield CellRef("total", side.column, column)
    for row in total.rows if side.table == "expenditure" else ():
        if row.code == code[:3]:
            yield CellRef("total", row.id, column)


def with_totals(figures: Mapping[CellRef, int], tables: Disclosure) -> dict[CellRef, int]:
    """Figures that are taken out together with what they take out of the totals above them."""
    result = dict(figures)
    for total, addends in defining_sums(universe_of(tables)).items():
        change = sum(addend.sign * result.get(addend.ref, 0) for addend in addends)
        if change and total not in figures:
            result[total] = change
    return result


def _nearest(fen: int) -> int:
    return (2 * fen + _STEP) // (2 * _STEP)
