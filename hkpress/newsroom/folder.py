"""The folder of a site: writes each file whole and only if it changed, and removes what is no longer public.

The folder holds a list of the site's files, `.hkpress-site`, by which hkpress knows its own. The states of the files
are kept elsewhere, so that equal sites are equal byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.files import STATE, locked, write_file

LIST = ".hkpress-site"
_PARTIAL = ".part"


class _Held(NamedTuple):
    """A file of the site: the digest of its inputs, the digest of its bytes, and its state on the disk."""

    key: str
    digest: str
    state: str


class Folder:
    """A site while it is written. `put` and `copy` name its files; all others are removed at the end."""

    def __init__(self, root: Path, memory: Path) -> None:
        self.root = root
        self.changed: list[str] = []
        """The files that were written."""
        self.removed: list[str] = []
        self._memory = memory
        self.made_from = ""
        """The digest of the inputs of the finished site; "" if unknown."""
        self._before = self._known()
        self._now: dict[str, _Held] = {}
        self._under_way = memory.with_suffix(".log")
        self._log: IO[bytes] | None = None
        for path in self._lines(self._under_way):
            (root / f"{path}{_PARTIAL}").unlink(missing_ok=True)
        self._listed = {*self._before, *self._lines(root / LIST), *self._lines(self._under_way)}

    def _known(self) -> dict[str, _Held]:
        try:
            with self._memory.open("rb") as lines:
                self.made_from = json.loads(next(lines))
                return {path: _Held(key, digest, state) for path, key, digest, state in map(json.loads, lines)}
        except (OSError, ValueError, StopIteration):
            return {}

    def _lines(self, path: Path) -> list[str]:
        try:
            return path.read_text("utf-8").splitlines()
        except OSError:
            return []

    def has(self, folder: str) -> bool:
        """Whether any file of the site is in a folder of it."""
        return any(path.startswith(folder) for path in self._listed)

    def current(self, path: str, key: str) -> bool:
        """Whether the file made from *key* is still there; then it stays."""
        file = self._before.get(path)
        if file is None or file.key != key or file.state != self._state(path):
            return False
        self._now[path] = file
        return True

    def put(self, path: str, data: bytes, key: str = "") -> None:
        """Write a file, unless it holds these bytes. *key* is the digest of their inputs."""
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        if not self._holds(path, digest):
            self._announce(path)
            self._write(path, data)
        self._now[path] = _Held(key, digest, self._state(path))

    def copy(self, path: str, source: Path, digest: str) -> None:
        """Copy a file into the site; *digest* is that of its bytes."""
        if not self._holds(path, digest):
            self._announce(path)
            self._write(path, source.read_bytes())
        self._now[path] = _Held("", digest, self._state(path))

    def _holds(self, path: str, digest: str) -> bool:
        file = self._before.get(path)
        return file is not None and file.digest == digest and file.state == self._state(path)

    def _state(self, path: str) -> str:
        """What the file system says of a file, in a word: a site of many releases has very many."""
        try:
            state = STATE(os.stat(f"{self.root}/{path}"))  # noqa: PTH116 (a Path takes twice as long)
            return " ".join(map(str, state))
        except OSError:
            return ""

    def _announce(self, path: str) -> None:
        """Record a file as ours before writing it: if this process is killed, the next one knows the file."""
        self.changed.append(path)
        if path not in self._listed:
            self._listed.add(path)
            self._log = self._log or self._under_way.open("ab", buffering=0)
            self._log.write(f"{path}\n".encode())

    def _write(self, path: str, data: bytes) -> None:
        """Like `write_file`, in a third of the time: a site's files need no mode kept and no flush to the disk."""
        target = f"{self.root}/{path}"
        try:
            file = open(f"{target}{_PARTIAL}", "wb")  # noqa: PTH123, SIM115
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target))  # noqa: PTH103, PTH120
            file = open(f"{target}{_PARTIAL}", "wb")  # noqa: PTH123, SIM115
        with file:
            file.write(data)
        os.replace(file.name, target)  # noqa: PTH105

    def finish(self, key: str) -> None:
        """Remove files that no longer belong to the site; record those that do, and the digest of their inputs."""
        for path in sorted(self._listed - self._now.keys()):
            target = self.root / path
            if target.is_file() and target.parent.resolve().is_relative_to(self.root.resolve()):
                target.unlink()
                self.removed.append(path)
            for folder in target.parents:
                if folder == self.root:
                    break
                with suppress(OSError):
                    folder.rmdir()
        listed = "".join(f"{path}\n" for path in sorted(self._now)).encode()
        if self.changed or self.removed or not (self.root / LIST).exists():
            write_file(self.root / LIST, listed, lasting=False)
        rows = (json.dumps([path, *held]) for path, held in self._now.items())
        write_file(self._memory, "\n".join([json.dumps(key), *rows, ""]).encode(), lasting=False)
        self.close()
        self._under_way.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the list of files under way."""
        if self._log:
            self._log.close()
        self._log = None

    def untouched(self) -> bool:
        """Whether every file is still as it was written."""
        return bool(self._before) and all(file.state == self._state(path) for path, file in self._before.items())


@contextmanager
def opened(root: Path, memory: Path) -> Iterator[Folder]:
    """Open the folder of a site and lock it. Raises Invalid if it is not a site's."""
    memory.parent.mkdir(parents=True, exist_ok=True)
    with locked(memory.with_suffix(".lock")):
        ours = any(path.exists() for path in (root / LIST, memory, memory.with_suffix(".log")))
        if root.is_dir() and any(root.iterdir()) and not ours:
            message = "this folder holds other things: name an empty one for the newsroom, with -o"
            raise Invalid([Diagnostic(message, "output", root)])
        place = Folder(root, memory)
        try:
            yield place
        finally:
            place.close()
