"""A place that the other language calls by another place's name: Sai Kung Pier, 西環碼頭.

The check knows districts, stations, piers, hospitals, universities, courts and departments of Hong Kong. It finds a
paragraph that names one of them in English only, and another one in Chinese only.

Wrong: The ferry leaves Sai Kung Pier. 渡輪由西環碼頭開出。
Right: The ferry leaves Sai Kung Pier. 渡輪由西貢碼頭開出。
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Pair, Passage, Proof, block_of
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity

CODE = "other-place"
SEVERITY = Severity.WARNING

_KIND = {
    "en": re.compile(r" (?:MTR |Ferry |Public |Star Ferry )?(?:[Ss]tation|[Pp]iers?|Hospital)\b"),
    "tc": re.compile(f"(?![{HAN}]{{0,3}}個)[{HAN}]{{0,4}}(?:站|碼頭|醫院)"),
}
_CAPITAL_WORD = re.compile("[A-Z][a-z]+|[A-Z]+")
_NAME_STARTS = re.compile(rf"(?<!\w)|(?<=[{HAN}])")
_NAME_ENDS = {"en": re.compile(r"\b(?!-)(?! Line\b)"), "tc": re.compile("(?![綫線])")}
"""What may follow a name: not Line, since one language may leave out a line's name."""


@dataclass(frozen=True)
class _Name:
    """A name of a place in one language, and whether it counts only before Station, Pier or Hospital."""

    words: str
    place: int
    needs_kind: bool


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such place."""
    for _, pairs in groupby(proof.pairs, block_of):
        yield from memo.block(tuple(pairs), in_block)


def in_block(pairs: tuple[Pair, ...]) -> Iterator[Finding]:
    """Yield a warning if a block names one known place in English only, and one in Chinese only. Items of a list and
    cells of a table are compared one by one, since both languages have them in the same order.
    """
    if {"list", "table"} & set(pairs[0].en.loc):
        for pair in pairs:
            yield from _in_pairs((pair,))
    else:
        yield from _in_pairs(pairs)


def _in_pairs(pairs: tuple[Pair, ...]) -> Iterator[Finding]:
    there = _found(pair.tc for pair in pairs)
    here = _found(pair.en for pair in pairs) if there else {}
    if not here:
        return
    chinese = " ".join(pair.tc.prose for pair in pairs)
    strange = there.keys() - here
    lost = [place for place in here.keys() - there if not any(name in chinese for name in _known_places()[place][2])]
    if len(lost) == 1 == len(strange):
        en, tc = here[lost[0]], there[strange.pop()]
        message = say("the English names {en}, the Chinese {tc}: correct one of them", en=en.words, tc=tc.words)
        yield tc.text.finding(message, tc.start, tc.end, related=(en.text.place(en.start, en.end),))


class _Mention(NamedTuple):
    """Where a text names a place."""

    text: Passage
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.text.prose[self.start : self.end]


def _found(texts: Iterable[Passage]) -> dict[int, _Mention]:
    """Where the texts first name each known place."""
    found: dict[int, _Mention] = {}
    for text in texts:
        for start, end, place in sorted(_places_in(text)):
            found.setdefault(place, _Mention(text, start, end))
    return found


def _places_in(text: Passage) -> Iterator[tuple[int, int, int]]:
    """Where the text names a place, and which. Of overlapping names, the longest counts."""
    atlas, prose = _atlas(text.edition), text.prose
    words = set(_CAPITAL_WORD.findall(prose)) if text.edition == "en" else text.grams
    names = [name for start in atlas.keys() & words for name in atlas[start] if name.words in prose]
    taken = set[int]()
    for name in sorted(names, key=lambda each: len(each.words), reverse=True):
        for match in re.finditer(re.escape(name.words), prose):
            start, end = match.span()
            if (
                taken.isdisjoint(range(start, end))
                and _NAME_STARTS.match(prose, start)
                and _NAME_ENDS[text.edition].match(prose, end)
                and (not name.needs_kind or _KIND[text.edition].match(prose, end))
            ):
                taken.update(range(start, end))
                yield start, end, name.place


@cache
def _known_places() -> tuple[tuple[list[str], list[str], list[str]], ...]:
    """The places: English names, Chinese names, and what may stand for the Chinese ones."""
    lines = (Path(__file__).parent / "data" / "places.tsv").read_text("utf-8").splitlines()
    rows = [[*line.split("\t"), ""] for line in lines if not line.startswith("#")]
    return tuple((row[0].split("|"), row[1].split("|"), row[2].split()) for row in rows)


@cache
def _atlas(edition: str) -> dict[str, list[_Name]]:
    """The names by their first word, or their first two characters."""
    atlas = defaultdict[str, list[_Name]](list)
    for place, row in enumerate(_known_places()):
        for name in row[edition == "tc"]:
            start = _CAPITAL_WORD.findall(name)[0] if edition == "en" else name[:2]
            atlas[start].append(_Name(name.rstrip("~"), place, name.endswith("~")))
    return atlas
