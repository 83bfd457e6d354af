"""The figures of the examples: what is committed is what the scripts make, and the lists are right."""

import csv
import importlib
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
QINGSHAN = EXAMPLES / "qingshan-2023"
SHANGHAI = EXAMPLES / "shanghai-2024"
CLEAN = [QINGSHAN / "figures" / "corrected", SHANGHAI / "figures"]


def run(script: Path, *arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-B", script, *arguments], capture_output=True, check=True, encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return done.stdout


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(QINGSHAN))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return importlib.import_module("work_out_errors")


def statuses(by_hand: Any, folder: Path) -> set[str]:
    return {finding.status for finding in by_hand.work_out(folder)}


def test_corrected_is_made_from_published_and_corrections(tmp_path: Path) -> None:
    run(QINGSHAN / "apply_corrections.py", "--out", tmp_path)
    assert contents(tmp_path) == contents(QINGSHAN / "figures" / "corrected")


def test_errors_are_worked_out_from_published(tmp_path: Path) -> None:
    run(
        QINGSHAN / "work_out_errors.py",
        QINGSHAN / "figures" / "as-published",
        "--out",
        tmp_path / "errors.csv",
    )
    assert (tmp_path / "errors.csv").read_bytes() == (QINGSHAN / "errors.csv").read_bytes()


def test_shanghai_is_what_its_generator_makes(tmp_path: Path) -> None:
    run(SHANGHAI / "generate.py", "--out", tmp_path)
    assert contents(tmp_path) == contents(SHANGHAI / "figures")


def test_shanghai_supporting_sheets_are_what_their_script_makes(tmp_path: Path) -> None:
    run(SHANGHAI / "supporting_sheets.py", "--out", tmp_path)
    assert contents(tmp_path) == contents(SHANGHAI / "supporting")


@pytest.mark.parametrize("folder", CLEAN, ids=["qingshan", "shanghai"])
def test_nothing_fails_in_clean_figures(folder: Path) -> None:
    assert "\n0 failed, 0 rounding, " in run(QINGSHAN / "work_out_errors.py", folder)


@pytest.mark.parametrize("folder", CLEAN, ids=["qingshan", "shanghai"])
def test_any_changed_figure_is_noticed(folder: Path, tmp_path: Path, by_hand: Any) -> None:
    figures = {path.name: path.read_text(encoding="utf-8").splitlines() for path in folder.iterdir()}
    places = [
        (name, number, index)
        for name, text in sorted(figures.items())
        for number, line in enumerate(text[1:], start=1)
        for index, cell in enumerate(line.split(","))
        if "." in cell
    ]
    assert len(places) > 250
    for name, text in figures.items():
        (tmp_path / name).write_text("\n".join(text), encoding="utf-8")
    for name, number, index in places[::9]:
        text = list(figures[name])
        cells = text[number].split(",")
        cells[index] = str(Decimal(cells[index]) + 1)
        text[number] = ",".join(cells)
        (tmp_path / name).write_text("\n".join(text), encoding="utf-8")
        assert "failed" in statuses(by_hand, tmp_path), f"{name} {cells}"
        (tmp_path / name).write_text("\n".join(figures[name]), encoding="utf-8")


def test_every_correction_is_needed(tmp_path: Path, by_hand: Any) -> None:
    apply = importlib.import_module("apply_corrections")
    corrections = lines(QINGSHAN / "corrections.csv")
    tables = {path.stem: apply.read(path) for path in (QINGSHAN / "figures" / "as-published").iterdir()}
    for left_out in corrections:
        for table, (header, published) in tables.items():
            own = [item for item in corrections if item["table"] == table and item is not left_out]
            try:
                corrected = apply.correct(table, [dict(line) for line in published], own)
            except ValueError:  # a row to be deleted that still has the figure
                break
            apply.write(tmp_path / f"{table}.csv", header, corrected)
        else:
            # 0.05 more or less among ten addends could still be rounding
            assert statuses(by_hand, tmp_path) & {"failed", "rounding"}, left_out


def test_the_published_mistakes() -> None:
    told = {(line["table"], line["row"], line["column"]): line for line in lines(QINGSHAN / "errors.csv")}
    assert told["income", "201", "本年收入合计"]["difference"] == "-0.90"
    assert told["expenditure", "合计", "基本支出"]["right"] == "1093.07"
    assert told["basic", "30231", "决算数"]["difference"] == "1.15"
    assert told["general_budget", "20807", "小计"]["status"] == "rounding"
    assert not {table for table, _, _ in told} & {"total", "fiscal_total", "government_fund"}


def test_correcting_moves_the_302_block_without_changing_its_sum() -> None:
    sums = {}
    for folder in ("as-published", "corrected"):
        amounts = {
            line["code"]: line["决算数"] for line in lines(QINGSHAN / "figures" / folder / "basic.csv")
        }
        parts = [value for code, value in amounts.items() if code.startswith("302") and len(code) == 5]
        sums[folder] = sum(Decimal(part) for part in parts if part)
        assert (amounts["30231"] == "1.2") is (folder == "corrected")
    assert sums == {"as-published": Decimal("57.07"), "corrected": Decimal("57.07")}


def test_shanghai_spends_more_than_the_three_funds() -> None:
    def total(table: str, column: str) -> Decimal:
        rows = lines(SHANGHAI / "figures" / f"{table}.csv")
        return next(Decimal(row[column]) for row in rows if row["name"] == "合计")

    funds = (
        total("general_budget", "小计") + total("government_fund", "小计") + total("state_capital", "合计")
    )
    other = total("expenditure", "本年支出合计") - funds
    assert 0 < other < total("income", "事业收入") + total("income", "其他收入") + 300
