"""The card that other sites show of a link: the headline on the house's colours, 1200 × 630 pixels.

It is printed by the engine that prints PDFs, so its Chinese is set as theirs is.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hkpress.page.document import Document

SIZES = (64, 56, 48, 42, 36, 30, 24)
"""Sizes of the headline in CSS pixels. The card uses the largest that fits on one page."""
WIDTH, HEIGHT = 1200, 630


def card(document: Document) -> bytes:
    """The card as a PNG file."""
    import pypdfium2

    from hkpress.page import theme
    from hkpress.page.document import fill_page
    from hkpress.printing.press import printed
    from hkpress.printing.sheet import Sheet

    page = document.page
    style = theme.style(document.theme, "pdf.css") + theme.style(document.theme, "card.css")
    names = tuple(map(str, page.names))
    for size in SIZES:
        html = fill_page(page, document.theme, "card.html", size=size)
        data, _ = printed(Sheet(html, style, names, page.edition.is_chinese))
        with pypdfium2.PdfDocument(data) as pdf:
            if len(pdf) == 1 or size == SIZES[-1]:
                return _png(pdf[0])
    raise AssertionError(SIZES)


def _png(page: object) -> bytes:
    bitmap = page.render(scale=WIDTH / page.get_width())  # type: ignore[attr-defined]
    image = bitmap.to_pil().convert("RGB")
    buffer = io.BytesIO()
    image.quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
