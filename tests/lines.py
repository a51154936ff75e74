"""The lines of a PDF as they are set: their text and where they start and end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2


@dataclass(frozen=True)
class Line:
    text: str
    left: float
    right: float
    """In points, from the first character's cell to the last one's."""
    size: float
    """The height of a character's cell."""
    page: int
    spacing: float
    """The largest distance between two Chinese characters' cells, in points."""


def lines(data: bytes, top: float = 0, bottom: float = 0) -> Iterator[Line]:
    """The lines of all pages, without bands of *top* and *bottom* points."""
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document):
            textpage = page.get_textpage()
            chars = [
                (char, textpage.get_charbox(index, loose=True))
                for index in range(textpage.count_chars())
                if (char := textpage.get_text_range(index, 1)) not in ("", "\r", "\n")
            ]
            inside = [each for each in chars if bottom < each[1][1] < page.get_height() - top]
            yield from _lines(inside, number)


def _lines(chars: list[tuple[str, tuple[float, float, float, float]]], page: int) -> Iterator[Line]:
    line: list[tuple[str, tuple[float, float, float, float]]] = []
    for char, box in chars:
        if line and (box[0] < line[-1][1][0] - 1 or abs(box[1] - line[-1][1][1]) > 8):
            yield _line(line, page)
            line = []
        line.append((char, box))
    if line:
        yield _line(line, page)


def _line(chars: list[tuple[str, tuple[float, float, float, float]]], page: int) -> Line:
    boxes = [box for _, box in chars]
    text = "".join(char for char, _ in chars).replace("\x02", "-")
    apart = [right[1][0] - left[1][2] for left, right in pairwise(chars) if min(left[0], right[0]) >= "\u3400"]
    spacing = max(apart, default=0)
    return Line(text, boxes[0][0], boxes[-1][2], boxes[-1][3] - boxes[-1][1], page, spacing)
