"""The folder of a site: writes each file whole and only if it changed, and removes what is no longer public.

The folder holds a list of the site's files, `.hkpress-site`, so that hkpress knows its own. The states of the files
are in a database elsewhere, so that equal sites are equal byte for byte and memory holds no list.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, NamedTuple, Self

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.files import LINKED, STATE, locked, regular

LIST = ".hkpress-site"
FEW = 3
OTHER = ".other"
"""The ending of the database of a second process."""
_PARTIAL = ".part"
_TABLES = """
CREATE TABLE now.files (path TEXT PRIMARY KEY, key TEXT, digest TEXT, state TEXT) WITHOUT ROWID;
CREATE TABLE now.made (key TEXT);
CREATE TEMP TABLE ours (path TEXT PRIMARY KEY) WITHOUT ROWID;
"""

_SOUND = {
    "SELECT type, name, sql FROM before.sqlite_master EXCEPT SELECT type, name, sql FROM now.sqlite_master": None,
    "SELECT type, name, sql FROM now.sqlite_master EXCEPT SELECT type, name, sql FROM before.sqlite_master": None,
    "PRAGMA before.quick_check(1)": ("ok",),
    "SELECT 1 FROM before.files WHERE typeof(path) || typeof(key) || typeof(digest) || typeof(state) "
    "!= 'texttexttexttext'": None,
    "SELECT 1 FROM before.made WHERE typeof(key) != 'text'": None,
}
"""Queries of a database that hkpress wrote, with a limit: a malicious view in place of a table could run for ever."""


class _Held(NamedTuple):
    """A file of the site: the digest of its inputs, the digest of its bytes, and its state on the disk."""

    key: str
    digest: str
    state: str


class Files:
    """Writes files of a site. *coming* is the ending of the database that says which."""

    def __init__(self, root: Path, memory: Path, coming: str) -> None:
        self.root = root
        self.memory = memory
        """The database of the finished site."""
        self.changed = 0
        """The number of files that were written."""
        self._coming = memory.with_suffix(coming)
        self._under_way = memory.with_suffix(".log")
        self._log: IO[bytes] | None = None
        self._make = lru_cache(maxsize=256)(self._make_folder)
        self._open()

    def __enter__(self) -> Self:
        """The files. They are closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        """Open the database of the finished site as `before`, and an empty one for this site as `now`."""
        self._coming.unlink(missing_ok=True)
        self.made_from = ""
        """The digest of the inputs of the finished site; "" if unknown."""
        self._files = sqlite3.connect(":memory:", isolation_level=None)
        self._files.text_factory = partial(str, encoding="utf-8", errors="replace")
        self._attach("now", self._coming)
        self._files.execute("PRAGMA now.journal_mode = OFF")  # an interrupted site has no use for it
        self._files.executescript(_TABLES)
        self.is_new = not self._remembers()
        """Whether nothing is known of a finished site."""
        if self.is_new:
            self._attach("before", ":memory:")
            self._files.execute("CREATE TABLE before.files (path TEXT, key TEXT, digest TEXT, state TEXT)")
        self._files.execute("BEGIN")

    def _attach(self, name: str, database: Path | str) -> None:
        self._files.execute(f"ATTACH ? AS {name}", (str(database),))
        self._files.execute(f"PRAGMA {name}.synchronous = OFF")

    def _remembers(self) -> bool:
        """Open the database of the finished site; False if there is none, or something else wrote it."""
        if self.memory.is_symlink() or not self.memory.is_file():
            return False
        with suppress(sqlite3.DatabaseError, ValueError):
            self._attach("before", self.memory)
            if all(next(self._all(query), None) == row for query, row in _SOUND.items()):
                ((self.made_from,),) = self._all("SELECT key FROM before.made")
                return True
        with suppress(sqlite3.DatabaseError):
            self._files.execute("DETACH before")
        return False

    def _all(self, query: str, *values: str) -> Iterator[tuple[str, ...]]:
        return self._files.execute(query, values)

    def current(self, path: str, key: str) -> bool:
        """Whether the file made from *key* is still there. If so, it stays."""
        file = self._before(path)
        if file is None or file.key != key or file.state != self._state(path):
            return False
        self._keep(path, file)
        return True

    def put(self, path: str, data: bytes, key: str = "") -> None:
        """Write a file, unless it holds these bytes. *key* is the digest of their inputs."""
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        self._keep(path, _Held(key, digest, self._put(path, digest, lambda: data)))

    def copy(self, path: str, source: Path, digest: str) -> None:
        """Copy a file into the site; *digest* is the digest of its bytes."""
        self._keep(path, _Held("", digest, self._put(path, digest, source.read_bytes)))

    def _put(self, path: str, digest: str, read: Callable[[], bytes]) -> str:
        """Write what *read* returns, unless the file has this digest. Returns the state of the file."""
        before = self._before(path)
        if before and before.digest == digest and before.state == self._state(path):
            return before.state
        if not before:
            self._announce(path)
        self.changed += 1
        self._write(path, read())
        return self._state(path)

    def _before(self, path: str) -> _Held | None:
        if self.is_new:
            return None
        row = self._files.execute("SELECT key, digest, state FROM before.files WHERE path = ?", (path,)).fetchone()
        return row and _Held(*row)

    def _keep(self, path: str, file: _Held) -> None:
        self._files.execute("INSERT OR REPLACE INTO now.files VALUES (?, ?, ?, ?)", (path, *file))

    def _state(self, path: str) -> str:
        """The state of a file as one short word: a site of many releases has very many files."""
        try:
            state = STATE(os.stat(f"{self.root}/{path}"))  # noqa: PTH116 (a Path takes twice as long)
            return " ".join(map(str, state))
        except (OSError, ValueError):  # no such file, or no valid path
            return ""

    def _announce(self, path: str) -> None:
        """Record a new file before writing it: if this process is killed, the next one knows it as ours."""
        self._log = self._log or open(self._under_way, "ab", buffering=0, opener=regular)  # noqa: SIM115
        self._log.write(f"{path}\n".encode())

    def _write(self, path: str, data: bytes) -> None:
        self._write_parts(path, (data,))

    def _write_parts(self, path: str, parts: Iterable[bytes]) -> None:
        """Like `write_file`, in a third of the time: a site's files need no flush to the disk and keep no mode."""
        target = f"{self.root}/{path}"
        self._make(path.rpartition("/")[0])
        with open(f"{target}{_PARTIAL}", "wb", opener=regular) as file:
            file.writelines(parts)
        os.replace(file.name, target)  # noqa: PTH105

    def _make_folder(self, path: str) -> None:
        """Make a folder of the site, and those above it. Raises OSError if one is a link: it may lead out."""
        if not path:
            self.root.mkdir(parents=True, exist_ok=True)
            return
        self._make(path.rpartition("/")[0])
        folder = f"{self.root}/{path}"
        try:
            os.mkdir(folder)  # noqa: PTH102
        except FileExistsError:
            if os.path.islink(folder):  # noqa: PTH114
                raise OSError(errno.ELOOP, LINKED, folder) from None

    def commit(self) -> None:
        """Leave the database to another process, which takes over its content."""
        self._files.execute("COMMIT")

    def close(self) -> None:
        """Close the list of files under way, and the databases."""
        self._files.close()
        if self._log:
            self._log.close()
        self._log = None


