"""Figures: every number, sum, share, date, time and address of an English or Chinese text, as values.

`find` reads one text, `compare` two that should say the same. Both take the text as typed, and every
fact knows its place in it. Of the other rooms, the library needs only `core`.
"""

from __future__ import annotations

from hkpress.figures.compare import Comparison, compare, compare_facts
from hkpress.figures.currencies import DOLLAR
from hkpress.figures.finding import find
from hkpress.figures.relations import Miss, Relation, describe_factor
from hkpress.figures.values import (
    Clock,
    Count,
    Day,
    Decade,
    Fact,
    Kind,
    Money,
    Points,
    Portion,
    Ratio,
    Share,
    Value,
    Weekday,
    Word,
    Years,
)  # fmt: skip

__all__ = [
    "DOLLAR",
    "Clock",
    "Comparison",
    "Count",
    "Day",
    "Decade",
    "Fact",
    "Kind",
    "Miss",
    "Money",
    "Points",
    "Portion",
    "Ratio",
    "Relation",
    "Share",
    "Value",
    "Weekday",
    "Word",
    "Years",
    "compare",
    "compare_facts",
    "describe_factor",
    "find",
]  # fmt: skip
