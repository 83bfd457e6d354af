"""Where reports go: the screen, a file beside the workbook, a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan.cli.screen import screen
from juesuan.model.rule import Severity
from juesuan.report.recognition import made_here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.cli.checking import Choices
    from juesuan.model.finding import Report

_SUFFIXES = {"html": ".html", "xlsx": ".xlsx", "json": ".json"}


class Outputs:
    """Writes each report as it comes; what has been written stays when a later file fails."""

    def __init__(self, choices: Choices, *, several: bool) -> None:
        """Settle the form; ``several`` files need a folder to write to."""
        self._choices = choices
        self._several = several
        self._written: set[Path] = set()

    def refuse_overwriting(self, files: Sequence[Path]) -> None:
        """Raise UsageError where a report or a copy would take the place of a workbook being checked."""
        for target in filter(None, (self._choices.output, self._choices.annotate)):
            if any(_same(target, path) for path in files):
                raise click.UsageError(f"“{target}”是被核对的文件，请换一个文件名")
        annotate = self._choices.annotate
        if annotate and annotate.suffix.lower() != files[0].suffix.lower():
            raise click.UsageError(f"标注的副本应和原文件一样以 {files[0].suffix} 结尾")
        if self._choices.output and self._choices.form == "terminal":
            raise click.UsageError("-o 要和 --format html、xlsx 或 json 一起用")

    def write(self, report: Report, path: Path) -> None:
        """Write one report in the form that was chosen, and the annotated copy."""
        if self._choices.form == "terminal":
            self._print(report)
        elif self._choices.form != "json":
            self._write_file(report, path)
        if self._choices.annotate:
            from juesuan.report.annotation import annotate

            keep_if_foreign(self._choices.annotate)
            count = annotate(path, report, self._choices.annotate)
            click.echo(f"已标注 {count} 个单元格：{self._choices.annotate}", err=self._choices.form == "json")

    def finish(self, reports: list[Report]) -> None:
        """Write what can only be written at the end: one JSON text for all files."""
        if self._choices.form != "json":
            return
        from juesuan.report.machine import json_report, json_reports

        if not self._several and not reports:
            return
        text = json_reports(reports) if self._several else json_report(reports[0])
        if self._choices.output:
            keep_if_foreign(self._choices.output)
            _write_text(self._choices.output, text)
        else:
            click.echo(text, nl=False)

    def _print(self, report: Report) -> None:
        from juesuan.report.terminal import print_line, print_report

        weighty = report.count(Severity.ERROR) or report.count(Severity.WARNING)
        if self._choices.quiet or (self._several and not weighty and not self._choices.verbose):
            print_line(report, screen())
            return
        print_report(report, screen(), verbose=self._choices.verbose)
        if self._several:
            screen().print()

    def _write_file(self, report: Report, path: Path) -> None:
        from juesuan.report.terminal import print_line

        target = self._target(path)
        keep_if_foreign(target)
        if self._choices.form == "html":
            from juesuan.report.html import html_report

            _write_text(target, html_report(report))
        else:
            from juesuan.report.workbook import write_workbook

            write_workbook(report, target)
        print_line(report, screen())
        click.echo(f"报告：{target}")

    def _target(self, path: Path) -> Path:
        name = f"{path.stem}.校验报告{_SUFFIXES[self._choices.form]}"
        output = self._choices.output
        if output is None:
            return path.with_name(name)
        if not self._several and not output.is_dir():
            return output
        output.mkdir(parents=True, exist_ok=True)
        target, number = output / name, 1
        while target in self._written:  # two workbooks of one name, from different folders
            number += 1
            target = output / f"{path.stem}.校验报告-{number}{_SUFFIXES[self._choices.form]}"
        self._written.add(target)
        return target


def keep_if_foreign(target: Path) -> None:
    """Keep a backup of a file that is about to be replaced, unless it is a report or a copy that we made."""
    if not target.is_file() or made_here(target):
        return
    from juesuan.books.saving import keep_backup

    click.echo(f"“{target}”已存在，备份：{keep_backup(target)}", err=True)


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _write_text(target: Path, text: str) -> None:
    from juesuan.books.saving import written_beside

    with written_beside(target) as beside:
        beside.write_text(text, encoding="utf-8")
