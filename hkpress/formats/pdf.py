"""A tagged PDF of one edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hkpress.printing.press import printed
from hkpress.printing.sheet import Made, sheet

if TYPE_CHECKING:
    from hkpress.page.document import Document


def make(document: Document) -> Made:
    """The PDF, and a warning for each thing that the engine complained of."""
    return printed(sheet(document))
