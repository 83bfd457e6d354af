"""Work out everything that does not hold in a folder of figures.

python work_out_errors.py                           the published figures, into errors.csv beside this file
python work_out_errors.py FOLDER [--out FILE.csv]   any other folder; written only where --out says so
"""  # noqa: INP001 - a script, not part of a package

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

from by_hand import between_tables, in_table, writing
from by_hand.figures import read
from by_hand.findings import HEADER, Finding, values

HERE = Path(__file__).parent
PUBLISHED = HERE / "figures" / "as-published"


def work_out(folder: Path) -> list[Finding]:
    """Every instance that does not hold exactly: in the tables first, then between them."""
    figures = read(folder)
    return [*in_table.check(figures), *writing.check(figures), *between_tables.check(figures)]


def write(findings: list[Finding], path: Path) -> None:
    """The findings as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(HEADER)
        lines.writerows(values(finding) for finding in findings)


def show(findings: list[Finding]) -> None:
    """The findings, their number by status, and what cannot be decided, on the terminal."""
    for item in findings:
        amounts = f"{item.left or 'blank'} | {item.right or 'blank'} | {item.difference}"
        place = f"{item.table} {item.row} {item.column}".rstrip()
        sys.stdout.write(f"{item.status:9}{item.identity:29}{place}: {amounts}  ({item.note})\n")
    counts = Counter(finding.status for finding in findings)
    sys.stdout.write(", ".join(f"{counts[name]} {name}" for name in ("failed", "rounding", "soft")) + "\n")
    for sentence in between_tables.NOT_DECIDED:
        sys.stdout.write(f"not decided: {sentence}\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Work out everything that does not hold.")
    parser.add_argument("folder", type=Path, nargs="?", default=PUBLISHED)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    findings = work_out(given.folder)
    show(findings)
    out = given.out or (HERE / "errors.csv" if given.folder == PUBLISHED else None)
    if out:
        write(findings, out)


if __name__ == "__main__":
    main()
