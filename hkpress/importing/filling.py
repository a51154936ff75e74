"""Adds the missing language to a release: puts a document's texts beside the existing ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hkpress.check.messages import say
from hkpress.importing import quotations
from hkpress.importing.align import SURE, Match, align
from hkpress.importing.assemble import LANGUAGES, PLACEHOLDER, Doubt
from hkpress.importing.contacts import asked
from hkpress.importing.fresh import aside
from hkpress.importing.house import House
from hkpress.importing.languages import sides
from hkpress.importing.received import Received, ReceivedTable
from hkpress.importing.recognise import Draft, Element, recognise
from hkpress.release import rewrite, source
from hkpress.release.rewrite import value_at
from hkpress.release.source import Loc, Source

_EMPTY = frozenset({"", "to be written", *(words.strip(" .。").lower() for words in PLACEHOLDER.values()), "待定"})


@dataclass(frozen=True)
class Filled:
    """The text of `release.yaml` with the language added, and the doubts."""

    text: str
    language: str
    doubts: tuple[Doubt, ...]


def missing(origin: Source) -> tuple[str, ...]:
    """The languages that the headline lacks."""
    headline = origin.data.get("headline") if isinstance(origin.data, dict) else None
    headline = headline if isinstance(headline, dict) else {}
    return tuple(name for name in LANGUAGES if is_open(headline.get(name)))


def filled(origin: Source, document: Received, house: House) -> Filled:
    """The release with the document's texts in the places that wait for them; the rest is in `remarks`."""
    both = sides([document])
    name = "tc" if both.tc and not both.en else "en"
    return _Filling(origin, name, house).filled(document, both.tc if name == "tc" else both.en)


def is_open(words: Any) -> bool:
    """Whether a text is still to be written."""
    return words is None or (isinstance(words, str) and words.strip().strip(" .。").lower() in _EMPTY)


