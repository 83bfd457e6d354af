"""What checking words costs, and how it grows with their length.

``python -m benchmarks.words`` writes docs/benchmarks/words.md.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.relations import DOCUMENTS
from benchmarks.timing import median_seconds
from juesuan.model.disclosure import Disclosure
from juesuan.performance.checking import with_performance
from juesuan.recalc.reading import read
from juesuan.statements.checking import checked
from juesuan.statements.words import understand
from juesuan.texts import read_writing
from tests.word_mutation.explanations import example, made, writing

ROOT = Path(__file__).parents[1]
RESULT = ROOT / "docs" / "benchmarks" / "words.md"
RUNS = 9
LENGTH = 60_000  # signs of the source document, about
SIZES = (10, 20, 40, 80, 160, 320)


def main() -> None:
    """Measure and write down."""
    with tempfile.TemporaryDirectory() as folder:
        lines = [
            "# What checking words costs",
            "",
            f"Python {sys.version.split()[0]}. Written by `python -m benchmarks.words`. Medians of processor",
            f"time of {RUNS} runs: *reading* puts lines together to paragraphs, *understanding* places them",
            "and reads their numbers, *rules* are all rules W and P.",
            "",
            "## One publication",
            "",
            *_HEAD,
            *_publications(Path(folder)),
            "",
            "## Growth: made departments with more and more 项, text and tables growing together",
            "",
            "| 项 | " + _HEAD[0].removeprefix("| text | "),
            _HEAD[1],
            *(_row(str(size), made(size, 1, "wuhan-2023"), Path(folder) / f"{size}.txt") for size in SIZES),
        ]
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{RESULT}\n")


_HEAD = (
    "| text | signs | reading ms | understanding ms | rules ms | total ms | ms for 1,000 signs |",
    "|---|---|---|---|---|---|---|",
)


def _publications(folder: Path) -> Iterator[str]:
    disclosure = example("complete.xlsx")
    text = "\n".join(passage.text for passage in writing(disclosure).passages)
    path = folder / "complete.txt"
    yield _row("our explanation of the complete example", disclosure, path)
    filler = "\n".join(
        f"{number}.本项目按照年度工作安排组织实施，各项任务按时完成。" for number in range(1, 9999)
    )
    long = f"{text}\n第六部分 附件\n{filler}"[:LENGTH]
    yield _row("the same with attachments, as long as the source document", disclosure, path, long)
    if DOCUMENTS:
        published = read(ROOT / "examples" / "qingshan-2023" / "as-published.xlsx")
        yield _row("the source document", published, path, DOCUMENTS[0].read_text(encoding="utf-8"))


def _row(name: str, disclosure: Disclosure, path: Path, text: str = "") -> str:
    text = text or "\n".join(passage.text for passage in writing(disclosure).passages)
    path.write_text(text, encoding="utf-8")
    document = read_writing(path)
    words = understand(disclosure, document)
    parts = [
        1000 * median_seconds(action, RUNS)
        for action in (
            partial(read_writing, path),
            partial(understand, disclosure, document),
            lambda: with_performance(checked(words), words),
        )
    ]
    signs = sum(not sign.isspace() for sign in text)
    times = " | ".join(f"{part:.1f}" for part in (*parts, sum(parts)))
    return f"| {name} | {signs:,} | {times} | {1000 * sum(parts) / signs:.2f} |"


if __name__ == "__main__":
    main()
