"""A day of the week that the calendar does not have on that date.

Thursday, 25 April 2025 was a Friday. One of the two is wrong, and readers come to a closed door. If the text gives no
year, any year near the day of issue will do. A day that no calendar has, such as 31 April, is a warning, and so is a
dividend more than a year ahead. A day in the past that the text calls future is a hint.

Wrong: Thursday, 25 April 2025; 2025年4月25日（星期四）
Right: Friday, 25 April 2025; 2025年4月25日（星期五）
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import chain, pairwise

from hkpress.check import memo
from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.figures import Day, Fact, Weekday
from hkpress.figures.scanning import search_before
from hkpress.release.source import Loc

CODE = "weekday"
SEVERITY = Severity.ERROR

_DAY_AND_WEEKDAY = re.compile(r"[\s,，(（]{0,3}|,? (?:the )?|\s?[(（](?:逢)?")
_JOINED = re.compile(r"\s?(?:[-–至到及和、&]|,|,? ?(?:to|and|or|until|through))\s?(?:星期|禮拜|周|週)?")
_RANGE = re.compile("[-–至到]|to|until|through")
_NAMES_WEEKDAY = re.compile(r"day\b|星期|禮拜|周|週|[日號][(（]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")
_NAMES = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every day of the week that is wrong for the date beside it."""
    others = {
        (id(each.source), each.loc): other
        for pair in proof.pairs
        for each, other in ((pair.en, pair.tc), (pair.tc, pair.en))
    }
    for finding in memo.each(proof, in_passage, proof.release.manuscript.date, plain=True):
        other = others.get((id(finding.place.source), finding.place.loc))
        if not (other and _has_other_year(finding.place, others, other)):
            yield finding


def _has_other_year(place: Place, others: dict[tuple[int, Loc], Passage], other: Passage) -> bool:
    """Whether the other language has the day in another year, in which it is right.

    `figures` says that the years differ.
    """
    mine = others[id(other.source), other.loc]
    stated = [fact.value for fact in mine.facts if fact.start == place.start and isinstance(fact.value, Weekday)]
    days, theirs = ([fact.value for fact in each.facts if isinstance(fact.value, Day)] for each in (mine, other))
    years = {
        there
        for day in days
        for there in theirs
        if (day.month, day.day) == (there.month, there.day) and day.year != there.year and day.year and there.year
    }
    if not stated:
        return any(fact.start == place.start and isinstance(fact.value, Day) for fact in mine.facts) and bool(years)
    dates = [_in_year(day, day.year or 0) for day in years]
    return any(when and when.weekday() == each.number for when in dates for each in stated)


def in_passage(passage: Passage, issued: date) -> Iterable[Finding]:
    """Yield what is wrong with the days of one text, in a release of this day."""
    yield from _impossible(passage, issued)
    if not _NAMES_WEEKDAY.search(passage.prose):
        return
    facts = [fact for fact in passage.facts if isinstance(fact.value, Day | Weekday)]
    for ones, others in pairwise(_lists(passage.prose, facts)):
        if type(ones[0].value) is not type(others[0].value) and _DAY_AND_WEEKDAY.fullmatch(
            passage.prose[ones[-1].end : others[0].start]
        ):
            found = [
                list(_weekday_compared(passage, *couple, issued)) for couple in _couples(passage.prose, ones, others)
            ]
            if len(ones) == len(others):
                yield from chain.from_iterable(found)
            elif found and all(found):  # several days, and none is that day of the week
                yield from found[0]


def _impossible(passage: Passage, issued: date) -> Iterable[Finding]:
    """The days that no calendar has, and past days that the text calls future."""
    for fact in passage.facts:
        if not isinstance(fact.value, Day) or not fact.value.month or not fact.value.day:
            continue
        when = _in_year(fact.value, fact.value.year or _LEAP_YEAR)
        if not when and not _may_be_lunar(passage.prose, fact):
            message = say("there is no such day as {words}: correct it", words=fact.text)
            yield passage.finding(message, fact.start, fact.end, severity=Severity.WARNING)
        elif when and fact.value.year and when < issued and _is_to_come(passage.prose, fact.start):
            message = say(
                "{words} was before the day of issue, {issued}: is the year right?", words=fact.text, issued=issued
            )
            yield passage.finding(message, fact.start, fact.end, severity=Severity.HINT)
        elif when and fact.value.year and (when - issued).days > FAR and _is_of_dividend(passage.prose, fact):
            message = say(
                "{words} is more than a year after the day of issue, {issued}: is the year right?",
                words=fact.text,
                issued=issued,
            )
            yield passage.finding(message, fact.start, fact.end, severity=Severity.WARNING)


