"""Gives each member of a range or list the part that they share: 15 to 17 May, HK$5-10 million, 百分之十至十五,
五月八日及九日."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hkpress.figures.currencies import DOLLAR
from hkpress.figures.numerals import BIG, SCALES, SHORT
from hkpress.figures.scanning import search_before
from hkpress.figures.units import ENGLISH_SYMBOLS, chinese_unit, english_unit
from hkpress.figures.values import Clock, Count, Day, Fact, Kind, Money, Points, Share, Value

_JOINER = re.compile(
    r" ?(?:-|to|and|or|&|,|,? (?:to|and|or|through|until)|至|到|及|和|或|與|、|以至) ?"
    r"(?:(?:about|around|some|over|the|約|近|逾) ?)?(?:於)?"
)
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
_RANGE = re.compile(r"-|to|through|until|至|到")
_SCALE_AFTER = re.compile(
    rf"[ -]?({'|'.join(BIG)})\b|(?<=\d) ?({'|'.join(sorted(SHORT, key=len, reverse=True))})\b|([百千]?[萬億]+)"
)
_LONGEST = 16
_DAY_ALONE, _HAN_DAY = re.compile(r"\d\d?(?:st|nd|rd|th)?"), re.compile("[一二三四五六七八九十廿]{1,3}")
_NOUN = re.compile(r"(?<=[a-z]) (?!(?:and|or|to|at|from|in|for|with|of|until|through|respectively)\b)[A-Za-z]")
"""After an ordinal that is no day: on 28 May, 30th Floor."""
_COLON, _LATE = re.compile(r"\d\d?:\d\d"), re.compile(r"(?:1[3-9]|2[0-4]):\d\d")
_COINS = re.compile("[毫角仙]|cents?$", re.IGNORECASE)
_WITH_UNIT = re.compile(rf"(?:month|year|hour)s?$|\d ?(?:{ENGLISH_SYMBOLS}|sq\.? ?(?:ft|m|km))$")
"""The total for ten months to 41 million, flats of 318 sq ft to HK$19 million: the scale is not theirs."""
_BEFORE_SHARE = re.compile("百分之")
_NEAR_SHARE = 60
_SHORT_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?")
_WAS = re.compile(r"(?:\b(?:was|were|is|are|against|from|to|and)|,) $")
_BARE_NUMBER = re.compile(r"(?:\.|,(?! \d)|;|$| (?:in|last|this|a year|but|and(?! \w+ed))\b)(?!\d)")
"""The words around a number that lacks its sign: it was 78; net gearing 22.5 is a slip."""


def spread(text: str, facts: list[Fact]) -> list[Fact]:
    """*facts* of the folded *text*, each with the unit, month or year that it shares with its neighbour."""
    result = list(facts)
    joined = [index for index, (one, other) in enumerate(pairwise(facts)) if words_between(text, one, other)]
    for index in reversed(joined):  # from the end: 3, 5 and 12 June
        if not _lacks_its_sign(text, result, index):
            result[index] = _from_next(text, result[index], result[index + 1])
    for index in joined:
        result[index + 1] = _from_previous(text, result[index], result[index + 1])
    return _on_24_hours(_shares_without_sign(text, result))


def _shares_without_sign(text: str, facts: list[Fact]) -> list[Fact]:
    """*facts*, in which a bare number after a share may be one too: 61 per cent of our seats; last year it was 78."""
    result: list[Fact] = []
    share: Fact | None = None
    for fact in facts:
        if share and _may_lack_its_sign(text, share, fact):
            assert isinstance(fact.value, Count)
            share = fact = replace(fact, also=(*fact.also, Share(fact.value.amount / 100)))
        elif _has_sign(fact):
            share = fact
        result.append(fact)
    return result


def _may_lack_its_sign(text: str, share: Fact, fact: Fact) -> bool:
    return (
        fact.kind is Kind.NUMBER
        and isinstance(fact.value, Count)
        and not fact.unit
        and _SHORT_NUMBER.fullmatch(fact.text) is not None
        and 3 < fact.start - share.end < _NEAR_SHARE
        and not words_between(text, share, fact)
        and search_before(_WAS, text, fact.start, 12) is not None
        and _BARE_NUMBER.match(text, fact.end) is not None
    )


def _lacks_its_sign(text: str, facts: list[Fact], index: int) -> bool:
    """Whether a number lacks the % of the next: 1.4, 1.1% and 1.0%; up 1.9, and 99.9%. 1.4 and 1.1% share it."""
    joiner = words_between(text, facts[index], facts[index + 1])
    if not _has_sign(facts[index + 1]) or _RANGE.search(joiner):
        return False
    if joiner[:1] == "," and len(joiner) > 2 and not (index and words_between(text, facts[index - 1], facts[index])):
        return True  # two make no list with a comma
    return any(
        0 <= other < len(facts) and _has_sign(facts[other]) and words_between(text, facts[left], facts[left + 1])
        for left, other in ((index - 1, index - 1), (index + 1, index + 2))
    )


def _has_sign(fact: Fact) -> bool:
    return fact.kind is Kind.PERCENT and fact.text.endswith(("%", "cent"))


def _on_24_hours(facts: list[Fact]) -> list[Fact]:
    """*facts*, in which 10:00 is in the morning if 18:00 stands there too."""
    if not any(isinstance(fact.value, Clock) and _LATE.fullmatch(fact.text) for fact in facts):
        return facts
    return [
        replace(fact, value=replace(fact.value, certain=True))
        if isinstance(fact.value, Clock) and _COLON.fullmatch(fact.text)
        else fact
        for fact in facts
    ]


def words_between(text: str, left: Fact, right: Fact) -> str:
    """The words that join two facts of a range or list, such as 至; "" if nothing joins them."""
    between = text[left.end : right.start]
    return between if len(between) <= _LONGEST and _JOINER.fullmatch(between) else ""


def _from_next(text: str, fact: Fact, following: Fact) -> Fact:
    joiner = words_between(text, fact, following)
    if not joiner:
        return fact
    if joiner == " and " and search_before(_BETWEEN, text, fact.start, 9):
        joiner = "-"  # between HK$50 and HK$60 million
    value, other = fact.value, following.value
    if (
        isinstance(value, Day)
        and isinstance(other, Day)
        and not value.year
        and value.month
        and other.year
        and other.month
    ):
        return replace(fact, value=replace(value, year=other.year)) if value.month <= other.month else fact
    english = following.text.isascii()  # Chinese names the half first: 7時15分及下午7時45分 says nothing of 7時15分
    if isinstance(other, Clock) and other.certain and english and (early := _half_of_next(fact, other)):
        return early
    if isinstance(value, Money) and isinstance(other, (Money, Count)):
        return _scaled_sum(fact, value, following, joiner)
    if fact.kind not in (Kind.NUMBER, Kind.YEAR, Kind.ORDINAL) or not isinstance(value, Count):
        return fact
    if (
        isinstance(other, Day)
        and other.day
        and (_DAY_ALONE.fullmatch(fact.text) or _is_han(fact))
        and value.amount <= 31
    ):
        return replace(fact, kind=Kind.DATE, value=replace(other, day=int(value.amount)), also=())
    if isinstance(other, Day) and other.month and not other.day and "月" in following.text and value.amount <= 12:
        return replace(fact, kind=Kind.DATE, value=replace(other, month=int(value.amount)), also=(value,))  # 七至九月
    time = next((reading for reading in fact.also if isinstance(reading, Clock)), None)
    if isinstance(other, Clock) and (fact.text.isdigit() or time) and 0 < value.amount < 13:
        clock = Clock(int(value.amount) % 12 + other.hour // 12 * 12, time.minute if time else 0)
        clock = replace(clock, certain=not _RANGE.search(joiner) or clock.hour < other.hour)  # but 11-1pm
        return replace(fact, kind=Kind.TIME, value=clock, also=(value,))
    return _share_unit(fact, following, joiner, scale=max(_scale(following.text), _shared_scale(following)))


def _half_of_next(fact: Fact, following: Clock) -> Fact | None:
    """The 12:30 of 12:30 to 2:30 p.m., which is in the half of the day of the *following* time, if earlier."""
    time = next((reading for reading in fact.readings if isinstance(reading, Clock)), None)
    if not time or time.certain or fact.kind not in (Kind.TIME, Kind.RATIO):
        return None
    clock = Clock(time.hour % 12 + following.hour // 12 * 12, time.minute)
    if (clock.hour, clock.minute) >= (following.hour, following.minute):
        return None
    return replace(fact, kind=Kind.TIME, value=clock, also=tuple(each for each in fact.readings if each is not time))


def _shared_scale(fact: Fact) -> int:
    """The scale that *fact* takes from its neighbour: 4.4, 5.1 and 3.3 million."""
    amounts = [reading.amount for reading in fact.readings if isinstance(reading, Count)]
    scales = (larger / amounts[0] for larger in amounts[1:] if amounts[0])
    return next((int(scale) for scale in scales if scale in (10**3, 10**6, 10**9)), 1)


def _from_previous(text: str, previous: Fact, fact: Fact) -> Fact:
    joiner = words_between(text, previous, fact)
    if not joiner:
        return fact
    value, other = fact.value, previous.value
    if (
        isinstance(other, Day)
        and isinstance(value, Day)
        and other.year
        and not value.year
        and value.month
        and other.month
    ):
        return replace(fact, value=replace(value, year=other.year)) if value.month >= other.month else fact
    day = next((reading.day for reading in fact.readings if isinstance(reading, Day) and not reading.month), None)
    if (
        isinstance(other, Day)
        and other.day
        and other.month
        and fact.kind in (Kind.NUMBER, Kind.ORDINAL)
        and isinstance(value, Count)
    ):
        in_han = _is_han(fact) and previous.text[-1:] not in ("日", "號")  # 八月十四至十六
        day = day or (int(value.amount) if (fact.text.isdigit() or in_han) and value.amount <= 31 else None)
        if day and not _counts_something(text, fact) and not _NOUN.match(text, fact.end):
            return replace(fact, kind=Kind.DATE, value=replace(other, day=day), also=(), hard=True)
    if isinstance(value, Money) and isinstance(other, Money) and value.currency == DOLLAR and _RANGE.search(joiner):
        return replace(fact, value=Money(value.amount, other.currency))  # 人民幣13億元至14億元
    if isinstance(other, Clock) and isinstance(value, Clock) and not value.certain and other.certain:
        return _same_half(fact, other, value, ranged=bool(_RANGE.search(joiner)))
    if fact.kind is Kind.NUMBER and isinstance(value, Count):
        if joiner == "-" and (full := _in_full(previous.text, fact.text)):
            return replace(fact, also=(*fact.also, full))
        return _share_unit(fact, previous, joiner, scale=1)
    return fact


def _in_full(first: str, last: str) -> Count | None:
    """The 103 of 101-3."""
    if not (first.isdigit() and last.isdigit()) or len(first) <= len(last) or first[-len(last) :] >= last:
        return None
    return Count(Fraction(first[: -len(last)] + last))


def _is_han(fact: Fact) -> bool:
    return bool(_HAN_DAY.fullmatch(fact.text))


def _counts_something(text: str, fact: Fact) -> bool:
    """Whether a noun or unit follows: on November 18, 15 cases."""
    english, chinese = english_unit(text, fact.start, fact.end)[0], chinese_unit(text, fact.start, fact.end)[0]
    return english is not None or (chinese is not None and chinese.name != "days")


def _same_half(fact: Fact, before: Clock, clock: Clock, *, ranged: bool) -> Fact:
    """*fact* in the half of the day that *before* is in; 上午九時至五時 leaves it open."""
    later = Clock(clock.hour % 12 + before.hour // 12 * 12, clock.minute)
    after = (later.hour, later.minute) > (before.hour, before.minute)
    return replace(fact, value=replace(later, certain=after or not ranged))


def _share_unit(fact: Fact, neighbour: Fact, joiner: str, scale: int) -> Fact:
    if fact.unit or (_scale(fact.text) == 1 and _WITH_UNIT.search(fact.text)):
        return fact
    amount = fact.value.amount if isinstance(fact.value, Count) else Fraction(0)
    falls = neighbour.start < fact.start and isinstance(neighbour.value, Money) and amount < neighbour.value.amount
    behind = neighbour.start < fact.start and not _BEFORE_SHARE.match(neighbour.text)  # 6.9% and 3.4
    ranged = _RANGE.search(joiner)
    passes_on = (
        not falls
        and not (ranged and isinstance(neighbour.value, Count))
        and not (behind and isinstance(neighbour.value, (Share, Points)))
    )
    in_unit = _in_unit_of(neighbour, amount) if passes_on else None  # $1.5 billion to 3,400 firms
    if in_unit is None and scale == 1:
        return fact
    plain = (in_unit or fact.value,)
    scaled: tuple[Value, ...] = ()
    if scale > 1 and _scale(fact.text) == 1:
        scaled = (_in_unit_of(neighbour, amount * scale) or Count(amount * scale),)
    sure = ranged and _shared_scale(neighbour) == 1  # 1.5-2.5 m may be metres
    values = (*scaled, *plain) if sure else (*plain, *scaled)
    if not ranged:  # "in 2024 and 25%": a list need not share
        return replace(fact, also=(*fact.also, *values))
    kind = neighbour.kind if in_unit else fact.kind
    also = (*values[1:], *fact.also) if isinstance(in_unit, Money) else (*values[1:], fact.value, *fact.also)
    return replace(fact, kind=kind, value=values[0], also=also, hard=fact.hard or bool(in_unit))


def _scaled_sum(fact: Fact, money: Money, following: Fact, joiner: str) -> Fact:
    scale = _scale(following.text)
    if scale == 1 or _scale(fact.text) > 1 or not _RANGE.search(joiner):
        return fact
    return replace(fact, value=Money(money.amount * scale, money.currency), also=(money, *fact.also))


def _in_unit_of(neighbour: Fact, amount: Fraction) -> Value | None:
    unit = neighbour.value
    if isinstance(unit, Count):  # of a list: 441億, 289億及263億港元
        unit = next((each for each in neighbour.also if isinstance(each, Money) and each.amount == unit.amount), unit)
    if isinstance(unit, Money):
        coins = _COINS.search(neighbour.text)
        return Money(amount / (10 if coins and coins[0] in "毫角" else 100 if coins else 1), unit.currency)
    if isinstance(unit, Share) and neighbour.kind in (Kind.PERCENT, Kind.DISCOUNT):
        if amount > (10 if "成" in neighbour.text else 100):
            return None  # up 10% to 7,400
        if "折" in neighbour.text:
            return Share(1 - amount / 10)
        return Share(amount / (10 if "成" in neighbour.text else 100))
    if isinstance(unit, Points):
        return Points(amount / (10000 if neighbour.kind is Kind.BASIS_POINTS else 100))
    return None


def _scale(text: str) -> int:
    scale = 1
    for word, short, signs in _SCALE_AFTER.findall(text.lower()):
        scale = BIG.get(word, 1) * SHORT.get(short, 1)
        for sign in signs:
            scale *= SCALES[sign]
    return scale
