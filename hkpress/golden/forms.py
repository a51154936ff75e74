"""Formats besides page, PDF and text, as lines that a person can read and compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hkpress.golden import letters, mails

FORMS: Mapping[str, Callable[[bytes], str]] = {
    "word": letters.as_text,
    "mail": mails.as_text,
    "ninjs": bytes.decode,
    "photos": mails.photos,
}
"""For each format, the function whose result a golden set keeps as `<format>.txt` in the edition's folder. Files of
the whole release are kept with the first edition. A release that was accepted before a format was listed here is
compared in that format only once it is accepted again.
"""


def file(format: str) -> str:  # noqa: A002 (the word of the field)
    """The name of that file."""
    return f"{format}.txt"
