"""Where in the files of a release the text stands that a change is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hkpress.golden.changes import Change, Pair, told_of
from hkpress.golden.parts import Part
from hkpress.release import inline
from hkpress.release.parse import Release
from hkpress.release.source import Loc, Source

_START = slice(0, 0)
_LANGUAGES = ("en", "tc", "sc")
_FIELDS: Mapping[str, Loc] = {
    "“for immediate release”": ("timing",),
    "embargo": ("embargo",),
    "link to the photos": ("photo_pack", "url"),
    "date of issue": ("date",),
}
"""Parts that one field of the manuscript is written out in."""


class Place(NamedTuple):
    """A value in a file, and the characters of it that are meant; none for its beginning."""

    source: Source
    loc: Loc
    part: slice = _START


def trace(release: Release, editions: Mapping[str, Sequence[Pair]], change: Change) -> Place | None:
    """The place of a change in the release as it is; None unless one value, and no other, says what the part says now.

    What is gone has no place, and what a theme or an engine changed has none in a release.
    """
    edition = change.editions[0]
    for pair in editions[edition]:
        edits = told_of(pair, change)
        if edits is None or pair.new is None:
            continue
        if pair.name in _FIELDS:
            origin, loc = release.sources[0][0], _FIELDS[pair.name]
            return Place(origin, loc) if loc in origin.places else None
        found = _values(release, pair.new, edition)
        if found or edition != "sc":
            piece = "".join(token.text for token in edits[0].new) if len(edits) == 1 else ""
            return Place(found[0][0], found[0][1], _slice(found[0][2], piece)) if len(found) == 1 else None
        traditional = [each.new for each in editions["tc"] if each.new and each.name == pair.name]
        found = [value for part in traditional for value in _values(release, part, "tc")]  # it is converted from it
        return Place(*found[0][:2]) if len(found) == 1 else None
    return None


def _values(release: Release, part: Part, language: str) -> list[tuple[Source, Loc, str]]:
    """The values, in that language or in none, that say what the part says."""
    others = {*_LANGUAGES} - {language}
    return [each for each in release.words() if each[1][-1] not in others and _says(part, each[2])]


def _says(part: Part, text: str) -> bool:
    if part.name.endswith(" description"):
        return part.text == inline.to_words(text)
    if part.name.endswith(", quote"):  # each paragraph opens with a mark, the last one closes with one
        paragraphs = [each.strip() for each in text.split("\n\n") if each.strip()]
        return [each[1:] for each in part.text[:-1].split("\n\n")] == paragraphs
    return part.text == text


def _slice(text: str, piece: str) -> slice:
    """Where the piece stands in the text, if it stands there once."""
    start = text.find(piece)
    return slice(start, start + len(piece)) if piece and text.count(piece) == 1 else _START
