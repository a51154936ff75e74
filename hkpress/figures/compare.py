"""Compares the figures of two texts that should say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from hkpress.figures.certainty import contradictions
from hkpress.figures.contrasts import contrasts
from hkpress.figures.counted import miscounted
from hkpress.figures.currencies import DOLLAR, names_currency
from hkpress.figures.derived import derived
from hkpress.figures.doubts import Sides, small_numbers
from hkpress.figures.equality import FactIndex
from hkpress.figures.finding import find
from hkpress.figures.folding import fold
from hkpress.figures.frequency import as_often, times
from hkpress.figures.labels import misnamed
from hkpress.figures.leeway import glosses, is_converted, is_rounded
from hkpress.figures.periods import mistimed
from hkpress.figures.places import misplaced
from hkpress.figures.relations import RANK, Miss, Relation, relate
from hkpress.figures.relative import COMPARED, Grain, Relative, calendar_years, dated, relatives
from hkpress.figures.values import Clock, Count, Day, Fact, Kind, Money, Value, Weekday, Years
from hkpress.figures.wording import contradictions_in_words as contradictions_in_words

_MOST_FACTS = 60
"""At most this many unmatched facts of each side are compared: a text with more has other problems."""
_NEAR = 30
_UNTIL = re.compile(r" ?(?:to|through|until|-|[至到](?:星期|周|週)?) ?")


Partners = list[tuple[Fact, Fact | None]]


@dataclass(frozen=True)
class Comparison:
    """Where two texts agree, and where they differ.

    Values count, not repetitions: a sum may stand twice in one language and once in the other. `only_en` and `only_zh`
    hold hard facts, each value once; facts that probably belong together are in `misses` instead. A person must judge
    `doubts`: eight and 七, rose and 下跌, more than and 不足. `soft_en` and `soft_zh` are the soft facts without a
    partner, which are right. `sure` holds the misses and lone facts that are certainly wrong.
    """

    pairs: tuple[tuple[Fact, Fact], ...]
    misses: tuple[Miss, ...]
    only_en: tuple[Fact, ...]
    only_zh: tuple[Fact, ...]
    soft_en: tuple[Fact, ...] = ()
    soft_zh: tuple[Fact, ...] = ()
    doubts: tuple[Miss, ...] = ()
    sure: frozenset[Miss | Fact] = frozenset()

    @property
    def agrees(self) -> bool:
        return not (self.misses or self.only_en or self.only_zh)


def compare(en: str, zh: str, *, dollar: str = "HKD", issued: date | None = None) -> Comparison:
    """Compare the figures of *en* with those of *zh*, its Chinese (Traditional or Simplified).

    A bare $ or 元 is *dollar*, or the dollar that its own text names. *issued*, the day of the text,
    says which year next year is.
    """
    return compare_facts(en, find(en, "en"), zh, find(zh, "zh"), dollar=dollar, issued=issued)


def compare_facts(
    en: str,
    facts_en: Iterable[Fact],
    zh: str,
    facts_zh: Iterable[Fact],
    *,
    dollar: str = "HKD",
    issued: date | None = None,
) -> Comparison:
    """Compare two texts whose facts have been found; otherwise like `compare`."""
    sides = (_side(en, facts_en, "en", issued), _side(zh, facts_zh, "zh", issued))
    return _compare(*sides, dollar)


def _side(text: str, facts: Iterable[Fact], language: str, issued: date | None) -> _Side:
    plain = fold(text)
    words = relatives(plain, language)
    years = calendar_years(plain, language, issued) if issued else []
    return _Side(plain, _firm_days(dated(plain, facts, language, issued), words), words, years)


@dataclass(frozen=True)
class _Side:
    """A folded text, its facts, its relative dates, and the years that 去年 and the like mean, as far as known."""

    text: str
    facts: list[Fact]
    words: list[Relative]
    years: list[int]


def _surplus(words: list[Relative], others: list[Relative]) -> Counter[Grain]:
    """How many words of each grain the other side lacks. Month-on-month never needs a counterpart."""
    grains, theirs = Counter[Grain](), Counter(others)
    for (grain, ahead), number in Counter(words).items():
        grains[grain] += number if ahead == COMPARED else max(0, number - theirs[grain, ahead])
    return grains


def _firm_days(facts: Iterable[Fact], words: list[Relative]) -> list[Fact]:
    """*facts*, in which 24日 is a date only after a date with its month, or where the text says 今日 or 本月."""
    known = any(grain != "year" for grain, _ in words)
    result = []
    for fact in facts:
        if not fact.also and known:
            result.append(fact)
            continue
        known = known or (isinstance(fact.value, Day) and fact.value.month is not None)
        loose = (
            {each for each in fact.also if isinstance(each, Day) and not (each.month or each.year)} if not known else ()
        )
        result.append(replace(fact, also=tuple(set(fact.also) - loose)) if loose else fact)
    return result


def _compare(en: _Side, zh: _Side, dollar: str) -> Comparison:
    in_en, in_zh = FactIndex(en.facts), FactIndex(zh.facts)
    partners = _partners(en.facts, (in_zh.partner(fact, in_en) for fact in en.facts), en.text, zh.text, dollar)
    back = _partners(zh.facts, (in_en.partner(fact, in_zh) for fact in zh.facts), zh.text, en.text, dollar)
    if _crossed(_added_years(partners), _added_years(back)):
        partners, back = _without_added_years(partners), _without_added_years(back)
    lost_en = _ungloss(partners, en.text, zh.text, zh.facts)
    lost_zh = _ungloss(back, zh.text, en.text, en.facts)
    pairs = tuple((fact, partner) for fact, partner in partners if partner)
    pairs_zh = tuple((partner, fact) for fact, partner in back if partner)
    doubts = (
        *(Miss(fact, other, Relation.YEAR) for fact, other in _stray(partners, en, zh)),
        *(Miss(other, fact, Relation.YEAR) for fact, other in _stray(back, zh, en)),
        *_told_once(
            (
                *Sides(en.text, zh.text, pairs, pairs_zh, en.facts, zh.facts).doubts(),
                *miscounted(en.text, zh.text, pairs),
            )
        ),
        *contradictions_in_words(en.text, zh.text),
        *contrasts(en.text, zh.text),
        *mistimed(en.text, zh.text),
    )
    if not lost_en and not lost_zh:
        small = tuple(small_numbers(en.text, ((), ()), [*pairs, *pairs_zh], (en.facts, zh.facts)))
        others = (*small, *misplaced(en.facts, zh.facts, []), *doubts)
        return Comparison(pairs, (), (), (), doubts=(*others, *_misnamed(en, zh, others)))
    lost_en, lost_zh = _without_rounded(lost_en, lost_zh, en.text, zh.text, dollar)
    worked_out = _worked_out(lost_en, lost_zh, en, zh)
    found = {id(fact) for fact in worked_out}
    lost_en, lost_zh = ([fact for fact in side if id(fact) not in found] for side in (lost_en, lost_zh))
    misses = _misses(lost_en, lost_zh)
    misses += _wrong_halves(lost_en, lost_zh, misses, en.facts, zh.facts)
    taken = {id(fact) for miss in misses for fact in (miss.en, miss.zh)}
    rest_en, rest_zh = ([fact for fact in side if id(fact) not in taken] for side in (lost_en, lost_zh))
    soft_en, soft_zh = (tuple(fact for fact in side if not fact.hard) for side in (rest_en, rest_zh))
    only_en, only_zh = _unexplained(rest_en, en, zh), _unexplained(rest_zh, zh, en)
    small = (
        *small_numbers(en.text, (soft_en, soft_zh), [*pairs, *pairs_zh], (en.facts, zh.facts)),
        *times(en.text, soft_en, zh.text, soft_zh),
    )
    told = [*(fact for miss in misses for fact in (miss.en, miss.zh)), *only_en, *only_zh]
    return Comparison(
        pairs=pairs,
        misses=misses,
        only_en=only_en,
        only_zh=only_zh,
        soft_en=soft_en,
        soft_zh=soft_zh,
        doubts=(
            *small,
            *misplaced(en.facts, zh.facts, told),
            *doubts,
            *_misnamed(en, zh, (*misses, *small), worked_out),
        ),
        sure=contradictions(misses, only_en, only_zh, en.facts, zh.facts)
        if misses or only_en or only_zh
        else frozenset(),
    )


def _told_once(doubts: Iterable[Miss]) -> Iterator[Miss]:
    """The *doubts*, without a second one of what two figures count."""
    counted = set[int]()
    for doubt in doubts:
        if doubt.relation is Relation.COUNTED and id(doubt.en) in counted:
            continue
        if doubt.relation is Relation.UNIT:
            counted.add(id(doubt.en))
        yield doubt


def _misnamed(en: _Side, zh: _Side, told: Iterable[Miss], worked_out: Iterable[Fact] = ()) -> Iterator[Miss]:
    """The labels and rates that differ, unless a miss already *told* is about the same words.

    14 flights a week are 每日兩班: no rate differs behind a figure that has been *worked_out*.
    """
    known = [miss.en for miss in told]
    ends = [fact.end for fact in worked_out]
    for miss in misnamed(en.text, en.facts, zh.text):
        if not any(miss.en.start <= fact.start < miss.en.end for fact in known) and not any(
            0 <= miss.en.start - end < _NEAR for end in ends
        ):
            yield miss


def _partners(facts: list[Fact], others: Iterable[Fact | None], own: str, other_text: str, dollar: str) -> Partners:
    """Each fact with its partner; US$5 has none in a 元 of a text that never names that dollar."""
    return [
        (
            fact,
            None
            if other
            and isinstance(fact.value, Money)
            and (_is_foreign(fact, other, other_text, dollar) or _is_foreign(other, fact, own, dollar))
            else other,
        )
        for fact, other in zip(facts, others, strict=True)
    ]


def _is_foreign(named: Fact, bare: Fact, text: str, dollar: str) -> bool:
    """Whether *bare*, a $ or 元 of *text*, cannot stand for the currency of *named*."""
    if not isinstance(named.value, Money) or not isinstance(bare.value, Money) or bare.value.currency != DOLLAR:
        return False
    code = named.value.currency
    return code not in (dollar, DOLLAR) and not names_currency(text, code)


def _added_years(partners: Partners) -> set[int]:
    """The years of dates whose partner has no year."""
    dates = (fact.value for fact, other in partners if _adds_year(fact, other))
    return {day.year for day in dates if isinstance(day, Day) and day.year}


def _adds_year(fact: Fact, other: Fact | None) -> bool:
    if not isinstance(fact.value, Day) or not other or not isinstance(other.value, Day):
        return False
    return fact.value.month is not None and fact.value.year is not None and other.value.year is None


def _crossed(en: set[int], zh: set[int]) -> bool:
    """Whether both sides give a year that the other lacks, and they differ: 31 July 2026 beside 2025年6月2日."""
    return bool(en and zh) and not en & zh


def _stray(partners: Partners, own: _Side, other: _Side) -> Iterator[tuple[Fact, Fact]]:
    """The dates of *own* with a year that *other* does not name, though it has years: September 2025, 2026年…九月."""
    added = [pair for pair in partners if _adds_year(*pair)]
    if not added:
        return
    named = {year for fact in other.facts for year in _years_of(fact.value)} | set(other.years)
    if not named or _surplus(other.words, own.words)["year"] > 0:
        return
    for fact, partner in added:
        if (
            partner
            and isinstance(fact.value, Day)
            and fact.value.year not in named
            and not _is_before_next_year(fact.value, partner, other)
        ):
            yield fact, partner


def _is_before_next_year(day: Day, partner: Fact, other: _Side) -> bool:
    """Whether an earlier month of the year after *day* follows *partner*: from 7 December to 29 January 2027."""
    dates = (fact.value for fact in other.facts if fact.start > partner.start)
    return any(
        isinstance(date, Day)
        and date.year
        and date.month
        and date.year - 1 == day.year
        and date.month < (day.month or 0)
        for date in dates
    )


def _years_of(value: Value) -> tuple[int | None, ...]:
    match value:
        case Day(year=year):
            return (year,) if year else ()
        case Years(first=first, last=last):
            return (first, last)
        case _:
            return ()


def _without_added_years(partners: Partners) -> Partners:
    return [(fact, None if _adds_year(fact, other) else other) for fact, other in partners]


def _lost(partners: Partners) -> list[Fact]:
    """The facts without a partner, and codes whose partner is only a number (3D, 3): another code may be meant."""
    return _distinct(
        fact for fact, other in partners if not other or (fact.kind is Kind.CODE and other.kind is not Kind.CODE)
    )


def _ungloss(partners: Partners, text: str, other_text: str, others: list[Fact]) -> list[Fact]:
    """The facts without a partner, except those that repeat a matched figure in a second unit."""
    lost = _lost(partners)
    if not lost:
        return lost
    partner = {id(fact): other for fact, other in partners}
    alone = {id(fact) for fact in lost}
    in_both = {id(fact) for pair in glosses(other_text, others) for fact in pair}
    extra = set[int]()
    for pair in glosses(text, [fact for fact, _ in partners]):
        for one, second in (pair, pair[::-1]):
            other = partner[id(one)]
            if other and id(other) not in in_both and id(second) in alone:
                extra.add(id(second))
    return [fact for fact in lost if id(fact) not in extra]


def _without_rounded(
    en: list[Fact], zh: list[Fact], text_en: str, text_zh: str, dollar: str
) -> tuple[list[Fact], list[Fact]]:
    """Both lists without the figures that one text rounds or gives in another unit."""
    rounded = [
        (one, other)
        for one in en[:_MOST_FACTS]
        for other in zh[:_MOST_FACTS]
        if is_converted(one, other)
        or (
            (is_rounded(text_en, one, text_zh, other) or is_rounded(text_zh, other, text_en, one))
            and not _is_foreign(one, other, text_zh, dollar)
            and not _is_foreign(other, one, text_en, dollar)
        )
    ]
    dropped = {id(fact) for pair in rounded for fact in pair}
    return [fact for fact in en if id(fact) not in dropped], [fact for fact in zh if id(fact) not in dropped]


def _worked_out(en: list[Fact], zh: list[Fact], of_en: _Side, of_zh: _Side) -> list[Fact]:
    """What one text works out from figures of the other, these figures, and equal frequencies, of the lost facts."""
    return [
        *derived(of_en.text, en[:_MOST_FACTS], of_zh.text, of_zh.facts, zh),
        *derived(of_zh.text, zh[:_MOST_FACTS], of_en.text, of_en.facts, en),
        *as_often(of_en.text, en[:_MOST_FACTS], of_en.facts, of_zh.text, of_zh.facts),
        *as_often(of_zh.text, zh[:_MOST_FACTS], of_zh.facts, of_en.text, of_en.facts),
    ]


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    first: dict[object, Fact] = {}
    for fact in facts:
        kept = first.setdefault(fact.value, fact)
        if fact.hard and not kept.hard:
            first[fact.value] = fact
    return list(first.values())


def _misses(en: list[Fact], zh: list[Fact]) -> tuple[Miss, ...]:
    """Facts without a partner in pairs, the most telling pairs first. Each fact occurs once, and at least one of the
    two is hard.
    """
    tried = (
        relate(one, other)
        for one in en[:_MOST_FACTS]
        for other in zh[:_MOST_FACTS]
        if (one.kind is Kind.CODE) == (other.kind is Kind.CODE)
        and (one.hard or other.hard or one.kind is Kind.CODE)
        and not _is_chance(one, other)
        and not _is_chance(other, one)
    )
    best = sorted((miss for miss in tried if miss), key=_telling)
    chosen: list[Miss] = []
    taken: set[int] = set()
    for miss in best:
        if id(miss.en) in taken or id(miss.zh) in taken:
            continue
        chosen.append(miss)
        taken |= {id(miss.en), id(miss.zh)}
    return tuple(sorted(chosen, key=lambda miss: miss.en.start))


def _wrong_halves(
    lost_en: list[Fact], lost_zh: list[Fact], misses: tuple[Miss, ...], en: list[Fact], zh: list[Fact]
) -> tuple[Miss, ...]:
    """The times without partner that the other text says in the other half of the day: 6am…6pm, 上午6時…上午6時."""
    known = {id(fact) for miss in misses for fact in (miss.en, miss.zh)}
    found = [Miss(one, other, Relation.HALF_OF_DAY) for one, other in _repeated_times(lost_en, en, zh, known)]
    found += [Miss(other, one, Relation.HALF_OF_DAY) for one, other in _repeated_times(lost_zh, zh, en, known)]
    return tuple(found)


def _repeated_times(
    lost: list[Fact], own: list[Fact], others: list[Fact], known: set[int]
) -> Iterator[tuple[Fact, Fact]]:
    for fact in lost:
        if not isinstance(fact.value, Clock) or id(fact) in known:
            continue
        wrong = Clock((fact.value.hour + 12) % 24, fact.value.minute)
        there = [other for other in others if other.value == wrong]
        if len(there) > sum(each.value == wrong for each in own) > 0:
            yield fact, there[-1]


_PASSING = frozenset((Kind.RANK, Kind.WORD, Kind.VAGUE, Kind.HALF_YEAR))


def _is_chance(soft: Fact, hard: Fact) -> bool:
    """Whether *soft* is a small word that cannot stand in place of *hard*: 冠軍 and 10, 一位 and 2018."""
    if soft.hard or not hard.hard or soft.kind is hard.kind is not Kind.NUMBER:
        return False
    of_one_sort = bool(soft.unit and hard.unit and soft.unit.sort == hard.unit.sort)
    if soft.unit and soft.unit.is_measure and isinstance(hard.value, Count) and soft.value != hard.value:
        return not of_one_sort
    is_one = isinstance(soft.value, Count) and soft.value.amount == 1
    if soft.kind is Kind.ORDINAL and hard.kind not in (Kind.ORDINAL, Kind.NUMBER):
        return True
    return soft.kind in _PASSING or (is_one and not of_one_sort)


def _telling(miss: Miss) -> tuple[bool, int, int]:
    soft = not (miss.en.hard and miss.zh.hard)
    return soft, RANK[miss.relation], abs(miss.en.start - miss.zh.start)


def _unexplained(facts: list[Fact], own: _Side, other: _Side) -> tuple[Fact, ...]:
    """The hard ones of *facts*, except dates that the *other* side says in words such as last year."""
    if not facts:
        return ()
    left, unexplained = _surplus(other.words, own.words), []
    last_months = _last_months(other.facts)
    for fact in facts:
        grain = _grain(fact)
        if isinstance(fact.value, Weekday) and _is_between_weekdays(fact.value, other):
            continue
        if _is_end_of_months(fact.value, last_months):
            continue
        if grain and left[grain] > 0 and not _is_another_year(fact.value, other.years, left["year"]):
            left[grain] -= 1
        elif fact.hard or _has_lost_its_number(fact, other.text):
            unexplained.append(fact)
    return tuple(unexplained)


def _is_between_weekdays(day: Weekday, other: _Side) -> bool:
    """Whether the *other* text says from one day of the week to another, and *day* is between them."""
    days = [(fact, fact.value.number) for fact in other.facts if isinstance(fact.value, Weekday)]
    return any(
        one < day.number < last and _UNTIL.fullmatch(other.text, first.end, second.start)
        for (first, one), (second, last) in pairwise(days)
    )


def _is_another_year(value: Value, years: list[int], words: int) -> bool:
    """Whether *value* is a year that none of the other text's words mean.

    *words* counts those words; *years* are the years they mean, as far as known.
    """
    if not isinstance(value, Day) or value.month or not years or len(years) < words:
        return False
    return value.year not in years


def _last_months(facts: list[Fact]) -> set[int]:
    """10 for 首十個月."""
    readings = (reading for fact in facts if fact.kind is Kind.NUMBER for reading in fact.also)
    return {day.month for day in readings if isinstance(day, Day) and day.month and not day.day}


def _is_end_of_months(value: Value, last_months: set[int]) -> bool:
    """Whether *value* is 1 January or 31 October and the other text says 首十個月."""
    if not isinstance(value, Day) or value.month not in last_months:
        return False
    return value.day is None or (value.day == 1 if value.month == 1 else value.day >= 28)


def _has_lost_its_number(fact: Fact, text: str) -> bool:
    """Whether *text* has just the letters of a code: Building W for Building 10W."""
    letters = fact.text.strip("0123456789.+")
    if re.search(rf"\b{re.escape(letters)}[ -]?{re.escape(fact.text.removeprefix(letters))}(?!\d)", text):
        return False  # UO 612 for UO612
    alone = rf"(?<![A-Za-z0-9〇一二三四五六七八九十]){re.escape(letters)}(?![A-Za-z0-9])"
    return fact.kind is Kind.CODE and letters.isalpha() and bool(re.search(alone, text))


def _grain(fact: Fact) -> Grain | None:
    match fact.value:
        case Day(day=day, month=month):
            return "day" if day else "month" if month else "year"
        case Years():
            return "year"
        case _:
            return "day" if fact.kind is Kind.WEEKDAY else None
