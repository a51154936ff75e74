"""`press-kit.zip`: everything of a release for the media, with a page that lists it, and checksums."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from hkpress.formats import EMBARGOED
from hkpress.printing.sheet import Made

if TYPE_CHECKING:
    from hkpress.formats import Variant
    from hkpress.page.document import Document
    from hkpress.page.page import PagePhoto

SUMS = "SHA256SUMS.txt"
THUMBNAIL = 112
"""CSS pixels of the long edge of a photo on the page; the small copy has twice as many."""


@dataclass(frozen=True)
class Packed:
    """A file of the kit, as its page lists it."""

    path: str
    edition: str
    """The name of the edition; "" for what has no language."""
    format: str
    """A name of FORMATS, or "photo" for a picture."""
    octets: int

    @property
    def size(self) -> str:
        """For readers: 640 kB, 2.1 MB."""
        return readable_size(self.octets)


class ShownPhoto(NamedTuple):
    """A photo as the page lists it in one language."""

    href: str
    """A small copy, in the page itself."""
    width: int
    height: int
    photo: PagePhoto


def readable_size(octets: int) -> str:
    """The size of a file for readers: 640 kB, 2.1 MB."""
    return f"{max(round(octets / 1000), 1)} kB" if octets < 950_000 else f"{octets / 1e6:.1f} MB"


def make(documents: tuple[Document, ...], made: Mapping[Variant, bytes]) -> Made:
    """The kit as a ZIP file, from files that were *made* before: all in a folder named as the release."""
    from hkpress.core.archive import archive

    page = documents[0].page
    files = {**dict(_packed_files(page.slug, made)), **_packed_attachments(documents)}
    head = {"index.html": _index_page(documents, [packed for packed, _ in files.values()]), **embargo_file(documents)}
    content = {**head, **{name: data for name, (_, data) in files.items()}}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in content.items())
    parts = [(f"{page.slug}/{name}", data) for name, data in {**content, SUMS: sums.encode()}.items()]
    return archive(parts, datetime.fromisoformat(page.date.iso)), ()


def _packed_files(slug: str, made: Mapping[Variant, bytes]) -> Iterator[tuple[str, tuple[Packed, bytes]]]:
    for variant, data in made.items():
        if variant.format == "photos":
            with zipfile.ZipFile(io.BytesIO(data)) as pack:
                for name in pack.namelist():
                    path = f"photos/{name}"
                    yield path, (Packed(path, "", "photo", pack.getinfo(name).file_size), pack.read(name))
        else:
            path = f"{slug}-{variant.file}"
            yield path, (Packed(path, variant.edition, variant.format, len(data)), data)


def _packed_attachments(documents: tuple[Document, ...]) -> dict[str, tuple[Packed, bytes]]:
    """The files that its links name."""
    from hkpress.release import attachments

    links = [link for document in documents for link in document.page.links if link.file]
    files = {f"attachments/{link.url}": attachments.read(link.folder, link.file) for link in links}
    return {path: (Packed(path, "", "attachment", len(data)), data) for path, data in files.items()}


def _index_page(documents: tuple[Document, ...], files: list[Packed]) -> bytes:
    from markupsafe import Markup

    from hkpress.page.document import fill_page, refuse_remote
    from hkpress.page.sealed import sealed

    first = documents[0]
    shown = _shown_photos(documents)
    parts = [
        Markup(fill_page(each.page, each.theme, "kit-part.html", files=files, photos=shown[each.page.edition.name]))  # noqa: S704
        for each in documents
    ]
    html = fill_page(first.page, first.theme, "kit.html", parts=parts)
    refuse_remote(html, first.theme)
    return sealed(html).encode()


def _shown_photos(documents: tuple[Document, ...]) -> dict[str, dict[str, ShownPhoto]]:
    """What the page shows of each photo, by edition and path in the kit."""
    from hkpress.formats import mail
    from hkpress.formats.photopack import photos
    from hkpress.page.theme import data_url

    shown: dict[str, dict[str, ShownPhoto]] = {document.page.edition.name: {} for document in documents}
    for entry in photos.entries(documents):
        for document, photo in entry.editions:
            if photo.picture:
                mime, data, width, height = mail.thumbnail(photo.picture, (THUMBNAIL, THUMBNAIL))
                shown[document.page.edition.name][f"photos/{entry.file}"] = ShownPhoto(
                    data_url(mime, data), width, height, photo
                )
    return shown


def embargo_file(documents: tuple[Document, ...]) -> dict[str, bytes]:
    """A file named after the embargo, so that nobody who opens the folder misses it; none without an embargo."""
    from hkpress.page.document import fill_page

    embargo = documents[0].page.embargo
    if not embargo:
        return {}
    until = datetime.fromisoformat(embargo.iso).strftime("%Y-%m-%d-%H%M")
    said = "\r\n".join(fill_page(each.page, each.theme, "embargo.txt").strip() for each in documents)
    return {f"{EMBARGOED}{until}-HKT.txt": (said + "\r\n").encode("utf-8-sig")}
