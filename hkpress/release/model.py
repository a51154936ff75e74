"""What a release is: the model of `release.yaml` and of the shared files.

English and Chinese stand side by side in every `Text`, so that the structure of the editions
cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from hkpress.core.diagnostics import did_you_mean
from hkpress.release import pictures

MAX_TEXT = 20_000

# --- values ---------------------------------------------------------------------------------------


def _refuse(code: str, message: str, /, **values: Any) -> PydanticCustomError:
    """An error whose message is ours, with the values put in when it is shown."""
    return PydanticCustomError(code, message, values)


def _text(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise _refuse("empty", "is empty")
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise _refuse("long", "is longer than {limit} characters: split it into paragraphs", limit=f"{MAX_TEXT:,}")
    return value.rstrip("\n") if isinstance(value, str) else value


def _date(value: Any) -> Any:
    _text(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise _refuse("date", "{value} is not in the calendar", value=value) from None
    raise _refuse("date", "`{value}` is not a date: write year-month-day, such as 2025-04-24", value=str(value))


def _moment(value: Any) -> Any:
    _text(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise _refuse("zone", "has no time: write {value}T10:00+08:00 if it ends at 10am in Hong Kong", value=value)
    try:
        moment = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        message = "`{value}` is not a time: write it like 2025-04-24T10:00+08:00"
        raise _refuse("time", message, value=str(value)) from None
    if moment.tzinfo is None:
        raise _refuse("zone", "has no time zone: write {value}+08:00 if it is Hong Kong time", value=str(value))
    return moment


def _url(value: str) -> str:
    if value == "#" or re.match(r"(?i)(https?://|mailto:|tel:)\S+$", value):
        return value
    message = "`{value}` is not an address that a reader can open: start it with https:// (or mailto:, tel:)"
    raise _refuse("url", message, value=value)


def _email(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+", value):
        raise _refuse("email", "`{value}` is not an e-mail address", value=value)
    return value


def _picture_file(value: str, info: ValidationInfo) -> str:
    problem = pictures.problem(info.context["folder"], value) if info.context else None
    if problem:
        raise _refuse("picture", "{problem}", problem=problem)
    return value


@dataclass(frozen=True)
class Reference:
    """A validator: the value names one of the *kind* that the validation context knows, from the folder *where*."""

    kind: str
    where: str

    def __call__(self, value: str, info: ValidationInfo) -> str:
        known = info.context[self.kind] if info.context else None
        if known is not None and value not in known:
            names = ", ".join(f"`{name}`" for name in sorted(known)) or "none yet"
            raise _refuse(
                "reference",
                "`{value}` is not one of the {kind} in {where}{hint} (there: {names})",
                value=value,
                kind=self.kind,
                where=self.where,
                hint=did_you_mean(value, known),
                names=names,
            )
        return value


def _known(kind: str, where: str) -> AfterValidator:
    return AfterValidator(Reference(kind, where))


Line = Annotated[str, BeforeValidator(_text)]
Date = Annotated[date, BeforeValidator(_date), Field(json_schema_extra={"type": "string", "format": "date"})]
Moment = Annotated[
    datetime, BeforeValidator(_moment), Field(json_schema_extra={"type": "string", "format": "date-time"})
]
Url = Annotated[str, BeforeValidator(_text), AfterValidator(_url)]
Email = Annotated[str, BeforeValidator(_text), AfterValidator(_email)]
PictureFile = Annotated[str, BeforeValidator(_text), AfterValidator(_picture_file)]
Marks = Annotated[str, Field(min_length=2, max_length=2)]

# --- the model ------------------------------------------------------------------------------------


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Model):
    """The same words in English and in Traditional Chinese."""

    en: Line
    """English."""
    tc: Line
    """Traditional Chinese, as written in Hong Kong."""
    sc: Line | None = None
    """Simplified Chinese, only where the one derived from `tc` is not wanted."""


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

    speaker: Annotated[Line, _known("people", "releases/_shared/people.yaml")] | None = None
    """Who says it: an id from releases/_shared/people.yaml."""
    before: Text | None = None
    """The words that lead to the quotation. Without `before` and `after` hkpress writes "(speaker) said:"."""
    words: Text
    """What was said, without the outer quotation marks. A blank line starts a new paragraph of it."""
    after: Text | None = None
    """The words that follow the quotation."""
    marks: QuoteMarks | None = None
    """Other quotation marks than the edition's own."""


class Picture(Model):
    """A picture inside the body."""

    file: PictureFile
    """The picture's file, from the release's folder, such as photos/chart.png."""
    alt: Text
    """What the picture shows, for those who cannot see it."""
    caption: Text | None = None
    """The words below the picture."""


class Photo(Model):
    """A photo offered to the media, or its caption alone."""

    caption: Text
    """The caption, without "Photo 1:", which hkpress adds."""
    file: PictureFile | None = None
    """The photo's file, from the release's folder, such as photos/01.jpg. A caption may stand alone."""
    alt: Text | None = None
    """What the photo shows, for those who cannot see it."""


def _cell_kind(value: Any) -> str:
    return "<cell>" if isinstance(value, str) else "<text>"


Cell = Annotated[Annotated[Text, Tag("<text>")] | Annotated[Line, Tag("<cell>")], Discriminator(_cell_kind)]


