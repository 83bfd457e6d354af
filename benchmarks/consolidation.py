"""What adding up 100 units costs, and that the sum of the parts is the whole to the fen.

``python -m benchmarks.consolidation`` writes docs/benchmarks/consolidation.md. The units are generated:
workbooks with 元 figures and balanced 万元 figures, and the same units with every figure rounded by itself.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import openpyxl

from juesuan.books.package import Package
from juesuan.books.sheets import open_book
from juesuan.books.template import write_workbook
from juesuan.consolidation.adding import added, labels_of, tables_of
from juesuan.consolidation.consolidating import Consolidation, consolidate
from juesuan.consolidation.member import Member, read_member
from juesuan.consolidation.tracing import trace
from juesuan.consolidation.writing import write_department
from juesuan.fill.exact_sheet import exact_figures, put_exact_sheet
from juesuan.model.disclosure import Disclosure, Unit, UnitKind
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rounding import balanced, plain
from juesuan.rules import check
from tests.making.departments import department, tables

ROOT = Path(__file__).parents[1]
RESULT = ROOT / "docs" / "benchmarks" / "consolidation.md"
COUNT, SUBJECTS = 100, 15
LAYOUT = "wuhan-2023"

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the work: what it is, processor seconds, the peak of the process's memory after it."""

    name: str
    seconds: float
    megabytes: float


