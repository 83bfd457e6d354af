"""Changes of a workbook on the screen: a table, or their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from juesuan.cli.screen import screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from juesuan.fill.changes import Change
    from juesuan.fill.sources.figures import SourceFigures
    from juesuan.fill.writing import Prepared
    from juesuan.rounding import Rounding


@dataclass(frozen=True, slots=True)
class Writing:
    """Where a changed workbook goes: into a copy, into its own place, nowhere."""

    workbook: Path
    output: Path | None = None
    in_place: bool = False
    dry_run: bool = False
    report: Path | None = None

    def refuse_nonsense(self) -> None:
        """Raise UsageError where the options do not go together or the copy would be another kind of file."""
        if sum((bool(self.output), self.in_place, self.dry_run)) > 1:
            raise click.UsageError("-o、--in-place 和 --dry-run 只能用一个")
        suffix = self.workbook.suffix
        if self.output and self.output.suffix.lower() != suffix.lower():
            raise click.UsageError(f"写出的文件应和原文件一样以 {suffix} 结尾")
        if self.report and self.report.suffix.lower() != ".xlsx":
            raise click.UsageError("--report 的文件名应以 .xlsx 结尾")
        if self.report and self.report.resolve() in {self.workbook.resolve(), self.target.resolve()}:
            raise click.UsageError("报告不能写到工作簿自己的文件里，请换一个文件名")

    @property
    def target(self) -> Path:
        """The file that will hold the result."""
        return self.output or self.workbook

    def show(self, sentences: Sequence[str], prepared: Prepared) -> None:
        """Say what was found and how much changes: in a dry run every cell."""
        for sentence in sentences:
            click.echo(sentence)
        show_changes(prepared, all_of_them=self.dry_run)

    def refused(self, misfits: Sequence[str]) -> bool:
        """Say that nothing is written, where something would be from what may be the wrong file."""
        if not misfits or not (self.output or self.in_place):
            return False
        click.echo("没有写入：年度或单位不符；确认没有选错文件的，加 --anyway")
        return True

    def show_check(self, prepared: Prepared) -> bool:
        """Check the workbook as it will be, print the verdict in one line; True when it has no errors."""
        from juesuan.model.rule import Severity
        from juesuan.report.terminal import print_line
        from juesuan.rules import check

        prepared.result.path = str(self.target)
        report = check(prepared.result)
        print_line(report, screen())
        return not report.count(Severity.ERROR)

    def write_report(
        self,
        sentences: Sequence[str],
        prepared: Prepared,
        rounding: Rounding | None = None,
        figures: SourceFigures | None = None,
    ) -> None:
        """Write the report where one was asked for."""
        if self.report is None:
            return
        from juesuan.cli.outputs import keep_if_foreign
        from juesuan.fill.filling_report import write_filling_report

        keep_if_foreign(self.report)
        write_filling_report(self.report, sentences, prepared.changes, prepared.result, rounding, figures)
        click.echo(f"报告：{self.report}")

    def write(self, prepared: Prepared) -> None:
        """Write where it was asked for, say where the backup is; say how to where nothing was asked for."""
        if not (self.output or self.in_place):
            if prepared.changes:
                click.echo("没有写入文件；要写入，用 -o 另存，或用 --in-place 改原文件（先留备份）")
            return
        if self.in_place and not prepared.changes:
            click.echo("文件没有改动")
            return
        if self.output and not (self.output.exists() and self.output.samefile(self.workbook)):
            from juesuan.cli.outputs import keep_if_foreign

            keep_if_foreign(self.output)
        backup = prepared.write(self.target)
        if backup:
            click.echo(f"备份：{backup}")
        click.echo(f"已写出：{self.target}")


def show_changes(prepared: Prepared, *, all_of_them: bool) -> None:
    """Print how much changes, with ``all_of_them`` every cell, and what could not be carried along."""
    from juesuan.fill.changes import counted

    if all_of_them and prepared.changes:
        _print_table(prepared.changes)
    for sentence in prepared.unplaced:
        click.echo(f"没有填写：{sentence}")
    for notice in prepared.notices:
        click.echo(f"请看一眼：{notice.sentence}")
    click.echo(counted(prepared.changes))


def _print_table(changes: Sequence[Change]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("改动", "单元格", "原来", "改为", "原因"):
        table.add_column(heading, overflow="fold", justify="left")
    for change in changes:
        table.add_row(change.kind.value, str(change.address), change.before, change.after, change.why)
    screen().print(table)
