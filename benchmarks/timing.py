"""Measuring two things against each other in the same run: medians, and the ratio pair by pair.

Seconds are of the processor, of this process and of those it starts, so that other work on the machine does
not count.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paired:
    """Median seconds of both, and the median, smallest and largest of the ratios first/second."""

    first: float
    second: float
    ratio: float
    smallest: float
    largest: float

    def __str__(self) -> str:
        """The ratio with its spread, which is what travels between machines."""
        return f"{self.ratio:.2f} ({self.smallest:.2f} to {self.largest:.2f})"


def seconds(action: Callable[[], object]) -> float:
    """Processor time of one call, programs that it runs included."""
    start = _spent()
    action()
    return _spent() - start


def _spent() -> float:
    ours, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return ours.ru_utime + ours.ru_stime + theirs.ru_utime + theirs.ru_stime


def median_seconds(action: Callable[[], object], runs: int) -> float:
    """Median time of several calls after one that does not count."""
    action()
    return statistics.median(seconds(action) for _ in range(runs))


def paired(first: Callable[[], object], second: Callable[[], object], runs: int) -> Paired:
    """Time two actions in turn, A B A B, after one of each that does not count."""
    first()
    second()
    pairs = [(seconds(first), seconds(second)) for _ in range(runs)]
    ratios = [one / other for one, other in pairs]
    return Paired(
        statistics.median(one for one, _ in pairs),
        statistics.median(other for _, other in pairs),
        statistics.median(ratios),
        min(ratios),
        max(ratios),
    )


def command(arguments: Sequence[str]) -> Callable[[], object]:
    """A whole process as an action; its output is thrown away."""
    return lambda: subprocess.run(arguments, capture_output=True, check=False)
