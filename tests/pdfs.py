"""What a PDF says and is, as text."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2

from hkpress.golden import structure
from hkpress.golden.structure import WebPage, portray

MM = 72 / 25.4


def pages(data: bytes, top: float = 0, bottom: float = 0, first: float | None = None) -> list[str]:
    """The text of each page in reading order, without bands of *top* and *bottom* mm (*first*: top of page one)."""
    with pypdfium2.PdfDocument(data) as document:
        return [
            _text(page, bottom * MM, page.get_height() - (first if first is not None and not number else top) * MM)
            for number, page in enumerate(document)
        ]


def bands(data: bytes, top: float, bottom: float, first: float) -> list[tuple[str, str]]:
    """The text in the bands that `pages` leaves out: head and foot of each page."""
    with pypdfium2.PdfDocument(data) as document:
        heads = [page.get_height() - (top if number else first) * MM for number, page in enumerate(document)]
        return [
            (_text(page, head, page.get_height()), _text(page, 0, bottom * MM))
            for head, page in zip(heads, document, strict=True)
        ]


def _text(page: pypdfium2.PdfPage, bottom: float, top: float) -> str:
    text = page.get_textpage().get_text_bounded(0, bottom, page.get_width(), top)
    # pdfium marks a hyphen at a line's end with U+0002, and drops the line's end
    return re.sub("\x02(\r\n)?", "-", text).replace("\r\n", "\n").strip()


def summary(data: bytes, html: str = "<p></p>") -> dict[str, Any]:
    """Text and structure of a PDF, as golden sets keep them."""
    return vars(portray(data, WebPage(html)))


def font_names(data: bytes) -> list[str]:
    """The fonts that a PDF holds."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return structure.font_names(pdf)
