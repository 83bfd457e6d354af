"""Files are never left half written: written beside, then put in place; a user's own file is kept."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORDINARY, _WRITABLE = 0o666, 0o222
_LOCKS = ("~${}", ".~{}", ".~lock.{}#")  # beside a file that is open in Excel, in WPS, in LibreOffice


@contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """Give a path beside the target to write to; it replaces the target when the block ends well.

    The target's permissions are kept. When the block fails, the target is untouched and nothing is left over.
    Raises OSError when the folder or the target cannot be written, ReadError as ``refuse_occupied`` does.
    """
    target = Path(os.path.realpath(target))  # a link stays a link, what it points to is replaced
    refuse_occupied(target)
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem[:40]}-", suffix=target.suffix, dir=target.parent
        )
    except OSError as error:  # the person knows the target, not the name beside it
        raise type(error)(error.errno, error.strerror, str(target)) from error
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        _flush(beside)
        beside.chmod(target.stat().st_mode if target.exists() else _ORDINARY & ~_umask())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def keep_backup(path: Path) -> Path:
    """Copy a file beside itself under a name with date and time, and return the copy's path.

    The copy is whole from the moment it has its name. Raises OSError, and ReadError where the file itself
    could not be replaced after that.
    """
    refuse_occupied(path)
    stamp = f"{dt.datetime.now():%Y%m%d-%H%M%S}"  # noqa: DTZ005 - the clock on the wall of the person who looks for it
    number = 0
    while True:
        more = f"-{number}" if number else ""
        copy = path.with_name(f"{path.stem}.备份-{stamp}{more}{path.suffix}")
        if not copy.exists():
            with written_beside(copy) as beside:
                shutil.copyfile(path, beside)
            shutil.copystat(path, copy)
            return copy
        number += 1


def refuse_occupied(target: Path) -> None:
    """Raise ReadError where a file is marked read-only, or open in a spreadsheet program.

    Such a program would write its own state over ours, without a word. It leaves a file beside the open one;
    only Windows itself keeps others from writing.
    """
    if not target.exists():
        return
    lock = next(
        (one for name in _LOCKS if (one := target.with_name(name.format(target.name))).exists()), None
    )
    if lock is not None:
        advice = f"确实没有打开的，请删去旁边的“{lock.name}”再试"
        raise ReadError(f"“{target}”正在 Excel、WPS 或 LibreOffice 里打开，请先关闭；{advice}。", str(target))
    if not target.stat().st_mode & _WRITABLE:
        raise ReadError(f"“{target}”是只读文件，请另存为别的文件名，或先去掉文件的只读属性。", str(target))


def _flush(path: Path) -> None:
    """See that the contents are on the disk before the name is: a power cut must not leave an empty file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
