"""Figures that one text works out from those of the other: a rise of 4 million beside from 8 to 12 million, a total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, permutations

from hkpress.figures.currencies import DOLLAR
from hkpress.figures.equality import quantity_of
from hkpress.figures.leeway import is_near, is_rounded
from hkpress.figures.relations import RANK, Relation, relate
from hkpress.figures.scanning import search_before
from hkpress.figures.values import Count, Fact, Kind, Money, Points, Share, Value

_MOST_TRIED = 40
"""At most this many facts of a text are tried as parts."""
_MOST_PARTS = 6
_SMALL_TOTAL = 100
"""A total up to this may be the sum of two numbers by chance, if neither has a partner."""
_HOME = {DOLLAR, "HKD"}
_CHANGE_BEFORE = re.compile(
    r"\b(?:by|up(?! to)|down(?! to)|rose|fell|grew|increase[sd]?|decrease[sd]?|rise|drop|dropped|reduced|added?"
    r"|adding|gained|lost"
    r"|saving"
    r"|saved|extra|difference|margin|growth|gap)\b(?:(?!\bto\b)[^.,;:]){0,20}$"
    r"|(?:(?<![最不至])[多少]|[增升減跌降加快慢早遲]|延長|縮短|提高|收窄|擴大|進步|退步|相差|差距|差額|[增加升跌減降]幅)"
    r"(?:[^，。；、：\d至到]{0,4}[達為了約逾近])?[約逾近了足整]?(?:港幣|人民幣|HK\$|US\$|\$)?$",
    re.IGNORECASE,
)
"""Words before a change."""
_CHANGE_AFTER = re.compile(
    r"[^.,;:\d]{0,16}\b(?:more|fewer|less|higher|lower|faster|slower|longer|shorter|cheaper|earlier|increase|rise|decrease"
    r"|drop|gain|growth)\b",
    re.IGNORECASE,
)
_FALL = re.compile("[減跌降縮少低短輕][^，。；\\d]{0,4}$")
_LEFT = re.compile(
    r" (?:as \w+ as|of (?:the|what|its|their|that|last|those)|the (?:size|level|length|number|price)|that of)\b"
)
"""Words before a fall, and after what remains."""
_TOTAL = re.compile(
    r"\b(?:total\w*|altogether|combined|overall|sum|some)\b[^.;:\d]{0,32}$|[共總合][^，。；：\d]{0,6}$", re.IGNORECASE
)
_TOTAL_AFTER = re.compile(r"[^.;:\d]{0,16}\b(?:in total|altogether|in all|combined|overall)\b", re.IGNORECASE)


_PARTS_OF: dict[type, tuple[type, ...]] = {
    Count: (Count,), Money: (Money,), Points: (Share,), Share: (Count, Money, Share)
}  # fmt: skip


def derived(
    text: str, facts: Iterable[Fact], other_text: str, others: Sequence[Fact], lost: Iterable[Fact]
) -> Iterator[Fact]:
    """The *facts* of the folded *text* that follow from two or more of *others*, and those of *lost* that explain them.

    *facts* and *lost* have no partner; *others* are all facts of the other text.
    """
    without = {id(fact): fact for fact in lost}
    for fact in facts:
        if not isinstance(fact.value, (Count, Money, Points, Share)) or fact.kind is Kind.ORDINAL:
            continue
        change = _parts_of_change(text, fact, other_text, others)
        parts = change or _parts_of_total(text, fact, others)
        unknown = [part for part in parts if id(part) in without]
        known = len(unknown) < len(parts) or _figure_size(fact) > _SMALL_TOTAL
        if parts and known and not any(_looks_mistyped(fact, each, parts) for each in without.values()):
            yield fact
            yield from unknown
        elif isinstance(fact.value, Share) and any(_is_rest(text, fact, other_text, each) for each in without.values()):
            yield fact


def _parts_of_change(text: str, fact: Fact, other_text: str, others: Sequence[Fact]) -> tuple[Fact, ...]:
    """The two of *others* whose difference, or growth in per cent, is *fact*; empty if *fact* is not a change."""
    if not search_before(_CHANGE_BEFORE, text, fact.start, 40) and not _CHANGE_AFTER.match(text, fact.end):
        return ()
    kinds = _PARTS_OF[type(fact.value)]
    amounts = [other for other in islice(others, _MOST_TRIED) if isinstance(other.value, kinds)]
    for larger, smaller in permutations(amounts, 2):
        growth = _growth(larger, smaller) if isinstance(fact.value, Share) else None
        for change in (_difference(larger, smaller), growth):
            if change and _says(text, fact, other_text, replace(larger, value=change)):
                return larger, smaller
    return ()


def _is_rest(text: str, fact: Fact, other_text: str, other: Fact) -> bool:
    """Whether one share is what a fall by the other leaves: a third as large, 縮小三分之二."""
    if (
        not isinstance(fact.value, Share)
        or not isinstance(other.value, Share)
        or fact.value.amount + other.value.amount != 1
    ):
        return False
    sides = ((text, fact, other_text, other), (other_text, other, text, fact))
    return any(falls(one, fall) and is_left(another, left) for one, fall, another, left in sides)


def falls(zh: str, fact: Fact) -> bool:
    """Whether the Chinese text says that something falls by *fact*: 減少逾一半."""
    return bool(search_before(_FALL, zh, fact.start, 8))


def is_left(en: str, fact: Fact) -> bool:
    """Whether the English text says that *fact* is the remainder of something: half of last year's."""
    return bool(_LEFT.match(en, fact.end))


