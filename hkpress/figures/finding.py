"""Text → its facts."""

from __future__ import annotations

from dataclasses import replace

from hkpress.figures.chinese import CHINESE_FINDERS
from hkpress.figures.english import ENGLISH
from hkpress.figures.folding import fold
from hkpress.figures.measuring import measured
from hkpress.figures.scanning import Scanner
from hkpress.figures.spread import spread
from hkpress.figures.values import Fact

_ENGLISH, _CHINESE = Scanner(*ENGLISH), Scanner(*CHINESE_FINDERS)


def is_english(language: str) -> bool:
    """Whether *language* (en, en-HK; else tc, sc, zh-Hant-HK …) is English."""
    return language.lower().startswith("en")


def find(text: str, language: str) -> tuple[Fact, ...]:
    """Every figure of *text* in its order; *language* is `en` or an edition or tag of Chinese.

    A range gives its two ends, each with the unit that both share: HK$5-10 million is two sums.
    Takes time in proportion to the length of *text*, whatever stands in it.
    """
    english, folded = is_english(language), fold(text)
    facts = measured(folded, spread(folded, (_ENGLISH if english else _CHINESE).scan(folded)), english=english)
    as_typed = ((fact, text[fact.start : fact.end]) for fact in facts)
    return tuple(fact if fact.text == words else replace(fact, text=words) for fact, words in as_typed)
