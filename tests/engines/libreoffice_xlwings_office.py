"""A LibreOffice process of our own, with its own profile, and the bridge (UNO) to it."""

from __future__ import annotations

import builtins
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

_PYTHON3_UNO = "/usr/lib/python3/dist-packages"  # where Debian puts the bridge
_FORMULA = "/org.openoffice.Office.Calc/Formula/"
_SETTINGS = {
    f"{_FORMULA}Syntax": {
        "Grammar": "1",  # Excel A1 with commas, also for FormulaLocal
        "EnglishFunctionName": "true",
        "SeparatorArg": ",",
        "SeparatorArrayCol": ",",
        "SeparatorArrayRow": ";",
    },
    f"{_FORMULA}Load": {"OOXMLRecalcMode": "0"},  # calculate when loading, as Excel does for stale files
}
_PATIENCE = 60  # seconds until the first answer


def uno_module() -> Any:
    """The bridge, None where it is not installed.

    It puts itself before every import of the process and raises another error than Python for a module that
    is not there, which some libraries (tqdm) do not expect; so that is taken back.
    """
    if _PYTHON3_UNO not in sys.path:
        sys.path.append(_PYTHON3_UNO)
    before = builtins.__import__
    try:
        import uno
    except ImportError:
        return None
    finally:
        builtins.__import__ = before
    return uno


class Office:
    """A running LibreOffice; ``desktop`` loads documents."""

    def __init__(self, folder: Path) -> None:
        """Start it with a profile in ``folder`` and wait until it answers."""
        uno = uno_module()
        profile = folder / "xlwings-profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        pipe = f"juesuan{uuid.uuid4().hex}"
        self.process = subprocess.Popen(
            [
                "soffice", f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore",
                "--nologo", "--nodefault", "--nolockcheck", f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", context
        )
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        self.context = self._first_answer(resolver, address)
        self.desktop = self.create("com.sun.star.frame.Desktop")

    def create(self, service: str) -> Any:
        """Make one of LibreOffice's services."""
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def stop(self) -> None:
        """End it; a process that does not end by itself is killed."""
        try:
            self.desktop.terminate()
        except Exception:  # noqa: BLE001 - the bridge breaks while the office ends
            self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _first_answer(self, resolver: Any, address: str) -> Any:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return resolver.resolve(address)
            except Exception:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise
                time.sleep(0.05)


def property_values(**values: Any) -> tuple[Any, ...]:
    """Named values as the bridge wants them."""
    made = uno_module().createUnoStruct
    return tuple(
        made("com.sun.star.beans.PropertyValue", name, 0, value, 0) for name, value in values.items()
    )


def file_url(path: Path | str) -> str:
    """The address under which LibreOffice knows a file."""
    return str(uno_module().systemPathToFileUrl(str(path)))


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{path}">'
        + "".join(
            f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
            for name, value in props.items()
        )
        + "</item>"
        for path, props in _SETTINGS.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )
