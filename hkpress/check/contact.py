"""Nobody whom the media can ask.

A release without a name, a telephone number or an e-mail address at its end is set aside. The
contacts stand in `contacts:`, or once for all in the issuer's file. A wire piece, which has a
`source` and no issuer, needs none.

Wrong: contacts: [{name: {en: Cecilia Kwok, tc: 郭小姐}}]
Right: contacts: [{name: {en: Cecilia Kwok, tc: 郭小姐}, phone: +852 2629 6850}]
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity

CODE = "contact"
SEVERITY = Severity.WARNING


def check(proof: Proof) -> Iterable[Finding]:
    """A warning if there is no contact, and at each that has neither telephone nor e-mail."""
    release = proof.release
    contacts, own = release.contacts, release.manuscript.contacts is not None
    if not contacts and release.issuer and not own:
        message = say("the issuer has no media contact: write `contacts:` with a telephone number or an e-mail address")
        yield Finding(message, Place(release.places[id(release.issuer)][0], ("contacts",)))
    elif not contacts and (release.issuer or not release.manuscript.source):
        message = say(
            "there is no media contact: write `contacts:` at the end of the file, or name an `issuer:` that has one"
        )
        yield Finding(message, proof.manuscript("contacts"))
    for _, contact in contacts:
        if not (contact.phone or contact.mobile or contact.whatsapp or contact.email):
            message = say("this contact has neither telephone nor e-mail: add `phone:` or `email:`")
            yield Finding(message, Place(*release.places[id(contact)]))
