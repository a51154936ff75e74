"""IPTC-IIM: the older form, which wire systems still read. It has one language, and counts in octets.

1C │ record │ dataset │ length: two octets │ the text
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator

from hkpress.formats.photopack.about import About, first

_UTF8 = b"\x1b%G"


def resources(about: About) -> bytes:
    """The datasets as Photoshop's image resources, with the sum by which programs see that nobody changed them."""
    datasets = b"".join(_datasets(about))
    digest = hashlib.md5(datasets, usedforsecurity=False).digest()  # the form says so
    return _resource(0x0404, datasets) + _resource(0x0425, digest)


def _datasets(about: About) -> Iterator[bytes]:
    yield _dataset(1, 90, _UTF8)
    yield _dataset(2, 0, struct.pack(">H", 4))
    for number, limit, text in (
        (5, 64, about.slug),
        (40, 256, about.instructions),
        (55, 8, about.taken.strftime("%Y%m%d") if about.taken else ""),
        (80, 32, about.creator),
        (90, 32, about.city),
        (100, 3, about.country_code),
        (101, 64, about.country),
        (103, 32, about.slug),
        (105, 256, about.headline),
        (110, 32, about.credit),
        (115, 32, about.source),
        (116, 128, first(about.rights)),
        (120, 2000, first(about.captions)),
    ):
        if text:
            yield _dataset(2, number, cut(text, limit))


def _dataset(record: int, number: int, data: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(data)) + data


def cut(text: str, octets: int) -> bytes:
    """As much of the text as so many octets of UTF-8 hold, without half a character."""
    return text.encode()[:octets].decode(errors="ignore").encode()


def _resource(number: int, data: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2)
