"""Digests of everything that can change a byte of an output. It includes too much rather than too little."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import hkpress
from hkpress.core.files import read_file
from hkpress.core.layout import PACKAGED, SETTINGS, SHARED
from hkpress.printing import STEERING
from hkpress.production.stamps import contents, file_digest, settled_contents, stamp
from hkpress.release.project import Project

GLOSSARY = "glossary.yaml"
PEOPLE = "people.yaml"
TOPICS = "topics.yaml"
ISSUERS = "issuers"

# A new library changes the date of the linker's cache, or of the folder into which Homebrew links it.
_LIBRARIES = ("/etc/ld.so.cache", "/opt/homebrew/lib", "/usr/local/lib")


class KnownDigest(NamedTuple):
    """A digest, and the stamp of its files; the stamp is "" if the files were too new to trust it."""

    stamp: str
    digest: str


class Shares(NamedTuple):
    """The digest of each entry that releases may share, by name, and that of their folder.

    `issuers/hkstp.yaml` and `logos/park.svg` are files, `people.yaml/sunny-chai` is a person. There are no digests
    if one of the files cannot be read.
    """

    folder: KnownDigest
    digests: Mapping[str, str] | None


NOTHING = KnownDigest("", "")
NONE_SHARED = Shares(NOTHING, None)


def _settings_digest(path: str, home: str) -> str:
    """The digest of the settings that a release depends on, or of the whole file if they cannot be read."""
    from hkpress.release.settings import deciding  # imported late: many projects have no such file

    try:
        return _key_of(deciding(read_file(Path(path))))
    except (OSError, ValueError, RecursionError):  # whatever needs the settings reports what is wrong with them
        return contents(path, home)


def stamps_of(project: Project, *paths: str) -> str:
    """A word that changes if any of these files changes."""
    return " ".join(stamp(path, str(project.root))[0] for path in paths)


def renewed(project: Project, known: KnownDigest, *paths: str, rest: str = "") -> tuple[KnownDigest, str]:
    """The digest of files and folders and of *rest*, and their stamps before they were read.

    A digest in *known* is reused while its stamp is the same. Links that lead out of the project are not followed.
    """
    home = str(project.root)
    stamps = [stamp(path, home) for path in paths]
    words = " ".join(word for word, _ in stamps)
    now = f"{words} {rest}"
    if now == known.stamp:
        return known, words
    elsewhere = [path for path in _OWN if not Path(path).is_relative_to(project.root.resolve())]
    digests = [
        _settings_digest(path, home)
        if path == str(project.root / SETTINGS)
        else settled_contents(path, "" if path in elsewhere else home, word)
        if settled
        else contents(path, home)
        for path, (word, settled) in zip(paths, stamps, strict=True)
    ]
    settled = all(settled for _, settled in stamps)
    return KnownDigest(now if settled else "", _key_of(rest, *digests)), words


_OWN = (str(Path(hkpress.__file__).parent), str(PACKAGED))
"""hkpress's own folders. A process reads them once for all projects, unless they are in the project itself."""


def common(project: Project, known: KnownDigest) -> tuple[KnownDigest, str]:
    """The digest of what every release depends on (`common_paths`, Python, libraries), and its stamps."""
    return renewed(project, known, *common_paths(project), rest=_key_of(_surroundings()))


def common_paths(project: Project) -> tuple[str, ...]:
    """hkpress itself with its fonts, the templates, and the project's settings."""
    return tuple(dict.fromkeys((*_OWN, *map(str, (*project.template_roots, project.root / SETTINGS)))))


def everything(project: Project) -> tuple[str, bool]:
    """A stamp that changes with anything that a release is made from, and whether it can be relied on yet."""
    stamps = [stamp(path, str(project.root)) for path in (*common_paths(project), str(project.releases))]
    return _key_of(_surroundings(), *(word for word, _ in stamps)), all(settled for _, settled in stamps)


def _surroundings() -> str:
    """Python, the versions of all installed packages, and when the system's libraries last changed."""
    packages = sorted({name for folder in sys.path for name in _folder_names(folder) if name.endswith(".dist-info")})
    dates = [os.stat(path).st_mtime_ns if os.path.exists(path) else 0 for path in _LIBRARIES]
    return repr((sys.version, sys.platform, packages, dates, [os.environ.get(name, "") for name in STEERING]))


def _folder_names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:  # an archive, or a folder that does not exist
        return []


def shared(project: Project, before: Shares) -> tuple[Shares, str]:
    """The entries that releases share, and the stamps of their folder before they were read."""
    place = project.releases / SHARED
    try:
        folder, word = renewed(project, before.folder, str(place))
    except OSError:  # a release that needs the file reports it; all others are made again each time
        return NONE_SHARED, ""
    return Shares(folder, before.digests if folder.digest == before.folder.digest else _shared_digests(project)), word


def _shared_digests(project: Project) -> dict[str, str] | None:
    from hkpress.core.diagnostics import Invalid

    folder = project.releases / SHARED
    listed = (PEOPLE, TOPICS)
    try:
        files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
        digests = {name: file_digest(project.reached(path)) for name, path in files.items() if name not in listed}
        entries = {name: project.source(files[name]).data for name in listed if name in files}
    except (Invalid, OSError):
        return None
    for file, data in entries.items():
        for name, entry in data.items() if isinstance(data, dict) else ():
            digests[f"{file}/{name}"] = _key_of(json.dumps(entry))
    return digests


@cache
def key(common: str, uses: tuple[tuple[str, str], ...], checked: bool) -> str:
    """The digest of a release's inputs besides its own folder."""
    return _key_of(common, json.dumps(uses), str(checked))


def _key_of(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
