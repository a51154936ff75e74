"""The formats a release is written in, and the files that are made of it.

Light: a plan imports this. So a format's module imports what does the work only when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from hkpress.core.layout import EDITIONS
from hkpress.formats import html, pdf, text
from hkpress.printing.sheet import Made


class Format(NamedTuple):
    """How one kind of file is made."""

    suffix: str
    make: Callable[..., Made]
    """From the `Document` of an edition to bytes and warnings."""
    whole: bool = False
    """Whether one file is made of the whole release: then `make` gets the Documents of all editions, in a tuple."""


FORMATS = {
    "html": Format(".html", html.make),
    "pdf": Format(".pdf", pdf.make),
    "text": Format(".txt", text.make),
}
"""The formats by name, in the order in which they are made."""


class Variant(NamedTuple):
    """What one file holds: an edition in a format, or, if `edition` is "", the whole release."""

    edition: str
    format: str

    @property
    def key(self) -> str:
        """Its name in the manifest: "tc pdf"."""
        return f"{self.edition} {self.format}".strip()

    @property
    def file(self) -> str:
        return (self.edition or self.format) + FORMATS[self.format].suffix


def variants(editions: Iterable[str] = EDITIONS, formats: Iterable[str] | None = None) -> tuple[Variant, ...]:
    """Each of the editions in each of the formats (all, if None), and each format of the whole release once."""
    names = tuple(FORMATS if formats is None else formats)
    parts = [Variant(edition, name) for edition in editions for name in names if not FORMATS[name].whole]
    return (*parts, *(Variant("", name) for name in names if FORMATS[name].whole))
