"""Changes to the registry and to files that are all made, or all taken back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from installer.windows.files import Files
from installer.windows.registry import Registry, Value

ASIDE = ".replaced"  # what a folder is called until all has gone well


class Changes:
    """A series of changes: ``with Changes(registry, files) as changes`` takes them back when one fails.

    No folder is deleted until all has gone well: it is set aside under another name. ``not_undone`` tells
    what could not be taken back.
    """

    def __init__(self, registry: Registry, files: Files) -> None:
        self.registry = registry
        self.files = files
        self.created_keys: list[str] = []
        self.created_folders: list[Path] = []
        self.not_undone: list[str] = []
        self._undo: list[tuple[str, Callable[[], None]]] = []
        self._aside: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        """Delete what was set aside, or take everything back in the opposite order."""
        if kind is None:
            for path in self._aside:
                with suppress(OSError):  # in use: the next installation tidies it up
                    self.files.delete(path)
            return
        for what, undo in reversed(self._undo):
            try:
                undo()
            except OSError as error:
                self.not_undone.append(f"{what}（{error}）")

    # ---- registry

    def put(self, key: str, name: str, value: Value) -> None:
        """Set a value; make the key where it is missing. Nothing happens when it is so already."""
        before = self.registry.values(key).get(name)
        if before == value:
            return
        self._make_key(key)
        self._noting(
            f"注册表 {key}：{name}",
            (lambda: self.registry.delete(key, name))
            if before is None
            else (lambda: self.registry.put(key, name, before)),
        )
        self.registry.put(key, name, value)

    def remove(self, key: str, name: str) -> None:
        """Delete a value, where there is one."""
        before = self.registry.values(key).get(name)
        if before is not None:
            self._noting(f"注册表 {key}：{name}", lambda: self.registry.put(key, name, before))
            self.registry.delete(key, name)

    def remove_key(self, key: str) -> None:
        """Delete a key with all that is below it, where there is one."""
        if not self.registry.exists(key):
            return
        for below in self.registry.subkeys(key):
            self.remove_key(f"{key}\\{below}")
        for name in self.registry.values(key):
            self.remove(key, name)
        self._noting(f"注册表 {key}", lambda: self.registry.create(key))
        self.registry.delete_key(key)

    def _make_key(self, key: str) -> None:
        """Make a key and those above it one by one, so that each can be taken away again."""
        if self.registry.exists(key):
            return
        self._make_key(key.rpartition("\\")[0])
        self._noting(f"注册表 {key}", lambda: self.registry.delete_key(key))
        self.registry.create(key)
        self.created_keys.append(key)

    # ---- files

    def write(self, path: Path, content: bytes) -> None:
        """Write a file; the one that was there is kept in memory until all has gone well."""
        before = path.read_bytes() if path.exists() else None
        self.make_folder(path.parent)
        if before == content:
            self.files.unblock(path)
            return
        self._noting(
            str(path),
            (lambda: self.files.delete(path)) if before is None else (lambda: self.files.write(path, before)),
        )
        self.files.write(path, content)

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it that are missing."""
        if path.is_dir():
            return
        self.make_folder(path.parent)
        self._noting(str(path), lambda: self.files.delete(path))
        self.files.make_folder(path)
        self.created_folders.append(path)

    def remove_path(self, path: Path) -> None:
        """Delete a file, or set a folder aside to be deleted when all has gone well; where there is one."""
        if not path.exists():
            return
        if path.is_file():  # small ones, and Excel opens all that lies in XLSTART whatever its name
            before = path.read_bytes()
            self._noting(str(path), lambda: self.files.write(path, before))
            self.files.delete(path)
            return
        aside = path.with_name(path.name + ASIDE)
        if aside.exists():
            self.files.delete(aside)
        self.files.rename(path, aside)
        self._noting(str(path), lambda: self.files.rename(aside, path), tolerate=False)
        self._aside.append(aside)

    def will_appear(self, path: Path) -> None:
        """Announce a folder that another program is going to make, so that it goes when that fails."""
        self._noting(str(path), lambda: self.files.delete(path))

    def _noting(self, what: str, undo: Callable[[], None], *, tolerate: bool = True) -> None:
        """Note how a change is taken back, before it is made: a change that fails half-way is undone too.

        ``tolerate``: that there is nothing to take back, because the change itself failed, is no trouble.
        """

        def take_back() -> None:
            with suppress(FileNotFoundError):
                undo()

        self._undo.append((what, take_back if tolerate else undo))
