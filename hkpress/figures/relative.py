"""Words that stand for a date: last year, 去年, today, 今日.

They are not facts. One without a counterpart may be a written date in the other language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

from hkpress.figures.english_dates import WEEKDAYS
from hkpress.figures.values import Day, Fact

Grain = Literal["year", "month", "day"]
Relative = tuple[Grain, int]
"""A grain, and how many ahead: last year is ("year", -1)."""

COMPARED = 9
"""Stands in place of a number of periods for a comparison, such as month-on-month."""
_ENGLISH: dict[Relative, str] = {
    ("year", -1): (
        "last year|previous year|preceding year|prior year|past year|previous financial year|a year earlier|a year ago"
        "|a year before|one year earlier|one year ago|one year before|year-on-year|year on year"
    ),
    ("year", 0): "this year|current year|the year|current financial year|this financial year|within the year",
    ("year", 1): "next year|following year|coming year|next financial year",
    ("month", -1): "last month|previous month|preceding month|a month ago|a month earlier",
    ("month", COMPARED): "month-on-month|month on month|month-over-month",
    ("month", 0): "this month|current month|the month|same month",
    ("month", 1): "next month|following month|coming month",
    ("day", -1): "yesterday|last night|previous day",
    ("day", 0): "today|tonight|this morning|this afternoon|this evening|same day|the day",
    ("day", 1): "|".join(
        ["tomorrow", "next day", "following day"]
        + [f"{which} {day}" for which in ("this", "next", "coming") for day in WEEKDAYS]
    ),
}
_CHINESE: dict[Relative, str] = {
    ("year", -1): "去年|上年|上一年|上年度|上一年度|按年|上一財政年度|上屆",
    ("year", 0): "今年|本年|年內|全年|同年|本財政年度|本年度|今屆",
    ("year", 1): "明年|來年|下年|翌年|下一年|下年度|來年度",
    ("month", -1): "上月|上個月|上一個月",
    ("month", COMPARED): "按月",
    ("month", 0): "本月|今個月|月內|同月|當月|當前月",
    ("month", 1): "下月|下個月",
    ("day", -1): "昨日|昨天|昨晚|前日",
    ("day", 0): "今日|今天|今晚|今早|即日|當日|當天|同日",
    ("day", 1): "明日|明天|明晚|翌日|翌晨|次日|下周|" + "|".join(f"本周{day}|周{day}" for day in "一二三四五六日"),
}


def _by_word(rows: dict[Relative, str]) -> dict[str, Relative]:
    return {word: relative for relative, words in rows.items() for word in words.split("|")}


def _starting(words: Iterable[str], before: str, after: str) -> re.Pattern[str]:
    """A pattern of any of *words*. It looks at their first characters first, which takes a third of the time."""
    words = list(words)
    signs = "".join(sorted({word[0] for word in words}))
    return re.compile(rf"(?=[{signs}]){before}(?:{'|'.join(words)}){after}")


_ENGLISH_WORDS, _CHINESE_WORDS = _by_word(_ENGLISH), _by_word(_CHINESE)
_TABLES = {
    "en": (_ENGLISH_WORDS, _starting(_ENGLISH_WORDS, r"(?<![a-z0-9_])", r"\b")),
    "zh": (_CHINESE_WORDS, _starting(_CHINESE_WORDS, "", "")),
}


def relatives(text: str, language: str) -> list[Relative]:
    """The relative dates of the folded *text*, each as often as it occurs."""
    table, pattern = _TABLES[language]
    return [table[word] for word in pattern.findall(text.lower())]


_YEARS_AHEAD = {"去年": -1, "今年": 0, "本年": 0, "明年": 1, "last year": -1, "this year": 0, "next year": 1}
_WHICH_YEAR = {"en": re.compile(r"\b(?:last|this|next) year\b"), "zh": re.compile("去年|今年|本年(?!度)|明年")}
_YEAR_WORD = {"en": "year", "zh": "年"}
_YEAR_BEFORE = re.compile("(去年|今年|本年|明年) ?$")
_YEAR_AFTER = re.compile(r",? (last year|this year|next year)\b", re.IGNORECASE)


def dated(text: str, facts: Iterable[Fact], language: str, issued: date | None) -> list[Fact]:
    """*facts* of the folded *text*, in which 明年二月 and February next year have the year that they mean."""
    return [_dated(text, fact, language, issued) if issued else fact for fact in facts]


def calendar_years(text: str, language: str, issued: date) -> list[int]:
    """The years that 去年 and the like mean in the folded *text*, each as often as it occurs."""
    small = text.lower()
    words = _WHICH_YEAR[language].findall(small) if _YEAR_WORD[language] in small else ()
    return [issued.year + _YEARS_AHEAD[word] for word in words]


def _dated(text: str, fact: Fact, language: str, issued: date) -> Fact:
    day = fact.value
    if not isinstance(day, Day) or day.year or not day.month:
        return fact
    words = (
        _YEAR_AFTER.match(text, fact.end) if language == "en" else _YEAR_BEFORE.search(text, fact.start - 3, fact.start)
    )
    return replace(fact, value=replace(day, year=issued.year + _YEARS_AHEAD[words[1].lower()])) if words else fact
