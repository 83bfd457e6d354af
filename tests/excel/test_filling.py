"""取数, 重算小计, 尾差平衡, 上年数 and 撤销 on a workbook that is open in a real spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import xlwings as xw

import juesuan
from juesuan.excel.runner import carry_out
from tests.excel.conftest import ROOT
from tests.excel.person import Person

pytestmark = pytest.mark.libreoffice
EXPORT = ROOT / "examples" / "qingshan-2023" / "export" / "财决导出（示例）.xlsx"
TEMPLATE = ROOT / "workbook_templates" / "wuhan-2023.xlsx"


def test_fill(opened: Callable[..., xw.Book], person: Person) -> None:
    import time

    book = opened(TEMPLATE)
    person.files = [EXPORT]
    t = time.time()
    code, sentence, undo = carry_out("fill", book, person)
    print(code, sentence, undo, time.time() - t)
    print(person.seen[-1])
    assert code == 0
    t = time.time()
    print(carry_out("undo", book, person), time.time() - t)
    print(person.seen[-1])
    print(carry_out("subtotal", book, person))
    print(carry_out("balance", book, person))
