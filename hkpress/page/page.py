"""One edition of a release: everything in one language, ready for a theme.

`localise` is the only place that picks a language. Templates see a Page and never a Text.
A field that templates should see is a field of `Page`, filled in `_Localiser.page`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from datetime import time as clock
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Literal, TypeVar

from hkpress.chinese import is_term, to_simplified
from hkpress.core.recent import remember
from hkpress.page import tables
from hkpress.release import attachments, inline, logos, pictures
from hkpress.release.editions import (
    HONG_KONG,
    Edition,
    WrittenDate,
    WrittenTime,
    write_date,
    write_label,
    write_number,
    write_time,
)
from hkpress.release.model import (
    Boilerplate,
    Contact,
    Correction,
    HeadingBlock,
    ImageBlock,
    Issuer,
    Item,
    Limited,
    Link,
    ListBlock,
    ListStyles,
    Logo,
    Making,
    Model,
    Person,
    Photo,
    Quote,
    QuoteBlock,
    Style,
    Subitem,
    Table,
    TableBlock,
    Text,
    Topic,
    Withdrawal,
)
from hkpress.release.parse import Release
from hkpress.release.settings import Address
from hkpress.release.source import Loc, Source

Made = Literal["", "composite", "ai"]

# All texts below are inline Markdown in the page's language; "" where the author gave none.


class Said(str):
    """Words on a page, with their place in the release's files.

    Converted Simplified words have the place of the Traditional. Templates see a plain string.
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
    """One or more paragraphs with quotation marks: each has an opening mark, the last one a closing mark."""
    after: str
    portrait: pictures.PagePicture | None = None
    name: str = ""
    """The speaker's name, if there is a portrait."""


@dataclass(frozen=True)
class ListItem:
    label: str
    """Its counter, such as 1., (a), （一）; "" for a bullet."""
    text: str
    below: Items | None = None


@dataclass(frozen=True)
class Items:
    kind: ClassVar[str] = "items"
    items: tuple[ListItem, ...]
    numbered: bool
    style: str = ""
    """How they are numbered, if not 1. 2. 3.: (1), (a), (i), 一、, （一）."""


@dataclass(frozen=True)
class Grid:
    kind: ClassVar[str] = "grid"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    align: tuple[Literal["left", "centre", "right"], ...]
    """How each column is aligned."""
    unit: str = ""
    """The unit of the figures."""
    total: bool = False
    """Whether the last row is the sum of the others."""
    whole: tuple[bool, ...] = ()
    """Which columns have cells that stay on one line: figures, dates, a word or two."""
    size: Literal["", "small", "smaller", "turned"] = ""
    """How to set a table that is too wide for a page: in smaller type, or on a turned page."""
    scrolls: bool = False
    """Whether it is wider than a telephone's screen."""


@dataclass(frozen=True)
class Figure:
    kind: ClassVar[str] = "figure"
    picture: pictures.PagePicture
    alt: str
    caption: str
    credit: str = ""
    made: Made = ""


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
    credit: str = ""
    photographer: str = ""
    taken: WrittenDate | None = None
    place: str = ""
    terms: str = ""
    """What the media may do with it: the photo's own terms, or else the issuer's."""
    made: Made = ""
    by_camera: bool = False
    """Whether the release says that a camera took it."""
    file: str = ""
    """The photo's file, from the release's folder."""

    @property
    def captioned(self) -> bool:
        """Whether it has a caption in this language."""
        return bool(self.caption or self.made or self.credit)


@dataclass(frozen=True)
class PageContact:
    organisation: str
    name: str
    phone: str
    """One number, or several with slashes between them."""
    email: str
    post: str = ""
    mobile: str = ""
    whatsapp: str = ""


@dataclass(frozen=True)
class PageLink:
    kind: Literal["attachment", "video", "web", "social"]
    title: str
    url: str
    """Its address; of an attachment, the name of the file beside the page."""
    about: str
    """Of an attachment, what it is and how large: PDF, 1.2 MB."""
    file: str
    """Of an attachment, the file from `folder`."""
    folder: Path = field(default=Path(), repr=False)


