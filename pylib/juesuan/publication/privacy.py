"""What must not leave the office in a text: ID cards, bank cards, telephone numbers, a user's words."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from juesuan.model.publication import Publication

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
_CHECK_DIGITS = "10X98765432"
_ALONE, _END = r"(?<![0-9A-Za-z.])", r"(?![0-9A-Za-z]|\.\d)"
_GAP = "[ -]?"
_ID_CARD = re.compile(rf"{_ALONE}\d(?:{_GAP}\d){{16}}{_GAP}[\dXx]{_END}")
_BANK_CARD = re.compile(rf"{_ALONE}6{_GAP}2(?:{_GAP}\d){{14,17}}{_END}")
_MOBILE = re.compile(rf"{_ALONE}(?:\+?86{_GAP})?1[3-9]\d(?:{_GAP}\d{{4}}){{2}}{_END}")
_LANDLINE = re.compile(rf"{_ALONE}0\d{{2,3}}-\d{{7,8}}{_END}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Concern:
    """Something found in what is to be published. ``grave`` ones stop the export, others are shown.

    ``found`` is as it stands in the text; :attr:`shown` hides the middle of long numbers.
    """

    kind: str
    found: str
    where: str
    grave: bool = True

    @property
    def shown(self) -> str:
        """What was found, fit for a report that others read."""
        digits = sum(character.isdigit() for character in self.found)
        if digits < 11:
            return self.found
        return f"{self.found[:3]}{'*' * (len(self.found) - 7)}{self.found[-4:]}"

    def __str__(self) -> str:
        return f"{self.kind}“{self.shown}”（{self.where}）"


def privacy_concerns(
    publication: Publication, words: Collection[str] = (), allowed: Collection[str] = ()
) -> list[Concern]:
    """Look through every text of a publication; the figures of its tables are no texts.

    Numbers count as ID or bank cards only with a correct check digit. ``words`` are a user's own list,
    ``allowed`` texts that may stay although they look like one of these.
    """
    concerns: dict[Concern, None] = {}
    for where, text in publication.texts():
        plain = unicodedata.normalize("NFKC", text)
        for kind, found, grave in _found(plain):
            concerns[Concern(kind, found, where, grave)] = None
        for word in words:
            if unicodedata.normalize("NFKC", word) in plain:
                concerns[Concern("清单里的词", word, where)] = None
    known = {unicodedata.normalize("NFKC", text) for text in allowed}
    return [concern for concern in concerns if concern.found not in known]


def _found(text: str) -> Iterator[tuple[str, str, bool]]:
    patterns: tuple[tuple[str, re.Pattern[str], Callable[[str], bool], bool], ...] = (
        ("身份证号", _ID_CARD, _is_id_card, True),
        ("银行卡号", _BANK_CARD, _is_bank_card, True),
        ("手机号", _MOBILE, bool, True),
        ("固定电话", _LANDLINE, bool, False),
        ("电子邮箱", _MAIL, bool, False),
    )
    for kind, pattern, is_one, grave in patterns:
        for match in pattern.finditer(text):
            if is_one(re.sub(r"[ -]", "", match[0])):
                yield kind, match[0], grave


def _is_id_card(number: str) -> bool:
    """18 characters with a day of birth and the check digit of GB 11643."""
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK_DIGITS[total % 11] == number[17].upper()


def _is_bank_card(number: str) -> bool:
    """The check digit by Luhn."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
