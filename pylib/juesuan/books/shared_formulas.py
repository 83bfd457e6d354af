"""A formula filled down is stored once and shared: this writes it out for each cell that shares it."""

from __future__ import annotations

import re

from juesuan.books.properties import column_index
from juesuan.model.reference import column_letters

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*" | '(?:[^']|'')*' | \[[^\]]*\]              # texts, sheet names, workbooks: kept
    | (?<![\w.$\\])(?P<reference>
        \$?[A-Za-z]{1,3}\$?[0-9]{1,7}                          # A1
        | \$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}                    # A:B
        | \$?[0-9]{1,7}:\$?[0-9]{1,7}                          # 1:2
      )(?![\w.(!\\])
    """,
    re.VERBOSE,
)
_PART = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([0-9]{1,7})?")


def moved(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads ``rows`` further down and ``columns`` further right; $ stays where it is.

    A reference that would leave the sheet becomes #REF!, as in Excel.
    """

    def replaced(found: re.Match[str]) -> str:
        reference = found["reference"]
        if reference is None:
            return found[0]
        parts = [_moved_part(part, rows, columns) for part in reference.split(":")]
        return "#REF!" if None in parts else ":".join(filter(None, parts))

    return _TOKEN.sub(replaced, formula)


def _moved_part(part: str, rows: int, columns: int) -> str | None:
    found = _PART.fullmatch(part)
    if found is None:
        return part
    first, letters, second, digits = found.groups()
    if letters is None:  # a whole row such as $3
        letters, fixed_column, fixed_row = "", "", first or second
    else:
        fixed_column, fixed_row = first, second
    if letters and not fixed_column:
        column = column_index(letters.upper()) + columns
        if not 0 <= column < _LAST_COLUMN:
            return None
        letters = column_letters(column)
    if digits and not fixed_row:
        row = int(digits) + rows
        if not 1 <= row <= _LAST_ROW:
            return None
        digits = str(row)
    return f"{fixed_column}{letters}{fixed_row}{digits or ''}"
