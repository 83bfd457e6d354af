"""What becomes of errors: a user's gets one Chinese sentence, ours a log file and a sentence saying where."""

from __future__ import annotations

import click

from juesuan.report.failures import users_sentence, write_failure

__all__ = ["CANNOT_READ", "FINDINGS", "INTERNAL", "INTERRUPTED", "internal_failure", "users_sentence"]

FINDINGS = 1
CANNOT_READ = 2
INTERNAL = 3
INTERRUPTED = 130


def internal_failure(error: Exception, doing: str = "") -> int:
    """Write an error of ours to a log, say so in one sentence, and return its exit code."""
    from juesuan.layouts.catalogs import user_folder

    about = f"（{doing}）" if doing else ""
    try:
        log = write_failure(user_folder() / "logs", error, doing)
        place = f"详情已写入 {log}，请把它交给维护人员"
    except OSError:
        place = f"{type(error).__name__}: {error}"
    click.echo(f"错误：程序内部出错{about}，不是您的操作问题；{place}", err=True)
    return INTERNAL
