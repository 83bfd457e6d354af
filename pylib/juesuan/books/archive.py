"""Recognise a file before anything parses it: only a whole, sane .xlsx goes on, everything else is named."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from juesuan.books.errors import ReadError

MEBIBYTE = 1 << 20
LARGEST_FILE = 100 * MEBIBYTE  # a publication with scanned attachments stays far below
LARGEST_PART = 200 * MEBIBYTE  # unpacked
LARGEST_TOTAL = 500 * MEBIBYTE  # unpacked
HIGHEST_RATIO = 250  # real sheets reach about 40
_RATIO_MATTERS = 10 * MEBIBYTE
_DEFLATE_LIMIT = 1032  # deflate cannot pack better than this, whatever the directory of the zip claims

WORKBOOK = "xl/workbook.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RESAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试"
_REPAIR = "用 Excel、WPS 打开修复后另存再试"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


@dataclass(slots=True)
class Archive:
    """A recognised .xlsx, wholly in memory, so that everything is read from the same bytes."""

    path: str
    data: bytes
    parts: zipfile.ZipFile
    sha256: str
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index part names as Office does: any case, forward slashes."""
        self._names = {_part_name(name): name for name in self.parts.namelist()}

    def has(self, name: str) -> bool:
        """Tell whether a part exists."""
        return _part_name(name) in self._names

    def read(self, name: str) -> bytes:
        """Unpack one part; empty when there is none. Raises ReadError when it is damaged."""
        stored = self._names.get(_part_name(name))
        if stored is None:
            return b""
        try:
            return self.parts.read(stored)
        except (*_DAMAGED, RuntimeError) as error:
            raise _damaged(self.path) from error

    def error(self, what: str, sheet: str = "", cell: str = "") -> ReadError:
        """Build the error that says what is wrong with this file, and where."""
        place = f"的工作表“{sheet}”" if sheet else ""
        return ReadError(f"文件“{self.path}”{place}{what}。", self.path, sheet, cell)

    def damaged(self, what: str, sheet: str = "") -> ReadError:
        """Build the error for a part that cannot be understood."""
        return self.error(f"{what}，请{_REPAIR}", sheet)


def open_archive(path: str | Path) -> Archive:
    """Read a file and make sure that it is an .xlsx (or .xlsm) workbook of sane size.

    Raises ReadError, with one sentence, for anything else: missing, folder, no permission, empty, .xls, .et,
    password, Word, PDF, text, truncated, a zip that unpacks to an absurd size.
    """
    data = _bytes_of(Path(path))
    name = str(path)
    if not data.startswith(b"PK"):
        raise ReadError(f"文件“{name}”{_what_it_is(data, Path(path).suffix.lower())}。", name)
    try:
        parts = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise _damaged(name) from error
    archive = Archive(name, data, parts, hashlib.sha256(data).hexdigest())
    _refuse_bombs(archive)
    _refuse_other_documents(archive)
    return archive


def _bytes_of(path: Path) -> bytes:
    name = str(path)
    try:
        if path.is_dir():
            raise ReadError(f"“{name}”是文件夹，请指定其中的一个 .xlsx 文件。", name)
        size = path.stat().st_size
        if size > LARGEST_FILE:
            sizes = f"有 {size // MEBIBYTE} MB，超过 {LARGEST_FILE // MEBIBYTE} MB 的上限"
            raise ReadError(f"文件“{name}”{sizes}，请删去图片、附件等无关内容后再试。", name)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"找不到文件“{name}”，请检查路径和文件名。", name) from error
    except PermissionError as error:
        sentence = f"没有权限读取文件“{name}”，或文件正被其他程序占用，请关闭占用它的程序或检查权限后再试。"
        raise ReadError(sentence, name) from error
    except (OSError, ValueError) as error:
        raise ReadError(f"无法读取文件“{name}”：{error}，请检查路径后再试。", name) from error
    if not data:
        raise ReadError(f"文件“{name}”是空的（0 字节），请重新取得该文件。", name)
    return data