def _full_row(row: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
    columns = len(info.data.get("head", row))
    if len(row) != columns:
        message = "this row has {cells} cells, but the table has {columns} column heads"
        raise _refuse("cells", message, cells=len(row), columns=columns)
    return row


class Table(Model):
    """A table: column heads, then rows of as many cells. A cell that has no language is a bare string."""

    head: tuple[Cell, ...] = Field(min_length=1)
    """The column heads."""
    rows: tuple[Annotated[tuple[Cell, ...], AfterValidator(_full_row)], ...] = Field(min_length=1)
    """The rows, each a list of cells."""
    caption: Text | None = None
    """The table's title."""


class QuoteBlock(Model):
    quote: Quote
    """A paragraph with a quotation."""


class HeadingBlock(Model):
    heading: Text
    """A heading inside the body."""


class ListBlock(Model):
    list: tuple[Text, ...] = Field(min_length=1)
    """A list, an item each."""
    numbered: Literal["yes", "no"] = "no"
    """Whether the items are numbered."""


class TableBlock(Model):
    table: Table
    """A table."""


class ImageBlock(Model):
    image: Picture
    """A picture."""


def _block_kind(value: Any) -> str:
    if isinstance(value, str):
        return "<break>"
    if isinstance(value, Mapping):
        return next((f"<{kind}>" for kind in ("quote", "heading", "list", "table", "image") if kind in value), "<text>")
    return "<text>"


Block = Annotated[
    Annotated[Text, Tag("<text>")]
    | Annotated[QuoteBlock, Tag("<quote>")]
    | Annotated[HeadingBlock, Tag("<heading>")]
    | Annotated[ListBlock, Tag("<list>")]
    | Annotated[TableBlock, Tag("<table>")]
    | Annotated[ImageBlock, Tag("<image>")]
    | Annotated[Literal["break"], Tag("<break>")],
    Discriminator(_block_kind),
]


class Contact(Model):
    """Whom the media ask."""

    name: Text | None = None
    """The person."""
    organisation: Text | None = None
    """Whom the person speaks for, where that is not the issuer."""
    phone: Line | None = None
    """The telephone number, with its country code, such as +852 2629 6850."""
    email: Email | None = None
    """The e-mail address."""


class Boilerplate(Model):
    """The standing text about the issuer that ends a release."""

    reviewed: Date
    """When somebody last read it and found it right."""
    paragraphs: tuple[Text, ...] = Field(min_length=1)
    """Its paragraphs."""


class Issuer(Model):
    """Who issues releases: names, boilerplate and media contacts."""

    name: Text
    """The full name."""
    short: Text | None = None
    """The short name."""
    boilerplate: Boilerplate | None = None
    """The standing text "About …"."""
    contacts: tuple[Contact, ...] = ()
    """The media contacts."""


class Person(Model):
    """Somebody who is quoted."""

    name: Text
    """The name without title."""
    honorific: Text | None = None
    """The title: Dr and 博士, Mr and 先生."""
    post: Text | None = None
    """The post with its organisation: "Chairman of HKSTP" and 香港科技園公司主席."""


def _not_immediate(embargo: datetime, info: ValidationInfo) -> datetime:
    if info.data.get("timing"):
        raise _refuse("timing", "and `timing: immediate` contradict each other: keep one of them")
    return embargo


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
    """How bad a form of `never` is."""
    note: Line | None = None
    """Where the form comes from, for colleagues."""


class Glossary(Model):
    """Names and words as this house writes them: releases/_shared/glossary.yaml."""

    names: tuple[Term, ...] = ()
    """Bodies, places and programmes: a release that names one in one language must name it in the other."""
    terms: tuple[Term, ...] = ()
    """Words, of which only the forms under `never` are looked for."""


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
    """What `hkpress check` is told."""

    ignore: tuple[Ignore, ...] = ()
    """Findings that are known and accepted."""


class Manuscript(Model):
    """A press release as its author writes it, English and Chinese side by side."""

    theme: Annotated[Line, _known("themes", "templates/")] = "base"
    """Which house style: a folder of templates/."""
    issuer: Annotated[Line, _known("issuers", "releases/_shared/issuers/")] | None = None
    """Who issues it: the name of a file in releases/_shared/issuers/."""
    date: Date
    """The day of issue, such as 2025-04-24."""
    place: Text | None = None
    """Where it is issued, for the dateline."""
    timing: Literal["immediate"] | None = None
    """"immediate" prints "For Immediate Release". Leave it out if there is an embargo."""
    embargo: Annotated[Moment, AfterValidator(_not_immediate)] | None = None
    """Before this moment nobody may publish it, such as 2025-04-24T10:00+08:00."""
    source: Text | None = None
    """Where the text comes from, for a news wire."""
    photo_pack: PhotoPack | None = None
    """The photos in high resolution."""
    headline: Text
    """The headline."""
    subheadline: Text | None = None
    """A second line below the headline."""
    body: tuple[Block, ...] = Field(min_length=1)
    """The text: paragraphs, `quote`, `heading`, `list`, `table`, `image`, and `break` for a larger gap."""
    photos: tuple[Photo, ...] = ()
    """The photos and their captions."""
    boilerplate: Boilerplate | None = None
    """The standing text about the issuer, where it is not the one in the issuer's file."""
    contacts: tuple[Contact, ...] | None = None
    """The media contacts, where they are not the ones in the issuer's file."""
    checks: Checks | None = None
    """What `hkpress check` need not report."""
    notes: tuple[Line, ...] = ()
    """Notes for colleagues. They are never printed."""
