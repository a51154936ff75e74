"""Where text and pictures stand on the pages of a PDF: finds those that leave a page or cover other text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

LEAST = 14.0
"""Points from the paper's edge: no printer prints nearer to it."""


class Box(NamedTuple):
    page: int
    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        return self.top - self.bottom


def texts(data: bytes) -> Iterator[tuple[Box, float, float]]:
    """Every piece of text on a line, with the width and height of its page, in points."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                said = text.get_text_bounded(left, bottom, right, top)
                if said.strip() and right - left > 0.5:
                    yield Box(number, left, bottom, right, top, said), *page.get_size()
    finally:
        document.close()


def pictures(data: bytes) -> Iterator[tuple[Box, float, float]]:
    """Every picture, with the width and height of its page, in points."""
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
                yield Box(number, *each.get_bounds(), "a picture"), *page.get_size()


def leaving(data: bytes) -> list[Box]:
    """The texts and pictures that come nearer to the edge of their page than LEAST, or go beyond it."""
    return [
        box
        for box, width, height in (*texts(data), *pictures(data))
        if box.left < LEAST or box.bottom < LEAST or box.right > width - LEAST or box.top > height - LEAST
    ]


def covered(data: bytes) -> list[tuple[Box, Box]]:
    """Pairs of texts, or of a text and a picture, that overlap on the page."""
    pages: dict[int, list[Box]] = {}
    for box, _, _ in (*texts(data), *pictures(data)):
        pages.setdefault(box.page, []).append(box)
    return [
        (one, other)
        for boxes in pages.values()
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if _covers(one, other)
    ]


def _covers(one: Box, other: Box) -> bool:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return wide > 2 and high > min(one.height, other.height) / 2
