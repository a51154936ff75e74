"""What a release is: the model of `release.yaml` and of the shared files.

English and Chinese stand side by side in every `Text`, so that the structure of the editions
cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    ModelWrapValidatorHandler,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from hkpress.core.diagnostics import did_you_mean
from hkpress.release import attachments, logos, pictures
from hkpress.release.addresses import can_open, is_mailbox
from hkpress.release.source import MAX_TEXT

LANGUAGES = frozenset(["en", "tc"])
"""The languages that an author writes; `sc` is made of `tc`."""

Day = TypeVar("Day", date, datetime)

# --- values ---------------------------------------------------------------------------------------


def refuse(code: str, message: str, /, **values: Any) -> PydanticCustomError:
    """An error whose message is ours, with the values put in when it is shown."""
    return PydanticCustomError(code, message, values)


def _without_last_line_end(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise refuse("empty", "is empty")
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise refuse("long", "is longer than {limit} characters: split it into paragraphs", limit=f"{MAX_TEXT:,}")
    return value.rstrip("\n") if isinstance(value, str) else value


def _as_date(value: Any) -> Any:
    _without_last_line_end(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return _of_our_time(date.fromisoformat(value), value)
        except ValueError:
            raise refuse("date", "{value} is not in the calendar", value=value) from None
    raise refuse("date", "`{value}` is not a date: write year-month-day, such as 2025-04-24", value=str(value))


def _moment(value: Any) -> Any:
    _without_last_line_end(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise refuse("zone", "has no time: write {value}T10:00+08:00 for 10am in Hong Kong", value=value)
    match = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise refuse("time", "`{value}` is not a time: write it like 2025-04-24T10:00+08:00", value=str(value))
    if match["zone"] and match["zone"] not in _ZONES:
        raise refuse("time", "no place has the time zone `{zone}`: Hong Kong has +08:00", zone=match["zone"])
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise refuse("time", "{value} is not in the calendar, or not on the clock", value=value) from None
    if moment.tzinfo is None:
        raise refuse("zone", "has no time zone: write {value}+08:00 if it is Hong Kong time", value=str(value))
    return _of_our_time(moment, value)


_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::00)?(?P<zone>Z|[+-]\d\d:\d\d)?", re.ASCII)
"""A time to the minute: what is printed has no seconds."""
_ZONES = frozenset([
    "Z", *(f"+{hour:02}:00" for hour in range(15)), *(f"-{hour:02}:00" for hour in range(1, 13)),
    *["-09:30", "-03:30", "-02:30"],
    *["+03:30", "+04:30", "+05:30", "+05:45", "+06:30", "+08:45", "+09:30", "+10:30", "+12:45", "+13:45"],
])  # fmt: skip
"""What clocks somewhere differ from UTC by, in summer or winter."""


def _of_our_time(day: Day, value: str) -> Day:
    if 1900 <= day.year < 2200:
        return day
    raise refuse("date", "{value} is not in our time: check the year", value=value)


def _url(value: str) -> str:
    if value == "#" or can_open(value):
        return value
    message = "`{value}` is not an address that a reader can open: start it with https:// (or mailto:, tel:)"
    raise refuse("url", message, value=value)


def _email(value: str) -> str:
    if not is_mailbox(value):
        raise refuse("email", "`{value}` is not an e-mail address", value=value)
    return value


def _picture_file(value: str, info: ValidationInfo) -> str:
    known = info.context
    problem = pictures.problem(known["folder"], value, pictures.edge(known.get("pictures", 1))) if known else None
    if problem:
        raise refuse("picture", "{problem}", problem=problem)
    return value


def _as_cell(value: Any) -> Any:
    return "" if value == "" or _is_blank(value) else _without_last_line_end(value)


def _is_blank(value: Any) -> bool:
    """Whether it is {en: "", tc: ""}: an empty cell, written in both languages."""
    return isinstance(value, dict) and bool(value) and value.keys() <= {"en", "tc", "sc"} and not any(value.values())


def _clock(value: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise refuse("time", "`{value}` is not a time of day: write hours and minutes, such as 09:30", value=value)
    return value


def _currency(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", value):
        raise refuse("currency", "`{value}` is not a currency: write three letters, such as HKD or USD", value=value)
    return value


def _attached_file(value: str, info: ValidationInfo) -> str:
    problem = attachments.problem(info.context["folder"], value) if info.context else None
    if problem:
        raise refuse("picture", "{problem}", problem=problem)
    return value


def _logo_file(value: str, info: ValidationInfo) -> str:
    problem = logos.problem(info.context["folder"], value) if info.context else None
    if problem:
        raise refuse("picture", "{problem}", problem=problem)
    return value


_ABSENT = object()


def _language(value: Any, info: ValidationInfo) -> Any:
    """One language of a text. It may be left out, or empty, only where no edition in that language prints it."""
    wanted = info.field_name in (info.context["languages"] if info.context else LANGUAGES)
    if not wanted and (value in (_ABSENT, None) or (isinstance(value, str) and not value.strip())):
        return ""
    if value is not _ABSENT:
        return _without_last_line_end(value)
    raise PydanticCustomError("missing", "is missing")


@dataclass(frozen=True)
class Reference:
    """A validator: the value names one of the *kind* that the validation context knows, from the folder *where*."""

    kind: str
    where: str

    def __call__(self, value: str, info: ValidationInfo) -> str:
        known = info.context[self.kind] if info.context else None
        if known is not None and value not in known:
            names = ", ".join(f"`{name}`" for name in sorted(known)) or "none yet"
            raise refuse(
                "reference",
                "`{value}` is not one of the {kind} in {where}{hint} (there: {names})",
                value=value,
                kind=self.kind,
                where=self.where,
                hint=did_you_mean(value, known),
                names=names,
            )
        return value


def _reference_to(kind: str, where: str) -> AfterValidator:
    return AfterValidator(Reference(kind, where))


Line = Annotated[str, BeforeValidator(_without_last_line_end)]
Date = Annotated[date, BeforeValidator(_as_date), Field(json_schema_extra={"type": "string", "format": "date"})]
Moment = Annotated[
    datetime, BeforeValidator(_moment), Field(json_schema_extra={"type": "string", "format": "date-time"})
]
Url = Annotated[str, BeforeValidator(_without_last_line_end), AfterValidator(_url)]
Email = Annotated[str, BeforeValidator(_without_last_line_end), AfterValidator(_email)]
Words = Annotated[str, BeforeValidator(_language)]
Clock = Annotated[str, BeforeValidator(_without_last_line_end), AfterValidator(_clock)]
Currency = Annotated[str, BeforeValidator(_without_last_line_end), AfterValidator(_currency)]
AttachedFile = Annotated[str, BeforeValidator(_without_last_line_end), AfterValidator(_attached_file)]
LogoFile = Annotated[str, BeforeValidator(_without_last_line_end), AfterValidator(_logo_file)]
PictureFile = Annotated[str, BeforeValidator(_without_last_line_end), AfterValidator(_picture_file)]
Marks = Annotated[str, Field(min_length=2, max_length=2)]

# --- the model ------------------------------------------------------------------------------------


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _absent() -> Any:
    return _ABSENT


class Text(Model):
    """The same words in English and in Traditional Chinese.

    Where the release, or the part that the text belongs to, is in one language only, the text has that language,
    and may be a plain string in the file. The other language is "" here.
    """

    model_config = ConfigDict(json_schema_extra={"type": ["object", "string"]})

    en: Words = Field(default_factory=_absent, validate_default=True)
    """English."""
    tc: Words = Field(default_factory=_absent, validate_default=True)
    """Traditional Chinese, as written in Hong Kong."""
    sc: Line | None = None
    """Simplified Chinese, only where the one derived from `tc` is not wanted."""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any, info: ValidationInfo) -> Any:
        languages = info.context["languages"] if info.context else LANGUAGES
        return dict.fromkeys(languages, value) if isinstance(value, str) and len(languages) == 1 else value


class Limited(Model):
    """A part that one language may have alone."""

    only: Literal["en", "tc"] | None = None
    """Print it in one language only: `en`, or `tc` for both Chinese editions. Its texts need no other language."""

    @model_validator(mode="wrap")
    @classmethod
    def _narrow(cls, value: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        only = value.get("only") if isinstance(value, Mapping) else None
        if not isinstance(only, str) or only not in LANGUAGES or not info.context:
            return handler(value)
        outside = info.context["languages"]
        info.context["languages"] = frozenset([only])
        try:
            return handler(value)
        finally:
            info.context["languages"] = outside


class LimitedText(Limited, Text):
    """A text that one language may lack."""


class QuoteMarks(Model):
    """The opening and closing mark of a quotation, two characters, where the edition's own are not wanted."""

    en: Marks | None = None
    """English, such as '“”' or '""'."""
    tc: Marks | None = None
    """Traditional Chinese, such as '「」'."""
    sc: Marks | None = None
    """Simplified Chinese, such as '“”'."""


