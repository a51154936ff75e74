"""The record of what hkpress wrote into an output folder, and from which inputs: one line of JSON a release.

A line is added when the files of its release are in place; the last line of a release counts. So a build
that was killed loses nothing: the next build makes only what is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from hkpress.core.files import STATE, regular, write_file
from hkpress.production.inputs import NONE_SHARED, NOTHING, KnownDigest, Shares

VERSION = 2


class File(NamedTuple):
    """A file that was written: the key of its variant, the digest of its bytes, and the four values of its `STATE`."""

    variant: str
    digest: str
    """"" while it is being written: the file is ours, but after an interrupted build its content is unknown."""
    size: int = 0
    mtime: int = 0
    ctime: int = 0
    inode: int = 0

    @classmethod
    def at(cls, path: str, variant: str, digest: str) -> File:
        """The file at *path* as it is now. Raises OSError."""
        return cls(variant, digest, *STATE(os.stat(path)))


class Entry(NamedTuple):
    """One release: its files by name, the key they were made under, and the digest of its folder."""

    slug: str
    key: str = ""
    folder: KnownDigest = NOTHING
    uses: tuple[str, ...] = ()
    files: Mapping[str, File] = {}
    until: str = ""
    """The last day, such as 2025-04-24, on which the checks are sure to say the same; "" for ever."""
    absent: tuple[str, ...] = ()
    """The keys of the variants that this release does not have, such as the photos of one without photos."""


@dataclass(frozen=True)
class Manifest:
    """The entries of an output folder by slug, and the digests of the inputs that all releases share."""

    project: str
    """The path from the output folder to the project, which tells projects apart that share a folder."""
    common: KnownDigest = NOTHING
    shares: Shares = NONE_SHARED
    entries: Mapping[str, Entry] = field(default_factory=dict)
    worn: bool = field(default=True, compare=False)
    """Whether to rewrite the file: it is missing, damaged, or has many outdated lines."""


def read(path: Path, project: str) -> Manifest:
    """The manifest in a file; an empty one if there is none of this *project* and version."""
    if path.is_symlink() or not path.is_file():
        return Manifest(project)
    entries: dict[str, Entry] = {}
    found = read = 0  # all lines, and the undamaged ones
    last = b""
    head: Any = None
    with open(path, "rb", opener=regular) as file:
        while lines := file.readlines(_GROUP):
            texts = [text for line in lines if (text := line[_SUM:-1]) and line[:_SUM] == _sum(text)]  # as written
            try:
                rows = json.loads(b"[%s]" % b",".join(texts))
            except (ValueError, RecursionError):
                return Manifest(project)
            if not found:
                head, *rows = rows or [None]
            for row in rows:
                if entry := _manifest_entry(row):
                    entries[entry.slug] = entry
            found, read, last = found + len(lines), read + len(texts), lines[-1]
    match head:
        case [int(version), str(way), [str(), str()] as common, [[str(), str()] as folder, digests]]:
            if (version, way) != (VERSION, project) or not (digests is None or _are_texts(digests, dict)):
                return Manifest(project)
        case _:  # the file is missing, or something else wrote it
            return Manifest(project)
    whole = read == found and last.endswith(b"\n")  # or an added line might continue one that was cut off
    worn = not whole or read > 1 + 1.25 * len(entries)
    return Manifest(project, KnownDigest(*common), Shares(KnownDigest(*folder), digests), entries, worn)


def _manifest_entry(row: object) -> Entry | None:
    """The entry; None if the row is no entry, is empty, or has names that lead out of the folder."""
    match row:
        case [str(slug), str(key), [str(), str()] as folder, list(uses), dict(files), str(until), list(absent)]:
            if not (files or absent) or _is_no_name((slug, *files)):
                return None
            if not (_are_texts(uses, list) and _are_texts(absent, list) and _are_files(files.values())):
                return None
        case _:
            return None
    written = {intern(name): File(*file) for name, file in files.items()}
    return Entry(slug, key, KnownDigest(*folder), _one(*uses), written, until, _one(*absent))


@lru_cache
def _one(*texts: str) -> tuple[str, ...]:
    """The texts as a tuple. Equal tuples are held once, since most releases use the same files."""
    return texts


def _are_texts(value: object, kind: type[list[Any]] | type[dict[str, Any]]) -> bool:
    """Whether this is a list of texts, or a dict of them by name: anything may have written the file."""
    items = value.values() if isinstance(value, dict) else value
    return isinstance(value, kind) and isinstance(items, Iterable) and all(isinstance(each, str) for each in items)


def _are_files(rows: Collection[Any]) -> bool:
    """Whether each of these is a `File`, by the types of its values."""
    return {*map(type, rows)} <= {list} and {tuple(map(type, row)) for row in rows} <= {_TYPES}


_TYPES = (str, str, int, int, int, int)


def _is_no_name(names: Collection[str]) -> bool:
    """Whether one of them leads out of its folder, or cannot be a file's name."""
    joined = "\0".join(names)
    try:
        return bool(_LEADS_OUT(joined)) or joined.count("\0") >= len(names) or not os.fsencode(joined)
    except UnicodeEncodeError:
        return True


_LEADS_OUT = re.compile(r"(?:\A|\0)(?:\.|\0|\Z)|/").search
"""Finds an empty name, one that begins with a dot, or a slash, in names with NUL between them."""

_GROUP = 1 << 16  # bytes of the file in memory at once
_SUM = 17  # characters: 16 digits and a space


def _sum(text: bytes) -> bytes:
    """The checksum at the start of each line, which shows whether the line is damaged."""
    return hashlib.blake2b(text, digest_size=8).hexdigest().encode() + b" "


def write(path: Path, manifest: Manifest) -> None:
    """Write the manifest as a whole. Raises OSError."""
    head = [VERSION, manifest.project, manifest.common, manifest.shares]
    write_file(path, b"".join([_line(head), *map(_entry_line, manifest.entries.values())]))


def add(path: Path, entry: Entry) -> None:
    """Add an entry at the end of the file; it replaces an older one. Raises OSError."""
    with open(path, "ab", opener=regular) as file:
        file.write(_entry_line(entry))


def _entry_line(entry: Entry) -> bytes:
    return _line([*entry])


def _line(row: list[Any]) -> bytes:
    text = json.dumps(row).encode()
    return _sum(text) + text + b"\n"
