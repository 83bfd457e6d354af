"""Which programs are running in this user's session; tests put a pretended list in its place."""

from __future__ import annotations

import ctypes
import sys
from typing import Protocol


class Processes(Protocol):
    """The programs that are running now."""

    def running(self, program: str) -> bool:
        """Tell whether a program, named as ``EXCEL.EXE``, runs in this session."""


class Entry(ctypes.Structure):
    """PROCESSENTRY32W of tlhelp32.h, with widths that are the same on every system, for tests."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("usage", ctypes.c_uint32),
        ("process", ctypes.c_uint32),
        ("heap", ctypes.c_size_t),
        ("module", ctypes.c_uint32),
        ("threads", ctypes.c_uint32),
        ("parent", ctypes.c_uint32),
        ("priority", ctypes.c_int32),
        ("flags", ctypes.c_uint32),
        ("name", ctypes.c_uint16 * 260),
    )

    def program(self) -> str:
        """Return the name of the program file."""
        return bytes(self.name).decode("utf-16-le").split("\0", 1)[0]


if sys.platform == "win32":

    class WindowsProcesses:
        """The real ones, by the ToolHelp snapshot that every user may take."""

        _ALL_PROCESSES = 2

        def running(self, program: str) -> bool:
            """Tell whether a program runs in this session; other users of a terminal server do not count."""
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel.CreateToolhelp32Snapshot.restype = ctypes.c_void_p
            snapshot = kernel.CreateToolhelp32Snapshot(self._ALL_PROCESSES, 0)
            if snapshot in (None, ctypes.c_void_p(-1).value):
                raise ctypes.WinError(ctypes.get_last_error())
            entry = Entry(size=ctypes.sizeof(Entry))
            found = False
            try:
                more = kernel.Process32FirstW(ctypes.c_void_p(snapshot), ctypes.byref(entry))
                while more and not found:
                    ours = self._session(kernel, entry.process) == self._session(
                        kernel, kernel.GetCurrentProcessId()
                    )
                    found = ours and entry.program().upper() == program.upper()
                    more = kernel.Process32NextW(ctypes.c_void_p(snapshot), ctypes.byref(entry))
            finally:
                kernel.CloseHandle(ctypes.c_void_p(snapshot))
            return found

        @staticmethod
        def _session(kernel: ctypes.WinDLL, process: int) -> int:
            number = ctypes.c_uint32(0xFFFFFFFF)
            kernel.ProcessIdToSessionId(process, ctypes.byref(number))
            return number.value
