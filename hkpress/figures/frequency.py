"""How often: 12 times a year and 每月一次, 14 flights a week and 每日兩班, 24 hours a day and 全天候.

Such a number has no partner if the other text names another period. So this module compares how often something happens
in each text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hkpress.figures.currencies import DOLLAR
from hkpress.figures.numerals import UNITS, chinese_value
from hkpress.figures.relations import Miss, Relation
from hkpress.figures.units import Unit
from hkpress.figures.values import Count, Fact, Kind, Money

_ANNUM = Fraction(365)
_DAYS = {
    "minute": Fraction(1, 1440), "hour": Fraction(1, 24), "half hour": Fraction(1, 48), "day": Fraction(1),
    "night": Fraction(1), "week": Fraction(7), "fortnight": Fraction(14), "month": _ANNUM / 12, "quarter": _ANNUM / 4,
    "half year": _ANNUM / 2, "year": _ANNUM,
}  # fmt: skip
_ADVERBS = {
    "hourly": Fraction(1, 24), "daily": Fraction(1), "nightly": Fraction(1), "weekly": Fraction(7),
    "fortnightly": Fraction(14), "biweekly": Fraction(14), "bi-weekly": Fraction(14), "monthly": _ANNUM / 12,
    "bimonthly": _ANNUM / 6, "bi-monthly": _ANNUM / 6, "quarterly": _ANNUM / 4,
    "half-yearly": _ANNUM / 2, "semi-annual": _ANNUM / 2, "semi-annually": _ANNUM / 2, "yearly": _ANNUM,
    "annual": _ANNUM, "annually": _ANNUM, "biennial": 2 * _ANNUM, "biennially": 2 * _ANNUM, "triennial": 3 * _ANNUM,
}  # fmt: skip
_PERIOD_ZH = {
    "分鐘": "minute", "小時": "hour", "半小時": "half hour", "日": "day", "天": "day", "晚": "day", "周": "week",
    "週": "week", "星期": "week", "月": "month", "季": "quarter", "季度": "quarter", "半年": "half year", "年": "year",
}  # fmt: skip
_ODD = {"旬": Fraction(10), "半個月": _ANNUM / 24, "半月": _ANNUM / 24}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FEW = rf"\d{{1,3}}|{_any(word for word, number in UNITS.items() if 1 < number < 13)}"
_MANY = r"[一二兩三四五六七八九十]{1,3}|\d{1,3}"
_PERIOD = re.compile(
    rf"(?:(?<= )(?:an?|per|each|(?:once )?every)[ -]|/)(?:(?P<many>other|second|{_FEW}) )?(?P<unit>{_any(_DAYS)})s?\b"
    rf"|\b(?P<word>{_any(_ADVERBS)})\b"
)
_PERIOD_HAN = re.compile(
    rf"(?:[每按逐](?P<many>{_MANY})?|(?P<two>[隔雙])|(?P<of>{_MANY})(?=.{{1,2}}[一二兩三四五六七八九\d][度次屆餐]))"
    rf" ?個?(?P<unit>{_any([*_PERIOD_ZH, *_ODD])})|(?P<issue>半年|[日周週月季年])刊"
)
_TO_PERIOD = re.compile(r"(?: (?!a |an |per |each |every |and )[a-z-]+){0,3} ?", re.IGNORECASE)
_FROM_PERIOD = re.compile(r"[^，。；：、（]{0,12}")
_HAN_STARTS = frozenset("每按逐隔雙一二兩三四五六七八九十半日周週月季年")
_LEEWAY = Fraction(1, 50)
"""A year is 52 weeks, and 30 days are a month."""
_ALWAYS = {
    ("hours", 24): "[全整終]日|全天|日夜|通宵|晝夜|徹夜|around[ -]the[ -]clock|24/7|at all times",
    ("days", 7): "每[日天]|天天|全[年天]|[無不]休|daily|every ?day|all year|year-round|24/7",
    ("days", 365): "每[日天]|[全終]年|無休|all year|year-round|throughout the year|every ?day|daily",
}
_WEEK = re.compile(r" (?:a|per|each) week|(?<=[周週期])")
_WITHIN = re.compile("within|[後前內起]", re.IGNORECASE)


def as_often(
    text: str, lost: Iterable[Fact], own: Sequence[Fact], other_text: str, others: Sequence[Fact]
) -> Iterator[Fact]:
    """The *lost* facts of the folded *text* that say how often, where the *other_text* says the same in other words.

    *lost* have no partner; *own* and *others* are all facts of both texts.
    """
    tried = {id(fact) for fact in lost if isinstance(fact.value, (Count, Money))}
    if not tried:
        return
    yield from (fact for fact in own if id(fact) in tried and _is_always(text, fact, other_text))
    mine = [rate for rate in _rates(text, own) if id(rate.fact) in tried]
    theirs = [*_rates(other_text, others)] if mine else []
    for rate in mine:
        if rate.fact and not any(map(rate.is_rival, theirs)) and any(map(rate.is_as_often, theirs)):
            yield rate.fact


def _is_always(text: str, fact: Fact, other_text: str) -> bool:
    """Whether *fact* is of 24 hours a day, 7 days a week or 365 days a year, and the other text says so in words."""
    if not fact.unit or not isinstance(fact.value, Count):
        return False
    words = _ALWAYS.get((fact.unit.name, int(fact.value.amount)))
    if not words or _WITHIN.search(text, max(0, fact.start - 7), fact.end + 2):
        return False
    is_week = fact.value.amount != 7 or _WEEK.match(text, fact.end) or text[fact.start - 1 : fact.start] in "周週期"
    return bool(is_week) and bool(re.search(words, other_text, re.IGNORECASE))


@dataclass(frozen=True)
class _Rate:
    """How often, or how much, in how many days; and the number in the text, if there is one."""

    many: Fraction
    days: Fraction
    unit: str
    fact: Fact | None = None

    @property
    def counts(self) -> object:
        """The currency or the measure."""
        match self.fact:
            case Fact(value=Money(currency=currency)):
                return "HKD" if currency == DOLLAR else currency
            case Fact(unit=Unit(is_measure=True, sort=sort)) if self.many != 1:
                return sort
        return None

    def is_rival(self, other: _Rate) -> bool:
        """Whether the other text has another number for the same period: $9,501 a month, and 每月9,500元."""
        return bool(other.fact) and other.many != 1 and self.days == other.days and self.counts == other.counts

    def is_as_often(self, other: _Rate) -> bool:
        """Whether both mean the same, in different periods, or one without a number."""
        if self.counts != other.counts:
            return False
        mine, yours = self.many / self.days, other.many / other.days
        return abs(mine - yours) <= (mine * _LEEWAY if self.unit != other.unit else 0)


def _rates(text: str, facts: Sequence[Fact]) -> Iterator[_Rate]:
    numbers = [fact for fact in facts if isinstance(fact.value, (Count, Money)) and fact.kind is not Kind.ORDINAL]
    for start, end, days, unit in _periods(text):
        behind = text[start] in _HAN_STARTS
        numbered = False
        for fact in numbers:
            if fact.start < end and start < fact.end:
                yield _Rate(Fraction(1), days, unit, fact)
            elif (
                _FROM_PERIOD.fullmatch(text, end, fact.start)
                if behind and fact.start >= end
                else not behind and fact.end <= start and _TO_PERIOD.fullmatch(text, fact.end, start)
            ):
                numbered = True
                yield _Rate(
                    fact.value.amount if isinstance(fact.value, (Count, Money)) else Fraction(1), days, unit, fact
                )
        if not numbered:
            yield _Rate(Fraction(1), days, unit)


def _periods(text: str) -> Iterator[tuple[int, int, Fraction, str]]:
    """The periods that the folded *text* counts by, in days and as words, and where they stand."""
    for match in _PERIOD.finditer(text.lower()):
        if match["word"]:
            yield *match.span(), _ADVERBS[match["word"]], ""
        else:
            many = match["many"] or "1"
            number = 2 if many in ("other", "second") else UNITS.get(many) or int(many)
            yield *match.span(), _DAYS[match["unit"]] * max(number, 1), match["unit"]
    for match in _PERIOD_HAN.finditer(text):
        number_han = chinese_value(match["many"] or match["of"] or "一") or Fraction(1)
        unit = match["issue"] or match["unit"]
        days = _ODD.get(unit) or _DAYS[_PERIOD_ZH[unit]]
        yield *match.span(), days * (2 if match["two"] else number_han), _PERIOD_ZH.get(unit, unit)


_TIMES_ZH = re.compile(r" ?[次度回](?!假)")
_NO_TIMES = re.compile(
    r" (?:as|more|the|higher|larger|longer|faster|that|its|their|over|greater|better|bigger)\b", re.IGNORECASE
)


def times(en: str, lost_en: Iterable[Fact], zh: str, lost_zh: Iterable[Fact]) -> Iterator[Miss]:
    """The one small number of times that only the English says, and the one that only the Chinese says: twice, 三次."""
    mine = [
        fact
        for fact in lost_en
        if fact.kind is Kind.MULTIPLE
        and fact.text.lower().endswith(("twice", "times"))
        and not _NO_TIMES.match(en, fact.end)
    ]
    yours = [
        fact
        for fact in lost_zh
        if fact.kind is Kind.NUMBER and _TIMES_ZH.match(zh, fact.end) and Count(Fraction(1)) != fact.value
    ]
    if len(mine) == len(yours) == 1 and mine[0].value != yours[0].value:
        yield Miss(mine[0], yours[0], Relation.VALUE)
