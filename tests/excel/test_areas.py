"""Many cells as few addresses, none longer than Excel takes."""

from __future__ import annotations

from juesuan.excel.marking.areas import joined_addresses


def test_neighbours_below_each_other_are_joined() -> None:
    assert list(joined_addresses(["B5", "B3", "B4", "D9", "AA1", "B3"])) == ["B3:B5,D9,AA1"]


def test_long_addresses_are_taken_apart() -> None:
    cells = [f"{letter}{row}" for letter in "ABCDEFGH" for row in range(1, 60, 2)]
    addresses = list(joined_addresses(cells))
    assert max(map(len, addresses)) <= 255
    assert sorted(part for address in addresses for part in address.split(",")) == sorted(cells)
