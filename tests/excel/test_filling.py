"""取数, 重算小计, 尾差平衡, 上年数 and 撤销 on a workbook that is open in a real spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.comments import Comment

from juesuan.excel.changing import applying
from juesuan.excel.changing.writing import write_blocks
from juesuan.excel.runner import carry_out
from juesuan.fill.filling import fill
from juesuan.fill.subtotals import subtotal
from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.excel.conftest import PUBLISHED, ROOT, THREE_TABLES
from tests.excel.person import Person
from tests.excel.plain_workbook import without_checks
from tests.excel.states import contents, saved, writes

pytestmark = pytest.mark.libreoffice
EXPORT = ROOT / "examples" / "qingshan-2023" / "export" / "财决导出（示例）.xlsx"
CORRECTED = PUBLISHED.with_name("corrected.xlsx")


def test_filling_is_what_the_command_line_does_and_can_be_undone(
    opened: Callable[..., xw.Book], published: Path, person: Person, tmp_path: Path
) -> None:
    book = opened(published)
    before = saved(book, tmp_path / "before.xlsx")
    person.files = [EXPORT]
    person.agrees = False
    with ROUND_TRIPS.counting() as calls:
        assert carry_out("fill", book, person) == (4, "", False)
    assert writes(calls) == {}
    assert "公开01!D7" in person.seen[-1] or "公开02!" in person.seen[-1]
    assert "另有" in person.seen[-1]
    assert "撤销上次操作" in person.seen[-1]

    person.agrees = True
    code, sentence, undo = carry_out("fill", book, person)
    assert (code, undo) == (0, True)
    assert sentence.startswith("取数完成，改动：")
    filled = saved(book, tmp_path / "after.xlsx")
    fill(before, EXPORT).prepared.write(tmp_path / "expected.xlsx")
    assert contents(filled) == contents(tmp_path / "expected.xlsx")
    assert book.sheets["公开02"].api.ProtectContents
    assert book.sheets["元数"].range("A3:C3").font.bold, "headings of a new sheet look as in a file"
    assert carry_out("balance", book, person)[:2] == (0, "尾差平衡：没有需要改动的单元格")

    sheet = book.sheets["公开05"]
    sheet.api.Unprotect()
    sheet.range("G60").value = 5  # by hand, after filling
    assert carry_out("undo", book, person) == (0, person_sees(person, "“公开05” 1 个单元格"), False)
    assert contents(saved(book, tmp_path / "undone.xlsx")) == contents(before)
    assert carry_out("undo", book, person)[:2] == (2, "没有可以撤销的操作")


def test_figures_changed_by_hand_are_balanced_again(
    opened: Callable[..., xw.Book], published: Path, person: Person, tmp_path: Path
) -> None:
    filled = tmp_path / "filled.xlsx"
    fill(published, EXPORT).prepared.write(filled)
    book = opened(filled)
    before = saved(book, tmp_path / "before.xlsx")
    sheet = book.sheets["公开05"]
    sheet.api.Unprotect()
    right = sheet.range("G10").value
    sheet.range("G10").value = right + 0.01  # the smallest amount there is
    code, sentence, undo = carry_out("balance", book, person)
    assert (code, undo) == (0, True)
    assert sentence.startswith("尾差平衡完成，改动：")
    assert "取数后改过，会被改回" in person.seen[-1]
    assert sheet.range("G10").value == right
    assert contents(saved(book, tmp_path / "balanced.xlsx")) == contents(before)
    assert carry_out("undo", book, person)[0] == 0
    assert sheet.range("G10").value == right + 0.01


def person_sees(person: Person, words: str) -> Any:
    """Compares equal to whatever is said, once the person has seen some words."""

    class Said(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return words in person.seen[-1]

        __hash__ = str.__hash__

    return Said()


@pytest.fixture(scope="module")
def disordered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tables of the corrected publication, two 项 of 公开03 in the wrong order."""
    folder = tmp_path_factory.mktemp("disordered")
    path = without_checks(CORRECTED, folder / "plain.xlsx", THREE_TABLES)
    book = openpyxl.load_workbook(path)
    sheet = book["公开03"]
    codes = {str(sheet.cell(row, 1).value): row for row in range(1, 50)}
    one, other = codes["2080101"], codes["2080102"]
    for column in range(1, 11):
        cells = sheet.cell(one, column), sheet.cell(other, column)
        if not isinstance(cells[0], openpyxl.cell.MergedCell):
            cells[0].value, cells[1].value = cells[1].value, cells[0].value
    sheet.cell(other, 4).comment = Comment("这一行是行政运行", "财务科")
    book.save(folder / "disordered.xlsx")
    return folder / "disordered.xlsx"


