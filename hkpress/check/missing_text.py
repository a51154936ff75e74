"""A text that is much shorter in one language than in the other.

An English word takes about 1.5 Chinese characters, a long one more; the release itself says how many here. Numbers are
not counted, since both languages have them. Two languages never need the same length, but in a longer text the
differences even out. So a sentence is probably missing if the difference is large beside the square root of the length.
A smaller difference is enough if the longer text has a figure that the other lacks. The rule also counts the paragraphs
of a text, and skips short texts.

Wrong: en: six sentences, tc: one sentence
Right: the same six in both
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import sqrt
from statistics import median

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Pair, Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity
from hkpress.core.recent import remember
from hkpress.figures import compare_facts

CODE = "missing-text"
SEVERITY = Severity.WARNING

WORD, LETTER = 0.8, 0.1
"""Chinese characters for an English word and for each of its letters, in Hong Kong press releases, without numbers."""
TEXTS = 4
"""This many texts of a release weigh as much as these averages."""
LEAST = 24
"""A text of fewer Chinese characters, or as much in English, is too short to measure."""
LIMIT, LIMIT_WITH_FIGURE = 2.6, 1.2
"""How many characters a text may lack, for each of the square root of what the other has."""
SLACK = 0.5
"""How many characters a text may lack for each figure, since units are shortened."""
_HAN_WORDS = re.compile(f"[{HAN}]+")
_ENGLISH_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_NUMERALS_ZH = re.compile("[〇○零一二三四五六七八九十百千萬億]{2,}|[一二三四五六七八九十]+(?=[月日時分歲名個間項年])")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every text that is much shorter in one language."""
    return memo.each_pair(proof, in_pair, usual(proof.pairs))


def usual(pairs: Iterable[Pair]) -> float:
    """How long the Chinese of a release is beside the length that its English lets expect. With few texts it is near
    1."""
    sizes = [_sizes(pair) for pair in pairs if pair.tc.has_han]
    ratios = [chinese / english for english, chinese in sizes if english >= LEAST]
    known = median(ratios) * len(ratios) if ratios else 0
    return round((known + TEXTS) / (len(ratios) + TEXTS), 1)


def _sizes(pair: Pair) -> tuple[float, int]:
    """How many Chinese characters the English lets expect, and how many there are, without what both languages have."""
    en, tc = pair.en.prose, pair.tc.prose
    return _expected_length(en) - _expected_length(tc), _signs(tc) - _count_han(en)


@remember
def _signs(text: str) -> int:
    """How many Chinese characters a text has, without numbers."""
    return _count_han(_NUMERALS_ZH.sub("", text))


def _count_han(text: str) -> int:
    return sum(map(len, _HAN_WORDS.findall(text)))


@remember
def _expected_length(text: str) -> float:
    """How many Chinese characters the English words of a text take."""
    words = _ENGLISH_WORD.findall(text)
    return WORD * len(words) + LETTER * sum(map(len, words))


def in_pair(pair: Pair, ratio: float) -> Iterable[Finding]:
    """Yield a warning if one text of the pair is much shorter, in a release whose `usual` ratio is this."""
    if not pair.tc.has_han:
        return  # `untranslated` says so
    en, tc = (_paragraphs(passage.text) for passage in (pair.en, pair.tc))
    if en != tc:
        yield pair.tc.finding(
            say("the English has {en} paragraphs here, the Chinese {tc}: add what is missing", en=en, tc=tc),
            related=(pair.en.place(),),
        )
    else:
        yield from _measured(pair, ratio)


def _paragraphs(text: str) -> int:
    return len(re.findall(r"\n[ \t]*\n+", text.strip())) + 1 if "\n" in text else 1


def _measured(pair: Pair, ratio: float) -> Iterable[Finding]:
    english, chinese = _sizes(pair)
    english *= ratio
    longer = max(english, chinese)
    slack = SLACK * max(len(pair.en.facts), len(pair.tc.facts))
    lack = (abs(english - chinese) - slack) / sqrt(max(longer, LEAST))
    if longer < LEAST or not (
        lack > LIMIT or (lack > LIMIT_WITH_FIGURE and _has_more_figures(pair, english > chinese))
    ):
        return
    if english > chinese:
        yield pair.tc.finding(
            say("the Chinese is much shorter than the English: is a sentence missing?"),
            related=(pair.en.place(),),
        )
    else:
        yield pair.en.finding(
            say("the English is much shorter than the Chinese: is a sentence missing?"),
            related=(pair.tc.place(),),
        )


def _has_more_figures(pair: Pair, english: bool) -> bool:
    """Whether the English, or else the Chinese, has a figure that the other language lacks."""
    found = compare_facts(pair.en.text, pair.en.facts, pair.tc.text, pair.tc.facts)
    return bool(found.only_en if english else found.only_zh)
