"""Two marks where one belongs.

It happens when a sentence is cut or joined. …… and —— are two characters by nature.

Wrong: 活動今日舉行，，吸引逾百人。」。
Right: 活動今日舉行，吸引逾百人。」

`--fix` writes one mark where the two are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity

CODE = "doubled-mark"
SEVERITY = Severity.WARNING

_SAME = re.compile(r"([，、；：！？,;:!“”」』）》])\1+|(?<!\?)\?\?(?!\?)|(?<![。.])(?:。。|\.\.)(?![。.])")
_NESTED = "”」』）》"  # two closing marks may close two things
_DIFFERENT = re.compile(r"[，、；：][，、；：。]|。[，、；：]|,[.;:]|[;:],|;\.")
_ROUND = re.compile(r"(?<=。[」』])。|(?<=[.?!]”)\.(?!\.)")

_TWO = frozenset(
    (
        *(mark * 2 for mark in "，、；：！？,;:!“”」』）》?。."),
        *(first + second for first in "，、；：。" for second in "，、；：。"),
        *(",.", ",;", ",:", ";,", ":,", ";."),
        *("」。", "』。", "”."),
    )
)
"""Every match has at least one of these pairs."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every mark that is typed twice."""
    return memo.each(proof, _in_passage, plain=True)


def _in_passage(passage: Passage) -> Iterable[Finding]:
    if passage.grams.isdisjoint(_TWO):
        return
    for match in _SAME.finditer(passage.prose):
        if match[0][0] not in _NESTED:
            message = say("`{found}` twice: write it once", found=match[0][0])
            yield passage.repair(message, *match.span(), match[0][0])
    for match in _DIFFERENT.finditer(passage.prose):
        if match[0][0] != match[0][1]:
            message = say("`{found}`: two marks where one belongs; keep one of them", found=match[0])
            yield passage.finding(message, *match.span())
    for match in _ROUND.finditer(passage.prose):
        message = say("the sentence has ended before the quotation mark: delete this `{found}`", found=match[0])
        yield passage.repair(message, *match.span(), "")
