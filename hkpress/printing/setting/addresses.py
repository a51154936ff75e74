"""Writes the addresses of links out: nobody can click on paper."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

TO = "data-to"
"""The attribute of a link with the address, in brackets, that a style sheet prints after its words."""

_SCHEME = re.compile("(?:https?://|mailto:)(?=.)")


def write_out(root: Element, *, chinese: bool) -> None:
    """Mark the first link to each address, unless the address stands on the page in words."""
    before, after = ("（", "）") if chinese else (" (", ")")
    written = set()
    for link in root.iter("a"):
        address, schemes = _SCHEME.subn("", link.get("href", ""), count=1)
        address = address.rstrip("/")
        if schemes and address not in written and address not in "".join(link.itertext()):
            link.set(TO, f"{before}{address}{after}")
        written.add(address)
