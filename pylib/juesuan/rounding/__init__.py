"""元 to 万元: each figure by itself (``plain``), or so that all tables add up (``balanced``)."""

from juesuan.rounding.balancing import balanced
from juesuan.rounding.figures import apportioned, nearest, plain
from juesuan.rounding.outcome import Move, Progress, Rounding, Standing, Violation

__all__ = [
    "Move",
    "Progress",
    "Rounding",
    "Standing",
    "Violation",
    "apportioned",
    "balanced",
    "nearest",
    "plain",
]
