"""What a button corrects: a rule's own correction, or one language's figure in the notation of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hkpress.check.finding import Edit, Finding, Place
from hkpress.chinese.numerals import numeral
from hkpress.figures import Count, Money, Share, compare, find
from hkpress.release.source import Source

_PLAIN_FIGURE = re.compile(r"(?:(?:HK|US)?\$ ?)?([\d,.]*\d)(?: ?(?:%|per cent|港元|美元|元|名|人|間|家|個|項))?")
"""A plain figure, alone or with a sign that does not change its size (million and 億 would)."""
_NUMBER_IN = {
    "en": re.compile(r"[\d,.]*\d(?: ?(?:%|per cent|thousand|million|billion|trillion))?"),
    "zh": re.compile(r"[\d,.]*\d ?[千萬億]*%?|[零〇一二兩三四五六七八九十百千萬億]+成?"),
}
_SCALES = {
    "en": ((10**9, " billion"), (10**6, " million"), (1, "")),
    "zh": ((10**8, "億"), (10**4, "萬"), (1, "")),
}


def fixes(finding: Finding, origin: Source) -> Iterator[tuple[Edit, ...]]:
    """Suggestions, each a list of edits: one if the rule knows it, one for each language if two figures differ."""
    edits = finding.edits or ((Edit(finding.place, finding.fix),) if finding.fix is not None else ())
    edits = tuple(each for each in edits if each.place.source is origin and each.place.part)
    places = [each for each in (finding.place, *finding.related) if each.source is origin and each.part]
    if edits:
        yield edits
    elif len(places) == 2 and len(finding.related) == 1:
        for own, other in (places, places[::-1]):
            if edit := _figure_edit(own, other) or _translated(own, other):
                yield (edit,)


def words_at(place: Place) -> str:
    """The characters that a finding is about."""
    value: Any = place.source.data
    for step in place.loc:
        value = value[step]
    return str(value)[place.part] if place.part else ""


def _figure_edit(own: Place, other: Place) -> Edit | None:
    """Replace the digits in one place with those in the other, if both are plain figures."""
    found, theirs = (_PLAIN_FIGURE.fullmatch(words_at(each)) for each in (own, other))
    return Edit(_part(own, found), theirs[1]) if found and theirs and found[1] != theirs[1] else None


def _translated(own: Place, other: Place) -> Edit | None:
    """The other language's figure in this one's notation, if the two then agree: 7億 → 70億 beside 7 billion."""
    language = "en" if own.edition == "en" else "zh"
    words, theirs = words_at(own), words_at(other)
    found, facts = _NUMBER_IN[language].search(words), find(theirs, "zh" if language == "en" else "en")
    if not found or len(facts) != 1 or not isinstance(value := facts[0].value, (Count, Money, Share)):
        return None
    for text in _written_amounts(value.amount * (100 if isinstance(value, Share) else 1), found[0], language):
        if text == found[0]:
            continue
        changed = words[: found.start()] + text + words[found.end() :]
        said = compare(changed, theirs) if language == "en" else compare(theirs, changed)
        if said.agrees and said.pairs:
            return Edit(_part(own, found), text)
    return None


def _written_amounts(amount: Fraction, like: str, language: str) -> Iterator[str]:
    """Ways to write an amount, or the hundredths of a share, in place of *like*."""
    if like.endswith("成") and amount % 10 == 0 and 0 < amount < 100:
        yield numeral(int(amount / 10)) + "成"
    elif like.endswith(("%", "per cent")):
        yield _decimal(amount) + ("%" if like.endswith("%") else " per cent")
    elif not re.search(r"\d", like) and amount.denominator == 1 and 0 < amount < 10_000:
        yield numeral(int(amount))
    size, sign = next((each for each in _SCALES[language] if amount >= each[0]), (1, ""))
    yield _decimal(amount / size) + sign
    yield _decimal(amount) + "%"


def _decimal(amount: Fraction) -> str:
    """With commas, and as many decimals as it needs: 1,200.5."""
    return f"{float(amount):,.6f}".rstrip("0").rstrip(".")


def _part(place: Place, match: re.Match[str]) -> Place:
    """The characters of a place that *match* covers: its first group, or all of them."""
    assert place.start is not None
    start, end = match.span(match.re.groups)
    return replace(place, start=place.start + start, end=place.start + end)
