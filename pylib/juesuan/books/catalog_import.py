"""A user's full code book becomes a catalogue: an .xlsx or .csv with codes and names."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.archive import open_archive
from juesuan.books.catalog_pages import Entry, entries_of
from juesuan.books.errors import ReadError
from juesuan.books.saving import keep_backup, written_beside
from juesuan.layouts import SpecError
from juesuan.layouts.catalogs import read_catalog, user_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from juesuan.model.layout import Subject

LENGTHS = {"function": (3, 5, 7), "economic": (3, 5)}
FIRST_DIGIT = {"function": "2", "economic": "3"}
KIND_NAMES = {"function": "支出功能分类", "economic": "部门预算支出经济分类"}


@dataclass(frozen=True, slots=True)
class ImportedCatalog:
    """What an import did: where the catalogue is, what was there before, what is new or renamed."""

    path: Path
    backup: Path | None
    total: int
    added: tuple[str, ...]
    renamed: tuple[tuple[str, str, str], ...]
    left_out: int


def import_catalog(source: Path, kind: str, year: int, known: dict[str, Subject]) -> ImportedCatalog:
    """Read a code book and make it the user's catalogue of a kind (``function``, ``economic``) and year.

    ``known`` are the subjects that applied until now. An older catalogue of the same kind and year is kept
    as a backup. Raises ReadError, with sheet and row, when the code book cannot be used.
    """
    everything = entries_of(_pages(source), source.name)
    entries = _of_kind(everything, kind, source)
    _refuse_contradictions(entries, kind)
    named = {entry.code: entry.name for entry in entries}
    path = user_folder() / "catalogs" / f"{kind}-{year}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    backup = keep_backup(path) if path.exists() else None
    _write(path, named, source.name)
    added = tuple(code for code in sorted(named) if code not in known)
    renamed = tuple(
        (code, known[code].name, name)
        for code, name in sorted(named.items())
        if code in known and name != known[code].name
    )
    return ImportedCatalog(path, backup, len(named), added, renamed, len(everything) - len(entries))


def _pages(source: Path) -> list[tuple[str, list[list[object]]]]:
    if source.suffix.lower() == ".csv":
        return [("", [list(row) for row in csv.reader(io.StringIO(_text(source), newline=""))])]
    from python_calamine import CalamineError, CalamineWorkbook

    data = open_archive(source).data
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            (name, [list(row) for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)])
            for name in workbook.sheet_names
        ]
    except CalamineError as error:
        raise ReadError(
            f"无法读取科目目录：{source}（请用 Excel 或 WPS 打开后另存一份）", str(source)
        ) from error


def _text(source: Path) -> str:
    data = source.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _of_kind(entries: Sequence[Entry], kind: str, source: Path) -> list[Entry]:
    """Only the entries of one classification: code books often hold several."""
    wanted = [entry for entry in entries if entry.code.startswith(FIRST_DIGIT[kind])]
    if not wanted:
        others = [name for name in KIND_NAMES if name != kind]
        raise ReadError(
            f"{source.name} 里没有{KIND_NAMES[kind]}的科目（编码应以 {FIRST_DIGIT[kind]} 开头）；"
            f"如果是另一种分类，请用 --kind {others[0]}"
        )
    return wanted


def _refuse_contradictions(entries: Iterable[Entry], kind: str) -> None:
    seen: dict[str, Entry] = {}
    for entry in entries:
        if len(entry.code) not in LENGTHS[kind] or not entry.code.isdigit():
            lengths = "、".join(map(str, LENGTHS[kind]))
            raise ReadError(f"{entry.place}的编码“{entry.code}”不对：应为 {lengths} 位数字")
        first = seen.setdefault(entry.code, entry)
        if first.name != entry.name:
            raise ReadError(
                f"{entry.place}的编码 {entry.code} 重复：这里是“{entry.name}”，{first.place}是“{first.name}”"
            )
    for entry in seen.values():
        parent = entry.code[:-2]
        if len(entry.code) > LENGTHS[kind][0] and parent not in seen:
            raise ReadError(f"{entry.place}的 {entry.code} {entry.name} 没有上级科目 {parent}：请补全目录")


def _write(path: Path, named: dict[str, str], source: str) -> None:
    with written_beside(path) as beside:
        with beside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["code", "name", "evidence", "other_names"])
            writer.writerows(
                [code, name, f"imported from {source}", ""] for code, name in sorted(named.items())
            )
        try:
            read_catalog(beside)
        except SpecError as error:
            raise ReadError(f"科目目录没有导入：{error.reason}") from error
