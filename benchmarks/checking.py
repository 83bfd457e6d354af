"""What a check costs, against peers in the same run.

``python -m benchmarks.checking`` writes docs/benchmarks/checking.md. Ratios, not seconds, are the result:
machines differ.
"""

from __future__ import annotations

import gc
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from functools import partial
from itertools import repeat
from pathlib import Path

import python_calamine

from benchmarks.timing import command, median_seconds, paired, seconds
from juesuan.books.reading import disclosure_of, read_disclosure
from juesuan.books.sheets import open_book
from juesuan.books.template import write_workbook
from juesuan.recalc.reading import read
from juesuan.recalc.recalculation import recalculate
from juesuan.recalc.refresh import refresh
from juesuan.rules import check
from tests.engines.formulas_library import formulas_recalculate
from tests.engines.libreoffice import LibreOffice, soffice
from tests.making.departments import department, tables

ROOT = Path(__file__).parents[1]
EXAMPLES = {
    "as-published": ROOT / "examples" / "qingshan-2023" / "as-published.xlsx",
    "corrected": ROOT / "examples" / "qingshan-2023" / "corrected.xlsx",
    "shanghai-2024": ROOT / "examples" / "shanghai-2024" / "example.xlsx",
}
RESULT = ROOT / "docs" / "benchmarks" / "checking.md"
RUNS = 31
THE_REST = """\
What the rest goes to: the bare read unfolds the values of all sheets. *Reading* does so for all but the check
sheet, unpacks the XML once more for what python-calamine does not tell (formulas, formulas without a result,
error values), and finds titles, headings and rows. *Formulas* looks whether each saved result is still what
its formula gives. *Rules* makes some four thousand comparisons; where some fail, as in the published example,
most of it is diagnosis: every mistake that could explain one is tried on all comparisons, and every row that
may be missing or misplaced is put right and everything examined anew."""


def main() -> None:
    """Run all measurements and write them down."""
    gc.disable()
    lines = [
        "# What a check costs",
        "",
        f"Python {sys.version.split()[0]}. Written by `python -m benchmarks.checking`. Medians of processor",
        "time, and ratios pair by pair in the same run with their smallest and largest.",
        "",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for section in (
            in_process(),
            cold_start(),
            recalculation(Path(folder)),
            growth(Path(folder)),
            batch(),
        ):
            lines += [*section, ""]
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text("\n".join(lines), encoding="utf-8")


def bare_read(path: Path) -> None:
    """All sheets through python-calamine, and nothing else: the floor for anything that reads the file."""
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def full_check(path: Path) -> None:
    """What ``juesuan check`` does between start-up and output."""
    check(read(path))


def in_process() -> Iterator[str]:
    """Reading and checking against python-calamine's bare read of the same file."""
    yield "## Read and full check in one process, against python-calamine's bare read of the same file"
    yield ""
    yield "| workbook | ratio | bare read ms | reading ms | formulas ms | rules ms |"
    yield "|---|---|---|---|---|---|"
    for name, path in EXAMPLES.items():
        ratio = paired(partial(full_check, path), partial(bare_read, path), RUNS)
        book = open_book(path)
        disclosure = disclosure_of(book)
        parts = [
            median_seconds(partial(read_disclosure, path), RUNS),
            median_seconds(partial(refresh, disclosure, book), RUNS),
            median_seconds(partial(check, disclosure), RUNS),
        ]
        cells = " | ".join(f"{1000 * part:.1f}" for part in parts)
        yield f"| {name} | {ratio} | {1000 * ratio.second:.1f} | {cells} |"
    yield ""
    yield THE_REST


def cold_start() -> Iterator[str]:
    """A whole process from nothing."""
    yield '## A cold `juesuan check` against `python -c "import openpyxl"`'
    yield ""
    yield "| workbook | ratio | check ms | import ms |"
    yield "|---|---|---|---|"
    bare = command([sys.executable, "-c", "import openpyxl"])
    for name, path in EXAMPLES.items():
        ratio = paired(command([sys.executable, "-m", "juesuan.cli", "check", str(path)]), bare, 11)
        yield f"| {name} | {ratio} | {1000 * ratio.first:.0f} | {1000 * ratio.second:.0f} |"


def recalculation(folder: Path) -> Iterator[str]:
    """All totals of the corrected example by three engines."""
    path = EXAMPLES["corrected"]
    yield "## Recalculating the corrected example"
    yield ""
    yield "| engine | seconds | times ours |"
    yield "|---|---|---|"
    ours = median_seconds(lambda: recalculate(path), 5)
    yield f"| ours (totals of the nine tables, compared with the file) | {ours:.3f} | 1 |"
    library = seconds(lambda: formulas_recalculate(path))
    yield f"| `formulas` (every formula) | {library:.2f} | {library / ours:.0f} |"
    if soffice():
        office = LibreOffice(folder / "office")
        taken = seconds(lambda: office.recalculated(path))
        yield f"| LibreOffice, start included (every formula) | {taken:.2f} | {taken / ours:.0f} |"


def growth(folder: Path) -> Iterator[str]:
    """Larger departments: the cost should grow with the cells and no faster."""
    yield "## Growth"
    yield ""
    yield "| 项 | amount cells | read ms | check ms | µs a cell |"
    yield "|---|---|---|---|---|"
    for subjects in (15, 250, 2200):
        made = tables(department(subjects, seed=1), "wuhan-2023")
        path = folder / f"{subjects}.xlsx"
        write_workbook(made.layout, path, made)
        read = median_seconds(partial(read_disclosure, path), 3)
        disclosure = read_disclosure(path)
        checked = median_seconds(partial(check, disclosure), 3)
        cells = sum(len(row.amounts) for table in disclosure.tables.values() for row in table.listing)
        each = 1e6 * (read + checked) / cells
        yield f"| {subjects} | {cells:,} | {1000 * read:.0f} | {1000 * checked:.0f} | {each:.1f} |"


def batch() -> Iterator[str]:
    """Many workbooks in one process, as a bureau checks them."""
    yield "## 200 workbooks in one process"
    yield ""
    path = EXAMPLES["corrected"]
    taken = seconds(lambda: deque(map(full_check, repeat(path, 200)), maxlen=0))
    yield f"{taken:.2f} s, {1000 * taken / 200:.1f} ms each."


if __name__ == "__main__":
    main()
