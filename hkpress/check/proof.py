"""A release as the rules read it: single texts and pairs, without addresses and markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from operator import add
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from hkpress.check.finding import Edit, Finding, Place
from hkpress.check.messages import Message
from hkpress.chinese import forms
from hkpress.core.characters import IS_HAN
from hkpress.core.recent import remember
from hkpress.figures import Fact, find
from hkpress.release.inline import FOOTNOTE
from hkpress.release.model import Text
from hkpress.release.parse import Release
from hkpress.release.source import Loc, Source

GAP = "\0"
"""Replaces each character of an address or of markup in a passage's prose. No release can contain it."""

_ADDRESS_SIGNS = r"A-Za-z0-9/?#@!$&'*+,;=%:._~-"
# a closing bracket without an opening one in the address belongs to the sentence: (www.hkstp.org/en)
_PATH = rf"(?:[/?#](?:[{_ADDRESS_SIGNS}]|\([{_ADDRESS_SIGNS}]*\)|\[[{_ADDRESS_SIGNS}]*\])*)?"
_ADDRESSES = (
    rf"(?:https?://|mailto:|tel:)[A-Za-z0-9.:@+%-]+{_PATH}"
    rf"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{{1,64}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{1,8}}"
    rf"|(?<![A-Za-z0-9.@-])(?:[A-Za-z0-9-]{{1,63}}\.){{1,8}}(?:hk|com|org|net|edu|gov|cn|mo|tw|uk|io|ai|co|info|ly|gle|be|ee|museum|asia|app|example){_PATH}(?![A-Za-z0-9@])"
)
_LINK_END = r"(?<=\])\((?:[^()\s]|\([^()\s]*\))*\)"
_MARKUP = r"\\(?=[!-/:-@\[-`{-~])|\*+|\[(?=[^\[\]]{0,500}\]\()|\](?=\()"
_NO_PROSE = re.compile(f"{_LINK_END}|{_ADDRESSES}|{FOOTNOTE.pattern}|{_MARKUP}")
_MARKED = re.compile(rf"://|mailto:|tel:|@|\.[a-z]|\\|\*|\[|\]|{FOOTNOTE.pattern}")
"""Every text with an address or markup has one of these. This search is quicker."""
UNWRITTEN = re.compile(
    r"\W*(?:to be (?:written|translated|drafted)|(?:sample|dummy) text|(?:text|headline|caption) goes here|"
    r"待譯|待寫|待撰寫|待翻譯)\W*",
    re.IGNORECASE,
)
"""No cell of a table says this on purpose."""
OPEN = re.compile(
    r"\W*(?:to be (?:confirmed|announced|added|completed|provided|supplied)|coming soon|待定|待補|待填|x+)?\W*",
    re.IGNORECASE,
)
"""What a cell of a programme may say, in both languages."""


