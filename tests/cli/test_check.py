"""``juesuan check`` as people use it: one file, many, in every form; exit codes and sentences."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl
import pytest

from juesuan.model.disclosure import Disclosure
from tests.cli.conftest import Run


def test_mistakes_are_named_by_sheet_and_cell_and_the_code_is_one(run: Run, published: Path) -> None:
    answer = run("check", published)
    assert answer.code == 1
    assert answer.err == ""
    assert "2080704 社会保险补贴 项目支出" in answer.out
    assert "3,704.84" in answer.out
    assert "3,704.83" in answer.out
    assert answer.out.rstrip().splitlines()[-2].startswith("结论  错误 5")


def test_without_errors_the_code_is_zero(run: Run, corrected: Path) -> None:
    answer = run("check", corrected)
    assert (answer.code, answer.err) == (0, "")
    assert "错误 0" in answer.out


def test_fail_on_warning(run: Run, published: Path) -> None:
    only_warnings = ("check", published, "--rule", "C106")
    assert run(*only_warnings).code == 0
    assert run(*only_warnings, "--fail-on", "warning").code == 1


def test_a_table_that_was_not_found_is_no_error_but_a_warning(
    run: Run, corrected: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(corrected)
    book.remove(book["公开05"])
    book.save(tmp_path / "缺表.xlsx")
    answer = run("check", tmp_path / "缺表.xlsx")
    assert answer.code == 0
    assert "没有找到表“一般公共预算财政拨款支出决算表”" in answer.out
    assert run("check", tmp_path / "缺表.xlsx", "--fail-on", "warning").code == 1
    both = run("check", corrected, tmp_path / "缺表.xlsx").out.rstrip().splitlines()[-1]
    assert both == "共 2 个文件：没有问题 1 个，没有问题但有表或栏没找到 1 个，有问题 0 个，没有核对成 0 个"


def test_rules_are_chosen_by_pattern_in_either_case(run: Run, published: Path) -> None:
    chosen = json.loads(run("check", published, "--format", "json", "--rule", "x17*").out)
    assert {entry["rule"][:3] for entry in chosen["rules"]} == {"X17"}
    skipped = json.loads(run("check", published, "--format", "json", "--skip", "X*", "--skip", "t*").out)
    assert not {entry["rule"][0] for entry in skipped["rules"]} & {"X", "T"}


def test_the_checked_file_is_not_changed(run: Run, published: Path) -> None:
    before = hashlib.sha256(published.read_bytes()).digest()
    run("check", published, "--annotate", published.with_name("标注.xlsx"))
    run("check", published, "--format", "xlsx")
    assert hashlib.sha256(published.read_bytes()).digest() == before


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_reports_go_beside_the_workbook_or_where_told(
    run: Run, published: Path, tmp_path: Path, form: str
) -> None:
    answer = run("check", published, "--format", form)
    assert answer.code == 1
    assert f"报告：{tmp_path / '公布稿.校验报告'}.{form}" in answer.out
    assert (tmp_path / f"公布稿.校验报告.{form}").stat().st_size > 1000
    run("check", published, "--format", form, "-o", tmp_path / f"结果.{form}")
    assert (tmp_path / f"结果.{form}").exists()


def test_json_goes_to_standard_output_alone(run: Run, published: Path, tmp_path: Path) -> None:
    answer = run("check", published, "--format", "json", "--annotate", tmp_path / "标注.xlsx")
    assert json.loads(answer.out)["counts"]["error"] == 5
    assert "已标注" in answer.err


def test_a_folder_is_checked_with_a_line_for_each_clean_file(
    run: Run, published: Path, corrected: Path
) -> None:
    published.with_name("~$公布稿.xlsx").write_bytes(b"lock")
    answer = run("check", published.parent)
    assert answer.code == 1
    assert sum(line.startswith(str(corrected)) for line in answer.out.splitlines()) == 1
    assert answer.out.rstrip().endswith("共 2 个文件：没有问题 1 个，有问题 1 个，没有核对成 0 个")


def test_one_bad_file_does_not_stop_the_batch(
    run: Run, corrected: Path, published: Path, tmp_path: Path
) -> None:
    (tmp_path / "a坏.xlsx").write_bytes(b"not a workbook")
    answer = run("check", "-q", tmp_path / "a坏.xlsx", corrected, published)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 1
    assert "a坏.xlsx" in answer.err
    assert "没有问题 1 个，有问题 1 个，没有核对成 1 个" in answer.out


def test_many_reports_go_to_a_folder_each_under_its_own_name(
    run: Run, published: Path, tmp_path: Path
) -> None:
    other = tmp_path / "另一处"
    other.mkdir()
    (other / published.name).write_bytes(published.read_bytes())
    run("check", published, other, "--format", "html", "-o", tmp_path / "报告")
    names = sorted(path.name for path in (tmp_path / "报告").iterdir())
    assert names == ["公布稿.校验报告-2.html", "公布稿.校验报告.html"]


def test_many_files_as_one_json_list(run: Run, published: Path, corrected: Path) -> None:
    answer = run("check", published, corrected, "--format", "json")
    assert [report["counts"]["error"] for report in json.loads(answer.out)] == [5, 0]


def test_an_error_of_ours_is_one_sentence_with_a_log(
    run: Run, published: Path, corrected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from juesuan.rules import check

    def breaks(disclosure: Disclosure, **options: object) -> object:
        if disclosure.path.endswith("公布稿.xlsx"):
            raise ZeroDivisionError("ours")
        return check(disclosure, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("juesuan.rules.check", breaks)
    answer = run("check", "-q", published, corrected)
    assert answer.code == 3
    assert len(answer.err.splitlines()) == 1
    assert "程序内部出错" in answer.err
    (log,) = (tmp_path / "home" / "logs").iterdir()
    assert "ZeroDivisionError: ours" in log.read_text(encoding="utf-8")
    assert str(log) in answer.err
    assert "改正稿.xlsx" in answer.out


def test_an_interrupted_batch_keeps_what_it_has(
    run: Run, published: Path, corrected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from juesuan.rules import check

    def stops(disclosure: Disclosure, **options: object) -> object:
        if disclosure.path.endswith("公布稿.xlsx"):
            raise KeyboardInterrupt
        return check(disclosure, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("juesuan.rules.check", stops)
    answer = run("check", "--format", "json", corrected, published)
    assert answer.code == 130
    assert len(json.loads(answer.out)) == 1
    assert "共 2 个文件，核对了 1 个" in answer.err


def test_annotate_and_unmark(run: Run, published: Path, tmp_path: Path) -> None:
    marked = tmp_path / "标注.xlsx"
    assert run("check", published, "-q", "--annotate", marked).code == 1
    assert "校验结果" in openpyxl.load_workbook(marked).sheetnames
    again = run("check", marked, "-q")
    assert "错误 5" in again.out
    answer = run("unmark", marked)
    assert answer.code == 0
    assert "备份：" in answer.out
    assert "校验结果" not in openpyxl.load_workbook(marked).sheetnames
    assert len(list(tmp_path.glob("标注.备份-*.xlsx"))) == 1
    assert run("unmark", marked).out == f"没有标注：{marked}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "缺少参数"),
        (("不存在.xlsx",), "不存在.xlsx"),
        (("空文件夹",), "没有工作簿"),
        (("公布稿.xlsx", "--layout", "北京"), "没有版式“北京”，可用的有：shanghai-2024、wuhan-2023"),
        (("公布稿.xlsx", "--rule", "X17"), "没有规则“X17”，是不是想用"),
        (("公布稿.xlsx", "--format", "pdf"), "'terminal', 'html', 'xlsx', 'json'"),
        (("公布稿.xlsx", "--annotate", "公布稿.xlsx"), "是被核对的文件"),
        (("公布稿.xlsx", "--annotate", "标注.xlsm"), "应和原文件一样以 .xlsx 结尾"),
        (("公布稿.xlsx", "-o", "报告.txt"), "-o 要和 --format"),
        (("公布稿.xlsx", "公布稿2.xlsx", "--annotate", "标注.xlsx"), "一次只能标注一个文件"),
        (("公布稿.xlsx", "--waivers", "没有.csv"), "没有.csv”：文件或文件夹不存在"),
        (("公布稿.xlsx", "--unknown"), "没有选项“--unknown”"),
        (("公布稿.xlsx", "--format", "html", "-o", "没有这个文件夹/a.html"), "没有这个文件夹"),
    ],
)
def test_wrong_use_is_one_sentence_and_code_two(
    run: Run, published: Path, arguments: tuple[str, ...], words: str
) -> None:
    (published.parent / "空文件夹").mkdir()
    answer = run("check", *arguments)
    assert answer.code == 2
    assert words in answer.err
    assert len(answer.err.splitlines()) == 1
    assert answer.err.startswith("错误：")
    assert not list(published.parent.glob(".*"))


def test_a_file_of_the_users_is_kept_before_a_report_takes_its_place(
    run: Run, published: Path, corrected: Path, tmp_path: Path
) -> None:
    arguments = ("check", published, "-q", "--annotate", corrected)
    before = corrected.read_bytes()
    assert "备份" in run(*arguments).err
    (backup,) = tmp_path.glob("改正稿.备份-*.xlsx")
    assert backup.read_bytes() == before
    assert run(*arguments).err == ""
    for form in ("html", "xlsx", "json"):
        report = ("check", published, "--format", form, "-o", tmp_path / f"报告.{form}")
        assert [run(*report).err, run(*report).err] == ["", ""], form
