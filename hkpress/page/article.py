"""The article of a document: everything between masthead and foot, for media with a frame of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

from hkpress.page.document import Document
from hkpress.page.page import Page
from hkpress.page.theme import data_url
from hkpress.release import inline
from hkpress.release.pictures import PagePicture

_ARTICLE_IN = [re.compile(rf"<{tag}\b[^>]*>\n?(.*)</{tag}>", re.DOTALL) for tag in ("article", "main", "body")]
_IMG = re.compile(r'<img (class="[^"]*" )?src="(data:[^"]*)" alt="([^"]*)" width="\d+" height="\d+"')

Shown = tuple[str, int, int]
"""A picture in a medium: its address, and width and height in CSS pixels."""


def article(document: Document, show: Callable[[PagePicture], Shown], *, for_browsers: bool = False) -> str:
    """The document's article as HTML. *show* gives the release's own pictures.

    *for_browsers* keeps the marks that let no line end inside a figure.
    """
    inside = next((match[1] for around in _ARTICLE_IN if (match := around.search(document.html))), document.html)
    known = {data_url(picture.mime, picture.data): picture for picture in pictures(document.page)}

    def shown(match: re.Match[str]) -> str:
        if match[2] not in known:  # a picture of the theme's own
            return match[0]
        address, width, height = show(known[match[2]])
        return f'<img {match[1] or ""}src="{address}" alt="{match[3]}" width="{width}" height="{height}"'

    return _IMG.sub(shown, inside if for_browsers else inline.without_figures(inside))


def pictures(page: Page) -> list[PagePicture]:
    """All pictures of a page, each once."""
    return list(dict.fromkeys(_pictures_in(page)))


def _pictures_in(value: object) -> Iterator[PagePicture]:
    if isinstance(value, PagePicture):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _pictures_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _pictures_in(getattr(value, field.name))
