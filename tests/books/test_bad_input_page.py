"""docs/bad-input.md says what users see."""

from __future__ import annotations

from tests.books.bad_input_page import RESULT, page


def test_the_page_is_what_the_program_says() -> None:
    assert RESULT.read_text(encoding="utf-8") == page()
