"""Full-width digits, letters and signs.

２０２５, ＡＩ and ％ come from an input method in full-width mode, or from an old database. They look wide and thin,
and a search for 2025 does not find them.

Wrong: ２０２５年，增長１０％
Right: 2025年，增長10%

The full-width star ＊ stays, since `*` could be emphasis. So do ＋ and ＝ between Chinese words,
as in 茶＋咖啡.

`--fix` writes the ordinary ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import IS_WIDE
from hkpress.core.diagnostics import Severity
from hkpress.figures.scanning import signs_before

CODE = "full-width"
SEVERITY = Severity.WARNING

_WIDE_LETTERS = "０-９Ａ-Ｚａ-ｚ"
_IN_CHINESE = re.compile(
    rf"(?:[{_WIDE_LETTERS}％＆＠＃＄＋＝]|(?<=[{_WIDE_LETTERS}])[．，：／－](?=[{_WIDE_LETTERS}]))+"
)
_IN_ENGLISH = re.compile(
    rf"(?:[{_WIDE_LETTERS}％＆＠＃＄＋＝－／．～＂＇]|(?<=[{_WIDE_LETTERS}])[，：](?=[{_WIDE_LETTERS}]))+"
)

_WIDE = frozenset(chr(code) for code in range(0xFF01, 0xFF5F))


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every run of full-width characters."""
    return memo.each(proof, _in_passage, plain=True)


def _in_passage(passage: Passage) -> Iterable[Finding]:
    if _WIDE.isdisjoint(passage.grams):
        return
    pattern = _IN_CHINESE if passage.is_chinese else _IN_ENGLISH
    for match in pattern.finditer(passage.prose):
        if _joins_chinese(passage.prose, match):
            continue
        wanted = unicodedata.normalize("NFKC", match[0])
        message = say("full-width `{found}`: write `{wanted}`", found=match[0], wanted=wanted)
        yield passage.repair(message, *match.span(), wanted)


def _joins_chinese(prose: str, match: re.Match[str]) -> bool:
    """Whether the match is a sign between Chinese words, where full width is right."""
    sides = signs_before(prose, match.start(), 1), prose[match.end() : match.end() + 1]
    return match[0] in "＋＝" and all(map(IS_WIDE.match, sides))
