"""The article of a document: what a theme says between masthead and foot, for media that have a frame of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hkpress.page.document import Document
from hkpress.page.page import Figure, Page
from hkpress.page.theme import data_url
from hkpress.release.pictures import PagePicture

_AROUND = [re.compile(rf"<{tag}\b[^>]*>\n?(.*)</{tag}>", re.DOTALL) for tag in ("article", "main", "body")]
_PICTURE = re.compile(r'<img src="(data:[^"]*)" alt="([^"]*)" width="\d+" height="\d+">')

Shown = tuple[str, int, int]
"""A picture as a medium shows it: its address, and the width and height in CSS pixels."""


def article(document: Document, show: Callable[[PagePicture], Shown]) -> str:
    """The document's article as HTML, with its pictures as *show* has them."""
    inside = next((match[1] for around in _AROUND if (match := around.search(document.html))), document.html)
    known = {data_url(picture.mime, picture.data): picture for picture in pictures(document.page)}

    def shown(match: re.Match[str]) -> str:
        if match[1] not in known:  # a picture of the theme's own
            return match[0]
        address, width, height = show(known[match[1]])
        return f'<img src="{address}" alt="{match[2]}" width="{width}" height="{height}">'

    return _PICTURE.sub(shown, inside)


def pictures(page: Page) -> Iterator[PagePicture]:
    """All pictures of a page in order, those of the body first."""
    yield from (block.picture for block in page.body if isinstance(block, Figure))
    yield from (photo.picture for photo in page.photos if photo.picture)
