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
    written, issuer = proof.release.manuscript, proof.release.issuer
    own = written.contacts is not None
    contacts = written.contacts if own else issuer.contacts if issuer else ()
    origin = proof.release.sources[0 if own or not issuer else 1][0]
    if not contacts and issuer and not own:
        message = say("the issuer has no media contact: write `contacts:` with a telephone number or an e-mail address")
        yield Finding(message, Place(origin, ("name",)))
    elif not contacts and (issuer or not written.source):
        message = say("there is no media contact: write `contacts:`, or name an `issuer:` that has one")
        yield Finding(message, proof.manuscript("contacts" if own else "headline"))
    for index, contact in enumerate(contacts or ()):
        if not contact.phone and not contact.email:
            message = say("this contact has neither telephone nor e-mail: add `phone:` or `email:`")
            yield Finding(message, Place(origin, ("contacts", index)))
