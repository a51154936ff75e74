"""Finds the facts of a text."""

from __future__ import annotations

import re
from dataclasses import replace

from hkpress.figures.chinese import CHINESE_FINDERS
from hkpress.figures.english import ENGLISH
from hkpress.figures.folding import fold
from hkpress.figures.measuring import measured
from hkpress.figures.scanning import Scanner
from hkpress.figures.spread import spread
from hkpress.figures.values import Fact

_SCAN_EN, _SCAN_ZH = Scanner(*ENGLISH), Scanner(*CHINESE_FINDERS)


def is_english(language: str) -> bool:
    """Whether *language* (en, en-HK; else tc, sc, zh-Hant-HK …) is English."""
    return language.lower().startswith("en")


_BOOK_TITLE = re.compile("《[^《》]{1,40}》")
_OFFICIAL = re.compile("[條規]例|規則|法|報告|規劃|計劃|綱要|守則|指引|年報|預算案")


def _free_titles(text: str, facts: list[Fact]) -> list[Fact]:
    """*facts*, soft if Chinese numerals in a title give them: 《十月圍城》 is Bodyguards and Assassins."""
    titles = [title.span() for title in _BOOK_TITLE.finditer(text) if not _OFFICIAL.search(title[0])]
    return [
        replace(fact, hard=False)
        if not fact.text.isascii() and any(start < fact.start < end for start, end in titles)
        else fact
        for fact in facts
    ]


def find(text: str, language: str) -> tuple[Fact, ...]:
    """Every figure of *text*, in order; *language* is `en`, or an edition or tag of Chinese.

    A range gives its two ends, each with the unit that both share: HK$5-10 million is two sums.
    The time it takes is proportional to the length of *text*, whatever its content.
    """
    english, folded = is_english(language), fold(text)
    facts = measured(folded, spread(folded, (_SCAN_EN if english else _SCAN_ZH).scan(folded)), english=english)
    if "《" in folded and not english:
        facts = _free_titles(folded, facts)
    as_typed = ((fact, text[fact.start : fact.end]) for fact in facts)
    return tuple(fact if fact.text == words else replace(fact, text=words) for fact, words in as_typed)
