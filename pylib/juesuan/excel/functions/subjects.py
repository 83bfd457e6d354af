"""Names of subjects, from the catalogues."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.excel.functions.arguments import text_of
from juesuan.excel.functions.errors import bad_value, not_available

if TYPE_CHECKING:
    from juesuan.excel.functions.calling import Scalar


def subject_name(code: Scalar, year: Scalar = None) -> str:
    """The official name of a subject; empty for an empty cell. An unknown code is #N/A."""
    wanted = text_of(code)
    if not wanted:
        return ""
    stated = text_of(year)
    if stated and not stated.isdigit():
        raise bad_value()
    name = _names(int(stated) if stated else None).get(wanted)
    if name is None:
        raise not_available()
    return name


@lru_cache(maxsize=8)
def _names(year: int | None) -> dict[str, str]:
    from juesuan.layouts.catalogs import KINDS, SPECS, load_catalog

    names: dict[str, str] = {}
    for kind in KINDS:
        newest = max(int(path.stem.rpartition("-")[2]) for path in (SPECS / "catalogs").glob(f"{kind}-*.csv"))
        names |= {code: subject.name for code, subject in load_catalog(kind, newest, year).items()}
    return names
