"""From the names in a sentence to a subject code: ……（类）……（款）……（项）."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.statements.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan.model.disclosure import Disclosure

_TITLE = re.compile(
    r"(?:^|(?<=[。;:；：]))(?:[(（]?[\d一二三四五六七八九十]+[)）.、．])?(?P<类>[^。;:；：，]{2,40}?)\(类\)(?:支出)?"
    r"(?:(?P<款>[^。;:；：，]{2,40}?)\(款\)(?:(?P<项>[^。;:；：，]{2,40}?)\(项\))?)?"
)
_LEVELS = (("类", 3), ("款", 5), ("项", 7))
_ALIKE = 0.5  # of the names: below this it is another subject altogether


@dataclass(frozen=True, slots=True)
class Title:
    """Names of 类, 款 and 项 as a text gives them (some may be absent), and where it does."""

    names: tuple[str, ...]
    start: int
    end: int

    def __str__(self) -> str:
        return "".join(f"{name}（{level}）" for name, (level, _) in zip(self.names, _LEVELS, strict=False))


@dataclass(frozen=True, slots=True)
class Found:
    """The subject that a title means. ``wrong`` are (level, stated name, official name) where they differ."""

    code: str
    wrong: tuple[tuple[str, str, str], ...] = ()


def titles(text: str) -> list[Title]:
    """The titles of subjects in a compact text, in order."""
    found = []
    for match in _TITLE.finditer(text):
        names = tuple(match[level] for level, _ in _LEVELS if match[level])
        found.append(Title(names, match.start("类"), match.end()))
    return found


class SubjectNames:
    """All subjects that a text may speak of: those of the tables, and the catalogue's."""

    def __init__(self, disclosure: Disclosure) -> None:
        """Gather the names: official ones, other ones, and those printed in the tables."""
        self._official: dict[str, str] = {}
        self._known: dict[str, set[str]] = {}
        for code, subject in disclosure.layout.function_codes.items():
            self._official[code] = subject.name
            self._known[code] = {_plain(subject.name), *map(_plain, subject.other_names)}
        for table in disclosure.tables.values():
            for code, row in table.by_code.items() if table.spec.listed else ():
                self._official.setdefault(code, row.label.strip())
                self._known.setdefault(code, set()).add(_plain(row.label))
        self._by_name: dict[str, list[str]] = {}
        for code in self._official:
            for name in self._known[code]:
                self._by_name.setdefault(name, []).append(code)

    def official(self, code: str) -> str:
        """The official name of a code."""
        return self._official.get(code, code)

    def find(self, title: Title, among: Iterable[str]) -> Found | None:
        """The subject that a title means: among the codes of a table, else in the whole catalogue.

        A title that is right in every part is taken as it is. Of one whose names do not fit together, the
        last name counts: a 项 is known by its own name together with the 类 or 款. None when nothing fits.
        """
        digits = _LEVELS[len(title.names) - 1][1]
        last, listed = _plain(title.names[-1]), set(among)
        everywhere = [
            code
            for name in (last, f"{last}支出")
            for code in self._by_name.get(name, ())
            if len(code) == digits
        ]
        here = [code for code in everywhere if code in listed]
        right = next((code for code in (*here, *everywhere) if not self._wrong(code, title)), None)
        if right:
            return Found(right)
        for codes in (here, everywhere):
            fitting = [code for code in codes if self._fits(code, title)]
            if fitting:
                best = max(fitting, key=lambda code: self._likeness(code, title))
                return Found(best, tuple(self._differences(best, title)))
        return None

    def _wrong(self, code: str, title: Title) -> bool:
        return next(iter(self._differences(code, title)), None) is not None

    def _fits(self, code: str, title: Title) -> bool:
        """The last name is the subject's own, and at least one level above it is too (or there is none)."""
        own = [
            self._is(code[:digits], name) or self._nearly(code[:digits], name)
            for name, (_, digits) in zip(title.names, _LEVELS, strict=False)
        ]
        return own[-1] and (len(own) == 1 or any(own[:-1]))

    def _is(self, code: str, name: str) -> bool:
        return _plain(name) in self._known.get(code, set())

    def _nearly(self, code: str, name: str) -> bool:
        """The name but for the word 支出 at its end, which sentences put behind the bracket."""
        return f"{_plain(name)}支出" in self._known.get(code, set())

    def _likeness(self, code: str, title: Title) -> float:
        pairs = [(code[:digits], name) for name, (_, digits) in zip(title.names, _LEVELS, strict=False)]
        return sum(
            2.0
            if self._is(part, name) or self._nearly(part, name)
            else SequenceMatcher(None, self.official(part), name).ratio()
            for part, name in pairs
        )

    def _differences(self, code: str, title: Title) -> Iterable[tuple[str, str, str]]:
        for name, (level, digits) in zip(title.names, _LEVELS, strict=False):
            if not self._is(code[:digits], name):
                yield level, name, self.official(code[:digits])


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return compact(name).text