def _parts_of_total(text: str, fact: Fact, others: Sequence[Fact]) -> tuple[Fact, ...]:
    """The neighbours among *others* whose sum is *fact*; empty if *fact* is not a total."""
    if not search_before(_TOTAL, text, fact.start, 48) and not _TOTAL_AFTER.match(text, fact.end):
        return ()
    alike = [other for other in islice(others, _MOST_TRIED) if _is_alike(fact, other)]
    for first in range(len(alike)):
        for last in range(first + 2, min(len(alike), first + _MOST_PARTS) + 1):
            if sum(map(_figure_size, alike[first:last])) == _figure_size(fact):
                return tuple(alike[first:last])
    return ()


def _looks_mistyped(fact: Fact, other: Fact, parts: tuple[Fact, ...]) -> bool:
    """Whether *fact* looks like a mistyped *other*, so that it equals its *parts* by chance."""
    if type(fact.value) is type(other.value) and abs(
        _stated_amount(fact) - _stated_amount(other)
    ) * 20 < _stated_amount(fact):
        return True
    miss = relate(fact, other)
    is_part = any(other is part for part in parts)
    last = (
        Relation.SWAPPED
        if not is_part
        else Relation.DIGIT
        if sum(map(_figure_size, parts)) == _figure_size(fact)
        else Relation.UNIT
    )
    return miss is not None and RANK[miss.relation] <= RANK[last]


def _difference(larger: Fact, smaller: Fact) -> Value | None:
    one, other = larger.value, smaller.value
    if not _is_alike(larger, smaller) or _figure_size(larger) <= _figure_size(smaller):
        return None
    match one, other:
        case Money(), Money():
            return Money(one.amount - other.amount, one.currency)
        case Share(), Share():
            return Points(one.amount - other.amount)
        case Count(), Count():
            size = larger.unit.size if larger.unit and larger.unit.size else Fraction(1)
            return Count((_figure_size(larger) - _figure_size(smaller)) / size)
    return None


def _growth(one: Fact, other: Fact) -> Share | None:
    """By what share of *other* the two differ: 25% from 200 to 250, and from 250 to 200 20%."""
    if not _is_alike(one, other) or isinstance(one.value, Share) or not _figure_size(other):
        return None
    return Share(abs(_figure_size(one) - _figure_size(other)) / _figure_size(other))


def _says(text: str, fact: Fact, other_text: str, change: Fact) -> bool:
    """Whether *fact* is *change*, which is worked out from figures of the *other_text*, exactly or rounded."""
    if type(fact.value) is not type(change.value):
        return False
    if isinstance(fact.value, (Count, Money)) and not _is_alike(fact, change):
        return fact.value == change.value and None in (fact.unit, change.unit)  # from 60 to 65, 提高五歲
    return (
        _figure_size(fact) == _figure_size(change)
        or is_near(fact.value, change.value)
        or is_rounded(text, fact, other_text, change, far=Fraction(1, 2))
    )


def _is_alike(one: Fact, other: Fact) -> bool:
    """Whether two facts are sums of one currency, shares, or numbers that may count the same."""
    if isinstance(one.value, Money) and isinstance(other.value, Money):
        return one.value.currency == other.value.currency or {one.value.currency, other.value.currency} == _HOME
    if type(one.value) is not type(other.value) or Kind.ORDINAL in (one.kind, other.kind):
        return False
    mine, yours = quantity_of(one), quantity_of(other)
    return mine[0] == yours[0] if mine and yours else mine is yours is None


def _figure_size(fact: Fact) -> Fraction:
    quantity = quantity_of(fact)
    return quantity[1] if quantity else _stated_amount(fact)


def _stated_amount(fact: Fact) -> Fraction:
    return getattr(fact.value, "amount", Fraction(0))
