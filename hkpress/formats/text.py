"""Plain text of one edition, to paste into an e-mail or a wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hkpress.printing.sheet import Made

if TYPE_CHECKING:
    from hkpress.page.document import Document


def make(document: Document) -> Made:
    """The text as UTF-8. It ends with its last word, without a line end."""
    from hkpress.page.document import fill_page

    text = fill_page(document.page, document.theme, "release.txt")
    return text.rstrip("\n").encode(), ()
