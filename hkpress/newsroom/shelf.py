"""The public releases of a site, in a file. Memory holds where each begins, and the few that were read last."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, overload

from hkpress.newsroom.public import Public

REMEMBERED = 256


class Shelf:
    """Releases by number, in the order in which they were added. Use it in a `with`."""

    def __init__(self, releases: Iterable[Public] = ()) -> None:
        self._open(tempfile.NamedTemporaryFile(prefix="hkpress-"), array("Q"))  # noqa: SIM115 (closed by __exit__)
        for release in releases:
            self.add(release)

    def _open(self, file: IO[bytes], starts: array[int]) -> None:
        self._file, self._starts = file, starts
        self.read = lru_cache(REMEMBERED)(self._read)
        """The release of a number."""

    def __reduce__(self) -> tuple[object, ...]:
        """The same shelf in another process, to be read there."""
        self._file.flush()
        return _opened_shelf, (self._file.name, self._starts)

    def __enter__(self) -> Shelf:
        """The shelf. Its file is gone at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, release: Public) -> None:
        """Add a release."""
        self._starts.append(self._file.seek(0, 2))
        pickle.dump(release, self._file)

    def _read(self, number: int) -> Public:
        self._file.seek(self._starts[number])
        release: Public = pickle.load(self._file)  # noqa: S301 (written a moment ago, by this process)
        return release

    def all(self) -> Chosen:
        """All releases."""
        return Chosen(self, array("I", range(len(self._starts))))


def _opened_shelf(path: str, starts: array[int]) -> Shelf:
    shelf = Shelf.__new__(Shelf)
    shelf._open(Path(path).open("rb"), starts)  # noqa: SIM115 (its process ends with its work)
    return shelf


class Chosen(Sequence[Public]):
    """Some of the releases of a shelf, each read when it is asked for."""

    def __init__(self, shelf: Shelf, numbers: array[int] | None = None) -> None:
        self._shelf = shelf
        self.numbers = array("I") if numbers is None else numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Public]:
        return map(self._shelf.read, self.numbers)

    @overload
    def __getitem__(self, place: int) -> Public: ...
    @overload
    def __getitem__(self, place: slice) -> Chosen: ...
    def __getitem__(self, place: int | slice) -> Public | Chosen:
        if isinstance(place, slice):
            return Chosen(self._shelf, self.numbers[place])
        return self._shelf.read(self.numbers[place])

    def none(self) -> Chosen:
        """An empty choice of the same shelf, to which numbers are added."""
        return Chosen(self._shelf)
