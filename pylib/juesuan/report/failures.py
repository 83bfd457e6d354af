"""Errors in words: a user's gets one Chinese sentence, ours goes to a log."""

from __future__ import annotations

import datetime as dt
import errno
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限，或文件正被其他程序打开",
    errno.EPERM: "没有权限，或文件正被其他程序打开",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "文件已存在",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
}


def users_sentence(error: Exception) -> str | None:
    """The sentence for an error that a user can do something about; None for one of ours."""
    from juesuan.books.errors import ReadError
    from juesuan.layouts import SpecError
    from juesuan.rules.waivers import WaiverError
    from juesuan.texts.errors import TextError

    if isinstance(error, (ReadError, SpecError, TextError, WaiverError)):
        return str(error)
    if isinstance(error, OSError) and error.errno is not None:
        reason = _REASONS.get(error.errno, error.strerror or "原因不明")
        name = error.filename2 or error.filename
        return f"无法读写“{name}”：{reason}" if name else f"无法读写文件：{reason}"
    if isinstance(error, MemoryError):
        return "内存不足：请关闭其他程序，或分批核对"
    return None


def failure_record(error: Exception, doing: str) -> str:
    """What a log says about an error of ours: version, time, what was being done, the trace."""
    from juesuan.version import VERSION

    now = dt.datetime.now().astimezone()
    trace = "".join(traceback.format_exception(error))
    return f"juesuan {VERSION}\n{now.isoformat()}\n{doing}\n\n{trace}"


def write_failure(folder: Path, error: Exception, doing: str) -> Path:
    """Write an error of ours to a log file of its own in a folder, and return its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    now = dt.datetime.now().astimezone()
    path = folder / f"{now:%Y%m%d-%H%M%S-%f}.log"
    path.write_text(failure_record(error, doing), encoding="utf-8")
    return path
