"""The parts of an edition under the names that people give them: headline, paragraph 3, photo 2 caption."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hkpress.page.page import Block, Figure, Grid, Heading, Items, Page, Paragraph, Quotation
from hkpress.release.pictures import PagePicture

YES = "yes"  # the text of a part that has none


class Part(NamedTuple):
    name: str
    text: str
    """As typed, in this edition's language."""


@dataclass(frozen=True)
class Parts:
    """All that an edition says, and the names of people and bodies in it."""

    parts: tuple[Part, ...]
    names: tuple[str, ...]

    def to_json(self) -> str:
        """A part a line, for review."""
        lines = (json.dumps(part, ensure_ascii=False) for part in self.parts)
        names = json.dumps(self.names, ensure_ascii=False)
        return '{"names": ' + names + ',\n "parts": [\n' + ",\n".join(lines) + "\n]}\n"

    @classmethod
    def from_json(cls, text: str) -> Parts:
        """Raises ValueError, TypeError or KeyError where it is not what `to_json` makes."""
        data = json.loads(text)
        found = cls(tuple(Part(*each) for each in data["parts"]), tuple(data["names"]))
        if not found.parts or not all(isinstance(each, str) for part in (*found.parts, found.names) for each in part):
            raise ValueError("parts without text")
        return found


def parts(page: Page) -> Parts:
    """The parts of an edition that say something, in their order."""
    names = (page.issuer, page.issuer_short, page.place, *page.names, *(each.name for each in page.contacts))
    found = tuple(part for part in _parts(page) if part.text or part.name.startswith("larger gap"))
    return Parts(found, tuple(dict.fromkeys(filter(None, names))))


def _parts(page: Page) -> Iterator[Part]:
    yield Part("issuer", page.issuer)
    yield Part("“for immediate release”", YES if page.immediate else "")
    yield Part("embargo", f"{page.embargo.date} {page.embargo.time}" if page.embargo else "")
    yield Part("link to the photos", page.photo_pack)
    yield Part("headline", page.headline)
    yield Part("second headline", page.subheadline)
    yield Part("place", page.place)
    yield Part("date of issue", page.date.long)
    yield Part("source", page.source)
    yield from _body(page.body)
    for number, photo in enumerate(page.photos, 1):
        yield from _picture(f"photo {number}", photo.picture, photo.alt if photo.picture else "", photo.caption)
    for number, text in enumerate(page.boilerplate, 1):
        yield Part(f"about the issuer, paragraph {number}", text)
    for number, contact in enumerate(page.contacts, 1):
        for name in ("organisation", "name", "phone", "email"):
            yield Part(f"contact {number} {name.replace('email', 'e-mail')}", getattr(contact, name))


def _body(blocks: tuple[Block, ...]) -> Iterator[Part]:
    """The body; paragraphs and quotations are counted as one, as a reader counts them."""
    counts: dict[str, int] = {}
    for block in blocks:
        kind = "paragraph" if isinstance(block, Quotation) else block.kind
        number = counts[kind] = counts.get(kind, 0) + 1
        match block:
            case Paragraph(text):
                yield Part(f"paragraph {number}", text)
            case Heading(text):
                yield Part(f"heading {number}", text)
            case Quotation(speaker, before, words, after):
                yield Part(f"paragraph {number}, speaker", "" if before or after else speaker)
                yield Part(f"paragraph {number}, before the quote", before)
                yield Part(f"paragraph {number}, quote", "\n\n".join(words))
                yield Part(f"paragraph {number}, after the quote", after)
            case Items(items, numbered):
                for place, text in enumerate(items, 1):
                    yield Part(f"{'numbered ' if numbered else ''}list {number}, item {place}", text)
            case Grid():
                yield from _grid(f"table {number}", block)
            case Figure(picture, alt, caption):
                yield from _picture(f"picture {number}", picture, alt, caption)
            case _:
                yield Part(f"larger gap after paragraph {counts.get('paragraph', 0)}", "")


def _grid(name: str, grid: Grid) -> Iterator[Part]:
    yield Part(f"{name} title", grid.caption)
    for column, text in enumerate(grid.head, 1):
        yield Part(f"{name}, head of column {column}", text)
    for row, cells in enumerate(grid.rows, 1):
        for column, text in enumerate(cells, 1):
            yield Part(f"{name}, row {row}, column {column}", text)


def _picture(name: str, picture: PagePicture | None, alt: str, caption: str) -> Iterator[Part]:
    if picture:
        size = f"{picture.width} × {picture.height} pixels"
        yield Part(f"{name} file", f"{size} ({hashlib.sha256(picture.data).hexdigest()[:12]})")
        yield Part(f"{name} description", alt)
    yield Part(f"{name} caption", caption)
