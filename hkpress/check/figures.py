"""A figure that differs between English and Chinese.

Numbers with their units, sums of money, percentages, dates, times, telephone numbers and addresses of a paragraph must
have the same value in both languages, in whatever form: HK$60 billion is 600億港元, 25 per cent is 兩成半, 18 months
are 一年半, 1 mile is 1.6公里. A bare $ is the issuer's dollar (`currency:` in its file). Otherwise readers of one
language get a wrong fact, and nobody notices until it is in the papers.

Wrong: The Government set aside HK$6 billion. 政府預留6億元。
Right: The Government set aside HK$6 billion. 政府預留60億元。

These are warnings, for a person to judge: a small number that differs (eight years, 七年), two values that have changed
places, words that say the opposite (rose, 下跌; more than, 不足; a profit, 虧損; will not, 將會), a man for a woman,
another country or district, what is counted (12 schools, 12名學生), and a figure that stands in one language only,
since the other may say it in words, or leave it out. If the other language has another figure in its place, it is an
error. Two pages of one site are a hint. Rounding in one language (約158億 for 15.77 billion) is right, and so is a
conversion in brackets (2.5 hectares (6.2 acres)).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from hkpress.check import honorific, memo, other_place, weekday
from hkpress.check.finding import Finding, Place
from hkpress.check.messages import Message, say
from hkpress.check.proof import Pair, Passage, Proof, block_of
from hkpress.core.diagnostics import Severity
from hkpress.figures import Day, Fact, Kind, Miss, Relation, Share, Weekday, Word, compare_facts

CODE = "figures"
SEVERITY = Severity.ERROR

_RELATIONS = {
    Relation.CURRENCY: say("the currency differs"),
    Relation.PERCENT_OR_POINTS: say("one has per cent, the other percentage points"),
    Relation.UNIT: say("the units differ"),
    Relation.DIGIT: say("one digit differs"),
    Relation.SWAPPED: say("two digits have changed places"),
    Relation.HALF_OF_DAY: say("one is in the morning, the other in the afternoon"),
    Relation.DAY: say("the day differs"),
    Relation.MONTH: say("the month differs"),
    Relation.YEAR: say("the year differs"),
    Relation.WEEKDAY: say("the day of the week differs"),
    Relation.VALUE: say("the values differ"),
    Relation.ORDER: say("the two values are the other way round"),
    Relation.DIRECTION: say("one goes up, the other down"),
    Relation.RESULT: say("one is a profit, the other a loss"),
    Relation.HEDGE: say("the words before it differ (more than, about, at most)"),
    Relation.SIGN: say("one is below zero"),
    Relation.GENDER: say("one is a man, the other a woman"),
    Relation.PLACE: say("the places differ"),
    Relation.CONTRAST: say("they cannot both be right"),
    Relation.COUNTED: say("they count different things"),
    Relation.NEGATION: say("one says that it is not so"),
}
_FACTORS = {  # the Chinese value by the English one, and the other way round
    10: (say("ten times as much"), say("a tenth")),
    100: (say("a hundred times as much"), say("a hundredth")),
    1000: (say("a thousand times as much"), say("a thousandth")),
    10**4: (say("ten thousand times as much (億 for 萬?)"), say("a ten-thousandth (萬 for 億?)")),
}
_LEFT_OUT = {10**4: say("a ten-thousandth (is 萬 missing?)"), 10**8: say("a hundred-millionth (is 億 missing?)")}


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every figure that contradicts the other language, a warning where the other has no figure."""
    issuer, issued = proof.release.issuer, proof.release.manuscript.date
    for _, pairs in groupby(proof.pairs, block_of):
        yield from memo.block(tuple(pairs), _in_block, issuer.currency if issuer else "HKD", issued)


@dataclass(frozen=True)
class _Joined:
    """The texts of a block in one language, joined into one."""

    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return "\n".join(passage.text for passage in self.passages)

    @property
    def facts(self) -> Iterator[Fact]:
        """The facts of all texts, with their positions in the joined text."""
        start = 0
        for passage in self.passages:
            if start:
                yield from (replace(each, start=each.start + start, end=each.end + start) for each in passage.facts)
            else:
                yield from passage.facts
            start += len(passage.text) + 1

    def place(self, fact: Fact) -> Place:
        """The place of a fact, given its position in the joined text."""
        start, length = fact.start, fact.end - fact.start
        for passage in self.passages[:-1]:
            if start <= len(passage.text):
                return passage.place(start, start + length)
            start -= len(passage.text) + 1
        return self.passages[-1].place(start, start + length)


@dataclass(frozen=True)
class _Elsewhere:
    """The findings of rules that know more about the same words: which day of the week is wrong, and whose title."""

    pairs: tuple[Pair, ...]
    issued: date

    def has(self, *places: Place) -> bool:
        titles = (found.place for found in honorific.in_block(self.pairs))
        return any(place in places for place in (*self.days, *titles))

    @cached_property
    def days(self) -> list[Place]:
        """The wrong days of the week."""
        texts = [text for pair in self.pairs for text in (pair.en, pair.tc)]
        return [found.place for text in texts for found in weekday.in_passage(text, self.issued)]


