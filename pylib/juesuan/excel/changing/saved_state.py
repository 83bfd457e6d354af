"""The state of a workbook before the last change, kept until the next one: what 撤销上次操作 needs."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.excel.changing.row_operations import Operation, RowOperation

if TYPE_CHECKING:
    from juesuan.excel.workbook.session import Session

_FORM = 1
_BEFORE, _AFTER, _DESCRIPTION = "before", "after", "state.json"


@dataclass(slots=True)
class SavedState:
    """What a command did to a workbook. ``before`` and ``after`` are copies of the workbook."""

    folder: Path
    what: str
    when: dt.datetime
    suffix: str
    rows: list[tuple[str, RowOperation]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    @property
    def before(self) -> Path:
        """The workbook before the change."""
        return self.folder / f"{_BEFORE}{self.suffix}"

    @property
    def after(self) -> Path:
        """The workbook right after the change."""
        return self.folder / f"{_AFTER}{self.suffix}"

    @property
    def complete(self) -> bool:
        """The change came to its end."""
        return self.after.exists()

    def note(self, sheet: str, operation: RowOperation) -> None:
        """Write down what has been done to the rows of a sheet."""
        self.rows.append((sheet, operation))
        self._save()

    def note_sheet(self, sheet: str) -> None:
        """Write down that a sheet has been added."""
        self.added.append(sheet)
        self._save()

    def finish(self, copy: Path) -> None:
        """Keep the workbook as it is after the change."""
        shutil.copyfile(copy, self.after)

    def forget(self) -> None:
        """Nothing can be undone any more."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _save(self) -> None:
        data = {
            "form": _FORM,
            "what": self.what,
            "when": self.when.isoformat(),
            "suffix": self.suffix,
            "added": self.added,
            "rows": [
                [sheet, operation.kind.value, operation.row, operation.count, operation.to]
                for sheet, operation in self.rows
            ],
        }
        (self.folder / _DESCRIPTION).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def save_state(session: Session, copy: Path, what: str) -> SavedState:
    """Keep a copy of the workbook as the state to go back to, in the place of the one before."""
    folder = _folder(session)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    state = SavedState(folder, what, dt.datetime.now().astimezone(), copy.suffix)
    shutil.copyfile(copy, state.before)
    state._save()  # noqa: SLF001 - made here
    return state


def saved_state(session: Session) -> SavedState | None:
    """The state to go back to; None when there is none."""
    folder = _folder(session)
    try:
        data = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
        if data["form"] != _FORM:
            return None
        rows = [
            (sheet, RowOperation(Operation(kind), row, count, to))
            for sheet, kind, row, count, to in data["rows"]
        ]
        when = dt.datetime.fromisoformat(data["when"])
        state = SavedState(folder, data["what"], when, data["suffix"], rows, list(data["added"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return state if state.before.exists() else None


def _folder(session: Session) -> Path:
    """One folder a workbook, known by where it is stored."""
    key = hashlib.sha256(session.full_name.casefold().encode()).hexdigest()[:16]
    return session.states / key
