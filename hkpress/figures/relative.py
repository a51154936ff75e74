"""Words that stand for a date in one language where the other writes it: last year, 去年, today, 今日.

They are no facts. Where one of them has no counterpart, it may be what the other language says as a date.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

Grain = Literal["year", "month", "day"]
Relative = tuple[Grain, int]
"""A grain, and how many ahead: last year is ("year", -1)."""

COMPARED = 9
"""How many ahead is what a comparison with the period before stands for."""
_ENGLISH: dict[Relative, str] = {
    ("year", -1): (
        r"(?:last|previous|preceding|prior|past|previous financial) year|(?:a|one) year (?:earlier|ago|before)"
        r"|year-on-year|year on year"
    ),
    ("year", 0): r"this year|current year|the year|current financial year|this financial year|within the year",
    ("year", 1): r"next year|following year|coming year|next financial year",
    ("month", -1): r"last month|previous month|preceding month|a month ago|a month earlier",
    ("month", COMPARED): r"month-on-month|month on month|month-over-month",
    ("month", 0): r"this month|current month|the month|same month",
    ("month", 1): r"next month|following month|coming month",
    ("day", -1): r"yesterday|last night|previous day",
    ("day", 0): r"today|tonight|this morning|this afternoon|this evening|same day|the day",
    ("day", 1): r"tomorrow|next day|following day|(?:this|next|coming) (?:mon|tues|wednes|thurs|fri|satur|sun)day",
}  # fmt: skip
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
    ("day", 1): "明日|明天|明晚|翌日|翌晨|次日|本?周[一二三四五六日]|下周",
}


def _pattern(words: dict[Relative, str], edge: str) -> re.Pattern[str]:
    """All *words* in one pattern, each in a group of its own."""
    return re.compile("|".join(rf"{edge}({each}){edge}" for each in words.values()), re.IGNORECASE)


_TABLES = {
    "en": (tuple(_ENGLISH), _pattern(_ENGLISH, r"\b")),
    "zh": (tuple(_CHINESE), _pattern(_CHINESE, "")),
}


def relatives(text: str, language: str) -> Counter[Relative]:
    """How often each relative date stands in the folded *text*."""
    names, pattern = _TABLES[language]
    return Counter(names[match.lastindex - 1] for match in pattern.finditer(text) if match.lastindex)
