"""上一条, 下一条, 豁免, 规则说明: going through the findings of a checked workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from juesuan.excel.runner import carry_out
from juesuan.excel.settings import Settings
from tests.excel.person import Person
from tests.excel.states import contents, saved

pytestmark = pytest.mark.libreoffice


def place(book: xw.Book) -> str:
    """Where the selection is."""
    selection = book.selection
    assert selection is not None
    return f"{selection.sheet.name}!{selection.address.replace('$', '')}"


def column(book: xw.Book, letter: str) -> list[str]:
    """A column of the list of findings."""
    return [str(value) for value in book.sheets["校验结果"].range(f"{letter}3:{letter}60").value]


def test_going_through_the_findings_and_answering_for_one(
    opened: Callable[..., xw.Book], published: Path, person: Person, tmp_path: Path
) -> None:
    book = opened(published)
    assert carry_out("next-finding", book, person)[:2] == (2, "还没有校验结果：请先点“校验”")
    carry_out("check", book, person)
    listed = book.sheets["校验结果"].range("A3:H50").value
    cells = [line[3] for line in listed if line[2] and "!" in (line[3] or "")]
    distinct = [cell for number, cell in enumerate(cells) if number == 0 or cells[number - 1] != cell]
    first = distinct[0].partition("!")[2]
    assert place(book) == distinct[0] == f"公开02!{first}"
    for wanted in distinct[1:4]:
        code, sentence, _ = carry_out("next-finding", book, person)
        assert (code, place(book)) == (0, wanted)
        assert wanted in sentence
    carry_out("previous-finding", book, person)
    assert place(book) == distinct[2]

    book.sheets["校验结果"].activate()
    book.sheets["校验结果"].range("E3").select()
    carry_out("explain", book, person)
    page = Path(person.opened[-1])
    assert page.name == "T202.html"
    assert "<h1>T202 " in page.read_text("utf-8")
    carry_out("previous-finding", book, person)
    assert place(book) == distinct[-1], "before the first comes the last"

    sheet = book.sheets["公开02"]
    sheet.activate()
    sheet.range("A1").select()
    assert carry_out("waive", book, person)[0] == 2
    sheet.range(first).select()
    before = saved(book, tmp_path / "before.xlsx")
    person.answers = ["上级单列，不在本级反映", "=cmd|' /C calc'!A0", "2099-12-31"]
    code, sentence, undo = carry_out("waive", book, person)
    assert (code, undo) == (0, True)
    assert sentence.startswith(f"已豁免 T202 公开02!{first}。")
    assert "豁免 1 处" in sentence
    assert Settings.load().person == "=cmd|' /C calc'!A0"
    line = book.sheets["豁免"].range("A1:E2").value
    assert line[0] == ["指纹", "理由", "责任人", "日期", "截止日期"]
    assert line[1][0] == listed[0][7]
    assert line[1][2] == "=cmd|' /C calc'!A0", "what a person enters is no formula"
    assert line[1][4] == "2099-12-31"
    assert f"公开02!{first}" not in column(book, "D")
    carry_out("undo", book, person)
    carry_out("check", book, person)
    assert contents(saved(book, tmp_path / "after.xlsx")).keys() == contents(before).keys()
    assert f"公开02!{first}" in column(book, "D")
