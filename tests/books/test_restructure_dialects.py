"""The same workbook as other programs spell it: prefixes, UTF-16, escaped characters, the strict form."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from juesuan.books.package import Package
from juesuan.books.restructure import NewRow, RowPlan, restructure_rows
from tests.books.restructure_samples import LISTED, found_in, plain_book, rich_book

PLAN = RowPlan(7, 12, (9, 7, NewRow(8), 8, 10, 11))


def prefixed(data: bytes) -> bytes:
    """As written by a program that gives every namespace a prefix."""
    written: bytes = ET.tostring(_tree(data), encoding="UTF-8", xml_declaration=True)
    return written


def in_utf16(data: bytes) -> bytes:
    text = data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("'UTF-8'", "'UTF-16'")
    return text.encode("utf-16")


def escaped(data: bytes) -> bytes:
    return data.decode().encode("ascii", "xmlcharrefreplace")


def strict(data: bytes) -> bytes:
    """As Excel saves a “Strict Open XML” workbook."""
    main, office = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml"
    data = data.replace(main, office + b"/spreadsheetml/main")
    return data.replace(b"http://schemas.openxmlformats.org/officeDocument/2006", office + b"/officeDocument")


def carried_out(path: Path, spelled: Callable[[bytes], bytes] | None) -> Package:
    package = Package.open(path)
    for name in package.names if spelled else ():
        if name.startswith("xl/") and name.endswith((".xml", ".rels")) and "theme" not in name and spelled:
            package.write(name, spelled(package.read(name)))
    restructure_rows(package, LISTED, PLAN)
    return package


@pytest.mark.parametrize("book", [rich_book, plain_book])
@pytest.mark.parametrize("spelled", [in_utf16, escaped, strict, prefixed])
def test_the_result_is_the_same(
    tmp_path: Path, book: Callable[[Path], Path], spelled: Callable[[bytes], bytes]
) -> None:
    path = book(tmp_path / "a.xlsx")
    usual, other = carried_out(path, None), carried_out(path, spelled)
    for name in usual.names:
        if name.endswith((".xml", ".rels", ".vml")):
            assert _canonical(other.read(name)) == _canonical(usual.read(name)), name
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        usual.save(tmp_path / "b.xlsx")
        assert found_in(tmp_path / "b.xlsx")[0]


def _canonical(data: bytes) -> str:
    """The part with everything spelled in one way."""
    return ET.canonicalize(strict(ET.tostring(_tree(data))).decode(), rewrite_prefixes=True)


def _tree(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - written by this test
