"""``juesuan waive`` and the lists of waivers that ``check`` takes into account."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run

WHO = ("--reason", "批复如此", "--person", "经办人")


@pytest.fixture
def fingerprint(run: Run, published: Path) -> str:
    findings = json.loads(run("check", published, "--format", "json").out)["findings"]
    return str(next(entry["fingerprint"] for entry in findings if entry["rule"] == "X201"))


def test_a_waived_finding_is_shown_as_such_and_counts_no_more(
    run: Run, published: Path, fingerprint: str
) -> None:
    answer = run("waive", published, fingerprint[:8], *WHO)
    assert answer.code == 0
    assert str(published.with_name("公布稿.豁免.csv")) in answer.out
    after = run("check", published)
    assert "结论  错误 4" in after.out
    assert "豁免  X201" in after.out
    assert "批复如此（经办人" in after.out


def test_a_second_waiver_of_the_same_finding_is_refused(run: Run, published: Path, fingerprint: str) -> None:
    target = ("--file", published.with_name("清单.csv"))
    assert run("waive", published, fingerprint, *WHO, *target).code == 0
    answer = run("waive", published, fingerprint, *WHO, *target)
    assert answer.code == 2
    assert "已经有指纹" in answer.err


@pytest.mark.parametrize("wrong", ["ffffffffffff", "a", ""])
def test_a_fingerprint_that_names_nothing_is_refused(run: Run, published: Path, wrong: str) -> None:
    answer = run("waive", published, wrong, *WHO)
    assert answer.code == 2
    assert "没有指纹为" in answer.err
    assert not published.with_name("公布稿.豁免.csv").exists()


def test_reason_person_and_date_must_make_sense(run: Run, published: Path, fingerprint: str) -> None:
    assert "缺少选项 '--person'" in run("waive", published, fingerprint, "--reason", "因").err
    assert "不能为空" in run("waive", published, fingerprint, "--reason", " ", "--person", "人").err
    assert "“明天”不是日期" in run("waive", published, fingerprint, *WHO, "--until", "明天").err


def test_an_expired_waiver_is_reported(run: Run, published: Path, fingerprint: str) -> None:
    run("waive", published, fingerprint, *WHO, "--until", "2020-1-1")
    answer = run("check", published)
    assert "结论  错误 5" in answer.out
    assert "已过期" in answer.out


def test_the_sheet_of_the_workbook_itself(run: Run, published: Path, fingerprint: str) -> None:
    book = openpyxl.load_workbook(published)
    sheet = book.create_sheet("豁免")
    sheet.append(["指纹", "理由", "责任人", "日期"])
    sheet.append([fingerprint, "批复", "人", "2024-9-1"])
    book.save(published)
    assert "豁免  X201" in run("check", published).out
    sheet.append(["123", "批复", "人", "2024-9-1"])
    book.save(published)
    answer = run("check", published)
    assert answer.code == 2
    assert (
        answer.err
        == "错误：公布稿.xlsx 的“豁免”工作表 第 3 行的指纹“123”不对：应为核对结果里给出的 12 位指纹\n"
    )


def test_in_a_batch_a_list_is_stale_only_where_no_file_needs_it(
    run: Run, published: Path, corrected: Path, fingerprint: str
) -> None:
    listed = published.with_name("清单.csv")
    run("waive", published, fingerprint, *WHO, "--file", listed)
    answer = run("check", "-q", corrected, published, "--waivers", listed)
    assert "失效" not in answer.out + answer.err
    assert "豁免 1 处" in answer.out
    assert (
        f"豁免  {fingerprint}"
        in run("check", "-q", corrected, corrected.parent, "--waivers", listed, "--skip", "X*").err
    )
