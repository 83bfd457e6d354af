"""The Chinese texts that VBA shows: messages.csv, and what the worksheet functions say of themselves."""

from __future__ import annotations

import csv

from addin.build.functions import function_texts
from addin.build.places import MESSAGES


def message_rows() -> list[tuple[str, str]]:
    """Return key and text of every message. Raises ValueError on a doubled key or an empty text."""
    with MESSAGES.open(encoding="utf-8", newline="") as file:
        rows = [(row["key"], row["text"]) for row in csv.DictReader(file)]
    rows += function_texts()
    keys = [key for key, _ in rows]
    twice = {key for key in keys if keys.count(key) > 1}
    empty = {key for key, text in rows if not text}
    if twice or empty:
        raise ValueError(f"messages: twice {sorted(twice)}, empty {sorted(empty)}")
    return rows
