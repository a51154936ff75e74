"""The paragraphs of one language → the parts of a release: headline, dateline, body, captions, boilerplate, contacts.

The kind of a paragraph follows from its words, its place and its look. Whatever fits nowhere is kept as `left`, so no
word is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from hkpress.check.messages import Message, say
from hkpress.core.characters import HAN
from hkpress.figures import Clock, Day, find
from hkpress.importing.labels import (
    ABOUT,
    ANNEX,
    BEHALF,
    BEHIND_BRACKET,
    BEHIND_PLACE,
    BULLET,
    BYLINE,
    CAPTION,
    CAPTION_ALONE,
    CAPTION_CHINESE,
    CAPTION_NUMBER,
    CITY,
    CLOSING,
    CONTACT_LABELLED,
    CONTACT_LINE,
    CONTACTS,
    CORRECTED,
    CORRECTED_ON,
    DATED,
    EMAIL,
    EMBARGO,
    END,
    ENDED,
    FIELD,
    GAP,
    GREETING,
    HIGHLIGHTS,
    IMMEDIATE,
    ISSUED_BY,
    KIND,
    LINKS,
    MARKER,
    MENU,
    NOTES,
    NUMBER,
    PHONE,
    PHOTO_PACK,
    PHOTO_PACK_OURS,
    PHOTOS_HEAD,
    SOURCE,
    STOCK,
    TIMED,
    TITLED,
    TOPICS,
    WITH_PHOTO,
    parts_of,
    runs_of,
)
from hkpress.importing.languages import lines_of
from hkpress.importing.received import Bit, Block, ReceivedPicture, ReceivedTable, Strip
from hkpress.release.editions import HONG_KONG


@dataclass(frozen=True)
class Element:
    """One part of the text: its kind, its words, and the confidence from 0 to 1."""

    role: str
    """paragraph, heading, item, number (an item of a numbered list), table, picture, caption."""
    text: str
    sure: float = 1
    table: ReceivedTable | None = None
    picture: ReceivedPicture | None = None
    row: int = -1
    """Its row in a table of two languages; -1 for none."""
    count: str = ""
    """How its list is numbered: "1." or another style; "" if it is no item."""
    level: int = 0
    """How deep it is in lists inside lists."""

    @property
    def words(self) -> str:
        return re.sub(r"\*\*|(?<!\\)\*|\[([^\]]*)\]\([^)]*\)", r"\1", self.text)


@dataclass
class Draft:
    """One language of a release, as far as it was recognised."""

    language: str
    headline: str = ""
    subheadline: str = ""
    day: date | None = None
    time: str = ""
    place: str = ""
    behalf: str = ""
    """On whose behalf the release is issued."""
    corrections: list[tuple[str, datetime, str]] = field(default_factory=list)
    """Corrections and updates: the kind, the moment, and the note."""
    topics: list[str] = field(default_factory=list)
    immediate: bool = False
    embargo: datetime | None = None
    number: str = ""
    source: str = ""
    photo_pack: str = ""
    body: list[Element] = field(default_factory=list)
    photos: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    """The words of each link, and its address."""
    logos: list[ReceivedPicture] = field(default_factory=list)
    """Pictures above the headline."""
    footnotes: list[str] = field(default_factory=list)
    """The notes of a file that hkpress has made: its list of them has a style of its own."""
    about: str = ""
    """The institution that the boilerplate is about."""
    also_about: list[str] = field(default_factory=list)
    boilerplate: list[Element] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    """The lines of the contacts; "" between two of them."""
    left: list[str] = field(default_factory=list)
    """Paragraphs that fit nowhere."""
    doubts: list[tuple[Message, str]] = field(default_factory=list)
    """Uncertain decisions: a sentence, and the words that it concerns."""


_UNIT_LINE = re.compile(
    r"(?i)(?=.*\w)[(（]?\s*(?:in |unit[s:]*\s*)?(?:(?:HK|US)\$|RMB|HKD|USD)?\s*"
    r"(?:thousands?|millions?|billions?|['’]000)?\s*[)）]?"
    r"|[(（]?\s*(?:單位\s*[:：]\s*)?[十百千萬億]{0,3}(?:港元|港幣|元|美元|人民幣|人次|人)\s*[)）]?"
)
"""The unit of the figures in the table below."""
_STOP = re.compile(r"[.!?。！？…][\"'”’」』）)\]]*$|[”」』\"]$")
_ENDED = re.compile(r"(?<![.\s][A-Za-z])(?<!\b(?:Ltd|Inc))[.。][\"'”’」』）)\]]*$|[。.!?！？][”」』\"]$")
"""The end of a sentence; no headline has one."""


def length(words: str) -> float:
    """The length of a text, in letters of English."""
    han = len(re.findall(f"[{HAN}]", words))
    return len(words) - han + 3 * han


def ends(words: str) -> bool:
    """Whether the words end as a sentence does."""
    return bool(_STOP.search(words))


def recognise(blocks: Iterable[Block], language: str, names: Iterable[str] = ()) -> Draft:
    """The parts of a release in one language; *names* are those of the house, in that language."""
    return _Recogniser(language, {_folded(name) for name in names}).draft(list(_flat(blocks)))


def _folded(words: str) -> str:
    return re.sub(r"\W", "", words).lower()


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs, real tables and pictures. Tables that only draw a frame become paragraphs, and so do lines with soft
    breaks."""
    given = list(blocks)
    usual = _usual_gap(given)
    gap = started = 0
    for block in given:
        if isinstance(block, Strip) and not block.words:
            if any(bit.removed for bit in block.bits):
                continue
            gap += 9 if block.style == "break" else 1
            continue
        if gap > usual + (usual > 0):
            yield BREAK
        gap = 0
        started += 1
        if isinstance(block, ReceivedTable) and started < 5 and _is_memo(block):
            yield from (strip for row in block.rows for strip in _label_rows(row))
        elif isinstance(block, ReceivedTable):
            yield from _untabled(block, masthead=started < 2)
        elif isinstance(block, Strip):
            yield from _strip_lines(block)
        else:
            yield block


