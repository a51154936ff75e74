"""The words of a release for the search. Chinese needs no list of words.

A text is a row of places. A Chinese character takes one, a Latin word or a number takes one, and so does each run of
marks between them; white space takes none. A Latin word is known by itself, a Chinese character by itself and with the
one after it.
`search.js` reads what is asked for in the same way, so both must change together.

    HK$60 billion          hk │ $ │ 60 │ billion
    香港科技園公司，昨日      香 香港 港 港科 科 科技 技 技園 園 園公 公 公司 司 │ ， │ 昨 昨日 日
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from hkpress.chinese.characters import HAN

BODY = 512
"""The place at which the text begins: what is before it is the headline."""
BETWEEN = 2
"""This many places separate two texts, so that no phrase is found across them."""


@cache
def _token() -> re.Pattern[str]:
    mark = r"[^\w\s]|_"
    return re.compile(rf"([{HAN}])|((?:(?![{HAN}])[^\W_])+)|(?:{mark})(?:(?:{mark}|\s)*(?:{mark}))?")


@cache
def _simplified() -> dict[int, str]:
    """Each Traditional character with the Simplified one that the search uses for it."""
    from hkpress.chinese.engine import chain

    table: dict[int, str] = {}
    for stage in chain().stages:
        table = {code: text.translate(stage.characters) for code, text in table.items()} | {
            code: text for code, text in stage.characters.items() if code not in table
        }
    return {code: text for code, text in table.items() if len(text) == 1 and ord(text) != code}


def plain(text: str) -> str:
    """The text in one case and one width: A for a and Ａ."""
    return unicodedata.normalize("NFKC", text).lower()


def folded(text: str) -> str:
    """The text as it is searched: Traditional characters as their Simplified ones."""
    return plain(text).translate(_simplified())


def folds(text: str) -> dict[str, str]:
    """The characters of the text that are searched as others."""
    table = _simplified()
    return {character: table[ord(character)] for character in {*plain(text)} if ord(character) in table}


def terms(text: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """The terms of a folded text and their places, counted from *start*. The last is "" at the end."""
    place, han = start, ""
    for match in _token().finditer(text):
        character, word = match[1], match[2]
        if character and han:
            yield han + character, place - 1
        if character or word:
            yield character or word, place
        han = character or ""
        place += 1
    yield "", place


def postings(headline: Iterable[str], texts: Iterable[str]) -> dict[str, list[int]]:
    """The places of each term in the folded texts of one release."""
    places: dict[str, list[int]] = {}
    place = 0
    for at, group in ((0, headline), (BODY, texts)):
        place = max(place, at)
        for text in group:
            for term, position in terms(text, place):
                if term:
                    places.setdefault(term, []).append(position)
                place = position
            place += BETWEEN
    return places


def packed(places: Mapping[str, list[int]]) -> dict[str, dict[str, str]]:
    """The places of each term in the `headline` and in the `text`: how many, then each less the one before it.

    They are numbers of one to five octets, as text, octet by octet.
    """
    parts: dict[str, dict[str, str]] = {"headline": {}, "text": {}}
    for term, found in places.items():
        split = bisect_left(found, BODY)
        for part, chosen in (("headline", found[:split]), ("text", found[split:])):
            if chosen:
                parts[part][term] = (number(len(chosen)) + b"".join(gaps(chosen))).decode("latin-1")
    return parts


def gaps(numbers: Iterable[int]) -> Iterator[bytes]:
    """Rising numbers, each less the one before it."""
    before = 0
    for each in numbers:
        yield number(each - before)
        before = each


def number(value: int) -> bytes:
    """A number in octets of seven bits, the lowest first; all but the last have the eighth bit set."""
    if value < 128:
        return bytes((value,))
    octets = bytearray()
    while value >= 128:
        octets.append(value & 127 | 128)
        value >>= 7
    octets.append(value)
    return bytes(octets)
