"""Check the workbooks that were dropped on the icon: a report and an annotated copy beside each.

Started by ``决算公开核对.cmd`` or ``.desktop`` with the Python in which juesuan is installed. Nothing is
overwritten: a second run writes ``…-核对结果(2).html``. What goes wrong is written beside the workbook as
well, since there may be no window to see it in.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

COMMAND_LINE = "JUESUAN_DROPPED"  # how cmd.exe was started, see the .cmd
CLEAN, FINDINGS = 0, 1
NOTHING = 2


def dropped_on_windows(line: str) -> list[str]:
    r"""Return the paths in ``cmd /c ""C:\x.cmd" C:\a&b.xlsx "C:\c d.xlsx""``.

    Explorer quotes only paths with spaces, so cmd.exe itself would break ``a&b`` in two; here quotes and
    spaces are all that counts, and a path can contain no quote.
    """
    _, found, rest = line.partition(" /c ")
    rest = rest.strip()
    if not found or not rest:
        return []
    if rest.startswith('""') and rest.endswith('"'):
        rest = rest[1:-1]
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|([^\s"]+)', rest)][1:]


def free_name(path: Path) -> Path:
    """Return this name, or the first with a number that is not taken."""
    if not path.exists():
        return path
    numbered = (path.with_name(f"{path.stem}({number}){path.suffix}") for number in count(2))
    return next(name for name in numbered if not name.exists())


def check(workbook: Path) -> tuple[int, Path, str]:
    """Check one workbook; return the exit code, the file to show and the sentence to say."""
    report = free_name(workbook.with_name(f"{workbook.stem}-核对结果.html"))
    marked = free_name(workbook.with_name(f"{workbook.stem}-标注{workbook.suffix}"))
    arguments = [str(workbook), "--format", "html", "-o", str(report), "--annotate", str(marked)]
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-m", "juesuan.cli", "check", *arguments],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode in (CLEAN, FINDINGS):
        verdict = "没有错误" if done.returncode == CLEAN else "有错误"
        return done.returncode, report, f"{workbook.name}：{verdict}，结果在 {report.name}、{marked.name}"
    said = done.stderr.strip() or done.stdout.strip() or f"核对程序没有完成（退出码 {done.returncode}）"
    return done.returncode, note(workbook, said), said


def note(workbook: Path, said: str) -> Path:
    """Write what went wrong beside the workbook, or where it is possible, for people who see no window."""
    name = f"{workbook.stem}-没有核对.txt"
    try:
        target = free_name(workbook.with_name(name))
        target.write_text(said + "\n", "utf-8-sig")
    except OSError:
        target = Path(tempfile.mkdtemp(prefix="juesuan-")) / name
        target.write_text(said + "\n", "utf-8-sig")
    return target


def show(path: Path) -> None:
    """Open a file with the program that the user has for it; without one the file is there all the same."""
    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - the report just written, with the program the user chose
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        print(f"请打开 {path}")


def main() -> int:
    """Check all that was dropped; the worst exit code counts."""
    line = os.environ.pop(COMMAND_LINE, "")
    paths = [Path(text) for text in (dropped_on_windows(line) if line else sys.argv[1:])]
    if not paths:
        print("请把要核对的工作簿（.xlsx）拖到本图标上")
        return NOTHING
    worst = CLEAN
    for path in paths:
        code, result, said = check(path.absolute())
        print(said, flush=True)
        show(result)
        worst = max(worst, code)
    return worst


if __name__ == "__main__":
    sys.exit(main())
