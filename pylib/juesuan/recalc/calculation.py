"""A workbook recalculated: what each formula gives now, following formulas through all sheets.

A formula that is not understood counts with its saved result, if it has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan.books.defined_names import defined_names
from juesuan.books.sheets import Book, Sheet
from juesuan.recalc.formula import (
    Area,
    AreaValues,
    CannotEvaluate,
    ErrorValue,
    Formula,
    Reference,
    Value,
    area_of,
    evaluate,
    number_value,
    parse,
)
from juesuan.recalc.places import Place

_FIXED = re.compile(r".*!\$[A-Za-z]{1,3}\$[0-9]+(?::\$[A-Za-z]{1,3}\$[0-9]+)?")  # with all its $


class Calculation:
    """The values of all cells of a workbook, each formula evaluated once, when it is asked for.

    ``trusted`` lists the formulas that could not be evaluated and count with their saved results.
    """

    def __init__(self, book: Book) -> None:
        """Nothing is evaluated yet."""
        self._book = book
        self._sheets = {name.casefold(): sheet for name, sheet in book.sheets.items()}
        self._written: dict[Place, Value | Formula] = {}
        self._settled: dict[Place, Value | CannotEvaluate] = {}
        self._values: dict[tuple[str, Area], Sequence[Value]] = {}
        self._formulas: dict[tuple[str, Area], list[Place]] = {}
        self._names: dict[str, str] | None = None
        self.trusted: set[Place] = set()

    def put(self, place: Place, content: Value | Formula) -> None:
        """Work on as if another value, or another formula, stood in a cell."""
        self._written[place] = content
        self._forget()

    def put_back(self, place: Place) -> None:
        """Let a cell hold again what the workbook has there."""
        if place in self._written:
            del self._written[place]
            self._forget()

    @property
    def changed(self) -> bool:
        """Tell whether anything has been put into a cell."""
        return bool(self._written)

    def saved(self, place: Place) -> Value:
        """What the workbook has in a cell, for a formula its saved result; None for nothing.

        Raises CannotEvaluate for dates and times.
        """
        sheet = self._sheet(place.sheet)
        if not (place.row < sheet.height and place.column < sheet.width):
            return None
        value = sheet.grid[place.row][place.column]
        if value.__class__ is float:
            return number_value(value)
        if value == "":
            return None
        if (place.row, place.column) in sheet.scan.errors:
            return ErrorValue(sheet.scan.errors[place.row, place.column])
        if isinstance(value, str | bool):
            return value
        if isinstance(value, int):
            return number_value(float(value))
        raise CannotEvaluate(f"{place.sheet} 里有日期或时间")

    def has_result(self, place: Place) -> bool:
        """Tell whether the workbook has a saved result for a formula, if only an empty text."""
        return (place.row, place.column) not in self._sheet(place.sheet).scan.uncached

    def result(self, place: Place) -> Value:
        """What a cell shows after recalculation; None for nothing.

        Raises CannotEvaluate for a formula that is not understood and was saved without a result.
        """
        if place not in self._settled:
            self._settle(place)
        outcome = self._settled[place]
        if isinstance(outcome, CannotEvaluate):
            raise outcome
        return outcome

    def own_result(self, place: Place) -> Value:
        """What the workbook's own formula in a cell gives, whatever has been put into that cell.

        Raises CannotEvaluate where it is not understood.
        """
        node = parse(self._sheet(place.sheet).scan.formulas[place.row, place.column])
        for precedent in self._formulas_in(node, place.sheet):
            if precedent not in self._settled and precedent != place:
                self._settle(precedent)
        return evaluate(node, self, place.sheet)

    def formula_places(self) -> Iterator[Place]:
        """Every cell of the workbook that holds a formula, also those put in."""
        yield from (place for place, content in self._written.items() if isinstance(content, Formula))
        for sheet in self._sheets.values():
            for row, column in sheet.scan.formulas:
                place = Place(sheet.name, row, column)
                if place not in self._written:
                    yield place

    # What formulas see (juesuan.recalc.formula.Cells)

    def value(self, sheet: str, row: int, column: int) -> Value:
        """The value of a cell that a formula refers to."""
        place = Place(self._sheet(sheet).name, row, column)
        if self._formula(place) is None:
            return self._constant(place)
        if place not in self._settled:
            raise CannotEvaluate("公式循环引用")
        outcome = self._settled[place]
        if isinstance(outcome, CannotEvaluate):
            raise outcome
        return outcome

    def area(self, sheet: str, area: Area) -> Sequence[Value]:
        """The values of an area that a formula refers to."""
        key = sheet, area
        if key not in self._values:
            values = (self.value(sheet, row, column) for row, column in area.places())
            self._values[key] = AreaValues(values)
        return self._values[key]

    def named(self, name: str) -> Reference:
        """What a defined name stands for, if that is a cell or an area."""
        if self._names is None:
            self._names = defined_names(self._book.archive)
        text = self._names.get(name.casefold())
        if text is None or not _FIXED.fullmatch(text):
            raise CannotEvaluate(f"名称“{name}”不是固定的单元格")
        return parse(text).references[0]

    def _forget(self) -> None:
        for memory in (self._settled, self._values, self._formulas, self.trusted):
            memory.clear()

    def _settle(self, wanted: Place) -> None:
        """Evaluate a cell after the formulas it needs, without calling oneself: chains can be long."""
        pending, begun = [wanted], set[Place]()
        while pending:
            place = pending[-1]
            if place in self._settled:
                pending.pop()
                continue
            if place not in begun:
                begun.add(place)
                needed = [p for p in self._needed(place) if p not in self._settled and p not in begun]
                if needed:
                    pending += needed
                    continue
            self._settled[place] = self._evaluated(place)
            pending.pop()

    def _needed(self, place: Place) -> Iterator[Place]:
        formula = self._formula(place)
        if formula is None:
            return
        try:
            node = parse(formula) if isinstance(formula, str) else formula
            yield from self._formulas_in(node, place.sheet)
        except CannotEvaluate:
            return  # evaluating it will say so again

    def _formulas_in(self, formula: Formula, here: str) -> Iterator[Place]:
        """The formula cells that a formula refers to and that have not been worked out yet."""
        for reference in {*formula.references, *map(self.named, formula.names)}:
            key = reference.sheet or here, area_of(reference)
            if key not in self._formulas:
                self._formulas[key] = list(self._formulas_within(key[1], self._sheet(key[0])))
            if self._formulas[key]:
                self._formulas[key] = [place for place in self._formulas[key] if place not in self._settled]
                yield from self._formulas[key]

    def _formulas_within(self, area: Area, sheet: Sheet) -> Iterator[Place]:
        formulas = sheet.scan.formulas
        for row in range(area.top, min(area.bottom + 1, sheet.height)):
            for column in range(area.left, min(area.right + 1, sheet.width)):
                if (row, column) in formulas:
                    yield Place(sheet.name, row, column)
        for place in self._written:
            if (
                place.sheet == sheet.name
                and area.top <= place.row <= area.bottom
                and area.left <= place.column <= area.right
            ):
                yield place

    def _evaluated(self, place: Place) -> Value | CannotEvaluate:
        formula = self._formula(place)
        try:
            if formula is None:
                return self._constant(place)
            node = parse(formula) if isinstance(formula, str) else formula
            return evaluate(node, self, place.sheet)
        except CannotEvaluate as reason:
            try:
                saved = self.saved(place)
            except CannotEvaluate as other:
                return other
            if saved is None and not self.has_result(place):
                return reason
            self.trusted.add(place)
            return saved

    def _formula(self, place: Place) -> str | Formula | None:
        if place in self._written:
            content = self._written[place]
            return content if isinstance(content, Formula) else None
        return self._sheet(place.sheet).scan.formulas.get((place.row, place.column))

    def _constant(self, place: Place) -> Value:
        if place in self._written:
            content = self._written[place]
            return None if isinstance(content, Formula) else content
        return self.saved(place)

    def _sheet(self, name: str) -> Sheet:
        sheet = self._sheets.get(name.casefold())
        if sheet is None:
            raise CannotEvaluate(f"工作簿里没有工作表“{name}”")
        return sheet
