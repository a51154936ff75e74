"""Finds the place of a change in the files of a release."""

from __future__ import annotations

from typing import NamedTuple

from hkpress.golden.changes import Change
from hkpress.release.source import Loc, Source

_START = slice(0, 0)


class Trace(NamedTuple):
    """A value in a file, and the characters that changed; an empty slice means its start."""

    source: Source
    loc: Loc
    characters: slice = _START


def trace(change: Change) -> Trace | None:
    """The place of a change in today's release.

    None for a removed text, and for a change by a theme or an engine: no file of the release holds it.
    """
    part = change.pair.new
    if part is None or part.source is None or part.loc not in part.source.places:
        return None
    piece = "".join(token.text for token in change.edits[0].new) if len(change.edits) == 1 else ""
    value = part.source.data
    for step in part.loc:
        value = value[step]
    return Trace(part.source, part.loc, _slice(str(value), piece))


def _slice(text: str, piece: str) -> slice:
    """Where the piece is in the text, if it occurs once."""
    start = text.find(piece)
    return slice(start, start + len(piece)) if piece and text.count(piece) == 1 else _START
