"""The pages of a PDF as pictures, and where two of them differ."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

DPI = 100
_CELL = 8  # pixels: changes closer than this are one change
_RED, _GREEN = (200, 30, 30), (20, 120, 60)


def pages(data: bytes) -> list[Image.Image]:
    """The pages of a PDF at 100 dpi."""
    with pypdfium2.PdfDocument(data) as opened:
        return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in opened]


def png(image: Image.Image) -> bytes:
    """The picture as a lossless PNG file."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@dataclass(frozen=True)
class Box:
    """A changed part of a page, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        return (self.right - self.left) * (self.bottom - self.top)

    def __str__(self) -> str:
        width, height = self.right - self.left, self.bottom - self.top
        return f"{_mm(width)} × {_mm(height)} mm, {_mm(self.top)} mm from the top"


def _mm(pixels: int) -> int:
    return max(1, round(pixels * 25.4 / DPI))


def changed(old: Image.Image, new: Image.Image) -> tuple[Box, ...]:
    """Where two pages differ, from top to bottom. One shade of one pixel counts."""
    if old.size == new.size and old.tobytes() == new.tobytes():
        return ()
    mask = _mask(*_same_size(old, new))
    coarse = mask.reduce(_CELL)  # a cell with one white pixel has a mean above 0
    cells = {divmod(index, coarse.width) for index, value in enumerate(coarse.tobytes()) if value}
    return tuple(sorted(_boxes(cells, mask), key=lambda box: (box.top, box.left)))


def overlay(old: Image.Image, new: Image.Image, boxes: tuple[Box, ...]) -> Image.Image:
    """The new page faded, removed ink in red, added ink in green, a box around each change."""
    before, after = (image.convert("L") for image in _same_size(old, new))
    page = Image.blend(after, Image.new("L", after.size, 255), 0.6).convert("RGB")
    page.paste(_RED, mask=ImageChops.subtract(after, before))
    page.paste(_GREEN, mask=ImageChops.subtract(before, after))
    pen = ImageDraw.Draw(page)
    for box in boxes:
        pen.rectangle((box.left - 4, box.top - 4, box.right + 3, box.bottom + 3), outline=_RED, width=2)
    return page


def _same_size(*images: Image.Image) -> list[Image.Image]:
    width, height = (max(edges) for edges in zip(*(image.size for image in images), strict=True))
    sheets = [Image.new("RGB", (width, height), "white") for _ in images]
    for sheet, image in zip(sheets, images, strict=True):
        sheet.paste(image)
    return sheets


def _mask(old: Image.Image, new: Image.Image) -> Image.Image:
    red, green, blue = ImageChops.difference(old, new).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda value: 255 if value else 0)


def _boxes(cells: set[tuple[int, int]], mask: Image.Image) -> list[Box]:
    """Boxes around groups of touching cells."""
    boxes = []
    while cells:
        group, edge = set[tuple[int, int]](), {cells.pop()}
        while edge:
            group |= edge
            near = {(row + y, column + x) for row, column in edge for y in (-1, 0, 1) for x in (-2, -1, 0, 1, 2)}
            edge = near & cells
            cells -= edge
        rows, columns = zip(*group, strict=True)
        left, top = min(columns) * _CELL, min(rows) * _CELL
        inside = mask.crop((left, top, (max(columns) + 1) * _CELL, (max(rows) + 1) * _CELL)).getbbox()
        assert inside
        boxes.append(Box(left + inside[0], top + inside[1], left + inside[2], top + inside[3]))
    return boxes
