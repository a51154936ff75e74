"""An embargo or a day of issue that cannot be right.

Nobody may publish before the embargo ends, so it cannot end before the release is dated. One that
is over on the day of issue, or before it, reads as a mistake: send it for immediate release.

A slip of a digit puts an embargo, or the day of issue, months away from where it should be.

Wrong: date: 2025-04-24, embargo: 2025-04-23T10:00+08:00
Wrong: date: 2019-04-24, embargo: 2025-04-24T10:00+08:00
Right: date: 2025-04-24, embargo: 2025-04-24T10:00+08:00

A correction or withdrawal comes after the day of issue, but not years later. One that is dated after the end of the
embargo shows that it is over, so it cannot be dated so while the embargo lasts.

The rule skips releases dated before today: they are out, and their embargo is over as it should be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity
from hkpress.release.editions import HONG_KONG
from hkpress.release.model import Manuscript
from hkpress.release.source import Loc

CODE = "embargo"
SEVERITY = Severity.ERROR
FAR_APART = 62
FAR_AHEAD = 366
"""Days. Nobody sends a release so early, or corrects one so late."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error if the embargo ends before the day of issue, a warning if it is over or a date is far off."""
    written, place = proof.release.manuscript, proof.manuscript("embargo")
    ahead = (written.date - proof.now.astimezone(HONG_KONG).date()).days
    if ahead > FAR_AHEAD:
        message = say("the day of issue is {days} days from now: is the year right?", days=ahead)
        yield Finding(message, proof.manuscript("date"), severity=Severity.WARNING)
    for loc, at in _changes(written):
        apart = (at.date() - written.date).days
        if not 0 <= apart <= FAR_AHEAD:
            message = say(
                "this is on {day}, and the day of issue is {date}: is one of them wrong?",
                day=at.date(),
                date=written.date,
            )
            related = (proof.manuscript("date"),)
            yield Finding(message, proof.manuscript(*loc), related=related, severity=Severity.WARNING)
    if not written.embargo:
        return
    ends = written.embargo.astimezone(HONG_KONG)
    if ends > proof.now and not written.standing_embargo:
        loc, _ = max(_changes(written), key=lambda change: change[1])
        message = say("this is after the embargo, which has not ended: no page would mention the embargo any more")
        yield Finding(message, proof.manuscript(*loc), related=(place,))
    if ends.date() < written.date:
        yield Finding(
            say(
                "the embargo ends on {ends}, before the day of issue, {date}: change one of them",
                ends=ends.date(),
                date=written.date,
            ),
            place,
            related=(proof.manuscript("date"),),
        )
    elif (apart := (ends.date() - written.date).days) > FAR_APART:
        message = say("the embargo ends {days} days after the day of issue: is one of them wrong?", days=apart)
        yield Finding(message, place, related=(proof.manuscript("date"),), severity=Severity.WARNING)
    elif ends < proof.now and written.date >= proof.now.astimezone(HONG_KONG).date():
        yield Finding(
            say(
                "the embargo ended at {time}: write `timing: immediate` instead, or a later time", time=f"{ends:%H:%M}"
            ),
            place,
            severity=Severity.WARNING,
        )


def _changes(written: Manuscript) -> Iterator[tuple[Loc, datetime]]:
    """The times of corrections and withdrawal, with their places in the file."""
    yield from (
        (("corrections", number, "at"), each.at.astimezone(HONG_KONG))
        for number, each in enumerate(written.corrections)
    )
    if written.withdrawn:
        yield ("withdrawn", "at"), written.withdrawn.at.astimezone(HONG_KONG)
