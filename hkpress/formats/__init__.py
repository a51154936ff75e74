"""The formats an edition is written in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hkpress.formats import html, text
from hkpress.printing import sheet
from hkpress.printing.sheet import Made

if TYPE_CHECKING:  # what prints sheets needs nothing that makes documents
    from hkpress.page.document import Document

FORMATS: dict[str, Callable[[Document], Made]] = {
    "html": html.make,
    "pdf": lambda document: sheet.printed(sheet.sheet(document)),
    "text": text.make,
}
"""The functions from a Document to bytes and warnings; `layout.SUFFIXES` has the suffix of each."""