class Quote(Model):
    """What somebody said, in quotation marks that hkpress adds."""

    speaker: Annotated[Line, _reference_to("people", "releases/_shared/people.yaml")] | None = None
    """Who says it: an id from releases/_shared/people.yaml."""
    before: Text | None = None
    """The words that lead to the quotation. Without `before` and `after` hkpress writes "(speaker) said:"."""
    words: Text
    """What was said, without the outer quotation marks. A blank line starts a new paragraph of it."""
    after: Text | None = None
    """The words that follow the quotation."""
    marks: QuoteMarks | None = None
    """Other quotation marks than the edition's own."""
    portrait: Literal["yes", "no"] = "no"
    """Whether the speaker's portrait from releases/_shared/people.yaml is shown beside the quotation."""


Making = Literal["camera", "composite", "ai"]


class Picture(Model):
    """A picture inside the body."""

    file: PictureFile
    """The picture's file, from the release's folder, such as photos/chart.png."""
    alt: Text
    """What the picture shows, for those who cannot see it."""
    caption: LimitedText | None = None
    """The words below the picture."""
    credit: Text | None = None
    """Whom the media must name when they print it, such as HKSTP. It stands after the caption."""
    made: Making | None = None
    """How it was made. The caption says so of a composite picture and of one made by AI."""


