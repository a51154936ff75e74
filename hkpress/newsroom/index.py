"""The search index, in small files: a browser fetches the few that hold the words of a query.

All terms in order are cut into files of like size, `0.bin`, `1.bin`, …; `starts-0.json`, … have the first terms of
GROUP files each, and `starts` in about.json the first of each of those. A file holds entries: a term and its data.
Before each of them stands its length, as `words.number` writes it.

    science      for each block of SPAN documents that has the word:
                 the number of the block
                 the documents with the word in the headline
                 the documents with the word in the text
    香 港        the same of a pair of words; behind each document of a headline, how often and the places;
                 and last the places in the text, document by document, or an empty string, then file, offset and
                 length of the places, in `places-0.bin`, …
    ^Zscie       the words with these four letters inside, each with its data again: what finds pieces of words

A document is its number within the block; a place is less the one before it.
`texts/0.json`, … have the headlines and texts of each document as they are searched, and `texts/0-1.json`, … what is
left of a long one: a long phrase is looked up by a few of its pairs, and then looked for in the texts of the documents
that have those.
Only phrases of three words and more need places. Those of a frequent pair lie apart, block by block, so that a reader
who is shown the newest releases fetches no others.
"""

from __future__ import annotations

import heapq
import itertools
import json
import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path

from hkpress.formats.item.words import LETTERS, is_pair, varint

SPAN = 128
"""The number of documents in a block."""
APART = 4_000
"""The places of a pair lie apart if its data have more octets than this."""
OCTETS = 3_000
"""The size of a file, if that makes no more than FILES files."""
FILES = 8_000
GROUP = 64
"""The number of files whose first terms are in one file."""
PIECES = "\uffff"
"""What pieces of words begin with, so that they come after all terms."""
_ROOM = 3 << 20  # bytes of memory, as far as they can be estimated
_TERM = 220  # octets of memory for a term, without its data
_SMALL_VARINTS = tuple(map(varint, range(SPAN)))


Row = tuple[bytes, str, bytes]
"""A term's place in the order, the term, and its octets."""


class _Gathered:
    """Octets by term. What memory cannot hold is in files whose paths begin with *way*."""

    def __init__(self, way: Path) -> None:
        self._way = way
        self._data: dict[str, bytearray] = {}
        self._held = 0
        self._runs: list[Path] = []
        self.octets = 0
        """All that was added."""

    def add(self, term: str, data: bytes) -> None:
        """Append octets to a term's."""
        held = self._data.get(term)
        if held is None:
            self._data[term] = held = bytearray()
            self._held += _TERM
        held += data
        self._held += len(data)
        self.octets += len(data)
        if self._held > _ROOM:
            self._runs.append(self._way.with_suffix(f".{len(self._runs)}"))
            with self._runs[-1].open("wb") as file:
                for row in self._rows():
                    marshal.dump(row, file)
            self._data.clear()
            self._held = 0

    def _rows(self) -> list[Row]:
        """What is held, in the order in which JavaScript compares terms."""
        rows = ((term.encode("utf-16-be"), term, bytes(data)) for term, data in self._data.items())
        return sorted(rows, key=itemgetter(0))

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """The terms in order, each with its octets in the order in which they were added."""
        rows = heapq.merge(*map(_spilled_rows, self._runs), self._rows(), key=itemgetter(0))
        for term, group in itertools.groupby(rows, itemgetter(1)):
            yield term, b"".join([data for _, _, data in group])


