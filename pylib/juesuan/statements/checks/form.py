"""How numbers are written: decimals by the layout, no space before %."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.model.statement import Measure
from juesuan.narrative.spec import load_narrative
from juesuan.statements.outline import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.model.statement import Statement
    from juesuan.statements.words import Words

_PERCENT = re.compile(r"\d(?P<space>[ \u3000]*)[%％]")
_RATES = (Measure.SHARE, Measure.COMPLETION, Measure.GROWTH)
_AMOUNTS = (Measure.FINAL, Measure.BUDGET, Measure.CHANGE)


def decimals(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """Amounts and percentages have the decimals of the layout; one finding for each kind."""
    spec = load_narrative(words.disclosure.layout.id)
    if spec is None:
        return
    wanted = spec.wording
    kinds = (("百分比", _RATES, wanted.percent_decimals), ("金额", _AMOUNTS, wanted.amount_decimals))
    for what, measures, places in kinds:
        odd = [
            one
            for one in words.of(*measures)
            if (one.unit == "%" or _in_ten_thousands(words, one))
            and (_more_than_needed(one, places) or (wanted.trailing_zeros and _fewer(one, places)))
        ]
        if odd:
            first = words.placed[odd[0].paragraph].compact.quote(odd[0].start, odd[0].end)
            form = f"{'应' if wanted.trailing_zeros else '最多'}保留 {places} 位小数"
            message = f"{len(odd)} 处{what}的小数位数不合格式（如“{first}”），{form}"
            yield words.finding(rule, odd[0].paragraph, message)


def spaced_percent(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """A space between a number and its %; where all have one, the file's form may be to blame."""
    spaced, plain = [], 0
    for number, placed in enumerate(words.placed):
        if placed.part is Part.EXPLANATION:
            for match in _PERCENT.finditer(placed.passage.text):
                if match["space"]:
                    spaced.append((number, match))
                else:
                    plain += 1
    if spaced and plain:
        number, match = spaced[0]
        text = words.placed[number].passage.text
        quote = re.sub(r"\s+", " ", text[max(0, match.start() - 12) : match.end()])
        yield words.finding(
            rule, number, f"{len(spaced)} 处百分号前有空格，其他 {plain} 处没有（如“{quote}”）"
        )


def _more_than_needed(statement: Statement, places: int) -> bool:
    """More decimals than the form has; what would round to nothing, or to all, may have those it needs."""
    step = Decimal(1).scaleb(-places)
    near_an_end = statement.value < step or 0 < 100 - statement.value < step
    return statement.decimals > places and not near_an_end


def _fewer(statement: Statement, places: int) -> bool:
    return bool(statement.value) and statement.decimals < places


def _in_ten_thousands(words: Words, statement: Statement) -> bool:
    """Whether an amount is printed in 万元: those in 元 and 亿元 have decimals of their own."""
    return words.placed[statement.paragraph].compact.text[: statement.end].endswith("万元")
