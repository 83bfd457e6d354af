"""The compression of VBA source text: [MS-OVBA] 2.4.1, only the direction that writes."""

from __future__ import annotations

import struct

_CHUNK = 4096
_SHORTEST = 3  # a copy of fewer bytes would cost more than it saves
_SIGNATURE, _COMPRESSED = 0x3000, 0x8000


def compress(data: bytes) -> bytes:
    """Return a CompressedContainer that holds the data. Raises ValueError on data that does not compress."""
    starts = range(0, len(data), _CHUNK)
    return b"\x01" + b"".join(_compressed_chunk(data[start : start + _CHUNK]) for start in starts)


def _compressed_chunk(chunk: bytes) -> bytes:
    """A chunk of at most 4096 bytes: a header, then groups of a flag byte and eight tokens."""
    body = bytearray()
    earlier: dict[bytes, list[int]] = {}  # where each run of three bytes has been seen
    position = 0
    while position < len(chunk):
        flags_at = len(body)
        body.append(0)
        for bit in range(8):
            if position >= len(chunk):
                break
            length, offset = _longest_match(chunk, position, earlier)
            if length:
                body[flags_at] |= 1 << bit
                body += struct.pack(
                    "<H", (offset - 1) << (16 - _offset_bits(position)) | (length - _SHORTEST)
                )
            else:
                length = 1
                body.append(chunk[position])
            for seen in range(position, position + length):
                earlier.setdefault(chunk[seen : seen + _SHORTEST], []).append(seen)
            position += length
    if len(body) > _CHUNK:
        raise ValueError("source text always compresses; this is something else")
    return struct.pack("<H", (len(body) + 2 - 3) | _SIGNATURE | _COMPRESSED) + bytes(body)


def _longest_match(chunk: bytes, position: int, earlier: dict[bytes, list[int]]) -> tuple[int, int]:
    """Length and distance of the longest copy of what stands at the position; (0, 0) when there is none."""
    limit = min((0xFFFF >> _offset_bits(position)) + _SHORTEST, len(chunk) - position)
    best_length = best_offset = 0
    if limit < _SHORTEST:
        return 0, 0
    for candidate in reversed(earlier.get(chunk[position : position + _SHORTEST], ())):
        length = _SHORTEST
        while length < limit and chunk[candidate + length] == chunk[position + length]:
            length += 1
        if length > best_length:
            best_length, best_offset = length, position - candidate
            if length == limit:
                break
    return best_length, best_offset


def _offset_bits(position: int) -> int:
    """How many of a token's 16 bits hold the distance: enough for every place before, at least four."""
    return max(4, (position - 1).bit_length()) if position > 1 else 4
