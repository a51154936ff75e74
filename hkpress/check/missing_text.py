"""A text that is much shorter in one language than in the other.

An English word takes about 1.6 Chinese characters. Where the Chinese has less than two fifths of what
that gives, or more than two and a half times as much, a sentence was left out on one side. Short
texts are not measured. Paragraphs of one text are counted too.

Wrong: en: six sentences, tc: one sentence
Right: the same six in both
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Pair, Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity

CODE = "missing-text"
SEVERITY = Severity.WARNING

PER_WORD = 1.6
"""Chinese characters for an English word in Hong Kong press releases."""
LEAST = 20
"""English words, or as many in Chinese, below which a text is too short to measure."""
FACTOR = 2.5

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[A-Za-z0-9][\w'’&.-]*")


def check(proof: Proof) -> Iterable[Finding]:
    """A warning at every text of which one language has much less."""
    return memo.each_pair(proof, _look)


def _look(pair: Pair) -> Iterable[Finding]:
    if not pair.tc.has_han:
        return  # `untranslated` says so
    en, tc = (len(re.findall(r"\n[ \t]*\n+", passage.text.strip())) + 1 for passage in (pair.en, pair.tc))
    if en != tc:
        yield pair.tc.finding(
            say("the English has {en} paragraphs here, the Chinese {tc}: add what is missing", en=en, tc=tc),
            related=(pair.en.place(),),
        )
    else:
        yield from _measured(pair)


def _measured(pair: Pair) -> Iterable[Finding]:
    words = len(_WORD.findall(pair.en.prose))
    latin = len(_WORD.findall(pair.tc.prose))
    chinese = len(_HAN.findall(pair.tc.prose)) / PER_WORD + latin
    if max(words, chinese) < LEAST:
        return
    if chinese * FACTOR < words:
        yield pair.tc.finding(
            say("the Chinese is much shorter than the English ({words} words): is a sentence missing?", words=words),
            related=(pair.en.place(),),
        )
    elif words * FACTOR < chinese:
        yield pair.en.finding(
            say("the English ({words} words) is much shorter than the Chinese: is a sentence missing?", words=words),
            related=(pair.tc.place(),),
        )
