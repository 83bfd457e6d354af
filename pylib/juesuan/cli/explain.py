"""``juesuan explain``: what a rule checks, why, and what to do."""

from __future__ import annotations

import click

from juesuan.cli.arguments import SETTINGS, nearest


@click.command("explain", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("identity", metavar="编号")
def command(identity: str) -> int:
    """说明一条规则：核对什么，怎样判定，为什么，怎么办。

    编号见核对结果或 juesuan rules，例如 X171。
    """
    from rich.text import Text

    from juesuan.cli.screen import screen
    from juesuan.layouts import layout_ids, load_layout
    from juesuan.layouts.catalogs import SPECS
    from juesuan.layouts.rulebook import load_every_rule
    from juesuan.report.lines import broken
    from juesuan.report.rule_text import sections

    layout = load_layout(layout_ids()[-1])
    rules = {rule.id: rule for rule in load_every_rule(SPECS / "rules")}
    rule = rules.get(identity.strip().upper())
    if rule is None:
        raise click.UsageError(f"没有规则“{identity}”，{nearest(identity.strip().upper(), list(rules))}")
    console = screen()
    console.print(Text.assemble((rule.id, "bold"), "  ", rule.title), soft_wrap=True)
    titles = {name: spec.title for name, spec in layout.forms.items()}
    for heading, text in sections(rule, titles):
        console.print()
        console.print(Text(heading, style="bold cyan"))
        for line in broken(Text(text), min(console.width, 100) - 2):
            console.print(Text("  ") + line, soft_wrap=True)
    return 0