@dataclass(frozen=True)
class PageIssuer:
    name: str
    short: str
    address: str
    website: str
    logo: pictures.PagePicture | None
    named: bool
    """Whether to print the name: there is no logo, or the logo has no words."""


@dataclass(frozen=True)
class About:
    """The standing text about an issuer."""

    issuer: str
    heading: str
    """The line above it; "" for "About" and the issuer's name."""
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """What a reader must know before the rest."""

    kind: Literal["correction", "update", "withdrawal"]
    time: WrittenTime
    text: str


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
    issuers: tuple[PageIssuer, ...]
    """The issuers: none, one or several."""
    abouts: tuple[About, ...]
    contacts: tuple[PageContact, ...]
    names: tuple[str, ...]
    """Names of people. No line should break inside one."""
    known: tuple[str, ...] = ()
    """Names and words from the glossary. No line of a headline should break inside one."""
    number: str = ""
    time: str = ""
    """The hour of issue: 9.30am, 上午9時30分."""
    issued: str = ""
    """The day of issue, with the hour if it is known: 2025-04-24T09:30:00+08:00. After an embargo, when that ended."""
    updated: str = ""
    """When it was last corrected or withdrawn; "" if it never was."""
    on_behalf_of: str = ""
    summary: str = ""
    """One or two sentences for search engines and feeds; "" where the first paragraph serves."""
    topics: tuple[str, ...] = ()
    withdrawn: Notice | None = None
    corrections: tuple[Notice, ...] = ()
    footnotes: tuple[str, ...] = ()
    links: tuple[PageLink, ...] = ()
    notes_to_editors: tuple[Block, ...] = ()
    topic_ids: tuple[str, ...] = ()
    """The topics' names in `topics.yaml`, which are the same in all languages."""
    topic_uris: tuple[str, ...] = ()
    """The topics in IPTC's Media Topics, as addresses; "" for one that has no `medtop`."""
    folder: Path = field(default=Path(), repr=False)
    """The release's folder, where its own files are."""
    stems: Mapping[str, str] = field(default_factory=dict)
    """The name of each edition's files, without suffix, by the edition's name."""
    downloads: Mapping[str, str] = field(default_factory=dict)
    """Files beside the web page, by format: pdf, word, photos."""
    addresses: Mapping[str, Address] = field(default_factory=dict)
    """Where the newsroom has the page of each edition, and its card, by the edition's name."""

    @property
    def description(self) -> str:
        """The text for search engines and feeds, without markup: the summary, or the first paragraph."""
        first = next((block.text for block in self.body if isinstance(block, Paragraph)), "")
        return inline.to_words(self.summary or first)

    @property
    def last_notice(self) -> str:
        """The kind of the last notice, "withdrawal", "correction" or "update"; "" if there is none."""
        notices = (*self.corrections, *filter(None, [self.withdrawn]))
        return notices[-1].kind if notices else ""

    @property
    def has_letterhead(self) -> bool:
        """Whether the head has more than the name of one issuer."""
        return len(self.issuers) > 1 or any(each.logo or each.address or each.website for each in self.issuers)

    @property
    def issuer(self) -> str:
        """The name of the issuer, the first of several."""
        return self.issuers[0].name if self.issuers else ""

    @property
    def issuer_short(self) -> str:
        """The short name of the issuer, the first of several."""
        return self.issuers[0].short if self.issuers else ""

    @property
    def issuer_names(self) -> str:
        """The names of all issuers, as one text."""
        return self._listed(each.name for each in self.issuers)

    @property
    def issuer_credit(self) -> str:
        """The names of all issuers as a credit: the short ones, unless they are for sentences only, as "the Trust"."""
        return self._listed(each.name if _is_for_sentences(each) else each.short for each in self.issuers)

    def _listed(self, names: Iterable[str]) -> str:
        """Names as one text: A, B and C; A、B、C."""
        *most, last = [*names] or [""]
        if self.edition.is_chinese or not most:
            return "、".join([*most, last])
        return f"{', '.join(most)} and {last}"


# Words in short 「」 may as well be a term that is being explained.
_TITLE_OR_NAME = re.compile("《[^《》]+》|「[^「」，。；！？]{6,}」")


