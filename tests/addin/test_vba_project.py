"""The VBA project as readers see it that know nothing of us: olefile, olevba, pyOpenVBA."""

from __future__ import annotations

import random
import re
import warnings
import zipfile
from pathlib import Path
from types import ModuleType

import olefile
import pyopenvba
import pytest

from addin.build.compound_file import compound_file
from addin.build.compression import compress
from addin.build.vba_project import Kind, Module, vba_project
from addin.build.vba_sources import vba_modules

SOURCES = {module.name: module.source for module in vba_modules()}


@pytest.fixture(scope="session")
def project(addin: Path) -> bytes:
    return zipfile.ZipFile(addin).read("xl/vbaProject.bin")


@pytest.fixture(scope="session")
def olevba() -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it uses old names of pyparsing
        from oletools import olevba
    return olevba  # type: ignore[no-any-return]


def test_olevba_gives_every_module_back(addin: Path, olevba: ModuleType) -> None:
    parser = olevba.VBA_Parser(str(addin))
    found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    assert {name: code.replace("\r\n", "\n") for name, code in found.items()} == SOURCES


def test_pyopenvba_gives_every_module_back(addin: Path) -> None:
    with pyopenvba.ExcelFile(addin) as book:
        found = {module.name: module.source for module in book.vba_project().modules}
    assert {name: code.replace("\r\n", "\n") for name, code in found.items()} == SOURCES


def test_pyopenvba_has_no_complaint(addin: Path) -> None:
    report = pyopenvba.check_file(addin)
    assert (report.issues, report.complete) == ((), True)
    with pyopenvba.ExcelFile(addin) as book:
        assert book.validate() == []


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_module_parses_as_vba(name: str) -> None:
    from pyopenvba.interpreter import parse_module

    parse_module(SOURCES[name].replace("WithEvents ", ""), name=name)  # it does not know events


@pytest.mark.parametrize("kind", ["Application", "Workbook", "Range", "Worksheet"])
def test_what_is_asked_of_excel_is_in_its_type_library(kind: str) -> None:
    """LibreOffice knows other members than Excel; this list was made from Excel's own."""
    from pyopenvba.interpreter._inventory import member_exists

    used = {
        "Application": set(re.findall(r"\bApplication\.(\w+)", "\n".join(SOURCES.values()))),
        "Workbook": {"FullName", "Name", "Path", "ReadOnly", "Worksheets"},
        "Range": {"Rows", "Value", "Value2", "Worksheet"},
        "Worksheet": {"Cells", "Name", "Parent", "Rows", "UsedRange"},
    }
    assert len(used["Application"]) > 8
    assert [name for name in sorted(used[kind]) if not member_exists(kind, name, "Excel")] == []


def test_olefile_finds_no_defect(project: bytes) -> None:
    file = olefile.OleFileIO(project, raise_defects=olefile.DEFECT_POTENTIAL)
    assert not file.parsing_issues
    streams = {"/".join(path) for path in file.listdir()}
    assert streams == {"PROJECT", "PROJECTwm", "VBA/dir", "VBA/_VBA_PROJECT", *(f"VBA/{n}" for n in SOURCES)}
    file.close()


def test_there_is_no_compiled_code(project: bytes) -> None:
    """Compiled code would be for one version of Excel, and could differ from the source that people read."""
    file = olefile.OleFileIO(project)
    assert file.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000000")
    file.close()


@pytest.mark.parametrize("size", [0, 1, 3, 4095, 4096, 4097, 8192, 20_000])
def test_compressed_text_comes_back(size: int, olevba: ModuleType) -> None:
    chance = random.Random(size)  # noqa: S311 - test data
    text = "".join(chance.choice(["Dim ", "row ", "As Long\r\n", "x = x + 1\r\n", "'"]) for _ in range(size))
    data = text.encode()[:size]
    assert bytes(olevba.decompress_stream(bytearray(compress(data)))) == data


def test_long_repetitions_compress_to_little(olevba: ModuleType) -> None:
    data = b"a" * 10_000
    packed = compress(data)
    assert bytes(olevba.decompress_stream(bytearray(packed))) == data
    assert len(packed) < 40


def test_noise_is_refused_and_not_stored_wrongly() -> None:
    with pytest.raises(ValueError, match="compresses"):
        compress(random.Random(0).randbytes(4096))  # noqa: S311 - test data


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 40])
def test_a_compound_file_holds_streams_of_every_size(count: int) -> None:
    sizes = [0, 1, 63, 64, 65, 4095, 4096, 4097, 70_000]
    chance = random.Random(count)  # noqa: S311 - test data
    streams = {f"Stream{number}": chance.randbytes(sizes[number % len(sizes)]) for number in range(count)}
    file = olefile.OleFileIO(
        compound_file({"Folder": streams, "Top": b"top"}), raise_defects=olefile.DEFECT_POTENTIAL
    )
    assert {"/".join(path) for path in file.listdir()} == {"Top", *(f"Folder/{name}" for name in streams)}
    for name, data in streams.items():
        assert file.openstream(f"Folder/{name}").read() == data
    assert not file.parsing_issues
    file.close()


def test_source_that_is_not_ascii_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        vba_project("P", [Module("M", Kind.STANDARD, "' 决算\n")])
