"""An embargo that ends before the day of issue, or has already ended.

Nobody may publish before the embargo ends, so it cannot end before the release is dated. One that
is over while the release is still new reads as a mistake: send it for immediate release.

Wrong: date: 2025-04-24, embargo: 2025-04-23T10:00+08:00
Right: date: 2025-04-24, embargo: 2025-04-24T10:00+08:00

A release dated before today has gone out: its embargo may be over.
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity
from hkpress.release.editions import HONG_KONG

CODE = "embargo"
SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterable[Finding]:
    """An error if the embargo ends before the day of issue, a warning if it is over."""
    written, place = proof.release.manuscript, proof.manuscript("embargo")
    if not written.embargo:
        return
    ends = written.embargo.astimezone(HONG_KONG)
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
    elif ends < proof.now and written.date >= proof.now.astimezone(HONG_KONG).date():
        yield Finding(
            say(
                "the embargo ended at {time}: write `timing: immediate` instead, or a later time", time=f"{ends:%H:%M}"
            ),
            place,
            severity=Severity.WARNING,
        )
