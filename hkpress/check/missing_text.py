"""A text that is much shorter in one language than in the other.

An English word takes about 1.6 Chinese characters; the release itself says how many it takes here. Where one language
has half of what that gives, or two thirds and fewer sentences besides, a sentence was left out. Short texts are not
measured. Paragraphs of one text are counted too.

Wrong: en: six sentences, tc: one sentence
Right: the same six in both
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Pair, Passage, Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity

CODE = "missing-text"
SEVERITY = Severity.WARNING

PER_WORD = 1.6
"""Chinese characters for an English word in Hong Kong press releases."""
LEAST = 20
"""English words, or as many in Chinese, below which a text is too short to measure."""
FACTOR = 2.0
FACTOR_IF_FEWER = 1.4
"""How much longer the other language is; less will do where it has more sentences, too."""
LEAST_IF_FEWER = 24
"""Words of a text whose sentences count."""
ENOUGH = 5
"""Texts of a release that tell how its two languages compare."""
_ENGLISH_END = re.compile(r"(?<=[a-z0-9)%”’]{2})[.?!](?=[”’)]?(?:\s+[A-Z“‘(]|\s*$))")
_CHINESE_END = re.compile("[。？！](?![」』）])|[。？！](?=[」』）])")

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[A-Za-z0-9][\w'’&.-]*")


def check(proof: Proof) -> Iterable[Finding]:
    """A warning at every text of which one language has much less."""
    return memo.each_pair(proof, _look, _usual(proof))


def _usual(proof: Proof) -> float:
    """Chinese characters for an English word in this release; PER_WORD where there are too few texts to tell."""
    sizes = [_sizes(pair) for pair in proof.pairs if pair.tc.has_han]
    ratios = sorted(han / (words - latin) for words, han, latin in sizes if words - latin >= LEAST)
    return round(min(max(ratios[len(ratios) // 2], 1.3), 2.1), 1) if len(ratios) >= ENOUGH else PER_WORD


def _sizes(pair: Pair) -> tuple[int, int, int]:
    """English words, Chinese characters that the English does not have too, and the Latin words in the Chinese."""
    han = max(0, len(_HAN.findall(pair.tc.prose)) - len(_HAN.findall(pair.en.prose)))
    return len(_WORD.findall(pair.en.prose)), han, len(_WORD.findall(pair.tc.prose))


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
    words, han, latin = _sizes(pair)
    chinese = han / per_word + latin
    if max(words, chinese) < LEAST:
        return
    en, tc = _sentences(pair.en), _sentences(pair.tc)
    fewer = FACTOR_IF_FEWER if max(words, chinese) >= LEAST_IF_FEWER else FACTOR
    if chinese * (FACTOR if tc >= en else fewer) < words:
        yield pair.tc.finding(
            say("the Chinese is much shorter than the English ({words} words): is a sentence missing?", words=words),
            related=(pair.en.place(),),
        )
    elif words * (FACTOR if en >= tc else fewer) < chinese:
        yield pair.en.finding(
            say("the English ({words} words) is much shorter than the Chinese: is a sentence missing?", words=words),
            related=(pair.tc.place(),),
        )


def _sentences(passage: Passage) -> int:
    return len((_CHINESE_END if passage.is_chinese else _ENGLISH_END).findall(passage.prose))
