"""Identity 10: codes, names, rows without figures, zeros that should not be shown."""

from itertools import pairwise

from by_hand.figures import SUBJECT_TABLES, Figures, Row, Table, hundredths, official_names
from by_hand.findings import Finding, Place, stated
from by_hand.in_table import FUNDS, INCOME_ROWS, classes

_OTHER_LINES = {
    "total": {*INCOME_ROWS, "使用非财政拨款结余", "年初结转和结余", "结余分配", "年末结转和结余"},
    "fiscal_total": {
        *FUNDS,
        *(f"年初{fund}" for fund in FUNDS),
        "年初财政拨款结转和结余",
        "年末财政拨款结转和结余",
    },
}
_TOTAL_LINES = {"本年收入合计", "收入总计", "本年支出合计", "支出总计"}


def check(figures: Figures) -> list[Finding]:
    """All of identity 10."""
    found: list[Finding] = []
    for table in SUBJECT_TABLES:
        found += _codes(figures[table], (3, 5, 7)) + _names(figures[table]) + _empty_rows(figures[table])
    found += _codes(figures["basic"], (3, 5)) + _names(figures["basic"])
    for table in ("total", "fiscal_total"):
        found += _labels(figures[table])
    for listed in figures.values():
        found += _zeros(listed)
    return found


def _codes(table: Table, lengths: tuple[int, ...]) -> list[Finding]:
    """Length, parent, order and uniqueness of the codes."""
    rows = [row for row in table.rows if row.code]
    codes = [row.code for row in rows]

    def told(key: str, code: str, note: str) -> Finding:
        return stated(f"codes.{key}", "format", Place(table.id, code, "code"), code, note)

    found: list[Finding] = []
    for index, code in enumerate(codes):
        if len(code) not in lengths or not code.isdigit():
            found.append(told("digits", code, f"not a code of {'/'.join(map(str, lengths))} digits"))
        elif len(code) > 3 and code[:-2] not in codes:
            found.append(told("parent", code, f"no row {code[:-2]} above it"))
        if code in codes[:index]:
            found.append(told("duplicate", code, "listed before"))
    # the blocks of the basic table stand side by side, so its order is within one 类
    neighbours = [pair for pair in pairwise(codes) if table.id != "basic" or pair[0][:3] == pair[1][:3]]
    found += [told("order", second, f"after {first}") for first, second in neighbours if second < first]
    return found


def _names(table: Table) -> list[Finding]:
    """Names against the official ones; a code that is not in the list is no error."""
    official = official_names()

    def wrong(row: Row) -> bool:
        return bool(row.code) and official.get(row.code, row.name) != row.name

    return [
        stated("codes.name", "format", Place(table.id, row.key, "name"), row.name, official[row.code])
        for row in table.rows
        if wrong(row)
    ]


def _labels(table: Table) -> list[Finding]:
    """The fixed lines of the two 总表."""
    known = {*_OTHER_LINES[table.id], *_TOTAL_LINES, *classes(table)}
    note = "not a line of this table"
    return [
        stated("codes.name", "format", Place(table.id, row.key, "label"), row.name, note)
        for row in table.rows
        if row.key not in known
    ]


def _empty_rows(table: Table) -> list[Finding]:
    """Rows by code that carry no figure at all."""
    note = "a row without any figure"
    return [
        stated("codes.empty_row", "format", Place(table.id, row.key, ""), "", note)
        for row in table.rows
        if row.code and not row.has_figure
    ]


def _zeros(table: Table) -> list[Finding]:
    """Zeros that are shown instead of a blank."""
    return [
        stated("codes.zero", "format", Place(table.id, row.key, column), text, "a zero is not shown")
        for row in table.rows
        for column, text in row.cells.items()
        if hundredths(text) == 0
    ]
