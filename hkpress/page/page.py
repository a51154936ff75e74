"""One edition of a release: everything in one language, ready for a theme.

`localise` is the only place that picks a language. Templates see a Page and never a Text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from hkpress.chinese import to_simplified
from hkpress.release import inline, pictures
from hkpress.release.editions import Edition, WrittenDate, WrittenTime, write_date, write_number, write_time
from hkpress.release.model import (
    Boilerplate,
    Contact,
    HeadingBlock,
    ImageBlock,
    ListBlock,
    Model,
    Person,
    Photo,
    Quote,
    QuoteBlock,
    Table,
    TableBlock,
    Text,
)
from hkpress.release.parse import Release
from hkpress.release.source import Loc, Source

# Texts below are inline Markdown in the page's language; "" is what the author left out.


class Said(str):
    """Words on a page that know the place in the release's files that they come from.

    Simplified words that are converted come from the Traditional. Templates see a plain string.
    """

    __slots__ = ("loc", "source")
    source: Source
    loc: Loc

    @classmethod
    def at(cls, place: tuple[Source, Loc], words: str) -> Said:
        """The words, with their place."""
        said = cls(words)
        said.source, said.loc = place
        return said

    def __getnewargs__(self) -> tuple[str]:
        return (str(self),)


@dataclass(frozen=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True)
class Heading:
    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True)
class Quotation:
    kind: ClassVar[str] = "quotation"
    speaker: str
    before: str
    words: tuple[str, ...]
    """One or more paragraphs, quotation marks set: each opens, the last one closes."""
    after: str


@dataclass(frozen=True)
class Items:
    kind: ClassVar[str] = "items"
    items: tuple[str, ...]
    numbered: bool


@dataclass(frozen=True)
class Grid:
    kind: ClassVar[str] = "grid"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    numeric: tuple[bool, ...]
    """Which columns hold nothing but figures."""


@dataclass(frozen=True)
class Figure:
    kind: ClassVar[str] = "figure"
    picture: pictures.PagePicture
    alt: str
    caption: str


@dataclass(frozen=True)
class Break:
    kind: ClassVar[str] = "break"


Block = Paragraph | Heading | Quotation | Items | Grid | Figure | Break


@dataclass(frozen=True)
class PagePhoto:
    number: str
    """1, 一"""
    caption: str
    picture: pictures.PagePicture | None
    alt: str


@dataclass(frozen=True)
class PageContact:
    organisation: str
    name: str
    phone: str
    email: str


@dataclass(frozen=True)
class Page:
    """One edition of a release."""

    slug: str
    edition: Edition
    others: tuple[Edition, ...]
    """The other editions of the same release, for the language switch."""
    headline: str
    subheadline: str
    date: WrittenDate
    place: str
    immediate: bool
    embargo: WrittenTime | None
    source: str
    photo_pack: str
    """The address of the photos in high resolution."""
    body: tuple[Block, ...]
    photos: tuple[PagePhoto, ...]
    issuer: str
    issuer_short: str
    boilerplate: tuple[str, ...]
    contacts: tuple[PageContact, ...]
    names: tuple[str, ...]
    """Names of people, which a line's end should not part."""


_FIGURE = re.compile(r"(?:[A-Z]{2,3})?[$€£¥]?[-+–−]?[\d ,.]*\d[\d ,.]*%?|[-–—]|n/?a", re.IGNORECASE)

# What stands in short 「」 is as likely a word that is being explained.
_TITLE = re.compile("《[^《》]+》|「[^「」，。；！？]{6,}」")


def localise(release: Release, edition: Edition, editions: tuple[Edition, ...] = ()) -> Page:
    """The *edition* of *release*; *editions* are all those that are made, for the links between them."""
    return _Localiser(release, edition).page(tuple(other for other in editions if other != edition))


