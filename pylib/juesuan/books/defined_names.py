"""Names that formulas use for cells: 条件_全部为财政拨款 stands for a cell of the check sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from juesuan.books.archive import WORKBOOK

if TYPE_CHECKING:
    from juesuan.books.archive import Archive


def defined_names(archive: Archive) -> dict[str, str]:
    """Map the names of a workbook, in lower case, to what they stand for, without ``=``.

    Names that mean something else on some sheet are left out. Raises ET.ParseError on a broken workbook part.
    """
    found: dict[str, str] = {}
    local: set[str] = set()
    for element in ET.fromstring(archive.read(WORKBOOK)).iter():  # noqa: S314 - refused with a document type before
        if element.tag.rpartition("}")[2] == "definedName":
            name = element.get("name", "").casefold()
            if element.get("localSheetId") is not None:
                local.add(name)
            found[name] = (element.text or "").strip()
    return {name: text for name, text in found.items() if name not in local}
