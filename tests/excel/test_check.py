"""校验 and 清除标记 on a workbook that is open in a real spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from juesuan.books.marking import unmark_workbook
from juesuan.excel.marking.result_list import HEADINGS
from juesuan.excel.runner import carry_out
from juesuan.recalc.reading import read
from juesuan.report.annotation import annotate
from juesuan.rules import check
from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.excel.conftest import PUBLISHED
from tests.excel.person import Person
from tests.excel.plain_workbook import without_checks
from tests.excel.states import contents, looks, notes, saved, writes

pytestmark = pytest.mark.libreoffice

# By hand: 公开02 states 0.90 for 20136 with nothing below it; that is the first error of the publication.
FIRST = ("公开02", "F11")
ERROR_COLOUR = (255, 199, 206)


def unlocked(book: xw.Book, name: str) -> xw.Sheet:
    """A sheet of the template that the person has unprotected."""
    sheet = book.sheets[name]
    sheet.api.Unprotect()
    return sheet


def note_of(book: xw.Book, place: tuple[str, str]) -> str:
    note = book.sheets[place[0]].range(place[1]).note
    return note.text if note else ""


def test_marking_twice_and_taking_the_marks_out(
    opened: Callable[..., xw.Book], person: Person, tmp_path: Path
) -> None:
    book = opened(without_checks(PUBLISHED, tmp_path / "whole.xlsx"))
    sheet = unlocked(book, FIRST[0])
    sheet.range(FIRST[1]).color = (200, 220, 255)
    sheet.range(FIRST[1]).add_note("请财务科复核")
    sheet.range("G30").color = (1, 2, 3)  # no finding there
    before = saved(book, tmp_path / "before.xlsx")

    code, sentence, undo = carry_out("check", book, person)
    assert (code, undo) == (0, False)
    assert sentence.startswith("错误 5，警告 12，")
    listed = book.sheets["校验结果"].range("A2:J3").value
    assert listed[0] == list(HEADINGS)
    assert listed[1][:4] == ["1", "错误", "T202", "公开02!F11"]
    assert book.sheets["校验结果"].range("D3").formula == '=HYPERLINK("#\'公开02\'!F11","公开02!F11")'
    assert book.sheets["校验结果"].range("B3").color == ERROR_COLOUR
    model = book.sheets["校验结果"].api
    assert model.AutoFilterMode
    assert model.Range("J3:J60").Validation.Formula1 == "未整改,整改中,已整改,无需整改"
    assert sheet.range(FIRST[1]).color == ERROR_COLOUR
    assert note_of(book, FIRST).startswith("请财务科复核\n\n【决算校验】错误 T202")
    assert book.selection is not None
    assert (book.selection.sheet.name, book.selection.address) == (FIRST[0], "$F$11")
    assert book.app.status_bar is False

    marked = saved(book, tmp_path / "marked.xlsx")
    with ROUND_TRIPS.counting() as calls:
        assert carry_out("check", book, person)[:2] == (0, sentence)
    assert writes(calls) == {}, "running twice changes nothing"

    places = [FIRST, (FIRST[0], "G30"), ("公开09", "C8")]
    assert carry_out("unmark", book, person)[0] == 0
    after = saved(book, tmp_path / "after.xlsx")
    assert contents(after) == contents(before)
    assert notes(after) == notes(before) == {"公开02!F11": "请财务科复核"}
    assert looks(after, places) == looks(before, places)
    assert len(notes(marked)) > 20
    assert carry_out("unmark", book, person)[:2] == (0, "这个工作簿里没有标注")


def test_marks_follow_their_findings_and_entries_stay(
    opened: Callable[..., xw.Book], published: Path, person: Person
) -> None:
    book = opened(published)
    carry_out("check", book, person)
    listed = book.sheets["校验结果"]
    lines = listed.range("A3:J60").value
    first = lines[0][3]
    other = next(number for number, line in enumerate(lines, 3) if line[1] in {"警告", "提示"})
    listed.range(f"I{other}:J{other}").value = ["张三", "整改中"]
    listed.range("I3").value = "李四"
    unlocked(book, FIRST[0]).range("E11:F11").value = [[None, None]]  # what the finding asks for
    carry_out("check", book, person)
    lines = [line for line in listed.range("A3:J60").value if line[2]]
    assert [line[8:] for line in lines if line[8]] == [["张三", "整改中"]]
    assert ("错误", first) not in {(line[1], line[3]) for line in lines}
    assert book.sheets[FIRST[0]].range(first.partition("!")[2]).color != ERROR_COLOUR

    person.agrees = False
    assert carry_out("unmark", book, person)[0] == 4, "somebody's entries are not thrown away unasked"
    assert "责任人和整改状态" in person.seen[-1]


def test_protected_sheets_are_protected_again_as_they_were(
    opened: Callable[..., xw.Book], published: Path, person: Person
) -> None:
    book = opened(published)
    carry_out("check", book, person)
    assert book.sheets[FIRST[0]].api.ProtectContents
    allowed = book.impl.protections[FIRST[0]]
    assert {name for name, value in allowed.items() if value} == {
        "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingRows",
        "AllowDeletingRows", "AllowSorting", "AllowFiltering", "DrawingObjects", "Contents", "Scenarios",
    }  # fmt: skip


def test_a_password_is_respected(opened: Callable[..., xw.Book], published: Path, person: Person) -> None:
    book = opened(published)
    sheet = book.sheets[FIRST[0]].impl._sheet
    sheet.unprotect("")
    sheet.protect("secret")
    code, sentence, _ = carry_out("check", book, person)
    assert code == 2
    assert sentence.startswith("工作表“公开02”受密码保护：")
    assert "校验结果" not in [one.name for one in book.sheets]
    assert book.app.screen_updating
    assert book.app.calculation == "automatic"
    assert book.app.status_bar is False


def test_marks_of_the_command_line_and_of_the_button_are_the_same(
    opened: Callable[..., xw.Book], published: Path, person: Person, tmp_path: Path
) -> None:
    """What one marks the other can take out."""
    annotated = tmp_path / "annotated.xlsx"
    annotate(published, check(read(published)), annotated)
    book = opened(annotated)
    carry_out("check", book, person)
    assert [sheet.name for sheet in book.sheets].count("校验结果") == 1
    marked = saved(book, tmp_path / "marked.xlsx")
    assert notes(marked).keys() == notes(annotated).keys()
    assert unmark_workbook(marked, tmp_path / "clean.xlsx") == len(notes(marked))
    assert notes(tmp_path / "clean.xlsx") == {}
    assert carry_out("unmark", book, person)[0] == 0
    assert notes(saved(book, tmp_path / "after.xlsx")) == {}
