"""The one exception of reading: a workbook that cannot be read, in one sentence for the person who has it."""

from __future__ import annotations


class ReadError(Exception):
    """A workbook that cannot be read: one Chinese sentence saying what, where and what to do.

    ``file``, ``sheet`` and ``cell`` hold the place as far as it is known, empty where it is not.
    """

    def __init__(self, sentence: str, file: str = "", sheet: str = "", cell: str = "") -> None:
        """Keep the place apart from the sentence, so that a report can link to it."""
        super().__init__(sentence)
        self.sentence = sentence
        self.file = file
        self.sheet = sheet
        self.cell = cell