@dataclass(frozen=True)
class Passage:
    """One text in one language. `edition` is "" for a text without a language, such as a bare table cell."""

    source: Source
    loc: Loc
    edition: str
    text: str

    @cached_property
    def prose(self) -> str:
        """The text with GAP for every character of addresses and markup, so that positions stay the same."""
        return _prose(self.text)

    @cached_property
    def kind(self) -> tuple[str, ...]:
        """Where in a release the text is, without the numbers: body, quote, words."""
        return tuple("" if isinstance(step, int) else step for step in self.loc[:-1])

    @cached_property
    def small(self) -> str:
        """The prose in small letters."""
        return self.prose.lower()

    @cached_property
    def grams(self) -> frozenset[str]:
        """Every character of the prose and every two neighbours, in small letters.

        Rules ask `isdisjoint` first, which takes a hundredth of the time of a search.
        """
        return frozenset((*self.small, *map(add, self.small, self.small[1:])))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The figures of the text, without emphasis and footnote marks."""
        return _facts(self.text, self.edition)

    @property
    def is_chinese(self) -> bool:
        return self.edition in ("tc", "sc")

    @property
    def has_han(self) -> bool:
        return bool(IS_HAN.search(self.text))

    @cached_property
    def content(self) -> tuple[str, str, tuple[str, ...]]:
        """The values that most rules read."""
        return self.text, self.edition, self.kind

    @cached_property
    def field(self) -> str:
        """The name of the field whose text it is: headline, caption, name."""
        named = [step for step in self.loc if isinstance(step, str) and step != self.edition]
        return named[-1] if named else ""

    def place(self, start: int | None = None, end: int | None = None) -> Place:
        """The characters from *start* to *end* of the passage in its file, or its first line."""
        if start is None:
            start, end = 0, len(self.text.split("\n", 1)[0])
        return Place(self.source, self.loc, start, end)

    def finding(self, message: Message, start: int | None = None, end: int | None = None, **more: Any) -> Finding:
        """A finding at the characters from *start* to *end* of the passage, or at its first line."""
        return Finding(message, self.place(start, end), **more)

    def repair(self, message: Message, start: int, end: int, text: str, **more: Any) -> Finding:
        """A finding at those characters that `--fix` repairs by writing *text* instead of them."""
        return Finding(message, self.place(start, end), edits=(Edit(self.place(start, end), text),), **more)


_NO_FIGURE = re.compile(rf"\*|{FOOTNOTE.pattern}")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\*+(?=\d)")


@remember
def _prose(text: str) -> str:
    return _NO_PROSE.sub(_gaps, text) if _MARKED.search(text) else text


@remember
def _facts(text: str, edition: str) -> tuple[Fact, ...]:
    """The facts of a text without stars, as in HK$**60** billion, and marks of footnotes; 30*40 are two figures."""
    spaced = _BETWEEN_DIGITS.sub(lambda match: " " * len(match[0]), text)
    plain = _NO_FIGURE.sub(lambda match: GAP * len(match[0]), spaced)
    if GAP not in plain:
        return find(plain, edition)
    kept = [index for index, char in enumerate(plain) if char != GAP]
    facts = find(plain.replace(GAP, ""), edition)
    return tuple(replace(fact, start=kept[fact.start], end=kept[fact.end - 1] + 1) for fact in facts)


def _is_written(text: str) -> bool:
    """Whether a text is more than a placeholder. A dash in a table is no placeholder."""
    is_open = OPEN.fullmatch(text) and re.search(r"\w", text)
    return not (is_open or UNWRITTEN.fullmatch(text))


@remember
def _forms(text: str, names: tuple[str, ...]) -> tuple[forms.FoundForm, ...]:
    return tuple(forms.forms_in(_prose(text), names=names))


def _gaps(match: re.Match[str]) -> str:
    """GAP for each character of an address or of markup. A mark behind an address belongs to the sentence and stays."""
    kept = match[0].rstrip(".,;:!?")
    return GAP * len(kept) + match[0][len(kept) :]


def bare(edition: str, text: str) -> Passage:
    """A passage in no file, for functions that only need its words."""
    return Passage(_NOWHERE, (), edition, text)


_NOWHERE = Source(Path(), "", None, {})


@dataclass(frozen=True)
class Pair:
    """The same words in both languages."""

    en: Passage
    tc: Passage


def block_of(pair: Pair) -> tuple[object, ...]:
    """The key of the block that is compared as a whole: a paragraph with its quotation, a caption, a table.

    The two languages may order the words of a block differently.
    """
    loc = pair.en.loc
    numbered = next((index for index, step in enumerate(loc) if isinstance(step, int)), len(loc) - 2)
    return id(pair.en.source), *loc[: numbered + 1]


@dataclass(frozen=True)
class Proof:
    """A release, and the moment at which it is checked."""

    release: Release
    now: datetime
    left_out: Collection[str] | None = None
    """The filled fields that its theme does not print; None if nobody looked."""

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every text that both languages print and somebody has written, in the order of the files."""
        return tuple(pair for pair in self.all_pairs if _is_written(pair.en.text) and _is_written(pair.tc.text))

    @cached_property
    def all_pairs(self) -> tuple[Pair, ...]:
        """Every text that both languages print, also those that say 待定 in one of them."""
        by_loc = {(id(each.source), each.loc): each for each in self.passages}  # so that each passage is read once
        return tuple(
            Pair(by_loc[id(origin), (*loc, "en")], by_loc[id(origin), (*loc, "tc")])
            for origin, loc, text in self._texts
            if text.en and text.tc and len(self.release.languages) > 1  # a text of one edition alone has no partner
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All texts in languages that are printed, one by one, with the Simplified ones that an author wrote."""
        return tuple(
            Passage(origin, (*loc, name), name, words)
            for origin, loc, text in self._texts
            for name, words in (("en", text.en), ("tc", text.tc), ("sc", text.sc))
            if words and ("en" if name == "en" else "tc") in self.release.languages
        )

    @cached_property
    def words(self) -> tuple[tuple[Source, Loc, str], ...]:
        """Every string that can be printed, with its place, as `Release.words`."""
        return tuple(self.release.words())

    @cached_property
    def made(self) -> dict[object, Any]:
        """What several rules need, by the function that makes it: see `memo.once`."""
        return {}

    @cached_property
    def _texts(self) -> tuple[tuple[Source, Loc, Text], ...]:
        return tuple((origin, loc, text) for origin, model in self.release.sources for loc, text in _texts(model, ()))

    @cached_property
    def forms(self) -> tuple[tuple[Passage, forms.FoundForm], ...]:
        """Forms of characters in the Traditional Chinese, for the three rules that judge them."""
        release = self.release
        people = [person.name.tc for person in release.people.values()]
        bodies = [name for term in release.glossary.names for name in (term.tc, *(term.also.tc if term.also else ()))]
        names = (*people, *bodies)
        return tuple((passage, found) for passage in self.texts_in("tc") for found in _forms(passage.text, names))

    def texts_in(self, *editions: str) -> Iterator[Passage]:
        """The passages in these languages."""
        return (passage for passage in self.passages if passage.edition in editions)

    def manuscript(self, *loc: str | int) -> Place:
        """The place of a value of release.yaml, or of the nearest group that holds it."""
        return Place(self.release.sources[0][0], loc)


def _texts(value: Any, loc: Loc) -> Iterator[tuple[Loc, Text]]:
    if isinstance(value, Text):
        yield loc, value
        value = getattr(value, "list", ())  # an item's, below it
        loc = (*loc, "list")
    elif isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set}
    if isinstance(value, (Mapping, tuple)):
        for step, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _texts(item, (*loc, step))
