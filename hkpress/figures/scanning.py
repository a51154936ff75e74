"""How a text is read: a list of patterns, of which an earlier one takes its signs away from the later ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hkpress.figures.values import Fact, Kind, Value

TAKEN = "\ue000"
"""Stands in the text where a fact has been read: no pattern matches it."""


@dataclass(frozen=True)
class Finder:
    """A pattern and how its match is read: as facts, as nothing (an idiom: []), or not at all (None)."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], list[Fact] | None]


def finder(pattern: str, read: Callable[[re.Match[str]], list[Fact] | None], *, cases: bool = True) -> Finder:
    """A Finder; with *cases* False capital letters and small ones are the same."""
    return Finder(re.compile(pattern, re.ASCII if cases else re.ASCII | re.IGNORECASE), read)


def fact(match: re.Match[str], kind: Kind, value: Value, *also: Value, hard: bool = True, group: int | str = 0) -> Fact:
    """The fact that *match*, or one group of it, stands for."""
    start, end = match.span(group)
    return Fact(kind, value, start, end, match[group], hard, tuple(also))


def nothing(_match: re.Match[str]) -> list[Fact]:
    """Reads an idiom: its numerals are no facts."""
    return []


def scan(text: str, finders: Iterable[Finder]) -> list[Fact]:
    """The facts of *text* (folded) in their order."""
    facts: list[Fact] = []
    for each in finders:
        text = _pass(text, each, facts)
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
