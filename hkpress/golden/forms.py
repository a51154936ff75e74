"""Formats besides page, PDF and text, in a form that a person can read and compare line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hkpress.golden import letters, mails

FORMS: Mapping[str, Callable[[bytes], str]] = {
    "word": letters.lines,
    "mail": mails.lines,
    "ninjs": bytes.decode,
    "photos": mails.photos,
}
"""By format: what a golden set keeps of a file of it, as `<format>.txt` in the edition's folder.

What is of the whole release is kept with the first edition.

A release accepted before a format was listed here is not compared in it until it is accepted again.
"""


def file(format: str) -> str:  # noqa: A002 (the word of the field)
    """The name of that file."""
    return f"{format}.txt"
