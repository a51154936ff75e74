"""Earlier versions of a release: every text that was in the file before or after a change at the desk."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hkpress.core.files import below_own_folder, read_file, write_file
from hkpress.release.editions import HONG_KONG

_RECENT = 600.0  # seconds for which every version is kept
_APART_LATER = 120.0  # seconds between those that are kept longer
_MOST_OLD = 200  # of the older ones


@dataclass(frozen=True)
class Version:
    """A text that was in the file."""

    digest: str
    moment: float
    path: Path

    @property
    def when(self) -> datetime:
        """The moment at which it was the text of the file last."""
        return datetime.fromtimestamp(self.moment, HONG_KONG)


def version_name(data: bytes) -> str:
    """The name of a version."""
    return hashlib.sha256(data).hexdigest()[:20]


@dataclass(frozen=True)
class Versions:
    """The versions of one file."""

    folder: Path

    @classmethod
    def of(cls, root: Path, name: str) -> Versions:
        """The versions of the file *name*, in the project at *root*."""
        return cls(below_own_folder(root, "versions", name))

    def keep(self, data: bytes) -> str:
        """Keep a text as the newest version. Returns its digest."""
        name = version_name(data)
        path = self.folder / f"{name}.yaml"
        try:
            os.utime(path)  # the text is the newest version again
        except FileNotFoundError:
            write_file(path, data, lasting=False)
        return name

    def read(self, name: str) -> bytes | None:
        """The text of that digest."""
        path = self.folder / f"{name}.yaml"
        try:
            return read_file(path) if name.isalnum() else None
        except OSError:  # no such file, or a link or a pipe in its place
            return None

    def all(self) -> list[Version]:
        """The versions, the newest first."""
        kept = []
        for path in self.folder.glob("*.yaml"):
            with suppress(FileNotFoundError):  # another page has pruned it
                state = path.lstat()
                if stat.S_ISREG(state.st_mode):
                    kept.append(Version(path.stem, state.st_mtime, path))
        return sorted(kept, key=lambda each: each.moment, reverse=True)

    def prune(self) -> None:
        """Remove most of the older versions: keep one for every two minutes, two hundred at most."""
        now = time.time()
        last, kept = now, 0
        for version in self.all():
            if now - version.moment < _RECENT:
                continue
            if last - version.moment < _APART_LATER or kept >= _MOST_OLD:
                version.path.unlink(missing_ok=True)
            else:
                last, kept = version.moment, kept + 1
