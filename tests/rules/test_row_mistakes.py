"""Rows left out, under a wrong code or listed twice: one finding each, not one for every upset comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from juesuan.model.disclosure import Disclosure, Row, Table
from juesuan.model.finding import Finding
from juesuan.model.rule import Severity
from juesuan.rules import check
from tests.making.disclosures import example

Rows = list[Row]


def qingshan() -> Disclosure:
    return example("qingshan-2023/figures/corrected", "wuhan-2023")


def shanghai() -> Disclosure:
    return example("shanghai-2024/figures", "shanghai-2024")


def found(figures: Disclosure, table: str, change: Callable[[Rows], Rows]) -> list[Finding]:
    """What is wrong after the rows of one table were changed; hints are left out."""
    before = figures.tables[table]
    figures.tables[table] = Table(before.spec, before.sheet, change(before.listing))
    return [finding for finding in check(figures).findings if finding.severity is not Severity.HINT]


def without(code: str) -> Callable[[Rows], Rows]:
    return lambda rows: [row for row in rows if row.code != code]


def recoded(code: str, wrong: str) -> Callable[[Rows], Rows]:
    return lambda rows: [replace(row, id=wrong, code=wrong) if row.code == code else row for row in rows]


@pytest.mark.parametrize("table", ["income", "expenditure", "general_budget"])
@pytest.mark.parametrize("code", ["2080505", "2210201", "221"])
def test_a_subject_left_out(table: str, code: str) -> None:
    (finding,) = found(qingshan(), table, without(code))
    sheet = {"income": "公开02", "expenditure": "公开03", "general_budget": "公开05"}[table]
    assert finding.cause.startswith(f"{sheet} 可能漏列了 {code}")
    assert finding.consequences


def test_the_amounts_to_put_in_are_said() -> None:
    (finding,) = found(qingshan(), "expenditure", without("2210201"))
    assert "补上（本年支出合计 60.03、基本支出 60.03）后" in finding.cause


def test_a_subject_left_out_where_only_sums_tell() -> None:
    (finding,) = found(shanghai(), "general_budget", without("2210201"))
    assert "补上（小计 688.55、基本支出 688.55）后" in finding.cause


@pytest.mark.parametrize(
    ("code", "wrong"), [("2080505", "2080506"), ("2080101", "2070101"), ("2080505", "208050"), ("221", "222")]
)
def test_a_wrong_code(code: str, wrong: str) -> None:
    finding = found(qingshan(), "expenditure", recoded(code, wrong))[0]
    assert "科目编码可能写错：改为 " + code in finding.cause
    assert str(finding.ref) == f"expenditure[{wrong}].科目编码"
    assert finding.culprit is None


@pytest.mark.parametrize("make", [qingshan, shanghai])
def test_a_code_written_twice_for_another(make: Callable[[], Disclosure]) -> None:
    """The figures of the first of the two rows count; the sums say which of them has the wrong code."""
    other = "2210202" if make is qingshan else "2210203"
    findings = found(make(), "expenditure", recoded("2210201", other))
    (main,) = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert "科目编码可能写错：改为 2210201 住房公积金" in main.cause
    assert "C104" in {finding.rule.id for finding in main.consequences}


def test_a_subject_in_two_rows() -> None:
    def split(rows: Rows) -> Rows:
        place = next(place for place, row in enumerate(rows) if row.code == "2210201")
        whole = rows[place]
        parts = []
        for share in (2, 1):
            amounts = {
                column: replace(
                    amount, hundredths=amount.value // 3 * share + (amount.value % 3 if share == 2 else 0)
                )
                for column, amount in whole.amounts.items()
            }
            parts.append(replace(whole, amounts=amounts))
        return [*rows[:place], *parts, *rows[place + 1 :]]

    (finding,) = found(qingshan(), "expenditure", split)
    assert "可能分在两行列示：合并为一行后" in finding.cause


def test_nobody_is_accused_in_a_table_that_lists_a_subject_twice() -> None:
    """Neither code nor merging explains a row that stands there twice: its sums are in doubt."""

    def twice(rows: Rows) -> Rows:
        return [*rows, replace(next(row for row in rows if row.code == "2210201"))]

    errors = [one for one in found(shanghai(), "expenditure", twice) if one.severity is Severity.ERROR]
    assert [finding.rule.id for finding in errors] == ["C104"]


def test_two_tables_that_list_different_subjects_are_left_as_they_are() -> None:
    """A table of another department: no single row explains that."""
    foreign = {"208": "213", "20801": "21301", "20805": "21305", "20807": "21307"}

    def moved(rows: Rows) -> Rows:
        return [
            replace(row, code=new, id=new) if (new := _foreign(row.code, foreign)) else row for row in rows
        ]

    findings = found(qingshan(), "general_budget", moved)
    assert not [finding.cause for finding in findings if "编码可能写错" in finding.cause]


def _foreign(code: str | None, codes: dict[str, str]) -> str:
    return codes.get(code or "", "") or (f"213{code[3:]}" if code and code.startswith("208") else "")
