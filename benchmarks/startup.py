"""From click to first result: where the time goes, and how often Excel is asked.

``python -m benchmarks.startup`` writes docs/benchmarks/startup.md. Seconds are those of the processor, so
that other programs on the machine do not count; the peer is a bare ``python -c "import xlwings"``, same run.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import xlwings as xw

from juesuan.excel.runner import carry_out
from tests.engines.libreoffice import soffice
from tests.engines.libreoffice_xlwings import start, stop
from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.excel.person import Person

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "qingshan-2023"
RESULT = ROOT / "docs" / "benchmarks" / "startup.md"
RUNS = 15
_COMMANDS = (
    "check",
    "check",
    "next-finding",
    "waive",
    "unmark",
    "fill",
    "undo",
    "fill",
    "balance",
    "subtotal",
    "narrate",
    "fill-performance",
    "check-text",
    "selfcheck",
)
_TEXT = """第三部分 示例局2023年度部门决算情况说明
三、支出决算情况说明
2023年度支出合计5506.46万元。其中：基本支出923.61万元，占本年支出16.97%。
"""
STAGES = ("interpreter", "imports", "reading", "checking", "working out the marks")

_ABOUT_STAGES = """\
A bare `import xlwings` takes pandas and numpy along when they are installed. A click loads xlwings
without them, and nothing else that it does not need (`tests/excel/test_runner.py`). Saving the copy that
is read, and writing colours, notes and the list, is the spreadsheet program's own time: see the last
column below."""
_ABOUT_COUNTING = """\
Each is a call across into Excel, counted on the real example (18 sheets) in LibreOffice, by the engine in
`tests/engines` that shows LibreOffice to xlwings; `tests/excel/test_round_trips.py` holds the numbers.
The seconds are LibreOffice's and the bridge's, by the clock; Excel's own are not known here."""
_ABOUT_CALLS = """\
A copy is the whole workbook, saved or not, in one call; all reading is done in it. A note costs six calls
(the cell, the note, its box, width, height), three when it is taken away; nothing else grows with rows or
findings. The rest are settings of Excel, sheets looked up by name, protection lifted and put back, and the
looks of a new sheet."""
_CLICK = """
import json, sys, time
spent = [time.process_time()]
def stage():
    spent.append(time.process_time())
from juesuan.excel.workbook.light_xlwings import import_xlwings
import_xlwings()
from juesuan.excel import runner
from juesuan.excel.workbook.session import Session
from juesuan.excel.registry import COMMANDS
COMMANDS["check"].function()
stage()
from juesuan.recalc.reading import read
disclosure = read(sys.argv[1])
stage()
from juesuan.rules import check
report = check(disclosure)
stage()
from pathlib import Path
from juesuan.report.annotation import annotate
from juesuan.excel.marking.plan import MarkedFile, marking_plan
annotate(sys.argv[1], report, sys.argv[2])
marking_plan(MarkedFile(Path(sys.argv[1])), MarkedFile(Path(sys.argv[2])))
stage()
print(json.dumps(spent))
"""


def main() -> None:
    """Run all measurements and write them down."""
    lines = [
        "# From click to first result",
        "",
        f"Python {sys.version.split()[0]}; milliseconds of the processor, medians of {RUNS} runs.",
        "Written by `python -m benchmarks.startup`.",
        "",
        *stages(),
        "",
        *round_trips(),
        "",
    ]
    RESULT.write_text("\n".join(lines), encoding="utf-8")


def stages() -> Iterator[str]:
    """Each stage of a click on 校验 in a process of its own, beside a bare import of xlwings."""
    yield "## 校验, stage by stage"
    yield ""
    yield f"| workbook | {' | '.join(STAGES)} | together | bare `import xlwings` | ratio |"
    yield f"|---|{'---|' * (len(STAGES) + 3)}"
    for name in ("as-published", "corrected"):
        clicks, bare = [], []
        with tempfile.TemporaryDirectory() as folder:
            arguments = [str(EXAMPLES / f"{name}.xlsx"), str(Path(folder) / "marked.xlsx")]
            for _ in range(RUNS):
                output, together = processor_seconds("-I", "-B", "-c", _CLICK, *arguments)
                marks = [0.0, *json.loads(output)]
                clicks.append([later - earlier for earlier, later in itertools.pairwise(marks)] + [together])
                bare.append(processor_seconds("-I", "-B", "-c", "import xlwings")[1])
        parts = [statistics.median(column) for column in zip(*clicks, strict=True)]
        ratio = statistics.median(click[-1] / other for click, other in zip(clicks, bare, strict=True))
        cells = " | ".join(f"{1000 * part:.0f}" for part in parts)
        yield f"| {name} | {cells} | {1000 * statistics.median(bare):.0f} | {ratio:.1f} |"
    yield ""
    yield _ABOUT_STAGES


def processor_seconds(*arguments: str) -> tuple[str, float]:
    """Run Python in a process; return what it printed and the processor time it took, start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def round_trips() -> Iterator[str]:
    """How often each command asks something of the spreadsheet program, counted in LibreOffice."""
    yield "## Round trips"
    yield ""
    yield _ABOUT_COUNTING
    yield ""
    if soffice() is None:
        yield "LibreOffice is not installed: not counted."
        return
    yield "| command | all | copies saved | blocks written | rows | colours | notes | the rest | s |"
    yield "|---|---|---|---|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JUESUAN_HOME"] = str(Path(folder) / "home")
        app = start(Path(folder))
        try:
            for command, calls, taken in counted(app, Path(folder)):
                yield row(command, calls, taken)
        finally:
            stop(app)
    yield ""
    yield _ABOUT_CALLS


def counted(app: xw.App, folder: Path) -> Iterator[tuple[str, Counter[str], float]]:
    """Run the commands one after the other on the example and count."""
    path = folder / "公开表.xlsx"
    shutil.copyfile(EXAMPLES / "as-published.xlsx", path)
    book = app.books.open(str(path))
    document = folder / "说明.txt"
    document.write_text(_TEXT, encoding="utf-8")
    export = EXAMPLES / "export" / "财决导出（示例）.xlsx"
    person = Person(answers=["理由", "责任人", ""], saves_as=folder / "自查表.xlsx")
    for command in _COMMANDS:
        person.files = [document if command == "check-text" else export]
        before = ROUND_TRIPS.seconds
        with ROUND_TRIPS.counting() as calls:
            code, sentence, _ = carry_out(command, book, person)
        if code:
            raise RuntimeError(f"{command}: {sentence}")
        yield command, calls, ROUND_TRIPS.seconds - before


def row(command: str, calls: Counter[str], taken: float) -> str:
    """One line of the table."""
    parts = [
        calls["BookModel.SaveCopyAs"],
        calls["Range.formula="],
        sum(calls[f"Range.{name}"] for name in ("insert", "delete", "move", "copy", "paste")),
        calls["Look.color="],
        6 * calls["Range.add_note"] + 3 * calls["Note.delete"],
    ]
    cells = " | ".join(map(str, [*parts, calls.total() - sum(parts)]))
    return f"| {command} | {calls.total()} | {cells} | {taken:.2f} |"


if __name__ == "__main__":
    main()
