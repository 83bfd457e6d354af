"""Read the text of an explanation like a sceptical reader: every amount and rate is worked out again.

The reader goes through a paragraph from left to right, remembers what was spoken of last, and compares each
amount and percentage with cells of the workbooks. A number that it cannot relate to anything fails.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tests.narrative.printed_cells import PARTS, ZERO, Cells, Subject

INCOME = ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SPENDING = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
MENTION = re.compile(r"(?:^|[：；])(?:\d+[.、])?(?P<names>[^：；，。]+?（类）(?:.+?（款）.+?（项）)?)")
NUMBER = r"-?\d+(?:\.\d+)?"


@dataclass(frozen=True)
class Known:
    """A figure with last year's and the budget; None where nobody knows them."""

    now: Decimal
    before: Decimal | None = None
    budget: Decimal | None = None


@dataclass
class Sceptic:
    """Reads sections of text. ``decimals`` and ``zeros`` are how the layout writes rates and amounts."""

    terms: dict[str, dict[str, Known]]
    wholes: dict[str, dict[str, Decimal]]
    decimals: int
    zeros: bool
    read: int = 0

    def paragraph(self, section: str, text: str) -> None:
        """Compare every number of a paragraph; raises AssertionError at the first that is not so."""
        terms = {**self.terms[""], **self.terms.get(section, {})}
        wholes = {**self.wholes[""], **self.wholes.get(section, {})}
        names = "|".join(re.escape(name) for name in sorted(terms, key=len, reverse=True))
        names = names.replace("|支出", "|支出(?!决算)")
        token = re.compile(
            rf"占(?P<whole>[^\d，。；]*)(?P<share>{NUMBER})%|完成[^\d，。；]*预算的(?P<done>{NUMBER})%"
            rf"|(?P<way>增长|下降)(?P<rate>{NUMBER})%|(?P<change>增加|减少)(?P<by>{NUMBER})万元"
            rf"|预算为(?P<budget>{NUMBER})万元|(?P<level>持平)|决算数(?P<sign>大于|小于)"
            rf"|(?P<amount>{NUMBER})万元|(?P<odd>{NUMBER})%|(?P<term>{names})"
        )
        current: Known | None = None
        plain = MENTION.sub(lambda match: f"：{match['names']}", text.replace("单价100万元", ""))
        for found in token.finditer(plain):
            if found["term"]:
                current = terms[found["term"]]
                continue
            assert current is not None, f"{found[0]} of what? {text}"
            assert not found["odd"], f"{found[0]} of what? {text}"
            self._compare(found, current, wholes, text)

    def _compare(self, found: re.Match[str], known: Known, wholes: dict[str, Decimal], text: str) -> None:
        self.read += 1
        where = f"{found[0]}: {known} in {text}"
        if found["amount"]:
            assert found["amount"] == self.amount(known.now), where
        elif found["share"]:
            assert found["share"] == self.rate(known.now, wholes[found["whole"]]), where
        elif found["budget"] or found["done"] or found["sign"]:
            assert known.budget is not None, where
            if found["budget"]:
                assert found["budget"] == self.amount(known.budget), where
            elif found["done"]:
                assert found["done"] == self.rate(known.now, known.budget), where
            else:
                assert known.now != known.budget, where
                assert (found["sign"] == "大于") == (known.now > known.budget), where
        else:
            assert known.before is not None, where
            difference = known.now - known.before
            if found["level"]:
                assert not difference, where
                return
            assert (found["change"] == "增加" or found["way"] == "增长") == (difference > 0), where
            if found["by"]:
                assert found["by"] == self.amount(abs(difference)), where
            else:
                assert found["rate"] == self.rate(abs(difference), known.before), where

    def amount(self, value: Decimal) -> str:
        text = f"{value:.2f}"
        return text if self.zeros else re.sub(r"\.?0+$", "", text)

    def rate(self, part: Decimal, whole: Decimal) -> str:
        """A rate that would wrongly read 0 or 100 gets more decimals; on nothing there is none."""
        assert whole > 0, "a rate on nothing"
        for decimals in range(self.decimals, 5):
            value = (part * 100 / whole).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
            if value not in {0, 100} or part in {0, whole}:
                break
        return f"{value:f}" if self.zeros else re.sub(r"\.?0+$", "", f"{value:f}")


def sceptic(layout: str, this: Cells, last: Cells | None, budget: dict[str, Decimal] | None) -> Sceptic:
    """A reader who has this year's figures, last year's and the budget before them."""
    terms = _terms(this, last, budget)
    of = {
        name: terms[""][name].now
        for name in ("收入合计", "支出合计", "一般公共预算财政拨款支出", "政府采购支出总额")
    }
    procured = {f"{kind}支出金额的": this.beside("政府采购", kind, 1) for kind in ("货物", "工程", "服务")}
    wholes = {
        "": {
            "本年收入": of["收入合计"], "本年支出": of["支出合计"], "本年支出合计的": of["支出合计"],
            "政府采购支出总额的": of["政府采购支出总额"],
            "授予中小企业合同金额的": terms[""]["授予中小企业合同金额"].now, **procured,
        },
        "收入": {"": of["收入合计"]},
        "支出": {"": of["支出合计"]},
        "一般公共结构": {"": of["一般公共预算财政拨款支出"]},
        "三公具体": {"": terms[""]["“三公”经费"].now},
    }  # fmt: skip
    wuhan = layout.startswith("wuhan")
    return Sceptic(terms, wholes, 1 if wuhan else 2, zeros=not wuhan)


