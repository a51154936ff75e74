"""The formats an edition is written in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hkpress.diagnostics import Diagnostic
from hkpress.formats import html, pdf, text

if TYPE_CHECKING:  # what prints sheets needs nothing that makes documents
    from hkpress.document import Document

FORMATS: dict[str, Callable[[Document], tuple[bytes, tuple[Diagnostic, ...]]]] = {
    "html": html.make,
    "pdf": pdf.make,
    "text": text.make,
}
"""The functions from a Document to bytes and warnings; `layout.SUFFIXES` has the suffix of each."""
