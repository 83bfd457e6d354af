"""docs/mutation.md: what came of changing one figure at a time, in tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from juesuan.model.disclosure import Disclosure
from juesuan.model.layout import Layout
from juesuan.model.reference import CellRef
from tests.making.disclosures import amount_cells
from tests.mutation.coverage import Hold, Holds
from tests.mutation.mutations import Hypothesis, Slip
from tests.mutation.study import UNNOTICED, Judgement, Verdict

NAMED = {Verdict.NAMED}
LED_TO = {Verdict.NAMED, Verdict.SUSPECTED, Verdict.POINTED_AT}

HEAD = """\
# One wrong figure at a time: what a check finds

Written by `python -m tests.mutation`, which takes some minutes; the test suite runs a sample of it. In the
corrected example, of which every identity holds, each of the {cells} cells for an amount is changed in turn
in each way that it can be, and the nine tables are checked: {changes:,} changes. Each is made twice: *typed*,
where totals stay as they are, and *live*, where every total above the cell follows as a formula does.

**Found**: there is an error, warning or hint that was not there before; a difference that rounding explains
counts as not found. **Named**: the first finding names the changed cell as the one that is wrong. **Led to**:
it is named, or suspected as one possible mistake, or the finding stands at this cell.

Wrong accusations, a cell named that nobody changed: **{accused} of {changes:,}**. Causes suggested that speak
of other cells only: **{suspected}**.
"""

HELD = {
    Hold.TWO_WAYS: "named: the comparisons together leave one cell",
    Hold.ONE_SUM: (
        "found; among the addends of one sum the wrong one can only be told by a slip that leaves a trace "
        "(a digit, a sign), so the sum is shown with all of them"
    ),
    Hold.ONE_SUM_ALONE: "found where totals are typed; where the total follows, only limits are left",
}


def page(figures: Disclosure, judgements: Sequence[Judgement], more: Iterable[str]) -> str:
    """The whole page; ``more`` are lines about other figures."""
    lines = [
        HEAD.format(
            cells=len(list(amount_cells(figures))),
            changes=len(judgements),
            accused=sum(bool(one.accused) for one in judgements),
            suspected=sum(bool(one.suspected) for one in judgements),
        ),
        *more,
        "",
        "## By kind of change",
        "",
        *_rates("change", list(Slip), judgements, lambda one: one.mutation.slip),
        "",
        "An exchange with the cell below or to the right changes two cells; either counts.",
        "",
        "## By table",
        "",
        *_rates("table", list(figures.tables), judgements, lambda one: one.mutation.cells[0].table),
        "",
        *_holds(figures),
        *_not_found(figures, judgements),
    ]
    return "\n".join(lines)


def _rates(
    title: str, keys: Sequence[str], judgements: Sequence[Judgement], key: Callable[[Judgement], str]
) -> Iterator[str]:
    yield f"| {title} | typed: changes | found | named | led to | live: changes | found | named | led to |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name in (*keys, ""):
        cells = [str(name) or "**all**"]
        for hypothesis in Hypothesis:
            some = [
                one for one in judgements if one.mutation.hypothesis is hypothesis and name in {"", key(one)}
            ]
            found = sum(one.verdict not in UNNOTICED for one in some)
            cells += [
                f"{len(some):,}",
                _percent(found, len(some)),
                *(_percent(sum(one.verdict in kind for one in some), len(some)) for kind in (NAMED, LED_TO)),
            ]
        yield f"| {' | '.join(cells)} |"


def _percent(part: int, whole: int) -> str:
    """Never rounded up to 100 %."""
    return f"{int(1000 * part / whole) / 10:.1f} %" if whole else "—"


def _holds(figures: Disclosure) -> Iterator[str]:
    yield "## What holds a cell"
    yield ""
    yield "Counted from the rules alone, before anything is changed: the equalities in which a cell stands."
    yield ""
    yield "| held by | cells | a wrong figure is |"
    yield "|---|---|---|"
    held = Holds(figures).all()
    for hold, cells in held.items():
        yield f"| {hold} | {len(cells)} | {HELD[hold]} |"
    yield ""
    yield f"Held by {Hold.ONE_SUM_ALONE}, so that no identity covers them where totals are formulas:"
    yield ""
    for ref in held[Hold.ONE_SUM_ALONE]:
        yield f"* {_named(ref, figures.layout)}"
    yield ""
    yield "The budget of 三公 is printed nowhere else in the nine tables. Of its final figures `basic` holds"
    yield "the part that is 基本支出: a lower limit (X201 to X204), never an equality. The supporting sheet"
    yield "三公经费明细 repeats them where it is filled in."
    yield ""


def _not_found(figures: Disclosure, judgements: Sequence[Judgement]) -> Iterator[str]:
    yield "## What is not found, and why"
    yield ""
    yield "| reason | typed | live | cells |"
    yield "|---|---|---|---|"
    reasons: dict[str, list[Judgement]] = {}
    for one in judgements:
        if one.verdict in UNNOTICED:
            reasons.setdefault(_reason(one), []).append(one)
    for reason, some in sorted(reasons.items()):
        counts = [sum(one.mutation.hypothesis is each for one in some) for each in Hypothesis]
        places: dict[str, dict[str, None]] = {}
        for one in some:
            ref = one.mutation.cells[0]
            row = ref.row if figures.tables[ref.table].spec.id != "three_public" else ref.column
            places.setdefault(figures.layout.tables[ref.table].sheet, {})[row] = None
        cells = "; ".join(f"{sheet} {'、'.join(rows)}" for sheet, rows in places.items())
        yield f"| {reason} | {counts[0]} | {counts[1]} | {cells} |"
    yield ""


def _reason(judgement: Judgement) -> str:
    if judgement.verdict is Verdict.ROUNDING:
        return "a difference that rounding of this many figures explains: reported as 尾差"
    if judgement.mutation.slip is Slip.BELOW:
        return "two addends of one sum exchanged: the sum stays, and nothing repeats either"
    return "no equality but its total's, which follows"


def _named(ref: CellRef, layout: Layout) -> str:
    spec = layout.tables[ref.table]
    return " ".join(part for part in (spec.sheet, "" if len(spec.rows) == 1 else ref.row, ref.column) if part)
