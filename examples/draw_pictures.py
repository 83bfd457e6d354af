"""Draw the manual's pictures of a checked workbook: ``python -m examples.draw_pictures``.

The button 校验 is pressed on the real example, open in LibreOffice; what it leaves is printed to a PDF, of
which two pages become ``docs/pictures/marked.png`` and ``docs/pictures/results.png``.
"""  # noqa: INP001 - a script, not part of a package

from __future__ import annotations

import os
import shutil
import struct
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pypdfium2
from openpyxl.worksheet.properties import PageSetupProperties

from juesuan.excel.runner import carry_out
from tests.engines.libreoffice import LibreOffice
from tests.engines.libreoffice_xlwings import start, stop
from tests.excel.person import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PUBLISHED = ROOT / "examples" / "qingshan-2023" / "as-published.xlsx"
PICTURES = ROOT / "docs" / "pictures"
TABLE, RESULTS = "公开05", "校验结果"
_SHOWN_RESULTS = 10  # lines of the list
_SCALE = {TABLE: 1.1, RESULTS: 1.5}  # of 72 dots an inch
_MARGIN = 12


def main() -> None:
    """Draw both pictures anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["JUESUAN_HOME"] = str(folder / "home")
        printed = LibreOffice(_made(folder / "printing")).converted(_checked(folder), "pdf")
        for sheet, picture in zip(_sheets(printed), ("marked.png", "results.png"), strict=True):
            (PICTURES / picture).write_bytes(sheet)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _checked(folder: Path) -> Path:
    """The example after 校验, cut down to the two sheets, each to be printed on one page."""
    source = folder / "公开表.xlsx"
    shutil.copyfile(PUBLISHED, source)
    app = start(folder / "excel")
    try:
        book = app.books.open(str(source))
        code, sentence, _ = carry_out("check", book, Person())
        if code:
            raise RuntimeError(sentence)
        book.api.SaveCopyAs(str(folder / "checked.xlsx"))
    finally:
        stop(app)
    printed = openpyxl.load_workbook(folder / "checked.xlsx")
    for sheet in printed.worksheets:
        sheet.sheet_state = "visible" if sheet.title in {TABLE, RESULTS} else "hidden"
        sheet.legacy_drawing = None
    printed.active = printed[TABLE]
    results = printed[RESULTS]
    results.print_area = f"A1:J{_SHOWN_RESULTS + 2}"
    results.page_setup.orientation = "landscape"
    results.page_setup.fitToHeight = 1
    results.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    printed.save(folder / "printed.xlsx")
    return folder / "printed.xlsx"


def _sheets(path: Path) -> Iterator[bytes]:
    """The pages of the two sheets as PNG, in this order."""
    document = pypdfium2.PdfDocument(path)
    pages = {page.get_textpage().get_text_bounded()[:4000]: page for page in document}
    for sign, name in (("公开05表", TABLE), ("整改状态", RESULTS)):
        page = next(page for text, page in pages.items() if sign in text)
        yield _png(page, _SCALE[name])


def _png(page: pypdfium2.PdfPage, scale: float) -> bytes:
    """What is drawn on a page, without its empty border."""
    boxes = [found.get_bounds() for found in page.get_objects()]
    left, bottom = (min(box[place] for box in boxes) - _MARGIN for place in (0, 1))
    right, top = (max(box[place] for box in boxes) + _MARGIN for place in (2, 3))
    width, height = page.get_size()
    crop = (max(left, 0), max(bottom, 0), max(width - right, 0), max(height - top, 0))
    bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True, prefer_bgrx=False)
    pixels = bytes(bitmap.buffer)
    rows = (pixels[start : start + bitmap.width * 3] for start in range(0, len(pixels), bitmap.stride))
    header = struct.pack(">2I5B", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    parts = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


if __name__ == "__main__":
    main()
