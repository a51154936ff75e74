"""A link that leads nowhere.

Authors write # while they do not know the address yet; example.com, localhost and an address with … in it are left over
from a draft. Each is a warning. An address that no reader can open is an error, such as www.hkstp.org without https://,
or an address with a password or hidden copies.

Wrong: [here](#), [here](www.hkstp.org/photos), https://example.com/photos
Right: [here](https://www.hkstp.org/photos)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity
from hkpress.release.addresses import can_open

CODE = "dead-link"
SEVERITY = Severity.ERROR

_HOST = (
    r"(?:www\.)?(?:example\.(?:com|org|net)|localhost|127\.0\.0\.1|0\.0\.0\.0"
    r"|[\w.-]+\.(?:local|localhost|test|invalid))(?![\w.-]*\w)"
)
_DEAD = re.compile(
    rf"#.*|(?:https?://|mailto:|tel:)?\s*|https?://(?:[\w.@-]+@)?{_HOST}.*|.*(?:…|\.\.\.|\bxxx+\b|\bTBC\b).*",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[[^\[\]]*\]\((?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
_LIKE_AN_ADDRESS = re.compile(r".*[/\\@:.].*")
_BARE_ADDRESS = re.compile(rf"(?<![A-Za-z0-9/(])https?://{_HOST}\S*", re.IGNORECASE)


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every link that leads nowhere, and an error for one that no browser can open."""
    for origin, loc, words in proof.words:
        if loc[-1] == "url":
            dead = [(0, len(words), words)] if _DEAD.fullmatch(words) else []
        else:
            links = [(*m.span(), m["address"]) for m in _LINK.finditer(words)]
            dead = [link for link in links if _DEAD.fullmatch(link[2])]
            yield from (_closed(Place(origin, loc, *span), link) for *span, link in links if _is_closed(link))
            dead += [(*m.span(), m[0]) for m in _BARE_ADDRESS.finditer(words)]
        for start, end, address in dead:
            message = say(
                "the link `{address}` leads nowhere: write the address, or leave the link out", address=address
            )
            yield Finding(message, Place(origin, loc, start, end), severity=Severity.WARNING)


def _is_closed(address: str) -> bool:
    """Whether this looks like an address that no reader can open. hkpress would print it as it was typed."""
    return bool(_LIKE_AN_ADDRESS.fullmatch(address)) and not (_DEAD.fullmatch(address) or can_open(address))


def _closed(place: Place, address: str) -> Finding:
    message = say(
        "`{address}` is not an address that a reader can open: start it with https:// (or mailto:, tel:)",
        address=address,
    )
    return Finding(message, place, severity=Severity.ERROR)