def _in_block(pairs: tuple[Pair, ...], dollar: str, issued: date) -> Iterator[Finding]:
    en, tc = _Joined(tuple(pair.en for pair in pairs)), _Joined(tuple(pair.tc for pair in pairs))
    facts_en, facts_zh = tuple(en.facts), tuple(tc.facts)
    comparison = compare_facts(en.text, facts_en, tc.text, facts_zh, dollar=dollar, issued=issued)
    hosts = _hosts(facts_en) & _hosts(facts_zh)
    told = _Elsewhere(pairs, issued)
    for miss in comparison.misses:
        if miss.relation is Relation.WEEKDAY and told.has(en.place(miss.en), tc.place(miss.zh)):
            continue
        level = _severity(miss.en, sure=miss in comparison.sure, hosts=hosts & {_host(miss.zh)})
        if level is Severity.HINT and _differ_in_number(miss):
            level = Severity.WARNING
        yield Finding(_differs(miss), tc.place(miss.zh), related=(en.place(miss.en),), severity=level)
    for miss in comparison.doubts:
        if miss.relation is Relation.PLACE and any(other_place.in_block(pairs)):
            continue
        if miss.relation is Relation.GENDER and told.has(en.place(miss.en), tc.place(miss.zh)):
            continue
        yield Finding(_differs(miss), tc.place(miss.zh), related=(en.place(miss.en),), severity=Severity.WARNING)
    for fact in comparison.only_en:
        if isinstance(fact.value, Weekday) and told.days:
            continue
        message = say(
            "English says {en}, and the Chinese does not: add it, or take it out of the English", en=_fact_shown(fact)
        )
        level = _severity(fact, sure=fact in comparison.sure, hosts=hosts)
        yield Finding(message, en.place(fact), related=(tc.passages[0].place(),), severity=level)
    for fact in comparison.only_zh:
        if isinstance(fact.value, Weekday) and told.days:
            continue
        message = say(
            "Chinese says {zh}, and the English does not: add it, or take it out of the Chinese", zh=_fact_shown(fact)
        )
        level = _severity(fact, sure=fact in comparison.sure, hosts=hosts)
        yield Finding(message, tc.place(fact), related=(en.passages[0].place(),), severity=level)


def _severity(fact: Fact, *, sure: bool, hosts: set[str]) -> Severity:
    """An error if it is *sure*, else a warning, for a person to judge; a hint at another page of one of the *hosts*."""
    if fact.kind is Kind.URL and _host(fact) in hosts:
        return Severity.HINT
    return Severity.ERROR if sure else Severity.WARNING


def _differ_in_number(miss: Miss) -> bool:
    """Whether two addresses differ only in digits: /pier2025, /pier2026."""
    en, zh = (re.sub(r"\d", "0", str(fact.value)) for fact in (miss.en, miss.zh))
    return en == zh


def _hosts(facts: Iterable[Fact]) -> set[str]:
    return {_host(fact) for fact in facts if fact.kind is Kind.URL}


def _host(fact: Fact) -> str:
    """The site of a web address, whichever language it begins with: tc.park.hk and en.park.hk."""
    return re.sub(r"^(?:en|eng|tc|sc|zh|chi)\.", "", re.split("[/?#]", str(fact.value), maxsplit=1)[0])


def _differs(miss: Miss) -> Message:
    en, zh = _fact_shown(miss.en), _fact_shown(miss.zh)
    how: Message = _factor(miss) if miss.factor else _turned_discount(miss) or _RELATIONS[miss.relation]
    if miss.relation is Relation.DIGIT and miss.en.kind in (Kind.URL, Kind.EMAIL):
        how = say("one letter or digit differs")
    return say("English says {en}, Chinese says {zh}: {how}; correct the wrong one", en=en, zh=zh, how=how)


def _turned_discount(miss: Miss) -> Message | None:
    """What to say of 20% off beside 兩折, which is 80% off."""
    off, other = miss.en.value, miss.zh.value
    if not (miss.en.kind is miss.zh.kind is Kind.DISCOUNT and isinstance(off, Share) and isinstance(other, Share)):
        return None
    digits = f"{float(1 - off.amount):.2f}"[2:].rstrip("0")
    if not digits or off.amount + other.amount != 1:
        return None
    price = "".join("〇一二三四五六七八九"[int(digit)] for digit in digits)
    return say(
        "{off} off is {price}折, and {zh} is {other} off", off=str(off), price=price, zh=miss.zh.text, other=str(other)
    )


def _factor(miss: Miss) -> Message:
    assert miss.factor
    size = int(max(miss.factor, 1 / miss.factor))
    if miss.factor < 1 and size in _LEFT_OUT and not re.search("[萬万億亿]", miss.zh.text):
        return _LEFT_OUT[size]
    if size not in _FACTORS:
        return say("the number of noughts differs")
    return _FACTORS[size][miss.factor < 1]


def _fact_shown(fact: Fact) -> Message:
    """The words of a fact, and its value where the value says more."""
    value = str(fact.value)
    if isinstance(fact.value, Day) and not fact.value.year:
        value = fact.text  # the value of 27 November says no more
    if fact.unit and fact.unit.is_measure and not fact.text[0].isdigit():
        value = f"{value} {fact.unit}"  # half a year (6 months)
    if isinstance(fact.value, Word) or value.replace(",", "") == fact.text.replace(",", ""):
        return say("{words}", words=fact.text)
    return say("{words} ({value})", words=fact.text, value=value)
