"""A standing text "About …" that nobody has read for a year.

It goes out with every release and its figures grow old in silence. Its `reviewed:` says when
somebody last read it and found it right; a year before the day of issue is too long ago.

Wrong: date: 2025-04-24, and in the issuer's file: reviewed: 2023-11-02
Right: read it, correct it, and write reviewed: 2025-04-22
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity

CODE = "boilerplate-age"
SEVERITY = Severity.WARNING
LIMIT = 365  # days


def check(proof: Proof) -> Iterable[Finding]:
    """A warning if the standing text was reviewed longer ago than LIMIT."""
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
