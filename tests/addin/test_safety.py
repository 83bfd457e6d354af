"""Nothing in an opened workbook chooses what runs, and nothing goes out to a network."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from addin.build.vba_project import Kind
from addin.build.vba_sources import vba_modules
from tests.addin.excel_stand_in import INTERPRETER, ExcelStandIn, said, started
from tests.addin.small_workbook import write_workbook
from tests.addin.windows_arguments import windows_arguments

ROOT = Path(__file__).parents[2]
# What a VBA program could fetch, send, run or evaluate with.
DANGEROUS = (
    "XMLHTTP", "WinHttp", "MSXML", "URLDownload", "InternetExplorer", "ADODB", "FollowHyperlink", "SendMail",
    "Shell(", "ShellExecute", ".Run ", ".Run(", "Application.Run", "Evaluate", "ExecuteExcel4Macro",
    "VBProject", "VBE", "Workbooks.Open", "SaveCopyAs", "Kill", "http", "cmd", "powershell",
)  # fmt: skip
SOURCES = {module.name: module.source for module in vba_modules()}
KINDS = {module.name: module.kind for module in vba_modules()}
CODE = {
    name: "\n".join(re.sub(r"(^|\s)'.*", "", line) for line in source.splitlines())
    for name, source in SOURCES.items()
}


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_vba_has_nothing_to_fetch_send_or_evaluate_with(name: str) -> None:
    found = [word for word in DANGEROUS if word.lower() in CODE[name].lower()]
    assert not found


def test_the_library_imports_nothing_of_networks() -> None:
    networks = {
        "socket",
        "ssl",
        "http",
        "ftplib",
        "smtplib",
        "requests",
        "httpx",
        "aiohttp",
        "urllib3",
        "websockets",
    }
    found = [
        (path.name, name)
        for path in (ROOT / "pylib").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _imported(node)
        if name.split(".")[0] in networks or name.startswith("urllib.request")
    ]
    assert not found


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def test_programs_are_started_in_one_place_from_one_setting() -> None:
    starting = [name for name, code in CODE.items() if ".Exec(" in code]
    assert starting == ["Computer"]
    assert CODE["Computer"].count(".Exec(") == 1
    read = [name for name, code in CODE.items() if "RegRead" in code]
    assert read == ["Computer"]
    assert 'Const SETTINGS As String = "HKCU\\Software\\juesuan\\"' in CODE["Computer"]


def test_files_are_only_read_and_deleted_where_the_result_is() -> None:
    touching = {name for name, code in CODE.items() if "FileSystemObject" in code}
    assert touching == {"Computer"}
    users = [(name, line.strip()) for name, code in CODE.items() if name != "Computer"
             for line in code.splitlines() if "DeleteFile" in line or "ReadText" in line]  # fmt: skip
    assert [line for name, line in users if "ResultFile()" not in line] == []
    assert {name for name, _ in users} == {"Launcher"}


def test_no_formula_reaches_what_could_do_harm() -> None:
    """A formula in any open workbook can call an add-in's standard modules, but not its classes."""
    assert [name for name, code in CODE.items() if "CreateObject" in code] == ["Computer"]
    assert KINDS["Computer"] is Kind.CLASS
    declaring = {name for name, code in CODE.items() if "Declare" in code}
    assert declaring == {"Computer", "PythonServer"}
    assert not re.search(r"(?<!Private )Declare", "\n".join(CODE.values()))


def test_only_worksheet_functions_are_offered_to_people() -> None:
    """Option Private Module keeps the add-in's own functions out of the wizard and of other projects."""
    offering = {
        name
        for name, code in CODE.items()
        if KINDS[name] is Kind.STANDARD and "Option Private Module" not in code and "Public Function" in code
    }
    assert offering == {"WorksheetFunctions"}


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "formula", ['=StartProgram("calc.exe")', "=Machine()", '=ReadText("C:\\secret.txt")']
)
def test_a_formula_starts_nothing(excel: ExcelStandIn, formula: str) -> None:
    cell = excel.sheet("trial").getCellRangeByName("A1")
    cell.setFormula(formula)
    shown = cell.String
    excel.remove_sheet("trial")
    assert shown == "#NAME?" or not shown
    assert not excel.call("Press.Remembered")


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "name",
    [
        'x" -c "import os" ".xlsx',
        "x' & calc & '.xlsx",
        "%COMSPEC% $(whoami) ^& .xlsx",
        "--result=C:\\evil.xlsx",
    ],
)
def test_the_name_of_a_workbook_stays_one_argument(excel: ExcelStandIn, tmp_path: Path, name: str) -> None:
    workbook = tmp_path / name
    write_workbook(workbook)
    excel.open(workbook)
    [line] = started(excel.press("check", "workbook writes"))
    arguments = windows_arguments(line)
    assert arguments[0] == INTERPRETER
    assert arguments[1:6] == ["-I", "-B", "-m", "juesuan.excel.runner", "check"]
    assert arguments[6].startswith(f"--wb={tmp_path}")
    assert arguments[7] == "--from_xl=1"
    assert len(arguments) == 10


@pytest.mark.libreoffice
@pytest.mark.parametrize("command", ["fill & calc", "check --wb=other", 'a" b', "../evil", "", "Fill"])
def test_only_words_of_the_ribbon_are_commands(excel: ExcelStandIn, command: str) -> None:
    events = excel.press(command, "anytime")
    assert not started(events)
    assert not said(events)


@pytest.mark.libreoffice
def test_settings_in_a_workbook_are_not_looked_at(excel: ExcelStandIn, tmp_path: Path) -> None:
    """Other launchers read the interpreter from a sheet or a file beside the workbook."""
    workbook = tmp_path / "book.xlsx"
    write_workbook(workbook)
    for name in ("juesuan.conf", "xlwings.conf", "juesuan.excel.py"):
        (tmp_path / name).write_text('"Interpreter_Win","C:\\evil.exe"\n"PYTHONPATH","C:\\evil"\n', "utf-8")
    sheets = excel.open(workbook).Sheets
    for name in ("juesuan.conf", "messages", "xlwings.conf"):
        sheets.insertNewByName(name, 0)
        sheets.getByName(name).getCellByPosition(0, 0).String = "Interpreter"
        sheets.getByName(name).getCellByPosition(1, 0).String = "C:\\evil.exe"
    [line] = started(excel.press("check", "workbook writes"))
    assert "evil" not in line
    assert windows_arguments(line)[0] == INTERPRETER
