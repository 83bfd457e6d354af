"""What a publication costs: time and memory of each output at three sizes, against LibreOffice.

``python -m benchmarks.publication`` writes docs/benchmarks/publication.md. Each output is made in a process
of its own, so that peak memory is its own; ``read`` is the process that only reads the workbook and composes.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from juesuan.books.template import write_workbook
from tests.engines.libreoffice import LibreOffice, soffice
from tests.making.departments import department, tables

ROOT = Path(__file__).parents[1]
RESULT = ROOT / "docs" / "benchmarks" / "publication.md"
SIZES = (15, 300, 2000)
FORMS = ("read", "xlsx", "docx", "pdf", "html")
RUNS = 3
DAY = dt.date(2024, 9, 1)


def main() -> None:
    """Run all measurements and write them down."""
    lines = [
        "# What a publication costs",
        "",
        f"Python {sys.version.split()[0]}, 2 cores. Written by `python -m benchmarks.publication`: medians",
        f"of {RUNS} processes. Seconds are processor time without start and imports; peak memory with them.",
        "`read` reads the workbook and writes the text; the outputs come on top of it.",
        "",
        "| 项 | output | seconds | peak MB | file kB |",
        "|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for subjects in SIZES:
            lines += measured(subjects, folder)
        lines += ["", *against_libreoffice(folder), ""]
    RESULT.write_text("\n".join(lines), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def measured(subjects: int, folder: Path) -> Iterator[str]:
    """One line for each output of a made department with so many 项."""
    made = tables(department(subjects, seed=1), "wuhan-2023")
    made.organisation = "示例局"
    path = folder / f"{subjects}.xlsx"
    write_workbook(made.layout, path, made)
    for form in FORMS:
        runs = [child(form, path, folder) for _ in range(RUNS)]
        median = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        size = f"{median['bytes'] / 1000:.0f}" if median["bytes"] else ""
        yield f"| {subjects} | {form} | {median['seconds']:.2f} | {median['peak'] / 1000:.0f} | {size} |"


def child(form: str, path: Path, folder: Path) -> dict[str, float]:
    """Make one output in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.publication",
        form,
        str(path),
        str(folder / f"{path.stem}.{form}"),
    ]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def against_libreoffice(folder: Path) -> Iterator[str]:
    """The PDF by LibreOffice from our .docx, start included, against ours."""
    yield "## LibreOffice converting the .docx to PDF"
    yield ""
    if soffice() is None:
        yield "Not measured: LibreOffice is not installed."
        return
    yield "A whole process each, start included."
    yield ""
    yield "| 项 | LibreOffice s | ours s | times |"
    yield "|---|---|---|---|"
    office = LibreOffice(folder / "office")
    office.converted(folder / f"{SIZES[0]}.docx", "pdf")  # the first start makes its profile
    for subjects in SIZES:
        start = time.perf_counter()
        office.converted(folder / f"{subjects}.docx", "pdf")
        theirs = time.perf_counter() - start
        start = time.perf_counter()
        child("pdf", folder / f"{subjects}.xlsx", folder)
        ours = time.perf_counter() - start
        yield f"| {subjects} | {theirs:.1f} | {ours:.1f} | {theirs / ours:.1f} |"


def make(form: str, workbook: str, target: str) -> None:
    """Make one output, and print seconds, peak kB and bytes as JSON."""
    from juesuan.publication.exporting import Form, compose, make_form
    from juesuan.recalc.reading import read

    start = time.process_time()
    disclosure = read(workbook)
    publication = compose(disclosure)
    data = b""
    if form != "read":
        start = time.process_time()
        data = make_form(Form(form), publication, DAY, draft=True)
        Path(target).write_bytes(data)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "peak": peak, "bytes": len(data)}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        make(*sys.argv[1:4])
    else:
        main()
