"""How an Excel of the current user is told to load the add-in at every start, and to trust it.

Excel loads what the values ``OPEN``, ``OPEN1``, ``OPEN2`` ... of its Options name, in this order, up to the
first number that is missing. It writes them anew when it ends, so it must not be running when they change.
An add-in that a user has unticked is listed under ``Add-in Manager`` instead.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from itertools import count
from pathlib import Path, PureWindowsPath

from installer.windows.changes import Changes
from installer.windows.registry import NUMBER, Registry, Value

PROGRAM = "EXCEL.EXE"
VERSION = "16.0"  # Excel 2016, 2019, 2021, 2024 and 365 all call themselves 16.0
OFFICE = rf"Software\Microsoft\Office\{VERSION}"
EXCEL = rf"HKCU\{OFFICE}\Excel"
OPTIONS = rf"{EXCEL}\Options"
MANAGER = rf"{EXCEL}\Add-in Manager"
TRUSTED = rf"{EXCEL}\Security\Trusted Locations"
DESCRIPTION = "juesuan"  # by which our trusted location is known again
FIRST_LOCATION = 20  # Excel's own locations have the numbers below
_OPEN = re.compile(r"OPEN(\d*)", re.IGNORECASE)
_LOCATION = re.compile(r"Location(\d+)", re.IGNORECASE)
_INSTALL_ROOTS = (
    rf"HKLM\{OFFICE}\Excel\InstallRoot",
    rf"HKLM\Software\WOW6432Node\Microsoft\Office\{VERSION}\Excel\InstallRoot",
)


def is_installed(registry: Registry) -> bool:
    """Tell whether an Excel 2016 or newer is installed, or has been started by this user."""
    return any("Path" in registry.values(key) for key in _INSTALL_ROOTS) or registry.exists(EXCEL)


def openings(registry: Registry) -> dict[int, tuple[str, Value]]:
    """Return what Excel loads at its start: number (``OPEN`` is 0) to value name and value."""
    found = {}
    for name, value in registry.values(OPTIONS).items():
        if match := _OPEN.fullmatch(name):
            found[int(match[1] or 0)] = (name, value)
    return dict(sorted(found.items()))


def opened_path(data: object) -> str:
    r"""Return the path in such a value: ``/R "C:\x.xlam"`` and ``"C:\x.xlam"`` name the same file."""
    return re.sub(r"^(/\w+\s+)+", "", str(data).strip()).strip('"')


def names_file(data: object, path: Path) -> bool:
    """Tell whether a value names this very file."""
    return PureWindowsPath(opened_path(data)) == PureWindowsPath(str(path))


def own_number(registry: Registry, addin: Path) -> int | None:
    """Return the number under which Excel loads the add-in, or nothing."""
    rows = openings(registry).items()
    return next((number for number, (_, value) in rows if names_file(value.data, addin)), None)


def open_at_start(changes: Changes, addin: Path) -> None:
    """Let Excel load the add-in: under the next free number, other entries stay as they are."""
    registry = changes.registry
    for name in registry.values(MANAGER):
        if names_file(name, addin):  # unticked by the user: it would be listed twice
            changes.remove(MANAGER, name)
    if own_number(registry, addin) is None:
        used = openings(registry)
        free = next(number for number in count() if number not in used)
        changes.put(OPTIONS, _name(free), Value(f'"{addin}"'))


def open_no_more(changes: Changes, addin: Path, before: Mapping[str, str]) -> None:
    """Take the add-in out; entries that came after it move up, since Excel stops at a missing number.

    ``before``: the entries (name to data) that were there before the add-in was: where these had a gap
    already, the gap is left as it was.
    """
    registry = changes.registry
    for name in registry.values(MANAGER):
        if names_file(name, addin):
            changes.remove(MANAGER, name)
    number = own_number(registry, addin)
    if number is None:
        return
    rows = openings(registry)
    changes.remove(OPTIONS, rows[number][0])
    for later in count(number + 1):
        if later not in rows:
            return
        name, value = rows[later]
        if before.get(name) == value.data:
            return
        changes.remove(OPTIONS, name)
        changes.put(OPTIONS, _name(later - 1), value)


def trusted_key(registry: Registry, folder: Path) -> str:
    """Return the key of our trusted location for a folder, or nothing."""
    for name in registry.subkeys(TRUSTED):
        values = registry.values(f"{TRUSTED}\\{name}")
        described = values.get("Description", Value("")).data == DESCRIPTION
        if described and names_file(values.get("Path", Value("")).data, folder):
            return f"{TRUSTED}\\{name}"
    return ""


def trust(changes: Changes, folder: Path) -> None:
    """Make the folder of the add-in, and none below it, one whose macros run without asking."""
    registry = changes.registry
    key = trusted_key(registry, folder)
    if not key:
        taken = {int(m[1]) for name in registry.subkeys(TRUSTED) if (m := _LOCATION.fullmatch(name))}
        free = next(number for number in count(FIRST_LOCATION) if number not in taken)
        key = f"{TRUSTED}\\Location{free}"
    changes.put(key, "Description", Value(DESCRIPTION))
    changes.put(key, "Path", Value(f"{folder}{os.sep}"))
    changes.put(key, "AllowSubfolders", Value(0, NUMBER))


def trust_no_more(changes: Changes, folder: Path) -> None:
    """Take our trusted location away."""
    if key := trusted_key(changes.registry, folder):
        changes.remove_key(key)


def _name(number: int) -> str:
    return f"OPEN{number or ''}"