BREAK = Strip((), "break")
"""A larger gap between two paragraphs than between the others."""


def _usual_gap(blocks: list[Block]) -> int:
    """The usual number of empty paragraphs between two others."""
    gaps = [0]
    for block in blocks:
        if isinstance(block, Strip) and not block.words and block.style != "break":
            gaps[-1] += 1
        else:
            gaps.append(0)
    counted = sorted(gaps[1:-1])
    return counted[len(counted) // 2] if counted else 0


def _untabled(table: ReceivedTable, *, masthead: bool) -> Iterator[Block]:
    """The table, or its contents if it is only a frame. *masthead* says that hardly anything stands above it."""
    width = max(map(len, table.rows))
    cells = [strip.words for row in table.rows for cell in row for strip in cell]
    frame = (
        width < 2
        or len(table.rows) < 2
        or any(EMAIL.search(strip.words) for row in table.rows[:1] for cell in row for strip in cell)
    )
    frame = frame or (masthead and any(_announces(strip) for row in table.rows for cell in row for strip in cell))
    frame = frame or max(map(length, cells), default=0) > 700
    frame = frame or any(sum(length(strip.words) > 100 for strip in cell) > 2 for row in table.rows for cell in row)
    if _is_card(table):
        yield from (strip for row in table.rows for strip in _label_rows(row))
    elif frame:
        for row in table.rows:
            for cell in row:
                yield from _flat(cell)
    elif cells:
        yield table


def _is_card(table: ReceivedTable) -> bool:
    """Whether a table has contacts, each line behind its label: "Media contact:", "Tel:"."""
    cells = (strip.words for row in table.rows for cell in row for strip in cell)
    return len(table.rows) < 9 and 2 * len(list(_row_labels(table))) > len(table.rows) and any(map(EMAIL.search, cells))


def _is_memo(table: ReceivedTable) -> bool:
    """Whether a table is the head of a memo: "Date:", "To:", "Subject:"."""
    return max(map(len, table.rows)) == 2 and len(list(_row_labels(table))) == len(table.rows)


def _row_labels(table: ReceivedTable) -> Iterator[str]:
    """The labels that its rows begin with."""
    for row in table.rows:
        words = " ".join(strip.words for strip in row[0])
        if re.fullmatch(r".{1,30}[:：]", words):
            yield words


def _label_rows(row: tuple[tuple[Strip, ...], ...]) -> Iterator[Strip]:
    """The cells of a row as one line, but for a label that announces contacts."""
    cells = [strip for cell in row for strip in cell if strip.words]
    if cells and CONTACTS.fullmatch(cells[0].words):
        yield cells.pop(0)
    if cells:
        gaps = [bit for strip in cells for bit in (Bit("\t"), *strip.bits)]
        yield replace(cells[0], bits=tuple(gaps[1:]))


def _strip_lines(strip: Strip) -> Iterator[Strip]:
    """The lines of a paragraph, unless they are one long line that was broken."""
    apart = lines_of(strip, GAP)
    if len(apart) > 1 and all(length(each.words) < 110 for each in apart) and any(map(_announces, apart)):
        for each in apart:  # "Press Release", a tab, and an embargo
            yield from _strip_lines(each)
        return
    if "\n" not in strip.words:
        yield strip
        return
    lines = lines_of(strip)
    title = strip.bold and length(strip.words) < 400 and not re.search(r"[:：]\n", strip.words)
    if any(map(_announces, lines)):
        yield from lines
        return
    if title or (_looks_like_title(strip) and len(lines) < 4):
        yield replace(strip, bits=tuple(_lines_joined(lines)))
    else:
        yield from lines


def _asks(strip: Strip) -> bool:
    """Whether a line announces the contacts."""
    return all(map(CONTACTS.fullmatch, parts_of(strip.words)))


def _announces(strip: Strip) -> bool:
    words = strip.words
    return bool(KIND.fullmatch(words) or IMMEDIATE.fullmatch(words) or EMBARGO.match(words))


def _lines_joined(lines: list[Strip]) -> Iterator[Bit]:
    clauses = _are_clauses(*(line.words for line in lines))
    for number, line in enumerate(lines):
        if number and (clauses or not re.search(rf"[{HAN}，、：；]$", lines[number - 1].words)):
            yield Bit(" ", strong=line.bits[0].strong)
        yield from line.bits


def _are_clauses(*lines: str) -> bool:
    """Whether the Chinese lines of a headline are a clause each, and not one broken sentence."""
    return all(12 <= length(line) < 90 and not re.search(r"[，、：；。！？]", line) for line in lines)


def _looks_like_title(strip: Strip) -> bool:
    return bool(re.match(r"(heading|title|標題|标题|頭條|headline)", strip.style)) or strip.size >= 15


class _Recogniser:
    def __init__(self, language: str, names: set[str]) -> None:
        self.english = language == "en"
        self.names = names
        self.found = Draft(language)
        self.opened = False
        """Whether the body has begun."""
        self.usual = 0.0
        self.year = 0
        self.correcting: tuple[str, datetime] | None = None
        """The kind and moment of a correction whose note is the next line."""
        self.above: ReceivedPicture | None = None
        """The picture whose caption is the next paragraph."""
        self.awaiting_dateline = False
        """Whether the dateline may still come: so far there are only headings and lists."""
        self.dated_below = False
        """Whether the date of issue is right above, below the headline."""
        self.asked_below = False
        """Whether a line that announces the contacts is still to come."""

    def draft(self, blocks: list[Block]) -> Draft:
        strips = [block for block in blocks if isinstance(block, Strip)]
        notes = [strip for strip in strips if strip.style == "footnotes"]
        blocks = [block for block in blocks if block not in notes]
        sizes = sorted(strip.size for strip in strips if length(strip.words) > 150)
        self.usual = sizes[len(sizes) // 2] if sizes else 0
        self.year = _year(strips)
        start = self.opening(blocks)
        self.rest(blocks[start:])
        opening = self.found
        if not opening.day and not opening.embargo:
            self.day_anywhere(strips)
        opening.body = list(_breaks(opening.body))
        opening.body = list(self.listed(opening.body))
        opening.notes = list(self.listed(opening.notes))
        opening.footnotes = [strip.text for strip in notes] or self.typed_notes()
        self.embargo_unread()
        many = len(opening.footnotes)
        for elements in (opening.body, opening.notes, opening.boilerplate) if many else ():
            elements[:] = [_with_marks(each, many) for each in elements]
        return opening

    def typed_notes(self) -> list[str]:
        """Footnotes that somebody typed: "[1] …" below a text or table that has the mark. They leave the body."""
        body = self.found.body
        notes = [(at, match) for at, each in enumerate(body) if (match := _NOTE.match(each.text))]
        counted = [int(unicodedata.normalize("NFKC", match["number"] or match["raised"])) for _, match in notes]
        above = " ".join(each.text for each in body[: notes[0][0]]) if notes else ""
        if not notes or counted != [*range(1, len(notes) + 1)] or _marked(above, len(notes)) == above:
            return []
        self.found.body = [each for at, each in enumerate(body) if at not in dict(notes)]
        return [match.string[match.end() :] for _, match in notes]

    # --- the opening: everything above the first paragraph ---

    def opening(self, blocks: list[Block]) -> int:
        """Read everything above the first paragraph. Returns the index of that paragraph."""
        titles: list[Strip] = []
        pictures: list[ReceivedPicture] = []
        at = told = 0
        for at, block in enumerate(blocks):
            if block is BREAK:
                continue
            if isinstance(block, ReceivedPicture):
                (pictures if titles else self.found.logos).append(block)
                self.above = block
                continue
            if isinstance(block, ReceivedTable):
                break
            if not titles and (named := TITLED.match(block.words)):
                block = replace(_without_start(block, named.end()), style="title")
            if titles == [] and (many := self.contacts_above(blocks[at:])):
                told = at + many
            if at < told:
                self.found.contacts += [block.words] if not _asks(block) else []
                continue
            if _is_captioned(block, blocks[at + 1 :]) and not titles and not self.is_caption(block.words):
                self.found.left.append(block.text)  # words below a logo
                continue
            if self.label(block):
                self.dated_below = bool(titles) and (self.dated_below or self.found.day is not None)
                continue
            if self.is_caption(block.words) or _is_captioned(block, blocks[at + 1 :]):
                for shown in (pictures, self.found.logos):
                    shown[:] = [each for each in shown if each is not self.above]
                self.caption(block)
                continue
            self.above = None
            if not _looks_like_title(block) and self.is_address(block.words):
                self.found.left.append(block.text)
                continue
            if titles and self.begins(block):
                break
            if not titles and self.dateline(block.words) and length(block.words) > 120:
                break
            titles.append(block)
            if len(titles) > 6:
                break
        else:
            at = len(blocks)
        if len(titles) > 6 and at < len(blocks):
            best = titles.index(max(titles[:-1], key=self.title_score))  # nothing looks like a first paragraph
            at = blocks.index(titles[best + 1])
            titles = titles[: best + 1]
        self.titles(titles, blocks[at:])
        self.found.body += [Element("picture", each.alt, picture=each) for each in pictures]
        return at

    def contacts_above(self, blocks: list[Block]) -> int:
        """How many lines of contacts are here, above the headline; 0 if there are none."""
        strips = [each for each in blocks[:8] if isinstance(each, Strip)]
        if not strips or not _asks(strips[0]):
            return 0
        reached = [
            at
            for at, each in enumerate(strips)
            if length(each.words) < 200 and (EMAIL.search(each.words) or re.search(r"\d{4}[ -]?\d{4}", each.words))
        ]
        return blocks.index(strips[reached[-1]]) + 1 if reached else 0

    def begins(self, strip: Strip) -> bool:
        """Whether the body begins here."""
        words = strip.words
        if self.dateline(words) or strip.bullet or MARKER.match(words) or (length(words) > 120 and CITY.match(words)):
            return True
        if _looks_like_title(strip) and length(words) < 300:
            return False
        if strip.bold and length(words) < 350:
            return False
        if length(words) > 240:
            return True
        return bool(length(words) > 60 and _ENDED.search(words)) or bool(
            re.search("[:：]$", words) and length(words) < 150
        )

    def label(self, strip: Strip) -> bool:
        """Read a line that is no text of the release: "Press Release", an embargo, the date alone."""
        words, draft = strip.words, self.found
        if length(words) > 260:
            return False
        if KIND.fullmatch(words) or END.fullmatch(words):
            return True
        if GREETING.fullmatch(words) or STOCK.fullmatch(words) or _is_menu(words):
            draft.left.append(words)
            return True
        if self.fact(words) or WITH_PHOTO.fullmatch(words):
            return True
        if IMMEDIATE.fullmatch(words):
            draft.immediate = True
            return True
        both = parts_of(words)
        if len(both) > 1 and all(KIND.fullmatch(each) or IMMEDIATE.fullmatch(each) for each in both):
            draft.immediate = draft.immediate or any(IMMEDIATE.fullmatch(each) for each in both)
            return True
        if EMBARGO.match(words) and (moment := self.moment(words)):
            draft.embargo = moment
            if length(words) > 110:  # the line says more than the moment
                draft.left.append(words)
            return True
        if PHOTO_PACK.fullmatch(words) or (PHOTO_PACK.match(words) and length(words) < 150):
            address = next((bit.link for bit in strip.bits if bit.link), "") or _link(strip.text)
            draft.photo_pack = draft.photo_pack or address or "#"
            if not PHOTO_PACK_OURS.fullmatch(words):
                draft.left.append(strip.text)
            return True
        if (match := NUMBER.fullmatch(words)) and not draft.number:
            draft.number = match["number"] or match["bare"]
            return True
        if match := SOURCE.fullmatch(words):
            draft.source = match["source"].strip()
            return True
        if self.names_only(words) and not draft.headline and not _looks_like_title(strip):
            return True
        return self.dated(words)

    def fact(self, words: str) -> bool:
        """Read a line about the release itself: the hour, on whose behalf, a correction."""
        draft = self.found
        if self.correcting and not self.opened:
            draft.corrections.append((*self.correcting, words))
            self.correcting = None
        elif match := TIMED.fullmatch(words):
            clock = next((fact.value for fact in find(words, draft.language) if isinstance(fact.value, Clock)), None)
            if not clock:
                return False
            draft.time = str(clock)
            if (match["day"] or match["date"]) and not draft.day and (day := self.day_in(words)):
                draft.day = day[0]
        elif (match := BEHALF.fullmatch(words)) and not draft.behalf:
            draft.behalf = (match["en"] or match["tc"]).strip()
        elif (
            (match := CORRECTED.fullmatch(words)) and (moment := self.moment(words)) and (moment.hour or moment.minute)
        ):
            kind = "update" if re.match("(?i)update|更新", match["kind"]) else "correction"
            draft.corrections.append((kind, moment, match["note"]))
        elif (match := CORRECTED_ON.fullmatch(words)) and (moment := self.moment(words)):
            self.correcting = (
                "update" if re.match("(?i)update|更新", match["kind"] or match["chinese"]) else "correction",
                moment,
            )
        elif match := TOPICS.fullmatch(words):
            draft.topics += [each.strip() for each in re.split("[,，、;；|/]", match["topics"]) if each.strip()]
        elif ISSUED_BY.fullmatch(words):
            draft.left.append(words)
        else:
            return False
        return True

    def moment(self, words: str) -> datetime | None:
        facts = find(_cased(words), self.found.language)
        day = next((fact.value for fact in facts if isinstance(fact.value, Day) and fact.value.day), None)
        clock = next((fact.value for fact in facts if isinstance(fact.value, Clock)), None)
        year = day.year if day and day.year else self.found.day.year if self.found.day else self.year
        if day is None or day.month is None or day.day is None or year is None:
            return None
        try:
            return datetime(
                year, day.month, day.day, clock.hour if clock else 0, clock.minute if clock else 0, tzinfo=HONG_KONG
            )
        except ValueError:
            return None

    def dated(self, words: str) -> bool:
        """Read a line that holds the date of issue, and perhaps the place, and nothing else."""
        words = words[match.end() :] if (match := DATED.match(words)) else words
        words = BYLINE.sub("", words)
        if length(words) > 110:
            return False
        dateline = self.day_in(words)
        if not dateline:
            return False
        day, start, end = dateline
        if re.search("[.。!！]$", words) or ((line := self.dateline(words)) and words[line[2] :].strip()):
            return False  # a sentence, or a first paragraph that is short
        rest = re.sub(r"[\W_]+", " ", f"{words[:start]} {words[end:]}")
        rest = _OTHER_DAY.sub("", rest)
        rest = re.sub(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|星期[一二三四五六日天]", "", rest).strip()
        rest = "" if KIND.fullmatch(rest) else rest
        if not _is_place(rest, self.english):
            return False
        if self.found.day not in (None, day) or (rest and self.found.place not in ("", rest)):
            return False
        self.found.day, self.found.place = day, self.found.place or _usual_place(rest)
        return True

    def day_in(self, words: str, *, yearless: bool = False) -> tuple[date, int, int] | None:
        for fact in find(_cased(words[:120]), self.found.language):
            day = fact.value
            if isinstance(day, Day) and day.month and day.day and (day.year or yearless):
                try:
                    return date(day.year or self.year, day.month, day.day), fact.start, fact.end
                except ValueError:
                    return None
        return None

    def day_anywhere(self, strips: list[Strip]) -> None:
        """Take the first whole date of the opening or of the last lines, where no line is a date of issue."""
        for strip in [*strips[:6], *strips[-6:]]:
            if dated := self.day_in(strip.words):
                self.found.day = dated[0]
                self.found.doubts.append(
                    (say("the date of issue is taken from the text: {value}", value=dated[0]), strip.words)
                )
                return

    def embargo_unread(self) -> None:
        """Report an embargo whose moment was not read: without it the release would go out early."""
        draft = self.found
        for words in (*draft.left, draft.subheadline) if not draft.embargo else ():
            if EMBARGO.match(words):
                message = say("this line speaks of an embargo, but its day and hour were not found: write `embargo:`")
                draft.doubts.append((message, words))

    def dateline(self, text: str) -> tuple[date, str, int] | None:
        """The day and place at the start of a paragraph, and where its own words begin."""
        dated = self.day_in(text, yearless=True)
        if not dated or dated[1] > 60:
            return None
        day, start, end = dated
        before, after = text[:start], text[end:]
        opened = re.match(r"\s*\**[（(\[【〔［]", before)
        place = re.sub(r"^[\s（(\[【〔［*]+|[\s,，、‧·•・．|｜\-–—─―－:：/*]+$", "", before)
        behind = (BEHIND_BRACKET if opened else BEHIND_PLACE).match(after)
        if not behind:
            return None
        beside = re.sub(rf"^\W+|\W+$|(?<=[{HAN}])[訊電]$", "", behind["place"] or "")
        if not _is_place(place, self.english) or not _is_place(beside, self.english):
            return None
        return day, _usual_place(place or beside), end + behind.end()

    def titles(self, strips: list[Strip], following: list[Block]) -> None:
        """Read the headline and the lines below it."""
        draft = self.found
        if not strips:
            return
        best = max(strips, key=lambda strip: (self.title_score(strip), -strips.index(strip)))
        at = strips.index(best)
        for strip in strips[:at]:
            draft.left.append(strip.text)
        draft.headline = _unslanted(best.text)
        below = [
            strip for strip in strips[at + 1 :] if strip.words != best.words
        ]  # a mail's subject has the headline first
        lines = sum(bit.words == " " for bit in best.bits)
        while below and self.continues(best, below[0], draft.headline):
            lines += 1
            gap = " " if self.english or _are_clauses(draft.headline, below[0].words) else ""
            draft.headline += gap + below.pop(0).text
        if lines and not self.english:
            message = say("the headline was on several lines: a space in it separates two clauses, and is printed")
            draft.doubts.append((message, draft.headline))
        if below and self.is_source(below):
            draft.source = below.pop().words
        heads: list[Strip] = []
        while (
            below and self.is_heading(below[-1], [*heads[:1], *following]) and self.stands_apart(best, below, following)
        ):
            heads.insert(0, below.pop())
        if below:
            draft.subheadline = _unslanted(below.pop(0).text)
        if below and all(length(each.words) < 240 for each in below) and draft.subheadline:
            draft.subheadline = "\n".join([draft.subheadline, *(each.text for each in below)])
            below = []
        draft.body += [
            Element("heading" if length(each.words) < 120 else "paragraph", each.text, 0.6) for each in (*below, *heads)
        ]

    def stands_apart(self, title: Strip, below: list[Strip], following: list[Block]) -> bool:
        """Whether the last of the lines below the headline is a heading of the body, by its look."""
        last = below[-1]
        above = below[-2] if len(below) > 1 else None
        look = (last.style, last.bold, last.size)
        if above is not None and HIGHLIGHTS.fullmatch(last.words):
            return True
        if above is not None:
            return look != (above.style, above.bold, above.size) and (last.bold or _looks_like_title(last))
        return (
            length(last.words) < 75
            and bool(re.match("heading [2-6]|標題 [2-6]", last.style))
            and last.style != title.style
            and any(isinstance(block, Strip) and block.style == last.style for block in following)
        )

    def is_source(self, below: list[Strip]) -> bool:
        """Only a wire's name on the line below the date."""
        last = below[-1].words
        return (
            self.found.day is not None
            and self.dated_below
            and not self.found.place
            and length(last) < 45
            and not _STOP.search(last)
            and len(last.split()) < 6
        )

    def is_address(self, words: str) -> bool:
        """Whether a short line of a letterhead has a telephone number, an e-mail or a web address, and no sentence."""
        return length(words) < 110 and not ends(words) and bool(_WAYS.search(words))

    def names_only(self, words: str) -> bool:
        """Whether a line is the name of an issuer, or of two that issue together."""
        line = _folded(words)
        return line in self.names or any(line.removeprefix(name) in self.names for name in self.names)

    def title_score(self, strip: Strip) -> float:
        score = 0.0
        if re.match(r"(heading 1|title|標題|headline)", strip.style):
            score += 4
        score += max(0, strip.size - self.usual) / 3 if self.usual else strip.size / 10
        score += 2 * strip.bold + strip.centred * 0.5
        words = length(strip.words)
        score += 1.5 if 40 <= words <= 320 else -1 if words < 25 else 0
        if self.names_only(strip.words) or EMBARGO.match(strip.words):
            score -= 3
        return score - 1.5 * bool(re.match(r"(?i)sub|副", strip.style))

    def continues(self, title: Strip, strip: Strip, so_far: str) -> bool:
        """Whether a line continues the headline: it looks the same, and nothing else looks like that."""
        large = title.size > self.usual + 1 if self.usual else False
        same = (strip.style, strip.size, strip.bold) == (title.style, title.size, title.bold)
        return large and same and length(strip.words) + length(so_far) < 330 and not re.search(r"[.。!！]$", so_far)

    # --- the rest: body, captions, boilerplate, contacts ---

    def rest(self, blocks: list[Block]) -> None:
        section = "body"
        asked = [at for at, each in enumerate(blocks) if isinstance(each, Strip) and _asks(each)]
        for at, block in enumerate(blocks):
            self.asked_below = bool(asked) and at < asked[-1]
            following = [each for each in blocks[at + 1 : at + 4] if each is not BREAK]
            if block is BREAK:
                if section == "body" and self.found.body:
                    self.put("body", Element("break", ""))
            elif isinstance(block, ReceivedTable):
                self.put(
                    section, Element("table", "\n".join(s.words for r in block.rows for c in r for s in c), table=block)
                )
            elif isinstance(block, ReceivedPicture):
                self.picture(block, section, following)
            else:
                section = self.read(block, section, following)

    def picture(self, picture: ReceivedPicture, section: str, following: list[Block]) -> None:
        """Read a picture. If its caption follows right below, the two go together."""
        below = following[0] if following else None
        if isinstance(below, Strip) and (self.is_caption(below.words) or _is_captioned(below, following[1:])):
            self.above = picture
        else:
            self.put("photos" if section == "photos" else "body", Element("picture", picture.alt, picture=picture))

    def read(self, strip: Strip, section: str, following: list[Block]) -> str:
        """Read a paragraph of a section. Returns the section that continues after it."""
        words, draft = strip.words, self.found
        if not self.opened:
            self.opened = True
            self.awaiting_dateline = section == "body"
        if self.awaiting_dateline and section == "body":
            self.awaiting_dateline = len(draft.body) < 9 and not _is_text(strip)
            line = self.dateline(words)
            if line and (draft.day in (None, line[0]) or not draft.body):
                self.awaiting_dateline = False
                if draft.day not in (None, line[0]) or (line[1] and draft.place not in ("", line[1])):
                    draft.left.append(words[: line[2]])
                draft.day, draft.place = draft.day or line[0], draft.place or line[1]
                strip = _without_start(strip, line[2])
                if not strip.words:
                    return section
                self.put(section, Element("paragraph", strip.text, row=strip.row))
                return section
        if END.fullmatch(words) and (re.search(r"\w", words) or len(re.sub(r"\s", "", words)) >= 2):
            return "after" if section in ("body", "photos", "notes") else section
        if not draft.place and not draft.body and section == "body" and (match := CITY.match(words)):
            draft.place, strip = (
                _usual_place(match["place"] or match["inside"]),
                _without_start(strip, match.end()),
            )
            if strip.words:
                self.put(section, Element("paragraph", strip.text, row=strip.row))
            return section
        if section in ("after", "contacts", "boilerplate") and (match := SOURCE.fullmatch(words)):
            draft.source = draft.source or match["source"].strip()
            return section
        if match := ENDED.fullmatch(words):
            if not self.dated(match["rest"]):
                draft.left.append(match["rest"])
            return "after"
        if section == "left" or CLOSING.fullmatch(words) or _is_menu(words):
            draft.left.append(words)
            return section if _is_menu(words) else "left" if draft.contacts else "contacts"
        if section != "contacts" and _asks(strip):
            return "contacts"
        readers = section == "body" and self.asked_below  # may call a hotline
        late = (
            not readers
            and not strip.bullet
            and not any(isinstance(each, Strip) and length(each.words) > 150 for each in following)
        )
        if (
            (CONTACT_LINE.match(words) or (late and CONTACT_LABELLED.match(words)))
            and length(words) < 420
            and (EMAIL.search(words) or re.search(r"\d{4}[ -]?\d{4}", words))
        ):
            draft.contacts.append(words)
            return "contacts"
        if LINKS.fullmatch(words) and (section != "contacts" or any(map(_leads_on, following))):
            return "links"
        if all(map(NOTES.fullmatch, parts_of(words))):
            return "notes"
        if all(map(PHOTOS_HEAD.fullmatch, parts_of(words))):
            return "photos"
        about = ABOUT.fullmatch(words)
        name = (about["en"] or about["tc"] or about["tc2"] or "").strip(" :：") if about else ""
        if about and self.is_head(strip, following) and section != "contacts-inside":
            if not draft.about:
                draft.about = name
                return "boilerplate"
            draft.also_about.append(name)
            draft.boilerplate.append(Element("heading", strip.text))
            return "boilerplate"
        if section != "contacts" and self.late_label(strip):
            return section
        if section == "after" and not draft.day and self.dated(words):
            return section
        if section != "contacts" and (self.is_caption(words) or _is_captioned(strip, following)):
            self.caption(strip)
            return section
        if section == "contacts":
            return self.contact(strip, following)
        if section in ("after", "boilerplate", "notes") and self.is_contact(words):
            return self.contact(strip, following)
        if section == "links":
            if not self.link(strip):
                draft.left.append(strip.text)
            return section
        if section in ("after", "notes") and ANNEX.fullmatch(words) and length(words) < 200:
            self.put("body", Element("heading", strip.text))
            return "body"
        if section == "after" and not draft.about and self.names_itself(strip, following):
            draft.about = name if about else words
            return "boilerplate"
        if section == "after" and not draft.about and length(words) > 100:
            draft.boilerplate.append(self.element(strip, section, following))
            return "boilerplate"
        if section == "photos" and ((length(words) > 60 and not draft.photos) or CAPTION_NUMBER.match(words)):
            draft.photos.append(Element("caption", CAPTION_NUMBER.sub("", strip.text), 0.8))
            return section
        self.put(section, self.element(strip, section, following))
        return section

    def names_itself(self, strip: Strip, following: list[Block]) -> bool:
        """Whether a line names the institution that the next paragraph is about."""
        after = next((block.words for block in following if isinstance(block, Strip)), "")
        name = re.sub("^(the|關於|有關)", "", _folded(strip.words))
        return 2 < len(name) < 60 and not _STOP.search(strip.words) and name in _folded(after[: len(strip.words) + 12])

    def link(self, strip: Strip) -> bool:
        """Read a line with an address below "Related links"; False where it is none."""
        address = next((bit.link for bit in strip.bits if bit.link), "") or _link(strip.text)
        if not address.startswith("http"):
            return False
        title = re.sub(r"\s*[:：–-]?\s*[(（]?https?://[^\s)）]+[)）]?\s*", "", strip.words).strip() or address
        self.found.links.append((re.sub(r"^[•·*▪-]\s*", "", title), address))
        return True

    def late_label(self, strip: Strip) -> bool:
        words = strip.words
        if (
            self.opened
            and length(words) < 400
            and (TIMED.fullmatch(words) or ISSUED_BY.fullmatch(words) or TOPICS.fullmatch(words))
        ):
            return self.fact(words)
        if all(map(WITH_PHOTO.fullmatch, parts_of(words))):
            return True
        if KIND.fullmatch(words) or IMMEDIATE.fullmatch(words) or (length(words) < 150 and PHOTO_PACK.fullmatch(words)):
            return self.label(strip)
        return False

    def is_caption(self, words: str) -> bool:
        if CAPTION_ALONE.match(words):
            return True
        match = CAPTION.match(words)
        if not match or len(words) < match.end() + 2:
            return False
        return bool(match["a"]) if self.english else bool(match["a"] or CAPTION_CHINESE.match(words))

    def caption(self, strip: Strip) -> None:
        text = _unslanted(strip.text)
        plain = re.sub(r"^\*+", "", re.sub(r"^\*\*([^*]{1,30})\*\*", r"\1", text))
        match = CAPTION_ALONE.match(plain) or CAPTION.match(plain)
        text = re.sub(r"^\*+\s*", "", plain[match.end() :]) if match else text
        picture, self.above = self.above, None
        self.found.photos.append(Element("caption", text, picture=picture, row=strip.row))

    def is_head(self, strip: Strip, following: list[Block]) -> bool:
        """Whether a line that could be a heading is one: it looks like one, or text follows."""
        if strip.bold or _looks_like_title(strip):
            return True
        after = next((block.words for block in following if isinstance(block, Strip)), "")
        return not re.search(r"[.。，,;；]", strip.words) and length(after) > 40

    def is_contact(self, words: str) -> bool:
        return length(words) < 200 and bool(PHONE.search(words) or (EMAIL.search(words) and length(words) < 110))

    def contact(self, strip: Strip, following: list[Block]) -> str:
        words = strip.words
        long = length(words) > 260 and not EMAIL.search(words)
        if long:
            self.put("boilerplate" if self.found.about else "left", self.element(strip, "boilerplate", following))
            return "boilerplate" if self.found.about else "contacts"
        if (
            length(words) > 50
            and words[-1] in ".。"
            and not self.is_contact(words)
            and any(map(self.is_contact, self.found.contacts))
        ):
            self.found.left.append(strip.text)  # a disclaimer below the contacts
            return "contacts"
        self.found.contacts.append("\t".join(each.words for each in lines_of(strip, GAP)) or words)
        return "contacts"

    def element(self, strip: Strip, section: str, following: list[Block]) -> Element:
        return replace(self.made(strip, section, following), row=strip.row)

    def made(self, strip: Strip, section: str, following: list[Block]) -> Element:
        if "caption" in strip.style and _heads_table(following):
            return Element("title", strip.text)
        is_unit = strip.style == "unit" or _UNIT_LINE.fullmatch(strip.words)
        if is_unit and following and isinstance(following[0], ReceivedTable):
            return Element("unit", strip.text)
        if strip.bullet:
            return Element(text=strip.text, level=strip.level, **_listed(strip.bullet))
        if re.match(r"list (bullet|number|paragraph)", strip.style) and not strip.style.endswith("paragraph"):
            return Element("number" if "number" in strip.style else "item", strip.text)
        if section in ("body", "after", "notes") and self.is_heading(strip, following):
            return Element("heading", strip.text, 1 if re.match("heading", strip.style) or strip.bold else 0.7)
        return Element("paragraph", strip.text)

    def is_heading(self, strip: Strip, following: list[Block]) -> bool:
        words = strip.words
        if length(words) > 230 or (MARKER.match(words) and not strip.bold):
            return False
        after = next((block for block in following if block is not BREAK), None)
        short = length(words) < 90 and not re.search(r"[,，;；:：、]$", words) and not re.search("[。，；]", words)
        if isinstance(after, ReceivedTable):
            return (short or strip.bold) and not _STOP.search(words)
        if not isinstance(after, Strip) or END.fullmatch(after.words):
            return False
        if short and not _STOP.search(words) and (after.bullet or MARKER.match(after.words)) and not strip.bullet:
            return True
        if re.match(r"heading|標題|标题|subhead", strip.style):
            return True
        if _STOP.search(words) and not re.search("[?？]$", words):
            return False
        if strip.bold and not after.bold:
            return True
        below = length(after.words)
        heads = below > 150 or (below > 2 * length(words) + 40 and ends(after.words))
        in_a_row = FIELD.match(words) and self.found.body and FIELD.match(self.found.body[-1].text)
        return short and heads and not strip.bullet and not in_a_row and not self.is_contact(words)

    def put(self, section: str, element: Element) -> None:
        draft = self.found
        if section == "left":
            draft.left.append(element.text)
            return
        if section == "contacts":
            draft.contacts.append(element.text)
            return
        if section == "after" and not draft.about and element.role in ("paragraph", "heading", "item", "number"):
            draft.notes.append(element)
            return
        {"photos": draft.photos, "notes": draft.notes, "boilerplate": draft.boilerplate}.get(
            section, draft.body
        ).append(element)

    def listed(self, elements: list[Element]) -> Iterator[Element]:
        """Items that were numbered or marked by hand: two or more in a row, numbered from one."""
        texts = [each.text if each.role in ("paragraph", "heading") else "" for each in elements]
        counts = {at: count for run, count in runs_of(texts) for at in run}
        for at, each in enumerate(elements):
            if count := counts.get(at):
                words = MARKER.sub("", each.text, count=1)
                yield replace(each, text=words, **_listed(count))
            else:
                yield each


def _listed(count: str) -> dict[str, Any]:
    """The role of an item and how it is counted, for an element."""
    return {"role": "item"} if count == BULLET else {"role": "number", "count": count}


def _is_menu(words: str) -> bool:
    """Whether a line is the menu of a web page: "Home | About us | 繁"."""
    steps = [each for each in re.split(r"\s*[|｜>»›/•·\n\t]\s*", words) if each.strip()]
    return len(steps) > 1 and 2 * sum(bool(MENU.fullmatch(each.strip())) for each in steps) >= len(steps)


def _unslanted(text: str) -> str:
    """A title without bold, and without italics if all of it is italic: that is only its look."""
    text = re.sub(r"(?<!\\)\*\*", "", text)
    return match[1] if (match := re.fullmatch(r"\*([^*]+)\*", text)) else text


def _is_captioned(strip: Strip, following: list[Block]) -> bool:
    """Whether its style says that it is a caption, but not the caption of a table below it."""
    return "caption" in strip.style and not _heads_table(following)


def _heads_table(following: list[Block]) -> bool:
    """Whether a table comes next, or behind the line that names its unit."""
    beside = [each for each in following if not (isinstance(each, Strip) and each.style == "unit")]
    return bool(beside) and isinstance(beside[0], ReceivedTable)


def _is_text(strip: Strip) -> bool:
    """Whether it is a paragraph of the body, not a heading or an item above it."""
    return not strip.bullet and not MARKER.match(strip.words) and length(strip.words) > 150


_OTHER_DAY = re.compile(
    r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\b[A-Z][a-z]+ \d{1,2} \d{4}\b"
)
"""A date right after one that was read: the same day in the other language."""
_WAYS = re.compile(rf"{PHONE.pattern}|{EMAIL.pattern}|https?://|www\.|\b\d{{4}}[ -]\d{{4}}\b")
_NOTE = re.compile(r"\W{0,2}?(?:\\?\[(?P<number>\d{1,2})\\?\]|(?P<raised>[¹²³⁴-⁹]))\s*(?=\S)")
"""The mark that a footnote begins with."""
_RAISED = re.compile(r"\\?\[(\d{1,2})\\?\]|(?<=\S)(?<![mt]|[米里尺呎])([¹²³⁴-⁹])")
"""The mark of a footnote in a text; m² has none."""


def _marked(text: str, many: int) -> str:
    """The text with `[^1]` where it has the mark of a footnote as Word shows it."""

    def mark(match: re.Match[str]) -> str:
        number = int(unicodedata.normalize("NFKC", match[1] or match[2]))
        return f"[^{number}]" if number <= many else match[0]

    return _RAISED.sub(mark, text)


def _with_marks(element: Element, many: int) -> Element:
    """The element with marks of footnotes, those in the cells of its table too."""

    def marked(strip: Strip) -> Strip:
        before = [" ", *(bit.words[-1:] or " " for bit in strip.bits)]
        words = [_marked(last + bit.words, many)[1:] for last, bit in zip(before, strip.bits, strict=False)]
        return replace(strip, bits=tuple(replace(bit, words=each) for bit, each in zip(strip.bits, words, strict=True)))

    rows = element.table.rows if element.table else ()
    table = ReceivedTable(tuple(tuple(tuple(map(marked, cell)) for cell in row) for row in rows)) if rows else None
    return replace(element, text=_marked(element.text, many), table=table)


def _leads_on(block: Block) -> bool:
    """Whether a paragraph has a web address."""
    return isinstance(block, Strip) and (
        "http" in block.words or any(bit.link.startswith("http") for bit in block.bits)
    )


def _breaks(elements: list[Element]) -> Iterator[Element]:
    """Remove meaningless gaps: beside a heading, a list or a table, or as many as the paragraphs."""
    roles = [each.role for each in elements]
    breaks = [at for at, role in enumerate(roles) if role == "break"]
    kept = [at for at in breaks if roles[at - 1 : at] == ["paragraph"] and roles[at + 1 : at + 2] == ["paragraph"]]
    few = len(breaks) <= 3 and len(kept) <= 0.34 * len(elements)
    yield from (each for at, each in enumerate(elements) if roles[at] != "break" or (few and at in kept))


def _year(strips: list[Strip]) -> int:
    """The year that a document names most often; this year, if it names none."""
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", " ".join(strip.words for strip in strips))
    return int(max(years, key=years.count)) if years else datetime.now(HONG_KONG).year


def _usual_place(place: str) -> str:
    """A place as it is usually written: Hong Kong for HONG KONG."""
    return " ".join(word.title() if len(word) > 3 else word for word in place.split()) if place.isupper() else place


def _link(text: str) -> str:
    match = re.search(r"\]\(([^)\s]+)\)|(https?://[^\s)]+)", text)
    return (match[1] or match[2] or "") if match else ""


def _cased(words: str) -> str:
    """The words with 24 APRIL as 24 April, at the same places."""
    return re.sub(r"[A-Z]{3,}", lambda match: match[0].title(), words)


def _is_place(words: str, english: bool) -> bool:
    """Whether the words may be a place, or are empty."""
    if not words:
        return True
    if english:
        return len(words) <= 40 and bool(
            re.fullmatch(r"(?:[A-Z][\w.'’-]*|of|the|SAR)(?:[\s,/&]+(?:[A-Z][\w.'’-]*|of|the))*\.?", words)
        )
    return (
        len(words) <= 14
        and bool(re.fullmatch(rf"[{HAN}A-Za-z\s、，,/‧·]+", words))
        and not re.search("[於在由是]$|[時分發刊報]", words)
    )


def _without_start(strip: Strip, characters: int) -> Strip:
    """The paragraph without its first characters, as its words count them."""
    gone = len(re.sub(r"\s", "", strip.words[:characters]))
    bits = []
    for bit in strip.bits:
        words = bit.words
        while gone and words:
            gone -= not words[0].isspace()
            words = words[1:]
        bits += [replace(bit, words=words)] if words else []
    return replace(strip, bits=tuple(bits))
