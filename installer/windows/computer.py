"""The computer of a Windows user, with all that the installer looks at or changes; tests pretend one."""

from __future__ import annotations

import os
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from installer.advice import Trouble
from installer.machine import Machine
from installer.windows.files import Files
from installer.windows.processes import Processes
from installer.windows.registry import Registry


@dataclass(frozen=True)
class Python:
    """The Python that runs the installer, from which the virtual environment is made."""

    program: str
    version: tuple[int, int]
    bits: int

    @property
    def from_store(self) -> bool:
        """Tell whether it is the Microsoft Store's, whose files other programs cannot see."""
        return "windowsapps" in self.program.lower()


@dataclass(frozen=True)
class Computer:
    """Registry, files, programs and the folders of the current user."""

    registry: Registry
    files: Files
    processes: Processes
    machine: Machine
    python: Python
    local: Path  # %LOCALAPPDATA%
    roaming: Path  # %APPDATA%

    @property
    def home(self) -> Path:
        """The folder of ours into which everything goes."""
        return self.local / "juesuan"

    @property
    def environment(self) -> Path:
        """The virtual environment."""
        return self.home / "env"

    @property
    def addin(self) -> Path:
        """The add-in, alone in a folder that Excel trusts."""
        return self.home / "addin" / "juesuan.xlam"

    @property
    def xlstart(self) -> Path:
        """The add-in in the folder of which Excel opens every file; where OPEN values are not allowed."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART" / "juesuan.xlam"

    def program(self, name: str) -> Path:
        """Where a program of the virtual environment lies."""
        return self.environment / "Scripts" / f"{name}.exe"


def this_computer(machine: Machine) -> Computer:
    """Return the real computer; Trouble on another system than Windows."""
    if sys.platform == "win32":
        from installer.windows.processes import WindowsProcesses
        from installer.windows.registry import WindowsRegistry

        folders = {name: os.environ.get(name, "") for name in ("LOCALAPPDATA", "APPDATA")}
        if not all(folders.values()):
            raise Trouble("系统没有给出 LOCALAPPDATA、APPDATA 文件夹：请在普通的 Windows 用户下运行")
        return Computer(
            registry=WindowsRegistry(),
            files=Files(),
            processes=WindowsProcesses(),
            machine=machine,
            python=Python(f"{sys.base_prefix}\\python.exe", sys.version_info[:2], struct.calcsize("P") * 8),
            local=Path(folders["LOCALAPPDATA"]),
            roaming=Path(folders["APPDATA"]),
        )
    raise Trouble("这条命令只用于 Windows；其他系统请运行 python3 install.py install")
