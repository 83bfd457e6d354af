"""Subject catalogues: the government's codes by year, built in (with their evidence) or a user's own."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from juesuan.layouts.errors import SpecError
from juesuan.model.layout import Subject

SPECS = Path(__file__).parent.parent / "specs"
KINDS = ("function", "economic")
_COLUMNS = ("code", "name", "evidence", "other_names")


def user_folder() -> Path:
    """Where a user's own catalogues and settings live (``JUESUAN_HOME`` overrides the usual place)."""
    if home := os.environ.get("JUESUAN_HOME"):
        return Path(home)
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "juesuan"
    return Path(os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config"))) / "juesuan"


def load_catalog(kind: str, year: int, imported_for: int | None = None) -> dict[str, Subject]:
    """Return the subjects of a built-in catalogue, with a user's imported one laid over it.

    ``kind`` is ``function`` or ``economic``; ``imported_for`` is the year whose imported catalogue applies.
    Raises SpecError when a file is missing or malformed.
    """
    subjects = read_catalog(SPECS / "catalogs" / f"{kind}-{year}.csv")
    own = user_folder() / "catalogs" / f"{kind}-{imported_for or year}.csv"
    if own.exists():
        subjects |= read_catalog(own)
    return subjects


def read_catalog(path: Path) -> dict[str, Subject]:
    """Read a catalogue file (``code,name,evidence,other_names``; other names separated by ``|``)."""
    if not path.exists():
        raise SpecError(path.name, 1, "没有这份科目目录")
    subjects: dict[str, Subject] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != _COLUMNS:
            raise SpecError(path.name, 1, f"表头应为 {','.join(_COLUMNS)}")
        for record in reader:
            code, name = record["code"], record["name"]
            if not (code or "").isdigit() or not name:
                raise SpecError(path.name, reader.line_num, "科目编码应为数字，名称不能为空")
            if code in subjects:
                raise SpecError(path.name, reader.line_num, f"科目编码 {code} 重复")
            others = tuple(filter(None, (record["other_names"] or "").split("|")))
            subjects[code] = Subject(code, name, record["evidence"] or "", others)
    return subjects
