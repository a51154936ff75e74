"""A space between Chinese characters, or beside a full-width mark.

Chinese has no spaces between words, and its marks bring their own. In headings and lists a space may separate two
clauses or two columns, so the rule looks only at spaces beside marks there.

Wrong: 活動今日 舉行， 主題為「 創新香港 」。
Right: 活動今日舉行，主題為「創新香港」。

`--fix` deletes the space. A full-width space between words may separate two clauses: it stays, and is a hint. Between
Chinese and Latin letters or digits a space is the house's choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import CLOSING, HAN, IS_HAN, OPENING, STOPS
from hkpress.core.diagnostics import Severity
from hkpress.figures.scanning import search_before

CODE = "chinese-space"
SEVERITY = Severity.WARNING

_SPACE = "[ \u00a0\u3000]+"
_BESIDE_MARK = re.compile(
    rf"(?<=[{STOPS}{OPENING}]){_SPACE}(?=\S)|(?<=\S){_SPACE}(?=[{STOPS}{CLOSING}])"
    rf"|(?<=[{CLOSING}]){_SPACE}(?=[{HAN}{OPENING}])|(?<=[{HAN}]){_SPACE}(?=[{OPENING}])"
)
_HASHTAG = re.compile(r"[#＃]\w+$")
"""Hashtags such as #加油香港, which only a space can end."""
_DIGIT = re.compile("[〇○零一二三四五六七八九]")
_BETWEEN_SIGNS = re.compile(rf"(?<=\S){_SPACE}(?=\S)")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such space."""
    return memo.each(proof, _in_passage, only="tc sc", plain=True)


def _in_passage(passage: Passage) -> Iterable[Finding]:
    patterns = (_BESIDE_MARK, _BETWEEN_SIGNS) if _is_running_text(passage) else (_BESIDE_MARK,)
    for pattern in patterns:
        for match in pattern.finditer(passage.prose):
            if pattern is _BETWEEN_SIGNS and not _is_between_han(passage.prose, match):
                continue
            if search_before(_HASHTAG, passage.prose, match.start(), 40):
                continue
            if pattern is _BESIDE_MARK and not _is_running_text(passage) and "\u3000" in match[0]:
                continue
            message = say("a space inside Chinese: delete it")
            if pattern is _BETWEEN_SIGNS and "\u3000" in match[0]:  # may part two clauses
                yield passage.finding(message, *match.span(), severity=Severity.HINT)
            else:
                yield passage.repair(message, *match.span(), "")


def _is_between_han(prose: str, match: re.Match[str]) -> bool:
    """Whether *match* is inside Chinese, but not inside a telephone number in Chinese signs (二七七三 五二○○)."""
    before, after = match.start() - 1, match.end()
    in_number = _DIGIT.match(prose, before) and _DIGIT.match(prose, after)
    return bool(IS_HAN.match(prose, before) and IS_HAN.match(prose, after) and not in_number)


def _is_running_text(passage: Passage) -> bool:
    """Whether the passage is a paragraph or a quotation, where a space separates nothing."""
    steps = [step for step in passage.loc if isinstance(step, str)]
    return steps[:-1] in (
        ["body"],
        ["body", "quote", "words"],
        ["body", "quote", "before"],
        ["boilerplate", "paragraphs"],
    )
