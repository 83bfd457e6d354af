"""Whether a document is what it is held to be: the final accounts of this department and this year.

A wrong title alone is a mistake to be reported; a wrong title whose figures are those of other tables is the
wrong file, and nothing else that could be said about it would be of use. So is a text that names another year
throughout and never ours: many figures are the same year after year.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.model.statement import Measure
from juesuan.texts.errors import TextError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.statement import Statement
    from juesuan.statements.words import Words

_TITLE = re.compile(
    r"(?:第[一二三四五六七八九十]+部分)?(?P<first>[一-龥()]{3,30}?)?(?P<year>20\d\d)年度?"
    r"(?P<second>[一-龥()]{3,30}?)?(?:部门|单位|部门\(单位\))?(?P<kind>决算|预算)"
    r"(?:情况|公开|说明|及|表|$)"
)
_BUDGET = re.compile(r"(?:部门|单位)预算")
_LONGEST = 50  # signs of a title
_FEW = 3  # figures that one would not judge by


@dataclass(frozen=True, slots=True)
class Titled:
    """What a title says: whose, of which year, 决算 or 预算."""

    organisation: str
    year: int
    kind: str


def recognised(words: Words) -> tuple[str, ...]:
    """Notices (Chinese sentences) about a document that may be the wrong one.

    Raises TextError when it is: a budget, no publication at all, another department's or year's.
    """
    name = f"文件“{Path(words.writing.path).name}”"
    titles = list(_titles(words))
    kinds = Counter(title.kind for title in titles)
    text = "".join(placed.compact.text for placed in words.placed)
    agreed, compared = _agreement(words)
    strange = agreed * 2 < compared or not compared
    speaks_of_budget = kinds["预算"] > kinds["决算"] or text.count("决算") < len(_BUDGET.findall(text))
    if strange and speaks_of_budget:
        year = next((f"{title.year} 年" for title in titles), "")
        raise TextError(f"{name}是{year}部门预算公开的文字，不是部门决算；请给出部门决算公开的文本")
    if "决算" not in text:
        raise TextError(f"{name}里没有“决算”二字，不像部门决算公开的文本；请确认文件")
    _refuse_other_year(words, titles, name, strange=strange)
    _refuse_other_organisation(words, titles, name, strange=strange)
    return tuple(_notices(words, name, agreed, compared))


def _refuse_other_year(words: Words, titles: list[Titled], name: str, *, strange: bool) -> None:
    years = {title.year for title in titles if title.kind == "决算"}
    this = words.disclosure.year
    never_this = not any(f"{this}年" in placed.compact.text for placed in words.placed)
    if (strange or never_this) and this and years and this not in years:
        raise TextError(f"{name}是 {max(years)} 年度的决算，工作簿是 {this} 年度的；请给出同一年度的文件")


def _refuse_other_organisation(words: Words, titles: list[Titled], name: str, *, strange: bool) -> None:
    named = [title.organisation for title in titles if title.organisation]
    ours = words.disclosure.organisation
    if strange and ours and named and not any(same_organisation(one, ours) for one in named):
        raise TextError(f"{name}是“{named[0]}”的，工作簿是“{ours}”的；请给出同一个部门的文件")


def _notices(words: Words, name: str, agreed: int, compared: int) -> Iterator[str]:
    if not any(placed.section for placed in words.placed):
        yield f"{name}里没有找到情况说明各部分的标题（如“一、收入支出决算总体情况说明”），引用的数没有核对"
    elif compared >= _FEW and agreed * 2 < compared:
        sure = "请确认工作簿和文本是同一个部门、同一年度的"
        yield f"{name}引用了表里的 {compared} 个数，只有 {agreed} 个相同，{sure}"


def same_organisation(one: str, other: str) -> bool:
    """Whether two names may be one organisation's: one is the other, shortened or with an addition."""
    short, long = sorted((_plain(one), _plain(other)), key=len)
    signs = iter(long)
    return bool(short) and all(sign in signs for sign in short)


def _plain(name: str) -> str:
    return re.sub(r"\(.*?\)|本级|机关$", "", name)


def _titles(words: Words) -> Iterator[Titled]:
    for placed in words.placed:
        text = placed.compact.text
        match = _TITLE.match(text) if len(text) <= _LONGEST else None
        if match:
            organisation = match["first"] or match["second"] or ""
            generic = re.sub(r"部门|单位|决算|预算|关于|年度|本|我|[()]", "", organisation)
            table = "表" in text or "收入" in text or "财政拨款" in text
            yield Titled("" if table or not generic else organisation, int(match["year"]), match["kind"])


def _agreement(words: Words) -> tuple[int, int]:
    """How many figures that quote a cell equal it, of how many."""
    compared = agreed = 0
    for statement in words.of(Measure.FINAL):
        stated, amount = _both(words, statement)
        if stated and amount is not None:
            compared += 1
            agreed += stated == amount
    return agreed, compared


def _both(words: Words, statement: Statement) -> tuple[int | None, int | None]:
    amount = words.amount(statement.topic.cell)
    return statement.hundredths, amount.value if amount is not None else None
