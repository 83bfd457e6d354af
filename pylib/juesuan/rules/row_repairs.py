"""What may have happened to a row, and the disclosure as it would be without that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.disclosure import Row, Table
from juesuan.model.finding import Status
from juesuan.rules.checks.rows import named, row_address
from juesuan.rules.evaluate import evaluate
from juesuan.rules.evidence import coefficients
from juesuan.rules.expression import parse
from juesuan.rules.instances import NotInLayout, expand, universe_of

if TYPE_CHECKING:
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.reference import Address
    from juesuan.rules.examination import Examination

CLASS = 3


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair: the row it is about, where that stands, what would be done, the disclosure after it."""

    table: Table
    row: Row
    address: Address
    text: str
    disclosure: Disclosure


def repairs(examination: Examination) -> list[Repair]:
    """Every repair worth trying: where rows are missing, or a code is listed twice."""
    disclosure = examination.disclosure
    missing = _missing(examination)
    found: list[Repair] = []
    for name, codes in missing.items():
        table = disclosure.tables[name]
        odd = _odd_rows(disclosure, table)
        found += [_recoded(disclosure, table, row, code) for row in odd for code in sorted(codes)]
        found += [repair for code in sorted(codes) if (repair := _added(examination, table, code))]
    for table in disclosure.tables.values():
        found += [_merged(disclosure, table, row) for row in table.repeated]
    return found


def _missing(examination: Examination) -> dict[str, set[str]]:
    """Codes that a listed table does not have, though a failing comparison asks for them."""
    tables = {name: table for name, table in examination.disclosure.tables.items() if table.spec.listed}
    everywhere = {code for table in tables.values() for code in table.by_code}
    missing: dict[str, set[str]] = {}
    for index in examination.failed:
        instance = examination.results[index].instance
        for item in parse(instance.rule.expect).items:
            table = tables.get(item.table)
            if table is None:
                continue
            wanted = {instance.row} if item.row == "{row}" else set()
            if item.row == "children":
                wanted = {code for code in everywhere if code[:-2] == instance.row}
            absent = {code for code in wanted if code not in table.by_code and _has_place(table, code)}
            if absent:
                missing.setdefault(item.table, set()).update(absent)
    return missing


def _has_place(table: Table, code: str) -> bool:
    """Whether a subject could stand in the table: a 类 anywhere, others under their parent."""
    return code.isdigit() and (len(code) == CLASS or code[:-2] in table.by_code)


def _odd_rows(disclosure: Disclosure, table: Table) -> list[Row]:
    """Rows whose code may be wrong: repeated, or listed in no other table."""
    others = [other for other in disclosure.tables.values() if other.spec.listed and other is not table]
    repeated = {row.code for row in table.repeated}
    return [
        row
        for row in table.listing
        if row.code and (row.code in repeated or not any(row.code in other.by_code for other in others))
    ]


def _recoded(disclosure: Disclosure, table: Table, row: Row, code: str) -> Repair:
    rows = [replace(each, id=code, code=code) if each is row else each for each in table.listing]
    text = f"{table.sheet} {named(row)}的科目编码可能写错：改为 {_titled(disclosure, code)}"
    return _repair(disclosure, table, row, text, rows)


def _merged(disclosure: Disclosure, table: Table, row: Row) -> Repair:
    first = table.by_code[row.code or ""]
    amounts = {
        column: Amount(first.amount(column).value + row.amount(column).value)
        for column in [*first.amounts, *row.amounts]
    }
    rows = [
        replace(first, amounts=amounts) if each is first else each
        for each in table.listing
        if each is not row
    ]
    text = f"{table.sheet} {named(row)}可能分在两行列示：合并为一行"
    return _repair(disclosure, table, row, text, rows)


def _added(examination: Examination, table: Table, code: str) -> Repair | None:
    """The row put in, with the amounts that the failing comparisons ask for; None if they ask for no such."""
    disclosure = examination.disclosure
    subject = disclosure.layout.subject(code)
    row = Row(code, subject.name if subject else code, code, None, dict(table.listing[0].columns))
    place = next(
        (place for place, each in enumerate(table.listing) if each.code and each.code > code),
        len(table.listing),
    )
    rows = [*table.listing[:place], row, *table.listing[place:]]
    row.amounts.update(_asked_for(examination, _with_rows(disclosure, table, rows), table.spec.id, code))
    if not row.amounts or any(amount.value < 0 for amount in row.amounts.values()):
        return None  # a subject that was left out would have had figures, and no negative ones
    amounts = "、".join(f"{column} {amount}" for column, amount in row.amounts.items())
    text = f"{table.sheet} 可能漏列了 {_titled(disclosure, code)}：补上（{amounts}）"
    return _repair(disclosure, table, row, text, rows)


def _asked_for(examination: Examination, blank: Disclosure, table: str, code: str) -> dict[str, Amount]:
    """What each column of the blank row would have to hold; equalities are asked before limits."""
    asked: dict[str, Counter[tuple[bool, int]]] = {}
    universe = universe_of(blank)
    for rule in blank.layout.rules:
        if rule.check or rule.id in examination.hindered:
            continue
        try:
            instances = expand(rule, universe)
        except NotInLayout:
            continue
        for instance in instances:
            if not any(addend.ref[:2] == (table, code) for addend in instance.left + instance.right):
                continue
            result = evaluate(instance, blank.amount)
            if result.status is Status.FAILED:
                for ref, coefficient in coefficients(result).items():
                    if ref[:2] == (table, code):
                        votes = asked.setdefault(ref.column, Counter())
                        votes[instance.relation == "=", -result.residual * coefficient] += 1
    return {
        column: Amount(max(votes, key=lambda vote: (vote[0], votes[vote]))[1])
        for column, votes in asked.items()
    }


def _repair(disclosure: Disclosure, table: Table, row: Row, text: str, rows: list[Row]) -> Repair:
    return Repair(table, row, row_address(table, row), text, _with_rows(disclosure, table, rows))


def _with_rows(disclosure: Disclosure, table: Table, rows: list[Row]) -> Disclosure:
    changed = Table(table.spec, table.sheet, rows)
    return replace(disclosure, tables={**disclosure.tables, table.spec.id: changed})


def _titled(disclosure: Disclosure, code: str) -> str:
    subject = disclosure.layout.subject(code)
    return f"{code} {subject.name}" if subject else code
