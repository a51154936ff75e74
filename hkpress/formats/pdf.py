"""A tagged PDF of one edition, or of English and Chinese one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hkpress.printing.press import printed
from hkpress.printing.sheet import Made, sheet

if TYPE_CHECKING:
    from hkpress.page.document import Document


def make(document: Document) -> Made:
    """The PDF, and a warning for each thing that the engine complained of."""
    return printed(sheet(document))


def make_both(documents: tuple[Document, ...]) -> Made:
    """One PDF with English first and Traditional Chinese after it, pages numbered through."""
    return printed(*(sheet(each) for each in documents if each.page.edition.name in ("en", "tc")))
