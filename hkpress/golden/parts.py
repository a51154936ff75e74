"""Everything an edition says, part by part: headline, paragraph 3, photo 2's caption.

A part is known by its kind and its numbers, and it knows where in the release's files it is written. Its name in
plain English is made where it is shown. The parts follow the fields of `Page`, so a new field is a new part.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from hkpress.page.page import Block, Page, PagePhoto, Paragraph, Quotation, Said
from hkpress.release.editions import WrittenDate, WrittenTime
from hkpress.release.pictures import PagePicture
from hkpress.release.source import Loc, Source

YES = "yes"  # stands for the text of a part without text
BREAK = "break"


@dataclass(frozen=True)
class Part:
    """A text of an edition: what it is, which one of its kind, and the words as typed.

    The kind is the path of fields on the page, such as `quotation.words` or `photos.caption`.
    """

    kind: str
    numbers: tuple[int, ...]
    text: str
    source: Source | None = field(default=None, compare=False, repr=False)
    """The file that the words come from; None for a part that was read from a golden set."""
    loc: Loc = field(default=(), compare=False)

    @property
    def key(self) -> tuple[str, tuple[int, ...]]:
        return self.kind, self.numbers

    @property
    def name(self) -> str:
        """Its name for people: paragraph 3, quote."""
        return _part_name(self.kind, self.numbers)


@dataclass(frozen=True)
class Parts:
    """All that an edition says, and the names of people and bodies in it."""

    parts: tuple[Part, ...]
    names: tuple[str, ...]

    def to_json(self) -> str:
        """A part a line, for review."""
        lines = (json.dumps([part.kind, part.numbers, part.text], ensure_ascii=False) for part in self.parts)
        names = json.dumps(self.names, ensure_ascii=False)
        return '{"names": ' + names + ',\n "parts": [\n' + ",\n".join(lines) + "\n]}\n"

    @classmethod
    def from_json(cls, text: str) -> Parts:
        """Raises ValueError, TypeError or KeyError if it is not the result of `to_json`."""
        data = json.loads(text)
        read = cls(
            tuple(Part(kind, tuple(numbers), words) for kind, numbers, words in data["parts"]), tuple(data["names"])
        )
        words = [each for part in read.parts for each in (part.kind, part.text)]
        if not words or not all(isinstance(each, str) for each in (*words, *read.names)):
            raise ValueError("parts without text")
        return read


def filled_parts(page: Page) -> Parts:
    """The parts of an edition that say something, in their order."""
    names = (page.issuer, page.issuer_short, page.place, *page.names, *(each.name for each in page.contacts))
    said = tuple(part for part in _PageWalk(page).parts() if part.text or part.kind.endswith(BREAK))
    return Parts(said, tuple(dict.fromkeys(filter(None, names))))


_UNPRINTED = {
    *("slug", "edition", "others", "names", "issued", "updated", "stems", "downloads", "known", "abouts.issuer"),
    *(
        "photos.number",
        "photos.by_camera",
        "photos.file",
        "links.file",
        "grid.align",
        "grid.whole",
        "grid.size",
        "grid.scrolls",
    ),
}
"""Fields of a page that follow from other fields, or hold none of its words."""
_WRITTEN = {"immediate": ("timing",)}
"""Fields of a page that the manuscript calls something else."""

_FIRST_CALLED = {
    "issuers.name": "issuer",
    "issuers.short": "issuer_short",
    "issuers.address": "issuer.address",
    "issuers.website": "issuer.website",
    "abouts.heading": "boilerplate_heading",
    "abouts.paragraphs": "boilerplate",
}
"""The name of a kind for the only issuer, or the first of several."""


class _PageWalk:
    """Walks through a page, field by field."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def parts(self) -> Iterator[Part]:
        page = self.page
        issuers = tuple(replace(each, short="") if each.short == each.name else each for each in page.issuers)
        page = replace(page, issuers=issuers)
        for each in fields(page):
            if each.name == "body":
                yield from self.blocks("", page.body)
            elif each.name not in _UNPRINTED:
                yield from self.value(each.name, (), getattr(page, each.name))

    def value(self, kind: str, numbers: tuple[int, ...], value: Any) -> Iterator[Part]:
        match value:
            case str():
                yield self.words(kind, numbers, value)
            case True:
                yield self.field(kind, numbers, YES)
            case WrittenDate():
                yield self.field(kind, numbers, value.long)
            case WrittenTime():
                yield self.field(kind, numbers, f"{value.date} {value.time}")
            case PagePicture():
                size = f"{value.width} × {value.height} pixels"
                yield Part(kind, numbers, f"{size} ({hashlib.sha256(value.data).hexdigest()[:12]})")
            case tuple() if value and isinstance(value[0], Block):
                yield from self.blocks(f"{kind}.", value)
            case tuple() if kind.endswith("quotation.words"):
                yield self.words(kind, numbers, "\n\n".join(value), like=value[0])
            case tuple():
                for number, each in enumerate(value, 1):
                    yield from self.value(kind, (*numbers, number), each)
            case PagePhoto(picture=None, alt=alt) if alt:
                yield from self.value(kind, numbers, replace(value, alt=""))  # not shown without the picture
            case _ if is_dataclass(value):
                for each in fields(value):
                    if f"{kind}.{each.name}" not in _UNPRINTED and each.name != "label":
                        yield from self.value(f"{kind}.{each.name}", numbers, getattr(value, each.name))

    def blocks(self, before: str, blocks: tuple[Any, ...]) -> Iterator[Part]:
        """The blocks of a body; paragraphs and quotations are counted as one, as a reader counts them."""
        counts: dict[str, int] = {}
        for block in blocks:
            counted = Paragraph.kind if isinstance(block, Quotation) else block.kind
            number = counts[counted] = counts.get(counted, 0) + 1
            flags = [
                each.name
                for each in fields(block)
                if getattr(block, each.name) is True and f"{block.kind}.{each.name}" not in _UNPRINTED
            ]
            kind = ".".join([f"{before}{block.kind}", *flags])
            if block.kind == BREAK:
                yield Part(kind, (counts.get(Paragraph.kind, 0),), "")
            elif isinstance(block, Quotation) and (block.before or block.after):
                yield from self.value(kind, (number,), replace(block, speaker=""))  # it is not printed
            else:
                for each in fields(block):
                    value = getattr(block, each.name)
                    if f"{block.kind}.{each.name}" not in _UNPRINTED and not isinstance(value, bool):
                        yield from self.value(f"{kind}.{each.name}", (number,), value)

    def words(self, kind: str, numbers: tuple[int, ...], text: str, like: str = "") -> Part:
        place = like or text
        if kind in _FIRST_CALLED and numbers[0] == 1:
            kind, numbers = _FIRST_CALLED[kind], numbers[1:]
        if kind.startswith("items.") and kind.endswith("items.text"):
            kind = kind.removesuffix(".text")
        if isinstance(place, Said):
            return Part(kind, numbers, str(text), place.source, place.loc)
        return Part(kind, numbers, text)

    def field(self, kind: str, numbers: tuple[int, ...], text: str) -> Part:
        """A text that the page makes from a field that is no text."""
        origin = self.page.headline.source if isinstance(self.page.headline, Said) else None
        return Part(kind, numbers, text, origin, _WRITTEN.get(kind, (kind,)))


