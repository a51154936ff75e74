"""A quotation that one language quotes and the other only reports.

Words in quotation marks are what somebody said. If only one language quotes a sentence, it claims more than the other.
Titles, terms and short phrases in marks do not count, since the languages differ in those. Inside a quotation of
several paragraphs it is a hint, since houses differ in where they repeat the marks.

Wrong: en: He said: “We will open in May this year.” tc: 他表示今年5月啟用。
Right: en: He said: “We will open in May this year.” tc: 他表示：「我們將於今年5月啟用。」
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import long_quotes
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity

CODE = "quotation"
SEVERITY = Severity.WARNING

_QUOTED_EN = re.compile(
    r"“([^“”]*)[”]|\"([^\"]*)\"|“([^“”]*)$|(?<![\w’])‘([^‘“”]*?)’(?!\w)"  # British houses write ‘ ’
)
_QUOTED_ZH = re.compile("「((?:[^「」])*)」|“([^“”]*)”|「([^「」]*)$")
_SAID = re.compile(
    r"\b(?:said|says|stated|states|added|adds|remarked|noted|commented|concluded|continued|explained|stressed|shared|told|remarks)\b"
)
_CHINESE_SAID = re.compile(r"(?:說|說道|表示|指出|指|稱|續稱|補充|補充道|續說|強調|認為|分享道?|總結|回應)\W{0,2}$")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a finding for every text in which only one language puts somebody's words in quotation marks."""
    long = long_quotes.paragraphs(proof)
    for pair in proof.pairs:
        if pair.en.loc[0] != "body" or not pair.tc.has_han:
            continue
        severity = Severity.HINT if long & {id(pair.en), id(pair.tc)} else None
        en, tc = _spoken_english(pair.en), _spoken_chinese(pair.tc)
        if en and not _quoted_chinese(pair.tc):
            message = say(
                "the English quotes what was said, the Chinese does not: write 「 」 round it, or quote in neither"
            )
            yield pair.tc.finding(message, related=(pair.en.place(*en),), severity=severity)
        elif tc and not _quoted_english(pair.en):
            message = say(
                "the Chinese quotes what was said, the English does not: write “ ” round it, or quote in neither"
            )
            yield pair.en.finding(message, related=(pair.tc.place(*tc),), severity=severity)


def _spoken_english(passage: Passage) -> tuple[int, int] | None:
    """The first quotation of somebody's words: eight words or more, with a verb of saying in the paragraph."""
    if not _SAID.search(_QUOTED_EN.sub(" ", passage.prose)):
        return None
    return next((match.span() for match in _QUOTED_EN.finditer(passage.prose) if _is_sentence(match)), None)


def _quoted_words(match: re.Match[str]) -> str:
    return match[1] or match[2] or match[3] or match[4] or ""


def _is_sentence(match: re.Match[str]) -> bool:
    words = _quoted_words(match).split()
    small = [word for word in words if word[:1].islower()]
    return len(words) >= 7 and len(small) * 2 > len(words)


def _spoken_chinese(passage: Passage) -> tuple[int, int] | None:
    """The first quotation of somebody's words: fifteen characters or more, behind 表示： or the like."""
    for match in _QUOTED_ZH.finditer(passage.prose):
        words = match[1] or match[2] or match[3] or ""
        if _han(words) >= 15 and _CHINESE_SAID.search(passage.prose[: match.start()]):
            return match.span()
    return None


def _quoted_english(passage: Passage) -> bool:
    return any(len(_quoted_words(match).split()) >= 4 for match in _QUOTED_EN.finditer(passage.prose))


def _quoted_chinese(passage: Passage) -> bool:
    return any(_han(m[1] or m[2] or m[3] or "") >= 6 for m in _QUOTED_ZH.finditer(passage.prose))


def _han(text: str) -> int:
    return len(re.findall(f"[{HAN}]", text))
