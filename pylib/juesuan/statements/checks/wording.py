"""Form and content: what must be there, what must not be left, how things are written."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan.model.rule import Severity
from juesuan.statements.compact import compact
from juesuan.statements.outline import Part
from juesuan.statements.phrasing import silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.statements.words import Words

_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
_SAID = re.compile(r"“?(?P<what>[一-龥（）()“”]{4,30}?)”?(?P<word>增加|减少)(?P<much>\d+(?:\.\d+)?)万元")
_COMPARED = re.compile(r"(?:与|比|较|同)(20\d\d)年(?:度)?(?:决算|相比|增加|减少|持平|数)")
_BEGINS = r"(?:^|(?<=。))(?:其中[:：])?(?:截至|截止)?(?:{})?(?P<year>20\d\d)年(?:度|末|12月31日)"
_OURSELVES = ("本部门", "我部门", "本单位", "我单位", "全年")
_CONTEXT = 14


def pattern(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """Every paragraph where a pattern of the rule occurs (``pattern``, ``message``, ``parts``, ``section``).

    With the option ``once`` the first one, and how many there are.
    """
    expression = re.compile(str(rule.options["pattern"]))
    parts, section = _parts(rule), rule.options.get("section", "")
    found: list[tuple[int, str]] = []
    for number, placed in enumerate(words.placed):
        if (parts and placed.part not in parts) or (section and placed.section != section):
            continue
        text = placed.passage.text if rule.options.get("as_printed") else placed.compact.text
        match = expression.search(text)
        if match:
            found.append((number, text[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT].strip()))
    more = f"（共 {len(found)} 段）" if rule.options.get("once") and len(found) > 1 else ""
    for number, around in found[: 1 if more else None]:
        yield words.finding(rule, number, f"“{around}”：{rule.options['message']}{more}")


def required(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """Content that a section must have (options: ``section``, ``pattern``, ``message``)."""
    section = str(rule.options["section"])
    here = [
        (number, placed) for number, placed in enumerate(words.placed) if placed.section.startswith(section)
    ]
    if here and not any(re.search(str(rule.options["pattern"]), placed.compact.text) for _, placed in here):
        yield words.finding(rule, here[0][0], str(rule.options["message"]))


def section_missing(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """Every section that the layout's explanation has."""
    from juesuan.narrative.spec import load_narrative

    spec = load_narrative(words.disclosure.layout.id, words.disclosure.unit)
    found = {placed.section for placed in words.placed}
    first = next((number for number, one in enumerate(words.placed) if one.part is Part.EXPLANATION), None)
    for section in spec.sections if spec and first is not None else ():
        if section.id not in found:
            yield words.finding(rule, first or 0, f"没有找到“{section.title}”")


def unclosed(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """Quotation marks and brackets come in pairs."""
    for number, placed in enumerate(words.placed):
        if placed.part not in {Part.EXPLANATION, Part.GLOSSARY, Part.OVERVIEW}:
            continue
        for opening, closing in _PAIRS:
            text = placed.passage.text
            if opening == "（":
                text = text.replace("(", "（").replace(")", "）")
                text = re.sub(r"(^|[。；;：:]\s*)\d{1,2}）", r"\1", text)  # 1） is a number, not half a pair
            missing = text.count(opening) - text.count(closing)
            if missing:
                place = text.rfind(opening) if missing > 0 else text.find(closing)
                around = text[max(0, place - 4) : place + _CONTEXT]
                what = f"缺少“{closing}”" if missing > 0 else f"缺少“{opening}”"
                severity = None if opening == "“" else Severity.WARNING
                yield words.finding(rule, number, f"“{around}”：{what}", severity=severity)


def opposite(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """The same thing by the same amount: here 增加, there 减少."""
    seen: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    called: dict[tuple[str, str], str] = {}
    known = {(one.paragraph, one.start) for one in words.statements}  # rules of their own look at those
    for number, placed in enumerate(words.placed):
        if placed.part is Part.EXPLANATION:
            for match in _SAID.finditer(placed.compact.text):
                if (number, match.start("much")) in known:
                    continue
                what = re.sub(r"[“”()（）]", "", match["what"])
                key = (what[-6:], match["much"])
                called.setdefault(key, what)
                seen[key].append((number, match["word"]))
    for (ending, much), places in seen.items():
        what = called[ending, much]
        directions = {word for _, word in places}
        if len(directions) > 1 and float(much) > 0:
            usual = max(directions, key=lambda word: sum(other == word for _, other in places))
            odd = next((number, word) for number, word in places if word != usual)
            where = words.place(next(number for number, word in places if word == usual))
            message = f"“{what}”这里是{odd[1]}{much}万元，“{where}”等 {len(places) - 1} 处是{usual}{much}万元"
            yield words.finding(rule, odd[0], message)


def year(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """The year of the accounts is this year wherever 部门决算 is spoken of."""
    this = words.disclosure.year
    if this is None:
        return
    for number, placed in enumerate(words.placed):
        for match in re.finditer(r"(?<!\d)(20\d\d)年度?(?:部门|单位)决算", placed.compact.text):
            if int(match[1]) != this and placed.part is not Part.TABLES:
                yield words.finding(rule, number, f"“{match[0]}”：本文是 {this} 年度决算")


def years_within(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """The explanation speaks of this year, and compares it with last year.

    A sentence that begins with another year is about this year's accounts all the same, unless it names this
    year too.
    """
    this = words.disclosure.year
    if this is None:
        return
    names = (compact(words.disclosure.organisation).text, *_OURSELVES)
    begins = re.compile(_BEGINS.format("|".join(re.escape(name) for name in names if name)))
    for number, placed in enumerate(words.placed):
        text = placed.compact.text
        if placed.part is not Part.EXPLANATION or placed.heading or placed.section.startswith("绩效"):
            continue
        reasons = silent(text)
        for match in _COMPARED.finditer(text):
            within = any(start <= match.start() < end for start, end in reasons)
            if int(match[1]) != this - 1 and not within:
                yield words.finding(rule, number, f"“{match[0]}”：上年是 {this - 1} 年度")
        for match in begins.finditer(text):
            end = text.find("。", match.end())
            rest = text[match.end() : end if end >= 0 else len(text)]
            if int(match["year"]) != this and str(this) not in rest and re.search(r"\d|没有|无", rest):
                quote = words.sentence(number, match.start("year"), match.end())
                yield words.finding(rule, number, f"“{quote}”：本年是 {this} 年度")


def organisation(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """Titles name the department of the tables."""
    name = words.disclosure.organisation
    for number, placed in enumerate(words.placed):
        if placed.heading and placed.part and name:
            match = re.search(r"第.部分(.{4,40}?)(?:20\d\d年|概况)", placed.compact.text)
            stated = match[1] if match else ""
            if stated and stated != name and stated not in {"部门", "单位"}:
                yield words.finding(rule, number, f"标题写的是“{stated}”，表的单位是“{name}”")


def level(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """市级 in the text of a district's department, and the like."""
    name = words.disclosure.organisation
    wrong = ("市级财政", "市直部门", "省级财政") if re.search(r"[市省].{1,6}[区县]", name) else ()
    for number, placed in enumerate(words.placed):
        if placed.part is not Part.GLOSSARY:
            continue
        found = [word for word in wrong if word in placed.compact.text]
        if found:
            message = f"“{'、'.join(found)}”：{name}是区县部门，应改为区县级的说法"
            yield words.finding(rule, number, message)


def _parts(rule: RuleSpec) -> set[Part]:
    named = rule.options.get("parts", [])
    return {Part(str(one)) for one in named} if isinstance(named, list) else set()
