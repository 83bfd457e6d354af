"""The ribbon: valid for Excel, in Chinese, in step with the library, the command line and the documents."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from addin.build.drawing import PICTURE, drawing
from addin.build.functions import declared_functions
from addin.build.ribbon import EXCEL_2007, EXCEL_2010, commands, groups, ribbon_parts, tab_label
from addin.build.vba_sources import vba_modules
from juesuan.books.marking.result_sheet import RESULT_SHEET
from juesuan.cli.program import program
from juesuan.excel.registry import COMMANDS
from tests.addin.custom_ui import Ribbon

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "addin.md").read_text("utf-8")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Commands that make sense only where a person looks at an open workbook.
ONLY_IN_EXCEL = {"next-finding", "previous-finding", "undo", "settings", "help"}
# The command line says it in its own words: `juesuan template build`.
OTHERWISE_ON_THE_COMMAND_LINE = {"new": "template"}
BUTTONS = [button for group in groups() for button in group.buttons]


@pytest.fixture(params=[0, 1], ids=["2010", "2007"])
def ribbon(request: pytest.FixtureRequest) -> Ribbon:
    return Ribbon.of(ribbon_parts()[request.param])


def test_the_package_has_both_parts(addin: Path) -> None:
    package = zipfile.ZipFile(addin)
    parts = [package.read(f"customUI/{name}").decode() for name in ("customUI14.xml", "customUI.xml")]
    assert parts == list(ribbon_parts())
    assert [Ribbon.of(part).namespace for part in parts] == [EXCEL_2010, EXCEL_2007]


def test_it_keeps_the_rules_of_the_schema(ribbon: Ribbon) -> None:
    assert ribbon.complaints() == []


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (('id="fill"', 'id="new"'), "2 times"),
        (('size="large"', 'size="huge"'), "no such size"),
        (('onAction="Ribbon_OnAction"', 'onClick="Ribbon_OnAction"'), "no attribute onClick"),
        (('id="help"', 'id="a b"'), "is no name"),
        (('id="help" ', ""), "no id"),
        (('imageMso="Help"', 'imageMso="Help" getImage="X"'), "only one of"),
        (("<tabs>", "<tabs><button id='loose'/>"), "in it"),
    ],
)
def test_the_rules_find_what_is_wrong(wrong: tuple[str, str], complaint: str) -> None:
    part = ribbon_parts()[0]
    assert wrong[0] in part
    complaints = Ribbon.of(part.replace(*wrong, 1)).complaints()
    assert any(complaint in said for said in complaints), complaints


def test_every_callback_is_there_with_the_arguments_that_excel_passes(ribbon: Ribbon) -> None:
    code = "\n".join(module.source for module in vba_modules())
    arguments = {
        "onLoad": r"control As Object",
        "onAction": r"control As Object",
        "getEnabled": r"control As Object, ByRef returnedVal As Variant",
    }
    found = set(ribbon.callbacks())
    assert {attribute for attribute, _ in found} == set(arguments)
    for attribute, macro in found:
        assert re.search(rf"^Public Sub {macro}\({arguments[attribute]}\)$", code, re.MULTILINE), macro


def test_every_button_has_icon_and_tips_in_chinese(ribbon: Ribbon) -> None:
    for button in ribbon.elements("button"):
        assert button.get("imageMso"), button.get("id")
        for text in ("label", "screentip", "supertip"):
            assert CHINESE.search(button.get(text, "")), (button.get("id"), text)
        assert len(button.get("supertip", "")) > len(button.get("screentip", ""))


def test_tags_are_words_that_the_conditions_know() -> None:
    known = {"anytime", "workbook", "disclosure", "findings", "undo", "writes"}
    conditions = next(module.source for module in vba_modules() if module.name == "Conditions")
    for button in BUTTONS:
        assert button.needs <= known
        assert len(button.needs - {"writes"}) == 1, button.command
    for word in known - {"workbook"}:
        assert f'Needed(needs, "{word}")' in conditions


def test_the_sheet_of_results_is_the_one_that_marking_makes() -> None:
    from addin.build.messages import message_rows

    assert dict(message_rows())["findings_sheet"] == RESULT_SHEET


def test_labels_and_titles_are_the_same_in_the_library() -> None:
    assert {button.command: button.label for button in BUTTONS} == {
        name: command.title for name, command in COMMANDS.items()
    }


def test_the_library_agrees_on_what_needs_a_workbook() -> None:
    assert {button.command for button in BUTTONS if "anytime" in button.needs} == {
        name for name, command in COMMANDS.items() if not command.needs_book
    }


def test_ribbon_library_and_command_line_have_the_same_commands() -> None:
    assert sorted(commands()) == sorted(COMMANDS)
    on_the_command_line = set(program.commands) | set(program.list_commands(None))  # type: ignore[arg-type]
    expected = {
        OTHERWISE_ON_THE_COMMAND_LINE.get(command, command)
        for command in commands()
        if command not in ONLY_IN_EXCEL
    }
    assert expected <= on_the_command_line
    assert not ONLY_IN_EXCEL & on_the_command_line


def test_the_document_lists_the_buttons() -> None:
    rows = re.findall(r"^\| ([a-z-]+) \| (\S+) \| ([A-Z]\w+) \| ([a-z ]+) \|$", DOCUMENT, re.MULTILINE)
    tags = {
        element.get("id"): element.get("tag") for element in Ribbon.of(ribbon_parts()[0]).elements("button")
    }
    assert rows == [(b.command, b.label, b.image, tags[b.command]) for b in BUTTONS]


def test_the_manual_names_every_button_and_every_function() -> None:
    manual = (ROOT / "docs" / "用户手册.md").read_text("utf-8")
    section = manual.partition("### 在 Excel 里")[2].partition("\n## ")[0]
    missing = [button.label for button in BUTTONS if button.label not in section]
    missing += [function.name for function in declared_functions() if f"={function.name}(" not in section]
    assert not missing


def test_the_drawing_is_up_to_date() -> None:
    assert PICTURE.read_text("utf-8") == drawing(), "run: python -m addin.build.drawing"


def test_the_drawing_shows_everything() -> None:
    picture = drawing()
    for text in (tab_label(), *(group.label for group in groups()), *(button.label for button in BUTTONS)):
        assert f">{text}</text>" in picture
    assert "●" not in picture, "a command without a sign of its own"
