"""What several commands understand by their arguments: workbooks, layouts, rule ids."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import click

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
WORKBOOKS = {".xlsx", ".xlsm"}


def workbooks_of(paths: tuple[Path, ...]) -> list[Path]:
    """The files named and the workbooks in folders named. Raises UsageError for a folder without any."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        inside = [file for file in sorted(path.rglob("*")) if _is_workbook(file)]
        if not inside:
            raise click.UsageError(f"文件夹“{path}”里没有工作簿（.xlsx、.xlsm）")
        found |= dict.fromkeys(inside)
    return list(found)


def known_layout(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Let a layout's id through. Raises BadParameter, with the ids there are, for any other text."""
    if value is None:
        return None
    from juesuan.layouts import layout_ids

    known = layout_ids()
    if value not in known:
        raise click.BadParameter(f"没有版式“{value}”，可用的有：{'、'.join(known)}")
    return value


def known_rules(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Let rule ids and patterns through, in capitals. Raises BadParameter for one that names no rule."""
    patterns = tuple(pattern.upper() for pattern in value)
    if patterns:
        from juesuan.layouts.catalogs import SPECS
        from juesuan.layouts.rulebook import load_every_rule

        ids = [rule.id for rule in load_every_rule(SPECS / "rules")]
        for pattern in patterns:
            if not any(fnmatchcase(identity, pattern) for identity in ids):
                raise click.BadParameter(f"没有规则“{pattern}”，{nearest(pattern, ids)}")
    return patterns


def nearest(wanted: str, known: list[str]) -> str:
    """A sentence that suggests what may have been meant."""
    from difflib import get_close_matches

    close = get_close_matches(wanted, known, n=3, cutoff=0.5)
    return f"是不是想用 {'、'.join(close)}？" if close else "用 juesuan rules 查看全部规则"


def _is_workbook(path: Path) -> bool:
    hidden = path.name.startswith(("~$", "."))
    ours = path.stem.rpartition(".")[2].startswith(("校验报告", "备份-"))
    return path.suffix.lower() in WORKBOOKS and not hidden and not ours and path.is_file()
