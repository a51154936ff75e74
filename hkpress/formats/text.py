"""Plain text of one edition, as it is pasted into an e-mail or a wire."""

from __future__ import annotations

from hkpress.diagnostics import Diagnostic
from hkpress.document import Document, render


def make(document: Document) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The text as UTF-8. It ends with its last word: what follows is for the paste to decide."""
    text = render(document.page, document.theme, "release.txt")
    return text.rstrip("\n").encode(), ()
