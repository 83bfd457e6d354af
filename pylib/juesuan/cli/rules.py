"""``juesuan rules``: the list of all rules."""

from __future__ import annotations

import click

from juesuan.cli.arguments import SETTINGS, known_rules


@click.command("rules", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("patterns", nargs=-1, metavar="[编号]...", callback=known_rules)
def command(patterns: tuple[str, ...]) -> int:
    """列出全部规则：编号、级别、类型、名称。

    可以只列一部分，编号可以写通配符，例如 X1*。
    """
    from fnmatch import fnmatchcase

    from rich.cells import cell_len

    from juesuan.layouts.catalogs import SPECS
    from juesuan.layouts.rulebook import load_every_rule
    from juesuan.report import words

    rules = [
        rule
        for rule in load_every_rule(SPECS / "rules")
        if not patterns or any(fnmatchcase(rule.id, pattern) for pattern in patterns)
    ]
    width = max(cell_len(rule.id) for rule in rules)
    for rule in rules:
        code = rule.id + " " * (width - cell_len(rule.id))
        click.echo(f"{code}  {words.SEVERITIES[rule.severity]}  {words.KINDS[rule.kind]}  {rule.title}")
    return 0
