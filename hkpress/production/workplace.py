"""The output folder during a build: one build at a time, files written whole, nothing left behind."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hkpress.core import files
from hkpress.production import stamps
from hkpress.production.manifest import File
from hkpress.production.stamps import bytes_digest

if TYPE_CHECKING:
    from hkpress.production.make import Output

OWN = ".hkpress"
"""The folder in the output folder that holds the lock, the manifest, and unfinished files."""

_STAY = ("lock", "manifest")


class Staged(NamedTuple):
    """An output on the disk: its unfinished file, and its final path."""

    partial: str
    target: Path
    output: Output


@dataclass(frozen=True)
class Workplace:
    """An output folder that no other build writes to."""

    folder: Path

    def manifest(self, project: str) -> Path:
        """The path of a project's manifest: several projects may share an output folder."""
        return self.folder / OWN / f"manifest-{bytes_digest(project.encode())[:8]}"

    def foreign(self, outputs: Iterable[Output], ours: Collection[str]) -> list[Path]:
        """The paths of files that hkpress did not write. Raises OSError."""
        paths = ((self.folder / each.path, each.data) for each in outputs if each.path.name not in ours)
        return [path for path, data in paths if os.path.lexists(path) and not _holds(path, bytes_digest(data))]

    def stage(self, outputs: Iterable[Output]) -> list[Staged]:
        """Write the outputs to the disk, in the workplace. Raises OSError, and then leaves none of them. All are on
        the disk before the first replaces an older one, so that old and new files lie side by side only for a moment.
        """
        staged: list[Staged] = []
        try:
            for output in outputs:
                target = self.folder / output.path
                partial = f"{self.folder}/{OWN}/{len(staged)}{target.suffix}"
                with _errors_naming(target), open(partial, "xb") as file:  # never through a link
                    staged.append(Staged(partial, target, output))
                    _refuse_links(target.parent, self.folder)
                    file.write(output.data)
                    file.flush()
                    os.fsync(file.fileno())
        except BaseException:
            self._tidy()
            raise
        return staged

    def put(self, staged: Iterable[Staged]) -> dict[str, File]:
        """Move staged outputs to where they belong; their states by name. Raises OSError."""
        states = {}
        try:
            for partial, target, output in staged:
                with _errors_naming(target):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    _refuse_links(target.parent, self.folder)
                    os.replace(partial, target)
                    states[target.name] = File.at(str(target), output.variant.key, bytes_digest(output.data))
        except BaseException:
            self._tidy()
            raise
        return states

    def remove(self, path: Path, file: File) -> bool:
        """Delete a file, and its folder if that is empty. Returns False and keeps the file if it was edited."""
        _refuse_links(path.parent, self.folder)
        if os.path.lexists(path):
            if not _holds(path, file.digest):
                return False
            path.unlink()
        with suppress(OSError):
            path.parent.rmdir()
        return True

    def _tidy(self) -> None:
        for path in (self.folder / OWN).iterdir():
            if not path.name.startswith(_STAY) and (path.is_symlink() or not path.is_dir()):
                path.unlink()


def _holds(path: Path, digest: str) -> bool:
    """Whether there is a real file, not a link, with the bytes of that digest."""
    return path.is_file() and not path.is_symlink() and stamps.file_digest(path) == digest


def _refuse_links(path: Path, folder: Path) -> None:
    """Raise OSError if a link is between *folder* and *path* below it: files would be written elsewhere."""
    if os.path.realpath(path) != os.path.join(os.path.realpath(folder), os.path.relpath(path, folder)):
        raise OSError(errno.ELOOP, files.LINKED, str(path))


@contextmanager
def workplace_in(folder: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[Workplace]:
    """The workplace in *folder*. Raises OSError. If another build has it, this calls *waiting* and waits for its end.
    The lock ends with the process, however that ends.
    """
    own = folder / OWN
    _refuse_links(own, folder)
    with _errors_naming(folder):
        own.mkdir(parents=True, exist_ok=True)
    with files.locked(own / "lock", waiting):
        place = Workplace(folder)
        place._tidy()  # leftovers of a build that was killed
        yield place


@contextmanager
def _errors_naming(target: Path) -> Iterator[None]:
    """Make errors name the file that the user knows, not the unfinished one."""
    try:
        yield
    except OSError as error:
        if error.filename is None or OWN in str(error.filename):
            error.filename, error.filename2 = str(target), None
        raise
