"""What does not hold, and how far rounding can explain it.

A figure stated to 0.01 stands for an interval of half a unit on either side. A sum whose terms number n (the
total counts as one) can therefore be off by n * 0.005, that is n // 2 units of 0.01. A copied figure cannot
be off at all.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from by_hand.figures import written

Amounts = Sequence[int | None]


@dataclass(frozen=True)
class Place:
    """Where an identity is stated: table, row, column."""

    table: str
    row: str
    column: str


@dataclass(frozen=True)
class Finding:
    """One instance of an identity that does not hold exactly; amounts as written text."""

    identity: str
    kind: str
    table: str
    row: str
    column: str
    left: str
    right: str
    difference: str
    allowed: str
    status: str
    note: str


HEADER = tuple(item.name for item in fields(Finding))


def values(finding: Finding) -> tuple[str, ...]:
    """The finding as one line of CSV."""
    return astuple(finding)


def stated(identity: str, kind: str, place: Place, found: str, note: str) -> Finding:
    """A finding about how something is written, without arithmetic."""
    return Finding(identity, kind, place.table, place.row, place.column, found, "", "", "", "failed", note)


def must_sum(identity: str, place: Place, left: int | None, addends: Amounts, note: str) -> list[Finding]:
    """A total and its addends."""
    return must_balance(identity, place, [left], addends, note)


def must_balance(identity: str, place: Place, left: Amounts, right: Amounts, note: str) -> list[Finding]:
    """Two sides of an equation, each a sum; a side of one blank cell still counts as one rounded term."""
    addends = _count(right)
    allowed = (max(1, _count(left)) + addends) // 2
    difference = _total(left) - _total(right)
    status = "rounding" if abs(difference) <= allowed else "failed"
    if status == "rounding" and addends > 20 and 4 * difference**2 > 3 * (addends + 1):
        # beyond three standard deviations: 3 * sqrt((n + 1) / 12)
        note = f"{note}; large for rounding"
    return _unequal(identity, "sum", place, (_side(left), _side(right)), (allowed, status, note))


def must_equal(identity: str, place: Place, left: int | None, right: int | None, note: str) -> list[Finding]:
    """The same figure in two places."""
    return _unequal(identity, "copy", place, (left, right), (0, "failed", note))


def must_not_exceed(
    identity: str, place: Place, left: int | None, right: int | None, note: str
) -> list[Finding]:
    """A part and its whole, one term on each side."""
    return _over_limit(identity, place, (left, right), 0, note) if (left or 0) > (right or 0) else []


def must_cover(identity: str, place: Place, left: int | None, parts: Amounts, note: str) -> list[Finding]:
    """A whole that is at least the sum of its parts."""
    count, right = _count(parts), _side(parts)
    allowed = 0 if count <= 1 else (count + 1) // 2
    short = (left or 0) < (right or 0)
    return _over_limit(identity, place, (left, right), allowed, note) if short else []


def _over_limit(
    identity: str, place: Place, sides: tuple[int | None, int | None], allowed: int, note: str
) -> list[Finding]:
    """The finding for a limit that is known to be passed over."""
    over = abs((sides[0] or 0) - (sides[1] or 0))
    status = "rounding" if over <= allowed else "failed"
    return _unequal(identity, "limit", place, sides, (allowed, status, note))


def should_equal(
    identity: str, place: Place, left: int | None, right: int | None, note: str
) -> list[Finding]:
    """Two figures that usually agree: a difference is a hint, never an error."""
    return _unequal(identity, "soft", place, (left, right), (None, "soft", note))


def _unequal(
    identity: str,
    kind: str,
    place: Place,
    sides: tuple[int | None, int | None],
    judged: tuple[int | None, str, str],
) -> list[Finding]:
    """A finding where the two sides differ, nothing where they agree."""
    left, right = sides
    allowed, status, note = judged
    difference = (left or 0) - (right or 0)
    if difference == 0:
        return []
    amounts = (written(left), written(right), written(difference), written(allowed))
    return [Finding(identity, kind, place.table, place.row, place.column, *amounts, status, note)]


def _count(terms: Amounts) -> int:
    """How many terms are not blank."""
    return sum(term is not None for term in terms)


def _total(terms: Amounts) -> int:
    """The sum, blanks counted as nothing."""
    return sum(term or 0 for term in terms)


def _side(terms: Amounts) -> int | None:
    """The sum, blank where every term is blank."""
    return _total(terms) if _count(terms) else None
