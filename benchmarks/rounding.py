"""Plain against balanced rounding. ``python -m benchmarks.rounding`` writes docs/benchmarks/rounding.md.

Each case runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks.rounding_cases import CASES, STEP, one_table
from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Outcome
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rounding import balanced, plain
from juesuan.rules import check

RESULT = Path(__file__).parents[1] / "docs" / "benchmarks" / "rounding.md"
ONE_TABLE = (50, 200, 500)
COLUMNS = ("基本支出", "项目支出")
KEYS = ["类", "款", "项", "栏"]
MARGINS = [[], ["栏"], ["类"], ["类", "款"], ["类", "款", "项"], ["类", "栏"], ["类", "款", "栏"]]


def main() -> None:
    """Run all measurements and write them down."""
    lines = [
        "# 元 to 万元: what adds up",
        "",
        f"Python {sys.version.split()[0]}, HiGHS {version('highspy')}, a machine with 2 cores, one used.",
        "Seconds are of the processor, so that other work on the machine does not count.",
        "Written by `python -m benchmarks.rounding`; the cases are in `benchmarks/rounding_cases.py`.",
        "",
        *across_tables(),
        "",
        *against_heuristic(),
        "",
    ]
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


def across_tables() -> Iterator[str]:
    """All nine tables at once."""
    yield "## All identities of the nine tables at once"
    yield ""
    yield "Figures: cells that are not blank. Identities: comparisons that `check` makes. Broken: not exact"
    yield "to the hundredth. Moved: cells that are not their plain rounding, always by 0.01. Memory: peak of"
    yield "the whole process, and how much of it came on top of reading the layout and making the department."
    yield ""
    yield _line("case", "figures", "identities", "broken: plain", "balanced", "moved", "s", "MB", "on top")
    yield "|---|" + 8 * "---|"
    for name in CASES:
        case = json.loads(_own_process("--case", name))
        counts = (f"{case[key]:,}" for key in ("figures", "identities", "plain", "balanced"))
        memory = (f"{case[key]:.0f}" for key in ("peak", "more"))
        yield _line(name, *counts, f"{case['moved']:.1%}", f"{case['seconds']:.2f}", *memory)
    yield ""
    yield "Every result is proved to be the best (no gap), by the aims in `juesuan/rounding/aims.py`."


def against_heuristic() -> Iterator[str]:
    """One table with margins, also by CtrlRound."""
    yield f"## One table with margins, against CtrlRound {version('CtrlRound')}"
    yield ""
    yield "一般公共预算 by 项 and 基本/项目, with all sums over 类, 款, 项 and both columns. CtrlRound"
    yield "rounds the cells and adds up the sums; balanced rounding chooses both. Shift: |published - exact|"
    yield "in 元 of the sums and of the cells. Far: sums that are neither floor nor ceiling. Each pair is"
    yield "CtrlRound, then ours."
    yield ""
    yield _line("项", "cells", "sums", "s", "s", "ratio", "sums", "sums", "cells", "cells", "far", "far")
    yield "|---|" + 11 * "---|"
    for subjects in ONE_TABLE:
        case = json.loads(_own_process("--one-table", str(subjects)))
        both = case["theirs"], case["ours"]
        yield _line(
            str(subjects),
            str(case["cells"]),
            str(case["sums"]),
            *(f"{each['seconds']:.2f}" for each in both),
            f"{both[0]['seconds'] / both[1]['seconds']:.1f}",
            *(f"{each[key]:,.0f}" for key in ("sums", "cells", "far") for each in both),
        )


def _line(*fields: str) -> str:
    return f"| {' | '.join(fields)} |"


def _own_process(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.rounding", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def measure(name: str) -> dict[str, float]:
    """One case, in this process."""
    exact = CASES[name]()
    before = _peak()
    start = time.process_time()
    result = balanced(exact)
    seconds = time.process_time() - start
    peak = _peak()
    if result.gap or result.violations or result.source_errors:
        raise AssertionError(name)
    figures = sum(len(row.amounts) for table in exact.tables.values() for row in table.listing)
    outcomes = [_hard(plain(exact)), _hard(result.disclosure)]
    return {
        "figures": figures,
        "identities": sum(each.compared for each in outcomes[1]),
        "plain": sum(each.failed + each.rounded for each in outcomes[0]),
        "balanced": sum(each.failed + each.rounded for each in outcomes[1]),
        "moved": sum(len(move.refs) for move in result.moved) / figures,
        "seconds": seconds,
        "peak": peak,
        "more": peak - before,
    }


def _hard(rounded: Disclosure) -> list[Outcome]:
    """Outcomes of the identities that are errors when they fail."""
    outcomes = check(rounded).outcomes
    return [each for each in outcomes if each.rule.expect and each.rule.severity is Severity.ERROR]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare(subjects: int) -> dict[str, object]:
    """One table with margins, rounded by both."""
    import pandas as pd
    from CtrlRound import ctrl_round

    exact = one_table(subjects)
    listing = exact["general_budget"].listing
    cells = {
        (row.code[:3], row.code[:5], row.code, column): row.amount(column).value
        for row in listing
        if row.code and len(row.code) == 7
        for column in COLUMNS
        if not row.amount(column).blank
    }
    frame = pd.DataFrame([(*key, fen / STEP) for key, fen in cells.items()], columns=[*KEYS, "figure"])
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        theirs = ctrl_round(frame, by=KEYS, var="figure", margins=MARGINS)["rounded_table"]
    their_seconds = time.process_time() - start
    rounded = {tuple(row[:4]): round(row[4]) for row in theirs.itertuples(index=False, name=None)}

    start = time.process_time()
    result = balanced(exact)
    our_seconds = time.process_time() - start
    if result.violations or result.gap:
        raise AssertionError(subjects)
    table = result.disclosure["general_budget"]
    ours = {key: table.by_code[key[2]].amount(key[3]).value for key in cells}
    return {
        "cells": len(cells),
        "sums": len(_sums(cells)),
        "theirs": {"seconds": their_seconds} | _shifts(cells, rounded),
        "ours": {"seconds": our_seconds} | _shifts(cells, ours),
    }


Cells = dict[tuple[str, str, str, str], int]


def _sums(cells: Cells) -> dict[CellRef, int]:
    """Every 合计, 类, 款 and 项, by column and over both."""
    sums: dict[CellRef, int] = {}
    for (*codes, column), amount in cells.items():
        for code in ("合计", *codes):
            for part in ("小计", column) if code != codes[2] else ("小计",):
                ref = CellRef("general_budget", code, part)
                sums[ref] = sums.get(ref, 0) + amount
    return sums


def _shifts(exact: Cells, rounded: Cells) -> dict[str, float]:
    """Shifts in 元 of sums and cells, and how many sums are neither floor nor ceiling."""
    sums, shown = _sums(exact), _sums(rounded)
    off = [abs(shown[ref] * STEP - fen) for ref, fen in sums.items()]
    inner = [abs(rounded[key] * STEP - fen) for key, fen in exact.items()]
    return {"sums": sum(off) / 100, "cells": sum(inner) / 100, "far": sum(each >= STEP for each in off)}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--case", name]:
            print(json.dumps(measure(name)))
        case ["--one-table", subjects]:
            print(json.dumps(compare(int(subjects))))
        case _:
            main()