class _Filling:
    def __init__(self, origin: Source, name: str, house: House) -> None:
        self.origin, self.name, self.house = origin, name, house
        self.other = "en" if name == "tc" else "tc"
        self.text = origin.text
        self.doubts: list[Doubt] = []
        self.left: list[str] = []
        self.asked: list[str] = []
        """The words of contacts that fit nowhere."""

    def filled(self, document: Received, blocks: Sequence[Any]) -> Filled:
        draft = recognise(blocks, self.name, self.house.names(self.name))
        for field in ("headline", "subheadline", "place"):
            self.put((field,), getattr(draft, field))
        self.sequence("body", draft.body)
        self.sequence("photos", draft.photos)
        self.sequence("notes_to_editors", draft.notes)
        self.sequence("boilerplate", draft.boilerplate)
        self.contacts(draft)
        self.left += [words for words in draft.left if words.strip()]
        own = {words for issuer in self.house.issuers.values() for words in _kept_strings(issuer)}
        self.left += [line for line in self.asked if not any(words in line for words in own)]
        self.left += list(aside([document], self.house))
        for words in self.left:
            now = self.now()
            count = len(now.data.get("remarks") or [])
            self.text = rewrite.inserted(now, ("remarks", count), f"Not placed, from {document.name}: {words}")
        return Filled(self.text, self.name, tuple(self.doubts))

    def now(self) -> Source:
        return source.parse_text(self.text, self.origin.path)

    def put(self, loc: Loc, words: str) -> None:
        """Write a text where one is missing; keep it as a remark if there is another already."""
        if not words.strip():
            return
        holder = value_at(self.origin.data, loc, missing=None)
        if not isinstance(holder, dict):
            self.left.append(words)
        elif not is_open(holder.get(self.name)):
            if holder[self.name].strip() != words.strip():
                self.left.append(words)
        elif self.name in holder:
            self.text = rewrite.written(self.now(), (*loc, self.name), words)
        else:
            self.text = rewrite.inserted(self.now(), (*loc, self.name), words, LANGUAGES)

    def sequence(self, field: str, elements: Sequence[Element]) -> None:
        """Align the texts of a list with the existing ones, and write each beside its partner."""
        places = list(_listed_texts(self.origin.data.get(field), (field,)))
        there = [Element("paragraph" if role == "quote" else role, self.words(loc)) for role, loc in places]
        elements = [each for each in elements if each.role != "picture"]
        own, theirs = (there, list(elements)) if self.other == "en" else (list(elements), there)
        for pair in align(own, theirs, self.house.lexicon):
            mine, given = (pair.en, pair.tc) if self.other == "en" else (pair.tc, pair.en)
            words = "\n".join(elements[at].text for at in given)
            if not mine:
                self.left.append(words)
                continue
            role, loc = places[mine[0]]
            self.doubt_pair(loc, pair)
            tables = [table for at in given if (table := elements[at].table)]
            if role == "table" and len(tables) == 1:
                self.table(loc, tables[0])
            else:
                self.place(role, loc, words)

    def doubt_pair(self, loc: Loc, pair: Match) -> None:
        """Note a pair that is uneven or uncertain."""
        at = "/".join(str(step + 1) if isinstance(step, int) else str(step) for step in loc)
        if len(pair.en) != 1 or len(pair.tc) != 1:
            message = say("the languages divide the text differently here: split or join the texts")
            self.doubts.append(Doubt(at, message))
        elif pair.sure < SURE:
            message = say("these two may not belong together (sure: {sure})", sure=f"{pair.sure:.0%}")
            self.doubts.append(Doubt(at, message))

    def contacts(self, draft: Draft) -> None:
        """Write the contacts' names in the missing language, in place of the other's."""
        there = self.origin.data.get("contacts")
        given = asked(draft.contacts, set())
        if not isinstance(there, list) or len(there) != len(given):
            self.asked += draft.contacts
            return
        for number, (holder, contact) in enumerate(zip(there, given, strict=True)):
            self.asked += contact.rest
            for key in ("name", "post", "organisation"):
                words, text = getattr(contact, key), holder.get(key) if isinstance(holder, dict) else None
                if isinstance(text, dict) and words and (is_open(text.get(self.name)) or _is_copied(text)):
                    self.text = rewrite.written(self.now(), ("contacts", number, key, self.name), words)
                elif words and words not in _kept_strings(text or {}):
                    self.asked.append(words)

    def table(self, loc: Loc, table: ReceivedTable) -> None:
        """Write the cells of a table that wait for this language."""
        there = value_at(self.origin.data, loc, missing=None)
        rows = [["\n".join(strip.text for strip in cell if strip.words) for cell in row] for row in table.rows]
        places = [(*loc, "head"), *((*loc, "rows", at) for at in range(len(there.get("rows") or ())))]
        if [len(row) for row in rows] != [
            len(value_at(self.origin.data, place, missing=None) or ()) for place in places
        ]:
            at = "/".join(str(step + 1) if isinstance(step, int) else str(step) for step in loc)
            self.doubts.append(Doubt(at, say("the tables of the two languages have different rows or columns")))
            self.left += [" | ".join(row) for row in rows]
            return
        for place, row in zip(places, rows, strict=True):
            for column, words in enumerate(row):
                cell = value_at(self.origin.data, (*place, column), missing=None)
                if isinstance(cell, dict):
                    self.put((*place, column), words)
                elif words.strip() != str(cell or "").strip():
                    self.left.append(words)

    def place(self, role: str, loc: Loc, words: str) -> None:
        if role != "quote":
            self.put(loc, words)
            return
        quotation = quotations.quoted(words, self.name)
        holder = value_at(self.origin.data, loc, missing=None)
        if quotation and {"before", "after"} & holder.keys() == {
            key for key in ("before", "after") if getattr(quotation, key)
        }:
            for key in ("before", "words", "after"):
                self.put((*loc, key), getattr(quotation, key))
        else:
            self.put((*loc, "words"), words)

    def words(self, loc: Loc) -> str:
        """The words at a place in the existing language; of a quotation, all of it."""
        holder = value_at(self.origin.data, loc, missing=None)
        if isinstance(holder, dict) and "rows" in holder:
            cells = [cell for row in (holder.get("head") or (), *(holder["rows"] or ())) for cell in row]
            return "\n".join(str(each.get(self.other) if isinstance(each, dict) else each or "") for each in cells)
        marks = "“”" if self.other == "en" else "「」"
        if isinstance(holder, dict) and "words" in holder:
            parts = [(_wording(holder, key, self.other), key) for key in ("before", "words", "after")]
            return " ".join(
                f"{marks[0]}{words}{marks[1]}" if key == "words" else words for words, key in parts if words
            )
        return str(holder.get(self.other) or "") if isinstance(holder, dict) else ""


def _wording(holder: dict[str, Any], key: str, language: str) -> str:
    text = holder.get(key)
    return str(text.get(language) or "") if isinstance(text, dict) else ""


def _kept_strings(data: Any) -> Iterator[str]:
    if isinstance(data, str) and len(data) > 3:
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _kept_strings(value)


def _listed_texts(data: Any, way: Loc) -> Iterator[tuple[str, Loc]]:
    """The texts of a list, in their order: the kind of each, and its path."""
    if isinstance(data, dict) and "paragraphs" in data:
        data, way = data["paragraphs"], (*way, "paragraphs")
    for number, item in enumerate(data if isinstance(data, list) else ()):
        here = (*way, number)
        if not isinstance(item, dict):
            continue
        for key, role in (("quote", "quote"), ("heading", "heading"), ("caption", "caption")):
            if isinstance(item.get(key), dict):
                yield role, (*here, key)
        if isinstance(item.get("list"), list):
            role = "number" if item.get("numbered") == "yes" or "style" in item else "item"
            yield from ((role, (*here, "list", at)) for at in range(len(item["list"])))
        elif isinstance(item.get("table"), dict):
            titles = ((name, role) for name, role in (("caption", "title"), ("unit", "unit")) if name in item["table"])
            yield from ((role, (*here, "table", name)) for name, role in titles)
            yield "table", (*here, "table")
        elif {"en", "tc"} & item.keys():
            yield "paragraph", here


def _is_copied(text: dict[str, Any]) -> bool:
    """Whether one language of a text is a copy of the other."""
    return text.get("en") == text.get("tc")
