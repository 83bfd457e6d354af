"""Files and folders as the installer changes them; tests let each of these operations fail."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

ORIGIN = ":Zone.Identifier"  # the stream in which Windows notes that a file came from the network


class Files:
    """The file system. Only what changes it goes through here; looking is done with ``pathlib``."""

    def write(self, path: Path, content: bytes) -> None:
        """Write a file of these bytes alone, beside and then in its place, with no note of its origin.

        A copy by ``shutil.copy2`` keeps the note (from Python 3.12), and Excel blocks an add-in that has it.
        """
        beside = path.with_name(path.name + ".new")
        try:
            beside.write_bytes(content)
            beside.replace(path)
        except OSError:
            with suppress(OSError):
                beside.unlink()
            raise
        self.unblock(path)

    def unblock(self, path: Path) -> None:
        """Take away the note that a file came from the network; there may be none."""
        with suppress(OSError):
            Path(f"{path}{ORIGIN}").unlink()

    def make_folder(self, path: Path) -> None:
        """Make one folder."""
        path.mkdir()

    def rename(self, path: Path, other: Path) -> None:
        """Give a file or folder another name beside."""
        path.rename(other)

    def delete(self, path: Path) -> None:
        """Delete a file, or a folder with all that is in it."""
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def is_blocked(path: Path) -> bool:
    """Tell whether Windows notes that a file came from the network, so that Excel blocks it."""
    return Path(f"{path}{ORIGIN}").exists()
