"""The report at a terminal: readable at 100 columns, errors first, one line for a clean file of a batch."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from rich.text import Text

from juesuan.model.finding import Status
from juesuan.model.rule import Severity
from juesuan.report import words
from juesuan.report.lines import broken, padded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from juesuan.model.amount import Amount
    from juesuan.model.finding import Finding, Report, Term
    from juesuan.model.reference import Address

WIDEST = 100
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.HINT: "bold cyan"}
_FEW = 8
_AMOUNT = 13
_MANY = 10  # findings of one rule that are listed before one must ask for them
_LABEL = 8
_INDENT = 6


def print_report(report: Report, console: Console, *, verbose: bool = False) -> None:
    """Print a whole report. ``verbose`` adds roundings, blank addends and the rules that did not apply."""
    printer = _Printer(report, console, verbose=verbose)
    printer.heading()
    for _, group in groupby(report.findings, key=_group_key):
        printer.findings(list(group))
    printer.rest()
    printer.summary()


def print_line(report: Report, console: Console) -> None:
    """Print one line about a file, for batches: its name, its verdict, what else there is."""
    line = Text(f"{report.path or report.organisation}：")
    line.append(words.verdict(report), style=_style_of(report))
    if more := words.more_counts(report):
        line.append(f"（另有{more}）", style="dim")
    console.print(line, soft_wrap=True)


class _Printer:
    def __init__(self, report: Report, console: Console, *, verbose: bool) -> None:
        self.report = report
        self.console = console
        self.verbose = verbose
        self.width = min(console.width, WIDEST)

    def heading(self) -> None:
        report = self.report
        year = f"{report.year} 年度" if report.year else ""
        title = " ".join(part for part in ("部门决算公开表核对", report.organisation, year) if part)
        self.line(Text(title, style="bold"))
        source = Text(report.path or "（没有文件）", style="dim")
        self.line(source.append(f"  版式 {report.layout}，单位 {report.unit}", style="dim"))

    def findings(self, findings: list[Finding]) -> None:
        """Print findings of one rule that need no figures under one title, others one by one."""
        first = findings[0]
        self.console.print()
        title = Text.assemble((words.SEVERITIES[first.severity], _STYLES[first.severity]), "  ")
        title.append(first.rule.id, style="bold").append(f"  {first.rule.title}")
        if len(findings) > 1:
            title.append(f"（{len(findings)} 处）")
        self.line(title, hanging=_INDENT)
        shown = findings if self.verbose else findings[:_MANY]
        for finding in shown:
            self.body(finding)
        if hidden := len(findings) - len(shown):
            self.line(Text(f"其余 {hidden} 处用 --verbose 列出", style="dim"), _INDENT)
        if first.suggestion:
            self.labelled("建议", Text(first.suggestion))

    def body(self, finding: Finding) -> None:
        mark = f"指纹 {finding.fingerprint}"
        if finding.left or finding.right:
            self.line(self.place(finding.address).append(f"  {mark}", style="dim"), _INDENT)
            self.side("左边", finding.stated, finding.left)
            relation = words.RELATIONS.get(finding.relation, finding.relation)
            self.side(relation, finding.computed, finding.right)
            self.difference(finding)
        else:
            line = self.place(finding.address).append(f"  {finding.message}", style="default")
            self.line(line.append(f"（{mark}）", style="dim"), _INDENT, hanging=2)
        if cause := words.cause_text(finding):
            self.labelled("疑因", Text(cause, style="bold"))
        if finding.consequences:
            count = len(finding.consequences)
            self.labelled("连带", Text(f"{count} 处，上面的问题改正后应随之消失"))
            for consequence in finding.consequences:
                self.brief(consequence, _INDENT + 2)

    def side(self, label: str, total: Amount, terms: Sequence[Term]) -> None:
        if len(terms) == 1:
            self.figure(label, terms[0].amount, self.named(terms[0]))
            return
        note = f"以下 {len(terms)} 项合计" if terms else "（没有列示的科目，按 0 计）"
        self.figure(label, total, Text(note, style="dim"))
        for term in self.chosen(terms):
            self.figure("－" if term.sign < 0 else "＋", term.amount, self.named(term))
        if hidden := len(terms) - len(self.chosen(terms)):
            note = f"其余 {hidden} 项" + ("为空" if len(words.filled(terms)) <= _FEW else "用 --verbose 列出")
            self.line(Text(note, style="dim"), _INDENT + _LABEL + _AMOUNT + 2)

    def chosen(self, terms: Sequence[Term]) -> Sequence[Term]:
        return terms if self.verbose else words.filled(terms)[:_FEW]

    def figure(self, label: str, amount: Amount, meaning: Text) -> None:
        lead = Text(padded(label, _LABEL) if label in "＋－" else "", style="dim")
        if not lead:
            lead = Text(label + " " * (_LABEL - Text(label).cell_len), style="dim")
        lead.append(padded(words.amount_text(amount), _AMOUNT), style="bold").append("  ")
        self.line(lead + meaning, _INDENT, hanging=_LABEL + _AMOUNT + 2)

    def difference(self, finding: Finding) -> None:
        if finding.difference.blank:
            return
        meaning = Text(self.report.unit)
        if allowed := words.allowed_text(finding):
            meaning.append(f"（{allowed}）")
        self.figure("相差", finding.difference, meaning)

    def brief(self, finding: Finding, indent: int) -> None:
        line = Text.assemble((finding.rule.id, "bold"), "  ").append_text(self.place(finding.address))
        short = "" if self.verbose else words.comparison(finding)
        self.line(line.append(f"  {short or finding.message}"), indent, hanging=2)

    def rest(self) -> None:
        """Print what is not among the findings: roundings, waivers, rules that ended otherwise."""
        report = self.report
        self.console.print()
        if report.roundings:
            self.roundings()
        for waived in report.waived:
            by = words.waiver_text(waived.waiver) if waived.waiver else ""
            self.labelled("豁免", Text(f"{waived.rule.id} {waived.address or ''} {by}"), 0)
        for stale in report.stale_waivers:
            self.labelled("豁免", Text(words.stale_text(stale), style="yellow"), 0)
        for missing in report.not_located:
            self.labelled("未找到", Text(str(missing), style="yellow"), 0)
        wanted = {Status.ERROR, Status.NOT_APPLICABLE} if self.verbose else {Status.ERROR}
        for outcome in report.outcomes:
            if outcome.status in wanted:
                text = Text(f"{outcome.rule.id} {outcome.rule.title}：{outcome.reason}")
                self.labelled(words.STATUSES[outcome.status], text, 0)

    def roundings(self) -> None:
        unlikely = sum(finding.severity is Severity.WARNING for finding in self.report.roundings)
        look = f"，其中 {unlikely} 处偏大，值得看一眼" if unlikely else ""
        more = "" if self.verbose else "（--verbose 列出）"
        count = len(self.report.roundings)
        self.labelled("尾差", Text(f"{count} 处，都在四舍五入允许的范围内{look}{more}"), 0)
        for finding in self.report.roundings if self.verbose else ():
            self.brief(finding, _INDENT)

    def summary(self) -> None:
        verdict = Text(words.verdict(self.report), style=_style_of(self.report))
        if others := words.more_counts(self.report):
            verdict.append(f"；另有{others}", style="not bold default")
        self.labelled("结论", verdict, 0)
        left_out = any(outcome.status is Status.NOT_APPLICABLE for outcome in self.report.outcomes)
        more = "（--verbose 列出不适用的原因）" if left_out and not self.verbose else ""
        self.labelled("规则", Text(f"{words.rules_sentence(self.report)}{more}", style="dim"), 0)

    def named(self, term: Term) -> Text:
        """The address of a figure and what it is, without saying the sheet twice."""
        label = term.label.removeprefix(f"{term.address.sheet} ") if term.address else term.label
        return self.place(term.address).append(f"  {label}", style="default")

    def place(self, address: Address | None) -> Text:
        if address is None:
            return Text("")
        if not address.a1:
            return Text(f"{address.sheet}（未列示）")
        if not self.report.path:
            return Text(str(address), style="blue")
        target = f"{Path(self.report.path).absolute().as_uri()}#{quote(f'{address.sheet}.{address.a1}')}"
        return Text.assemble((str(address), f"blue link {target}"))

    def labelled(self, label: str, text: Text, indent: int = _INDENT) -> None:
        lead = Text(f"{label}  ", style="dim")
        self.line(lead + text, indent, hanging=lead.cell_len)

    def line(self, text: Text, indent: int = 0, *, hanging: int = 0) -> None:
        """Print a text, indented, what follows its first line by ``hanging`` cells more."""
        for number, part in enumerate(broken(text, self.width - indent, hanging)):
            margin = " " * (indent + (hanging if number else 0))
            self.console.print(Text(margin) + part, soft_wrap=True)


def _group_key(finding: Finding) -> tuple[object, ...]:
    simple = not (finding.left or finding.right or finding.consequences or finding.cause)
    return (finding.rule.id, finding.severity, finding.suggestion, 0 if simple else id(finding))


def _style_of(report: Report) -> str:
    for severity, style in _STYLES.items():
        if report.count(severity):
            return style
    return "bold green"
