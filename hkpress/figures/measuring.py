"""What each number of a text counts: 5 km, 三名, and two numbers that are one span of time: 2 hours 30 minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from hkpress.figures.english_dates import AHEAD
from hkpress.figures.scanning import search_before
from hkpress.figures.spread import words_between
from hkpress.figures.units import STOPS, Unit, chinese_unit, english_unit
from hkpress.figures.values import Count, Fact, Kind

_SPANS = {("hours", "minutes"), ("minutes", "seconds"), ("years", "months")}
_AND = re.compile(r",? (?:and )?|零|又|")
_HAPPENED = re.compile(r"ed$|ing$|^(?:dead|hurt|others?|people)$")
"""What the numbers before it may count too; not an adjective: 112 injured and 1,890 trees."""
_ADJECTIVES = re.compile(r" ([a-z-]+(?: [a-z-]+)?)(?:,|,? and|,? or) ")
_COMPARED = re.compile(
    r"(?:(?P<to> to)|[^.;:\d]{0,40} (?:a further|another)"
    r"|(?:[^.;:\d]{0,60},)?,? (?:from|against|compared with|versus)(?: an?| the)?"
    r"(?: (?:target|average|limit|level) of)?)"
    r"(?: about| just| only| some| nearly)? "
)
_FROM = re.compile(r"\bfrom (?:about |some |nearly |over )?$")
_ENDS_COUNTING = re.compile(
    r"[.,;:)](?!\d)|$| (?:in|by|on|from|at|last|this|for|since|between|over|under|within|and|but|after|before"
    r"|(?:an?|\w+) (?:year|month|decade|week)s? (?:ago|earlier|before))\b"
)
_LIST = re.compile(" ?(?:[,、] ?(?!and|or|to|through|until)|$)")
"""Words between two numbers that need not count the same: aged 70, about 1.5 metres tall."""


def measured(text: str, facts: list[Fact], *, english: bool) -> list[Fact]:
    """The *facts* of the folded *text*, the numbers with their unit; the unit is within the fact's words then.

    Of a range only the last end says the unit: 5 to 10 km.
    """
    read = english_unit if english else chinese_unit
    result: list[Fact] = []
    for fact in reversed(facts):
        if fact.kind is Kind.NUMBER and isinstance(fact.value, Count) and not fact.unit:
            following = result[-1] if result else None
            fact = _with_unit(text, fact, following, *read(text, fact.start, fact.end))
            if english and following and not fact.unit and _shares_its_noun(text, fact, following):
                fact = replace(fact, unit=following.unit)
            if following and _is_one_span(text, fact, following):
                result[-1] = _joined(text, fact, following)
                continue
        result.append(fact)
    found = result[::-1]
    return [*_as_measured_before(text, found)] if english else found


def _as_measured_before(text: str, facts: list[Fact]) -> Iterator[Fact]:
    """The English *facts*, with the unit of the one before where a change or comparison does not repeat it.

    From 12 minutes to four; 94 days, against a target of 120.
    """
    before: Fact | None = None
    for fact in facts:
        if (
            before
            and before.unit
            and before.unit.is_measure
            and fact.kind is Kind.NUMBER
            and not fact.unit
            and (compared := _COMPARED.fullmatch(text, before.end, fact.start))
            and (not compared["to"] or search_before(_FROM, text, before.start, 20))
            and _ENDS_COUNTING.match(text, fact.end)
        ):
            fact = replace(fact, unit=before.unit)
        yield fact
        before = fact


def _with_unit(text: str, fact: Fact, following: Fact | None, unit: Unit | None, end: int) -> Fact:
    if unit:
        return Fact(fact.kind, fact.value, fact.start, end, text[fact.start : end], fact.hard, fact.also, unit)
    if following and following.unit and not _LIST.match(words_between(text, fact, following)):
        return replace(fact, unit=following.unit)
    return fact


def _shares_its_noun(text: str, fact: Fact, following: Fact) -> bool:
    """Whether *fact* counts what the next of its list counts: 12 primary, five secondary and two special schools."""
    if (
        not following.unit
        or following.unit.is_measure
        or not (adjectives := _ADJECTIVES.fullmatch(text, fact.end, following.start))
    ):
        return False
    return STOPS.isdisjoint(adjectives[1].split()) and not _HAPPENED.search(adjectives[1])


def _is_one_span(text: str, fact: Fact, following: Fact) -> bool:
    if not fact.unit or not following.unit or (fact.unit.name, following.unit.name) not in _SPANS:
        return False
    if "," in text[fact.end : following.start] and AHEAD.match(text, following.end):
        return False
    if isinstance(fact.value, Count) and fact.value.amount.denominator != 1:
        return False  # 10.2 hours, 40 minutes
    return bool(_AND.fullmatch(text, fact.end, following.start)) and not text.startswith(" respectively", following.end)


def _joined(text: str, large: Fact, small: Fact) -> Fact:
    """One fact in the larger unit: 2 hours 30 minutes is 2.5 hours."""
    (size, many), (_, few) = (_base_amount(fact) for fact in (large, small))
    end, hard = small.end, large.hard or small.hard
    value = Count((many + few) / size)
    return replace(large, value=value, end=end, text=text[large.start : end], hard=hard, also=())


def _base_amount(fact: Fact) -> tuple[Fraction, Fraction]:
    """The size of the unit, and the amount in the first unit of the sort."""
    assert isinstance(fact.value, Count)
    assert fact.unit
    size = fact.unit.size or Fraction(1)
    return size, fact.value.amount * size
