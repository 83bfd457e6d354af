"""``juesuan consolidate``: the department's workbook from those of its units."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from juesuan.cli.arguments import SETTINGS, known_layout, workbooks_of
from juesuan.cli.failures import FINDINGS
from juesuan.cli.screen import screen

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from juesuan.consolidation.member import Member
    from juesuan.rounding import Progress

_MANY = 3


@click.command("consolidate", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument(
    "paths", nargs=-1, required=True, metavar="单位的文件或文件夹...", type=click.Path(path_type=Path)
)
@click.option(
    "-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="部门的工作簿写到这里。"
)
@click.option("--name", "organisation", metavar="名称", default="", help="部门名称，写在封面上。")
@click.option(
    "--transfers",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="单位之间的往来（补助、上缴），汇总时抵销；.csv 或 .xlsx。",
)
@click.option(
    "--write-transfers",
    "sample",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="把各单位可能是往来的金额写成一张 .csv，供填写后用 --transfers 抵销；不汇总。",
)
@click.option("--refuse-findings", is_flag=True, help="有单位核对出错误时不汇总。")
@click.option("--dry-run", is_flag=True, help="只看结果，不写文件。")
@click.option("--layout", metavar="版式", callback=known_layout, help="按这个版式读取；默认按文件自身判断。")
def command(paths: tuple[Path, ...], **options: Any) -> int:  # noqa: ANN401 - what click hands over
    """把各单位的公开表汇总成部门的公开表。

    例：juesuan consolidate 单位1.xlsx 单位2.xlsx -o 部门.xlsx --transfers 往来.csv

    同一科目、同一栏的金额逐格相加；各单位都有“元数”时按元相加、一次折算。部门工作簿的“汇总来源”表
    列出每个数由哪些单位相加而成，用 juesuan trace 追溯。各单位的文件不会被改动。

    退出码：0 部门没有错误，1 有需要看的，2 读不了或用法不对。
    """
    output, sample = options["output"], options["sample"]
    if not (output or sample or options["dry_run"]):
        raise click.UsageError("请用 -o 写明部门的工作簿写到哪里，或用 --dry-run 只看结果")
    if output and output.suffix.lower() != ".xlsx":
        raise click.UsageError("部门的工作簿应以 .xlsx 结尾")
    files = _files(paths, output)
    members = _read(files, options["layout"])
    if sample:
        return _write_sample(members, sample)
    return _consolidate(members, output, options)


def _files(paths: tuple[Path, ...], output: Path | None) -> list[Path]:
    """The units' workbooks; the department's own, written last time into their folder, is none of them."""
    from juesuan.books.origins import is_consolidated
    from juesuan.consolidation.agreement import refuse_repeated_files

    refuse_repeated_files(paths)
    files = workbooks_of(paths)
    target = output.resolve() if output else None
    if target and any(path.resolve() == target for path in files):
        if target in {path.resolve() for path in paths} or not is_consolidated(target):
            raise click.UsageError(f"“{output}”是要汇总的文件，请给部门的工作簿另起一个文件名")
        files = [path for path in files if path.resolve() != target]
    refuse_repeated_files(files)
    return files


def _read(files: list[Path], layout: str | None) -> list[Member]:
    from juesuan.cli.waiver_lists import own_waivers
    from juesuan.consolidation.member import read_member

    members = []
    with _progress(len(files)) as progress:
        for path in files:
            if progress is not None:
                progress.update(path)
            members.append(read_member(path, layout, own_waivers))
    return members


def _progress(files: int) -> AbstractContextManager[Any]:
    if files <= _MANY or not screen().is_terminal:
        return nullcontext(None)
    from juesuan.cli.progress import Progress

    return Progress(files)


def _write_sample(members: list[Member], sample: Path) -> int:
    from juesuan.cli.outputs import keep_if_foreign
    from juesuan.consolidation.agreement import refuse_mixture
    from juesuan.consolidation.transfers import write_transfers

    if sample.suffix.lower() != ".csv":
        raise click.UsageError("往来的样表应以 .csv 结尾")
    refuse_mixture(members)
    keep_if_foreign(sample)
    count = write_transfers(sample, members)
    click.echo(f"可能是往来的金额 {count} 个，已写出：{sample}")
    return 0


def _consolidate(members: list[Member], output: Path | None, options: dict[str, Any]) -> int:
    from juesuan.consolidation.consolidating import consolidate
    from juesuan.consolidation.transfers import read_transfers
    from juesuan.consolidation.words import sentences, with_errors
    from juesuan.model.rule import Severity
    from juesuan.report.terminal import print_line

    transfers = read_transfers(options["transfers"]) if options["transfers"] else ()
    faulty = with_errors(members)
    for sentence in faulty:
        click.echo(sentence)
    if faulty and options["refuse_findings"]:
        click.echo(f"有 {len(faulty)} 个单位有错误，没有汇总")
        return FINDINGS
    with screen().status("正在相加") as status:  # seen at a terminal only

        def tell(so_far: Progress) -> None:
            status.update(f"正在配平：{so_far.aim}（{so_far.part}/{so_far.parts}）")

        result = consolidate(members, transfers, organisation=options["organisation"], progress=tell)
    for sentence in sentences(result):
        click.echo(sentence)
    if output and not options["dry_run"]:
        _write(result, output)
    report = result.check(output or Path(result.department.organisation or "部门"))
    print_line(report, screen())
    return FINDINGS if report.count(Severity.ERROR) or faulty or not result.clean else 0


def _write(result: Any, output: Path) -> None:  # noqa: ANN401 - Consolidation, imported where used
    from juesuan.cli.outputs import keep_if_foreign
    from juesuan.consolidation.writing import refuse_target, write_department

    refuse_target(result, output)
    keep_if_foreign(output)
    write_department(result, output)
    click.echo(f"已写出：{output}")
