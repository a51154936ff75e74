"""What hkpress has written into an output folder, and from what: one line of JSON a release.

A line is added when the files of its release are in place. So after a build that was cut off, what
it did is known, and what it did not is done by the next.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from hkpress.build.inputs import NOTHING, Known
from hkpress.files import write_file

VERSION = 1


class File(NamedTuple):
    """A file that was written: the digest of its bytes, its size, and the time of its last change in ns."""

    digest: str
    size: int
    mtime: int


class Entry(NamedTuple):
    """The files of one release, the key that they were made under, and what is known of the release's folder."""

    slug: str
    key: str
    folder: Known
    uses: tuple[str, ...]
    files: Mapping[str, File]


@dataclass(frozen=True)
class Manifest:
    """The entries of an output folder by slug, and what is known of the inputs that all share."""

    project: str
    """The way from the output folder to the project: another project's entries are none of ours."""
    common: Known = NOTHING
    shared: Known = NOTHING
    shares: Mapping[str, str] | None = None
    """The digests of the shared entries, see `inputs.shared`."""
    entries: Mapping[str, Entry] = field(default_factory=dict)


def read(path: Path, project: str) -> Manifest:
    """The manifest in that file; an empty one if there is none, or none that this version and *project* wrote."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Manifest(project)
    try:
        head = json.loads(lines[0])
        if head["version"] != VERSION or head["project"] != project:
            return Manifest(project)
        rows = json.loads(b"[%s]" % b",".join(lines[1:-1]))  # the last line is empty, or was cut off
        return Manifest(
            project,
            Known(*head["common"]),
            Known(*head["shared"]),
            head["shares"],
            {row[0]: entry for row in rows if (entry := _entry(row)).files},
        )
    except (ValueError, TypeError, KeyError, IndexError):  # whatever it is, it is not ours
        return Manifest(project)


def _entry(row: list) -> Entry:  # type: ignore[type-arg]
    slug, key, folder, uses, files = row
    names = [slug, *files]
    if any(not name or name[0] == "." or "/" in name for name in names):
        raise ValueError("a name that leads out of the folder")
    return Entry(slug, key, Known(*folder), tuple(uses), {name: File(*state) for name, state in files.items()})


def write(path: Path, manifest: Manifest) -> None:
    """Put the manifest into that file, whole. Raises OSError."""
    head = {
        "version": VERSION,
        "project": manifest.project,
        "common": manifest.common,
        "shared": manifest.shared,
        "shares": manifest.shares,
    }
    lines = [json.dumps(head, ensure_ascii=False), *map(_line, manifest.entries.values())]
    write_file(path, "".join(f"{line}\n" for line in lines).encode())


def add(path: Path, entry: Entry) -> None:
    """Add the entry to the manifest in that file; it takes the place of an older one. Raises OSError."""
    with path.open("ab") as file:
        file.write(f"{_line(entry)}\n".encode())


def _line(entry: Entry) -> str:
    return json.dumps([entry.slug, entry.key, entry.folder, entry.uses, dict(entry.files)], ensure_ascii=False)
