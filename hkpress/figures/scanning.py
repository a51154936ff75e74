"""How a text is read: a list of patterns, of which an earlier one takes its signs away from the later ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from hkpress.figures.values import Fact, Kind, Value

TAKEN = "\ue000"
"""Stands in the text where a fact has been read: no pattern matches it."""

Reader = Callable[[re.Match[str]], list[Fact] | None]
"""A match → its facts; [] for an idiom, which is passed over; None for what the pattern should not have matched."""

_HAN = set("〇零一二三四五六七八九十百千萬億兩廿卅")
_NUMERALS = {"#": re.compile("[0-9]"), "數": re.compile(f"[{''.join(_HAN)}]")}
_ENDLESS = re.compile(r"\d{33,}|[〇零一二三四五六七八九十百千萬億兩廿卅]{33,}")


@dataclass(frozen=True)
class Finder:
    """A pattern, how its match is read, and words of which a text must have one for the pattern to be tried."""

    source: str
    flags: re.RegexFlag
    read: Reader
    needs: tuple[str, ...]
    starts: frozenset[str]
    """The needs, of those that are longer the first two letters: a text without any of these is soon passed over."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled at first use: few texts need all."""
        return re.compile(self.source, self.flags)

    def is_needed(self, signs: set[str], small: str) -> bool:
        """Whether a text in small letters, of these signs, has one of the needs."""
        return any(need in signs if len(need) == 1 else need in small for need in self.needs)


def finder(pattern: str, read: Reader, needs: str, *, cases: bool = True) -> Finder:
    """A Finder; *needs* are words or signs in small letters, # for any digit, 數 for any Chinese numeral.

    With *cases* False capital letters and small ones are the same.
    """
    words = tuple(needs.split())
    flags = re.ASCII if cases else re.ASCII | re.IGNORECASE
    return Finder(pattern, flags, read, words, frozenset(word[:2] for word in words))


def fact(match: re.Match[str], kind: Kind, value: Value, *also: Value, hard: bool = True, group: int | str = 0) -> Fact:
    """The fact that *match*, or one group of it, stands for."""
    start, end = match.span(group)
    return Fact(kind, value, start, end, match[group], hard, tuple(also))


def nothing(_match: re.Match[str]) -> list[Fact]:
    """Reads an idiom: its numerals are no facts."""
    return []


def scan(text: str, finders: Iterable[Finder]) -> list[Fact]:
    """The facts of *text* (folded) in their order."""
    text = _ENDLESS.sub(lambda match: TAKEN * len(match[0]), text)
    small = text.lower()
    signs = {*small, *map("".join, pairwise(small))}
    signs |= ({"#"} if signs & set("0123456789") else set()) | ({"數"} if signs & _HAN else set())
    facts: list[Fact] = []
    for each in finders:
        if not each.starts.isdisjoint(signs) and each.is_needed(signs, small):
            before, text = text, _pass(text, each, facts)
            if text is not before:
                signs -= {sign for sign, left in _NUMERALS.items() if not left.search(text)}
    return sorted(facts, key=lambda item: (item.start, item.end))


def _pass(text: str, each: Finder, facts: list[Fact]) -> str:
    pieces, last = [], 0
    for match in each.pattern.finditer(text):
        found = each.read(match)
        if found is None or match.end() == match.start():
            continue
        facts += found
        start = min((item.start for item in found), default=match.start())
        end = max((item.end for item in found), default=match.end())
        pieces += [text[last:start], TAKEN * (end - start)]
        last = end
    return "".join([*pieces, text[last:]]) if pieces else text
