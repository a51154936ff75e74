"""Where a line of a headline may end: between words, never inside one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from hkpress.chinese import tables, to_simplified
from hkpress.core.characters import HAN, LETTERS

LONGEST = 5
"""The longest phrase to look for, in characters."""
TITLE = 20
"""The longest quoted title that is kept whole, in characters."""
JOINED = 8
"""The longest piece that is joined because its parts occur together elsewhere, in characters."""

_QUOTED_WHOLE = rf"[「『《〈“‘][^「」『』《》〈〉“”‘’]{{1,{TITLE}}}[」』》〉”’]"
_COUNTERS = "(?:[港美]?元|個|个|名|間|间|年|月|日|時|时|人|項|项|件|位|宗|次|屆|届|輪|轮|期)?"
_NUMERAL, _NUMERALS = "[〇○零一二三四五六七八九十]", "[零一二三四五六七八九十百千萬億万亿兩两]"
_LATIN_WORD = rf"[{LETTERS}0-9.,%$&'’+-]+"
_NUMBERS_AND_LATIN = (
    rf"{_NUMERAL}{{4}}/{_NUMERAL}{{2,4}}(?:[學学]年|年度)|(?:{_NUMERAL}{{4}}年)?{_NUMERAL}{{1,3}}月(?:{_NUMERAL}{{1,3}}日)?|{_NUMERAL}{{4}}年"
    rf"|百分之{_NUMERALS}+|第?(?!千萬|千万|萬一|万一){_NUMERALS}{{2,}}{_COUNTERS}"
    rf"|[0-9]+(?:[/–][0-9]+)+(?:[學学]年|年度|{_COUNTERS})"
    rf"|(?:[0-9]+年)?[0-9]+月(?:[0-9]+日)?|{_LATIN_WORD}(?<=[0-9%])[萬億万亿]?{_COUNTERS}|{_LATIN_WORD}"
)
_NEVER_LAST = frozenset("逾約近第及與和並或以由於在到往向至對從為為將獲讓被每约与并于对从为将获让")
"""No line ends behind these. They belong to the next word."""
_NEVER_FIRST = frozenset("的之等們了们")
"""No line starts with these."""
_MARK_BEHIND = r"[，。、；：！？」』》〉）\u3000 ]"
_NUMBER_AND_SIGN = re.compile(rf"[0-9%][{HAN}]$")
_SINGLE = re.compile(rf"[{HAN}][{''.join(sorted(_NEVER_FIRST))}]?{_MARK_BEHIND}*")


def split(text: str, names: Iterable[str] = (), around: str = "") -> tuple[str, ...]:
    """Split a Chinese *text* into words. A mark belongs to the word before it.

    *names* and short quoted titles stay whole. So do characters that also occur side by side in the text *around*,
    such as the release, since no list has every word.
    """
    known = "|".join(re.escape(name) for name in sorted({*names}, key=len, reverse=True) if name)
    whole = re.compile("|".join(filter(None, [_QUOTED_WHOLE, known, _NUMBERS_AND_LATIN])))
    words: list[str] = []
    at = 0
    while at < len(text):
        match = whole.match(text, at)
        word = match[0] if match else _phrase(text, at)
        behind = word in _NEVER_FIRST or (words and len(word) == 1 and _NUMBER_AND_SIGN.search(words[-1] + word))
        if words and (behind or re.fullmatch(_MARK_BEHIND, word) or (not match and _belongs(words[-1], word, around))):
            words[-1] += word
        else:
            words.append(word)
        at += len(word)
    return tuple(_bound(_without_singles(words)))


def _bound(words: Iterable[str]) -> list[str]:
    """The words, with small ones joined to what follows, and figures to what they count."""
    bound: list[str] = []
    for word in words:
        if bound and (bound[-1] in _NEVER_LAST or _NUMBER_AND_SIGN.search(bound[-1] + word[0])):
            bound[-1] += word
        else:
            bound.append(word)
    return bound


def _without_singles(words: Iterable[str]) -> list[str]:
    """The words, with single characters joined: two in a row make a word, one before a figure joins the figure, any
    other joins the word before."""
    joined: list[str] = []
    for word, after in pairwise([*words, ""]):
        before = joined[-1] if joined and not re.match(_MARK_BEHIND, joined[-1][-1]) else ""
        starts = len(word) == 1 and (_SINGLE.fullmatch(after) or after[:1].isdigit())
        if before in _NEVER_LAST or word in _NEVER_LAST:
            joined.append(word)
        elif before and (_SINGLE.fullmatch(before) or (_SINGLE.fullmatch(word) and not starts)):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _belongs(before: str, word: str, around: str) -> bool:
    """Whether the two are probably one word, because the text around has them side by side."""
    pair = before[-1] + word[0]
    return len(before) + len(word) <= JOINED and not re.match(_MARK_BEHIND, before[-1]) and pair in around


def _phrase(text: str, at: int) -> str:
    """The longest phrase that begins there, or one character."""
    candidates = (text[at : at + length] for length in range(LONGEST, 1, -1))
    return next((each for each in candidates if each in _phrases()), text[at])


@cache
def _phrases() -> frozenset[str]:
    """OpenCC's phrases, Simplified and Traditional, and our own list of Hong Kong's words; 30 ms, 11 MB."""
    words = re.sub("#.*", "", (tables.FOLDER / "headwords.txt").read_text("utf-8"))
    own = [word for row in tables.rows("terms") for word in (row["hk"], row["cn"])]
    listed = re.split("[\t\n]", tables.text("STPhrases"))
    return frozenset(
        word for word in (*own, *words.split(), *to_simplified(words).split(), *listed) if 1 < len(word) <= LONGEST
    )
