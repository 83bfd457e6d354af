"""One finding as HTML: a summary that opens to both sides with every addend, the cause and what to do."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from juesuan.model.rule import Severity
from juesuan.report import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from juesuan.model.amount import Amount
    from juesuan.model.finding import Finding, Term

PLACE = "单元格"


def finding_html(finding: Finding, unit: str) -> str:
    """Return the finding as a <details> element; errors start open. ``unit`` is the unit of its amounts."""
    severity = finding.severity
    opened = " open" if severity is Severity.ERROR else ""
    located = finding.address and (finding.address.a1 or finding.rule.words)
    place = escape(str(finding.address)) if located else ""
    return (
        f'<details class="finding {severity.value}" id="f-{finding.fingerprint}" '
        f'data-severity="{severity.value}" data-tables="{escape(_tables(finding))}"{opened}>'
        f'<summary><span class="cell">{place}</span><span class="badge {severity.value}">'
        f"{words.SEVERITIES[severity]}</span> <b>{escape(finding.rule.id)}</b> "
        f"{escape(finding.rule.title)}</summary>"
        f'<div class="body"><p>{escape(finding.message)}</p>{_sides(finding, unit)}{_advice(finding)}'
        f"{_consequences(finding)}"
        f'<p class="mark">指纹 {finding.fingerprint}</p></div></details>'
    )


def table_html(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of texts; addresses, under the heading 单元格, are kept on one line."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    kinds = [' class="place"' if text == PLACE else "" for text in heads]
    body = "".join(
        f"<tr>{''.join(f'<td{kind}>{escape(text)}</td>' for kind, text in zip(kinds, row, strict=True))}</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _tables(finding: Finding) -> str:
    addresses = [finding.address, *(term.address for term in finding.left + finding.right)]
    return "\n".join(dict.fromkeys(address.sheet for address in addresses if address))


def _sides(finding: Finding, unit: str) -> str:
    if not (finding.left or finding.right):
        return ""
    relation = words.RELATIONS.get(finding.relation, finding.relation)
    rows = "".join(
        (*_side("左边", finding.stated, finding.left), *_side(relation, finding.computed, finding.right))
    )
    if not finding.difference.blank:
        allowed = words.allowed_text(finding)
        rows += _row(("相差", f"（{allowed}）" if allowed else "", "", ""), finding.difference, "total")
    return (
        '<div class="scroll"><table><thead><tr><th scope="col"><span hidden>边</span></th>'
        '<th scope="col">金额项目</th>'
        f'<th scope="col">{PLACE}</th><th scope="col">符号</th>'
        f'<th scope="col" class="amount">金额（{escape(unit)}）</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _side(label: str, total: Amount, terms: Sequence[Term]) -> Iterator[str]:
    if len(terms) != 1:
        note = f"以下 {len(terms)} 项合计" if terms else "没有列示的科目，按 0 计"
        yield _row((label, note, "", ""), total, "total")
    for term in terms:
        place = str(term.address) if term.address and term.address.a1 else "未列示"
        sign = "－" if term.sign < 0 else "＋" if len(terms) > 1 else ""
        yield _row((label if len(terms) == 1 else "", term.label, place, sign), term.amount)


def _row(texts: tuple[str, str, str, str], amount: Amount, kind: str = "") -> str:
    label, meaning, place, sign = (escape(text) for text in texts)
    shown = f'<span class="blank">{words.BLANK_WORD}</span>' if amount.blank else escape(str(amount))
    opening = f'<tr class="{kind}">' if kind else "<tr>"
    return (
        f'{opening}<td>{label}</td><td>{meaning}</td><td class="cell">{place}</td><td>{sign}</td>'
        f'<td class="amount">{shown}</td></tr>'
    )


def _advice(finding: Finding) -> str:
    entries = [
        ("疑因", words.cause_text(finding), ' class="cause"'),
        ("建议", finding.suggestion, ""),
        ("依据", finding.rule.basis, ""),
        ("为什么", finding.rule.why, ""),
    ]
    shown = [f"<dt>{name}</dt><dd{kind}>{escape(text)}</dd>" for name, text, kind in entries if text]
    return f"<dl>{''.join(shown)}</dl>"


def _consequences(finding: Finding) -> str:
    if not finding.consequences:
        return ""
    rows = [(other.rule.id, str(other.address or ""), other.message) for other in finding.consequences]
    return (
        f"<p>连带 {len(rows)} 处，上面的问题改正后应随之消失：</p>{table_html(('规则', PLACE, '问题'), rows)}"
    )
