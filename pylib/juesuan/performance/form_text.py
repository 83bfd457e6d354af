"""Forms in the text of a publication: where each begins and ends, and what its printed lines say.

A PDF breaks lines inside cells. What is certain is taken from anchors that stand on lines of their own: the
line of 执行率, the boxes, 总分, the scores at the ends of rows. What is not understood is listed as unread.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.model.performance import Box, Evaluation, Form, FormKind, Goal, Rated
from juesuan.model.reference import Address
from juesuan.performance.indicator_rows import Region, ScoredRows, rows_of
from juesuan.performance.ordinals import ORDINALS, chinese_number
from juesuan.performance.script import Script, condensed, script

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.texts.lines import Line

_PROJECT = re.compile(r"项目名称(?!及)")
_DEPARTMENT = re.compile(r"基本支出总额(?P<basic>[\d,.]+)项目支出总额(?P<projects>[\d,.]+)")
_DEPARTMENT_ROW = re.compile(r"基本支出总额[\d,.]*项目支出总额")
_FIRST_ROW = re.compile(r"(?:项目名称|部门名称)[^:]")
_NOT_NAME = re.compile(r"项目名称|主管部门.*|[、:]")
_TITLE = re.compile(
    rf"(?:附件)?(?P<number>[{ORDINALS}]{{1,3}}|\d{{1,2}})?[、.:]?\d{{4}}年?度?(?P<name>[^。；]{{1,80}}?)(?:绩效)?自评(?:表|结果)"
)
_SUMMARY = re.compile(r"自评结果\(?摘要版?\)?")
_EXECUTION = "预算执行情况"
_RATE = re.compile(
    r"(?:资\s*金\s*总\s*额|支\s*出\s*总\s*额)\s+(?P<budget>[\d,]+(?:\.\d+)?)\s+(?P<executed>[\d,]+(?:\.\d+)?)"
    r"\s+(?P<rate>\d+(?:\.\d+)?)\s*[%％]\s+(?P<points>\d+(?:\.\d+)?)(?=\s|$)"
)
_BOX = re.compile(r"\d、(?P<name>[^\d☑☒√■✓□☐○]{2,16}?)(?P<mark>[☑☒√■✓□☐○])")
_GROUP = re.compile(r"(项目类别|项目属性|项目类型)")
_OPEN = "□☐○"
_HEADER = re.compile(r"一级指标二级指标三级指标年初目标值\(A\)实际完成值\(B\)(?P<weight>分值|权重)?得分")
_GOAL = re.compile(
    r"年度目标(?P<number>\d):?\((?P<weight>\d+(?:\.\d+)?)分\)(?P<words>.*?)(?=年度绩效目标|一级指标)"
)
_TOTAL = re.compile(r"总分(?P<total>\d+(?:\.\d+)?)(?=偏差|$|\D)")
_NAME_LINES = 6  # lines above a form among which its title is looked for


def read_forms(lines: Sequence[Line]) -> Evaluation:
    """Read all forms from the printed lines of a publication. Nothing is guessed; see ``Form.unread``."""
    whole = script(lines)
    starts = list(_starts(whole))
    if not starts:
        return Evaluation()
    ends = [start for start, _ in starts[1:]] + [_end_of_forms(whole, starts[-1][0])]
    return Evaluation(
        tuple(_form(whole, start, end, kind) for (start, kind), end in zip(starts, ends, strict=True))
    )


def _starts(whole: Script) -> Iterator[tuple[int, FormKind]]:
    """The line where each form begins (its title, if there is one), with its kind.

    A caption of the same name, or a first row that is repeated on the next page, begins no form of its own.
    """
    earlier = 0
    before = ""
    for number, line in enumerate(whole.lines):
        text = condensed(line.text)
        kind = FormKind.PROJECT if _PROJECT.match(text) else FormKind.DEPARTMENT
        following = condensed("".join(one.text for one in whole.lines[number : number + 3]))
        if kind is FormKind.DEPARTMENT and not _DEPARTMENT_ROW.match(following):
            continue
        name = _NOT_NAME.sub("", text)
        same = bool(before) and (name.startswith(before) or before.startswith(name))
        if same and not (_complete(whole, earlier, number) and _goes_on(whole, number)):
            continue
        before = name
        start = number
        for above in range(number - 1, max(earlier, number - _NAME_LINES) - 1, -1):
            if _TITLE.match(condensed("".join(one.text for one in whole.lines[above:number]))):
                start = above
                break
        earlier = number + 1
        yield start, kind


def _complete(whole: Script, first: int, last: int) -> bool:
    """Whether the form that began has come to its 总分."""
    return _TOTAL.search(condensed("".join(line.text for line in whole.lines[first:last]))) is not None


def _goes_on(whole: Script, first: int) -> bool:
    """Whether the first row of a form is followed by its 预算执行情况, before another form begins."""
    last = first + 1
    while last < len(whole.lines) and not _PROJECT.match(condensed(whole.lines[last].text)):
        last += 1
    return "执行率(B/A)" in condensed("".join(line.text for line in whole.lines[first:last]))


def _end_of_forms(whole: Script, after: int) -> int:
    for number in range(after + 1, len(whole.lines)):
        if condensed(whole.lines[number].text).endswith("自查表"):
            return number
    return len(whole.lines)


def _form(whole: Script, first: int, last: int, kind: FormKind) -> Form:
    everything = _without_repeated_row(whole.part(first, last))
    summary = _summary_start(everything)
    form = everything.part(0, summary)
    told = everything.part(summary, len(everything.lines))
    title = _TITLE.match(form.text)
    rated = _rated(form)
    total = _TOTAL.search(form.text, max(form.text.rfind("实际完成值"), 0))
    total_points = Decimal(total["total"]) if total else None
    goals, rows = _goals(form, _expected(rated, total_points))
    unread = [f"指标“{row}”" for row in rows.unread]
    unread += [] if rated else [_EXECUTION]
    unread += [] if total else ["总分"]
    stated = _DEPARTMENT.search(form.text)
    page = whole.lines[first].page
    label = title[0] if title else form.text[:30]
    return Form(
        kind=kind,
        title=label,
        name=_name(form, kind),
        address=Address(f"{label}（第 {page} 页）" if page else label, ""),
        number=_ordinal(title["number"]) if title else None,
        rated=rated,
        total=total_points,
        boxes=tuple(_boxes(form)),
        goals=goals,
        indicators=rows.indicators,
        scores=rows.scores,
        unread=tuple(unread),
        words=form.text,
        summary=told.text,
        basic=_money(stated["basic"]) if stated else None,
        projects=_money(stated["projects"]) if stated else None,
        deviations=_between(form.text, "原因分析", "改进措施及"),
        measures=_between(form.text, "结果应用方案", "备注:"),
    )


def _without_repeated_row(form: Script) -> Script:
    """Leave out the first row of a form where it is repeated on the next page."""
    texts = [condensed(line.text) for line in form.lines]
    first = next((text for text in texts if _FIRST_ROW.match(text)), None)
    kept = [
        line for place, line in enumerate(form.lines) if texts[place] != first or first not in texts[:place]
    ]
    return script(kept)


def _summary_start(form: Script) -> int:
    """The line where the 摘要 begins; the number of lines when there is none."""
    match = _SUMMARY.search(form.text)
    return form.line_at(match.start()) if match else len(form.lines)


def _rated(form: Script) -> Rated | None:
    text = " ".join(line.text.strip() for line in form.lines)
    match = _RATE.search(text)
    if match is None:
        return None
    budget, executed = (_money(match[name]) for name in ("budget", "executed"))
    return Rated(budget, executed, Decimal(match["rate"]), Decimal(match["points"]))


def _boxes(form: Script) -> Iterator[Box]:
    first = form.text.find("项目类别")
    pieces = _GROUP.split(form.text[first : form.text.find(_EXECUTION, first)]) if first >= 0 else []
    for group, boxes in zip(pieces[1::2], pieces[2::2], strict=True):
        for match in _BOX.finditer(boxes):
            yield Box(group, match["name"], match["mark"] not in _OPEN)


def _goals(form: Script, expected: Decimal | None) -> tuple[tuple[Goal, ...], ScoredRows]:
    """The goals and the rows of indicators of a form, whose scores should add up to ``expected``."""
    headers = list(_HEADER.finditer(form.text))
    stops = [match.start() for match in _GOAL.finditer(form.text)] + [
        match.start() for match in _TOTAL.finditer(form.text, headers[0].end() if headers else 0)
    ]
    regions = []
    for header in headers:
        stop = min((place for place in stops if place >= header.end()), default=header.end())
        lines = form.lines[form.line_at(header.end() - 1) + 1 : form.line_at(stop)]
        regions.append(Region(lines, weighted=bool(header["weight"])))
    named = list(_GOAL.finditer(form.text))
    rows = rows_of(regions, expected, numbered=bool(named))
    goals = []
    for place, match in enumerate(named):
        scores = rows.by_region[place] if place < len(rows.by_region) else ()
        goals.append(Goal(int(match["number"]), match["words"], Decimal(match["weight"]), scores))
    return tuple(goals), rows


def _expected(rated: Rated | None, total: Decimal | None) -> Decimal | None:
    if rated is None or rated.points is None or total is None:
        return None
    return total - rated.points


def _name(form: Script, kind: FormKind) -> str:
    if kind is FormKind.DEPARTMENT:
        printed = _between(form.text, "部门名称:", "填报日期")
        return printed or _between(form.text, "部门名称", "基本支出总额").rpartition("部门名称")[2]
    before = "主管部门" if "主管部门" in form.text else "项目类别"
    return _between(form.text, "项目名称", before).rpartition("项目名称")[2]


def _between(text: str, first: str, last: str) -> str:
    start = text.find(first)
    stop = text.find(last, start + len(first)) if start >= 0 else -1
    return text[start + len(first) : stop] if stop >= 0 else ""


def _ordinal(number: str | None) -> int | None:
    if not number:
        return None
    return int(number) if number.isdecimal() else chinese_number(number)


def _money(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
