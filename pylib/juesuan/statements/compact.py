"""Text as it is meant: without the spaces and line breaks of a PDF, with signs of one width.

Positions in the compact text can be turned back into positions of the original, so that a finding quotes
what stands there.
"""

from __future__ import annotations

from dataclasses import dataclass

_HALF = str.maketrans("０１２３４５６７８９％（）．－＋〔〕［］", "0123456789%().-+[][]")


@dataclass(frozen=True, slots=True)
class Compact:
    """The compact text, and for each of its signs the place in the original."""

    text: str
    original: str
    places: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """The original words between two places of the compact text, spaces included."""
        if start >= end:
            return ""
        return self.original[self.places[start] : self.places[end - 1] + 1]


def compact(original: str) -> Compact:
    """Drop all white space, and write digits, brackets and percent signs in half width."""
    places = tuple(place for place, sign in enumerate(original) if not sign.isspace())
    text = "".join(original[place] for place in places).translate(_HALF)
    return Compact(text, original, places)
