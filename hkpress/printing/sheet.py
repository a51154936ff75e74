"""A sheet is the input of a PDF: plain data, without the engine and the models. Importing this is cheap, so that a
process can send sheets to a printer without loading the engine.
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
    """A document ready to print."""

    html: str
    style: str
    """The theme's pdf.css, which is added to the styles in the page."""
    names: tuple[str, ...]
    """Names that no line should break."""
    chinese: bool


Printer = Callable[[Sheet], Callable[[], Made]]
"""Starts printing a sheet; call the result to wait for the PDF."""


def sheet(document: Document) -> Sheet:
    """The sheet of a document."""
    from hkpress.page import theme
    from hkpress.page.document import without_ends
    from hkpress.release import inline

    page = document.page
    names = tuple(map(str, page.names))  # plain strings: the other process need not import pages
    chinese = page.edition.is_chinese  # Chinese text gets joiners, English text gets attributes
    bare = inline.without_figures if chinese else inline.with_emphasised_figures
    html = without_ends(bare(document.html))
    return Sheet(html, theme.style(document.theme, "pdf.css"), names, chinese)
