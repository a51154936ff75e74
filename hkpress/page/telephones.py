"""Telephone numbers of contacts as links."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_DIALLED = re.compile(
    r"(?P<number>(?:\+\d{1,3}[ -]?)?(?:\(\d{1,4}\)[ -]?)?\d(?:[ -]?\d){4,14})"
    r"(?P<rest>[ ,]*(?:ext\.?|ext(?:ension)?|x|內線|内线|轉|转) ?(?P<extension>\d{1,6}))?",
    re.IGNORECASE,
)
HONG_KONG = "852"


def to_html(text: str) -> Markup:
    """The numbers in *text* as links that a telephone can dial. Anything else stays plain text."""
    html, end = [], 0
    for match in _DIALLED.finditer(text):
        address = _tel_address(match["number"], match["extension"])
        shown = escape(match[0])
        html += [
            escape(text[end : match.start()]),
            Markup('<a href="{}">{}</a>').format(address, shown) if address else shown,
        ]
        end = match.end()
    return Markup("").join([*html, escape(text[end:])])


def _tel_address(number: str, extension: str | None) -> str:
    """tel:+85226296850;ext=12; "" if the number is unclear."""
    digits = re.sub(r"\D", "", number)
    international = number.startswith("+") or (digits.startswith(HONG_KONG) and len(digits) == 11)
    if not international:
        if len(digits) != 8 or digits[0] in "01":
            return ""
        digits = HONG_KONG + digits
    return f"tel:+{digits}" + (f";ext={extension}" if extension else "")
