"""``juesuan catalog``: the subject codes that names and codes are checked against."""

from __future__ import annotations

import re
from pathlib import Path

import click

from juesuan.cli.arguments import SETTINGS

_KINDS = {"function": "支出功能分类", "economic": "部门预算支出经济分类"}
_SHOWN = 10
_EVIDENCE = (  # how the catalogues note where a subject was found, and what a user reads
    (r"seen in (\d+) documents", r"见于 \1 份公开文本"),
    (r"official template", "官方模板"),
    (r"published document", "公开文本"),
    (r"form (\d+)", r"\1 年报表"),
    (r"(\d+) reporting software", r"\1 年决算软件"),
    (r"unverified", "未核实"),
    (r"imported from ", "导入自 "),
    (r"; ", "；"),
)


class _Years(click.IntRange):
    """Whole numbers, whose range is shown to a user without a formula."""

    def _describe_range(self) -> str:
        return f"{self.min} 至 {self.max}"


@click.group(
    "catalog", context_settings=SETTINGS, options_metavar="[选项]", subcommand_metavar="命令 [参数]..."
)
def command() -> None:
    """科目目录：查看，导入本年完整的目录。"""


@command.command("import", options_metavar="[选项]")
@click.argument("source", metavar="文件", type=click.Path(path_type=Path))
@click.option(
    "--year",
    type=_Years(2007, 2100),
    required=True,
    metavar="年度",
    help="目录适用的决算年度。",
)
@click.option(
    "--kind",
    type=click.Choice(list(_KINDS)),
    required=True,
    metavar="种类",
    help="function（支出功能分类）或 economic（部门预算支出经济分类）。",
)
def import_file(source: Path, year: int, kind: str) -> int:
    """导入一份科目目录（.xlsx 或 .csv）。

    按标题找“编码”和“名称”两列，或“类”“款”“项”三列。同年同种的旧目录会留一份备份。
    """
    from juesuan.books.catalog_import import import_catalog
    from juesuan.layouts.catalogs import load_catalog

    done = import_catalog(source, kind, year, load_catalog(kind, _built_in(kind), year))
    changes = f"新增 {len(done.added)} 个，更名 {len(done.renamed)} 个"
    click.echo(f"{_KINDS[kind]} {year} 年：共 {done.total} 个科目，{changes}")
    for code, old, new in done.renamed[:_SHOWN]:
        click.echo(f"  {code}  {old} → {new}")
    if len(done.renamed) > _SHOWN:
        click.echo(f"  …… 其余 {len(done.renamed) - _SHOWN} 个略")
    if done.left_out:
        click.echo(f"另有 {done.left_out} 行是其他分类的科目，没有导入")
    if done.backup:
        click.echo(f"旧目录的备份：{done.backup}")
    click.echo(f"已导入：{done.path}")
    return 0


@command.command("show", options_metavar="[选项]")
@click.argument("codes", nargs=-1, metavar="[编码]...")
@click.option("--year", type=int, metavar="年度", help="查看哪一年适用的目录；默认最近一个版式的年度。")
def show(codes: tuple[str, ...], year: int | None) -> int:
    """查看目录：不写编码时列出有哪些目录，写编码时显示名称和出处，可以只写前几位。"""
    from juesuan.layouts import layout_ids, load_layout
    from juesuan.layouts.catalogs import load_catalog, user_folder

    year = year or max(load_layout(identity).year for identity in layout_ids())
    found = 0
    for kind, title in _KINDS.items():
        subjects = load_catalog(kind, _built_in(kind), year)
        own = user_folder() / "catalogs" / f"{kind}-{year}.csv"
        if not codes:
            origin = (
                f"包括导入的 {own}"
                if own.exists()
                else f"内置（{_built_in(kind)} 年），可用 juesuan catalog import 补全"
            )
            click.echo(f"{title} {year} 年：{len(subjects)} 个科目，{origin}")
            found += 1
        for subject in subjects.values() if codes else ():
            if subject.code.startswith(codes):
                click.echo(f"{subject.code:<9}{subject.name}（{_origin(subject.evidence)}）")
                found += 1
    if not found:
        click.echo(f"目录里没有 {'、'.join(codes)}", err=True)
    return 0 if found else 1


def _origin(evidence: str) -> str:
    for pattern, chinese in _EVIDENCE:
        evidence = re.sub(pattern, chinese, evidence)
    return evidence


def _built_in(kind: str) -> int:
    """The latest year for which a catalogue is built in."""
    from juesuan.layouts.catalogs import SPECS

    return max(int(path.stem.rpartition("-")[2]) for path in (SPECS / "catalogs").glob(f"{kind}-*.csv"))