def _cell_kind(value: Any) -> str:
    return "<cell>" if isinstance(value, str) or _is_blank(value) else "<text>"


Cell = Annotated[
    Annotated[Text, Tag("<text>")] | Annotated[str, BeforeValidator(_as_cell), Tag("<cell>")], Discriminator(_cell_kind)
]


def _name_kind(value: Any) -> str:
    return "<cell>" if isinstance(value, str) else "<text>"


Name = Annotated[Annotated[Text, Tag("<text>")] | Annotated[Line, Tag("<cell>")], Discriminator(_name_kind)]
"""A name that both languages may write alike: then it is a plain string."""


class Photo(Limited):
    """A photo offered to the media, or its caption alone."""

    caption: LimitedText
    """The caption, without "Photo 1:", which hkpress adds."""
    file: PictureFile | None = None
    """The photo's file, from the release's folder, such as photos/01.jpg. A caption may stand alone."""
    alt: Text | None = None
    """What the photo shows, for those who cannot see it."""
    credit: Text | None = None
    """Whom the media must name when they print it, such as HKSTP. It stands after the caption."""
    photographer: Name | None = None
    """Who took it; for the media's archives, not printed."""
    taken: Date | None = None
    """The day on which it was taken, such as 2025-04-24; for the media's archives."""
    place: Text | None = None
    """Where it was taken, if that is not the place of the release; for the media's archives."""
    terms: Text | None = None
    """What the media may do with it, where the issuer's `photo_terms` do not apply."""
    made: Making | None = None
    """How it was made. The caption says so of a composite picture and of one made by AI."""

    @field_validator("alt", mode="before")
    @classmethod
    def _room(cls, value: Any) -> Any:
        """The desk gives each new photo room for it; while that is empty in all languages, it is no text."""
        return None if _is_blank(value) else value


