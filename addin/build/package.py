"""The package of an add-in: the parts of a one-sheet workbook, a VBA project and a ribbon, in a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

_OPEN = "http://schemas.openxmlformats.org"
_SHEETS = f"{_OPEN}/spreadsheetml/2006/main"
_DOCUMENT = f"{_OPEN}/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MICROSOFT = "http://schemas.microsoft.com/office"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold: the same sources give the same bytes


def addin_package(
    *, version: str, messages: Sequence[tuple[str, str]], ribbon: tuple[str, str], vba_project: bytes
) -> bytes:
    """Return the .xlam; ``ribbon`` holds the parts for Excel 2010 and for 2007."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships([
            (f"{_DOCUMENT}/officeDocument", "xl/workbook.xml"),
            (f"{_MICROSOFT}/2007/relationships/ui/extensibility", "customUI/customUI14.xml"),
            (f"{_MICROSOFT}/2006/relationships/ui/extensibility", "customUI/customUI.xml"),
            (f"{_OPEN}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
        ]),
        "docProps/core.xml": _core_properties(version),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _relationships([
            (f"{_DOCUMENT}/worksheet", "worksheets/sheet1.xml"),
            (f"{_DOCUMENT}/styles", "styles.xml"),
            (f"{_MICROSOFT}/2006/relationships/vbaProject", "vbaProject.bin"),
        ]),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _sheet(messages),
        "xl/vbaProject.bin": vba_project,
        "customUI/customUI14.xml": ribbon[0],
        "customUI/customUI.xml": ribbon[1],
    }  # fmt: skip
    return _zipped(parts)


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_STORED  # no version of zlib changes the bytes
            entry.create_system = 0  # nor does the system that builds
            package.writestr(entry, content if isinstance(content, bytes) else content.encode("utf-8"))
    return file.getvalue()


def _content_types() -> str:
    kinds = {
        "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        "/xl/worksheets/sheet1.xml": f"{_SHEET_TYPE}.worksheet+xml",
        "/xl/styles.xml": f"{_SHEET_TYPE}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="{_OPEN}/package/2006/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_OPEN}/package/2006/relationships">{rows}</Relationships>'


def _core_properties(version: str) -> str:
    """The list of add-ins in Excel shows title and description of the file."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_OPEN}/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>决算公开 {escape(version)}</dc:title>"
        "<dc:description>部门决算公开表的填制与核对</dc:description>"
        f"<cp:version>{escape(version)}</cp:version></cp:coreProperties>"
    )


def _workbook() -> str:
    return (
        f'{_HEAD}<workbook xmlns="{_SHEETS}" xmlns:r="{_DOCUMENT}">'
        '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="22228"/>'
        '<workbookPr codeName="ThisWorkbook"/>'
        '<bookViews><workbookView windowWidth="16000" windowHeight="9000"/></bookViews>'
        '<sheets><sheet name="messages" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _styles() -> str:
    return (
        f'{_HEAD}<styleSheet xmlns="{_SHEETS}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(rows: Iterable[tuple[str, str]]) -> str:
    data = "".join(
        f'<row r="{number}">{_cell(f"A{number}", key)}{_cell(f"B{number}", text)}</row>'
        for number, (key, text) in enumerate(rows, 1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_SHEETS}"><sheetPr codeName="Sheet1"/>'
        f"<sheetData>{data}</sheetData></worksheet>"
    )


def _cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
