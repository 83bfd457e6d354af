"""The add-in without any module replaced: what it asks of Windows, and worksheet functions down to Python."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest
from openpyxl import Workbook
from pyopenvba.interpreter import VBAErrorValue

from addin.build.functions import declared_functions
from addin.build.places import xlwings_version
from juesuan.excel.runner import write_result
from juesuan.layouts import catalogs
from tests.addin.excel_in_memory import ExcelInMemory
from tests.addin.small_workbook import write_workbook
from tests.addin.windows_arguments import windows_arguments

INTERPRETER = r"C:\Users\张 三\juesuan\Scripts\pythonw.exe"
RESULT = r"C:\Local\juesuan\result.txt"
CHECK = ("check", "workbook writes")
WARNING_ON_TOP = 48 + 4096


class WindowsFolder(PureWindowsPath):
    """A path as the program sees it on Windows."""

    @classmethod
    def home(cls) -> WindowsFolder:
        return cls(r"C:\Users\张 三")


@pytest.fixture
def excel(addin: Path, monkeypatch: pytest.MonkeyPatch) -> ExcelInMemory:
    excel = ExcelInMemory(addin, monkeypatch)
    excel.windows.registry[r"HKCU\Software\juesuan\Interpreter"] = INTERPRETER
    excel.windows.files[INTERPRETER] = b""
    return excel


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "决算 公开.xlsx"
    write_workbook(path)
    return path


def test_a_click_from_the_registry_to_the_status_bar(
    excel: ExcelInMemory, workbook: Path, tmp_path: Path
) -> None:
    def work() -> None:
        write_result(tmp_path / "result.txt", "校验完成：3 个问题", can_undo=False)
        excel.windows.files[RESULT] = (tmp_path / "result.txt").read_bytes()

    excel.windows.on_start = work
    excel.windows.files[RESULT] = "以前的结果\r\n".encode("utf-16")
    excel.open(workbook)
    start, *waits = excel.press(*CHECK)
    assert windows_arguments(start.removeprefix("start ")) == [
        INTERPRETER, "-I", "-B", "-m", "juesuan.excel.runner", "check",
        f"--wb={workbook}", "--from_xl=1", "--hwnd=4711", f"--result={RESULT}",
    ]  # fmt: skip
    assert waits == ["wait 50 held", "wait 50 held"]
    assert excel.status_bar == "校验完成：3 个问题"


def test_excel_is_given_back(excel: ExcelInMemory, workbook: Path) -> None:
    excel.open(workbook)
    excel.press(*CHECK)
    esc_does_nothing, default_cursor = 0, -4143
    assert (excel.state["interactive"], excel.state["cursor"]) == (True, default_cursor)
    assert excel.state["enablecancelkey"] == esc_does_nothing, "Excel resets it when no macro runs any more"


@pytest.mark.parametrize("chosen", [{}, {"JUESUAN_HOME": r"D:\财务\设置"}], ids=["usual", "chosen"])
def test_a_python_that_does_not_start_is_told_in_front_of_excel(
    excel: ExcelInMemory, workbook: Path, chosen: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    excel.windows.environment |= chosen
    excel.open(workbook)
    excel.windows.exit_code = 1
    popup = excel.press(*CHECK)[-1]
    assert popup.startswith(f"popup {WARNING_ON_TOP} 决算公开: 程序没有能够启动")
    # The program itself writes its logs where the sentence says.
    monkeypatch.setattr(catalogs, "os", SimpleNamespace(name="nt", environ=excel.windows.environment))
    monkeypatch.setattr(catalogs, "Path", WindowsFolder)
    assert popup.endswith(str(catalogs.user_folder() / "logs"))


@pytest.mark.parametrize("missing", ["registry", "files"])
def test_an_installation_that_is_gone(excel: ExcelInMemory, workbook: Path, missing: str) -> None:
    getattr(excel.windows, missing).clear()
    excel.open(workbook)
    [popup] = excel.press(*CHECK)
    assert popup.startswith(f"popup {WARNING_ON_TOP} 决算公开: 没有找到决算公开的程序文件")


def test_the_function_wizard_is_told_in_chinese(excel: ExcelInMemory) -> None:
    excel.run("DescribeFunctions")
    assert [(told["Macro"], told["Description"], told["Category"]) for told in excel.described] == [
        (function.name, function.description, "决算公开") for function in declared_functions()
    ]
    for told, function in zip(excel.described, declared_functions(), strict=True):
        assert told["ArgumentDescriptions"].items == [argument.help for argument in function.arguments]


@pytest.mark.parametrize("folder", [r"C:\Users\张 三\juesuan\Scripts", r"C:\Users\张 三\juesuan"])
def test_a_worksheet_function_down_to_python(excel: ExcelInMemory, folder: str) -> None:
    """The libraries of xlwings stand beside python.exe, or above it in a virtual environment."""
    excel.windows.libraries = {rf"{folder}\xlwings{bits}-{xlwings_version()}.dll" for bits in (32, 64)}
    assert excel.run("JS_WAN", 12345.0) == 1.23
    assert excel.run("JS_SUBJECT", "201") == "一般公共服务支出"
    [serve, _] = excel.windows.events
    assert windows_arguments(serve.removeprefix("serve ")) == [
        INTERPRETER, "-I", "-B", "-c", "import xlwings; xlwings.serve('$(CLSID)')"
    ]  # fmt: skip


def test_ranges_reach_python_and_come_back(excel: ExcelInMemory, tmp_path: Path) -> None:
    excel.windows.libraries = {
        rf"C:\Users\张 三\juesuan\xlwings{n}-{xlwings_version()}.dll" for n in (32, 64)
    }
    path = tmp_path / "figures.xlsx"
    book = Workbook()
    for row in (["2010101", 12345], ["2010102", 67890], ["2010201", None], ["201", "十元"]):
        book.worksheets[0].append(row)
    book.save(path)
    excel.open(path)
    wrong_value, not_available = VBAErrorValue(2015), VBAErrorValue(2042)
    assert excel.formula('JS_WAN(Range("B1:B4"))') == [[1.23], [6.79], [""], [wrong_value]]
    assert excel.formula('JS_SUBTOTAL(Range("A1:A2"), Range("B1:B2"), "20101")') == 80235
    assert excel.formula('JS_SUBJECT("999")') == not_available
    for error in (
        VBAErrorValue(2007),
        not_available,
    ):  # an error is never taken for money: it stays that error
        excel.put_error("B2", error.number)
        assert excel.formula('JS_WAN(Range("B2"))') == error
        assert excel.formula('JS_WAN(Range("B1:B4"))') == [[1.23], [error], [""], [wrong_value]]
        assert excel.formula('JS_SUBTOTAL(Range("A1:A2"), Range("B1:B2"), "20101")') == error
