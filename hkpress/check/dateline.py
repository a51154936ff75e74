"""A day in the text that contradicts the day of issue.

"today (22 January)" in a release dated 24 April, or a dateline typed into the first paragraph with
another day than `date:`. It happens when a release is postponed, or started from an old one.

Wrong: date: 2025-04-24, and in the text: today (April 23)
Right: date: 2025-04-24, and in the text: today (April 24)

hkpress prints `date`. If the text is right, change `date`. If the brackets hold more than a day, it
is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.characters import HAN
from hkpress.core.diagnostics import Severity
from hkpress.figures import Day, find
from hkpress.figures.scanning import signs_before

CODE = "dateline"
SEVERITY = Severity.ERROR

_WEEKDAY, _MONTH = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*",
)
_SAID = re.compile(
    r"(?P<word>\b(?:today|yesterday|tomorrow)\b|[今昨明](?:日|天|早|晚|午))"
    r"(?:[\s,]{0,2}[(（](?P<day>[^()（）]{3,40})[)）]"
    rf"|[,，]? ?(?:on )?(?P<beside>(?:{_WEEKDAY}[,，]? ?)(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?"
    r"|(?:星期.)?(?:\d{4}年)?\d{1,2}月\d{1,2}日))",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?:ago|this day)[, ]*$|年前的?$", re.IGNORECASE)
"""Ten years ago today (30 November 2016) is no slip."""
_LUNAR = re.compile("曆|lunar|正月|臘月|初[一二三四五六七八九十]", re.IGNORECASE)
_ONLY_A_DAY = re.compile(
    rf"(?:{_WEEKDAY}|{_MONTH}|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|on|at|of|the|noon|hkt|from|local time)\b"
    r"|[ap]\.?m\b\.?|(?<=\d)(?:st|nd|rd|th)\b|[\d\s.,，:：/／-]|[年月日號時分正]|星期.|周.|[上下中]午|凌晨|早上|晚上"
    r"|[〇○零一二三四五六七八九十廿])+",
    re.IGNORECASE,
)
_GOES_ON = re.compile(rf",? (?:and|or|to|until|&) (?:the )?(?:{_WEEKDAY}|\d|{_MONTH})|, {_WEEKDAY}", re.IGNORECASE)
"""Today, Friday, 4 December and Sunday, 6 December are three days."""
_AWAY = {"today": 0, "今": 0, "yesterday": -1, "昨": -1, "tomorrow": 1, "明": 1}
_PLACE = rf"(?:[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){{0,2}}|[{HAN}]{{2,6}})(?:, |，|,|、| [-–—] )"
DATELINE = re.compile(
    rf"^\s*(?:[(（【](?:{_PLACE})?(?P<bracketed>[^)）】]{{4,40}})[)）】]|{_PLACE}(?P<bare>[^–—－-]{{4,40}}?) ?[–—－-])"
)


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every such day."""
    issued = proof.release.manuscript.date
    for passage in proof.passages:
        yield from memo.findings(passage, _in_passage, issued, passage.loc[:2] == ("body", 0))


def _in_passage(passage: Passage, issued: date, first: bool) -> Iterable[Finding]:
    for match in _SAID.finditer(passage.prose):
        word, before = match["word"].lower(), signs_before(passage.prose, match.start(), 12)
        if _AGO.search(before) or _LUNAR.search(match["day"] or ""):
            continue
        wanted = issued + timedelta(days=_AWAY.get(word, _AWAY.get(word[0], 0)))
        group = "day" if match["day"] else "beside"
        sure = _ONLY_A_DAY.fullmatch(match["day"]) if match["day"] else not _GOES_ON.match(passage.prose, match.end())
        yield from _day_compared(passage, match.start(group), match[group], wanted, issued, sure=bool(sure))
    typed = DATELINE.match(passage.prose) if first else None
    if typed:
        group = "bracketed" if typed["bracketed"] else "bare"
        yield from _day_compared(passage, typed.start(group), typed[group], issued, issued, whole=True)


def _day_compared(
    passage: Passage, start: int, said: str, wanted: date, issued: date, *, whole: bool = False, sure: bool = True
) -> Iterator[Finding]:
    days = [value for fact in find(said, passage.edition) for value in fact.readings if isinstance(value, Day)]
    for day in [day for day in days if day.month or day.day][:1]:
        parts = ((day.year, wanted.year), (day.month, wanted.month), (day.day, wanted.day))
        if (whole and not (day.month and day.day)) or all(written in (None, meant) for written, meant in parts):
            continue
        message = say("the text says {found}, but `date` is {date}: change one of them", found=said, date=issued)
        yield passage.finding(message, start, start + len(said), severity=None if sure else Severity.WARNING)
