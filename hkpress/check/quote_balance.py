"""A quotation mark that opens and does not close, or closes and was never opened.

A quotation of several paragraphs closes once, at its end, and opens in each of them or only in the
first: both are right. Single marks in English do not count, since they are apostrophes too.
An odd number of `"` is a warning, since the mark also stands for inches.

Wrong: He said: “We will open in May.
Right: He said: “We will open in May.”
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from hkpress.check import long_quotes
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.unpaired import unclosed, unopened
from hkpress.core.diagnostics import Severity

CODE = "quote-balance"
SEVERITY = Severity.ERROR

_CHINESE_PAIRS = {"「": "」", "『": "』", "“": "”"}
_ENGLISH_PAIRS = {"“": "”"}


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every mark without partner."""
    long = long_quotes.paragraphs(proof)
    for edition in ("en", "tc", "sc"):
        passages = list(proof.texts_in(edition))
        for passage, following in pairwise([*passages, None]):
            if passage and id(passage) not in long:
                yield from _unpaired(passage, following.text if following and following.loc[0] == "body" else "")


def _unpaired(passage: Passage, following: str) -> Iterator[Finding]:
    pairs = _CHINESE_PAIRS if passage.is_chinese else _ENGLISH_PAIRS
    opened: list[tuple[int, str]] = []
    for index, char in _marks(passage.prose, pairs):
        if char == "\n":
            opened = [each for each in opened if not passage.prose.startswith(each[1], index + 1)]
        elif char in pairs and opened and opened[-1][1] == char and _ends(passage.prose, index):
            message = say("`{char}` opens where the quotation ends: write `{partner}`", char=char, partner=pairs[char])
            yield passage.finding(message, index, index + 1, fix=pairs[opened.pop()[1]])
        elif char in pairs:
            opened.append((index, char))
        elif opened and pairs[opened[-1][1]] == char:
            opened.pop()
        elif any(pairs[each] == char for _, each in opened):
            while pairs[opened[-1][1]] != char:
                at, mark = opened.pop()
                yield unclosed(passage, at, mark, pairs[mark])
            opened.pop()
        else:
            yield unopened(passage, index, char)
    for at, mark in opened:
        if not (following.startswith(mark) and long_quotes.goes_on(following, mark + pairs[mark])):
            yield unclosed(passage, at, mark, pairs[mark])
    straight = _straight(passage.prose)
    if len(straight) % 2 and not opened:
        yield passage.finding(
            say('an odd number of `"`: one of them has no partner; write “ and ” to see which'),
            straight[-1],
            straight[-1] + 1,
            severity=Severity.WARNING,
        )


def _straight(prose: str) -> list[int]:
    """The places where `"` is a quotation mark. After a digit, with no quotation open, it means inches."""
    places: list[int] = []
    for match in re.finditer('"', prose):
        if len(places) % 2 or not prose[match.start() - 1 : match.start()].isdigit():
            places.append(match.start())
    return places


def _ends(prose: str, index: int) -> bool:
    """Whether a mark may close here: before a sign or a space, or at the end."""
    return not re.match(r"\w", prose[index + 1 :][:1] or " ") and not prose[index - 1 : index].isspace()


def _marks(prose: str, pairs: dict[str, str]) -> Iterator[tuple[int, str]]:
    """The marks, and the ends of paragraphs."""
    signs = re.escape("".join((*pairs, *pairs.values())))
    for match in re.finditer(rf"[{signs}]|\n(?=[^\n])", prose):
        yield match.start(), match[0]
