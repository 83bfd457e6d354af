"""What an installation notes about itself, so that ``uninstall`` can put everything back as it was."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from installer.windows.changes import Changes
from installer.windows.excel import openings
from installer.windows.registry import Registry

FILE = "installed.json"


@dataclass(frozen=True)
class Record:
    """What was there before the first installation, and what the last one did."""

    version: str = ""
    mode: str = ""  # how Excel finds the add-in: open, xlstart, none
    created_keys: list[str] = field(default_factory=list)
    created_folders: list[str] = field(default_factory=list)
    opened_before: dict[str, str] = field(default_factory=dict)  # OPEN values of Excel, name to data

    def after(self, changes: Changes, version: str, mode: str) -> Record:
        """Return the record of a further installation: what was there before the first one stays."""
        keys = [*self.created_keys, *(key for key in changes.created_keys if key not in self.created_keys)]
        folders = [str(path) for path in changes.created_folders]
        folders = [*self.created_folders, *(path for path in folders if path not in self.created_folders)]
        return replace(self, version=version, mode=mode, created_keys=keys, created_folders=folders)

    def to_bytes(self) -> bytes:
        """Return the text of the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def read_record(home: Path) -> Record | None:
    """Return what the last installation noted; nothing when there was none or its note is damaged."""
    try:
        return Record(**json.loads((home / FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def first_record(registry: Registry) -> Record:
    """Return the record to begin with: what Excel loads before we change anything."""
    return Record(opened_before={name: str(value.data) for name, value in openings(registry).values()})
