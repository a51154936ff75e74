"""Remembers what the rules found in a text, so that it is quick to check a release again after one change.

A rule that judges each text by itself is written as a function of one Passage, and a rule that compares both languages
as a function of one Pair. `each` and `each_pair` call it for texts that they have not seen yet. The results name no
file, so they also serve the same words in another place or release.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, wraps
from itertools import count
from typing import Any, Generic, TypeVar

from hkpress.check.finding import Edit, Finding, Place
from hkpress.check.proof import Pair, Passage, Proof
from hkpress.core.recent import Recent
from hkpress.release import inline

_next = count()

T = TypeVar("T")


@dataclass(frozen=True)
class Shared(Generic[T]):
    """Something large that a rule reads beside a text, such as all known names. Two are equal if their numbers are."""

    number: int
    value: T = field(compare=False)


_findings: Recent[tuple[_Found, ...]] = Recent(25_000)  # one for each rule and text
_shared: Recent[Shared[Any]] = Recent(50)  # most releases of a house have the same


def shared(value: T) -> Shared[T]:
    """*value* with a number. Equal values share the first one: every result refers to it, and so keeps it in memory."""
    return _shared.get(value) or _shared.store(value, Shared(next(_next), value))


@dataclass(frozen=True)
class _Spot:
    """A place in the texts that a rule was given: which text, and which characters of it."""

    text: int
    start: int | None
    end: int | None


@dataclass(frozen=True)
class _Found:
    """A finding whose places are spots, so that it names no file."""

    finding: Finding
    place: _Spot
    related: tuple[_Spot, ...]
    edits: tuple[tuple[_Spot, str], ...]


def once(make: Callable[[Proof], T]) -> Callable[[Proof], T]:
    """Make a function call *make* only once for each proof, however many rules ask."""

    @wraps(make)
    def made(proof: Proof) -> T:
        if make not in proof.made:
            proof.made[make] = make(proof)
        kept: T = proof.made[make]
        return kept

    return made


def remembered() -> int:
    """How many results are remembered."""
    return len(_findings)


def each(
    proof: Proof, look: Callable[..., Iterable[Finding]], *context: Hashable, only: str = "", plain: bool = False
) -> Iterator[Finding]:
    """What `look(passage, *context)` finds in every passage; of the languages in *only*, such as "tc sc", if given.

    The findings may depend on the text, its language, its field and *context* only. With *plain*, *look* gets the text
    without emphasis, as readers see it: `**重點**,` is 重點, with a half-width comma.
    """
    passages = proof.texts_in(*only.split()) if only else proof.passages
    looks = _through(look) if plain else look
    for passage in passages:
        if found := _remembered(passage, (passage,), looks, context, passage.content):
            yield from found


@cache
def _through(look: Callable[..., Iterable[Finding]]) -> Callable[..., Iterable[Finding]]:
    """Call *look* on the text without the stars of emphasis, and move its findings to the text with them."""

    def through(passage: Passage, *context: Hashable) -> Iterable[Finding]:
        runs = inline.emphasis(passage.text)
        if not runs:
            return look(passage, *context)
        stars = {index for start, end in runs for index in range(start, end)}
        kept = [index for index in range(len(passage.text) + 1) if index not in stars]
        bare = replace(passage, text="".join(passage.text[index] for index in kept[:-1]))
        return [_moved(finding, kept) for finding in look(bare, *context)]

    return through


def _moved(finding: Finding, kept: list[int]) -> Finding:
    """The finding with its places in the original text. An edit that would delete a star is dropped."""

    def moved(place: Place) -> Place:
        if place.start is None or place.end is None:
            return place
        end = kept[place.end - 1] + 1 if place.end > place.start else kept[place.start]
        return replace(place, start=kept[place.start], end=end)

    edits = tuple(Edit(moved(edit.place), edit.text) for edit in finding.edits)
    is_whole = all(
        _place_length(edit.place) == _place_length(old.place) for edit, old in zip(edits, finding.edits, strict=True)
    )
    related = tuple(map(moved, finding.related))
    return replace(finding, place=moved(finding.place), related=related, edits=edits if is_whole else ())


def _place_length(place: Place) -> int:
    return (place.end or 0) - (place.start or 0)


def each_pair(proof: Proof, look: Callable[..., Iterable[Finding]], *context: Hashable) -> Iterator[Finding]:
    """What `look(pair, *context)` finds in every pair, as `each`."""
    for pair in proof.pairs:
        yield from _remembered(pair, (pair.en, pair.tc), look, context, (pair.en.content, pair.tc.content))


def block(pairs: tuple[Pair, ...], look: Callable[..., Iterable[Finding]], *context: Hashable) -> Iterable[Finding]:
    """What `look(pairs, *context)` finds in pairs that belong together, as `each`."""
    texts = tuple(text for pair in pairs for text in (pair.en, pair.tc))
    return _remembered(pairs, texts, look, context, tuple(text.content for text in texts))


def findings(passage: Passage, look: Callable[..., Iterable[Finding]], *context: Hashable) -> Iterable[Finding]:
    """What `look(passage, *context)` finds in one passage, as `each`."""
    return _remembered(passage, (passage,), look, context, passage.content)


def _remembered(
    seen: Passage | Pair | tuple[Pair, ...],
    texts: tuple[Passage, ...],
    look: Callable[..., Iterable[Finding]],
    context: tuple[Hashable, ...],
    content: Hashable,
) -> Iterable[Finding]:
    key = (look, context, content)
    kept = _findings.get(key)
    if kept is None:
        kept = _findings.store(key, tuple([_without_places(finding, texts) for finding in look(seen, *context)]))
    return [_with_places(finding, texts) for finding in kept] if kept else ()


def _without_places(finding: Finding, texts: tuple[Passage, ...]) -> _Found:
    places = (finding.place, *finding.related, *(edit.place for edit in finding.edits))
    spots = [_Spot([text.loc for text in texts].index(place.loc), place.start, place.end) for place in places]
    related = len(finding.related) + 1
    edits = tuple(zip(spots[related:], (edit.text for edit in finding.edits), strict=True))
    bare = replace(finding, place=_NOWHERE, related=(), edits=())
    return _Found(bare, spots[0], tuple(spots[1:related]), edits)


def _with_places(found: _Found, texts: tuple[Passage, ...]) -> Finding:
    def placed(spot: _Spot) -> Place:
        text = texts[spot.text]
        return Place(text.source, text.loc, spot.start, spot.end)

    edits = tuple(Edit(placed(spot), text) for spot, text in found.edits)
    return replace(found.finding, place=placed(found.place), related=tuple(map(placed, found.related)), edits=edits)


_NOWHERE: Place = Place(None, ())  # type: ignore[arg-type]
