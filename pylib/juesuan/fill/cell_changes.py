"""The cells of a rearranged workbook that have to say something else: names, figures, sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package import CellEdit
from juesuan.books.reading import disclosure_of
from juesuan.books.wording import plain
from juesuan.fill.changes import Change, ChangeKind
from juesuan.layouts.grid import lay_out
from juesuan.model.amount import BLANK, Amount
from juesuan.model.disclosure import Doubt
from juesuan.model.reference import Address, CellRef, a1, column_letters
from juesuan.model.table import TOTAL_ROW
from juesuan.recalc.coverage import Form, summed_cells
from juesuan.recalc.formula import CannotEvaluate, parse
from juesuan.recalc.places import Place
from juesuan.recalc.refresh import refresh
from juesuan.recalc.totals import sum_formula
from juesuan.rules.instances import universe_of
from juesuan.rules.totals import defining_sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from juesuan.books.listed_region import ListedRegion
    from juesuan.books.sheets import Book
    from juesuan.fill.arranging import Arrangement
    from juesuan.fill.writing import Opened
    from juesuan.model.disclosure import Disclosure, Row
    from juesuan.rules.instances import Addend

_SUM = "合计改为公式"
_TEXT = "文本改为数字"
_NO_SUBJECTS = "原来加的科目已删去"
_LEVEL = "级次"  # heading of the template's column beside the table
_NOT_A_SUM = "合计与各项之和有尾差，填入数字"


class CellWriter:
    """Compares every cell of the wanted tables with the workbook, in which the rows are in place already.

    After ``changes`` has run, ``edits`` holds what to write by sheet and cell, ``unplaced`` sentences about
    figures without a cell.
    """

    def __init__(
        self,
        book: Book,
        opened: Opened,
        wanted: Disclosure,
        regions: Mapping[str, ListedRegion],
        arrangements: Mapping[str, Arrangement],
        why: Callable[[CellRef], str],
    ) -> None:
        """``book`` is the rearranged workbook, ``opened`` what it was before."""
        self._book, self._wanted, self._regions, self._arrangements = book, wanted, regions, arrangements
        self._why = why
        now = refresh(disclosure_of(book, opened.layout.id), book)
        self._listed = {
            (name, row.sheet_row): row
            for name, table in now.forms.items()
            for row in table.listing
            if table.spec.listed
        }
        self._by_id = {
            (name, row.id): row for name, table in now.forms.items() for row in table.rows.values()
        }
        self._tables = now.forms
        self._texts = {remark.address for remark in now.remarks if remark.doubt is Doubt.TEXT_AMOUNT}
        self._sums = defining_sums(universe_of(wanted))
        self._places: dict[CellRef, Place] = {}
        self.edits: dict[str, dict[str, CellEdit]] = {}
        self.unplaced: list[str] = []

    @property
    def settled(self) -> set[tuple[str, str]]:
        """Sheet and address of every cell that is written, and of every total that has been looked at."""
        written = {(sheet, cell) for sheet, cells in self.edits.items() for cell in cells}
        return written | {self._places[ref].address for ref in self._sums if ref in self._places}

    def changes(self) -> Iterator[Change]:
        """Go through all wanted cells, table by table."""
        for name, table in self._wanted.forms.items():
            if name in self._tables:
                for row in table.rows.values():
                    self._locate(name, row)
            elif any(amount.value for row in table.listing for amount in row.amounts.values()):
                kind = "附表" if name in self._wanted.supporting else ""
                self.unplaced.append(f"工作簿里没有{kind}《{table.spec.title}》，这张表没有填写")
        for name, table in self._wanted.forms.items():
            for row in table.rows.values() if name in self._tables else ():
                yield from self._labels(name, row)
                for column in {**row.columns, **row.amounts}:
                    yield from self._figure(CellRef(name, row.id, column), row.amount(column))

    def corrections(self, result: Disclosure) -> Iterator[Change]:
        """Formulas that were right and, now that their parts have changed, no longer are: figures instead.

        ``result`` is the workbook as it reads with all changes so far; ``edits`` are then only the new ones.
        """
        self.edits = {}
        for ref, place in self._places.items():
            wanted, found = self._wanted.amount(ref), result.amount(ref)
            formula = result.formulas.get(ref, "")
            if formula and found.value != wanted.value:
                value = wanted.decimal() if wanted.value else None
                self._edit(place.address, CellEdit(value=value, formula=None))
                after = str(wanted) if wanted.value else ""
                yield Change(ChangeKind.FIGURE, ref, place.address, _cell(formula, found), after, _NOT_A_SUM)

    def _locate(self, table: str, row: Row) -> None:
        """Find the cells of a wanted row."""
        arrangement, region = self._arrangements.get(table), self._regions.get(table)
        sheet = self._tables[table].sheet
        if arrangement is not None and region is not None and row.code:
            number, columns = arrangement.rows[row.code] - 1, region.columns.amounts
        else:
            there = self._by_id.get((table, row.id))
            if there is None or there.sheet_row is None:
                if any(amount.value for amount in row.amounts.values()):
                    self.unplaced.append(f"工作表“{sheet}”里没有“{row.label or row.id}”行，这一行没有填写")
                return
            number, columns = there.sheet_row, there.columns
        for column, index in columns.items():
            self._places[CellRef(table, row.id, column)] = Place(sheet, number, index)

    def _labels(self, table: str, row: Row) -> Iterator[Change]:
        """Code and name of a listed row, where they are missing, or a code is a number."""
        arrangement, region = self._arrangements.get(table), self._regions.get(table)
        if arrangement is None or region is None or not row.code:
            return
        columns, number = region.columns, arrangement.rows[row.code] - 1
        added = row.code in arrangement.added
        texts = dict(self._code_texts(region, row.code)) if added else {}
        if not added and columns.codes and not region.splits_codes:
            stated = self._book.sheets[region.sheet.name].grid[number][columns.codes[0]]
            if isinstance(stated, float | int) or (stated != row.code and plain(str(stated)) == row.code):
                texts[columns.codes[0]] = row.code
        name = row.label
        if columns.name is not None and name and not self._text(region, number, columns.name):
            texts[columns.name] = name if columns.codes else f"{row.code} {name}"
        for column, text in texts.items():
            address = Address(region.sheet.name, a1(number, column))
            self._edit(address, CellEdit(value=text, formula=None))
            if not added:
                before = self._text(region, number, column)
                why = "科目编码改为文本" if before else "按科目目录补名称"
                yield Change(ChangeKind.TEXT, CellRef(table, row.id, ""), address, before, text, why)

    def _text(self, region: ListedRegion, number: int, column: int) -> str:
        return self._book.sheets[region.sheet.name].text(number, column)

    def _code_texts(self, region: ListedRegion, code: str) -> Iterator[tuple[int, str]]:
        columns = region.columns.codes
        if region.splits_codes and len(columns) >= 3:
            yield from zip(columns, filter(None, (code[:3], code[3:5], code[5:7])), strict=False)
        elif columns:
            yield columns[0], code

    def _figure(self, ref: CellRef, wanted: Amount) -> Iterator[Change]:
        place = self._places.get(ref)
        if place is None:
            row = self._wanted.forms[ref.table].find(ref.row)
            located = (
                row is not None and CellRef(ref.table, ref.row, next(iter(row.columns), "")) in self._places
            )
            if wanted.value and located:
                title = self._wanted.forms[ref.table].spec.title
                self.unplaced.append(f"《{title}》里没有找到“{ref.column}”栏，{ref.row} 的 {wanted} 没有填写")
            return
        there = self._listed.get((ref.table, place.row)) or self._by_id.get((ref.table, ref.row))
        present = there.amount(ref.column) if there else BLANK
        formula = self._book.sheets[place.sheet].scan.formulas.get((place.row, place.column), "")
        addends = self._sums.get(ref)
        if addends is not None and self._add_up(addends) == wanted.value and self._all_placed(addends):
            yield from self._sum(ref, place, wanted, (present, formula, addends))
        elif "#REF!" in formula and not wanted.value:
            new = self._sum_of_items(ref, place)
            self._edit(place.address, CellEdit(value=None, formula=new.removeprefix("=") or None))
            yield Change(ChangeKind.FORMULA, ref, place.address, formula, new, _NO_SUBJECTS)
        elif self._shown(ref, present) != self._shown(ref, wanted) or place.address in self._texts:
            why = self._why(ref) if addends is None else _NOT_A_SUM
            why = why if present.value != wanted.value else _TEXT
            shown = self._shown(ref, wanted)
            self._edit(place.address, CellEdit(value=shown.decimal(), formula=None))
            yield Change(ChangeKind.FIGURE, ref, place.address, _cell(formula, present), str(shown), why)

    def _shown(self, ref: CellRef, amount: Amount) -> Amount:
        """A published table shows no zero; on a supporting sheet 0 says something that blank does not."""
        kept = amount.value or (ref.table in self._wanted.supporting and not amount.blank)
        return Amount(amount.value) if kept else BLANK

    def _sum(
        self, ref: CellRef, place: Place, wanted: Amount, there: tuple[Amount, str, Sequence[Addend]]
    ) -> Iterator[Change]:
        """A total that is the sum of its parts is a formula over them."""
        present, formula, addends = there
        form = {self._places[addend.ref]: addend.sign for addend in addends}
        new = formula if formula and _form(formula, place.sheet) == form else ""
        new = new or self._sum_text(addends, place.sheet)
        if new == formula:
            if present.value != wanted.value:
                after = _cell(formula, wanted)
                yield Change(
                    ChangeKind.FIGURE, ref, place.address, _cell(formula, present), after, "各项之和"
                )
            return
        self._edit(
            place.address, CellEdit(value=Amount(wanted.value).decimal(), formula=new.removeprefix("="))
        )
        after = _cell(new, wanted)
        yield Change(ChangeKind.FORMULA, ref, place.address, _cell(formula, present), after, _SUM)

    def _sum_text(self, addends: Sequence[Addend], sheet: str) -> str:
        """The sum as a formula; with a minus among the signs written out, as templates do: =C7+D7-E7."""
        places = [self._places[addend.ref] for addend in addends]
        if all(addend.sign > 0 for addend in addends) or any(place.sheet != sheet for place in places):
            return sum_formula(addends, self._places, sheet)
        signs = ("+" if addend.sign > 0 else "-" for addend in addends)
        terms = (f"{sign}{place.address.a1}" for sign, place in zip(signs, places, strict=True))
        return "=" + "".join(terms).removeprefix("+")

    def _sum_of_items(self, ref: CellRef, place: Place) -> str:
        """合计 of a table without subjects, as the template has it: of all items that will be listed."""
        arrangement, region = self._arrangements.get(ref.table), self._regions.get(ref.table)
        if arrangement is None or region is None or ref.row != TOTAL_ROW:
            return ""
        levels = lay_out(self._wanted.forms[ref.table].spec).width + 1
        sheet = self._book.sheets[place.sheet]
        headed = any(sheet.text(row, levels) == _LEVEL for row in range(min(region.first, sheet.height)))
        if not headed or arrangement.area[1] < arrangement.area[0]:
            return ""
        (first, last), items = arrangement.area, column_letters(levels)
        column = column_letters(place.column)
        return f'=SUMIFS(${column}${first}:${column}${last},${items}${first}:${items}${last},"项")'

    def _add_up(self, addends: Sequence[Addend]) -> int:
        return sum(addend.sign * self._wanted.amount(addend.ref).value for addend in addends)

    def _all_placed(self, addends: Sequence[Addend]) -> bool:
        """Whether every addend has a cell; one without may be missing where it states nothing."""
        return all(addend.ref in self._places for addend in addends)

    def _edit(self, address: Address, edit: CellEdit) -> None:
        self.edits.setdefault(address.sheet, {})[address.a1] = edit


def _form(formula: str, sheet: str) -> Form | None:
    """Which cells a formula adds up; None when it is no plain sum or not understood."""
    try:
        return summed_cells(parse(formula), sheet)
    except CannotEvaluate:
        return None


def _cell(formula: str, amount: Amount) -> str:
    """What a cell says: its formula, and what that comes to."""
    if not formula:
        return str(amount)
    return f"{formula} 得 {amount}" if amount.value else formula