@remember
def _simplified(words: str, names: tuple[str, ...], given: tuple[tuple[str, str], ...]) -> str:
    return to_simplified(words, protect=names, given=dict(given))


def _media_topic(topic: Topic) -> str:
    code = (topic.medtop or "").removeprefix("medtop:")
    return f"http://cv.iptc.org/newscodes/mediatopic/{code}" if code else ""


def _is_for_sentences(issuer: PageIssuer) -> bool:
    """Whether the short name tells whose it is only where the full one was said before: the Trust, 基金會, 本校."""
    return issuer.short.lower().startswith(("the ", "our ", "本", "該", "该")) or issuer.name.endswith(issuer.short)


def _untitled(name: str) -> str:
    """A person's name without the title after it."""
    return re.sub(r"(?<=..)(?:先生|女士|小姐|太太|博士|教授|議員|议员|[醫医]生)$", "", name)


def localise(
    release: Release,
    edition: Edition,
    editions: tuple[Edition, ...] = (),
    names: str = "{edition}",
    downloads: Mapping[str, str] = MappingProxyType({}),
    addresses: Mapping[str, Address] = MappingProxyType({}),
    *,
    drawn: bool = True,
) -> Page:
    """The *edition* of *release*; *editions* are all those that are made, for the links between them.

    *names* is the pattern of the settings for what files are called; *downloads* are the files that stand
    beside the web page, by format. *addresses* are those of the editions in the newsroom, by edition.
    Unless *drawn*, its pictures are empty, and no picture file is read.
    """
    made = [edition, *(other for other in editions if other != edition and other.name in release.manuscript.editions)]
    stems = {each.name: release.stem(each.name, names) for each in made}
    page = _Localiser(release, edition, drawn=drawn).page(tuple(made[1:]))
    return replace(page, stems=stems, downloads=dict(downloads), addresses={} if page.embargo else dict(addresses))


P = TypeVar("P")