class _Localiser:
    def __init__(self, release: Release, edition: Edition) -> None:
        self.release, self.edition = release, edition

    def page(self, others: tuple[Edition, ...]) -> Page:
        written, issuer = self.release.manuscript, self.release.issuer
        boilerplate = written.boilerplate or (issuer.boilerplate if issuer else None)
        contacts = (issuer.contacts if issuer else ()) if written.contacts is None else written.contacts
        return Page(
            slug=self.release.slug,
            edition=self.edition,
            others=others,
            headline=self.say(written.headline),
            subheadline=self.say(written.subheadline),
            date=write_date(written.date, self.edition),
            place=self.say(written.place),
            immediate=written.timing == "immediate",
            embargo=write_time(written.embargo, self.edition) if written.embargo else None,
            source=self.say(written.source),
            photo_pack=self.said(written.photo_pack, "url", written.photo_pack.url) if written.photo_pack else "",
            body=tuple(map(self.block, written.body)),
            photos=tuple(self.photo(number, photo) for number, photo in enumerate(written.photos, 1)),
            issuer=self.say(issuer.name) if issuer else "",
            issuer_short=self.say(issuer.short or issuer.name) if issuer else "",
            boilerplate=self.paragraphs(boilerplate),
            contacts=tuple(map(self.contact, contacts)),
            names=tuple(self.say(person.name) for person in self.release.people.values()),
        )

    def say(self, text: Text | None) -> str:
        """The words in this edition's language; "" for no text."""
        if text is None:
            return ""
        name = self.edition.name
        if name != "sc" or text.sc:
            return self.said(text, name, getattr(text, name))
        return self.said(text, "tc", to_simplified(text.tc, protect=(*self.kept, *_TITLE.findall(text.tc))))

    def said(self, holder: Model, field: str, words: str, *steps: int) -> str:
        """The words that stand in a field of a model, with their place."""
        source, loc = self.release.places[id(holder)]
        return Said.at((source, (*loc, field, *steps)), words)

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The release's names, which keep their Hong Kong words in Simplified Chinese."""
        written, issuer = self.release.manuscript, self.release.issuer
        people = [text for person in self.release.people.values() for text in (person.name, person.post)]
        contacts = (*(written.contacts or ()), *(issuer.contacts if issuer else ()))
        offices = [text for contact in contacts for text in (contact.name, contact.organisation)]
        names = [written.source, *([issuer.name, issuer.short] if issuer else []), *people, *offices]
        return tuple(name.tc for name in names if name)

    def paragraphs(self, boilerplate: Boilerplate | None) -> tuple[str, ...]:
        return tuple(map(self.say, boilerplate.paragraphs)) if boilerplate else ()

    def block(self, block: object) -> Block:
        match block:
            case Text():
                return Paragraph(self.say(block))
            case QuoteBlock():
                return self.quotation(block.quote)
            case HeadingBlock():
                return Heading(self.say(block.heading))
            case ListBlock():
                return Items(tuple(map(self.say, block.list)), block.numbered == "yes")
            case TableBlock():
                return self.grid(block.table)
            case ImageBlock():
                image = block.image
                return Figure(self.picture(image.file), self.alt(image.alt), self.say(image.caption))
            case _:
                return Break()

    def quotation(self, quote: Quote) -> Quotation:
        own: str | None = getattr(quote.marks, self.edition.name) if quote.marks else None
        marks = own or self.edition.marks
        text = self.say(quote.words)
        words = [f"{marks[0]}{part.strip()}" for part in text.split("\n\n") if part.strip()]
        words[-1] += marks[1]
        words = [_like(text, part) for part in words]
        speaker = self.person(self.release.people[quote.speaker]) if quote.speaker else ""
        return Quotation(speaker, self.say(quote.before), tuple(words), self.say(quote.after))

    def person(self, person: Person) -> str:
        """As "said" follows it: Dr Sunny Chai, Chairman of HKSTP,; 香港科技園公司主席查毅超博士."""
        name, honorific, post = map(self.say, (person.name, person.honorific, person.post))
        if self.edition.is_chinese:
            return _like(name, f"{post}{name}{honorific}")
        return _like(name, f"{honorific} {name}".strip() + (f", {post}," if post else ""))

    def grid(self, table: Table) -> Grid:
        rows = tuple(
            tuple(self.cell(table, cell, "rows", row, column) for column, cell in enumerate(cells))
            for row, cells in enumerate(table.rows)
        )
        numeric = tuple(all(_FIGURE.fullmatch(cell) for cell in column) for column in zip(*rows, strict=True))
        head = tuple(self.cell(table, cell, "head", column) for column, cell in enumerate(table.head))
        return Grid(head, rows, self.say(table.caption), numeric)

    def cell(self, table: Table, cell: Text | str, field: str, *steps: int) -> str:
        """A cell of a table; a bare string has no language."""
        return self.say(cell) if isinstance(cell, Text) else self.said(table, field, cell, *steps)

    def photo(self, number: int, photo: Photo) -> PagePhoto:
        picture = self.picture(photo.file) if photo.file else None
        caption = self.say(photo.caption)
        return PagePhoto(write_number(number, self.edition), caption, picture, self.alt(photo.alt or photo.caption))

    def picture(self, file: str) -> pictures.PagePicture:
        return pictures.load(self.release.folder, file)

    def alt(self, text: Text) -> str:
        said = self.say(text)
        return _like(said, inline.to_words(said))

    def contact(self, contact: Contact) -> PageContact:
        issuer = self.release.issuer.name if self.release.issuer else None
        organisation = self.say(contact.organisation or issuer)
        phone, email = (self.said(contact, name, getattr(contact, name) or "") for name in ("phone", "email"))
        return PageContact(organisation, self.say(contact.name), phone, email)


def _like(said: str, words: str) -> str:
    """Other words with the place of some that are *said*."""
    return Said.at((said.source, said.loc), words) if isinstance(said, Said) else words
