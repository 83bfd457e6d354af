"""What a user sees of files and workbooks that are not as they should be; writes docs/bad-input.md.

``python -m tests.books.bad_input_page`` runs ``juesuan check`` on each; a test compares the page.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from juesuan.cli import main
from tests.making.bad_files import BAD_FILES, bomb
from tests.making.doubtful_workbooks import WORKBOOKS, changed_workbook, filled_in

RESULT = Path(__file__).parents[2] / "docs" / "bad-input.md"
FILE = "决算.xlsx"
MOST = 4  # lines of one answer

HEAD = """\
# Input that is not as it should be, and what the user sees

Written by `python -m tests.books.bad_input_page`, which runs `juesuan check` on every case; a test repeats
that and compares. The input file is never changed, and nothing ends in a traceback.

## Files that cannot be read: one sentence, exit code 2

| file | what the user sees |
|---|---|
"""

MIDDLE = """\

Other such files (no permission, in use, one flipped byte, every part of the package damaged in turn, a value
in the last cell of a sheet, a template older or newer than the program) are in
`tests/books/test_bad_files.py`.

## Workbooks after what people do to them

The corrected example, with one change each. Hints that it has without any change are left out.

| what was done | exit code | what the user sees |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        files = "".join(_file_lines())
        workbooks = "".join(_workbook_lines(Path(folder)))
    return HEAD + files + MIDDLE + workbooks


def _file_lines() -> Iterator[str]:
    for name, content in {
        **{name: data for name, (data, _) in BAD_FILES.items()},
        "bomb.xlsx": bomb(),
    }.items():
        Path(name).write_bytes(content)
        code, out, error = _checked(name)
        assert (code, out) == (2, ""), (name, code, out)
        yield f"| {name} | {_in_table(error)} |\n"


def _workbook_lines(folder: Path) -> Iterator[str]:
    typed = filled_in(folder / "typed.xlsx", formulas=False)
    live = filled_in(folder / "live.xlsx", formulas=True)
    known = {finding["fingerprint"] for finding in _report(typed)[1]["findings"]}
    cases = {what: (typed, change) for what, change in WORKBOOKS.items()}
    cases["all results of formulas lost, as when openpyxl saves"] = (live, lambda book: None)
    for what, (source, change) in cases.items():
        path = changed_workbook(source, folder / FILE, change)
        before = path.read_bytes()
        code, report = _report(path)
        assert path.read_bytes() == before
        seen = "<br>".join(_seen(report, known)) or "nothing: as without the change"
        yield f"| {what} | {code} | {seen} |\n"


def _report(path: Path) -> tuple[int, Any]:
    code, out, error = _checked(str(path), "--format", "json")
    assert error == "", error
    return code, json.loads(out)


def _seen(report: Any, known: set[str]) -> Iterator[str]:
    new = [finding for finding in report["findings"] if finding["fingerprint"] not in known]
    for finding in new[:MOST]:
        yield _in_table(f"{finding['rule']} {finding['message']}")
    if len(new) > MOST:
        yield f"and {len(new) - MOST} more"
    for missing in report["not_located"]:
        yield _in_table(f"未找到：{missing['where']}：{missing['what']}")


def _checked(*arguments: str) -> tuple[int, str, str]:
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        code = main(["check", *arguments])
    return code, out.getvalue(), error.getvalue()


def _in_table(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    RESULT.write_text(page(), encoding="utf-8")
