"""The same words written differently: full and half width, spaces, quotation marks, brackets, ordinals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DROPPED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad'\"“”‘’„‟「」『』]+")
_BRACKETS = str.maketrans("[]【】〔〕〈〉《》﹙﹚", "()()()()()()")
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.](?!\d))")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Reduce a printed text to what it says: half width, round brackets, no spaces, no quotes."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)


@lru_cache(maxsize=8192)
def without_ordinal(text: str) -> str:
    """Like :func:`plain`, less a leading ordinal such as ``一、``, ``（二）`` or ``3.``."""
    return _ORDINAL.sub("", plain(text), count=1) if _ORDINAL.match(plain(text)) else plain(text)
