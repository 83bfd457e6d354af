"""新建, 汇总单位, 导出公开版, 填列三公, 设置, 帮助: what they write, open and say."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlwings as xw

import juesuan
from juesuan.books.template import write_workbook
from juesuan.excel.runner import carry_out
from juesuan.excel.settings import Settings
from tests.excel.conftest import PUBLISHED, ROOT
from tests.excel.person import Person
from tests.excel.plain_workbook import without_checks
from tests.making.accounts import BASIC, OTHER, PROJECT, Accounts, Entry, exactly, stated

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def no_books(excel: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> xw.App:
    """Excel in which nothing is open before and after."""
    monkeypatch.setenv("JUESUAN_HOME", str(tmp_path / "home"))
    return excel


def close_last(app: xw.App) -> str:
    book = app.books[len(app.books) - 1]
    name = str(book.api.FullName)
    book.close()
    return name


def test_a_new_workbook(no_books: xw.App, person: Person, tmp_path: Path) -> None:
    person.saves_as = tmp_path / "新 工作簿"
    code, _, _ = carry_out("new", None, person, no_books)
    assert code == 0
    assert close_last(no_books) == str(tmp_path / "新 工作簿.xlsx")
    template = juesuan.read(tmp_path / "新 工作簿.xlsx").layout.id
    assert (ROOT / "workbook_templates" / f"{template}.xlsx").exists()
    person.saves_as = None
    assert carry_out("new", None, person, no_books)[0] == 4


def test_units_become_a_department(no_books: xw.App, person: Person, tmp_path: Path) -> None:
    units = sorted((ROOT / "examples" / "qingshan-2023" / "units").glob("*.xlsx"))[:2]
    person.files = [Path(shutil.copy(unit, tmp_path)) for unit in units]
    person.saves_as = tmp_path / "部门.xlsx"
    code, sentence, _ = carry_out("consolidate", None, person, no_books)
    assert (code, sentence[:9]) == (0, "已汇总 2 个单位")
    close_last(no_books)
    both = juesuan.read(tmp_path / "部门.xlsx").tables["total"].amount("本年支出合计", "支出金额").value
    each = [juesuan.read(unit).tables["total"].amount("本年支出合计", "支出金额").value for unit in units]
    assert abs(both - sum(each)) <= 1


def unit(path: Path, *entries: Entry) -> Path:
    made = replace(stated(Accounts(entries), "wuhan-2023", exactly), organisation=path.stem)
    write_workbook(made.layout, path, made)
    return path


def test_transfers_between_units_are_listed_and_taken_out(
    no_books: xw.App, person: Person, tmp_path: Path
) -> None:
    """The bureau gives the centre 30.00: in the department's table they stand once."""
    own = Entry("2080101", OTHER, {"对附属单位补助支出": 3000, BASIC: 7000}, source="事业收入")
    given = Entry("2080102", OTHER, {PROJECT: 3000}, source="上级补助收入")
    units = [unit(tmp_path / "示例局（本级）.xlsx", own), unit(tmp_path / "示例中心.xlsx", given)]
    listed, department = tmp_path / "往来.csv", tmp_path / "部门.xlsx"

    person.files, person.picks, person.saves_as = units, 2, listed
    assert carry_out("consolidate", None, person, no_books)[0] == 4, "the list first"
    assert "示例局（本级）" in listed.read_text("utf-8-sig")
    assert person.opened == [str(listed)]

    listed.write_text("类别,付出单位,收到单位\n补助,示例局（本级）,示例中心\n", encoding="utf-8")
    answers = [units, [listed]]
    person.open_files = lambda *_, **__: answers.pop(0)  # type: ignore[method-assign]
    person.picks, person.saves_as = 1, department
    code, sentence, _ = carry_out("consolidate", None, person, no_books)
    assert code == 0, sentence
    close_last(no_books)
    table = juesuan.read(department).tables["income"]
    assert table.amount("合计", "本年收入合计").value == 10_000  # 70.00 and 30.00, in hundredths of 万元
    assert table.amount("合计", "上级补助收入").value == 0


def test_errors_keep_a_publication_from_being_exported(
    opened: Callable[..., xw.Book], published: Path, person: Person, tmp_path: Path
) -> None:
    person.saves_as = tmp_path / "公开"
    code, sentence, _ = carry_out("export", opened(published), person)
    assert code == 2
    assert sentence.startswith("没有导出：")
    assert not list(tmp_path.glob("公开/*"))


def test_what_is_missing_is_said_and_a_draft_offered(
    opened: Callable[..., xw.Book], person: Person, tmp_path: Path
) -> None:
    person.saves_as = tmp_path / "公开"
    person.agrees = False
    code, sentence, _ = carry_out("export", opened(PUBLISHED.with_name("corrected.xlsx")), person)
    assert (code, sentence) == (0, f"已导出 3 个文件到 {tmp_path / '公开'}")
    assert {path.suffix for path in person.saves_as.iterdir()} == {".xlsx", ".docx", ".html", ".json"}
    question = next(text for text in person.seen if "草稿" in text)
    assert "“上年数”按钮" in question, "advice names buttons, not the command line"


def test_three_public_and_operating_costs(
    opened: Callable[..., xw.Book], person: Person, tmp_path: Path
) -> None:
    kept = ("封面", "公开06", "公开09", "三公经费明细", "机关运行经费")
    book = opened(without_checks(PUBLISHED, tmp_path / "plain.xlsx", kept))
    for command in ("fill-three-public", "fill-operating"):
        code, sentence, _ = carry_out(command, book, person)
        assert code == 0, sentence


def test_settings_are_kept(no_books: xw.App, person: Person) -> None:
    person.answers = ["张三"]
    assert carry_out("settings", None, person, no_books)[:2] == (0, "设置已保存")
    assert Settings.load().person == "张三"
    person.picks, person.answers = 1, ["没有这样的来源"]
    code, sentence, _ = carry_out("settings", None, person, no_books)
    assert code == 2
    assert "没有这样的来源" in sentence
    assert Settings.load().source == "caijue-2023"


def test_the_manual_and_the_rules_are_opened(no_books: xw.App, person: Person) -> None:
    assert carry_out("explain", None, person, no_books)[0] == 0
    assert Path(person.opened[-1]).name == "全部规则.html"
    carry_out("help", None, person, no_books)
    assert [Path(opened).stem for opened in person.opened[1:]] in (["用户手册"], [])


def test_commands_that_need_a_workbook_say_so(no_books: xw.App, person: Person) -> None:
    assert carry_out("check", None, person, no_books)[:2] == (2, "请先打开要处理的工作簿")


def test_another_workbook_is_no_publication(
    opened: Callable[..., xw.Book], person: Person, tmp_path: Path
) -> None:
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "别的.xlsx")
    book = opened(tmp_path / "别的.xlsx")
    code, sentence, _ = carry_out("check", book, person)
    assert code == 2
    assert sentence.startswith(f"文件“{book.api.FullName}”里没有找到任何一张部门决算公开表")
    assert PUBLISHED.name not in sentence