def main() -> None:
    """Make the units, add them up in a process of its own, and write down what came of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_units(folder)
        arguments = [sys.executable, "-m", "benchmarks.consolidation", name]
        done = subprocess.run(arguments, capture_output=True, check=True, encoding="utf-8", cwd=ROOT)
    RESULT.write_text(done.stdout, encoding="utf-8")
    print(done.stdout)


def make_units(folder: Path) -> None:
    """Write the units: ``exact`` with balanced figures and the sheet 元数, ``plain`` as typed by hand."""
    for kind in ("exact", "plain"):
        (folder / kind).mkdir()
    for number in range(COUNT):
        name = f"示例单位{number + 1:03d}"
        units = (Unit(name, list(UnitKind)[number % 3]),)
        yuan = replace(tables(department(SUBJECTS, seed=number), LAYOUT), organisation=name, units=units)
        path = folder / "exact" / f"{name}.xlsx"
        write_workbook(yuan.layout, path, balanced(yuan).disclosure)
        package = Package.open(path)
        list(put_exact_sheet(package, open_book(path), exact_figures(yuan, "示例"), yuan.layout))
        package.save(path)
        write_workbook(yuan.layout, folder / "plain" / path.name, plain(yuan), formulas=False)


def measure(folder: Path) -> Iterator[str]:
    """Add the units up and hold the result against what openpyxl reads in the same files."""
    stages = Stages()
    members = [read_member(path) for path in sorted((folder / "exact").iterdir())]
    stages.end("read and check 100 workbooks")
    result = consolidate(members, organisation="示例部门")
    stages.end("add up in 元, round balanced")
    target = folder / "部门.xlsx"
    write_department(result, target)
    stages.end("write the department's workbook")
    errors = result.check().count(Severity.ERROR)
    stages.end("check it")
    found = trace(target, str(result.department.address(total_cell(result))))
    stages.end("trace one figure")
    yield from heading(members, result, target)
    yield from stages.lines()
    yield ""
    yield from whole_and_parts(folder, target, result)
    yield f"* Errors of the department: {errors}. Units behind the traced total: {len(found.shares)}."
    yield ""
    yield from typed(folder)


class Stages:
    """Times one stage after another."""

    def __init__(self) -> None:
        """Start the clock."""
        self._stages: list[Stage] = []
        self._since = time.process_time()

    def end(self, name: str) -> None:
        """A stage ends here, and the next begins."""
        now, peak = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self._stages.append(Stage(name, now - self._since, peak))
        self._since = time.process_time()

    def lines(self) -> Iterator[str]:
        """A table of the stages."""
        yield "| stage | s | peak MB |"
        yield "|---|---|---|"
        for stage in self._stages:
            yield f"| {stage.name} | {stage.seconds:.2f} | {stage.megabytes:.0f} |"
        yield f"| together | {sum(stage.seconds for stage in self._stages):.2f} | |"


def heading(members: Sequence[Member], result: Consolidation, target: Path) -> Iterator[str]:
    """What was measured."""
    cells = sum(len(member.figures) for member in members)
    yield "# Adding up 100 units"
    yield ""
    yield f"Python {sys.version.split()[0]}. Seconds of one processor, memory of the whole process. Written"
    yield "by `python -m benchmarks.consolidation`. The units are generated, each with subjects of its own"
    yield "choice, so that the department lists far more of them than a real one."
    yield ""
    size = target.stat().st_size / 1024
    yield f"{len(members)} workbooks with {cells:,} figures become one with {len(result.figures):,} figures"
    yield f"and a sheet of origins: {size:,.0f} KB."
    yield ""


def whole_and_parts(folder: Path, target: Path, result: Consolidation) -> Iterator[str]:
    """The 元 figures of all files, added up from what openpyxl reads, against those of the department."""
    parts: Counter[Key] = Counter()
    for path in (folder / "exact").iterdir():
        parts.update(yuan_of(path))
    whole = yuan_of(target)
    differing = sum(whole.get(key, 0) != fen for key, fen in parts.items())
    yield "## The sum of the parts"
    yield ""
    yield "Read with openpyxl from the sheets 元数 of all files, added up as whole fen:"
    yield ""
    yield f"* {len(parts):,} sums of the units against the department's: {differing} differ."
    published, figures = result.added_up, result.figures
    gaps = [figures.get(ref, 0) - published.get(ref, 0) for ref in figures.keys() | published.keys()]
    off = [abs(gap) for gap in gaps if gap]
    yield f"* Rounded sum against sum of rounded figures: {len(off):,} of {len(gaps):,} figures differ, by up"
    yield f"  to {max(off) / 100:.2f} 万元: what adding up the published figures would have been wrong by."


def yuan_of(path: Path) -> dict[Key, int]:
    """The figures of a sheet 元数 in fen."""
    rows = list(openpyxl.load_workbook(path, read_only=True)["元数"].values)[3:]
    return {row[:3]: int(Decimal(str(row[3])) * 100) for row in rows}


def typed(folder: Path) -> Iterator[str]:
    """The same units without 元 figures, each figure rounded by itself."""
    start = time.process_time()
    members = [read_member(path) for path in sorted((folder / "plain").iterdir())]
    read = time.process_time() - start
    start = time.process_time()
    result = consolidate(members, organisation="示例部门")
    taken = time.process_time() - start
    raw = added(member.figures for member in members)
    about = Disclosure(members[0].layout, {}, "", members[0].year, "万元", result.department.units)
    accused = check(tables_of(raw, about, labels_of(members))).count(Severity.ERROR)
    moved = sum(map(abs, result.moved.values()))
    yield "## Without 元 figures"
    yield ""
    errors = sum(member.errors for member in members)
    yield "The same units with every figure rounded by itself, as typed by hand. Each passes with 尾差 only"
    yield f"({errors} errors), but what rounding explains in every unit it no longer explains in their sum."
    yield ""
    yield f"* Errors that the bare sums would be accused of: {accused}."
    yield f"* After evening out {len(result.moved)} of {len(raw):,} figures by {moved / 100:.2f} 万元 in all,"
    yield f"  each within 0.005 万元 a unit behind it: {result.check().count(Severity.ERROR)} errors."
    yield f"* Seconds: reading and checking {read:.2f}, adding up and evening out {taken:.2f}."


def total_cell(result: Consolidation) -> CellRef:
    """支出合计 of the department."""
    return next(ref for ref in result.figures if ref.table == "expenditure")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print("\n".join(measure(Path(sys.argv[1]))))
    else:
        main()