def _may_be_lunar(prose: str, fact: Fact) -> bool:
    """Whether the words around a date say that it is of the lunar calendar, which has no 31st."""
    assert isinstance(fact.value, Day)
    near = prose[max(0, fact.start - 40) : fact.end + 40]
    return (fact.value.day or 0) < 31 and bool(_LUNAR.search(near))


def _is_to_come(prose: str, start: int) -> bool:
    """Whether the words before *start* say that something will happen then."""
    return bool(search_before(_TO_COME, prose, start, 60))


def _is_of_dividend(prose: str, fact: Fact) -> bool:
    """Whether a day is one of a dividend or of closed books, which are always near."""
    return bool(_DIVIDEND.search(prose[max(0, fact.start - 60) : fact.end + 30]))


FAR = 400
"""Days. Nobody pays a dividend or closes a register so long after announcing it."""
_LEAP_YEAR = 2024
_LUNAR = re.compile(r"曆|lunar", re.IGNORECASE)
_DIVIDEND = re.compile(
    r"\b(?:record date|payable|ex-dividend|register of members)\b|記錄日期|派付|除淨|過戶登記|股東名冊"
)
_TO_COME = re.compile(
    r"\b(?:payable|record date)(?: \w+){0,3} (?:on )?$"
    r"|\bwill (?:be \w+|\w+)(?: [\w'-]+){0,5} (?:on|from) (?:\w+day,? (?:the )?)?$|將[於在會]由?$"
)


def _lists(prose: str, facts: list[Fact]) -> list[list[Fact]]:
    """The days, and the days of the week. Those that a sentence lists stay together: 28 and 29 November."""
    lists: list[list[Fact]] = []
    for fact in facts:
        last = lists[-1][-1] if lists else None
        if last and type(last.value) is type(fact.value) and _JOINED.fullmatch(prose[last.end : fact.start]):
            lists[-1].append(fact)
        else:
            lists.append([fact])
    return lists


def _couples(prose: str, ones: list[Fact], others: list[Fact]) -> list[tuple[Fact, Fact]]:
    """Pair days of the week with days: one by one, or one with any of several, the nearest first."""
    weekdays = next(each for each in (ones, others) if isinstance(each[0].value, Weekday))
    if len(weekdays) == 1:
        return [(one, other) for one in reversed(ones) for other in others]
    if _RANGE.search(prose[weekdays[0].end : weekdays[-1].start]) or len(ones) != len(others):
        return []  # Monday to Friday belongs to no date
    return list(zip(ones, others, strict=True))  # 28 and 29 November (Saturday and Sunday)


def _weekday_compared(passage: Passage, one: Fact, other: Fact, issued: date) -> Iterable[Finding]:
    day, weekday = (one, other) if isinstance(other.value, Weekday) else (other, one)
    if not isinstance(day.value, Day) or not isinstance(weekday.value, Weekday) or weekday.text.endswith("s"):
        return  # every Monday is no date
    meant = _dates(day.value, issued)
    if meant and weekday.value.number not in [each.weekday() for each in meant]:
        stated, right = _NAMES[weekday.value.number], _NAMES[meant[0].weekday()]
        message = say(
            "{date} is a {right}, not a {found}: correct the date or the day of the week",
            date=meant[0],
            right=right,
            found=stated,
        )
        yield passage.finding(message, weekday.start, weekday.end)


def _dates(day: Day, issued: date) -> list[date]:
    """The dates that may be meant, the likeliest first. Without a year, those near the day of issue."""
    years = [day.year] if day.year else [issued.year, issued.year + 1, issued.year - 1]
    dates = [each for year in years if (each := _in_year(day, year))]
    return dates if day.year else [each for each in dates if -180 <= (each - issued).days <= 300]


def _in_year(day: Day, year: int) -> date | None:
    try:
        return date(year, day.month or 0, day.day or 0)
    except ValueError:
        return None  # 30 February, or only a month