def test_rows_are_moved_and_put_in_and_come_back(
    opened: Callable[..., xw.Book], disordered: Path, person: Person, tmp_path: Path
) -> None:
    book = opened(disordered)
    sheet = book.sheets["公开03"]
    sheet.api.Unprotect()
    parent = next(number for number in range(1, 50) if sheet.range(f"A{number}").value == "20801")
    sheet.range(f"{parent}:{parent}").delete("up")
    before = saved(book, tmp_path / "before.xlsx")
    with ROUND_TRIPS.counting() as calls:
        code, sentence, undo = carry_out("subtotal", book, person)
    assert (code, undo) == (0, True), sentence
    assert "加行 1 处，移行" in sentence
    assert calls["Range.insert"] == 2, "the new row, and room for the row that moves"
    assert sheet.range(f"A{parent}").number_format == "@", "a new row looks like the others"
    after = saved(book, tmp_path / "after.xlsx")
    subtotal(before).prepared.write(tmp_path / "expected.xlsx")
    assert contents(after) == contents(tmp_path / "expected.xlsx")
    rows = {
        line[0]: number
        for number, line in enumerate(book.sheets["公开03"].range("A1:A50").options(ndim=2).value, 1)
    }
    assert rows["20801"] < rows["2080101"] < rows["2080102"]
    note = book.sheets["公开03"].range(f"D{rows['2080101']}").note
    assert note is not None
    assert note.text == "这一行是行政运行", "a note goes where its row goes"
    carry_out("undo", book, person)
    assert contents(saved(book, tmp_path / "undone.xlsx")) == contents(before)


def test_a_failure_on_the_way_leaves_the_workbook_as_it_was(
    opened: Callable[..., xw.Book],
    disordered: Path,
    person: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = opened(disordered)
    before = saved(book, tmp_path / "before.xlsx")
    sheets: list[str] = []

    def failing(sheet: xw.Sheet, blocks: Any) -> None:
        sheets.append(sheet.name)
        if len(sheets) == 1:
            raise RuntimeError("Excel is busy")
        write_blocks(sheet, blocks)

    monkeypatch.setattr(applying, "write_blocks", failing)
    code, sentence, undo = carry_out("subtotal", book, person)
    assert (code, undo) == (3, False)
    assert sentence.startswith("程序内部出错，不是您的操作问题；详情已写入 ")
    log = next((tmp_path / "home" / "logs").glob("*.log")).read_text("utf-8")
    assert "Excel is busy" in log
    assert contents(saved(book, tmp_path / "after.xlsx")) == contents(before)
    app = book.app
    assert (app.screen_updating, app.enable_events, app.display_alerts) == (True, True, True)
    assert (app.calculation, app.status_bar) == ("automatic", False)


def test_figures_that_come_out_wrong_are_taken_back(
    opened: Callable[..., xw.Book],
    disordered: Path,
    person: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever the reason: a workbook never keeps figures that the library did not work out."""
    book = opened(disordered)
    before = saved(book, tmp_path / "before.xlsx")

    def careless(sheet: xw.Sheet, blocks: Any) -> None:
        write_blocks(sheet, blocks)
        if sheet.name == "公开03":
            sheet.range("E9").value = 1234

    monkeypatch.setattr(applying, "write_blocks", careless)
    monkeypatch.setattr(applying, "put_back", putting_back_well(monkeypatch))
    assert carry_out("subtotal", book, person)[0] == 3
    assert contents(saved(book, tmp_path / "after.xlsx")) == contents(before)


def putting_back_well(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Put back with the writing that works."""
    put_back = applying.put_back

    def back(*arguments: Any) -> None:
        monkeypatch.setattr(applying, "write_blocks", write_blocks)
        put_back(*arguments)

    return back


def test_last_years_figures(opened: Callable[..., xw.Book], published: Path, person: Person) -> None:
    book = opened(published)
    person.files = [CORRECTED]
    code, sentence, undo = carry_out("fill-previous-year", book, person)
    assert (code, undo) == (0, True), sentence
    assert "请看一眼：" in person.seen[-1], "the same year is not the year before"
    assert "上年数" in [sheet.name for sheet in book.sheets]
    carry_out("undo", book, person)
    assert "上年数" not in [sheet.name for sheet in book.sheets]


def test_an_approved_budget_is_kept_on_its_sheet(
    opened: Callable[..., xw.Book], published: Path, person: Person, tmp_path: Path
) -> None:
    budget = tmp_path / "预算批复.csv"
    budget.write_text(
        "单位：元,,\n科目编码,科目名称,年初预算数\n2080101,行政运行,1234500\n", encoding="utf-8"
    )
    book = opened(published)
    person.picks, person.files = 1, [budget]
    code, sentence, undo = carry_out("fill", book, person)
    assert (code, undo) == (0, True), sentence
    assert "1 个项的年初预算（元）" in person.seen[-1]
    lines = book.sheets["年初预算"].range("A1:C12").value
    assert ["2080101", "行政运行", 123.45] in lines
    person.picks = None
    assert carry_out("fill", book, person)[0] == 4


def test_what_is_doubtful_is_said_before_what_fits(
    opened: Callable[..., xw.Book], published: Path, person: Person
) -> None:
    book = opened(published)
    cover = book.sheets["封面"]
    cover.api.Unprotect()
    cover.range("C5").value = 2022
    person.files, person.agrees = [EXPORT], False
    assert carry_out("fill", book, person)[0] == 4
    assert person.seen[-1].startswith("注意：工作簿是 2022 年度的，来源是 2023 年度的")
