"""One edition as a ninjs 3.1 object, the IPTC's format for exchanging news between systems.

https://iptc.org/standards/ninjs/
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from hkpress.printing.sheet import Made

if TYPE_CHECKING:
    from hkpress.page.document import Document
    from hkpress.page.page import Page, PagePhoto

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}
GENRE = {"name": "Press Release", "uri": "http://cv.iptc.org/newscodes/genre/Press_Release"}


def make(document: Document) -> Made:
    """The object as UTF-8 JSON, keys in the order of the standard's own examples."""
    return (json.dumps(news(document), ensure_ascii=False, indent=1) + "\n").encode(), ()


def news(document: Document) -> dict[str, Any]:
    """The edition as an object of ninjs, without what the release lacks."""
    from hkpress.release import inline

    page = document.page
    words = inline.to_words
    item = {
        "uri": _uri(page),
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "profile": "press-release",
        "version": str(1 + len(page.corrections) + bool(page.withdrawn)),
        "firstCreated": _issued(page),
        "versionCreated": page.updated or _issued(page),
        "embargoedUntil": page.embargo.iso if page.embargo else "",
        "pubStatus": _status(page),
        "language": page.edition.tag,
        "headlines": _roles(main=words(page.headline), subheadline=words(page.subheadline)),
        "descriptions": _roles(summary=page.description),
        "bodies": _bodies(document),
        "edNote": " ".join(words(each.text) for each in (page.withdrawn, *page.corrections) if each),
        "by": words(page.source or page.issuer_names),
        "located": words(page.place),
        "infoSources": list(_sources(page)),
        "altIds": [{"role": role, "value": value} for role, value in _identifiers(page).items() if value],
        "subjects": list(_subjects(page)),
        "genres": [GENRE],
        "associations": [*_photos(page), *_translations(page)],
    }
    return _filled(item)


def _filled(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value}


def _roles(**said: str) -> list[dict[str, str]]:
    """One text in several roles, as the standard lists them."""
    return [{"role": role, "contentType": "text/plain", "value": value} for role, value in said.items() if value]


def _uri(page: Page, edition: str = "", part: str = "") -> str:
    """The permanent name of an edition of a release, or of a part of it."""
    name = f"{page.slug}/{edition or page.edition.name}/{part}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, name)}"


def _identifiers(page: Page) -> dict[str, str]:
    return {"slug": page.slug, "number": page.number}


def _issued(page: Page) -> str:
    """The time of publication: the end of the embargo, or the hour or day of issue."""
    if page.embargo:
        return page.embargo.iso
    return page.issued if "T" in page.issued else f"{page.date.iso}T00:00:00+08:00"


def _status(page: Page) -> str:
    if page.withdrawn:
        return "canceled"
    return "withheld" if page.embargo else "usable"


def _bodies(document: Document) -> list[dict[str, Any]]:
    from hkpress.formats import text
    from hkpress.page.article import article

    plain = text.make(document)[0].decode()
    html = article(document, lambda _: ("", 0, 0))  # photos are associations
    html = re.sub(r'<img [^>]*>\n?|<wbr>|<span class="gap"></span>', "", html)
    return [
        {"role": "main", "contentType": "text/html", "value": html},
        {"role": "main", "contentType": "text/plain", "charCount": len(plain), "value": plain},
    ]


def _subjects(page: Page) -> Iterator[dict[str, Any]]:
    from hkpress.release import inline

    for name, uri in zip(page.topics, page.topic_uris, strict=True):
        yield _filled({"name": inline.to_words(name), "uri": uri})


def _sources(page: Page) -> Iterator[dict[str, Any]]:
    """The issuers and the media contacts: sources of the text, not people in it."""
    for issuer in page.issuers:
        yield {"name": issuer.name, "role": "issuer"}
    for contact in page.contacts:
        phones = [("phone", contact.phone), ("mobile", contact.mobile), ("WhatsApp", contact.whatsapp)]
        ways = [*phones, ("email", contact.email)]
        yield _filled(
            {
                "name": contact.name or contact.organisation,
                "role": "media contact",
                "literal": contact.organisation if contact.name else "",
                "contactInfo": [{"type": way, "value": value} for way, value in ways if value],
            }
        )


def _photos(page: Page) -> Iterator[dict[str, Any]]:
    for number, photo in enumerate(page.photos, 1):
        if photo.picture:
            yield _photo(page, number, photo)


def _photo(page: Page, number: int, photo: PagePhoto) -> dict[str, Any]:
    from hkpress.formats.photopack.info import source_type
    from hkpress.release import inline

    source = source_type(photo)
    said = {
        "name": f"photo-{number:02}",
        "rel": "photo",
        "uri": _uri(page, part=f"photo-{number:02}"),
        "type": "picture",
        "representationType": "partial",
        "contentCreated": f"{photo.taken.iso}T00:00:00+08:00" if photo.taken else "",
        "language": page.edition.tag,
        "descriptions": _roles(caption=inline.to_words(photo.caption), alternative=photo.alt),
        "by": inline.to_words(photo.photographer),
        "copyrightHolder": inline.to_words(photo.credit or page.issuer_credit),
        "usageTerms": inline.to_words(photo.terms),
        "located": inline.to_words(photo.place),
        "digitalSourceType": {"uri": source} if source else None,
    }
    return _filled(said)


def _translations(page: Page) -> Iterator[dict[str, Any]]:
    for other in page.others:
        yield {
            "name": f"translation-{other.name}",
            "rel": "translation",
            "uri": _uri(page, other.name),
            "type": "text",
            "representationType": "partial",
            "language": other.tag,
        }
