"""Whether files have changed: by what the file system says of them, and by what is in them.

A stamp costs no more than listing a folder; where it is another than before, the digest of the contents decides.
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
from hkpress.core.files import FRESH, STATE, write_file

_NEVER = frozenset({"__pycache__"})  # Python's own, written as it runs


def stamp(path: str) -> tuple[str, bool]:
    """A word that changes with a file, or with every file below a folder, and whether it can be relied on yet.

    It is the same for a folder that is not there as for an empty one. A file changed just now may be
    changed again without a trace in the times of a coarse file system.
    """
    states = []
    newest = 0
    for name, file in _files(path):
        try:
            state = os.stat(file)
        except FileNotFoundError:  # a link to nothing, or gone this moment
            states.append((name, 0, 0, 0, 0))
            continue
        newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
        states.append((name, *STATE(state)))
    word = hashlib.blake2b(repr(sorted(states)).encode(), digest_size=12).hexdigest()
    return word, newest <= time.time_ns() - FRESH


def contents(path: str) -> str:
    """The digest of a file, or of all files below a folder: names and bytes. Raises OSError."""
    total = hashlib.sha256()
    for name, file in sorted(_files(path)):
        total.update(f"{name}\0{digest(file) if os.path.isfile(file) else ''}\0".encode())
    return total.hexdigest()[:32]


def digest(path: str | Path) -> str:
    """The digest of one file. Raises OSError."""
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size >= LARGE:
            return _large(os.path.abspath(path), file)
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


LARGE = 1 << 20
"""Bytes: from so many on, digests are remembered from one run to the next. The fonts have forty times as many."""


def _large(path: str, file: BufferedReader) -> str:
    """The digest of a large file: the remembered one, while the file system says the same of the file."""
    state = os.fstat(file.fileno())
    now = [*STATE(state)]
    remembered = _remembered()
    *before, found = remembered.get(path, [""])
    if now != before:
        found = hashlib.file_digest(file, "sha256").hexdigest()[:32]
        if max(state.st_mtime_ns, state.st_ctime_ns) <= time.time_ns() - FRESH:
            remembered[path] = [*now, found]
            there = {path: each for path, each in remembered.items() if os.path.exists(path)}
            with suppress(OSError, RuntimeError):  # no place for it: it will be read again
                write_file(cache.folder("digests"), json.dumps(there).encode(), lasting=False)
    return str(found)


@functools.cache
def _remembered() -> dict[str, list[Any]]:
    """Size, times, number and digest of large files, by path."""
    try:
        found = json.loads(cache.folder("digests").read_bytes())
    except (OSError, RuntimeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def digest_of(data: bytes) -> str:
    """The digest that a file with these bytes has."""
    return hashlib.sha256(data).hexdigest()[:32]


def _files(path: str, name: str = "") -> Iterator[tuple[str, str]]:
    """Name and path of every file below a folder, through links too; of a file, its own path."""
    try:
        entries = os.scandir(path)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        yield name, path
        return
    with entries:
        for entry in entries:
            if not entry.is_dir():
                yield f"{name}{entry.name}", entry.path
            elif entry.name not in _NEVER and not (entry.is_symlink() and _leads_back(entry.path)):
                yield from _files(entry.path, f"{name}{entry.name}/")


def _leads_back(link: str) -> bool:
    """Whether a link leads to a folder that it is in, and so round and round."""
    return Path(os.path.realpath(os.path.dirname(link))).is_relative_to(os.path.realpath(link))
