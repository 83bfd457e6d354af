"""The one exception of this package: a spec that cannot be used, with the place of the mistake."""

from __future__ import annotations


class SpecError(Exception):
    """A broken spec: file, line and reason, in a sentence for the person who edits it."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        """Keep the place apart from the reason, so that callers can show both."""
        super().__init__(f"{file} 第 {line} 行：{reason}")
        self.file = file
        self.line = line
        self.reason = reason
