"""What must not be in a file that is published: hidden content, links, comments, names of persons."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from juesuan.publication.privacy import Concern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# (parts of the package, pattern, what it is)
_PACKAGE_RULES = (
    (r".*\.rels", rb'TargetMode\s*=\s*"External"', "外部链接"),
    (r"docProps/core\.xml", rb"<(?:\w+:)?(?:creator|lastModifiedBy)\b(?:[^>]*[^>/])?>[^<]", "作者姓名"),
    (r"docProps/app\.xml", rb"<(?:Company|Manager)>[^<]", "单位或负责人信息"),
    (r"docProps/custom\.xml", rb"<property\b", "自定义属性"),
    (r"(?:xl|word)/.*comments.*\.xml", rb"<", "批注"),
    (r"xl/externalLinks/.*", rb"<", "外部链接"),
    (r"xl/workbook\.xml", rb'state="(?:hidden|veryHidden)"', "隐藏的工作表"),
    (r"xl/workbook\.xml", rb'<definedName\b[^>]*name="(?!_xlnm\.)', "名称"),
    (r"xl/worksheets/.*\.xml", rb"<f[ >/]", "公式"),
    (r"xl/worksheets/.*\.xml", rb'<(?:row|col)\b[^>]*hidden="(?:1|true)"', "隐藏的行或列"),
    (r"xl/worksheets/.*\.xml", rb"<hyperlink\b", "链接"),
    (r"word/document\.xml", rb"<w:vanish\b", "隐藏的文字"),
    (r"word/document\.xml", rb"<w:(?:ins|del|moveFrom|moveTo) ", "修订记录"),
)
_PDF_RULES = (
    (rb"/URI\b", "外部链接"),
    (rb"/JavaScript\b", "脚本"),
    (rb"/EmbeddedFile\b", "附带的文件"),
    (rb"/Author\b|<dc:creator>", "作者姓名"),
)
_PAGE_RULES = (
    (rb"<script\b", "脚本"),
    (rb"<!--", "注释"),
    (rb"(?:href|src)\s*=\s*[\"'](?!#)", "外部链接"),
    (rb"<[^>]+\shidden\b", "隐藏的内容"),
)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def file_concerns(files: Mapping[str, bytes]) -> list[Concern]:
    """Look into files by name (.xlsx, .docx, .pdf, .html) for what does not belong in a publication."""
    concerns: dict[Concern, None] = {}
    for name, data in files.items():
        for kind, place in _found(name.rpartition(".")[2], data):
            concerns[Concern(kind, place or name, name)] = None
    return list(concerns)


def _found(form: str, data: bytes) -> Iterator[tuple[str, str]]:
    if form in {"xlsx", "docx"}:
        with zipfile.ZipFile(BytesIO(data)) as package:
            for part in package.namelist():
                for where, pattern, kind in _PACKAGE_RULES:
                    if re.fullmatch(where, part) and re.search(pattern, package.read(part)):
                        yield kind, part
    elif form == "pdf":
        content = data + b"".join(_inflated(match[1]) for match in _STREAM.finditer(data))
        yield from ((kind, "") for pattern, kind in _PDF_RULES if re.search(pattern, content))
    else:
        yield from ((kind, "") for pattern, kind in _PAGE_RULES if re.search(pattern, data))


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""  # not compressed, so it has been looked at as it stands
