"""The record of what hkpress wrote into an output folder, and from which inputs: one line of JSON a release.

A line is added when the files of its release are in place; the last line of a release counts. So a build
that was killed loses nothing: the next build makes only what is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import weakref
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path
from sys import intern
from types import MappingProxyType
from typing import IO, Any, BinaryIO, NamedTuple

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


class Entries:
    """Entries by slug. Each stays in its file until somebody asks for it: memory holds places, and changes."""

    def __init__(self, lines: Lines | None = None, places: Mapping[str, int] = MappingProxyType({})) -> None:
        self._lines, self._places = lines, places
        self._changed: dict[str, Entry | None] = {}

    def get(self, slug: str) -> Entry | None:
        """The entry of a release; None if it has none."""
        if slug in self._changed or not self._lines or slug not in self._places:
            return self._changed.get(slug)
        return _manifest_entry(_decoded(self._lines[self._places[slug]][_SUM:]))

    def change(self, slug: str, entry: Entry | None) -> None:
        """Set the entry of a release; None removes it. Nothing is written."""
        if entry != self.get(slug):
            self._changed[slug] = entry

    def copy(self) -> Entries:
        """The same entries, to be changed apart."""
        copied = Entries(self._lines, self._places)
        copied._changed |= self._changed
        return copied

    def slugs(self) -> set[str]:
        """The releases that have entries."""
        changed = self._changed
        return {*self._places} - {slug for slug in changed if not changed[slug]} | {*filter(changed.get, changed)}

    def lines(self) -> Iterator[bytes]:
        """The entries as they are written."""
        for slug, number in self._places.items():
            if self._lines and slug not in self._changed:
                yield self._lines[number]
        yield from (_line([*entry]) for entry in self._changed.values() if entry)

    def __eq__(self, other: object) -> bool:
        """Whether both are of one reading and have the same changes."""
        return isinstance(other, Entries) and (self._lines, self._changed) == (other._lines, other._changed)


class Lines:
    """The lines of a file as it is when it is opened. Memory holds where each begins."""

    def __init__(self, file: IO[bytes]) -> None:
        self._handle = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._handle)
        self._starts = array("Q", [0])

    def add(self, line: bytes) -> int:
        """Add the next line of the file. Returns its number."""
        self._starts.append(self._starts[-1] + len(line))
        return len(self._starts) - 2

    def __getitem__(self, number: int) -> bytes:
        start, end = self._starts[number : number + 2]
        return os.pread(self._handle, end - start, start)


@dataclass(frozen=True)
class Manifest:
    """The entries of an output folder by slug, and the digests of the inputs that all releases share."""

    project: str
    """The path from the output folder to the project, which tells projects apart that share a folder."""
    common: KnownDigest = NOTHING
    shares: Shares = NONE_SHARED
    entries: Entries = field(default_factory=Entries)
    worn: bool = field(default=True, compare=False)
    """Whether to rewrite the file: it is missing, damaged, or has many outdated lines."""


def read(path: Path, project: str) -> Manifest:
    """The manifest in a file; an empty one if there is none of this *project* and version."""
    if path.is_symlink() or not path.is_file():
        return Manifest(project)
    with open(path, "rb", opener=regular) as file:
        head, entries, worn = _entries(file)
    match head:
        case [int(version), str(way), [str(), str()] as common, [[str(), str()] as folder, digests]]:
            if (version, way) != (VERSION, project) or not (digests is None or _are_texts(digests, dict)):
                return Manifest(project)
        case _:  # the file is missing, or something else wrote it
            return Manifest(project)
    return Manifest(project, KnownDigest(*common), Shares(KnownDigest(*folder), digests), entries, worn)


def _entries(file: BinaryIO) -> tuple[Any, Entries, bool]:
    """What a manifest's first line says, the entries in the other lines, and whether to rewrite the file."""
    places: dict[str, int] = {}
    found = read = 0  # all lines, and the undamaged ones
    line, lines, head = b"", Lines(file), None
    for line in file:
        number = lines.add(line)
        if line[:_SUM] == _sum(text := line[_SUM:-1]):  # as written
            if not number:
                head = _decoded(text)
            elif slug := _SLUG(text):
                places[json.loads(slug[1])] = number
            read += 1
        found += 1
    whole = read == found and line.endswith(b"\n")  # or an added line might continue one that was cut off
    return head, Entries(lines, places), not whole or read > 1 + 1.25 * len(places)


def _decoded(text: bytes) -> object:
    """What a line says; None if it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


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
    return {*map(type, rows)} <= {list} and {tuple(map(type, row)) for row in rows} <= {_ROW_TYPES}


_ROW_TYPES = (str, str, int, int, int, int)


def _is_no_name(names: Collection[str]) -> bool:
    """Whether one of them leads out of its folder, or cannot be a file's name."""
    joined = "\0".join(names)
    try:
        return bool(_LEADS_OUT(joined)) or joined.count("\0") >= len(names) or not os.fsencode(joined)
    except UnicodeEncodeError:
        return True


_LEADS_OUT = re.compile(r"(?:\A|\0)(?:\.|\0|\Z)|/").search
"""Finds an empty name, one that begins with a dot, or a slash, in names with NUL between them."""

_SLUG = re.compile(rb'\[("(?:[^"\\]|\\.)*")').match
"""Finds the slug at the start of an entry."""

_SUM = 17  # characters: 16 digits and a space


def _sum(text: bytes) -> bytes:
    """The checksum at the start of each line, which shows whether the line is damaged."""
    return hashlib.blake2b(text, digest_size=8).hexdigest().encode() + b" "


def write(path: Path, manifest: Manifest) -> None:
    """Write the manifest as a whole. Raises OSError."""
    head = [VERSION, manifest.project, manifest.common, manifest.shares]
    write_file(path, chain([_line(head)], manifest.entries.lines()))


def add(path: Path, entry: Entry) -> None:
    """Add an entry at the end of the file; it replaces an older one. Raises OSError."""
    with open(path, "ab", opener=regular) as file:
        file.write(_line([*entry]))


def _line(row: list[Any]) -> bytes:
    text = json.dumps(row).encode()
    return _sum(text) + text + b"\n"