class _Localiser:
    def __init__(self, release: Release, edition: Edition, *, drawn: bool) -> None:
        self.release, self.edition, self.drawn = release, edition, drawn

    def page(self, others: tuple[Edition, ...]) -> Page:
        written = self.release.manuscript
        corrections = tuple(self.shown(written.corrections))
        changes = [each.at for each in corrections] + ([written.withdrawn.at] if written.withdrawn else [])
        issued = datetime.combine(written.date, clock.fromisoformat(written.time or "00:00"), HONG_KONG)
        ended = self.release.ended or (None if written.standing_embargo else written.embargo)
        out = max(issued, ended.astimezone(HONG_KONG)) if ended else issued
        return Page(
            slug=self.release.slug,
            edition=self.edition,
            others=others,
            headline=self.say(written.headline),
            subheadline=self.say(written.subheadline),
            date=write_date(written.date, self.edition),
            place=self.say(written.place),
            immediate=written.timing == "immediate",
            embargo=write_time(embargo, self.edition) if (embargo := written.standing_embargo) else None,
            source=self.say(written.source),
            photo_pack=self.said(written.photo_pack, "url", written.photo_pack.url) if written.photo_pack else "",
            body=self.blocks(written.body),
            photos=tuple(self.photo(number, photo) for number, photo in enumerate(self.shown(written.photos), 1)),
            issuers=tuple(map(self.issuer, self.release.issuers)),
            abouts=tuple(self.abouts()),
            contacts=tuple(self.contact(*each) for each in self.release.contacts if self.shows(each[1])),
            names=tuple(self.say(person.name) for person in self.release.people.values()),
            known=self.known(),
            number=self.name(written, "number"),
            time=write_time(issued, self.edition).time if written.time else "",
            issued=out.isoformat() if written.time or ended else written.date.isoformat(),
            updated=max(changes).astimezone(HONG_KONG).isoformat() if changes else "",
            on_behalf_of=self.say(written.on_behalf_of),
            summary=self.say(written.summary),
            topics=tuple(self.say(self.release.topics[name]) for name in written.topics),
            topic_ids=tuple(map(str, written.topics)),
            topic_uris=tuple(_media_topic(self.release.topics[name]) for name in written.topics),
            folder=self.release.folder,
            withdrawn=self.notice("withdrawal", written.withdrawn) if written.withdrawn else None,
            corrections=tuple(self.notice(each.kind, each) for each in corrections),
            footnotes=tuple(map(self.say, self.shown(written.footnotes))),
            links=tuple(map(self.link, self.shown(self.release.links))),
            notes_to_editors=self.blocks(written.notes_to_editors),
        )

    def known(self) -> tuple[str, ...]:
        """The glossary's words in the headline."""
        terms = [*self.release.glossary.names, *self.release.glossary.terms]
        words = [term.en if self.edition.name == "en" else term.tc for term in terms]
        if self.edition.name == "sc":
            words = [to_simplified(word) for word in words if word in self.release.manuscript.headline.tc]
        return tuple(word for word in words if word in self.say(self.release.manuscript.headline))

    def shows(self, part: object) -> bool:
        """Whether this edition prints a part that may be in one language only."""
        only = part.only if isinstance(part, Limited) else None
        return only is None or (only == "en") == (self.edition.name == "en")

    def shown(self, parts: Iterable[P]) -> Iterable[P]:
        return filter(self.shows, parts)

    def notice(self, kind: Literal["correction", "update", "withdrawal"], change: Correction | Withdrawal) -> Notice:
        return Notice(kind, write_time(change.at, self.edition), self.say(change.note))

    def issuer(self, issuer: Issuer) -> PageIssuer:
        return PageIssuer(
            name=self.say(issuer.name),
            short=self.say(issuer.short or issuer.name),
            address=self.say(issuer.address),
            website=self.said(issuer, "website", issuer.website) if issuer.website else "",
            logo=self.logo(issuer.logo) if issuer.logo else None,
            named=not issuer.logo or issuer.logo.with_name == "yes",
        )

    def logo(self, logo: Logo) -> pictures.PagePicture:
        chinese = (logo.sc if self.edition.name == "sc" else None) or logo.tc
        file = (chinese if self.edition.is_chinese else logo.en) or logo.file
        assert file, "the model sees to it"
        return logos.load(self.release.shared, file) if self.drawn else _EMPTY

    def say(self, text: Text | None) -> str:
        """The words in this edition's language; "" for a missing text, or one that this edition does not print."""
        if text is None or not self.shows(text):
            return ""
        name = self.edition.name
        if name != "sc" or text.sc:
            return self.said(text, name, getattr(text, name))
        return self.said(text, "tc", self.simplified(text.tc))

    def bare(self, holder: Model, field: str, words: str, *steps: int) -> str:
        """A string that both languages write alike, or that is Chinese in a release without English."""
        chinese = self.edition.name == "sc" and self.release.languages == {"tc"}
        return self.said(holder, field, self.simplified(words) if chinese else words, *steps)

    def simplified(self, words: str) -> str:
        return _simplified(words, (*self.kept, *_TITLE_OR_NAME.findall(words)), tuple(self.given.items()))

    def said(self, holder: Model, field: str, words: str, *steps: int) -> str:
        """The words in a field of a model, with their place."""
        source, loc = self.release.places[id(holder)]
        if self.marks and "[^" in words:
            words = inline.FOOTNOTE.sub(lambda match: self.marks.get(match[1], match[0]), words)
        return Said.at((source, (*loc, field, *steps)), words)

    @cached_property
    def marks(self) -> dict[str, str]:
        """The marks of footnotes by their number in the file, where this edition prints only some of them."""
        footnotes = self.release.manuscript.footnotes
        shown = [number for number, note in enumerate(footnotes, 1) if self.shows(note)]
        marks = dict.fromkeys(map(str, range(1, len(footnotes) + 1)), "")
        return marks | {str(old): f"[^{new}]" for new, old in enumerate(shown, 1)} if len(shown) < len(marks) else {}

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The release's names, which keep their Hong Kong words in Simplified Chinese."""
        glossary = self.release.glossary
        terms = (*glossary.names, *(term for term in glossary.terms if not is_term(term.tc)))
        known = [form for term in terms for form in (term.tc, *(term.also.tc if term.also else ()))]
        return (*(name.tc for name in _proper_names(self.release) if isinstance(name, Text) and name.tc), *known)

    @cached_property
    def given(self) -> dict[str, str]:
        """The names with a Simplified form that an author wrote, by their Traditional one, the longest first."""
        issuers = [text for issuer in self.release.issuers for text in (issuer.name, issuer.short)]
        contacts = [each.name for each in self.release.manuscript.contacts or ()]
        names = [*(person.name for person in self.release.people.values()), *issuers, *contacts]
        forms = {name.tc: name.sc for name in names if isinstance(name, Text) and name.tc and name.sc}
        forms |= {_untitled(name): _untitled(simplified) for name, simplified in forms.items()}
        return dict(sorted(forms.items(), key=lambda name: -len(name[0])))

    def abouts(self) -> Iterator[About]:
        """The release's own boilerplate under the first issuer's name, or the boilerplate of every issuer."""
        if own := self.release.manuscript.boilerplate:
            yield self.about(self.release.issuer, own)
            return
        for issuer in self.release.issuers:
            if issuer.boilerplate:
                yield self.about(issuer, issuer.boilerplate)

    def about(self, issuer: Issuer | None, own: Boilerplate) -> About:
        name = self.say(issuer.name) if issuer else ""
        return About(name, self.say(own.heading), tuple(map(self.say, self.shown(own.paragraphs))))

    def blocks(self, blocks: Iterable[Any]) -> tuple[Block, ...]:
        return tuple(map(self.block, self.shown(blocks)))

    def block(self, block: object) -> Block:
        match block:
            case Text():
                return Paragraph(self.say(block))
            case QuoteBlock():
                return self.quotation(block.quote)
            case HeadingBlock():
                return Heading(self.say(block.heading))
            case ListBlock():
                return self.items(block.list, block.style, numbered=block.numbered == "yes")
            case TableBlock():
                return self.grid(block.table)
            case ImageBlock():
                image = block.image
                said = self.say(image.caption), self.say(image.credit)
                return Figure(self.picture(image.file), self.alt(image.alt), *said, _making_note(image.made))
            case _:
                return Break()

    def quotation(self, quote: Quote) -> Quotation:
        own: str | None = getattr(quote.marks, self.edition.name) if quote.marks else None
        marks = own or self.edition.marks
        text = self.say(quote.words)
        words = [f"{marks[0]}{part.strip()}" for part in text.split("\n\n") if part.strip()]
        words[-1] += marks[1]
        words = [_like(text, part) for part in words]
        person = self.release.people[quote.speaker] if quote.speaker else None
        speaker, before, after = self.person(person) if person else "", self.say(quote.before), self.say(quote.after)
        if not person or not person.portrait or quote.portrait == "no":
            return Quotation(speaker, before, tuple(words), after)
        portrait = pictures.load(self.release.shared, person.portrait) if self.drawn else _EMPTY
        return Quotation(speaker, before, tuple(words), after, portrait, self.say(person.name))

    def items(self, items: Iterable[Subitem], style: Style | None, *, numbered: bool = False) -> Items:
        if isinstance(style, ListStyles):
            name: str = style.tc if self.edition.is_chinese else style.en
        else:
            name = style or ""
            name = name if self.edition.is_chinese else _IN_ENGLISH.get(name, name)
        name = name or ("1." if numbered else "")
        counted = enumerate(self.shown(items), 1)
        written = tuple(self.item(item, write_label(number, name)) for number, item in counted)
        return Items(written, bool(name), "" if name == "1." else name)

    def item(self, item: Subitem, label: str) -> ListItem:
        below = self.items(item.list, item.style) if isinstance(item, Item) and item.list else None
        return ListItem(label, self.say(item), below)

    def person(self, person: Person) -> str:
        """The speaker in front of "said": Dr Sunny Chai, Chairman of HKSTP,; 香港科技園公司主席查毅超博士."""
        name, honorific, post = map(self.say, (person.name, person.honorific, person.post))
        if self.edition.is_chinese:
            return _like(name, f"{post}{name}{honorific}")
        return _like(name, f"{honorific} {name}".strip() + (f", {post}," if post else ""))

    def grid(self, table: Table) -> Grid:
        rows = tuple(
            tuple(self.cell(table, cell, "rows", row, column) for column, cell in enumerate(cells))
            for row, cells in enumerate(table.rows)
        )
        align = table.align or tables.alignments(rows)
        head = tuple(self.cell(table, cell, "head", column) for column, cell in enumerate(table.head))
        layout = tables.lay_out(head, rows)
        return Grid(head, rows, self.say(table.caption), align, self.say(table.unit), table.total == "yes", *layout)

    def cell(self, table: Table, cell: Text | str, field: str, *steps: int) -> str:
        """A cell of a table; a bare string has no language."""
        return self.say(cell) if isinstance(cell, Text) else self.bare(table, field, cell, *steps)

    def photo(self, number: int, photo: Photo) -> PagePhoto:
        terms = photo.terms or next((each.photo_terms for each in self.release.issuers if each.photo_terms), None)
        return PagePhoto(
            number=write_number(number, self.edition),
            caption=self.say(photo.caption),
            picture=self.picture(photo.file) if photo.file else None,
            alt=self.alt(photo.alt or photo.caption),
            credit=self.say(photo.credit),
            photographer=self.name(photo, "photographer"),
            taken=write_date(photo.taken, self.edition) if photo.taken else None,
            place=self.say(photo.place),
            terms=self.say(terms),
            made=_making_note(photo.made),
            by_camera=photo.made == "camera",
            file=photo.file or "",
        )

    def picture(self, file: str) -> pictures.PagePicture:
        return pictures.load(self.release.folder, file, self.release.picture_edge) if self.drawn else _EMPTY

    def alt(self, text: Text) -> str:
        said = self.say(text)
        return _like(said, inline.to_words(said))

    def contact(self, issuer: Issuer | None, contact: Contact) -> PageContact:
        issuer = issuer or self.release.issuer
        organisation = self.say(contact.organisation or (issuer.name if issuer else None))
        fields = ("phone", "email", "mobile", "whatsapp")
        numbers = {name: self.said(contact, name, getattr(contact, name)) for name in fields if getattr(contact, name)}
        numbers = dict.fromkeys(fields, "") | numbers
        return PageContact(
            organisation=organisation, name=self.say(contact.name), post=self.say(contact.post), **numbers
        )

    def link(self, link: Link) -> PageLink:
        title = self.say(link.title)
        if link.url:
            return PageLink(link.kind, title, self.said(link, "url", link.url), "", "")
        assert link.file, "the model sees to it"
        name = attachments.name(link.file)
        folder = self.release.folder_of(link)
        return PageLink("attachment", title, name, attachments.describe(folder, link.file), link.file, folder)

    def name(self, holder: Model, field: str) -> str:
        """A name that may be the same in both languages."""
        value = getattr(holder, field)
        return self.say(value) if value is None or isinstance(value, Text) else self.bare(holder, field, value)


_EMPTY = pictures.PagePicture("image/png", b"", 1, 1)
_IN_ENGLISH = {"一、": "1.", "（一）": "(1)"}
"""The English counters of items where one style is given for both languages."""


def _making_note(made: Making | None) -> Made:
    """How a picture was made, if readers must know."""
    return "" if made is None or made == "camera" else made


def _like(said: str, words: str) -> str:
    """New words with the place of *said*."""
    return Said.at((said.source, said.loc), words) if isinstance(said, Said) else words


def _proper_names(release: Release) -> Iterator[object]:
    """The names, posts and offices in a release: issuers, persons, contacts, those who took photos."""
    written = release.manuscript
    yield from (written.source, written.on_behalf_of)
    for issuer in release.issuers:
        yield from (issuer.name, issuer.short, issuer.address)
    for person in release.people.values():
        yield from (person.name, person.post)
    for contact in (*(written.contacts or ()), *(each for issuer in release.issuers for each in issuer.contacts)):
        yield from (contact.name, contact.post, contact.organisation)
    for photo in written.photos:
        yield from (photo.credit, photo.photographer)
    yield from (block.image.credit for block in written.body if isinstance(block, ImageBlock))
