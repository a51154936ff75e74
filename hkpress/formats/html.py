"""A web page of one edition, complete in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hkpress.printing.sheet import Made

if TYPE_CHECKING:
    from hkpress.page.document import Document


def make(document: Document) -> Made:
    """Encode the page as UTF-8 HTML."""
    from hkpress.page.open_tags import unpaired

    return document.html.encode(), tuple(unpaired(document))
