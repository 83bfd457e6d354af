"""The list of running programs, as far as it can be looked at without Windows."""

from __future__ import annotations

import ctypes

from installer.windows.processes import Entry


def test_an_entry_has_the_size_and_the_places_that_windows_knows() -> None:
    # sizeof(PROCESSENTRY32W) in a 64-bit program, and where szExeFile begins (tlhelp32.h).
    assert ctypes.sizeof(Entry) == 568
    assert Entry.name.offset == 44


def test_the_name_of_the_program_ends_at_its_zero() -> None:
    entry = Entry()
    for place, sign in enumerate("EXCEL.EXE\0rest"):
        entry.name[place] = ord(sign)
    assert entry.program() == "EXCEL.EXE"
