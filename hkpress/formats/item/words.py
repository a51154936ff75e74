"""The words of a release for the search. Chinese needs no list of words.

A text is a sequence of places. A Chinese, Japanese or Korean character takes one, a Latin word or a number takes one,
and so
does each run of marks between them; white space takes none. The search finds a word by itself, and a phrase by the
pairs of words that follow each other, with or without marks between them.
`search.js` reads what is asked for in the same way, so both must change together.

    HK$60 billion     places hk│$│60│billion     pairs hk$60, 60 billion
    香港科技，昨日      places 香│港│科│技│，│昨│日   pairs 香 港, 港 科, 科 技, 技,昨, 昨 日
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from hkpress.core.characters import HAN

BODY = 512
"""The place where the text begins; the headline comes before it."""
BETWEEN = 2
"""This many places separate two texts, so that no phrase is found across them."""
LETTERS = 4
"""The fewest letters that find a word from inside it. The first word of a phrase is found by its last letters."""
BEGINNING = 3
"""The fewest letters that find a word from its beginning."""
_WORD_CHARACTERS = rf"{HAN}\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7af"
"""Characters that are words by themselves."""
_ALIKE = {**dict.fromkeys("‐‑–—−", "-"), **dict.fromkeys('‘’“”「」『』"', "'"), "|": "·"}
"""Marks that readers often replace by others, or that Simplified Chinese replaces."""


@cache
def _token() -> re.Pattern[str]:
    mark = r"[^\w\s]|_"
    return re.compile(
        rf"([{_WORD_CHARACTERS}])|((?:(?![{_WORD_CHARACTERS}])[^\W_])+)|(?:{mark})(?:(?:{mark}|\s)*(?:{mark}))?"
    )


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


_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
"""Letters that many readers cannot type, and that are no letters with an accent."""
_ACCENTS = re.compile("[\u0300-\u036f]+")


def plain(text: str) -> str:
    """The text in one case and one width, without accents: cafe for Café and ＣＡＦＥ."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).lower().translate(_LETTERS)
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", apart))


def folded(text: str) -> str:
    """The text in its search form: Traditional characters become Simplified ones."""
    return plain(text).translate(_simplified())


def folds(text: str) -> dict[str, str]:
    """The characters of the text that the search treats as others."""
    table = _simplified()
    return {character: table[ord(character)] for character in {*plain(text)} if ord(character) in table}


def terms(text: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """The words and pairs of a folded text and their places, counted from *start*. The last is "" at the end."""
    place, before, between = start, "", " "
    for match in _token().finditer(text):
        if word := match[1] or match[2]:
            if before:
                yield pair(before, between, word), place - (1 if between == " " else 2)
            yield word, place
            before, between = word, " "
        else:
            between = _ALIKE.get(match[0], match[0]) if len(match[0]) == 1 else "·"
        place += 1
    yield "", place


def pair(first: str, between: str, second: str) -> str:
    """The term of two words. *between* is the mark between them, " " for none, "·" for several.

    It begins with a blank. The terms are sorted so that the pairs for a half-typed word lie together: first by the
    last letters of the first word, read backwards, then by the first letters of the second.

        science technology     " ecne tec|ics|hnology"
    """
    back = first[::-1]
    return f" {back[:LETTERS]}{between}{second[:BEGINNING]}|{back[LETTERS:]}|{second[BEGINNING:]}".rstrip("|")


def is_pair(term: str) -> bool:
    """Whether a term is one of two words."""
    return term.startswith(" ")


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
    """The terms in the `headline` and in the `text`. Pairs have their places: how many, then each less the one before.

    They are numbers of one to five octets, as text, octet by octet.
    """
    parts: dict[str, dict[str, str]] = {"headline": {}, "text": {}}
    for term, numbers in places.items():
        split = bisect_left(numbers, BODY)
        for part, start, chosen in (("headline", 0, numbers[:split]), ("text", BODY, numbers[split:])):
            if chosen:
                octets = varint(len(chosen)) + b"".join(gaps(chosen, start)) if is_pair(term) else b""
                parts[part][term] = octets.decode("latin-1")
    return parts


def gaps(numbers: Iterable[int], before: int) -> Iterator[bytes]:
    """The differences between rising numbers; the first is counted from *before*."""
    for each in numbers:
        yield varint(each - before)
        before = each


def varint(value: int) -> bytes:
    """A number in octets of seven bits, the lowest first; all but the last have the eighth bit set."""
    if value < 128:
        return bytes((value,))
    octets = bytearray()
    while value >= 128:
        octets.append(value & 127 | 128)
        value >>= 7
    octets.append(value)
    return bytes(octets)
