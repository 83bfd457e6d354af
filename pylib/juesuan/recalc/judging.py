"""Every total of a workbook held against the figures it is the sum of.

A total that is wrong counts with its right value in the totals above it; one that may be the correctly
rounded total counts with its own. So every mistake is named where it is made.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from juesuan.model.amount import BLANK, Amount
from juesuan.model.reference import CellRef
from juesuan.model.rule import Kind
from juesuan.model.table import TOTAL_ROW
from juesuan.recalc.calculation import Calculation
from juesuan.recalc.coverage import Coverage, Form, Ledger, summed_cells
from juesuan.recalc.differences import Difference, DifferenceKind, Unclear, Wording
from juesuan.recalc.formula import CannotEvaluate, ErrorValue, parse
from juesuan.recalc.obstacles import Obstacles
from juesuan.recalc.places import FormulaCell, Place
from juesuan.recalc.totals import sum_formula
from juesuan.recalc.updating import amount_of
from juesuan.recalc.verdict import Verdict, Workbook
from juesuan.rules.evaluate import tolerance
from juesuan.rules.instances import universe_of
from juesuan.rules.totals import defining_sums


@dataclass(frozen=True, slots=True)
class _Total:
    """A total in a cell: what it is the sum of, and how far rounding may take it from that."""

    ref: CellRef
    place: Place
    computed: int
    allowed: int
    known: bool  # whether all it is made of could be judged


class Judge:
    """Goes through all totals once. ``corrected`` is the workbook with the corrections known so far."""

    def __init__(self, workbook: Workbook, corrected: Calculation, *, accept_rounding: bool) -> None:
        """Find out where every figure stands."""
        disclosure = workbook.disclosure
        self._workbook = workbook
        self._disclosure = disclosure
        self._corrected = corrected
        self._accept_rounding = accept_rounding
        self._places = {
            CellRef(name, row.id, column): Place(table.sheet, row.sheet_row, index)
            for name, table in disclosure.forms.items()
            for row in table.rows.values()
            if row.sheet_row is not None
            for column, index in row.columns.items()
        }
        self._sums = defining_sums(universe_of(disclosure))
        cells = {place: ref for ref, place in self._places.items()}
        self._ledger = Ledger(self._sums, cells, lambda ref: self._value(ref) or 0, self._holds_number)
        self._live = self._live_tables()
        self._obstacles = Obstacles(disclosure, self._places, self._sums)
        self._words = Wording(disclosure)
        self._judged: dict[CellRef, int | None] = {}
        self._verdict = Verdict()

    def judge(self) -> Verdict:
        """Judge every total, in the order in which they are computed, then all other formulas."""
        totals = set()
        for ref, addends in self._sums.items():
            values = [(addend.sign, self._value(addend.ref)) for addend in addends]
            computed = sum(sign * value for sign, value in values if value is not None)
            known = all(value is not None for _, value in values)
            place = self._places.get(ref)
            if place is None:
                self._judged[ref] = None if self._obstacles.of(ref, addends) else computed
                continue
            totals.add(place)
            filled = sum(bool(value) for _, value in values)
            allowed = 0 if self._disclosure.unit == "元" else tolerance(Kind.SUM, 1, filled)
            total = _Total(ref, place, computed, allowed, known)
            cell = self._workbook.formulas.get(place)
            self._judged[ref] = self._typed(total) if cell is None else self._calculated(total, cell)
            if place not in self._verdict.corrections:
                self._corrected.put_back(place)
        for place, cell in self._workbook.formulas.items():
            if place not in totals:
                self._against_saved(cell, cell.amount, cell.amount)
        return self._verdict

    def _live_tables(self) -> set[str]:
        """Tables most of whose totals are formulas: there a number among them is one typed over a formula."""
        balance: Counter[str] = Counter()
        for ref in self._sums:
            if ref in self._places and self._template_has_formula(ref):
                balance[ref.table] += 1 if self._places[ref] in self._workbook.formulas else -1
        return {table for table, more in balance.items() if more > 0}

    def _value(self, ref: CellRef) -> int | None:
        """Hundredths of a figure, of a total as judged; None where it cannot be judged."""
        if ref in self._judged:
            return self._judged[ref]
        place = self._places.get(ref)
        if place and place in self._workbook.formulas and self._corrected.changed:
            amount = self._amount(self._corrected, place)
            if amount is not None:
                return amount.value
        return self._disclosure.amount(ref).value

    def _typed(self, total: _Total) -> int | None:
        """Judge a total that somebody typed, or left blank."""
        stated = self._disclosure.amount(total.ref)
        gap = abs(stated.value - total.computed)
        over_formula = total.ref.table in self._live and self._template_has_formula(total.ref)
        if not gap:
            if over_formula and not stated.blank:
                sentence = self._words.equal_constant(stated)
                self._report(total, DifferenceKind.CONSTANT_OVER_FORMULA, stated, sentence)
        elif obstacle := self._obstacle(total):
            return self._cannot_tell(total, stated, obstacle)
        elif not stated.blank and gap <= total.allowed:
            return self._rounded(total, stated)
        else:
            kind = DifferenceKind.CONSTANT_OVER_FORMULA if over_formula else DifferenceKind.TOTAL_WRONG
            sentence = self._words.wrong_constant(stated, total.computed, over_formula=over_formula)
            self._report(total, kind, stated, sentence)
        return total.computed

    def _calculated(self, total: _Total, cell: FormulaCell) -> int | None:
        """Judge a total that is a formula."""
        form = self._summed(cell)
        if form and total.place in form:
            self._report(total, DifferenceKind.FORMULA_WRONG, BLANK, self._words.circular(cell.text), cell)
            return total.computed
        now = self._amount(self._workbook.calculation, total.place)
        then = self._amount(self._corrected, total.place)
        if now is None or then is None:
            return self._not_understood(total, cell)
        addends = self._sums[total.ref]
        coverage = self._ledger.coverage(total.ref, form)
        gap = abs(then.value - total.computed)
        texts = self._obstacles.texts(addends) if coverage.complete else ()
        if gap and texts:
            sentence = self._words.left_out_texts(texts, now, total.computed)
            self._report(total, DifferenceKind.TOTAL_WRONG, now, sentence, cell, wanted=cell.text)
        elif not gap or coverage.complete:  # more decimals than are shown explain the rest
            self._against_saved(cell, now, then)
        elif obstacle := self._obstacle(total):
            return self._cannot_tell(total, now, obstacle)
        elif coverage.foreign and gap <= total.allowed:
            return self._rounded(total, then, cell)
        else:
            self._wrong_formula(total, cell, now, coverage)
            return total.computed
        return then.value

    def _wrong_formula(self, total: _Total, cell: FormulaCell, now: Amount, coverage: Coverage) -> None:
        if coverage.foreign:
            sentence = self._words.wrong_formula(cell.text, now, total.computed)
            self._report(total, DifferenceKind.FORMULA_WRONG, now, sentence, cell)
        else:
            sentence = self._words.wrong_rows(cell.text, coverage, now, total.computed)
            self._report(total, DifferenceKind.FORMULA_MISSING_ROW, now, sentence, cell)

    def _not_understood(self, total: _Total, cell: FormulaCell) -> int | None:
        """A formula that gives an error, or is not understood: then its saved result is all there is."""
        saved = self._workbook.saved[total.place]
        if error := self._error(total.place):
            if obstacle := self._obstacle(total):
                return self._cannot_tell(total, BLANK, obstacle)
            sentence = self._words.error(cell.text, error, total.computed)
            self._report(total, DifferenceKind.FORMULA_WRONG, BLANK, sentence, cell)
            return total.computed
        if saved is not None and saved.value == total.computed:
            return total.computed
        if obstacle := self._obstacle(total):
            return self._cannot_tell(total, saved or BLANK, obstacle)
        if saved is None:
            sentence = self._words.no_result(cell.text, total.computed)
            self._report(total, DifferenceKind.NO_VALUE, BLANK, sentence, cell, wanted=cell.text)
        else:
            sentence = self._words.wrong_formula(cell.text, saved, total.computed)
            self._report(total, DifferenceKind.FORMULA_WRONG, saved, sentence, cell)
        return total.computed

    def _rounded(self, total: _Total, stated: Amount, cell: FormulaCell | None = None) -> int:
        sentence = self._words.within_rounding(stated, total.computed, total.allowed)
        self._report(total, DifferenceKind.WITHIN_ROUNDING, stated, sentence, cell)
        return stated.value if self._accept_rounding else total.computed

    def _against_saved(self, cell: FormulaCell, now: Amount, then: Amount) -> None:
        """Report a right formula whose saved result is missing, or neither what it gives now nor then.

        ``then`` is when all other corrections are made.
        """
        saved = self._workbook.saved[cell.place]
        total = _Total(cell.ref, cell.place, then.value, 0, known=True)
        if saved is None:
            if then.value:
                sentence = self._words.no_result(cell.text, then.value)
                self._report(total, DifferenceKind.NO_VALUE, BLANK, sentence, cell, wanted=cell.text)
        elif saved.value not in {now.value, then.value}:
            sentence = self._words.stale(cell.text, saved, then.value)
            self._report(total, DifferenceKind.STALE, saved, sentence, cell, wanted=cell.text)

    def _report(
        self,
        total: _Total,
        kind: DifferenceKind,
        stated: Amount,
        sentence: str,
        cell: FormulaCell | None = None,
        *,
        wanted: str = "",
    ) -> None:
        ref, place = total.ref, total.place
        label = self._words.label(ref)
        wanted = wanted or sum_formula(self._sums[ref], self._places, place.sheet)
        formula = cell.text if cell else ""
        difference = Difference(
            ref, place.address, label, kind, stated, Amount(total.computed), formula, wanted, label + sentence
        )
        if kind is DifferenceKind.WITHIN_ROUNDING:
            self._verdict.roundings.append(difference)
        elif stated.value == total.computed and kind is DifferenceKind.CONSTANT_OVER_FORMULA:
            self._verdict.notes.append(difference)
            return
        else:
            self._verdict.differences.append(difference)
        accepted = kind is DifferenceKind.WITHIN_ROUNDING and self._accept_rounding
        if wanted != formula and not accepted:
            self._verdict.corrections[place] = Decimal(total.computed).scaleb(-2)
            self._corrected.put(place, self._verdict.corrections[place])

    def _cannot_tell(self, total: _Total, stated: Amount, obstacle: str) -> int | None:
        label = self._words.label(total.ref)
        sentence = f"{label}无法重算：{obstacle}。"
        self._verdict.unclear.append(Unclear(total.ref, total.place.address, label, stated, sentence))
        return None if stated.blank else stated.value

    def _obstacle(self, total: _Total) -> str:
        found = self._obstacles.of(total.ref, self._sums[total.ref])
        return found or ("" if total.known else "它的下级合计无法重算")

    def _amount(self, calculation: Calculation, place: Place) -> Amount | None:
        """What the workbook's own formula gives; None when it is not understood, or gives no amount."""
        try:
            value = calculation.own_result(place)
        except CannotEvaluate:
            return None
        return None if isinstance(value, ErrorValue) else amount_of(value, self._disclosure.unit)

    def _error(self, place: Place) -> str:
        try:
            value = self._corrected.own_result(place)
        except CannotEvaluate:
            return ""
        return value.code if isinstance(value, ErrorValue) else ""

    @staticmethod
    def _summed(cell: FormulaCell) -> Form | None:
        try:
            return summed_cells(parse(cell.text), cell.place.sheet)
        except CannotEvaluate:
            return None

    def _template_has_formula(self, ref: CellRef) -> bool:
        """Subtotals of listed rows are typed in a template, which cannot know the rows."""
        if not self._disclosure.layout.forms[ref.table].listed or ref.row == TOTAL_ROW:
            return True
        return all(addend.ref.row == ref.row for addend in self._sums[ref])

    def _holds_number(self, place: Place) -> bool:
        try:
            value = self._corrected.result(place)
        except CannotEvaluate:
            return True
        return isinstance(value, Decimal) and value != 0
