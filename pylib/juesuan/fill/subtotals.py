"""Tables listed by subject put in order: sorted, parents there, totals the sums of what is below them.

What protects a correctly rounded total: a constant that differs from the sum of its printed parts by no more
than rounding can cause is kept, and so is one whose 元 figure (sheet 元数) rounds to it. A total without any
part is kept as well: somebody stated it, and nothing says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.wording import plain
from juesuan.fill.writing import open_workbook, prepare
from juesuan.model.amount import Amount, format_hundredths
from juesuan.model.disclosure import Row, Table
from juesuan.model.reference import CellRef
from juesuan.model.rule import Kind
from juesuan.model.table import TOTAL_ROW
from juesuan.recalc.coverage import summed_cells
from juesuan.recalc.formula import CannotEvaluate, parse
from juesuan.rules.evaluate import tolerance
from juesuan.rules.instances import universe_of
from juesuan.rules.totals import defining_sums
from juesuan.rules.wording import label_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from juesuan.fill.writing import Prepared
    from juesuan.model.disclosure import Disclosure
    from juesuan.rules.instances import Addend

_LEVELS = (3, 5, 7)
_STEP = 10_000  # fen in 0.01 万元


@dataclass(frozen=True, slots=True)
class Subtotalled:
    """What a workbook becomes.

    ``kept`` are sentences about totals that are no sums and were left alone, ``codeless`` about rows that
    have a figure and no code, so that no total can include them, ``nameless`` about subjects that nobody
    has given a name.
    """

    prepared: Prepared
    kept: tuple[str, ...]
    codeless: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()


def subtotal(
    workbook: Path | str,
    tables: Collection[str] = (),
    *,
    rebuild: bool = False,
    layout_id: str | None = None,
) -> Subtotalled:
    """Work out how the tables listed by subject are put in order; nothing is written yet.

    ``tables`` are ids, none for all. With ``rebuild`` totals that rounding explains become sums as well.
    Raises ReadError when a subject stands twice in a table: nobody but the officer can say which one counts.
    """
    opened = open_workbook(workbook, layout_id)
    wanted, kept = subtotalled(opened.disclosure, tables, rebuild=rebuild)
    codeless = tuple(_codeless(opened.disclosure, wanted.tables))
    nameless = tuple(_nameless(wanted))
    return Subtotalled(prepare(opened, wanted, why=lambda _: "各项之和"), kept, codeless, nameless)


def subtotalled(
    disclosure: Disclosure,
    tables: Collection[str] = (),
    *,
    rebuild: bool = False,
) -> tuple[Disclosure, tuple[str, ...]]:
    """The tables listed by subject as they are to be, only these, and sentences about totals that were kept.

    A table without subjects is none of them: its blank rows are there to be filled in. Raises ReadError when
    a subject stands twice in a table.
    """
    ordering = _Ordering(disclosure, rebuild=rebuild)
    return ordering.disclosure(tables), tuple(ordering.kept)


class _Ordering:
    def __init__(self, now: Disclosure, *, rebuild: bool) -> None:
        self._now = now
        self._rebuild = rebuild
        self._exact = now.exact if now.unit == "万元" else {}
        self.kept: list[str] = []

    def disclosure(self, tables: Collection[str]) -> Disclosure:
        """The listed tables as they are to be; only these."""
        chosen = {
            name: table
            for name, table in self._now.tables.items()
            if table.spec.listed and table.by_code and (not tables or name in tables)
        }
        for table in chosen.values():
            self._refuse_repeated(table)
        wanted = replace(
            self._now, tables={name: _sorted(table, self._now) for name, table in chosen.items()}
        )
        for ref, addends in defining_sums(universe_of(wanted)).items():
            row = wanted.tables[ref.table].find(ref.row) if ref.table in wanted.tables else None
            if row is not None and ref.column in row.columns:
                self._settle(ref, row, addends, wanted)
        return wanted

    def _settle(self, ref: CellRef, row: Row, addends: Sequence[Addend], wanted: Disclosure) -> None:
        """Give a total its sum, unless what it says is to be kept."""
        stated = row.amount(ref.column)
        values = [(addend.sign, wanted.amount(addend.ref)) for addend in addends]
        computed = sum(sign * amount.value for sign, amount in values)
        filled = sum(bool(amount.value) for _, amount in values)
        if stated.value != computed and not stated.blank:
            gap = f"{label_of(ref, wanted)} {stated}，各项之和 {format_hundredths(computed)}"
            if not filled and ref not in self._now.formulas:
                self.kept.append(f"{gap}：没有明细，原数没有改动")
                return
            if self._protected(ref, stated, computed, filled):
                self.kept.append(f"{gap}：差额在四舍五入允许之内，原数没有改动（--rebuild 改成各项之和）")
                return
        if computed or not stated.blank:
            row.amounts[ref.column] = Amount(computed)

    def _protected(self, ref: CellRef, stated: Amount, computed: int, filled: int) -> bool:
        """Whether a total that is not the sum may be the correctly rounded one."""
        if self._rebuild or self._is_plain_sum(ref):
            return False
        fen = self._exact.get(ref)
        if fen is not None:
            return abs(stated.value * _STEP - fen) < _STEP
        return self._now.unit != "元" and abs(stated.value - computed) <= tolerance(Kind.SUM, 1, filled)

    def _is_plain_sum(self, ref: CellRef) -> bool:
        """A formula that adds up cells has nothing to do with rounding: it adds up the wrong ones."""
        formula = self._now.formulas.get(ref)
        if formula is None:
            return False
        try:
            return summed_cells(parse(formula), self._now.tables[ref.table].sheet) is not None
        except CannotEvaluate:
            return False

    def _refuse_repeated(self, table: Table) -> None:
        seen: dict[str, Row] = {}
        for row in table.listing:
            first = seen.setdefault(row.code, row) if row.code else row
            if first is not row:
                rows = f"第 {(first.sheet_row or 0) + 1} 行和第 {(row.sheet_row or 0) + 1} 行"
                what = f"工作表“{table.sheet}”{rows}都是科目 {row.code}，请先合并成一行再重算小计"
                raise ReadError(f"{what}：{self._now.path}", self._now.path)


def _codeless(disclosure: Disclosure, tables: Collection[str]) -> Iterator[str]:
    """Rows with a figure and without a code; the catalogue may know the code of their name."""
    codes: dict[str, list[str]] = {}
    for code, subject in disclosure.layout.function_codes.items():
        codes.setdefault(plain(subject.name), []).append(code)
    for name in tables:
        table = disclosure.tables[name]
        for row in table.listing:
            stated = next((amount for amount in row.amounts.values() if amount.value), None)
            if stated is None or row.code or row.id == TOTAL_ROW:
                continue
            place = f"{table.sheet} 第 {(row.sheet_row or 0) + 1} 行"
            place += f"“{row.label}”" if row.label else ""
            meant = codes.get(plain(row.label), [])
            hint = f"，科目目录里“{row.label}”是 {'、'.join(meant[:3])}" if meant else ""
            what = f"{place}有金额 {stated}，没有科目编码"
            yield f"{what}；请填写编码后重新运行{hint}"


def _nameless(wanted: Disclosure) -> Iterator[str]:
    """Subjects without a name that the catalogue does not know either, a sentence for each table."""
    for table in wanted.tables.values():
        codes = [row.code for row in table.listing if row.code and row.label in {"", row.code}]
        if codes:
            how = "请填写名称，或先用 juesuan catalog import 导入本年完整的目录"
            yield f"{table.sheet} {'、'.join(codes)}：科目目录里没有这些编码，{how}"


def _sorted(table: Table, disclosure: Disclosure) -> Table:
    """Subjects in order of their codes, with parents; rows without code stay out of the listing."""
    codes = _codes(table)
    model = next(iter(table.listing), None)
    columns = dict(model.columns) if model else {}
    total = table.rows.get(TOTAL_ROW)
    rows = []
    for code in codes:
        row = table.by_code.get(code)
        subject = disclosure.layout.function_codes.get(code)
        name = subject.name if subject else ""
        if row is None:
            rows.append(Row(code, name, code, None, columns, {}))
        else:
            label = row.label if row.label and row.label != code else name
            rows.append(Row(row.id, label, row.code, row.sheet_row, row.columns, dict(row.amounts)))
    if total is not None:
        copy = Row(total.id, total.label, None, total.sheet_row, total.columns, dict(total.amounts))
        last = bool(table.listing) and table.listing[-1] is total and len(table.listing) > 1
        rows = [*rows, copy] if last else [copy, *rows]
    return Table(table.spec, table.sheet, rows)


def _codes(table: Table) -> list[str]:
    """All subjects to list: those there, and their parents; not parents whose children are all gone."""
    there = set(table.by_code)
    wanted = there | {code[:length] for code in there for length in _LEVELS if length < len(code)}
    return sorted(code for code in wanted if not _deserted(code, table, there))


def _deserted(code: str, table: Table, there: Collection[str]) -> bool:
    """A parent without children and without a figure of its own is an empty row."""
    row = table.by_code.get(code)
    if row is None or len(code) >= _LEVELS[-1]:
        return False
    below = any(other != code and other.startswith(code) for other in there)
    return not below and not any(amount.value for amount in row.amounts.values())
