"""Counting what xlwings asks of the spreadsheet program: on Windows each of these crosses into Excel."""

from __future__ import annotations

import functools
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

_Class = TypeVar("_Class", bound=type)


class RoundTrips:
    """Counts calls from outside; calls that the engine makes of itself are not counted."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.seconds = 0.0  # of the clock, spent in these calls
        self._inside = False

    @contextmanager
    def counting(self) -> Iterator[Counter[str]]:
        """Give the counts of what happens in the block."""
        before = Counter(self.calls)
        counted: Counter[str] = Counter()
        yield counted
        counted.update(self.calls - before)

    def watched(self, kind: _Class) -> _Class:
        """Wrap the public methods and properties of one of the engine's classes."""
        for name, member in list(vars(kind).items()):
            if name.startswith("_") and name not in {"__call__", "__iter__", "__len__"}:
                continue
            label = f"{kind.__name__}.{name}"
            if isinstance(member, property):
                wrapped = property(
                    self._wrapped(label, member.fget) if member.fget else None,
                    self._wrapped(f"{label}=", member.fset) if member.fset else None,
                )
                setattr(kind, name, wrapped)
            elif callable(member):
                setattr(kind, name, self._wrapped(label, member))
        return kind

    def _wrapped(self, label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return function(*args, **kwargs)
            self.calls[label] += 1
            self._inside = True
            begun = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self._inside = False
                self.seconds += time.perf_counter() - begun

        return call


ROUND_TRIPS = RoundTrips()