def _are_thousands(before: Any, after: Any) -> bool:
    """Whether two cells look like one figure: YAML ends a cell at the comma of an unquoted 8,400."""
    return bool(re.fullmatch(r"\D{0,4}[1-9]\d{0,2}", str(before)) and re.fullmatch(r"\d{3}\D{0,4}", str(after)))


def _full_row(row: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
    columns = len(info.data.get("head", row))
    if len(row) != columns:
        message = "this row has {cells} cells, but the table has {columns} column heads"
        if any(_are_thousands(*pair) for pair in pairwise(row)):
            message += "; a comma parts two cells: put a figure such as 8,400 in quotes"
        raise refuse("cells", message, cells=len(row), columns=columns)
    return row


def _aligned(align: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
    columns = len(info.data.get("head", align))
    if len(align) != columns:
        message = "`align` has {words} words, but the table has {columns} columns: write one for each"
        raise refuse("cells", message, words=len(align), columns=columns)
    return align


class Table(Model):
    """A table: column heads, then rows of as many cells. A cell that has no language is a bare string, "" if empty."""

    head: tuple[Cell, ...] = Field(min_length=1)
    """The column heads."""
    rows: tuple[Annotated[tuple[Cell, ...], AfterValidator(_full_row)], ...] = Field(min_length=1)
    """The rows, each a list of cells."""
    caption: LimitedText | None = None
    """The table's title."""
    unit: LimitedText | None = None
    """The unit of the figures, such as HK$ million. It stands above the table."""
    total: Literal["yes", "no"] = "no"
    """Whether the last row is the sum of the others, and stands out."""
    align: Annotated[tuple[Literal["left", "centre", "right"], ...], AfterValidator(_aligned)] | None = None
    """How each column is aligned. Without it, columns of figures are on the right and words on the left."""


class ParagraphBlock(LimitedText):
    """A paragraph of the text."""


class QuoteBlock(Limited):
    quote: Quote
    """A paragraph with a quotation."""


class HeadingBlock(Limited):
    heading: Text
    """A heading inside the body."""


ListStyle = Literal["1.", "(1)", "(a)", "(i)", "一、", "（一）"]


class ListStyles(Model):
    """How list items are numbered in each language."""

    en: ListStyle
    """English, such as (a)."""
    tc: ListStyle
    """Chinese, such as （一）."""


def _style_kind(value: Any) -> str:
    return "<one>" if isinstance(value, str) else "<each>"


Style = Annotated[Annotated[ListStyle, Tag("<one>")] | Annotated[ListStyles, Tag("<each>")], Discriminator(_style_kind)]


class Subitem(LimitedText):
    """An item of a list below an item."""


class Item(Subitem):
    """An item of a list."""

    list: tuple[Subitem, ...] = ()
    """A list below the item."""
    style: Style | None = None
    """How to number the list below the item: `(1)`, or {en: (a), tc: （一）}. Without it, the list has dashes."""


class ListBlock(Limited):
    list: tuple[Item, ...] = Field(min_length=1)
    """A list, item by item."""
    numbered: Literal["yes", "no"] = "no"
    """Whether the items are numbered 1. 2. 3."""
    style: Style | None = None
    """Another way to number the items: `(1)`, `(a)`, `(i)`, `一、`, `（一）`, or {en: (a), tc: （一）}."""


class TableBlock(Limited):
    table: Table
    """A table."""


class ImageBlock(Limited):
    image: Picture
    """A picture."""


def _block_kind(value: Any) -> str:
    if value == "break":
        return "<break>"
    if isinstance(value, Mapping):
        return next((f"<{kind}>" for kind in ("quote", "heading", "list", "table", "image") if kind in value), "<text>")
    return "<text>"


Block = Annotated[
    Annotated[ParagraphBlock, Tag("<text>")]
    | Annotated[QuoteBlock, Tag("<quote>")]
    | Annotated[HeadingBlock, Tag("<heading>")]
    | Annotated[ListBlock, Tag("<list>")]
    | Annotated[TableBlock, Tag("<table>")]
    | Annotated[ImageBlock, Tag("<image>")]
    | Annotated[Literal["break"], Tag("<break>")],
    Discriminator(_block_kind),
]


class Contact(Limited):
    """A person or office for the media to ask."""

    name: Text | None = None
    """The person."""
    post: Text | None = None
    """The person's post, such as Senior Manager, Communications."""
    organisation: Text | None = None
    """The organisation that the person speaks for, if it is not the issuer."""
    phone: Line | None = None
    """The office number with its country code, such as +852 2629 6850. A slash parts several numbers."""
    mobile: Line | None = None
    """The mobile number."""
    whatsapp: Line | None = None
    """The number for WhatsApp."""
    email: Email | None = None
    """The e-mail address."""


class Link(Limited):
    """Something more to open: a file that goes with the release, a film, a page, an account."""

    kind: Literal["attachment", "video", "web", "social"] = "web"
    """What it is. A file that is named by `file` is an attachment."""
    title: Text
    """What the link is called."""
    url: Url | None = None
    """Its address."""
    file: AttachedFile | None = None
    """A file in the release's folder, such as files/annex.pdf. A build copies it beside the pages."""

    @field_validator("url", mode="before")
    @classmethod
    def _no_file(cls, value: object) -> object:
        if isinstance(value, str) and attachments.is_named(value):
            raise refuse("url", "`{value}` is a file: write `file: {value}` in place of `url:`", value=value)
        return value

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.url is None) == (self.file is None):
            raise refuse("target", "a link needs either `url:` or `file:`")
        if self.file is not None and "kind" in self.model_fields_set and self.kind != "attachment":
            raise refuse("target", "a link to a file is an attachment: write `kind: attachment`")
        return self


class Boilerplate(Model):
    """The standing text about the issuer that ends a release."""

    reviewed: Date
    """The day on which somebody last checked it."""
    heading: Text | None = None
    """The line above it, if that is not "About" and the issuer's name, such as About the Hospital Authority."""
    paragraphs: tuple[LimitedText, ...] = Field(min_length=1)
    """Its paragraphs."""


class Logo(Model):
    """The issuer's logo: one file for all editions, or one for each language."""

    file: LogoFile | None = None
    """The file for all editions, from releases/_shared/, such as logos/park.svg."""
    en: LogoFile | None = None
    """The file for English."""
    tc: LogoFile | None = None
    """The file for Chinese."""
    sc: LogoFile | None = None
    """The file for Simplified Chinese, where it is not the one for Chinese."""
    with_name: Literal["yes", "no"] = "no"
    """Print the issuer's name beside the logo: `yes` where the logo has no words."""

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.file and not (self.en and self.tc):
            raise refuse("target", "a logo needs `file:`, or `en:` and `tc:`")
        return self


class Issuer(Model):
    """Who issues releases: names, boilerplate and media contacts."""

    name: Text
    """The full name."""
    short: Text | None = None
    """The short name."""
    address: Text | None = None
    """The address on the letterhead."""
    website: Url | None = None
    """The website on the letterhead."""
    logo: Logo | None = None
    """The logo on the letterhead, in place of the name or beside it."""
    currency: Currency = "HKD"
    """What a bare $ stands for in releases of this issuer: HKD, USD."""
    photo_terms: Text | None = None
    """What the media may do with photos of this issuer."""
    boilerplate: Boilerplate | None = None
    """The standing text "About …"."""
    contacts: tuple[Contact, ...] = ()
    """The media contacts."""
    links: tuple[Link, ...] = ()
    """The issuer's accounts and pages, which end every release."""


class Person(Model):
    """Somebody who is quoted."""

    name: Text
    """The name without title."""
    honorific: Text | None = None
    """The title: Dr and 博士, Mr and 先生."""
    post: Text | None = None
    """The post with its organisation: "Chairman of HKSTP" and 香港科技園公司主席."""
    portrait: PictureFile | None = None
    """A portrait, from releases/_shared/, such as portraits/chai.jpg, for quotations that ask for it."""


def _media_topic(code: str) -> str:
    if not re.fullmatch(r"medtop:\d{8}", code):
        raise refuse(
            "medtop", "is not a code of IPTC's Media Topics: write it like {example}", example="medtop:13000000"
        )
    return code


class Topic(Text):
    """A topic of the newsroom, of releases/_shared/topics.yaml."""

    medtop: Annotated[Line, AfterValidator(_media_topic)] | None = None
    """The code of IPTC's Media Topics that comes nearest, such as medtop:13000000."""


def _not_immediate(embargo: datetime, info: ValidationInfo) -> datetime:
    if info.data.get("timing"):
        raise refuse("timing", "and `timing: immediate` contradict each other: keep one of them")
    return embargo


class Correction(Limited):
    """A change to a release that is out."""

    at: Moment
    """When it was made, such as 2025-04-25T09:00+08:00."""
    note: Text
    """What was wrong, and what is right."""
    kind: Literal["correction", "update"] = "correction"
    """A correction of a mistake, or an update with something new."""


class Withdrawal(Model):
    """A release that no longer holds."""

    at: Moment
    """When it was withdrawn."""
    note: Text
    """Why, and what holds instead."""


class PhotoPack(Model):
    url: Url
    """Where the media download the photos in high resolution."""


class Variants(Model):
    en: tuple[Line, ...] = ()
    """English."""
    tc: tuple[Line, ...] = ()
    """Traditional Chinese."""


class Term(Model):
    """A name or a word as this house writes it in both languages."""

    en: Line
    """English."""
    tc: Line
    """Traditional Chinese."""
    also: Variants | None = None
    """Other forms that are right, such as a short name: {en: [the Loop], tc: [河套]}."""
    never: Variants | None = None
    """Forms that are wrong, such as an old name or what a machine made of it."""
    severity: Literal["error", "warning", "hint"] = "warning"
    """Whether a form of `never` is an error or a warning."""
    note: Line | None = None
    """Where the form comes from, for colleagues."""


class Glossary(Model):
    """Names and words as this house writes them: releases/_shared/glossary.yaml."""

    names: tuple[Term, ...] = ()
    """Bodies, places and programmes: a release that names one in one language must name it in the other."""
    terms: tuple[Term, ...] = ()
    """Words. Only their forms under `never` are looked for."""


class Ignore(Model):
    """A finding of `hkpress check` that is known and accepted."""

    code: Line
    """The check's code, as it stands in brackets in its messages."""
    at: Line | None = None
    """Only here and below: body/3 is the third item of `body`, body/3/tc its Chinese."""
    reason: Line
    """Why it is right as it is."""
    until: Date | None = None
    """The last day on which it is ignored."""


class Checks(Model):
    """Settings of `hkpress check` for this release."""

    ignore: tuple[Ignore, ...] = ()
    """Findings that are known and accepted."""


def _one_issuer(issuers: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    if info.data.get("issuer"):
        raise refuse("issuers", "and `issuer` say the same twice: keep `issuers` for a joint release, else `issuer`")
    return issuers


_IssuerName = Annotated[Line, _reference_to("issuers", "releases/_shared/issuers/")]


class Manuscript(Model):
    """A press release as its author writes it, English and Chinese side by side."""

    theme: Annotated[Line, _reference_to("themes", "templates/")] = "base"
    """Which house style: a folder of templates/."""
    editions: Annotated[tuple[Literal["en", "tc", "sc"], ...], Field(min_length=1)] = ("en", "tc", "sc")
    """The editions to make, if not all: [en] for English alone, [tc, sc] for Chinese. Texts may then be plain."""
    issuer: _IssuerName | None = None
    """Who issues it: the name of a file in releases/_shared/issuers/."""
    issuers: Annotated[tuple[_IssuerName, ...], Field(min_length=2), AfterValidator(_one_issuer)] | None = None
    """Who issues it together, in a joint release: [park, university]."""
    on_behalf_of: Text | None = None
    """The body for which the issuer issues it."""
    date: Date
    """The day of issue, such as 2025-04-24."""
    time: Clock | None = None
    """The hour of issue in Hong Kong, such as 09:30."""
    number: Name | None = None
    """The reference number."""
    place: Text | None = None
    """Where it is issued, for the dateline."""
    timing: Literal["immediate"] | None = None
    """"immediate" prints "For Immediate Release". Leave it out if there is an embargo."""
    embargo: Annotated[Moment, AfterValidator(_not_immediate)] | None = None
    """Before this moment nobody may publish it, such as 2025-04-24T10:00+08:00."""
    draft: Literal["yes", "no"] = "no"
    """Whether people still work on it: the newsroom leaves it out, whatever its date."""
    withdrawn: Withdrawal | None = None
    """The release no longer holds. A notice above the whole text says so."""
    corrections: tuple[Correction, ...] = ()
    """What changed after the release was out. Each has a notice above the headline."""
    source: Text | None = None
    """Where the text comes from, for a news wire."""
    topics: tuple[Annotated[Line, _reference_to("topics", "releases/_shared/topics.yaml")], ...] = ()
    """What it is about: names of releases/_shared/topics.yaml."""
    photo_pack: PhotoPack | None = None
    """The photos in high resolution."""
    headline: Text
    """The headline."""
    subheadline: LimitedText | None = None
    """A second line below the headline."""
    summary: Text | None = None
    """One or two sentences for search engines and feeds, where the first paragraph will not do. It is not printed."""
    body: tuple[Block, ...] = Field(min_length=1)
    """The text: paragraphs, `quote`, `heading`, `list`, `table`, `image`, and `break` for a larger gap."""
    footnotes: tuple[LimitedText, ...] = ()
    """The footnotes: `[^1]` in a text stands for the first."""
    photos: tuple[Photo, ...] = ()
    """The photos and their captions."""
    links: tuple[Link, ...] = ()
    """Attachments, films, further pages and accounts."""
    notes_to_editors: tuple[Block, ...] = ()
    """Notes to Editors: blocks as in `body`, printed after the end mark."""
    boilerplate: Boilerplate | None = None
    """The standing text about the issuer, where it is not the one in the issuer's file."""
    contacts: tuple[Contact, ...] | None = None
    """The media contacts, where they are not the ones in the issuer's file."""
    checks: Checks | None = None
    """What `hkpress check` need not report."""
    remarks: tuple[Line, ...] = ()
    """Remarks for colleagues. They are never printed."""

    @property
    def standing_embargo(self) -> datetime | None:
        """The embargo, unless a correction or withdrawal after its end shows that it is over."""
        changes = [each.at for each in self.corrections] + ([self.withdrawn.at] if self.withdrawn else [])
        return None if self.embargo and any(at >= self.embargo for at in changes) else self.embargo


UNPRINTED = frozenset(["remarks", "checks"])
"""The fields of a manuscript that no page shows."""
