"""Where a line of a headline may end: between words, never inside one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from hkpress.chinese import tables, to_simplified

LONGEST = 5
"""The most characters of a phrase that is looked for."""
TITLE = 14
"""The most characters of a quoted title that is kept whole."""
JOINED = 8
"""The most characters of a piece that is joined because its parts occur together elsewhere."""

_WHOLE = rf"[「『《〈“‘][^「」『』《》〈〉“”‘’]{{1,{TITLE}}}[」』》〉”’]"
_PLAIN = r"[A-Za-z0-9.,%$&'’+-]+[萬億万亿]?(?:[港美]?元|個|个|名|間|间|年|月|日|時|时|人|項|项|件)?"
_BEFORE = frozenset("逾約近第及與和並或以由於在向至對從為為將獲约与并于对从为将获")
"""No line ends behind these: they belong to the word that follows."""
_BEHIND = frozenset("的之等們了们")
"""No line starts with these."""
_MARKS = r"[，。、；：！？」』》〉）\u3000 ]"


def split(text: str, names: Iterable[str] = (), around: str = "") -> tuple[str, ...]:
    """Split a Chinese *text* into words. A mark belongs to the word before it.

    *names* and short quoted titles stay whole. So do characters that are also side by side in the text *around*,
    such as the release: no list has every word.
    """
    known = "|".join(re.escape(name) for name in sorted({*names}, key=len, reverse=True) if name)
    whole = re.compile("|".join(filter(None, [_WHOLE, known, _PLAIN])))
    words: list[str] = []
    at = 0
    while at < len(text):
        match = whole.match(text, at)
        word = match[0] if match else _phrase(text, at)
        behind = word in _BEHIND or (words and words[-1] in _BEFORE)
        if words and (behind or re.fullmatch(_MARKS, word) or (not match and _belongs(words[-1], word, around))):
            words[-1] += word
        else:
            words.append(word)
        at += len(word)
    return tuple(words)


def _belongs(before: str, word: str, around: str) -> bool:
    """Whether the two are probably one word: the text around has them side by side."""
    pair = before[-1] + word[0]
    return len(before) + len(word) <= JOINED and not re.match(_MARKS, before[-1]) and pair in around


def _phrase(text: str, at: int) -> str:
    """The longest phrase that begins there, or one character."""
    candidates = (text[at : at + length] for length in range(LONGEST, 1, -1) if at + length <= len(text))
    return next((each for each in candidates if f"\n{each}\t" in _lists() or f"\t{each}\n" in _lists()), text[at])


@cache
def _lists() -> str:
    """OpenCC's phrases, Simplified and Traditional, and our own list of Hong Kong's words."""
    own = "".join(f"\n{row['hk']}\t{row['cn']}\n" for row in tables.rows("terms"))
    words = re.sub("#.*", "", (tables.FOLDER / "headwords.txt").read_text("utf-8")).split()
    simplified = to_simplified("\n".join(words)).split("\n")
    own += "".join(f"\n{simple}\t{word}\n" for simple, word in zip(simplified, words, strict=True))
    return tables.text("STPhrases") + own
