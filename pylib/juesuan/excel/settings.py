"""What a person has chosen once: kept in the user's folder, never in a workbook."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Self

from juesuan.books.saving import written_beside
from juesuan.layouts.catalogs import user_folder

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "settings.json"


@dataclass(slots=True)
class Settings:
    """``person`` answers for waivers, ``source`` says where figures come from, ``layout`` is for new ones."""

    person: str = ""
    source: str = "caijue-2023"
    layout: str = ""

    @classmethod
    def load(cls) -> Self:
        """Read the settings; a file that cannot be read counts as none."""
        try:
            data = json.loads(_path().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        known = {field.name for field in fields(cls)}
        stated = data if isinstance(data, dict) else {}
        return cls(**{name: str(value) for name, value in stated.items() if name in known})

    def save(self) -> None:
        """Write the settings. Raises OSError."""
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path) as beside:
            beside.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")


def _path() -> Path:
    return user_folder() / _NAME
