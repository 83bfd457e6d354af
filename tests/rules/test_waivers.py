"""Waivers: read from tables people fill in, applied, and named when they waive nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from juesuan.books.waiver_sheet import waiver_rows
from juesuan.model.amount import Amount
from juesuan.model.finding import Finding, Term, Waiver
from juesuan.model.rule import Kind, RuleSpec, Severity
from juesuan.rules.waivers import WaiverError, apply, parse_waivers, read_waivers_csv, with_waiver

HEAD = ("指纹", "理由", "责任人", "日期", "截止日期")
KEY = "w0123456789a"
TODAY = dt.date(2024, 9, 10)


def finding(name: str, *consequences: Finding) -> Finding:
    rule = RuleSpec(name, "规则", Kind.COPY, Severity.ERROR, "", "", "")
    terms = (Term(name, Amount(100)),)
    return Finding(rule, Severity.ERROR, name, terms, (Term("b", Amount(99)),), consequences=consequences)


def waiver(fingerprint: str, expires: dt.date | None = None) -> Waiver:
    return Waiver(fingerprint, "批复如此", "经办人", dt.date(2024, 9, 1), expires)


@pytest.mark.parametrize(
    "date", ["2024-09-01", "2024/9/1", "2024.9.1", "2024年9月1日", "2024-09-01 00:00:00"]
)
def test_dates_as_people_write_them(date: str) -> None:
    (read,) = parse_waivers([HEAD, (KEY, "理由", "人", date, "")], "清单.csv")
    assert read.date == dt.date(2024, 9, 1)
    assert read.expires is None


def test_columns_in_any_order_and_empty_rows() -> None:
    rows = [("",), ("备注", "责任人", "指纹", "日期", "理由"), (), ("x", "人", KEY.upper(), "2024-9-1", "因")]
    (read,) = parse_waivers(rows, "清单.csv")
    assert (read.fingerprint, read.person, read.reason) == (KEY, "人", "因")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("xyz", "理由", "人", "2024-9-1", ""), "第 2 行的指纹“xyz”不对"),
        ((KEY, "", "人", "2024-9-1", ""), "第 2 行没有填“理由”"),
        ((KEY, "理由", "", "2024-9-1", ""), "第 2 行没有填“责任人”"),
        ((KEY, "理由", "人", "昨天", ""), "第 2 行的日期“昨天”不对"),
        ((KEY, "理由", "人", "2024-13-1", ""), "第 2 行的日期“2024-13-1”不对"),
        ((KEY, "理由", "人", "2024-9-1", "年底"), "第 2 行的截止日期“年底”不对"),
        ((KEY,), "第 2 行没有填“理由”"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(row: tuple[str, ...], words: str) -> None:
    with pytest.raises(WaiverError) as error:
        parse_waivers([HEAD, row], "清单.csv")
    assert words in str(error.value)
    assert "清单.csv" in str(error.value)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(WaiverError, match="缺少列“理由、日期”"):
        parse_waivers([("指纹", "责任人")], "清单.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_however_it_was_saved(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "豁免.csv"
    path.write_bytes(with_waiver("", waiver(KEY, dt.date(2024, 12, 31))).encode(encoding))
    assert read_waivers_csv(path) == (waiver(KEY, dt.date(2024, 12, 31)),)


def test_one_more_waiver_goes_to_the_end(tmp_path: Path) -> None:
    first = with_waiver("", waiver(KEY)).rstrip("\r\n")
    path = tmp_path / "豁免.csv"
    path.write_text(with_waiver(first, waiver("w" + "f" * 11)), encoding="utf-8", newline="")
    assert [entry.fingerprint for entry in read_waivers_csv(path)] == [KEY, "w" + "f" * 11]


def test_a_workbook_of_waivers_with_real_dates_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "豁免.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("豁免")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, [KEY, "理由", "人"])
        sheet.write_datetime(1, 3, dt.datetime(2024, 9, 1), workbook.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    (read,) = parse_waivers(waiver_rows(path, own_sheet=True), "豁免.xlsx")
    assert (read.fingerprint, read.date) == (KEY, dt.date(2024, 9, 1))


def test_a_workbook_without_the_sheet_has_no_waivers(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        workbook.add_worksheet("公开01")
    assert waiver_rows(tmp_path / "a.xlsx", own_sheet=True) == []


def test_a_waived_finding_leaves_with_its_consequences() -> None:
    consequence = finding("X2")
    main, other = finding("X1", consequence), finding("X3")
    kept, waived, stale = apply(
        [main, other], [waiver(main.fingerprint), waiver(consequence.fingerprint)], TODAY
    )
    assert kept == [other]
    assert [entry.waiver for entry in waived] == [waiver(main.fingerprint)]
    assert stale == ()


def test_a_waived_consequence_leaves_its_finding_in_place() -> None:
    consequence, second = finding("X2"), finding("X4")
    main = finding("X1", consequence, second)
    kept, waived, stale = apply([main], [waiver(consequence.fingerprint)], TODAY)
    assert kept == [dataclasses.replace(main, consequences=(second,))]
    assert [entry.rule.id for entry in waived] == ["X2"]
    assert stale == ()


@pytest.mark.parametrize(
    ("expires", "counts"), [(TODAY, True), (TODAY - dt.timedelta(days=1), False), (None, True)]
)
def test_a_waiver_counts_up_to_its_last_day(expires: dt.date | None, *, counts: bool) -> None:
    main = finding("X1")
    given = waiver(main.fingerprint, expires)
    kept, waived, stale = apply([main], [given], TODAY)
    assert (len(kept), len(waived), stale) == ((0, 1, ()) if counts else (1, 0, (given,)))


def test_a_waiver_that_matches_nothing_is_stale() -> None:
    main = finding("X1")
    changed = dataclasses.replace(main, left=(Term("X1", Amount(101)),))
    assert apply([changed], [waiver(main.fingerprint)], TODAY)[2] == (waiver(main.fingerprint),)
