"""Half-width brackets in Chinese, or full-width brackets in English.

Chinese sets its brackets as wide as a character: （ ）. Half-width ones crowd the characters beside
them. They are right around text that is not Chinese: (852) before a phone number, section 5(1)(a), or
inside an English name. In English the wide ones leave holes.

Wrong: 人工智能(AI)發展
Right: 人工智能（AI）發展

`--fix` writes the right ones, except where they would make a link: [note]（https://…）.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Edit, Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import IS_HAN, IS_WIDE, STOPS
from hkpress.core.diagnostics import Severity

CODE = "bracket-width"
SEVERITY = Severity.WARNING

_PAIR = re.compile(r"[(（]([^()（）]*)[)）]")
_NO_WORDS = re.compile(r"\+?\d{2,4}|\w|[ivx]{1,4}")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every pair of brackets of the wrong width."""
    return memo.each(proof, _in_passage, only="en tc", plain=True)


def _in_passage(passage: Passage) -> Iterable[Finding]:
    for match in _PAIR.finditer(passage.prose):
        opening, closing = match[0][0], match[0][-1]
        if passage.is_chinese:
            if opening + closing not in ("()", "（）") or (opening == "(" and _is_chinese(passage.prose, match)):
                yield _brackets_repaired(passage, match, "（", "）")
        elif opening + closing != "()":
            yield from _full_width(passage, match)


def _is_chinese(prose: str, match: re.Match[str]) -> bool:
    before, after = prose[: match.start()][-1:], prose[match.end() :][:1]
    if IS_HAN.search(match[1]):
        return True
    if _NO_WORDS.fullmatch(match[1]) or re.match(r"[\w)]", before, re.ASCII):
        return False
    return bool(IS_WIDE.match(before) or (after not in STOPS and IS_WIDE.match(after)))


def _full_width(passage: Passage, match: re.Match[str]) -> Iterable[Finding]:
    before, after = passage.prose[: match.start()][-1:], passage.prose[match.end() :][:1]
    if IS_HAN.match(before) and (IS_HAN.search(match[1]) or IS_HAN.match(after)):
        return  # inside Chinese words that an English text quotes
    gap = " " if re.match(r"\w", before) and match[0][0] == "（" else ""
    yield _brackets_repaired(
        passage, match, f"{gap}(", ") " if re.match(r"\w", after) and match[0][-1] == "）" else ")"
    )


def _brackets_repaired(passage: Passage, match: re.Match[str], opening: str, closing: str) -> Finding:
    start, end = match.span()
    fix = f"{opening}{passage.text[start + 1 : end - 1]}{closing}"
    ends = ((start, match[0][0], opening), (end - 1, match[0][-1], closing))
    makes_link = passage.text[start - 1 : start] == "]" and opening == "("
    edits = () if makes_link else tuple(Edit(passage.place(at, at + 1), new) for at, old, new in ends if old != new)
    message = (
        say("half-width brackets in Chinese: write （ ）")
        if passage.is_chinese
        else say("full-width brackets in English: write ( )")
    )
    return passage.finding(message, start, end, fix=fix, edits=edits)
