"""What cannot be had is said: no rounding that keeps everything, no time, a caller who stops."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from juesuan.layouts import load_layout
from juesuan.model.reference import CellRef
from juesuan.model.rule import Kind, RuleSpec, Severity
from juesuan.rounding import Progress, Standing, balanced
from juesuan.rounding.report import HEADINGS, rows, sentences, text
from tests.making.departments import department, tables
from tests.making.disclosures import disclosure

PARTS = ("决算因公出国（境）费", "决算公务接待费", "决算公务用车运行维护费")
SUMS = ("预算因公出国（境）费", "预算公务接待费", "预算公务用车运行维护费")


def ring(kinds: tuple[Kind, Kind, Kind]) -> object:
    """Three figures of 50 元, each two of which make 100 元: an odd ring, which no rounding keeps."""
    cell = "three_public[金额]."
    rules = tuple(
        RuleSpec(
            f"R{place}",
            f"第 {place} 个和",
            kind,
            Severity.ERROR,
            "",
            "",
            "",
            expect=f"{cell}{SUMS[place]} = {cell}{PARTS[place]} + {cell}{PARTS[place - 1]}",
        )
        for place, kind in enumerate(kinds)
    )
    figures = dict.fromkeys(PARTS, "50") | dict.fromkeys(SUMS, "100")
    exact = disclosure({"layout": "wuhan-2023", "unit": "元", "three_public": figures})
    return replace(exact, layout=replace(load_layout("wuhan-2023"), rules=rules, conditions={}))


@pytest.mark.parametrize("soft", [0, 1, 2])
def test_the_smallest_violation_is_put_in_a_sum_and_told(soft: int) -> None:
    kinds = [Kind.COPY] * 3
    kinds[soft] = Kind.SUM
    result = balanced(ring((kinds[0], kinds[1], kinds[2])))  # type: ignore[arg-type]
    assert [(each.rule, abs(each.size)) for each in result.violations] == [(f"R{soft}", 1)]
    assert not result.holds
    for column in PARTS:
        assert result.disclosure.amount(CellRef("three_public", "金额", column)).value in {0, 1}
    said = next(sentences(result))
    assert "未能配平" in said
    assert f"第 {soft} 个和" in said
    assert "0.01 万元" in said


def test_without_time_the_result_says_so() -> None:
    result = balanced(tables(department(30), "wuhan-2023"), seconds=0)
    assert result.standing is Standing.TIME
    assert result.gap is None
    assert result.violations
    assert "时间已到" in text(result)


def test_a_caller_can_stop_and_gets_the_best_so_far() -> None:
    told: list[Progress] = []

    def stop_late(progress: Progress) -> bool:
        told.append(progress)
        return progress.aim != "款最接近原数"

    result = balanced(tables(department(60), "wuhan-2023"), progress=stop_late)
    assert result.standing is Standing.STOPPED
    assert not result.violations  # the first aim alone already gives tables that add up
    assert told[0].parts >= told[0].part >= 1
    assert "已按要求停止" in text(result)


def test_an_error_of_the_caller_comes_back_to_the_caller() -> None:
    def fail(progress: Progress) -> None:
        if progress.aim:
            raise RuntimeError(progress.aim)

    with pytest.raises(RuntimeError, match="合计、总计最接近原数"):
        balanced(tables(department(60), "wuhan-2023"), progress=fail)


def test_the_report_names_the_figure_and_the_identity_that_forces_it() -> None:
    exact = disclosure(
        {
            "layout": "wuhan-2023",
            "unit": "元",
            "three_public": {
                "预算合计": "120",
                "预算因公出国（境）费": "40",
                "预算公务用车小计": "40",
                "预算公务用车购置费": "40",
                "预算公务接待费": "40",
            },
        }
    )
    result = balanced(exact)
    assert len(result.moved) == 1
    (row,) = rows(result)
    told = dict(zip(HEADINGS, row, strict=True))
    assert (told["元"], told["四舍五入（万元）"], told["采用（万元）"]) == ("40.00", "0.00", "0.01")
    assert "“三公”经费预算数合计等于三项之和（T901）相差 0.01 万元" in told["原因"]
    assert told["单元格"].startswith("公开09!")


def test_nothing_is_written_to_standard_output() -> None:
    program = (
        "from tests.making.departments import department, tables\n"
        "from juesuan.rounding import balanced\n"
        "balanced(tables(department(5), 'wuhan-2023'))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