def _what_it_is(data: bytes, suffix: str) -> str:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_OLE):
        return _what_ole_is(data, suffix)
    if start.startswith(b"%pdf"):
        return "是 PDF，不是电子表格，请改用决算公开表的 .xlsx 文件"
    if start.startswith(b"{\\rtf"):
        return "是 RTF 文档，不是电子表格，请改用决算公开表的 .xlsx 文件"
    if start.startswith((b"<html", b"<!doctype html", b"<?xml", b"<table", b"<meta")):
        return f"是网页或 XML 格式的表格，不是 .xlsx，{_RESAVE}"
    if b"\0" not in data[:4096]:
        return f"是纯文本（如 CSV），不是 .xlsx 工作簿，{_RESAVE}"
    return "不是 .xlsx 工作簿，或者已经损坏，请重新取得该文件"


def _what_ole_is(data: bytes, suffix: str) -> str:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return "设有打开密码，请在 Excel 或 WPS 中取消密码并保存后再试"
    if holds("WordDocument"):
        return "是 Word 文档（.doc），不是电子表格，请改用决算公开表的 .xlsx 文件"
    if holds("PowerPoint Document"):
        return "是演示文稿，不是电子表格，请改用决算公开表的 .xlsx 文件"
    if suffix == ".et":
        return f"是 WPS 表格旧格式（.et），{_RESAVE}"
    if holds("Workbook") or holds("Book") or suffix == ".xls":
        return f"是 Excel 97-2003 旧格式（.xls），{_RESAVE}"
    return f"是旧版 Office 或 WPS 格式，不是 .xlsx，{_RESAVE}"


def _refuse_bombs(archive: Archive) -> None:
    total = 0
    for info in archive.parts.infolist():
        if info.flag_bits & 1:
            raise archive.error("是加密的压缩包，请取消密码后再试")
        total += info.file_size
        ratio = info.file_size / max(info.compress_size, 1)
        swollen = info.file_size > _RATIO_MATTERS and ratio > HIGHEST_RATIO
        if swollen or info.file_size > LARGEST_PART or total > LARGEST_TOTAL:
            raise archive.error("解压后大得不正常，没有读取，请用 Excel 或 WPS 打开检查并另存后再试")
        if info.compress_size * _DEFLATE_LIMIT > LARGEST_PART:
            _unpack_as_declared(archive, info)


def _unpack_as_declared(archive: Archive, info: zipfile.ZipInfo) -> None:
    """Python stops at the declared size and then misses the checksum; other readers would go on unpacking."""
    try:
        with archive.parts.open(info) as part:
            while part.read(MEBIBYTE):
                pass
    except (*_DAMAGED, RuntimeError) as error:
        raise _damaged(archive.path) from error


def _refuse_other_documents(archive: Archive) -> None:
    if archive.has(WORKBOOK):
        return
    if archive.has("word/document.xml"):
        what = "是 Word 文档（.docx），不是电子表格，请改用决算公开表的 .xlsx 文件"
    elif archive.has("ppt/presentation.xml"):
        what = "是演示文稿（.pptx），不是电子表格，请改用决算公开表的 .xlsx 文件"
    elif archive.has("xl/workbook.bin"):
        what = f"是二进制工作簿（.xlsb），{_RESAVE}"
    elif archive.has("content.xml") and archive.has("mimetype"):
        what = f"是 OpenDocument 格式（.ods 等），{_RESAVE}"
    else:
        what = "是压缩包，不是 .xlsx 工作簿，请先解压，再指定其中的 .xlsx 文件"
    raise archive.error(what)


def _damaged(path: str) -> ReadError:
    advice = f"请重新取得该文件，或{_REPAIR}"
    return ReadError(f"文件“{path}”已损坏或不完整（可能没有传完），{advice}。", path)


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
