"""What is printed as a PDF: plain data, without the engine and the models.

Light, so that a process can send sheets to a printer without loading the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hkpress.core.diagnostics import Diagnostic

if TYPE_CHECKING:
    from hkpress.page.document import Document

Made = tuple[bytes, tuple[Diagnostic, ...]]
"""A file's bytes, and warnings about it."""


@dataclass(frozen=True)
class Sheet:
    """A document as it is printed."""

    html: str
    style: str
    """The theme's pdf.css, which is added to the styles in the page."""
    names: tuple[str, ...]
    """Names that no line should break."""
    chinese: bool
    headline: tuple[str, ...] = ()
    """The words of the headline, which its lines do not part."""
    width: float = 0.0
    """How wide the headline is set so that its lines are about as long, in ems; 0 for as wide as the page."""


Printer = Callable[[Sheet], Callable[[], Made]]
"""Begins to print a sheet; what it returns waits for the PDF."""


def sheet(document: Document) -> Sheet:
    """The document as it is printed."""
    from hkpress.page import theme
    from hkpress.printing.setting import headline

    page = document.page
    names = tuple(map(str, page.names))  # another process need not know what a page is
    style = theme.style(document.theme, "pdf.css")
    width = headline.width(page, theme.style(document.theme, "print.css") + style)
    words = tuple(map(str, headline.pieces(page))) if width and page.edition.is_chinese else ()
    return Sheet(document.html, style, names, page.edition.is_chinese, words, width)
