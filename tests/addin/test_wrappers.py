"""The worksheet functions in cells of a spreadsheet program; tests prepare what Python would answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from addin.build.functions import declared_functions, function_texts, wrapper_source
from juesuan.excel.functions import CellError, call
from tests.addin.excel_stand_in import ExcelStandIn

NOT_AVAILABLE, WRONG_VALUE = "Error 2042", "Error 2015"  # how LibreOffice shows what CVErr makes
ROW, CELL = chr(30), chr(31)


class Cells:
    """A sheet in the add-in's own workbook, which is where LibreOffice looks for the functions."""

    def __init__(self, excel: ExcelStandIn) -> None:
        self._excel = excel
        self._sheet = excel.sheet("trial")
        for row, content in enumerate(["2010101", 12345.0, 67890.0]):
            cell = self._sheet.getCellByPosition(0, row)
            if isinstance(content, str):
                cell.String = content
            else:
                cell.Value = content

    def calculated(self, formula: str, answer: str, place: str = "C1") -> tuple[list[Any], list[str]]:
        """What the cells show, and what Python was asked for."""
        self._excel.call("PythonServer.PrepareAnswer", answer)
        cells = self._sheet.getCellRangeByName(place)
        cells.clearContents(1023)
        cells.setArrayFormula(formula)
        shown = [row[0] for row in cells.getDataArray()]  # only now it is calculated
        return shown, str(self._excel.call("PythonServer.WasAsked")).split(ROW)


@pytest.fixture
def cells(excel: ExcelStandIn) -> Iterator[Cells]:
    yield Cells(excel)
    excel.remove_sheet("trial")


@pytest.mark.libreoffice
def test_every_function_asks_for_itself_with_its_arguments(cells: Cells) -> None:
    for function in declared_functions():
        required = [argument for argument in function.arguments if not argument.optional]
        given = ";".join(f'"{argument.name}"' for argument in required)
        shown, asked = cells.calculated(f"={function.name}({given})", "1.5")
        assert shown == [1.5], function.name
        expected = [function.name, *[r"String C:\Work\calling.xlsx"] * function.needs_workbook]
        expected += [f"String {argument.name}" for argument in required]
        expected += ["nothing"] * (len(function.arguments) - len(required))
        assert asked == expected


@pytest.mark.libreoffice
def test_an_optional_argument_is_passed_on(cells: Cells) -> None:
    shown, asked = cells.calculated("=JS_SUBJECT(A1;2023)", "行政运行")
    assert shown == ["行政运行"]
    assert asked == ["JS_SUBJECT", "String 2010101", "Double 2023"]


@pytest.mark.libreoffice
def test_a_column_is_one_call(cells: Cells) -> None:
    shown, asked = cells.calculated("=JS_WAN(A2:A3)", ROW.join(["1.23", "6.79"]), "C1:C2")
    assert shown == [1.23, 6.79]
    assert asked == ["JS_WAN", "[Double 12345][Double 67890]"]


@pytest.mark.libreoffice
def test_of_a_whole_column_only_the_used_cells_are_passed(cells: Cells) -> None:
    _, asked = cells.calculated("=JS_WAN(A:A)", ROW.join(["1", "2", "3"]), "C1:C3")
    assert asked[1].startswith("[String 2010101][Double 12345][Double 67890]")
    assert asked[1].count("[") < 100


@pytest.mark.libreoffice
def test_errors_are_excels_and_blank_stays_blank(cells: Cells) -> None:
    answer = ROW.join(["#N/A", "#VALUE!", "None", "2.5"])
    shown, _ = cells.calculated("=JS_WAN(A2:A3)", answer, "C1:C4")
    assert shown == [NOT_AVAILABLE, WRONG_VALUE, "", 2.5]
    assert cells.calculated('=JS_SUBJECT("999")', "#N/A")[0] == [NOT_AVAILABLE]


@pytest.mark.libreoffice
def test_each_error_has_excels_number(cells: Cells) -> None:
    for error in CellError:
        assert cells.calculated('=JS_SUBJECT("999")', error.value)[0] == [f"Error {error.number}"]


@pytest.mark.libreoffice
@pytest.mark.parametrize("formula", ['=JS_SUBJECT("201")', '=JS_FIGURE("a";"b";"c")', "=JS_WAN(A2)"])
def test_without_python_a_cell_shows_an_error_of_excel(cells: Cells, formula: str) -> None:
    assert cells.calculated(formula, "raise")[0] == [WRONG_VALUE]


def test_the_errors_that_the_library_returns_are_those_that_vba_knows() -> None:
    assert call("JS_SUBJECT", "999") == "#N/A"
    assert call("JS_WAN", "十元") == "#VALUE!"


def test_descriptions_are_chinese_and_fit_the_function_wizard() -> None:
    for key, text in function_texts():
        assert 0 < len(text) <= 255, key
        assert not text.isascii(), key


def test_the_wizard_is_told_about_every_function() -> None:
    source = wrapper_source()
    for function in declared_functions():
        assert f'MacroOptions Macro:="{function.name}", Description:=Message("{function.name}")' in source
        for argument in function.arguments:
            assert f'Message("{function.name}.{argument.name}")' in source


@pytest.mark.parametrize("name", ["End", "next", "年度", "a b"])
def test_names_that_vba_does_not_take_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from juesuan.excel.functions import Argument, WorksheetFunction

    wrong = WorksheetFunction("JS_WRONG", "错", "错", (Argument(name, "错"),), "amounts:wan_from_yuan")
    monkeypatch.setattr("addin.build.functions.declared_functions", lambda: (wrong,))
    with pytest.raises(ValueError, match="JS_WRONG"):
        wrapper_source()
