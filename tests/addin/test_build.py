"""The build: anywhere, without anything installed, always the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from addin.build import build
from addin.build.messages import message_rows
from addin.build.places import xlwings_version
from addin.build.vba_sources import module_of, vba_modules
from juesuan.version import VERSION

ROOT = Path(__file__).parents[2]


def test_two_builds_are_the_same_to_the_byte(addin: Path, tmp_path: Path) -> None:
    assert build(tmp_path / "again.xlam").read_bytes() == addin.read_bytes()


@pytest.mark.parametrize("command", [["-m", "addin.build"], ["addin/build"]], ids=["module", "folder"])
def test_it_builds_without_any_package_installed(addin: Path, tmp_path: Path, command: list[str]) -> None:
    """Without site-packages, in another time zone, with another seed of hashes: the same file."""
    target = tmp_path / "other.xlam"
    done = subprocess.run(
        [sys.executable, "-S", "-B", *command, str(target)],
        cwd=ROOT, env=dict(os.environ, PYTHONHASHSEED="7", TZ="Asia/Shanghai"),
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert str(target) in done.stdout.decode()
    assert target.read_bytes() == addin.read_bytes()


def test_a_folder_gets_the_file_and_a_former_one_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "juesuan.xlam").write_bytes(b"old")
    assert build(tmp_path) == tmp_path / "juesuan.xlam"
    assert zipfile.is_zipfile(tmp_path / "juesuan.xlam")
    assert [path.name for path in tmp_path.iterdir()] == ["juesuan.xlam"]


def test_it_is_stamped_with_the_version(addin: Path) -> None:
    package = zipfile.ZipFile(addin)
    for part in ("customUI/customUI14.xml", "customUI/customUI.xml"):
        assert f'label="版本 {VERSION}"' in package.read(part).decode()
    assert f"决算公开 {VERSION}" in package.read("docProps/core.xml").decode()


def test_the_libraries_of_xlwings_are_named_after_the_version_in_use(addin: Path) -> None:
    import xlwings

    assert xlwings_version() == xlwings.__version__
    server = next(module.source for module in vba_modules() if module.name == "PythonServer")
    assert f'"xlwings64-{xlwings.__version__}.dll"' in server
    assert f'"xlwings32-{xlwings.__version__}.dll"' in server
    assert "{xlwings}" not in server


def test_parts_are_well_formed_and_declared(addin: Path) -> None:
    package = zipfile.ZipFile(addin)
    assert package.testzip() is None
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(package.read(name))  # noqa: S314 - made by ourselves
    types = package.read("[Content_Types].xml").decode()
    assert 'ContentType="application/vnd.ms-excel.addin.macroEnabled.main+xml"' in types
    relations = ET.fromstring(package.read("_rels/.rels"))  # noqa: S314 - made by ourselves
    assert {relation.get("Target") for relation in relations} <= set(package.namelist())


def test_code_names_of_the_package_are_those_of_the_modules(addin: Path) -> None:
    """Excel finds the code of a document by its code name."""
    package = zipfile.ZipFile(addin)
    names = {module.name for module in vba_modules()}
    for part, element in (("xl/workbook.xml", "workbookPr"), ("xl/worksheets/sheet1.xml", "sheetPr")):
        root = ET.fromstring(package.read(part))  # noqa: S314 - made by ourselves
        found = root.find(f"{{http://schemas.openxmlformats.org/spreadsheetml/2006/main}}{element}")
        assert found is not None
        assert found.get("codeName") in names


def test_the_sheet_of_messages_reads_back(addin: Path, tmp_path: Path) -> None:
    """The package under the type of a workbook, for openpyxl opens no add-ins."""
    copy = tmp_path / "messages.xlsx"
    with zipfile.ZipFile(addin) as package, zipfile.ZipFile(copy, "w") as other:
        for name in package.namelist():
            content = package.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.ms-excel.addin.macroEnabled.main+xml",
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                )
            other.writestr(name, content)
    book = openpyxl.load_workbook(copy)
    sheet = book["messages"]
    assert [(row[0].value, row[1].value) for row in sheet.iter_rows()] == message_rows()
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not formulas
    book.close()


def test_every_message_that_vba_asks_for_is_there_and_every_one_is_asked_for() -> None:
    code = "\n".join(module.source for module in vba_modules())
    keys = {key for key, _ in message_rows()}
    asked = {key for key in keys if f'"{key}"' in code}
    assert keys == asked


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ('Attribute VB_Name = "M"\n\' 决算\n', "M.bas, line 2"),
        ('Attribute VB_Name = "Other"\n', "VB_Name"),
        ('Attribute VB_Name = "M"\nAttribute VB_Name = "M"\n', "VB_Name"),
        ("Option Explicit\n", "VB_Name"),
    ],
)
def test_sources_that_excel_would_drop_are_refused(source: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        module_of("M.bas", source)


def test_every_module_declares_its_variables() -> None:
    assert [m.name for m in vba_modules() if "Option Explicit" not in m.source and m.name != "Sheet1"] == []
