"""Checking one workbook or many: reading, waivers, reports, and a sensible end whatever happens."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import click

from juesuan.cli.failures import CANNOT_READ, FINDINGS, internal_failure, users_sentence
from juesuan.cli.screen import screen
from juesuan.model.rule import Severity

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from juesuan.model.finding import Report, Waiver


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen on the command line."""

    form: str = "terminal"
    output: Path | None = None
    layout: str | None = None
    rules: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    fail_on: str = "error"
    annotate: Path | None = None
    waivers_file: Path | None = None
    verbose: bool = False
    quiet: bool = False


@dataclass(slots=True)
class Batch:
    """The files of one call, one after another; one that fails does not stop the others."""

    files: list[Path]
    choices: Choices
    reports: list[Report] = field(default_factory=list)
    failures: int = 0
    code: int = 0
    _listed: tuple[Waiver, ...] = ()
    _used: set[str] = field(default_factory=set)

    @property
    def several(self) -> bool:
        """True when there is more than one file."""
        return len(self.files) > 1

    def run(self) -> int:
        """Check all files, write the reports, and return the exit code."""
        from juesuan.cli.outputs import Outputs

        outputs = Outputs(self.choices, several=self.several)
        outputs.refuse_overwriting(self.files)
        if self.choices.waivers_file:
            from juesuan.cli.waiver_lists import listed_waivers

            self._listed = listed_waivers(self.choices.waivers_file)
        try:
            with self._progress() as progress:
                for path in self.files:
                    progress.update(path)
                    self._one(path, outputs)
        except KeyboardInterrupt:
            click.echo(f"已中断：共 {len(self.files)} 个文件，核对了 {len(self.reports)} 个", err=True)
            outputs.finish(self.reports)
            raise
        outputs.finish(self.reports)
        if self.several:
            self._summary()
        return self.code

    def _one(self, path: Path, outputs: Any) -> None:  # noqa: ANN401 - Outputs, imported where used
        try:
            report = self._checked(path)
            self.reports.append(report)
            outputs.write(report, path)
        except KeyboardInterrupt:
            raise
        except Exception as error:  # noqa: BLE001 - the other files shall be checked all the same
            sentence = users_sentence(error)
            self.failures += 1
            if sentence is None:
                self.code = max(self.code, internal_failure(error, f"正在核对 {path}"))
            else:
                click.echo(f"错误：{sentence}", err=True)
                self.code = max(self.code, CANNOT_READ)
            return
        if self._fails(report):
            self.code = max(self.code, FINDINGS)

    def _checked(self, path: Path) -> Report:
        from juesuan.recalc.reading import read
        from juesuan.rules import check

        choices = self.choices
        disclosure = read(path, choices.layout)
        waivers = (*self._listed, *self._own_waivers(path))
        report = check(disclosure, rules=choices.rules, skip=choices.skip, waivers=waivers)
        self._used |= {waiver.fingerprint for waiver in self._listed} - {
            waiver.fingerprint for waiver in report.stale_waivers
        }
        if self.several and self._listed:
            own = tuple(waiver for waiver in report.stale_waivers if waiver not in self._listed)
            report = replace(report, stale_waivers=own)
        return report

    def _own_waivers(self, path: Path) -> tuple[Waiver, ...]:
        from juesuan.cli.waiver_lists import own_waivers

        return own_waivers(path)

    def _fails(self, report: Report) -> bool:
        """Whether there are findings of the level; what was not found was not checked, which is a warning."""
        if self.choices.fail_on == "warning" and (report.not_located or report.count(Severity.WARNING)):
            return True
        return bool(report.count(Severity.ERROR))

    def _progress(self) -> AbstractContextManager[Any]:
        if not self.several or not screen().is_terminal:
            return nullcontext(_Silent())
        from juesuan.cli.progress import Progress

        return Progress(len(self.files))

    def _summary(self) -> None:
        failing = sum(self._fails(report) for report in self.reports)
        incomplete = sum(bool(report.not_located) and not self._fails(report) for report in self.reports)
        parts = [
            f"没有问题 {len(self.reports) - failing - incomplete} 个",
            *([f"没有问题但有表或栏没找到 {incomplete} 个"] if incomplete else []),
            f"有问题 {failing} 个",
            f"没有核对成 {self.failures} 个",
        ]
        stale = [waiver for waiver in self._listed if waiver.fingerprint not in self._used]
        for waiver in stale:
            from juesuan.report.words import stale_text

            click.echo(f"豁免  {stale_text(waiver)}", err=True)
        click.echo(f"共 {len(self.files)} 个文件：{'，'.join(parts)}", err=self.choices.form == "json")


class _Silent:
    """Shows nothing of the progress."""

    def update(self, path: Path) -> None:
        """Take note of the file that is being checked."""


def today() -> dt.date:
    """The day on this computer, for what is written into waivers."""
    return dt.datetime.now().astimezone().date()
