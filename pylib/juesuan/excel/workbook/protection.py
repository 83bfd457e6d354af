"""Protected sheets: lifted while a command writes, put back as it was; never without the password."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from juesuan.excel.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

    from juesuan.books.sheets import Book, Sheet

_PROTECTION = re.compile(r"<(?:\w+:)?sheetProtection\b([^>]*)>")
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
_STRUCTURE = re.compile(rb"<(?:\w+:)?workbookProtection\b[^>]*\blockStructure=\"(?:1|true)\"")
_ON = {"1", "true"}
# The file says what is locked, Excel's Protect what is allowed; what the file leaves out is locked.
_ALLOWED = {
    "formatCells": "AllowFormattingCells",
    "formatColumns": "AllowFormattingColumns",
    "formatRows": "AllowFormattingRows",
    "insertColumns": "AllowInsertingColumns",
    "insertRows": "AllowInsertingRows",
    "insertHyperlinks": "AllowInsertingHyperlinks",
    "deleteColumns": "AllowDeletingColumns",
    "deleteRows": "AllowDeletingRows",
    "sort": "AllowSorting",
    "autoFilter": "AllowFiltering",
    "pivotTables": "AllowUsingPivotTables",
}


class Protection:
    """The protection of a workbook's sheets, known from a copy of it."""

    def __init__(self, copy: Book) -> None:
        """Read what is protected, and how."""
        self._copy = copy
        self._lifted: dict[str, dict[str, bool]] = {}

    def refuse_locked_structure(self) -> None:
        """Raise RefusedError when no sheet may be added to the workbook."""
        if _STRUCTURE.search(self._copy.archive.read("xl/workbook.xml")):
            raise RefusedError("工作簿的结构受保护，不能增减工作表：请先在“审阅”里撤消“保护工作簿”，再试一次")

    def refuse_passwords(self, sheets: set[str]) -> None:
        """Raise RefusedError when one of the sheets is protected by a password."""
        for name in sheets:
            found = _attributes(self._copy.sheets.get(name))
            if found and ({"password", "hashValue"} & set(found)):
                raise RefusedError(f"工作表“{name}”受密码保护：请先在“审阅”里撤消工作表保护，再试一次")

    @contextmanager
    def lifted(self, book: xw.Book) -> Iterator[Protection]:
        """Put back all protection that was lifted in the block, also when it fails."""
        try:
            yield self
        finally:
            for name, allowed in self._lifted.items():
                book.sheets[name].api.Protect(**allowed)
            self._lifted = {}

    def lift(self, sheet: xw.Sheet, name: str) -> None:
        """Make a sheet writable until the end of the block."""
        found = _attributes(self._copy.sheets.get(name))
        if found and name not in self._lifted:
            sheet.api.Unprotect()
            self._lifted[name] = _options(found)

    def protect_like(self, sheet: xw.Sheet, model: Sheet) -> None:
        """Protect a new sheet as the same sheet of a file is protected."""
        found = _attributes(model)
        if found:
            sheet.api.Protect(**_options(found))


def _attributes(sheet: Sheet | None) -> dict[str, str]:
    """The attributes of a sheet's protection; empty when it is not protected."""
    found = _PROTECTION.search(sheet.xml) if sheet else None
    attributes = dict(_ATTRIBUTE.findall(found[1])) if found else {}
    return attributes if attributes.get("sheet") in _ON else {}


def _options(attributes: dict[str, str]) -> dict[str, bool]:
    """What Excel's Protect has to be told to protect a sheet in the same way."""
    options = {option: attributes.get(name, "1") not in _ON for name, option in _ALLOWED.items()}
    return options | {
        "DrawingObjects": attributes.get("objects") in _ON,
        "Contents": True,
        "Scenarios": attributes.get("scenarios") in _ON,
    }
