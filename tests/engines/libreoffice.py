"""LibreOffice as an independent calculator: opens a workbook, calculates every formula anew."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.engines.values import Sheets, values_of

# "Always recalculate on load": without it LibreOffice keeps the saved values of files it did not write.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
_TIMEOUT = 180


def soffice() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


class LibreOffice:
    """One LibreOffice with a profile of its own; results are kept by file content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        self._known: dict[bytes, Sheets] = {}

    def recalculated(self, path: Path) -> Sheets:
        """Return the values of all cells after calculating every formula anew, by sheet and A1 address."""
        content = path.read_bytes()
        if content not in self._known:
            self._known[content] = values_of(self.converted(path, "xlsx"))
        return self._known[content]

    def converted(self, path: Path, extension: str) -> Path:
        """Return the workbook as LibreOffice saves it in another format (xlsx, pdf)."""
        number = len(list(self._folder.iterdir()))
        source = self._folder / f"in-{number}" / f"book{path.suffix}"
        source.parent.mkdir()
        source.write_bytes(path.read_bytes())
        target = self._folder / f"out-{number}"
        command: list[Any] = [
            soffice(), f"-env:UserInstallation={(self._folder / 'profile').as_uri()}", "--headless",
            "--norestore", "--nolockcheck", "--convert-to", extension, "--outdir", target, source,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, check=False, timeout=_TIMEOUT)
        result = target / f"book.{extension}"
        assert result.exists(), f"LibreOffice did not convert {path}: {done.stderr.decode(errors='replace')}"
        return result
