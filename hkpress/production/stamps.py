"""Whether files have changed: first by their state in the file system, then by their contents.

A stamp takes no more than listing a folder. Only if it has changed are the contents read and digested.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Any

from hkpress.core import cache
from hkpress.core.files import FRESH, STATE, read_file, regular, write_file

_NEVER = frozenset({"__pycache__"})  # Python writes these as it runs


def stamp(path: str, home: str = "") -> tuple[str, bool]:
    """A word that changes with a file, or with any file below a folder, and whether it can be relied on yet. A missing
    folder has the same word as an empty one. A file changed just now may be
    changed again without a trace in the times of a coarse file system. A link that leads out of *path*,
    and of the folder *home* if that is given, is not followed.
    """
    total = newest = 0
    for name, file, follow in _files_below(path, home or path):
        try:
            state = os.stat(file, follow_symlinks=follow)
        except FileNotFoundError:  # a broken link, or a file removed just now
            row = (name, 0, 0, 0, 0)
        else:
            newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
            row = (name, *STATE(state))
        # a sum does not depend on the order, and needs no list of a hundred thousand files in memory
        total += int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=12).digest())
    return f"{total % (1 << 96):024x}", newest <= time.time_ns() - FRESH


@functools.lru_cache(64)
def settled_contents(path: str, home: str, word: str) -> str:  # noqa: ARG001 (a part of what is remembered)
    """The `contents` of a path with the `stamp` *word*, which can be relied on. A process reads it once."""
    return contents(path, home)


def contents(path: str, home: str = "") -> str:
    """The digest of a file, or of all files below a folder: names and bytes; links as in `stamp`. Raises OSError."""
    total = hashlib.sha256()
    for name, file, follow in sorted(_files_below(path, home or path)):
        what = file_digest(file) if follow and os.path.isfile(file) else ""
        total.update(os.fsencode(f"{name}\0{what}\0"))
    return total.hexdigest()[:32]


def file_digest(path: str | Path) -> str:
    """The digest of one file. Raises OSError."""
    with open(os.path.realpath(path), "rb", opener=regular) as file:
        if os.fstat(file.fileno()).st_size >= LARGE:
            return _large(os.path.abspath(path), file)
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


LARGE = 1 << 20
"""Bytes: digests of files from this size on are cached between runs. The fonts have forty times as many."""


def _large(path: str, file: BufferedReader) -> str:
    """The digest of a large file, from the cache if its state has not changed."""
    state = os.fstat(file.fileno())
    now = [*STATE(state)]
    remembered = _remembered()
    *before, digest = remembered.get(path, [""])
    if now != before:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:32]
        if max(state.st_mtime_ns, state.st_ctime_ns) <= time.time_ns() - FRESH:
            remembered[path] = [*now, digest]
            there = {path: each for path, each in remembered.items() if os.path.exists(path)}
            with suppress(OSError, RuntimeError):  # the cache cannot be written: the file will be read again
                write_file(cache.folder("digests"), json.dumps(there).encode(), lasting=False)
    return str(digest)


@functools.cache
def _remembered() -> dict[str, list[Any]]:
    """Size, times, number and digest of large files, by path."""
    try:
        rows = json.loads(read_file(cache.folder("digests")))
    except (OSError, RuntimeError, ValueError):  # RecursionError is a RuntimeError
        return {}
    return {path: row for path, row in rows.items() if _is_row(row)} if isinstance(rows, dict) else {}


def _is_row(row: object) -> bool:
    """Whether this is a line of the cache: anything may have written it."""
    match row:
        case [int(), int(), int(), int(), str()]:
            return True
    return False


def bytes_digest(data: bytes) -> str:
    """The digest that a file with these bytes has."""
    return hashlib.sha256(data).hexdigest()[:32]


def _files_below(path: str, home: str) -> Iterator[tuple[str, str, bool]]:
    """Every file below a folder: name, path, and whether to follow it if it is a link; of a file, its own path."""
    if os.path.islink(path) and not _leads_into(home, path):
        return
    try:
        yield from _below(path, (path, home))
    except FileNotFoundError:
        pass
    except NotADirectoryError:
        yield "", path, True


def _below(folder: str, homes: tuple[str, ...], name: str = "") -> Iterator[tuple[str, str, bool]]:
    try:
        entries = os.scandir(folder)
    except PermissionError:
        if not name:
            raise
        yield name, folder, False  # its release reports it, and others are made
        return
    with entries:
        for entry in entries:
            follow = not entry.is_symlink() or _stays(entry.path, homes)
            if not follow or not entry.is_dir():
                yield f"{name}{entry.name}", entry.path, follow
            elif entry.name not in _NEVER:
                yield from _below(entry.path, homes, f"{name}{entry.name}/")


def _stays(link: str, homes: tuple[str, ...]) -> bool:
    """Whether a link leads into one of these folders, and not to a folder that contains the link."""
    return any(_leads_into(home, link) for home in homes) and not _leads_into(link, os.path.dirname(link))


def _leads_into(folder: str, link: str) -> bool:
    try:
        os.stat(link)  # the system follows forty links, `realpath` any number
        return Path(os.path.realpath(link, strict=True)).is_relative_to(os.path.realpath(folder))
    except OSError:  # it leads nowhere, to itself, or through too many others
        return False
