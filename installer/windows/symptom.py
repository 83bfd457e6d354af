"""One thing that was looked at: how it is, and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

FINE, NOTE, WRONG = "正常", "注意", "有问题"


class Symptom(NamedTuple):
    """``detail`` says what was found; ``advice``, for what is not fine, what the user or IT can do."""

    title: str
    state: str
    detail: str = ""
    advice: str = ""
