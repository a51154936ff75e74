"""Reads HTML with patterns that are compiled once, compresses streams with libdeflate, and makes the page references
once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import deflate


def chars_until(own: Callable[..., str]) -> Callable[..., str]:
    """Read up to any of some characters: tinyhtml5 caches its patterns under keys that it never looks up."""
    from tinyhtml5 import inputstream

    inputstream.characters_until_regex = _Patterns()
    return own


class _Patterns(dict[tuple[Iterable[str], bool], "re.Pattern[str]"]):
    """Patterns by the characters, and whether these are read through or up to."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, through = key
        inside = "".join(re.escape(each) for each in sorted(characters))
        pattern = self[key] = re.compile(f"[{'' if through else '^'}{inside}]+")
        return pattern


_LEVEL = 6  # the highest is 12; this is as small as zlib's best


def stream_data(own: property) -> property:
    """Compress the bytes of a stream with libdeflate, in a quarter of zlib's time."""
    import pydyf

    def data(self: Any) -> bytes:
        if not self.compress:
            return bytes(own.__get__(self))
        packed = deflate.zlib_compress(b"\n".join(map(pydyf._to_bytes, self.stream)), _LEVEL)
        extra = pydyf.Dictionary({**self.extra, "Filter": "/FlateDecode", "Length": len(packed)})
        return b"\n".join((extra.data, b"stream", packed, b"endstream"))

    return property(data)


def page_references(own: property) -> property:
    """The references of the pages, made once: pydyf makes all of them again for each tag."""

    def page_references(self: Any) -> tuple[bytes, ...]:
        known: tuple[bytes, ...] = self.__dict__.get("known_pages", ())
        if len(known) != self.pages["Count"]:
            known = self.known_pages = own.__get__(self)
        return known

    return property(page_references)
