"""Prints the addresses of links, because nobody can click on paper."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from hkpress.core.characters import CLOSING, OPENING, STOPS

TO = "data-to"
"""The attribute of a link with the address, in brackets, that a style sheet prints after its words."""
TIGHT = {0: "to-starts", -1: "to-ends"}
"""The class of a link whose address starts or ends with a bracket beside another mark: that bracket loses its blank
half."""

_SCHEME = re.compile("(?:https?://|mailto:)(?=.)")


def write_out(root: Element, *, chinese: bool) -> None:
    """Mark the first link to each address, unless the page already prints that address."""
    before, after = ("（", "）") if chinese else (" (", ")")
    written = set()
    for link in root.iter("a"):
        address, schemes = _SCHEME.subn("", link.get("href", ""), count=1)
        address = address.rstrip("/")
        if schemes and address not in written and address not in "".join(link.itertext()):
            link.set(TO, f"{before}{address}{after}")
            if chinese:
                _tighten(link)
        written.add(address)


def _tighten(link: Element) -> None:
    """Squeeze the brackets of an address beside other marks."""
    closes = "".join(link.itertext())[-1:] in CLOSING
    stopped = (link.tail or " ")[0] in CLOSING + STOPS + OPENING
    beside = [name for name, holds in ((TIGHT[0], closes), (TIGHT[-1], stopped and not closes)) if holds]
    if beside:
        link.set("class", " ".join(filter(None, (link.get("class"), *beside))))
