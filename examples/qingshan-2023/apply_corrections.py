"""Make figures/corrected from figures/as-published and corrections.csv.

python apply_corrections.py [--out FOLDER]

Every correction names the figure it replaces; one that does not meet that figure stops the run.
"""  # noqa: INP001 - a script, not part of a package

import argparse
import csv
from pathlib import Path

HERE = Path(__file__).parent
PUBLISHED = HERE / "figures" / "as-published"
DELETE_ROW = "删除行"
NAME = "名称"

Line = dict[str, str]


def read(path: Path) -> tuple[list[str], list[Line]]:
    """The header and the lines of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        lines = list(reader)
        return list(reader.fieldnames or []), lines


def write(path: Path, header: list[str], lines: list[Line]) -> None:
    """A CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def key(line: Line) -> str:
    """How a correction names this line: 行次, code, or the name of a row without a code."""
    return line.get("line") or line.get("code") or line.get("name") or line["column"]


def correct(table: str, lines: list[Line], corrections: list[Line]) -> list[Line]:
    """The lines of one table with its corrections, in their order."""
    for item in corrections:
        line = next((line for line in lines if key(line) == item["row"]), None)
        if line is None:
            raise LookupError(f"{table}: no row {item['row']}")
        if item["corrected"] == DELETE_ROW:
            if any(value for column, value in line.items() if column not in ("code", "name")):
                raise ValueError(f"{table} {item['row']}: this row still has figures")
            lines = [other for other in lines if other is not line]
            continue
        column = "name" if item["column"] == NAME else item["column"]
        if line[column] != item["printed"]:
            raise ValueError(f"{table} {item['row']} {column}: {line[column]!r}, not {item['printed']!r}")
        line[column] = item["corrected"]
    return lines


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Make the corrected figures.")
    parser.add_argument("--out", type=Path, default=HERE / "figures" / "corrected")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    _, corrections = read(HERE / "corrections.csv")
    unused = {item["table"] for item in corrections}
    for path in sorted(PUBLISHED.glob("*.csv")):
        header, lines = read(path)
        own = [item for item in corrections if item["table"] == path.stem]
        write(out / path.name, header, correct(path.stem, lines, own))
        unused.discard(path.stem)
    if unused:
        raise LookupError(f"corrections for tables that are not there: {sorted(unused)}")


if __name__ == "__main__":
    main()
