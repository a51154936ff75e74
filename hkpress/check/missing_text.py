"""A text that is much shorter in one language than in the other.

An English word takes about 1.5 Chinese characters; the release itself says how many it takes here. Numbers are not
counted, since both languages have them. A sentence is probably missing if one language has less than 60 % of what the
other has; less than 70 %, if it also has fewer sentences; less than 90 %, if it also has fewer figures. Short texts are
not measured. The paragraphs of a text are counted as well.

Wrong: en: six sentences, tc: one sentence
Right: the same six in both
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Pair, Passage, Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity

CODE = "missing-text"
SEVERITY = Severity.WARNING

PER_WORD = 1.5
"""Chinese characters for an English word in Hong Kong press releases, without numbers."""
LEAST = 24
LEAST_IF_FEWER = 16
"""A text with fewer English words, or the same in Chinese, is too short to measure."""
FACTOR = 1.65
FACTOR_IF_FEWER = 1.38
FACTOR_IF_FEWER_FIGURES = 1.06
"""How much longer the other language must be: less if it also has more sentences, or more figures besides."""
SLACK, SLACK_PER_FIGURE = 2, 0.6
"""Words by which the two languages may always differ: for each text, and for each figure, since units are shortened."""
ENOUGH = 5
"""How many texts a release needs to tell how its two languages compare."""
_ENGLISH_END = re.compile(
    r"""(?<=[A-Za-z0-9)%”’"']{2})(?<!\b(?:St|Dr|Mr|Ms|Sr|Ir|No))(?<!\b(?:Mrs|Rev|Inc|Ltd))(?<!\bProf)[.?!]"""
    r"""(?=[”’)"']?(?:\s+[A-Z“‘"'(]|\s*$))"""
)
_CHINESE_END = re.compile("[。？！](?![」』）])|[。？！](?=[」』）])")

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_NUMERAL = re.compile("[〇○零一二三四五六七八九十百千萬億]{2,}|[一二三四五六七八九十]+(?=[月日時分歲名個間項年])")


@dataclass(frozen=True)
class _Extent:
    """How much a text says: its length in English words, its sentences and its figures."""

    words: float
    sentences: int
    figures: int

    def lacks(self, other: _Extent) -> bool:
        """Whether a sentence that the *other* language has is probably missing here."""
        fewer = self.sentences < other.sentences
        if other.words < (LEAST_IF_FEWER if fewer else LEAST):
            return False
        factor = FACTOR
        if fewer:
            factor = FACTOR_IF_FEWER_FIGURES if self.figures < other.figures else FACTOR_IF_FEWER
        slack = SLACK + SLACK_PER_FIGURE * max(self.figures, other.figures)
        return (self.words + slack) * factor < other.words + slack


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every text that is much shorter in one language."""
    return memo.each_pair(proof, _look, _usual(proof))


def _usual(proof: Proof) -> float:
    """Chinese characters for an English word in this release; PER_WORD where there are too few texts to tell."""
    sizes = [_sizes(pair) for pair in proof.pairs if pair.tc.has_han]
    ratios = sorted(han / words for words, han in sizes if words >= LEAST_IF_FEWER)
    return round(min(max(ratios[len(ratios) // 2], 1.2), 2.1), 1) if len(ratios) >= ENOUGH else PER_WORD


def _sizes(pair: Pair) -> tuple[int, int]:
    """English words and Chinese characters, less those that the other language has too."""
    en, tc = pair.en.prose, pair.tc.prose
    words = len(_WORD.findall(en)) - len(_WORD.findall(tc))
    return words, len(_HAN.findall(_NUMERAL.sub("", tc))) - len(_HAN.findall(en))


def _look(pair: Pair, per_word: float) -> Iterable[Finding]:
    if not pair.tc.has_han:
        return  # `untranslated` says so
    en, tc = (len(re.findall(r"\n[ \t]*\n+", passage.text.strip())) + 1 for passage in (pair.en, pair.tc))
    if en != tc:
        yield pair.tc.finding(
            say("the English has {en} paragraphs here, the Chinese {tc}: add what is missing", en=en, tc=tc),
            related=(pair.en.place(),),
        )
    else:
        yield from _measured(pair, per_word)


def _measured(pair: Pair, per_word: float) -> Iterable[Finding]:
    words, han = _sizes(pair)
    en, tc = _extent(pair.en, words), _extent(pair.tc, han / per_word)
    if tc.lacks(en):
        yield pair.tc.finding(
            say("the Chinese is much shorter than the English: is a sentence missing?"),
            related=(pair.en.place(),),
        )
    elif en.lacks(tc):
        yield pair.en.finding(
            say("the English is much shorter than the Chinese: is a sentence missing?"),
            related=(pair.tc.place(),),
        )


def _extent(passage: Passage, words: float) -> _Extent:
    ends = _CHINESE_END if passage.is_chinese else _ENGLISH_END
    return _Extent(max(0, words), len(ends.findall(passage.prose)), sum(fact.hard for fact in passage.facts))
