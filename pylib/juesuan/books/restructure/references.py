"""References in formula texts: found one by one, rewritten where something is to change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.books.restructure.plan import LAST_ROW

if TYPE_CHECKING:
    from collections.abc import Callable

BROKEN = "#REF!"  # without a sheet: LibreOffice does not read it behind a quoted name
_LAST_COLUMN = "XFD"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_PREFIX = r"(?:'(?:[^']|'')+'|(?:\[[^\[\]]*\])?[\w.\\]+(?::[\w.\\]+)?)!"
_TOKEN = re.compile(
    rf"""
    "(?:[^"]|"")*"                                                       # a text
    | \#[A-Za-z0-9/_]+[!?]?(?:{_CELL})?                                  # an error value
    | (?<![\w.$\\\]'])(?P<prefix>{_PREFIX})?(?<![\w.$\\])(?:
        (?P<first>{_CELL})(?::(?P<again>{_PREFIX})?(?P<second>{_CELL}))?
      | (?P<top>\$?[1-9][0-9]{{0,6}}):(?P<bottom>\$?[1-9][0-9]{{0,6}})
      | \$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}                            # whole columns: no row in them
      )(?![\w.(!\\])
    | (?<![\w.$\\\]']){_PREFIX}                                          # a name of another sheet
    | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]                          # the columns of a table
    """,
    re.VERBOSE,
)
_END = re.compile(r"(\$?[A-Za-z]{0,3})(\$?)([0-9]+)")


@dataclass(frozen=True, slots=True)
class End:
    """One end of a reference: its column as written (empty in whole rows), and its row."""

    column: str
    fixed: bool
    row: int

    def at(self, row: int) -> End:
        """Return the end on another row."""
        return End(self.column, self.fixed, row)

    def __str__(self) -> str:
        return f"{self.column}{'$' if self.fixed else ''}{self.row}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it stands in a formula; ``last`` is None for a single cell.

    ``sheet`` is the name before the ``!`` without quotes, None where there is none.
    """

    prefix: str
    first: End
    last: End | None
    again: str = ""

    @property
    def sheet(self) -> str | None:
        """The sheet it names, None for the formula's own sheet."""
        if not self.prefix:
            return None
        name = self.prefix[:-1]
        return name[1:-1].replace("''", "'") if name.startswith("'") else name

    @property
    def elsewhere(self) -> bool:
        """True for another workbook."""
        return "[" in self.prefix or "]" in self.prefix

    @property
    def deep(self) -> bool:
        """True when it goes through several sheets."""
        return ":" in (self.sheet or "") and not self.elsewhere

    def names(self, sheet: str, *, home: bool) -> bool:
        """Tell whether it points at a sheet, from a formula that stands there (``home``) or elsewhere."""
        return home if self.sheet is None else self.sheet.casefold() == sheet.casefold()

    def at(self, first: int, last: int | None) -> str:
        """Return the reference on other rows."""
        written = f"{self.prefix}{self.first.at(first)}"
        if self.last is None or last is None:
            return written
        return f"{written}:{self.again}{self.last.at(last)}"

    def __str__(self) -> str:
        return self.at(self.first.row, self.last.row if self.last else None)


def rewritten(formula: str, change: Callable[[Reference], str | None]) -> str:
    """Return a formula with each reference that has rows passed through ``change``; None keeps it."""
    return each_token(formula, lambda found: renewed(found, change))


def each_token(formula: str, replaced: Callable[[re.Match[str]], str]) -> str:
    """Return a formula with every token that may hold a reference replaced; a token is known by its text."""
    return _TOKEN.sub(replaced, formula)


def renewed(found: re.Match[str], change: Callable[[Reference], str | None]) -> str:
    """Return a token of :func:`each_token` with its references passed through ``change``; None keeps them."""
    references = _references(*found.groups())
    if len(references) == 1:
        return change(references[0]) or found[0]
    return ":".join(change(part) or str(part) for part in references) or found[0]


@lru_cache(maxsize=1 << 14)  # the same cells are named again and again, in each plan for a workbook
def _references(
    prefix: str | None, start: str | None, again: str | None, second: str | None, *rows: str | None
) -> tuple[Reference, ...]:
    """Read the groups of a token; two sheets are two references, and what has no rows is none."""
    top, bottom = rows
    begin, end = start or top, second or bottom
    if not begin:
        return ()
    first, last = _end(begin), _end(end) if end else None
    if not _exists(first) or (last and not _exists(last)):
        return ()
    prefix, again = prefix or "", again or ""
    if last and again and again.casefold() != prefix.casefold():
        return Reference(prefix, first, None), Reference(again, last, None)
    return (Reference(prefix, first, last, again),)


def _end(written: str) -> End:
    found = _END.fullmatch(written)
    if found is None:
        raise ValueError(f"not an end of a reference: {written!r}")
    column, dollar, digits = found.groups()
    if column == "$":  # $7 of whole rows
        column, dollar = "", "$"
    return End(column, bool(dollar), int(digits))


def _exists(end: End) -> bool:
    column = end.column.lstrip("$").upper()
    return end.row <= LAST_ROW and (len(column), column) <= (len(_LAST_COLUMN), _LAST_COLUMN)
