"""IPTC-IIM: the older form, which wire systems still read. It has one language, and counts in octets.

1C │ record │ dataset │ length: two octets │ the text
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator

from hkpress.core.characters import LETTERS
from hkpress.formats.photopack.info import PictureInfo, first

_UTF8 = b"\x1b%G"


def resources(info: PictureInfo) -> bytes:
    """The datasets as Photoshop's image resources, with a checksum."""
    datasets = b"".join(_datasets(info))
    digest = hashlib.md5(datasets, usedforsecurity=False).digest()  # the form says so
    return _resource(0x0404, datasets) + _resource(0x0425, digest)


def _datasets(info: PictureInfo) -> Iterator[bytes]:
    yield _dataset(1, 90, _UTF8)
    yield _dataset(2, 0, struct.pack(">H", 4))
    for number, limit, text in (
        (5, 64, info.slug),
        (40, 256, info.instructions),
        (55, 8, info.taken.strftime("%Y%m%d") if info.taken else ""),
        (80, 32, info.creator),
        (90, 32, info.city),
        (100, 3, info.country_code),
        (101, 64, info.country),
        (103, 32, info.slug),
        (105, 256, info.headline),
        (110, 32, info.credit),
        (115, 32, info.source),
        (116, 128, first(info.rights)),
        (120, 2000, first(info.captions)),
    ):
        if text:
            yield _dataset(2, number, cut_to_octets(text, limit))


def _dataset(record: int, number: int, data: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(data)) + data


def cut_to_octets(text: str, octets: int) -> bytes:
    """Cut the text to this many octets of UTF-8: before a word or character that does not fit, and its "and"."""
    kept = text.encode()[:octets].decode(errors="ignore")
    if kept != text and re.match(rf"[{LETTERS}\d][{LETTERS}\d]", text[len(kept) - 1 :]):
        kept = kept.rpartition(" ")[0] or kept
    return (kept if kept == text else re.sub(r"[\s,、]*(?: and)?$", "", kept)).encode()


def _resource(number: int, data: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2)