def _terms(this: Cells, last: Cells | None, budget: dict[str, Decimal] | None) -> dict[str, dict[str, Known]]:
    def known(look: object, plan: Decimal | None = None) -> Known:
        assert callable(look)
        return Known(look(this), look(last) if last else None, plan)

    everything = known(lambda cells: cells.line("total", "总计"))
    fiscal = known(lambda cells: cells.line("fiscal", "总计"))
    income = known(lambda cells: cells.line("total", "本年收入合计"))
    spending = known(lambda cells: cells.line("total", "本年支出合计"))
    general = known(
        lambda cells: cells.listed("general")["合计"].figures[0],
        None if budget is None else sum(_of_table(this, budget), ZERO),
    )
    plain = {
        "收、支总计": everything, "收入支出总计": everything, "收入合计": income, "支出合计": spending,
        "财政拨款收、支总计": fiscal, "财政拨款收入支出总计": fiscal,
        "一般公共预算财政拨款支出": general,
        "一般公共预算财政拨款基本支出": Known(this.listed("general")["合计"].figures[1]),
        "人员经费": Known(this.basic("人员经费合计")), "公用经费": Known(this.basic("公用经费合计")),
    }  # fmt: skip
    for fund in FUNDS:
        plain[f"{fund}收入"] = known(lambda cells, fund=fund: cells.line("fiscal", fund))
    for place, name in enumerate(INCOME):
        plain[name] = Known(this.listed("income")["合计"].figures[place + 1])
    for place, name in enumerate(SPENDING):
        plain[name] = Known(this.listed("expenditure")["合计"].figures[place + 1])
    plain |= _three_public(this, last) | _beside(this)
    general_parts = dict(
        zip(
            ("基本支出", "项目支出"),
            (Known(one) for one in this.listed("general")["合计"].figures[1:3]),
            strict=True,
        )
    )
    titles = _titles(this, "general", budget)
    return {
        "": plain,
        "一般公共结构": titles,
        "一般公共具体": general_parts | titles,
        "政府性基金": _balances(this, "fund") | _titles(this, "fund", budget),
        "国有资本": _balances(this, "capital") | _titles(this, "capital", budget),
    }


def _of_table(cells: Cells, budget: dict[str, Decimal]) -> list[Decimal]:
    """The budget of 项 that the general budget's table lists, or no other table."""
    others = cells.listed("fund").keys() | cells.listed("capital").keys()
    return [one for code, one in budget.items() if code not in others or code in cells.listed("general")]


def _titles(cells: Cells, table: str, budget: dict[str, Decimal] | None) -> dict[str, Known]:
    """The subjects by their printed titles: ……（类）, or ……（类）……（款）……（项）."""
    rows = cells.listed(table)
    spent = 0 if table == "general" or len(rows["合计"].figures) < 4 or not any(
        rows["合计"].figures[3:]) else 2  # fmt: skip
    found = {}
    for code, row in rows.items():
        if len(code) == 3:
            found[f"{row.name}（类）"] = Known(row.figures[spent])
        elif len(code) == 7:
            plan = None if budget is None else budget.get(code, ZERO)
            found[_title(rows, code)] = Known(row.figures[spent], None, plan)
    return found


def _title(rows: dict[str, Subject], code: str) -> str:
    names = (rows[code[:3]].name, rows[code[:5]].name, rows[code].name)
    return "".join(
        f"{name.strip()}（{level}）" for name, level in zip(names, ("类", "款", "项"), strict=True)
    )


def _balances(cells: Cells, table: str) -> dict[str, Known]:
    figures = [Known(one) for one in cells.listed(table)["合计"].figures]
    name = FUNDS[1] if table == "fund" else FUNDS[2]
    if table == "capital" and not any(one.now for one in figures[3:]):  # three columns: spending only
        return {f"{name}本年支出": figures[0], "支出": figures[0]}
    words = ("年初结转和结余", "本年收入", "本年支出")
    return dict(zip(words, figures, strict=False)) | {
        f"{name}收入": figures[1], "支出": figures[2], "年末结转和结余": figures[5],
    }  # fmt: skip


def _three_public(cells: Cells, last: Cells | None) -> dict[str, Known]:
    found = {}
    for name, (plan, final) in cells.three_public().items():
        before = last.three_public()[name][1] if last else cells.beside("三公经费明细", name, 4)
        found[name if name != PARTS[0] else "“三公”经费"] = Known(final, before, plan)
    details = ("燃料费", "维修费", "过桥过路费", "保险费", "安全奖励费")
    found |= {name: Known(cells.beside("三公经费明细", name, 3)) for name in details}
    found["公务用车购置支出"] = Known(found["公务用车购置费"].now)
    found["公务用车运行维护支出"] = Known(found["公务用车运行维护费"].now)
    found["国内公务接待支出"] = Known(found["公务接待费"].now)
    found["外宾接待支出"] = Known(cells.beside("三公经费明细", "外事接待费", 3))
    return found


def _beside(cells: Cells) -> dict[str, Known]:
    """机关运行经费 and 政府采购 as the supporting sheets state them."""
    operating = [cells.beside("机关运行经费", "机关运行经费（部门汇总）", place) for place in (3, 4)]
    found = {"机关运行经费": Known(*operating)}
    for kind in ("货物", "工程", "服务"):
        there = [cells.beside("政府采购", kind, place) for place in (1, 2)]
        found[f"政府采购{kind}支出"] = found[f"{kind}采购金额"] = Known(there[0])
        found[f"{kind}采购授予中小企业合同金额"] = Known(there[1])
    whole = [Known(cells.beside("政府采购", "合计", place)) for place in (1, 2, 3)]
    found["政府采购支出总额"] = found["政府采购金额"] = whole[0]
    found["授予中小企业合同金额"], found["授予小微企业合同金额"] = whole[1:]
    return found
