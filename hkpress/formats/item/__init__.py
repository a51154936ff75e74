"""What the newsroom needs of a release, in one ZIP file. It is not for people.

summary.json    what lists, feeds and search results show of each edition
pages.json      each edition's article as HTML; the addresses of files in here begin with HERE
terms.json      what the search finds each language by
photo-01.jpg …  the photos as pages show them; picture-01.jpg … the other pictures; the files that links name
card-en.png …   the cards that other sites show of a link
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from hkpress.printing.sheet import Made

if TYPE_CHECKING:
    from hkpress.page.document import Document
    from hkpress.page.page import Page
    from hkpress.release.pictures import PagePicture

HERE = "hkpress:"
"""What the addresses of files in the item begin with; the newsroom puts the way to them in its place."""


def make(documents: tuple[Document, ...]) -> Made:
    """The ZIP file."""
    from hkpress.core.archive import archive
    from hkpress.formats.item.cards import card

    names = PictureNames(documents)
    page = documents[0].page
    articles = {each.page.edition.name: _article(each, names) for each in documents}
    parts = {
        "summary.json": compact_json({"slug": page.slug, **_summary(documents, names)}),
        "pages.json": compact_json(articles),
        "terms.json": compact_json(_search_terms(documents)),
        **{name: picture.data for picture, name in names.items()},
        **_attached_files(documents),
        **{f"card-{each.page.edition.name}.png": card(each) for each in documents},
    }
    return archive(parts.items(), datetime.fromisoformat(page.date.iso)), ()


def compact_json(data: object) -> bytes:
    """The data as JSON without blanks."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


class PictureNames(dict["PagePicture", str]):
    """The pictures that articles show, and the names of their files: the photos in the order of the photo pack, then
    portraits and other pictures, when first asked for.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        shown = dict.fromkeys(photo.picture for each in documents for photo in each.page.photos if photo.picture)
        super().__init__((picture, self._named("photo", place, picture)) for place, picture in enumerate(shown, 1))
        self._photos = len(shown)

    def __missing__(self, picture: PagePicture) -> str:
        return self.setdefault(picture, self._named("picture", len(self) - self._photos + 1, picture))

    @staticmethod
    def _named(kind: str, number: int, picture: PagePicture) -> str:
        return f"{kind}-{number:02}.{_SUFFIX_OF_TYPE.get(picture.mime, picture.mime.removeprefix('image/'))}"


_SUFFIX_OF_TYPE = {"image/jpeg": "jpg", "image/svg+xml": "svg"}


def _summary(documents: tuple[Document, ...], names: PictureNames) -> dict[str, Any]:
    page = documents[0].page
    editions = {each.page.edition.name: _edition(each, names) for each in documents}
    return {
        "day": page.date.iso,
        "updated": page.updated,
        "withdrawn": bool(page.withdrawn),
        "topics": list(page.topic_ids),
        "topic_uris": list(page.topic_uris),
        "files": [*names.values(), *_attached_files(documents)],
        "editions": editions,
    }


def _edition(document: Document, names: PictureNames) -> dict[str, Any]:
    from hkpress.page.document import fill_page
    from hkpress.release import inline

    page = document.page
    shown = [photo for photo in page.photos if photo.picture]
    return {
        "title": inline.to_words(page.headline),
        "feed_title": fill_page(page, document.theme, "feed-title.txt").strip(),
        "description": page.description,
        "date": page.date.long,
        "issuers": [inline.to_words(each.name) for each in page.issuers],
        "topics": [inline.to_words(topic) for topic in page.topics],
        "notice": page.last_notice,
        "photos": [
            {
                "file": names[photo.picture],
                "width": photo.picture.width,
                "height": photo.picture.height,
                "alt": photo.alt,
                "caption": inline.to_words(photo.caption),
                "credit": inline.to_words(photo.credit or page.issuer_credit),
            }
            for photo in shown
            if photo.picture
        ],
    }


def _article(document: Document, names: PictureNames) -> str:
    from hkpress.page.article import Shown, article

    def show(picture: PagePicture) -> Shown:
        return HERE + names[picture], picture.width, picture.height

    html = article(document, show, for_browsers=True)
    for link in document.page.links:
        if link.file:
            html = html.replace(f'href="{escape(link.url)}"', f'href="{HERE}{escape(link.url)}"')
    return html


def _attached_files(documents: tuple[Document, ...]) -> dict[str, bytes]:
    from hkpress.release import attachments

    links = [link for document in documents for link in document.page.links if link.file]
    return {link.url: attachments.read(link.folder, link.file) for link in links}


def _search_terms(documents: tuple[Document, ...]) -> dict[str, Any]:
    """By language: the terms of `words.packed`, the headlines and texts in their search form, and the characters that
    the search treats as others."""
    from hkpress.formats.item import words

    pages = {document.page.edition.name: document.page for document in documents}
    terms: dict[str, Any] = {}
    for language, editions in (("en", ["en"]), ("zh", ["tc", "sc"])):
        chosen = [pages[name] for name in editions if name in pages]
        if not chosen:
            continue
        said = [[text for page in chosen for text in of(page)] for of in (_headlines, _own_texts)]
        texts = [[*dict.fromkeys(map(words.folded, group))] for group in said]
        folds = words.folds("".join(itertools.chain(*said)))
        terms[language] = {"terms": words.packed(words.postings(*texts)), "texts": texts, "folds": folds}
    return terms


def _headlines(page: Page) -> list[str]:
    from hkpress.release import inline

    return [inline.to_words(text) for text in (page.headline, page.subheadline) if text]


def _own_texts(page: Page) -> Iterator[str]:
    """The texts of this release alone, without boilerplate and contacts."""
    from hkpress.release import inline

    own = (page.place, page.body, page.footnotes, [photo.caption for photo in page.photos], page.notes_to_editors)
    yield from filter(None, map(inline.to_words, _strings_in(own)))


def _strings_in(value: object) -> Iterator[str]:
    from hkpress.release.pictures import PagePicture

    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _strings_in(each)
    elif is_dataclass(value) and not isinstance(value, PagePicture):
        for field in fields(value):
            yield from _strings_in(getattr(value, field.name))
