"""Take everything away again, so that the computer is as it was before the first installation."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from installer.windows import excel
from installer.windows.changes import ASIDE, Changes
from installer.windows.computer import Computer
from installer.windows.installation import DOCUMENTS, SETTINGS, refuse_while_excel_runs, tell_undone
from installer.windows.record import FILE, Record, read_record

VALUES = ("Interpreter", "Home", "Version")
LEFT_BY_ADDIN = ("result.txt", "juesuan.log")  # what it told last, and its record of failures


def is_installed(computer: Computer) -> bool:
    """Tell whether anything of an installation is there."""
    return computer.home.exists() or "Home" in computer.registry.values(SETTINGS)


def uninstall(computer: Computer) -> None:
    """Remove all that was installed; other people's settings of Excel and files that we did not make stay.

    Raises Trouble or OSError; then everything is as it was before.
    """
    refuse_while_excel_runs(computer)
    record = read_record(computer.home) or Record(created_keys=[SETTINGS])
    changes = Changes(computer.registry, computer.files)
    try:
        with changes:
            unregister(changes, computer, record)
            if record.mode != "open" and computer.xlstart.exists():
                changes.remove_path(computer.xlstart)
            for name in ("env", "addin", *DOCUMENTS, *LEFT_BY_ADDIN, FILE):
                changes.remove_path(computer.home / name)
    except BaseException:
        tell_undone(changes, "卸载")
        raise
    tidy_folders(computer, record)


def unregister(changes: Changes, computer: Computer, record: Record) -> None:
    """Take our entries out of the registry, and the keys that were made for them and are empty now."""
    excel.open_no_more(changes, computer.addin, record.opened_before)
    excel.trust_no_more(changes, computer.addin.parent)
    if SETTINGS in record.created_keys:
        changes.remove_key(SETTINGS)
    for name in VALUES:
        changes.remove(SETTINGS, name)
    for key in reversed(record.created_keys):
        registry = computer.registry
        if registry.exists(key) and not registry.values(key) and not registry.subkeys(key):
            changes.remove_key(key)


def tidy_folders(computer: Computer, record: Record) -> None:
    """Delete leftovers and the folders that were made for the installation, where nothing else is in them."""
    for aside in computer.home.glob(f"*{ASIDE}"):
        with suppress(OSError):
            computer.files.delete(aside)
    folders = [*(Path(text) for text in record.created_folders), computer.home]
    for folder in sorted(set(folders), key=lambda path: len(path.parts), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            with suppress(OSError):
                computer.files.delete(folder)
