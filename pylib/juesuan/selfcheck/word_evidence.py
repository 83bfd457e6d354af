"""What the text of the publication says of an item."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

from juesuan.model.selfcheck import Answer, Item, Judgement
from juesuan.selfcheck.judging import from_findings
from juesuan.statements.outline import Part

if TYPE_CHECKING:
    from juesuan.selfcheck.facts import Facts

_NO_TEXT = Judgement(None, ("没有给出公开文本（--text），请人工核对",))
_PERCENT = re.compile(r"(?<![\d.])(?P<whole>\d+)(?:\.(?P<decimals>\d+))?%")
_MONEY = re.compile(r"(?<![\d.])(?P<whole>\d+)(?:\.(?P<decimals>\d+))?万元")
_VEHICLES = re.compile(r"车辆(?P<number>\d+)辆")
_KIND = re.compile(r"用车(?P<number>\d+)辆")
_OTHER = re.compile(r"其他用车(?P<number>\d+)辆")
_SHOWN = 5


def parts_in_order(item: Item, facts: Facts) -> Judgement:
    """The parts of the publication are all there, in the order of the item."""
    if facts.words is None:
        return _NO_TEXT
    wanted = [Part(title) for title in cast("list[str]", item.options["parts"])]
    found = [one.part for one in facts.words.placed if one.heading and one.part in wanted and not one.section]
    order = list(dict.fromkeys(found))
    missing = [part.value for part in wanted if part not in order]
    if missing:
        return Judgement(Answer.NO, (f"没有找到这些部分的标题：{'、'.join(missing)}",), certain=False)
    if order != wanted:
        there = "、".join(part.value for part in order if part)
        return Judgement(Answer.NO, (f"顺序是：{there}",))
    return Judgement(Answer.YES, (f"依次有：{'、'.join(part.value for part in wanted)}",))


def told(item: Item, facts: Facts) -> Judgement:
    """A part or a section is there and says everything that is asked for."""
    if facts.words is None:
        return _NO_TEXT
    where = str(item.options.get("part") or item.options["section"])
    text = facts.part(where) if "part" in item.options else facts.section(where)
    what = cast("list[str]", item.options["what"])
    if not text:
        return Judgement(Answer.NO, (f"公开文本里没有找到：{'、'.join(what)}",))
    if item.options.get("forms") and not facts.evaluation.forms:
        return Judgement(Answer.NO, ("有绩效情况说明，附件里没有找到绩效自评表",))
    patterns = cast("list[str]", item.options["patterns"])
    missing = [name for name, pattern in zip(what, patterns, strict=True) if not re.search(pattern, text)]
    if missing:
        return Judgement(Answer.NO, (f"没有找到：{'、'.join(missing)}",), certain=False)
    return Judgement(Answer.YES, (f"找到了{'、'.join(what)}",))


def word_findings(item: Item, facts: Facts) -> Judgement:
    """No findings of some rules about words (option ``rules``), at a ``place`` if one is given."""
    if facts.words is None:
        return _NO_TEXT
    found = facts.word_findings(cast("list[str]", item.options["rules"]))
    if place := item.options.get("place"):
        found = [one for one in found if one.address and str(place) in one.address.sheet]
    return from_findings(item, found)


def number_format(item: Item, facts: Facts) -> Judgement:
    """Amounts and percentages in the explanation have the decimals that the item asks for."""
    if facts.words is None:
        return _NO_TEXT
    most, money = (cast("int", item.options[name]) for name in ("percent_decimals", "amount_decimals"))
    text = "".join(one.compact.text for one in facts.words.placed if one.part is Part.EXPLANATION)
    wrong: list[str] = []
    for pattern, decimals, what in ((_PERCENT, most, "百分比"), (_MONEY, money, "金额")):
        matches = list(pattern.finditer(text))
        bad = [
            match[0]
            for match in matches
            if (stated := match["decimals"] or "")
            and (len(stated) > decimals or stated.endswith("0"))
            and not (what == "百分比" and _near_the_end(match[0], decimals))
        ]
        if bad:
            examples = "、".join(list(dict.fromkeys(bad))[:_SHOWN])
            asked = f"{decimals} 位小数，末位 0 不写"
            wrong.append(f"{len(matches)} 个{what}里有 {len(bad)} 个不合（{asked}），如 {examples}")
    if wrong:
        return Judgement(Answer.NO, tuple(wrong), certain=False)
    return Judgement(Answer.YES, (f"情况说明里的百分比不超过 {most} 位小数，金额不超过 {money} 位",))


def _near_the_end(percentage: str, decimals: int) -> bool:
    """Whether fewer decimals would make 0 % or 100 % of what is neither, as of 0.02 % and 99.96 %."""
    exact = Decimal(percentage.removesuffix("%"))
    return round(exact, decimals) in {0, 100} and exact not in {0, 100} and not percentage.endswith("0%")


def forms_attached(_: Item, facts: Facts) -> Judgement:
    """At least one form of a project was read in the attachments."""
    if facts.words is None:
        return _NO_TEXT
    projects = facts.evaluation.projects
    if not projects:
        return Judgement(Answer.NO, ("附件里没有读到项目绩效自评表",), certain=False)
    return Judgement(Answer.YES, (f"附件里有 {len(projects)} 个项目的绩效自评表",))


def other_vehicles(item: Item, facts: Facts) -> Judgement:
    """Where 其他用车 are kept, it is said what they are."""
    if facts.words is None:
        return _NO_TEXT
    text = facts.section(str(item.options["section"]))
    match = _OTHER.search(text) if text else None
    if text is not None and match is None and _all_listed(text):
        return Judgement(Answer.YES, ("车辆各类相加等于总数，没有其他用车，没有要补充说明的",))
    if text is None or match is None:
        return Judgement(Answer.NO, ("国有资产占用情况里没有写其他用车",), certain=False)
    if not int(match["number"]):
        return Judgement(Answer.YES, ("其他用车 0 辆，没有要补充说明的",))
    rest = text[: match.start()] + text[match.end() :]
    if "其他用车" in rest:
        return Judgement(Answer.YES, (f"其他用车 {match['number']} 辆，有补充说明",))
    return Judgement(Answer.NO, (f"其他用车 {match['number']} 辆，没有补充说明",))


def _all_listed(text: str) -> bool:
    """Whether the kinds of vehicles that are told add up to all there are."""
    stated = _VEHICLES.search(text)
    return stated is not None and int(stated["number"]) == sum(
        int(kind["number"]) for kind in _KIND.finditer(text)
    )


def portable(item: Item, facts: Facts) -> Judgement:
    """A PDF that could be read opens directly; whether it is the one on the website only a person sees."""
    if facts.words is None:
        return _NO_TEXT
    suffix = Path(facts.words.writing.path).suffix.lower()
    if suffix == ".pdf":
        return Judgement(Answer.YES, (f"给出的公开文本是能打开的 PDF；{item.look}",), certain=False)
    return Judgement(None, (f"给出的公开文本是 {suffix or '没有后缀的'}文件，请核对网站上的是不是 PDF",))
