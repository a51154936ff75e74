"""A bracket that opens and does not close, or closes and was never opened.

Half-width and full-width brackets may close each other here; `bracket-width` reports the mixture. The bracket after the
number of an item, as in 1) or (a), needs no partner.

Wrong: 香港科技園公司（科技園公司今日公布
Right: 香港科技園公司（科技園公司）今日公布
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import WIDE
from hkpress.check.unpaired import unclosed, unopened
from hkpress.core.diagnostics import Severity

CODE = "bracket"
SEVERITY = Severity.ERROR

_PARTNER = {"(": ")", "（": "）", "[": "]", "【": "】", "《": "》", "〈": "〉", "〔": "〕", "{": "}", "［": "］"}
_FAMILY = {"（": "(", "）": ")", "［": "[", "］": "]"}
_ANY_BRACKET = re.compile(f"[{re.escape(''.join((*_PARTNER, *_PARTNER.values())))}]")
_ITEM_LABEL = re.compile(
    rf"(?:^|(?<=[\s\0,;:，；：、。]))(?:[a-zA-Z]|[ivx]{{1,5}}|[一二三四五六七八九十甲乙丙丁]{{1,3}})[)）]|(?:^|(?<=[\s\0{WIDE}]))\d{{1,2}}[)）]"
)

_SIGN = re.compile(r"[:;]-?[()]|[\[(]\s?-?[\d.]+\s?[,，]\s?-?[\d.∞]+\s?[\])]")
"""A smiley, and an interval such as [0, 1)."""
_LETTERED = re.compile(r"(?<![A-Za-z0-9(（])(?:[a-zA-Z]|[ivx]{2,4})[)）]")
"""A), B), ii): two or more of them in one text are labels of items."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every bracket without a partner."""
    return memo.each(proof, _unpaired)


def _unpaired(passage: Passage) -> Iterator[Finding]:
    brackets = list(_ANY_BRACKET.finditer(passage.prose))
    if not brackets:
        return
    items = {match.end() - 1 for match in _ITEM_LABEL.finditer(passage.prose)}
    lettered = [match.end() - 1 for match in _LETTERED.finditer(passage.prose)]
    items |= set(lettered) if len(lettered) > 1 else set()
    signs = {index for match in _SIGN.finditer(passage.prose) for index in range(*match.span())}
    opened: list[tuple[int, str]] = []
    waiting: Counter[str] = Counter()
    """Count the open brackets, by the bracket that closes them."""
    for match in brackets:
        index, char = match.start(), match[0]
        if index in signs:
            continue
        if char in _PARTNER:
            opened.append((index, char))
            waiting[_closer(char)] += 1
        elif waiting[_FAMILY.get(char, char)]:
            while _closer(opened[-1][1]) != _FAMILY.get(char, char):
                waiting[_closer(opened[-1][1])] -= 1
                at, mark = opened.pop()
                yield unclosed(passage, at, mark, _PARTNER[mark])
            waiting[_closer(opened.pop()[1])] -= 1
        elif opened and index not in items and opened[-1][1] in "《〈" and char in "》〉":
            waiting[_closer(opened[-1][1])] -= 1
            yield _other(passage, opened.pop()[1], index, char)
        elif index not in items:
            yield unopened(passage, index, char)
    for at, mark in opened:
        yield unclosed(passage, at, mark, _PARTNER[mark])


def _closer(opening: str) -> str:
    """The half-width bracket that closes *opening*, or its full-width one."""
    return _FAMILY.get(_PARTNER[opening], _PARTNER[opening])


def _other(passage: Passage, opening: str, index: int, char: str) -> Finding:
    message = say(
        "`{opening}` is closed by `{char}`: write `{wanted}`", opening=opening, char=char, wanted=_PARTNER[opening]
    )
    return passage.finding(message, index, index + 1, fix=_PARTNER[opening])