class Folder(Files):
    """A site while it is written. `put` and `copy` name its files; all others are removed at the end."""

    def __init__(self, root: Path, memory: Path) -> None:
        super().__init__(root, memory, ".new")
        self.removed = 0
        self.gone: list[str] = []
        """The paths of a few removed pages of releases."""
        for path in self._lines(self._under_way):
            self._unlink(path + _PARTIAL)
        if self._under_way.is_symlink() or not self._under_way.is_file():
            self._under_way.unlink(missing_ok=True)
        known = (row for (row,) in self._all("SELECT path FROM before.files") if _is_below(row))
        for paths in (known, self._lines(root / LIST), self._lines(self._under_way)):
            self._files.executemany("INSERT OR IGNORE INTO ours VALUES (?)", ((path,) for path in paths))

    def _lines(self, path: Path) -> Iterator[str]:
        """The paths in a list of the site's files."""
        with suppress(OSError), open(path, encoding="utf-8", errors="replace", opener=regular) as lines:
            yield from filter(_is_below, (line.removesuffix("\n") for line in lines))

    def _unlink(self, path: str) -> bool:
        """Delete a file, unless its folder is a link that leads out of the site. Returns whether it is gone."""
        target = self.root / path
        inside = os.path.isfile(target) and target.parent.resolve().is_relative_to(self.root.resolve())  # noqa: PTH113
        if inside:
            target.unlink()
        return inside

    def has(self, folder: str) -> bool:
        """Whether any file of the site is in a folder of it."""
        return any(self._all("SELECT 1 FROM ours WHERE path BETWEEN ? AND ? LIMIT 1", folder, f"{folder}\U0010ffff"))

    def untouched(self) -> bool:
        """Whether every file is still as it was written."""
        states = [state == self._state(path) for path, state in self._all("SELECT path, state FROM before.files")]
        return bool(states) and all(states)

    def take(self, changed: int) -> None:
        """Take over what another process has put, from its database; *changed* is its count."""
        self.changed += changed
        theirs = self.memory.with_suffix(OTHER)
        self._files.execute("COMMIT")
        self._attach("other", theirs)
        self._files.execute("INSERT OR REPLACE INTO now.files SELECT * FROM other.files")
        self._files.execute("DETACH other")
        self._files.execute("BEGIN")
        theirs.unlink()

    def finish(self, key: str) -> None:
        """Remove files that no longer belong to the site; record those that do, and the digest of their inputs."""
        for (path,) in self._all("SELECT path FROM ours EXCEPT SELECT path FROM now.files"):
            removed = self._unlink(path)
            self.removed += removed
            if removed and "news/" in path and path.endswith("/index.html") and len(self.gone) < FEW:
                self.gone.append(path.removesuffix("index.html"))
            for folder in (self.root / path).parents:
                if folder == self.root:
                    break
                with suppress(OSError):
                    folder.rmdir()
        if self.changed or self.removed or not (self.root / LIST).exists():
            listed = self._all("SELECT path FROM now.files ORDER BY path")
            self._write_parts(LIST, (f"{path}\n".encode() for (path,) in listed))
        self._files.execute("INSERT INTO now.made VALUES (?)", (key,))
        self._files.execute("COMMIT")
        self.close()
        os.replace(self._coming, self.memory)  # noqa: PTH105
        self._under_way.unlink(missing_ok=True)


def _is_below(path: str) -> bool:
    """Whether this may be the path of a file of a site: anything may have written it."""
    return "\0" not in path and all(part not in ("", ".", "..") for part in path.split("/"))


@contextmanager
def open_site(root: Path, memory: Path) -> Iterator[Folder]:
    """Open the folder of a site and lock it. Raises Invalid if it is not a site's."""
    memory.parent.mkdir(parents=True, exist_ok=True)
    with locked(memory.with_suffix(".lock")):
        ours = any(path.exists() for path in (root / LIST, memory, memory.with_suffix(".log")))
        if root.is_dir() and any(root.iterdir()) and not ours:
            message = "this folder holds other things: name an empty one for the newsroom, with -o"
            raise Invalid([Diagnostic(message, "output", root)])
        folder = Folder(root, memory)
        try:
            yield folder
        finally:
            folder.close()
