"""The words around numbers in explanations: what tells a change from a share, a reason from a fact."""

from __future__ import annotations

import re

NUMBER = re.compile(
    r"(?<![\d.])(?<!单价)(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(?P<unit>个百分点|%|万元|亿元|元|辆|台|套|批次|批|个|人次|人)"
    r"|(?P<level>(?:与|同|比|较)(?:上年度?|20\d\d年度?)(?:决算数?)?(?:相比)?,?，?持平)"
)
CHANGE = re.compile(r"(?:各|共)?(?P<word>增加|减少|增长|下降|上升|降低|增|减|降)(?:了|额为|额)?$")
GROWTH = re.compile(r"(?P<word>增长|下降|增加|减少|上升|降低|增幅|降幅|减幅|增|降|减)(?:了|率为|率|为|达)?$")
COMPLETION = re.compile(r"(?:完成|占)(?:了)?(?:当年|年初|全年|调整|支出)*预算(?:数)?的?$|完成率为?$")
COMPLETED = re.compile(r"完成(?:了)?(?:当年|年初|全年|调整)*预算(?:数)?[\d.,]+万元的$")
SHARE = re.compile(r"占(?P<whole>[^，。;；]*?)(?:的)?(?:比重|比例)?(?:为)?$")
BUDGET = re.compile(r"预算(?:数)?(?:安排)?(?:为|是)?$")
STATED = re.compile(
    r"(?:决算|支出|收入|合计|总计|总额|金额|数|额|各|均|共计|共|全年|当年|本年度?)*(?:\([^()]*\))?(?:为|是|达)?$"
)
COUNTED = re.compile(r"(?:数量|数|为|是|共计|共|有|达)*$")
REASON = re.compile(r"主要?原因|主要(?:是|系|由于)|原因(?:一是|是|为)")
USE = re.compile(r"主要用于(?!以下|下列)|主要成效|主要用途")
TO_BUDGET = re.compile(r"(?:比|较|与)[^，,]*预算")
UP = frozenset({"增加", "增长", "上升", "增", "增幅"})
MONEY = frozenset({"万元", "亿元", "元"})
FUND_TABLES = frozenset({"government_fund", "state_capital", "fiscal_total"})
ROUNDED = 1  # hundredths of 万元 by which a table may differ from 元, to make its sums come out
PART_OF_US = re.compile(
    r"本级|下属|所属(?!各)|二级单位|人均|平均|每[人辆个户]"
)  # no figure of the department
SENTENCE_END = "。"
_TIME = re.compile(r"(?P<to>与|比|较|同)?(?:(?P<year>20\d\d)年|上年|去年|上一年)")


def ends(words: str, name: str) -> bool:
    """Whether words end with a name; an ellipsis in it stands for anything between its two parts."""
    head, _, tail = name.partition("…")
    return words.endswith(tail or head) and head in words


def silent(text: str) -> list[tuple[int, int]]:
    """Stretches that give reasons and uses: their numbers are not those of the tables.

    A reason ends with its sentence; a use ends where the parts (其中) begin.
    """
    stretches = []
    for match in REASON.finditer(text):
        end = text.find(SENTENCE_END, match.end())
        stretches.append((match.start(), end if end >= 0 else len(text)))
    for match in USE.finditer(text):
        ends = [place for sign in ("其中", "。") if (place := text.find(sign, match.end())) >= 0]
        stretches.append((match.start(), min(ends, default=len(text))))
    return stretches


def of_another_year(sentence: str, near: str, this: int | None) -> bool:
    """Whether a figure is said of another year: 2022年度决算数为, 比2022年度决算数…万元增加.

    ``sentence`` and ``near`` are the sentence and the clause before the figure. A year that is only compared
    with (与2022年度相比) does not count, but for a figure in the same clause.
    """
    if this is None:
        return False
    times = [match for match in _TIME.finditer(sentence) if not match["to"]]
    said = times[-1]["year"] if times else str(this)
    compared = any(match["year"] != str(this) for match in _TIME.finditer(near))
    return said != str(this) or compared