# --- in plain English -----------------------------------------------------------------------------

_PART_WORDS = {
    "immediate": "“for immediate release”",
    "photo_pack": "link to the photos",
    "subheadline": "second headline",
    "date": "date of issue",
    "issuer_short": "short name of the issuer",
    "boilerplate": "about the issuer, paragraph {}",
    "boilerplate_heading": "about the issuer, heading",
    "contacts.email": "contact {} e-mail",
    "photos.picture": "photo {} file",
    "photos.alt": "photo {} description",
    "paragraph.text": "paragraph {}",
    "heading.text": "heading {}",
    "quotation.speaker": "paragraph {}, speaker",
    "quotation.before": "paragraph {}, before the quote",
    "quotation.words": "paragraph {}, quote",
    "quotation.after": "paragraph {}, after the quote",
    "abouts.heading": "about issuer {}, heading",
    "abouts.paragraphs": "about issuer {}, paragraph {}",
    "items.items": "list {}, item {}",
    "items.items.below.items": "list {}, item {}, item {} below",
    "items.numbered.items.below.items": "numbered list {}, item {}, item {} below",
    "items.numbered.items": "numbered list {}, item {}",
    "grid.caption": "table {} title",
    "grid.head": "table {}, head of column {}",
    "grid.rows": "table {}, row {}, column {}",
    "figure.picture": "picture {} file",
    "figure.alt": "picture {} description",
    "figure.caption": "picture {} caption",
    BREAK: "larger gap after paragraph {}",
}


def _part_name(kind: str, numbers: tuple[int, ...]) -> str:
    if kind in _PART_WORDS:
        return _PART_WORDS[kind].format(*numbers)
    whole, _, rest = kind.partition(".")
    if rest in _PART_WORDS:  # a block of another section than the body
        return f"{_kind_words(whole)}, {_PART_WORDS[rest].format(*numbers)}"
    counted = f"{_kind_words(whole).removesuffix('s')} {' '.join(map(str, numbers))}" if numbers else _kind_words(whole)
    return f"{counted} {_kind_words(rest)}".strip()


def _kind_words(kind: str) -> str:
    return kind.replace("_", " ").replace(".", " ")
