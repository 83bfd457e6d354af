"""How long a search may go on: until its time is up, or the caller wants to stop."""

from __future__ import annotations

import time
from collections.abc import Callable

from juesuan.rounding.outcome import Progress, Standing

_PAUSE = 0.1  # seconds between two reports


class Watch:
    """The time gone by, the time left, and whom to tell."""

    def __init__(self, limit: float | None, report: Callable[[Progress], object] | None) -> None:
        """Start the clock. ``limit`` (seconds) is for the search; ``report`` stops it by returning False."""
        self.started = time.perf_counter()
        self.standing = Standing.BEST
        self.aim, self.part, self.parts = "", 0, 0
        self._limit = limit
        self._report = report
        self._told = 0.0
        self._searching: float | None = None

    def begin(self) -> None:
        """The search begins (again): from the first time on its time runs."""
        if self._searching is None:
            self._searching = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return time.perf_counter() - self.started

    @property
    def left(self) -> float:
        """Seconds left for the search; infinite without a limit."""
        if self._limit is None or self._searching is None:
            return float("inf")
        return max(0.0, self._limit - (time.perf_counter() - self._searching))

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
