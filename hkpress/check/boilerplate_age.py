"""A standing text "About …" that nobody has read for a year.

It goes out with every release and its figures grow old in silence. Its `reviewed:` says when somebody last read it and
found it right. More than a year before the day of issue is too long ago.

A text of the release that is nearly the issuer's standing text, but not quite, is probably last year's.

Wrong: date: 2025-04-24, and in the issuer's file: reviewed: 2023-11-02
Right: read it, correct it, and write reviewed: 2025-04-22
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core import sequences
from hkpress.core.diagnostics import Severity
from hkpress.core.recent import remember

CODE = "boilerplate-age"
SEVERITY = Severity.WARNING
LIMIT = 365  # days
LEAST = {"en": 60, "tc": 30}
"""How many letters a standing text must have to be recognised."""
ALIKE = 0.75
"""Two versions of a text share at least this part of it."""

_NO_LETTER = re.compile(r"[\W_]+")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning if the last review of the standing text is too old, and one for every other version of the
    text."""
    yield from _other_versions(proof)
    release = proof.release
    own = release.manuscript.boilerplate
    for boilerplate in [own] if own else [issuer.boilerplate for issuer in release.issuers]:
        if boilerplate and (release.manuscript.date - boilerplate.reviewed).days > LIMIT:
            message = say(
                "the text about the issuer was last reviewed on {reviewed}: read it again, and write the new date",
                reviewed=boilerplate.reviewed,
            )
            source, loc = release.places[id(boilerplate)]
            yield Finding(message, Place(source, (*loc, "reviewed")))


def _other_versions(proof: Proof) -> Iterator[Finding]:
    manuscript = proof.release.sources[0][0]
    standing = [each for each in proof.passages if "boilerplate" in each.loc and each.source is not manuscript]
    for passage in proof.texts_in("en", "tc") if standing else ():
        if passage.source is manuscript and passage.loc[0] in ("body", "notes", "boilerplate"):
            same = [each for each in standing if each.edition == passage.edition]
            old = next((each for each in same if _are_versions(passage, each)), None)
            if old:
                message = say("much like the issuer's standing text, but not the same: is it an older one?")
                yield passage.finding(message, related=(old.place(),))


def _are_versions(passage: Passage, other: Passage) -> bool:
    shorter, longer = sorted((len(passage.text), len(other.text)))
    return 3 * shorter > longer and _is_version(passage.text, other.text, passage.edition)


@remember
def _is_version(text: str, standing: str, edition: str) -> bool:
    """Whether one text is another version of the other, and not the same."""
    mine, other = _letters(text), _letters(standing)
    if mine == other or min(len(mine), len(other)) < LEAST[edition]:
        return False
    if not _share_runs(mine, other, 6 if edition == "en" else 3):
        return False  # a comparison letter by letter takes long
    return sequences.likeness(text, standing, least=ALIKE) >= ALIKE


@remember
def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).lower()


def _share_runs(mine: str, other: str, size: int) -> bool:
    """Whether *other* holds at least two fifths of the runs of letters taken from *mine*. It tries up to 50."""
    starts = range(0, len(mine) - size + 1, max(size, len(mine) // 50))
    if not any(mine[start : start + size] in other for start in starts[::5]):
        return False  # most texts have nothing in common
    runs = [mine[start : start + size] for start in starts]
    return 5 * sum(run in other for run in runs) >= 2 * len(runs)
