"""`photos.zip`: the pictures of a release at full size, with captions.txt and captions.xlsx."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from hkpress.printing.sheet import Made

if TYPE_CHECKING:
    from pathlib import Path

    from hkpress.formats.photopack.captions import Captioned
    from hkpress.formats.photopack.info import Alternatives, PictureInfo
    from hkpress.page.document import Document
    from hkpress.page.page import Page, PagePhoto


def make(documents: tuple[Document, ...]) -> Made:
    """The pack as a ZIP file; nothing if the release has no pictures."""
    from hkpress.core.archive import archive
    from hkpress.formats.photopack import captions

    packed = {entry.file: (entry, _labelled_photo(entry)) for entry in entries(documents)}
    if not packed:
        return b"", ()
    issued = datetime.fromisoformat(documents[0].page.date.iso)
    listed = [entry for entry, _ in packed.values()]
    return archive(
        [
            *((name, data) for name, (_, data) in packed.items()),
            ("captions.txt", captions.caption_text(listed)),
            ("captions.xlsx", captions.workbook(listed, issued)),
        ],
        issued,
    ), ()


def entries(documents: tuple[Document, ...]) -> Iterator[Captioned]:
    """The pictures of a release under the names that they have in the pack."""
    from hkpress.formats.photopack.captions import Captioned

    files: dict[Path, list[tuple[Document, PagePhoto]]] = {}
    for document in documents:
        for photo in document.page.photos:
            if photo.file:
                files.setdefault(document.page.folder / photo.file, []).append((document, photo))
    for number, (file, said) in enumerate(files.items(), 1):
        suffix = file.suffix.lower().replace(".jpeg", ".jpg")
        yield Captioned(f"{documents[0].page.slug}-photo-{number:02}{suffix}", file, tuple(said))


def _labelled_photo(entry: Captioned) -> bytes:
    from hkpress.core.diagnostics import Diagnostic, Invalid
    from hkpress.formats.photopack.container import TooLong, with_info

    try:
        return with_info(entry.original.read_bytes(), info(entry))
    except TooLong:
        message = "its caption and terms in all languages do not fit into a JPEG file: write shorter ones"
        raise Invalid([Diagnostic(message, "photo", entry.original)]) from None


def info(entry: Captioned) -> PictureInfo:
    """The metadata of a picture. Forms that have one language only get English, if there is any."""
    from hkpress.formats.photopack import captions
    from hkpress.formats.photopack.info import PictureInfo, source_type
    from hkpress.page.document import fill_page
    from hkpress.release import inline

    document, photo = entry.editions[0]
    page = document.page
    place = inline.to_words(photo.place or page.place)
    here = "Hong Kong" in place or "香港" in place

    def said(text: Callable[[Page, PagePhoto], str]) -> Alternatives:
        return {each.page.edition.tag: inline.to_words(text(each.page, photo)) for each, photo in entry.editions}

    return PictureInfo(
        slug=page.slug,
        headline=inline.to_words(page.headline),
        captions={each.page.edition.tag: captions.caption(each, photo) for each, photo in entry.editions},
        alternatives=said(lambda _, photo: photo.alt),
        rights=said(lambda page, _: f"© {page.date.iso[:4]} {page.issuer_names}" if page.issuers else ""),
        terms=said(lambda _, photo: photo.terms),
        credit=inline.to_words(photo.credit or page.issuer_credit),
        source=inline.to_words(page.issuer_credit),
        creator=inline.to_words(photo.photographer),
        taken=date.fromisoformat(photo.taken.iso) if photo.taken else None,
        city=place,
        instructions=fill_page(page, document.theme, "embargo.txt").strip(),
        made=source_type(photo),
        country="Hong Kong" if here else "",
        country_code="HKG" if here else "",
    )
