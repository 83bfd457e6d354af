"""An xlwings engine over LibreOffice: commands written for Excel run on a real open workbook, on any system.

Only what the commands use is there, and it behaves as Excel does where the two differ. ``start`` gives the
application; books are opened through xlwings as ever.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import xlwings as xw

from tests.engines.libreoffice_xlwings_app import App
from tests.engines.libreoffice_xlwings_office import Office
from tests.engines.libreoffice_xlwings_values import CellErrorText


class Apps:
    """The applications of the engine."""

    def __init__(self) -> None:
        self.running: list[App] = []

    def keys(self) -> list[int]:
        return [app.pid for app in self.running]

    def __iter__(self) -> Any:
        return iter(list(self.running))

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self.running if app.pid == pid)


class Engine:
    """What xlwings wants of an engine."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        """A value as it is written: nothing for None and for what is no number."""
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return ""
        return value

    @staticmethod
    def clean_value_data(
        data: Any, _datetime_builder: Any, empty_as: Any, _number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        """Values as they are read: errors as nothing unless asked for."""

        def clean(value: Any) -> Any:
            if value is None:
                return empty_as
            if isinstance(value, CellErrorText):
                return str(value) if err_to_str else empty_as
            return value

        return [[clean(value) for value in row] for row in data]


ENGINE = Engine()


def start(folder: Path) -> xw.App:
    """Start a LibreOffice with its profile in ``folder`` and make it the active application of xlwings."""
    if not any(engine.impl is ENGINE for engine in xw.engines):
        xw.engines.add(xw.Engine(impl=ENGINE))
    xw.engines.active = next(  # type: ignore[assignment] # declared by its first value, None
        engine for engine in xw.engines if engine.impl is ENGINE
    )
    app = App(Office(folder), ENGINE)
    ENGINE.apps.running.append(app)
    return xw.App(impl=app)


def stop(app: xw.App) -> None:
    """Close everything and end LibreOffice."""
    app.impl.stop()
    ENGINE.apps.running.remove(app.impl)


__all__ = ["start", "stop"]
