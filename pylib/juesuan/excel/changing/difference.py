"""In which cells a workbook has to change to become another one, as few rectangles to be written at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from juesuan.excel.changing.contents import Cell, Formula, Fragile, Held, held_by
from juesuan.excel.workbook.texts import cell_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from juesuan.books.sheets import Book

Written: TypeAlias = "str | float | int | bool | None"


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells and what is assigned to them; rows and columns count from 1."""

    row: int
    column: int
    rows: tuple[tuple[Written, ...], ...]


@dataclass(frozen=True, slots=True)
class SheetChange:
    """What is to be written on one sheet; ``cells`` is how many cells differ."""

    sheet: str
    blocks: tuple[Block, ...]
    cells: int


def differences(now: Book, wanted: Book, without: Collection[str] = ()) -> Iterator[SheetChange]:
    """For each sheet of both workbooks that differs: what to write into the first to get the second.

    Sheets named in ``without`` are left alone.
    """
    fragile = Fragile(now)
    for name, target in wanted.sheets.items():
        there = now.sheets.get(name)
        if there is None or name in without:
            continue
        present, future = held_by(there), held_by(target)
        changed = {
            cell for cell in present.keys() | future.keys() if not _same(present.get(cell), future.get(cell))
        }
        if not changed:
            continue
        untouched = fragile.cells(there, present) - changed
        text_cells = fragile.text_formatted(there)
        blocks = tuple(_block(area, future, text_cells) for area in _areas(changed, untouched))
        yield SheetChange(name, blocks, len(changed))


def new_sheet(name: str, wanted: Book) -> SheetChange:
    """Everything on a sheet that the open workbook does not have yet."""
    held = held_by(wanted.sheets[name])
    if not held:
        return SheetChange(name, (), 0)
    height, width = max(row for row, _ in held) + 1, max(column for _, column in held) + 1
    return SheetChange(name, (_block((0, 0, height - 1, width - 1), held, set()),), len(held))


def _same(one: Held, other: Held) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return float(one) == float(other) or f"{one:.15g}" == f"{other:.15g}"
    return type(one) is type(other) and one == other


def _areas(changed: set[Cell], untouched: set[Cell]) -> list[tuple[int, int, int, int]]:
    """Cover the changed cells with few rectangles that hold none of the untouchable cells.

    Other cells in between are written again with what they hold: that costs nothing, calls do.
    """
    areas: list[tuple[int, int, int, int]] = []
    for run in _runs(changed, untouched):
        for place, area in enumerate(areas):
            joined = _joined(area, run)
            if not any(_inside(cell, joined) for cell in untouched):
                areas[place] = joined
                break
        else:
            areas.append(run)
    return areas


def _runs(changed: set[Cell], untouched: set[Cell]) -> Iterator[tuple[int, int, int, int]]:
    """The changed cells of each row from first to last, apart where an untouchable one is between."""
    rows: dict[int, list[int]] = {}
    for row, column in sorted(changed):
        rows.setdefault(row, []).append(column)
    for row, columns in rows.items():
        start = last = columns[0]
        for column in columns[1:]:
            if any((row, between) in untouched for between in range(last + 1, column)):
                yield row, start, row, last
                start = column
            last = column
        yield row, start, row, last


def _joined(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _inside(cell: Cell, area: tuple[int, int, int, int]) -> bool:
    return area[0] <= cell[0] <= area[2] and area[1] <= cell[1] <= area[3]


def _block(area: tuple[int, int, int, int], held: dict[Cell, Held], text_cells: set[Cell]) -> Block:
    top, left, bottom, right = area
    return Block(
        top + 1,
        left + 1,
        tuple(
            tuple(
                _written(held.get((row, column)), text_format=(row, column) in text_cells)
                for column in range(left, right + 1)
            )
            for row in range(top, bottom + 1)
        ),
    )


def _written(value: Held, *, text_format: bool) -> Written:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Formula):
        return str(value)
    return cell_text(str(value), text_format=text_format)
