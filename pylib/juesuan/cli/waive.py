"""``juesuan waive``: answer for a finding, with a reason and a name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan.cli.arguments import SETTINGS

if TYPE_CHECKING:
    import datetime as dt

    from juesuan.model.finding import Finding, Report, Waiver

_SHORTEST = 6


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dt.date | None:
    from juesuan.rules.waivers import parse_date

    day = parse_date(value) if value else None
    if value and day is None:
        raise click.BadParameter(f"“{value}”不是日期，请写成 2024-12-31 的样子")
    return day


@click.command("waive", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.argument("fingerprint", metavar="指纹")
@click.option("--reason", required=True, metavar="理由", help="为什么可以不改。")
@click.option("--person", required=True, metavar="责任人", help="谁对此负责。")
@click.option("--until", metavar="日期", callback=_day, help="到哪一天为止（含当天）；不写则没有期限。")
@click.option(
    "--file",
    "target",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写到哪个 CSV 文件；默认是工作簿旁边的“文件名.豁免.csv”，核对时会自动用到。",
)
def command(
    workbook: Path, fingerprint: str, reason: str, person: str, until: dt.date | None, target: Path | None
) -> int:
    """豁免一处问题：写明理由和责任人，以后核对时不再报告它。

    指纹见核对结果（每处问题后面的 12 位），可以只写前 6 位以上。数字一改，指纹就变，豁免随之失效并会被指出。
    """
    from juesuan.cli.checking import today
    from juesuan.cli.waiver_lists import waivers_beside
    from juesuan.model.finding import Waiver
    from juesuan.recalc.reading import read
    from juesuan.rules import check

    if not reason.strip() or not person.strip():
        raise click.UsageError("理由和责任人不能为空")
    finding = _find(check(read(workbook)), fingerprint.strip().lower(), workbook)
    target = target or waivers_beside(workbook)
    _append(target, Waiver(finding.fingerprint, reason.strip(), person.strip(), today(), until))
    click.echo(f"已豁免 {finding.rule.id} {finding.address or ''}：{finding.message}")
    click.echo(f"豁免清单：{target}")
    return 0


def _find(report: Report, fingerprint: str, workbook: Path) -> Finding:
    every = [one for main in report.findings for one in (main, *main.consequences)]
    found = {one.fingerprint: one for one in every if one.fingerprint.startswith(fingerprint)}
    if len(fingerprint) < _SHORTEST or len(found) != 1:
        many = f"，以它开头的有 {len(found)} 个" if len(found) > 1 and len(fingerprint) >= _SHORTEST else ""
        raise click.UsageError(f"“{workbook}”里没有指纹为“{fingerprint}”的问题{many}，请照核对结果写全")
    return next(iter(found.values()))


def _append(target: Path, waiver: Waiver) -> None:
    from juesuan.books.saving import written_beside
    from juesuan.rules.waivers import read_waivers_csv, with_waiver

    existing = ""
    if target.exists():
        if any(
            known.fingerprint == waiver.fingerprint and known.expires == waiver.expires
            for known in read_waivers_csv(target)
        ):
            raise click.UsageError(f"“{target}”里已经有指纹 {waiver.fingerprint} 的豁免")
        data = target.read_bytes()
        try:
            existing = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            existing = data.decode("gb18030")
    with written_beside(target) as beside:
        beside.write_bytes(with_waiver(existing, waiver).encode("utf-8-sig"))
