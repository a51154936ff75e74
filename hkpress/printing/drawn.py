"""Turns an SVG drawing into a PNG picture with the PDF engine, for programs that cannot show SVG."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

from hkpress.printing.press import printed
from hkpress.printing.sheet import Sheet

_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Drawing</title>
<style>@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }}
img {{ display: block; width: 100%; height: {height}px }}</style>
</head><body><img src="data:image/svg+xml;base64,{data}" alt="Drawing"></body></html>"""


@lru_cache(maxsize=8)
def png(svg: bytes, width: int, height: int) -> bytes:
    """The drawing, *width* and *height* pixels large, without a background. Raises Invalid where no PDF can be made."""
    import pypdfium2

    html = _PAGE.format(width=width, height=height, data=base64.b64encode(svg).decode())
    data, _ = printed(Sheet(html, "", (), False))
    with pypdfium2.PdfDocument(data) as pdf:
        bitmap = pdf[0].render(scale=width / pdf[0].get_width(), fill_color=(255, 255, 255, 0))
        buffer = io.BytesIO()
        bitmap.to_pil().save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
