"""A day of the week that the calendar does not have on that date.

Thursday, 25 April 2025 was a Friday. One of the two is wrong, and readers stand before a closed door.
Where the text gives no year, any year in which the day is near the day of issue will do.

Wrong: Thursday, 25 April 2025; 2025年4月25日（星期四）
Right: Friday, 25 April 2025; 2025年4月25日（星期五）
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.diagnostics import Severity
from hkpress.figures import Day, Fact, Weekday

CODE = "weekday"
SEVERITY = Severity.ERROR

_BETWEEN = re.compile(r"[\s,，(（]{0,3}|,? (?:the )?|\s?[(（](?:逢)?")
_NAMED = re.compile(r"day\b|星期|禮拜|周|週|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")
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
    """An error at every day of the week beside a date that was, or will be, another one."""
    for passage in proof.passages:
        if not _NAMED.search(passage.prose):
            continue
        facts = [fact for fact in passage.facts if isinstance(fact.value, Day | Weekday)]
        for one, other in pairwise(facts):
            if _BETWEEN.fullmatch(passage.prose[one.end : other.start]):
                yield from _compared(passage, one, other, proof.release.manuscript.date)


def _compared(passage: Passage, one: Fact, other: Fact, issued: date) -> Iterable[Finding]:
    day, weekday = (one, other) if isinstance(other.value, Weekday) else (other, one)
    if not isinstance(day.value, Day) or not isinstance(weekday.value, Weekday):
        return
    if _is_of_many(passage.prose, weekday):
        return
    meant = _dates(day.value, issued)
    if meant and weekday.value.number not in [each.weekday() for each in meant]:
        found, right = _NAMES[weekday.value.number], _NAMES[meant[0].weekday()]
        message = say(
            "{date} is a {right}, not a {found}: correct the date or the day of the week",
            date=meant[0],
            right=right,
            found=found,
        )
        yield passage.finding(message, weekday.start, weekday.end)


def _is_of_many(prose: str, weekday: Fact) -> bool:
    """Whether it is one of several days, as in Monday to Friday or Mondays, and so belongs to no date."""
    before = prose[max(0, weekday.start - 6) : weekday.start]
    return weekday.text.endswith("s") or bool(re.search(r"(?:\b(?:to|and|until|through)\s|[-–至到及和、])$", before))


def _dates(day: Day, issued: date) -> list[date]:
    """The dates that may be meant, the likeliest first: without a year, those not too far from the day of issue."""
    years = [day.year] if day.year else [issued.year, issued.year + 1, issued.year - 1]
    found = [each for year in years if (each := _in_year(day, year))]
    return found if day.year else [each for each in found if -180 <= (each - issued).days <= 300]


def _in_year(day: Day, year: int) -> date | None:
    try:
        return date(year, day.month or 0, day.day or 0)
    except ValueError:
        return None  # no such day: 30 February, or only a month
