"""The virtual environment beside ``install.py``: made once, brought up to date when something changed."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from installer.advice import Trouble, advice_on
from installer.machine import Machine


class Environment:
    """The virtual environment beside this file, and the stamp in it that says what it was made from."""

    def __init__(self, root: Path, machine: Machine) -> None:
        self.root = root
        self.machine = machine
        self.folder = root / ".venv"
        self.stamp_file = self.folder / "juesuan-install.json"
        self.log = root / "out" / "install.log"

    def program(self, name: str) -> str:
        """Where a program of the environment lies on this system."""
        return str(self.folder / "Scripts" / f"{name}.exe" if os.name == "nt" else self.folder / "bin" / name)

    def stamp(self, extras: Collection[str] | None) -> dict[str, object]:
        """Return what an up-to-date environment is made from; ``None``: made, but nothing is installed."""
        return {
            "python": platform.python_version(),
            "root": str(self.root),
            "pyproject": hashlib.sha256((self.root / "pyproject.toml").read_bytes()).hexdigest(),
            "extras": None if extras is None else sorted(extras),
        }

    def stamped(self) -> dict[str, object]:
        """Return the stamp of the environment that is there; empty when there is none to rely on."""
        try:
            return dict(json.loads(self.stamp_file.read_text("utf-8"))) if self.exists() else {}
        except (OSError, ValueError, TypeError):
            return {}

    def exists(self) -> bool:
        """Tell whether there is an interpreter in it."""
        return Path(self.program("python")).exists()

    def with_earlier(self, extras: Collection[str]) -> set[str]:
        """Return the extras asked for now or before: a smaller request takes nothing away."""
        earlier = self.stamped().get("extras")
        return {*extras, *(earlier if isinstance(earlier, list) else ())}

    def ready(self, extras: Collection[str]) -> bool:
        """Tell whether everything asked for is installed already."""
        return self.stamped() == self.stamp(self.with_earlier(extras))

    def make(self) -> None:
        """Create the environment, unless there is one made by this Python in this folder."""
        found, wanted = self.stamped(), self.stamp(None)
        if all(found.get(key) == wanted[key] for key in ("python", "root")):
            return
        if Path(sys.prefix).resolve() == self.folder.resolve():
            raise Trouble(
                "需要重建的正是当前使用的虚拟环境：请先退出它（deactivate），再用系统的 python3 运行"
            )
        if self.folder.exists():
            if not (self.folder / "pyvenv.cfg").exists() and any(self.folder.iterdir()):
                raise Trouble(f"{self.folder} 已存在，但不是虚拟环境：请移走它，再重试")
            shutil.rmtree(self.folder)
        plain = [sys.executable, "-m", "venv", "--clear", str(self.folder)]
        self._first_that_works(["venv", "--seed", "--python", sys.executable, str(self.folder)], plain)
        self._write_stamp(None)

    def install(self, extras: Collection[str]) -> None:
        """Install the package, editable, and what it needs."""
        if self.ready(extras):
            return
        extras = self.with_earlier(extras)
        target = ["--editable", f".[{','.join(sorted(extras))}]" if extras else "."]
        python = self.program("python")
        self._write_stamp(None)
        self._first_that_works(
            ["pip", "install", "--python", python, *target],
            [python, "-m", "pip", "install", "--disable-pip-version-check", *target],
        )
        self._write_stamp(extras)

    def _write_stamp(self, extras: Collection[str] | None) -> None:
        self.stamp_file.write_text(json.dumps(self.stamp(extras)), "utf-8")

    def _first_that_works(self, for_uv: Sequence[str], plain: Sequence[str]) -> None:
        """Let uv do it where there is one, for it is fast; else pip, which knows this computer's mirror."""
        uv = self.machine.which("uv")
        self.log.parent.mkdir(exist_ok=True)
        output = ""
        with self.log.open("a", encoding="utf-8") as log:
            for command in ([uv, *for_uv], plain) if uv else (plain,):
                code, output = self.machine.capture(command, self.root)
                log.write(f"$ {' '.join(command)}\n{output}\n")
                if code == 0:
                    return
        raise Trouble(f"{advice_on(output) or '安装没有成功'}（详细记录：{self.log}）")
