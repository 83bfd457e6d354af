"""Files that are no readable workbook: name -> content, and words of the sentence that it earns."""

from __future__ import annotations

import io
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(*streams: str) -> bytes:
    """A compound file as far as recognition looks: signature, then directory entries with stream names."""
    entries = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 64 for name in streams)
    return OLE + b"\0" * 504 + entries


def zipped(**parts: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return buffer.getvalue()


def bomb() -> bytes:
    """A small file that unpacks to 30 MB of nothing."""
    parts: dict[str, str | bytes] = {"xl/worksheets/sheet1.xml": b"\0" * (30 << 20)}
    return zipped(**{"xl/workbook.xml": "<workbook/>"}, **parts)


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.xlsx": (b"", "空的"),
    "old.xls": (ole("Root Entry", "Workbook"), "Excel 97-2003 旧格式（.xls）"),
    "renamed.xlsx": (ole("Root Entry", "Workbook"), "Excel 97-2003 旧格式（.xls）"),
    "wps.et": (ole("Root Entry", "Workbook"), "WPS 表格旧格式（.et）"),
    "locked.xlsx": (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "密码"),
    "letter.doc": (ole("Root Entry", "WordDocument"), "Word"),
    "slides.ppt": (ole("Root Entry", "PowerPoint Document"), "演示文稿"),
    "other.ole": (ole("Root Entry", "Contents"), "旧版 Office 或 WPS"),
    "scan.xlsx": (b"%PDF-1.7\n\x00\x01", "PDF"),
    "table.csv": ("科目,金额\n208,1.00\n".encode("gbk"), "纯文本（如 CSV）"),
    "html.xls": (b"<html><table></table></html>", "网页或 XML"),
    "text.rtf": (b"{\\rtf1 }", "RTF"),
    "noise.xlsx": (bytes(range(256)) * 20, "不是 .xlsx 工作簿"),
    "letter.xlsx": (zipped(**{"word/document": ""}), "压缩包"),
    "doc.xlsx": (
        zipped(**{"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
        "Word 文档（.docx）",
    ),
    "slides.xlsx": (zipped(**{"ppt/presentation.xml": "<a/>"}), "演示文稿（.pptx）"),
    "binary.xlsx": (zipped(**{"xl/workbook.bin": "x"}), ".xlsb"),
    "open.ods": (zipped(**{"mimetype": "x", "content.xml": "<a/>"}), "OpenDocument"),
    "pictures.zip": (zipped(**{"a.txt": "x"}), "压缩包"),
    "emptyzip.xlsx": (zipped(), "压缩包"),
    "brokenxml.xlsx": (zipped(**{"xl/workbook.xml": "<workbook"}), "内部结构已损坏"),
    "entities.xlsx": (zipped(**{"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "内部结构已损坏"),
    "nosheets.xlsx": (zipped(**{"xl/workbook.xml": "<workbook/>"}), "文件“"),
}
