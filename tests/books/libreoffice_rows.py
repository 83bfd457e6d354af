"""Rows put in and taken out by LibreOffice itself; run by a Python that has LibreOffice's bridge (uno).

``libreoffice_rows.py SOURCE SHEET JOBS`` with JOBS as JSON: ``[[target, [["insert", 10, 2], ...]], ...]``,
rows counted from 1. Each job starts from the source and is saved as .xlsx.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any


def run(source: str, sheet: str, jobs: list[tuple[str, list[tuple[str, int, int]]]]) -> None:
    """Carry out the jobs in a private LibreOffice."""
    import uno

    with tempfile.TemporaryDirectory() as profile:
        pipe = f"p{uuid.uuid4().hex}"
        office = subprocess.Popen(
            ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore",
             "--nologo", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            desktop = _desktop(uno, pipe)
            for target, steps in jobs:
                _job(uno, desktop, Path(source).as_uri(), (sheet, Path(target).as_uri(), steps))
            desktop.terminate()
            office.wait(30)
        finally:
            if office.poll() is None:
                os.killpg(office.pid, signal.SIGTERM)


def _desktop(uno: Any, pipe: str) -> Any:
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    started = time.monotonic()
    while True:
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except Exception:  # the bridge raises its own kinds until the program listens
            if time.monotonic() - started > 90:
                raise
            time.sleep(0.2)


def _job(uno: Any, desktop: Any, source: str, job: tuple[str, str, list[tuple[str, int, int]]]) -> None:
    sheet, target, steps = job

    def value(name: str, content: Any) -> Any:
        made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, content
        return made

    document = desktop.loadComponentFromURL(source, "_blank", 0, (value("Hidden", True),))
    rows = document.Sheets.getByName(sheet).Rows
    for action, row, count in steps:
        (rows.insertByIndex if action == "insert" else rows.removeByIndex)(row - 1, count)
    document.storeToURL(target, (value("FilterName", "Calc MS Excel 2007 XML"),))
    document.close(True)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
