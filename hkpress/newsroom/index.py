"""The index of the search, in small files: a reader fetches the few that hold the words asked for.

All terms in order are cut into files of like size; `starts` in about.json has the first term of each. A file holds
entries: the length of a term, the term, the length of its data, the data; lengths as `words.number` has them.

    香港      the documents, and in each the number of places and the places; each number less the one before it
    ^Ascie   the words with these four letters inside, one a line: what finds pieces of words
"""

from __future__ import annotations

import heapq
import itertools
import marshal
from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path

from hkpress.formats.item.words import number

LETTERS = 4
"""A word is found by this many letters inside it."""
OCTETS = 6_000
"""The size of a file, where that makes no more than FILES of them."""
FILES = 2_000
_ROOM = 64 << 20  # octets of entries that are kept in memory
_PIECES = "\x01"
_SMALL = tuple(map(number, range(128)))

Row = tuple[bytes, str, int, int, bytes]
"""A term's place in the order, the term, its first and last document, and the data between."""


class _Posting:
    __slots__ = ("data", "first", "last")

    def __init__(self, document: int) -> None:
        self.first = self.last = document
        self.data = bytearray()


class Index:
    """The index of one language. *scratch* is a folder for what memory cannot hold."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._postings: dict[str, _Posting] = {}
        self._words: set[str] = set()
        self._held = self._total = 0
        self._runs: list[Path] = []

    def add(self, document: int, terms: Mapping[str, str]) -> None:
        """Add a document, numbered higher than the one before, from its `words.packed`."""
        postings = self._postings
        for term, places in terms.items():
            posting = postings.get(term)
            if posting is None:
                postings[term] = posting = _Posting(document)
                if len(term) >= LETTERS:  # Chinese terms have two characters at most
                    self._words.add(term)
            else:
                gap = document - posting.last
                posting.data += _SMALL[gap] if gap < 128 else number(gap)
                posting.last = document
            posting.data += places.encode("latin-1")
        self._held += sum(map(len, terms.values())) + 2 * len(terms)
        if self._held > _ROOM:
            self._put_aside()

    def _put_aside(self) -> None:
        path = self._scratch / str(len(self._runs))
        with path.open("wb") as file:
            for row in self._rows():
                marshal.dump(row, file)
        self._runs.append(path)
        self._postings.clear()
        self._total += self._held
        self._held = 0

    def _rows(self) -> Iterator[Row]:
        rows = [(_order(term), term, each.first, each.last, bytes(each.data)) for term, each in self._postings.items()]
        yield from sorted(rows, key=itemgetter(0))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each file: its first term, and its bytes."""
        pieces = self._pieces()
        octets = self._total + self._held + sum(len(data) for _, data in pieces)
        room = max(OCTETS, octets // FILES)
        start, held = "", bytearray()
        for term, data in itertools.chain(pieces, self._merged()):
            if held and len(held) + len(data) > room:
                yield start, bytes(held)
                held.clear()
            start = start if held else term
            held += _entry(term, data)
        if held:
            yield start, bytes(held)

    def _pieces(self) -> list[tuple[str, bytes]]:
        """The words by the letters inside them."""
        words: dict[str, list[str]] = {}
        for word in sorted(self._words):
            for piece in {word[at : at + LETTERS] for at in range(len(word) - LETTERS + 1)}:
                words.setdefault(_PIECES + piece, []).append(word)
        return [(piece, "\n".join(words[piece]).encode()) for piece in sorted(words, key=_order)]

    def _merged(self) -> Iterator[tuple[str, bytes]]:
        """The terms in order, each with all its documents."""
        runs = [*map(_read, self._runs), self._rows()]
        term, before, held = "", 0, bytearray()
        for _, name, first, last, data in heapq.merge(*runs, key=itemgetter(0, 2)):
            if name != term:
                if term:
                    yield term, bytes(held)
                term, before, held = name, 0, bytearray()
            held += number(first - before) + data
            before = last
        if term:
            yield term, bytes(held)


def _read(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        while True:
            try:
                yield marshal.load(file)  # noqa: S302 (written a moment ago, by this process)
            except EOFError:
                return


def _order(term: str) -> bytes:
    """Terms in the order in which JavaScript compares them."""
    return term.encode("utf-16-be")


def _entry(term: str, data: bytes) -> bytes:
    name = term.encode()
    return number(len(name)) + name + number(len(data)) + data
