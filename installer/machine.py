"""The computer and the person watching: programs that are run, progress that is shown."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.windows.computer import Computer


class Machine:
    """The computer, as far as this file uses it; tests put a pretended one in its place."""

    system = sys.platform

    def windows(self) -> Computer:
        """Return what the installation for a user of Windows looks at and changes; Trouble elsewhere."""
        from installer.windows.computer import this_computer

        return this_computer(self)

    def stream(self, command: Sequence[str], folder: Path) -> int:
        """Run a program whose output the person sees as it comes; return its exit code."""
        return subprocess.run(command, cwd=folder, check=False).returncode

    def capture(self, command: Sequence[str], folder: Path) -> tuple[int, str]:
        """Run a program, show its latest line if a person is watching, return exit code and output."""
        lines = []
        out, err, no_input = subprocess.PIPE, subprocess.STDOUT, subprocess.DEVNULL
        env = {**os.environ, "PYTHONUTF8": "1"}
        with subprocess.Popen(
            command,
            cwd=folder,
            env=env,
            stdin=no_input,
            stdout=out,
            stderr=err,
            encoding="utf-8",
            errors="replace",
        ) as process:
            for line in process.stdout or ():
                lines.append(line)
                show_in_place(line.strip())
        show_in_place("")
        return process.returncode, "".join(lines)

    def which(self, name: str) -> str:
        """Where a program is that can be started by its name, or nothing."""
        return shutil.which(name) or ""


def show_in_place(text: str) -> None:
    """Show a line over the one before; only where a person is watching."""
    if sys.stdout.isatty():
        print(f"\r      {text[:70]:70}", end="\r", flush=True)


class Steps:
    """Numbered progress: ``[1/4] 建立虚拟环境 …`` and the time each step took."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.number = 0

    def announce(self, title: str) -> None:
        """Print the headline of the next step."""
        self.number += 1
        print(f"[{self.number}/{self.total}] {title} …", flush=True)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Announce a step and, when it went well, say how long it took."""
        self.announce(title)
        started = time.monotonic()
        yield
        print(f"      完成，用时 {time.monotonic() - started:.1f} 秒", flush=True)