def _spilled_rows(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        while True:
            try:
                yield marshal.load(file)  # noqa: S302 (written a moment ago, by this process)
            except EOFError:
                return


class Index:
    """An index of documents, which are added in order. *scratch* is an empty folder for what memory cannot hold."""

    def __init__(self, scratch: Path) -> None:
        self._block = 0
        self._headlines: defaultdict[str, bytearray] = defaultdict(bytearray)
        self._documents: defaultdict[str, bytearray] = defaultdict(bytearray)
        self._places: defaultdict[str, bytearray] = defaultdict(bytearray)
        self._closed = _Gathered(scratch / "terms")
        self._pieces = _Gathered(scratch / "pieces")

    def add(self, document: int, terms: Mapping[str, Mapping[str, str]]) -> None:
        """Add a document, numbered higher than the one before, from its `words.packed`."""
        block, within = divmod(document, SPAN)
        if block != self._block:
            self._close_block()
            self._block = block
        this = _SMALL_VARINTS[within]
        headlines, documents, held = self._headlines, self._documents, self._places
        for term, places in terms["headline"].items():
            headlines[term] += this + places.encode("latin-1")
        for term, places in terms["text"].items():
            documents[term] += this
            if places:
                held[term] += places.encode("latin-1")

    def _close_block(self) -> None:
        block = varint(self._block)
        headlines, documents, held = self._headlines, self._documents, self._places
        nothing = b""
        for term in headlines.keys() | documents.keys():
            data = block + _sized(headlines.get(term, nothing)) + _sized(documents.get(term, nothing))
            self._closed.add(term, data + _sized(held.get(term, nothing)) if is_pair(term) else data)
        for each in (headlines, documents, held):
            each.clear()

    def files(self, starts: list[str]) -> Iterator[tuple[str, bytes]]:
        """Each file's name and bytes. Afterwards *starts* has the first term of each group of files of terms."""
        self._close_block()
        places = _Places(max(OCTETS, self._closed.octets // FILES))
        group: list[str] = []
        entries = itertools.chain(self._entries(places), self._pieces)
        for count, (term, data) in enumerate(_in_files(entries, places.room)):
            yield from places.full()
            yield f"{count}.bin", data
            group.append(term)
            if len(group) == GROUP:
                yield _first_terms(starts, group)
        yield from places.full(last=True)
        if group:
            yield _first_terms(starts, group)

    def _entries(self, places: _Places) -> Iterator[tuple[str, bytes]]:
        """The terms and their data. Words are added to the pieces on the way."""
        for term, closed in self._closed:
            pair = is_pair(term)
            data = _placed_apart(closed, places) if pair and len(closed) > APART else closed
            yield term, data
            if not pair and len(term) >= LETTERS:
                entry = _sized(term.encode()) + _sized(data)
                for piece in {term[at : at + LETTERS] for at in range(len(term) - LETTERS + 1)}:
                    self._pieces.add(PIECES + piece, entry)


def _first_terms(starts: list[str], group: list[str]) -> tuple[str, bytes]:
    """The file with the first terms of a group, which is then empty."""
    name, data = f"starts-{len(starts)}.json", json.dumps(group, ensure_ascii=False, separators=(",", ":"))
    starts.append(group[0])
    group.clear()
    return name, data.encode()


def _in_files(entries: Iterable[tuple[str, bytes]], room: int) -> Iterator[tuple[str, bytes]]:
    """The entries in files of *room* octets, and the first term of each."""
    first, held = "", bytearray()
    for term, data in entries:
        if held and len(held) + len(data) > room:
            yield first, bytes(held)
            held.clear()
        first = first if held else term
        held += _sized(term.encode()) + _sized(data)
    if held:
        yield first, bytes(held)


class _Places:
    """The files of places that lie apart, each of at most *room* octets unless one block has more."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._files: list[bytes] = []
        self._given = 0
        self._open = bytearray()

    def put(self, data: bytes) -> bytes:
        """Where the data will be: file, offset, length."""
        if self._open and len(self._open) + len(data) > self.room:
            self._close()
        where = varint(self._given + len(self._files)) + varint(len(self._open)) + varint(len(data))
        self._open += data
        return where

    def full(self, *, last: bool = False) -> Iterator[tuple[str, bytes]]:
        """The files that are finished since it was last asked."""
        if last and self._open:
            self._close()
        for data in self._files:
            yield f"places-{self._given}.bin", data
            self._given += 1
        self._files.clear()

    def _close(self) -> None:
        self._files.append(bytes(self._open))
        self._open.clear()


def _placed_apart(closed: bytes, places: _Places) -> bytes:
    """The data of a pair without its places, which lie apart."""
    data = bytearray()
    for block, headlines, documents, found in _blocks(closed):
        data += varint(block) + _sized(headlines) + _sized(documents) + varint(0)
        if found:
            data += places.put(found)
    return bytes(data)


def _blocks(closed: bytes) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    """The blocks of a pair: number, headlines, documents, places."""
    at = 0

    def value() -> int:
        nonlocal at
        number = shift = 0
        while True:
            octet = closed[at]
            at += 1
            number |= (octet & 127) << shift
            if octet < 128:
                return number
            shift += 7

    def sized() -> bytes:
        nonlocal at
        length = value()
        at += length
        return closed[at - length : at]

    while at < len(closed):
        yield value(), sized(), sized(), sized()


def _sized(data: bytes | bytearray) -> bytes:
    """The data after its length."""
    length = len(data)
    return (_SMALL_VARINTS[length] if length < SPAN else varint(length)) + data
