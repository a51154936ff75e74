"""ZIP files with the same bytes on every machine."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import PurePosixPath

STORED = frozenset({".gif", ".gz", ".jpeg", ".jpg", ".pdf", ".png", ".webp", ".zip"})
"""Suffixes of files that are compressed already. They are stored, not compressed again."""

LEVEL = 9
EARLIEST, LATEST = 1980, 2107
"""The years that a ZIP file can hold."""
_MODE = 0o100644 << 16  # a plain file that everybody may read
_LIMIT = 0xFFFF_FFFF
_UTF8 = 0x800
_VERSION = 20


def archive(parts: Iterable[tuple[str, bytes]], moment: datetime) -> bytes:
    """Pack *parts*, each a name and its bytes, into a ZIP file. The names keep their order; `/` separates folders.

    Every part is dated *moment*, in that value's own time zone. Python's own `zipfile` would do, but its bytes
    depend on the zlib of the machine. Raises ValueError if two parts have the same name, or for more than 4 GB.
    """
    files: list[bytes] = []  # joined once: photos are large
    directory = bytearray()
    size = 0
    names: set[str] = set()
    for name, data in parts:
        if name in names:
            raise ValueError(f"two parts are named {name}")
        names.add(name)
        packed, header = _part_record(name, data, moment)
        encoded = name.encode()
        #            signature, written by: Unix, version needed … comment, disk, kind, mode, offset
        directory += b"PK\x01\x02" + struct.pack("<BB", _VERSION, 3) + header
        directory += struct.pack("<HHHII", 0, 0, 0, _MODE, size) + encoded
        files += b"PK\x03\x04" + header + encoded, packed
        size += len(files[-2]) + len(packed)
        if size + len(directory) > _LIMIT or len(names) > 0xFFFE:
            raise ValueError("the archive is larger than 4 GB")
    counts = len(names), len(names)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, *counts, len(directory), size, 0)
    return b"".join([*files, directory, end])


class Unpacked:
    """The parts of a ZIP file that `archive` has made. `zipfile` reads any ZIP file, but takes four times as long."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._places: dict[str, tuple[int, int, int]] = {}
        at = 0
        while data[at : at + 4] == b"PK\x03\x04":
            method, packed, length = (
                *struct.unpack_from("<H", data, at + 8),
                *struct.unpack_from("<I4xH", data, at + 18),
            )
            start = at + 30 + length
            self._places[data[at + 30 : start].decode()] = method, start, start + packed
            at = start + packed

    def names(self) -> Collection[str]:
        """The names of the parts, in their order."""
        return self._places.keys()

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises KeyError if there is none of this name."""
        method, start, end = self._places[name]
        part = self._data[start:end]
        return zlib.decompress(part, -zlib.MAX_WBITS) if method else part


def _part_record(name: str, data: bytes, moment: datetime) -> tuple[bytes, bytes]:
    """The bytes to store, and what both headers of the part say about them."""
    import deflate  # put off: a build that packs nothing needs no compressor

    stored = PurePosixPath(name).suffix.lower() in STORED or not data
    packed = data if stored else bytes(deflate.deflate_compress(data, LEVEL))
    flags = 0 if name.isascii() else _UTF8
    sizes = len(packed), len(data)
    if max(sizes) > _LIMIT:
        raise ValueError("the archive is larger than 4 GB")
    time, day = _clock(moment)
    method = 0 if stored else 8
    header = struct.pack(
        "<HHHHHIIIHH", _VERSION, flags, method, time, day, deflate.crc32(data), *sizes, len(name.encode()), 0
    )
    return packed, header


def _clock(moment: datetime) -> tuple[int, int]:
    year = min(max(moment.year, EARLIEST), LATEST) - EARLIEST
    return moment.hour << 11 | moment.minute << 5 | moment.second // 2, year << 9 | moment.month << 5 | moment.day
