"""Reads a text with a list of patterns. Later patterns skip what an earlier one has read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import add

from hkpress.figures.values import Fact, Kind, Value

TAKEN = "\ue000"
"""Replaces each sign that has been read; no pattern matches it."""

LOOKAROUND = re.compile(r"\(\?<?![^)]*\)")
"""What a pattern says must not stand around a word; without it the pattern is the plain word."""

Reader = Callable[[re.Match[str]], list[Fact] | None]
"""A match → its facts; [] for an idiom, which is skipped; None if the match is not a figure after all."""

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_NUMERALS = {
    "#": re.compile("[0-9]"),  # any digit
    "數": re.compile("[〇零一二三四五六七八九十百千萬億兩廿卅]"),  # any Chinese numeral
    "#A": re.compile("[0-9](?:(?<=[A-Za-z+-][0-9])|(?=[A-Za-z+-]))"),  # a digit beside a letter or sign, as in a code
    "#R": re.compile("[IVX](?:[IVX]|(?<=[A-Za-z0-9] [IVX])|(?<=第[IVX]))"),  # a Roman numeral begins
    "#$": re.compile(  # an English sum begins
        r"[$€£¥￥0-9](?:(?<![0-9])|(?<=[A-Zmr][A-Zbo][0-9])|(?<=[A-Zmr][A-Zbo][ (][0-9])|(?<=[A-Zmr][A-Zbo] [(][0-9]))"
    ),
    "#M": re.compile(rf"(?=[JFMASOND])(?:{_MONTHS}|{_MONTHS.upper()})"),  # a month; "market" is not one
    "#####": re.compile(r"[0-9](?:(?<=[+(（][0-9])|(?<=\+ [0-9])|(?<=00)|[ -][0-9]{3})"),  # a phone number begins
}
_ENDLESS = re.compile(
    r"[\d〇零一二三四五六七八九十百千萬億兩廿卅](?:(?<=\d)\d{32,}|(?<!\d)[〇零一二三四五六七八九十百千萬億兩廿卅]{32,})"
)


def search_before(pattern: re.Pattern[str], text: str, end: int, room: int) -> re.Match[str] | None:
    """The first match among the *room* characters before *end*; `$` matches at *end*."""
    return pattern.search(text, max(0, end - room), end)


def signs_before(text: str, end: int, room: int) -> str:
    """The *room* characters before *end*, or as many as there are."""
    return text[max(0, end - room) : end]


@dataclass(frozen=True)
class Finder:
    """A pattern, the function that reads its match, and words: hkpress does not search a text without them."""

    source: str
    flags: re.RegexFlag
    read: Reader
    needs: frozenset[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled at first use, since few texts need every pattern."""
        return re.compile(self.source, self.flags)


_STAND_INS = {"#": "0123456789", "N": "0123456789〇零一二三四五六七八九十百千萬億兩廿卅"}


def finder(pattern: str, read: Reader, needs: str, *, cases: bool = True) -> Finder:
    """A Finder; *needs* are words or signs in small letters; a key of `_NUMERALS` stands for its pattern.

    In other words `#` stands for any digit, `N` for any digit or Chinese numeral, and `_` for a space. With *cases*
    False capital letters and small ones are the same.
    """
    flags = re.ASCII if cases else re.ASCII | re.IGNORECASE
    words = (need.replace("_", " ") for need in needs.split())
    return Finder(pattern, flags, read, frozenset(each for word in words for each in _with_digits(word)))


def _with_digits(word: str) -> list[str]:
    sign = next((sign for sign in _STAND_INS if sign in word and word not in _NUMERALS), "")
    return [word.replace(sign, each) for each in _STAND_INS[sign]] if sign else [word]


def fact(match: re.Match[str], kind: Kind, value: Value, *also: Value, hard: bool = True, group: int | str = 0) -> Fact:
    """A fact at the place of *match*, or of one of its groups."""
    start, end = match.span(group)
    return Fact(kind, value, start, end, match[group], hard, tuple(also))


def nothing(_match: re.Match[str]) -> list[Fact]:
    """Read an idiom: no facts."""
    return []


class Scanner:
    """Tries finders in their order."""

    def __init__(self, *finders: Finder) -> None:
        self._finders = finders
        self._places: dict[str, list[int]] = {}
        for place, each in enumerate(finders):
            for need in each.needs:
                self._places.setdefault(need, []).append(place)
        self._numerals = {sign: pattern for sign, pattern in _NUMERALS.items() if sign in self._places}
        self._by_start: dict[str, list[tuple[str, str]]] = {}
        for need in self._places.keys() - _NUMERALS.keys():
            self._by_start.setdefault(need[:2], []).append((need[-2:], need))

    def scan(self, text: str) -> list[Fact]:
        """The facts of *text* (folded) in their order."""
        text = _ENDLESS.sub(lambda match: TAKEN * len(match[0]), text)
        named = self._named(text.lower())
        left = {sign for sign, pattern in self._numerals.items() if pattern.search(text)}
        facts: list[Fact] = []
        for place in sorted(named.union(*(self._places[sign] for sign in left))):
            each = self._finders[place]
            if place in named or not left.isdisjoint(each.needs):
                before, text = text, _pass(text, each, facts)
                if text is not before:
                    left = {sign for sign in left if self._numerals[sign].search(text)}
        return sorted(facts, key=lambda item: (item.start, item.end))

    def _named(self, small: str) -> set[int]:
        """The places of the finders with a needed word in *small*, a text in small letters.

        Words are looked up by their first two letters and then by their last two, which saves most comparisons.
        """
        places = set[int]()
        grams = {*small, *map(add, small, small[1:])}
        for start in self._by_start.keys() & grams:
            for end, need in self._by_start[start]:
                if end in grams and (len(need) < 3 or need in small):
                    places.update(self._places[need])
        return places


def _pass(text: str, each: Finder, facts: list[Fact]) -> str:
    pieces, last = [], 0
    for match in each.pattern.finditer(text):
        found = each.read(match)
        start, end = match.span()
        if found is None or start == end:
            continue
        if found:
            facts += found
            start, end = min(item.start for item in found), max(item.end for item in found)
        pieces += [text[last:start], TAKEN * (end - start)]
        last = end
    return "".join([*pieces, text[last:]]) if pieces else text
