"""A compound file (structured storage) of one level of folders: [MS-CFB] version 3, only writing."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Folder = Mapping[str, bytes]

_SECTOR, _MINI_SECTOR, _MINI_LIMIT = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_ENTRIES_OF_A_FAT_SECTOR = _SECTOR // 4
_FAT_SECTORS_IN_THE_HEADER = 109


@dataclass(slots=True)
class _Entry:
    """One entry of the directory; neighbours are numbers of entries."""

    name: str
    kind: int
    data: bytes = b""
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    colour: int = _BLACK
    start: int = _END
    size: int = 0

    def packed(self) -> bytes:
        name = (self.name + "\0").encode("utf-16-le") if self.name else b""
        head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), self.kind, self.colour)
        links = struct.pack("<III", self.left, self.right, self.child)
        no_class_and_times = bytes(16 + 4 + 16)
        start = self.start if self.kind in {_STREAM, _ROOT} else 0
        return head + links + no_class_and_times + struct.pack("<IQ", start, self.size)


@dataclass(slots=True)
class _Sectors:
    """Sectors of one size and the table that chains them."""

    size: int
    content: list[bytes] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)

    def add(self, data: bytes) -> int:
        """Store data; returns the number of its first sector, or the end mark when there is nothing."""
        first = len(self.content)
        parts = [data[at : at + self.size].ljust(self.size, b"\0") for at in range(0, len(data), self.size)]
        self.content += parts
        self.chain += [first + number for number in range(1, len(parts))] + [_END] * bool(parts)
        return first if parts else _END


def compound_file(root: Mapping[str, bytes | Folder]) -> bytes:
    """Return the file; under each name of ``root`` is a stream or a folder of streams."""
    entries = [_Entry("Root Entry", _ROOT)]
    _add_children(entries, 0, root)
    sectors, mini = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = (mini if entry.size < _MINI_LIMIT else sectors).add(entry.data)
    small = b"".join(mini.content)
    entries[0].size, entries[0].start = len(small), sectors.add(small)
    mini_fat = _filled(mini.chain)
    mini_fat_start = sectors.add(_packed(mini_fat))
    blanks = -len(entries) % (_SECTOR // 128)
    directory = b"".join(entry.packed() for entry in entries) + _Entry("", 0).packed() * blanks
    directory_start = sectors.add(directory)
    fat, own = _fat(sectors)
    header = _header(
        fat_sectors=own,
        directory_start=directory_start,
        mini_fat_start=mini_fat_start,
        mini_fat_count=len(mini_fat) // _ENTRIES_OF_A_FAT_SECTOR,
    )
    return header + b"".join(sectors.content) + fat


def _add_children(entries: list[_Entry], parent: int, children: Mapping[str, bytes | Folder]) -> None:
    first = len(entries)
    for name, content in children.items():
        is_stream = isinstance(content, bytes)
        entries.append(_Entry(name, _STREAM, content) if is_stream else _Entry(name, _STORAGE))  # type: ignore[arg-type]
    entries[parent].child = _link(entries, range(first, len(entries)))
    for number, content in enumerate(children.values(), first):
        if not isinstance(content, bytes):
            _add_children(entries, number, content)


def _link(entries: list[_Entry], numbers: Sequence[int]) -> int:
    """Link siblings into a balanced red-black tree, in the order of the format; returns its root."""
    order = sorted(numbers, key=lambda number: _collation(entries[number].name))
    height = len(order).bit_length()
    complete = not len(order) & (len(order) + 1)

    def build(low: int, high: int, depth: int) -> int:
        if low >= high:
            return _FREE
        middle = (low + high) // 2
        entry = entries[order[middle]]
        entry.left, entry.right = build(low, middle, depth + 1), build(middle + 1, high, depth + 1)
        lowest_level = depth == height - 1 and depth > 0
        entry.colour = _RED if lowest_level and not complete else _BLACK
        return order[middle]

    return build(0, len(order), 0)


def _collation(name: str) -> tuple[int, str]:
    return len(name.encode("utf-16-le")), name.upper()


def _fat(sectors: _Sectors) -> tuple[bytes, list[int]]:
    """The allocation table, which also accounts for itself, and the numbers of its own sectors."""
    count = 1
    while count * _ENTRIES_OF_A_FAT_SECTOR < len(sectors.chain) + count:
        count += 1
    if count > _FAT_SECTORS_IN_THE_HEADER:
        raise ValueError("more than seven megabytes: this writer keeps its table in the header")
    own = [len(sectors.chain) + number for number in range(count)]
    return _packed(_filled(sectors.chain + [_FAT] * count)), own


def _filled(chain: list[int]) -> list[int]:
    return chain + [_FREE] * (-len(chain) % _ENTRIES_OF_A_FAT_SECTOR)


def _packed(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _header(
    *, fat_sectors: Sequence[int], directory_start: int, mini_fat_start: int, mini_fat_count: int
) -> bytes:
    version = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = _packed(
        [0, len(fat_sectors), directory_start, 0, _MINI_LIMIT, mini_fat_start, mini_fat_count, _END, 0]
    )
    table = [*fat_sectors, *[_FREE] * (_FAT_SECTORS_IN_THE_HEADER - len(fat_sectors))]
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + version + places + _packed(table)
