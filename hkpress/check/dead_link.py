"""A link that leads nowhere.

# is what a link gets while its address is not known yet; example.com, localhost and an address with
… in it are left over from a draft.

Wrong: [here](#), https://example.com/photos
Right: [here](https://www.hkstp.org/photos)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity

CODE = "dead-link"
SEVERITY = Severity.WARNING

_HOST = (
    r"(?:www\.)?(?:example\.(?:com|org|net)|localhost|127\.0\.0\.1|0\.0\.0\.0"
    r"|[\w.-]+\.(?:local|localhost|test|invalid))(?![\w.-]*\w)"
)
_DEAD = re.compile(
    rf"#.*|(?:https?://|mailto:|tel:)?\s*|https?://(?:[\w.@-]+@)?{_HOST}.*|.*(?:…|\.\.\.|\bxxx+\b|\bTBC\b).*",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[[^\[\]]*\]\((?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
_BARE = re.compile(rf"(?<![A-Za-z0-9/(])https?://{_HOST}\S*", re.IGNORECASE)


def check(proof: Proof) -> Iterable[Finding]:
    """A warning at every such link."""
    for origin, loc, words in proof.release.words():
        if loc[-1] == "url":
            found = [(0, len(words), words)] if _DEAD.fullmatch(words) else []
        else:
            found = [(*m.span(), m["address"]) for m in _LINK.finditer(words) if _DEAD.fullmatch(m["address"])]
            found += [(*m.span(), m[0]) for m in _BARE.finditer(words)]
        for start, end, address in found:
            message = say(
                "the link `{address}` leads nowhere: write the address, or leave the link out", address=address
            )
            yield Finding(message, Place(origin, loc, start, end))
