"""How long a search may go on: until its time is up, or the caller wants to stop."""

from __future__ import annotations

import time
from collections.abc import Callable

from juesuan.rounding.outcome import Progress, Standing

_PAUSE = 0.1  # seconds between two reports


class Watch:
    """The time gone by, the time left, and whom to tell."""

    def __init__(self, limit: float | None, report: Callable[[Progress], object] | None) -> None:
        """Start the clock. ``limit`` is in seconds; ``report`` returns False to stop the search."""
        self.started = time.perf_counter()
        self.standing = Standing.BEST
        self.aim, self.part, self.parts = "", 0, 0
        self._limit = limit
        self._report = report
        self._told = 0.0

    @property
    def listening(self) -> bool:
        """Whether somebody wants to be told."""
        return self._report is not None

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return time.perf_counter() - self.started

    @property
    def left(self) -> float:
        """Seconds left; infinite without a limit."""
        return float("inf") if self._limit is None else max(0.0, self._limit - self.seconds)

    def going(self, *, always: bool = False) -> bool:
        """Tell how far it is (not too often) and say whether to go on."""
        if self.standing is not Standing.BEST:
            return False
        if not self.left:
            self.standing = Standing.TIME
        elif self._report is not None and (always or self.seconds - self._told > _PAUSE):
            self._told = self.seconds
            if self._report(Progress(self.aim, self.part, self.parts, self._told)) is False:
                self.standing = Standing.STOPPED
        return self.standing is Standing.BEST
