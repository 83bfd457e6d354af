"""Some tables of an opened workbook, copied to be changed, and what could not be said about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.marking.open_points import put_open_points
from juesuan.fill.changes import Change, ChangeKind
from juesuan.fill.writing import Prepared, open_workbook, prepare
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Table
from juesuan.model.reference import Address, CellRef
from juesuan.narrative.figures import Figure
from juesuan.narrative.spec import load_narrative
from juesuan.narrative.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan.books.package import Package
    from juesuan.model.disclosure import Disclosure


@dataclass(frozen=True, slots=True)
class Gap:
    """What the figures cannot say and the officer has to: a Chinese sentence, and the cell it is about."""

    sentence: str
    address: Address

    def __str__(self) -> str:
        return f"{self.address}：{self.sentence}"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A workbook about to be filled. ``sentences`` say what the figures come to, ``gaps`` what is left."""

    prepared: Prepared
    sentences: tuple[str, ...]
    gaps: tuple[Gap, ...]


class Draft:
    """Copies of some tables; what is put into them is written, everything else stays as it is."""

    def __init__(self, path: Path | str, layout_id: str | None, names: tuple[str, ...]) -> None:
        """Open the workbook. Raises ReadError when it is none, or lacks one of the tables."""
        self._opened = open_workbook(path, layout_id)
        self.disclosure: Disclosure = self._opened.disclosure
        self._tables: dict[str, Table] = {}
        for name in names:
            table = self.disclosure.form(name)
            if table is None:
                raise ReadError(_lacking(self.disclosure, name, path), str(path))
            self._tables[name] = copied(table)
        self._reasons: dict[CellRef, str] = {}
        self.gaps: list[Gap] = []
        self.sentences: list[str] = []
        spec = load_narrative(self.disclosure.layout.id, self.disclosure.unit)
        decimals = self.disclosure.layout.percent_decimals
        self._wording = spec.wording if spec else Wording(2, decimals, unit=self.disclosure.unit)

    def amount(self, ref: CellRef) -> Amount:
        """A figure as it will be; of a table that is not changed, as it is."""
        table = self._tables.get(ref.table)
        return table.amount(ref.row, ref.column) if table else self.disclosure.amount(ref)

    def put(self, ref: CellRef, amount: Amount, why: str) -> None:
        """Let a cell say an amount. A row that the workbook does not have stays unfilled."""
        row = self._tables[ref.table].find(ref.row)
        if row is None or ref.column not in row.columns:
            return
        if amount.blank:
            row.amounts.pop(ref.column, None)
        else:
            row.amounts[ref.column] = amount
        self._reasons[ref] = why

    def leave(self, sentence: str, ref: CellRef) -> None:
        """Leave something to the officer."""
        self.gaps.append(Gap(sentence, self.disclosure.address(ref)))

    def compare(self, name: str, now: CellRef, before: CellRef, budget: CellRef, plan: str) -> None:
        """Say what a figure comes to, against the budget (``plan`` is its name) and against last year.

        No percentage is stated on a base of zero, none against what is not known.
        """
        known = [None if self.amount(ref).blank else self.amount(ref) for ref in (before, budget)]
        figure = Figure(name, self.amount(now), self._wording, *known)
        if figure.zero and not any(amount.value for amount in known if amount):
            return
        parts = [f"{name} {figure}"]
        if figure.planned:
            parts.append(f"{plan} {figure.plan}")
            parts += [f"完成预算的 {figure.completion}"] if figure.completion else []
        if known[0] is not None:
            last = self._wording.amount(known[0].value)
            parts.append(f"比上年的 {last}{figure.change}" if figure.change else f"与上年的 {last}相同")
            parts += [figure.growth] if figure.growth else []
        self.sentences.append("，".join(parts))

    def finish(self, *, marked: bool = False) -> Drafted:
        """Work out what changes in the workbook; nothing is written yet.

        With ``marked`` the cells that are left to the officer get a note that says what is missing; notes of
        an earlier run that are no longer true go.
        """
        tables = {name: table for name, table in self._tables.items() if name in self.disclosure.tables}
        supporting = {name: table for name, table in self._tables.items() if name not in tables}
        wanted = replace(self.disclosure, tables=tables, supporting=supporting)
        prepared = prepare(
            self._opened,
            wanted,
            why=lambda ref: self._reasons.get(ref, "保持原数"),
            sheets=self._notes if marked else None,
        )
        return Drafted(prepared, tuple(self.sentences), tuple(self.gaps))

    def _notes(self, package: Package) -> Iterator[Change]:
        points: dict[Address, str] = {}
        for gap in self.gaps:
            said = points.get(gap.address)
            points[gap.address] = f"{said}；{gap.sentence}" if said else gap.sentence
        sheets = {table.sheet for table in self._tables.values()}
        for sheet, a1, before, after in put_open_points(package, sheets, points):
            why = "留待填写" if after else "已经填写"
            yield Change(ChangeKind.NOTE, CellRef("", "", ""), Address(sheet, a1), before, after, why)


def total(*amounts: Amount) -> Amount:
    """The sum of some amounts; blank where none of them states anything."""
    if all(amount.blank for amount in amounts):
        return Amount()
    return Amount(sum(amount.value for amount in amounts))


def copied(table: Table) -> Table:
    """A table with rows of its own, to be changed."""
    rows = [replace(row, columns=dict(row.columns), amounts=dict(row.amounts)) for row in table.listing]
    return Table(table.spec, table.sheet, rows)


def _lacking(disclosure: Disclosure, name: str, path: Path | str) -> str:
    title = disclosure.layout.forms[name].title
    if name in disclosure.layout.supporting:
        how = "旧模板没有附表，请换用新模板，或从新模板复制这张表"
        return f"文件“{path}”里没有附表《{title}》：{how}（juesuan template build 生成模板）。"
    return f"文件“{path}”里没有读到《{title}》，无法填写；请检查这张表的标题和表头。"
