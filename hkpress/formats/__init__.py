"""The formats an edition is written in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hkpress.diagnostics import Diagnostic
from hkpress.formats import html, pdf, text
from hkpress.theme import Document


@dataclass(frozen=True)
class Format:
    """A file format: the suffix of its files, and the function from a Document to bytes and warnings."""

    suffix: str
    make: Callable[[Document], tuple[bytes, tuple[Diagnostic, ...]]]


FORMATS = {
    "html": Format(".html", html.make),
    "pdf": Format(".pdf", pdf.make),
    "text": Format(".txt", text.make),
}
