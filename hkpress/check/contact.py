"""The release names nobody for the media to ask.

Newsrooms set aside a release that ends without a name, a telephone number or an e-mail address. Write
contacts under `contacts:`, or once for all releases in the issuer's file. A wire piece, which has a
`source` and no issuer, needs none.

In a joint release `contacts:` replaces the contacts of all issuers, and a contact without `organisation` appears under
the first issuer's name. A telephone number without +852 beside others that have it is a hint. The rule also finds a
number in the text that swaps two digits of a contact's, and an address that is one letter off.

Wrong: contacts: [{name: {en: Cecilia Kwok, tc: 郭小姐}}]
Right: contacts: [{name: {en: Cecilia Kwok, tc: 郭小姐}, phone: +852 2629 6850}]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity
from hkpress.figures import Kind

CODE = "contact"
SEVERITY = Severity.WARNING


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning if the release has no contact, and one for every contact without telephone and e-mail."""
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
    yield from _left_out(proof)
    numbers = [(contact, field, getattr(contact, field)) for _, contact in contacts for field in _NUMBERS]
    if any(number and number.startswith("+852") for *_, number in numbers):
        for contact, field, number in numbers:
            if number and _LOCAL.fullmatch(number):
                origin, loc = release.places[id(contact)]
                message = say("this number has no country code, and others have: write `+852 {number}`", number=number)
                yield Finding(message, Place(origin, (*loc, field)), severity=Severity.HINT)
    yield from _nearly(proof)
    for _, contact in contacts:
        if not (contact.phone or contact.mobile or contact.whatsapp or contact.email):
            message = say("this contact has neither telephone nor e-mail: add `phone:` or `email:`")
            yield Finding(message, Place(*release.places[id(contact)]))


def _nearly(proof: Proof) -> Iterator[Finding]:
    """Yield a warning for a telephone number or address in the text that is nearly a contact's.

    Two digits have changed places, or one letter is wrong. The other lines of a house differ in other ways.
    """
    numbers = {getattr(contact, field) or "" for _, contact in proof.release.contacts for field in _NUMBERS}
    phones = {re.sub(r"\D", "", number)[-8:]: number for number in numbers if number}
    emails = {contact.email.lower(): contact.email for _, contact in proof.release.contacts if contact.email}
    for passage in proof.texts_in("en", "tc"):
        for fact in passage.facts if passage.loc[0] != "contacts" else ():
            right = ""
            if fact.kind is Kind.PHONE:
                right = _intended(phones, re.sub(r"\D", "", fact.text)[-8:], swapped=True)
            elif fact.kind is Kind.EMAIL:
                right = _intended(emails, fact.text.lower(), swapped=False)
            if right:
                message = say("`{found}` is nearly {right}, a contact's: correct one", found=fact.text, right=right)
                yield passage.finding(message, fact.start, fact.end)


def _intended(known: Mapping[str, str], found: str, *, swapped: bool) -> str:
    """The one known number or address that *found* is a slip of; "" if it is known itself, or could be several."""
    near = [right for own, right in known.items() if _is_slip(own, found, swapped=swapped)]
    return near[0] if found not in known and len(near) == 1 else ""


def _is_slip(one: str, other: str, *, swapped: bool) -> bool:
    """Whether two neighbours have changed places or, unless *swapped* is asked for, one letter is wrong."""
    if not swapped and abs(len(one) - len(other)) == 1:
        return _is_one_letter_longer(*sorted((one, other), key=len))
    differ = [index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or not differ:
        return False
    first, last = differ[0], differ[-1] + 1
    is_swap = last - first == 2 and one[first:last] == other[first:last][::-1]
    return is_swap or (not swapped and len(differ) == 1 and not one[first].isdigit())


def _is_one_letter_longer(shorter: str, longer: str) -> bool:
    """Whether the longer address has one letter more, which is no digit and no s of a plural: events@, event@."""
    extra = next((index for index, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[extra:] == longer[extra + 1 :] and not longer[extra].isdigit() and longer[extra : extra + 2] != "s@"


_NUMBERS = ("phone", "mobile", "whatsapp")
_LOCAL = re.compile(r"\d{4}[ -]?\d{4}")


def _left_out(proof: Proof) -> Iterator[Finding]:
    """Yield a hint if a joint release has contacts of its own, which replace those of the other issuers."""
    release, own = proof.release, proof.release.manuscript.contacts
    names = tuple(dict.fromkeys(release.issuer_names))
    others = [name for name, issuer in zip(names[1:], release.issuers[1:], strict=True) if issuer.contacts]
    if own and others and not any(each.organisation for each in own):
        message = say(
            "all these are printed under `{first}`, and the contacts of `{other}` are left out: give each contact its "
            "`organisation:`, or delete `contacts:` to print those of all issuers",
            first=names[0],
            other=others[0],
        )
        yield Finding(message, proof.manuscript("contacts"), severity=Severity.HINT)
