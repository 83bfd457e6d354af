"""Which worksheet is which sheet of a source: by its title, else by its codes or its (cut) name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from juesuan.books.sheets import Sheet
    from juesuan.fill.sources.spec import SheetSource, SourceSpec

_TITLE_ROWS = 8
_LONGEST_NAME = 31  # Excel cuts sheet names here
_SHORTEST_CUT = 6  # a cut name must still say this much of a title
_INDEX = 3  # a sheet that states so many sheets' titles is a table of contents
_BEFORE = re.compile(r"^.*?20\d\d年度?|^.*?(?:部门|单位|本级)(?=\S*表$)")
_BRACKET = re.compile(r"\([^()]*\)?$")
_CODE = re.compile(r"(?:财决|附|[A-Za-z]{1,3})\d+(?:[-_]\d+)?")

# How sure a kind of evidence makes us; a title in a cell outweighs everything in the sheet's name.
_TITLE_IN_CELL, _NAME_AS_TOLD, _TITLE_AS_NAME, _CODE_IN_CELL, _CUT_NAME, _CODE_IN_NAME = 32, 16, 8, 4, 3, 2


_SHEET_OF_EXPORT = re.compile(r"[ZF]\d\d(?:[-_]\d+)?(?!\w)", re.IGNORECASE)
_SEVERAL = 3


def named_like_an_export(names: Iterable[str]) -> bool:
    """Whether worksheets have names like those of a treasury export (Z01 收入支出决算总表 ...).

    Its forms have the titles of the published tables, and nobody wants an export overwritten.
    """
    return sum(_SHEET_OF_EXPORT.match(name) is not None for name in names) >= _SEVERAL


@dataclass(slots=True)
class Recognised:
    """Worksheets by the id of the source's sheet; ``others`` are worksheets not used, with the reason."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)


def recognise_sheets(sheets: Mapping[str, Sheet], spec: SourceSpec) -> Recognised:
    """Find each sheet of a source in a workbook, whatever the order and the names of the worksheets."""
    found = Recognised()
    scores = {
        (source.id, sheet.name): score
        for sheet in sheets.values()
        if not _is_index(sheet, spec)
        for source in spec.sheets
        if (score := _score(source, sheet, spec))
    }
    for source in spec.sheets:
        candidates = [name for ident, name in scores if ident == source.id]
        best = max((scores[source.id, name] for name in candidates), default=0)
        chosen = next((name for name in candidates if scores[source.id, name] == best), None)
        if chosen is None:
            continue
        found.sheets[source.id] = sheets[chosen]
        for name in candidates:
            if name != chosen:
                found.others.setdefault(name, f"也像是“{source.label}”，没有取用（取的是工作表“{chosen}”）")
    if not found.sheets and len(spec.sheets) == 1 and len(sheets) == 1:
        found.sheets[spec.sheets[0].id] = next(iter(sheets.values()))
    used = {sheet.name for sheet in found.sheets.values()}
    found.others = {name: why for name, why in found.others.items() if name not in used}
    for name in sheets:
        if name not in used:
            found.others.setdefault(name, "映射里没有这张表")
    return found


def titles_in(sheet: Sheet) -> Iterator[str]:
    """What the first rows of a sheet could state as its title, without year, organisation and brackets."""
    for _, text in sheet.first_texts(_TITLE_ROWS):
        said = plain(text)
        yield said
        yield _BRACKET.sub("", _BEFORE.sub("", said))


def _is_index(sheet: Sheet, spec: SourceSpec) -> bool:
    stated = {_BRACKET.sub("", _CODE.sub("", text, count=1)) for text in titles_in(sheet)}
    return sum(bool(stated & {plain(title) for title in source.titles}) for source in spec.sheets) >= _INDEX


def _score(source: SheetSource, sheet: Sheet, spec: SourceSpec) -> int:
    titles = {plain(title) for title in source.titles}
    stated = set(titles_in(sheet))
    if titles & stated:
        return _TITLE_IN_CELL + _codes_score(source, sheet)
    if source.sheet:
        return _NAME_AS_TOLD if plain(source.sheet) == plain(sheet.name) else 0
    others = {plain(title) for other in spec.sheets if other is not source for title in other.titles}
    if others & stated:
        return 0  # its own title says that it is another sheet, whatever its name or code
    name = plain(sheet.name)
    rest = _BRACKET.sub("", _CODE.sub("", name, count=1).lstrip("-_. "))
    if rest in titles:
        return _TITLE_AS_NAME + _codes_score(source, sheet)
    score = _codes_score(source, sheet)
    if len(sheet.name) == _LONGEST_NAME and len(rest) >= _SHORTEST_CUT:
        score += _CUT_NAME * any(title.startswith(rest) for title in titles)
    return score


def _codes_score(source: SheetSource, sheet: Sheet) -> int:
    wanted = {_code(code) for code in source.codes}
    in_cells = {
        _code(code)
        for _, text in sheet.first_texts(_TITLE_ROWS)
        if len(text) <= _LONGEST_NAME
        for code in _CODE.findall(plain(text))
    }
    in_name = {_code(code) for code in _CODE.findall(plain(sheet.name))}
    return _CODE_IN_CELL * bool(wanted & in_cells) + _CODE_IN_NAME * bool(wanted & in_name)


def _code(text: str) -> str:
    """One way of writing a code: ``Z01_1``, ``z1-1`` and ``财决01-1`` differ only in their letters."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain(text).upper().replace("_", "-"))
