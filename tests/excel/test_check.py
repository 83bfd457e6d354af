"""校验 and 清除标记 on a workbook that is open in a real spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from juesuan.excel.runner import carry_out
from tests.excel.conftest import PUBLISHED
from tests.excel.person import Person

pytestmark = pytest.mark.libreoffice


def test_findings_are_marked_and_listed(opened: Callable[..., xw.Book], person: Person) -> None:
    book = opened(PUBLISHED)
    code, sentence, _ = carry_out("check", book, person)
    assert code == 0
    assert sentence.startswith("错误 5，")
    listed = book.sheets["校验结果"].range("A2:J3").value
    assert listed[0][-2:] == ["责任人", "整改状态"]
    assert listed[1][:4] == ["1", "错误", "T202", "公开02!F11"]
    assert book.sheets["公开02"].range("F11").color == (255, 199, 206)
    assert "公开02 20136" in book.sheets["公开02"].range("F11").note.text
    assert (book.selection.sheet.name, book.selection.address) == ("公开02", "$F$11")
