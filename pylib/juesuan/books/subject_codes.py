"""Subject codes as people write them: as numbers, with spaces, split over columns, together with the name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CODE_AND_NAME = re.compile(
    r"[(\[【]?(?P<code>[0-9]{3}(?:\s*[0-9]){0,6})(?:\.0+)?[)\]】]?(?![0-9A-Za-z])\s*[-—_:、.]?\s*(?P<name>.*)",
    re.DOTALL,
)
_SUBJECT = re.compile(r"[235](?:\d{2}){1,3}")  # before a name only a likely code: 2023年 is none


def code_and_name(code_texts: Sequence[str], name: str) -> tuple[str | None, str]:
    """Return a row's subject code (any number of digits, as stated) and its name as written.

    ``code_texts`` are the cells of the code columns. The code is None when no cell states one.
    """
    texts = [text for text in code_texts if text]
    if len(texts) == 1 and name and texts[0].isascii() and texts[0].isdigit():
        return texts[0], name
    if not texts:
        code, rest = _split(name)
        return (code, rest) if code and rest and _SUBJECT.fullmatch(code) else (None, name)
    found = [_split(text) for text in texts]
    codes = [code for code, _ in found if code]
    if len(texts) > 1:
        codes = [_joined(texts)] if _joined(texts) else codes
    if not codes:
        return None, name or texts[0]
    return max(codes, key=len), name or next((rest for _, rest in found if rest), "")


def _split(text: str) -> tuple[str | None, str]:
    found = _CODE_AND_NAME.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None, text
    rest = text[len(text) - len(found["name"]) :].strip() if found["name"] else ""
    return re.sub(r"\s", "", found["code"]), rest


def _joined(texts: Sequence[str]) -> str:
    """208, 01, 01 in three columns are one code; 208, 20801, 2080101 are not."""
    parts = [unicodedata.normalize("NFKC", text) for text in texts]
    whole = [part for part in parts if part.isdecimal()]
    return "".join(whole) if [len(part) for part in whole] in ([3, 2], [3, 2, 2]) else ""
