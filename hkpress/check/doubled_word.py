"""A word that stands twice in a row.

The rule skips words that are doubled by nature: had had, 人人, 一步一步, 研究研究, and names.

Wrong: the opening of the the new laboratory; 科技園公司公司今日公布
Right: the opening of the new laboratory; 科技園公司今日公布
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import eq

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity

CODE = "doubled-word"
SEVERITY = Severity.WARNING

_DOUBLED_LATIN = re.compile(r"(?<![\w'’&-])([A-Za-z]+(?: [A-Za-z]+)?)\s+\1(?![\w'’&-])", re.IGNORECASE)
_LOWER_WORD = re.compile("[a-z]+")
_DOUBLED_BY_NATURE = re.compile(
    "had|that|very|really|many|much|so|no|ha|bye|knock|blah|far|wee|is|more|out|long|boo|win"
)
_SMALL_WORD = re.compile(
    "the|a|an|of|to|in|and|for|on|with|by|at|from|as|be|or|are|was|were|has"
    "|have|will|would|this|these|it|its|our|we|their|they|he|she|his|her|not|can|which|who|into|than"
)
_JOINS = re.compile("to|by|on|after|in|of|for|and|or|with|upon")
_RIGHT = re.compile(
    r"\b(?:time to time to|log(?:s|ged)? on on|logg?(?:ed)? in in|hand(?:ed|s)? in in|carr(?:y|ied|ies) on on"
    r"|go(?:es|ing)? on on|turn(?:ed|s)? on on|sworn in in|c[ao]me in in|checked in in|step(?:ped)? in in|set in in"
    r"|(?:what|which|who|that|it|there|one) (?:is is|was was|are are|were were)|look(?:ed|ing)? for for"
    r"|(?:day to day|one to one|face to face|up) to to|later on on|early on on|moved? on on|rely on on|built on on)\b",
    re.IGNORECASE,
)
"""Phrases in which a small word may be repeated."""
_CHARACTER = re.compile(
    "(?:(?<![目標])的的(?!士|確)|了了(?!解|之|然|事|結|斷)|於於|(?<![普觸涉提波以])及及|(?<!參)與與(?!否)"
    "|(?<![和總溫平調飽緩共柔祥])和和(?!氣|睦|平|諧|美|順|樂|解)|或或|而而|並並(?!非)|(?<![三可得予所難足加])以以|被被"
    "|(?<![規原準守細法總附學])則則|(?<![自理緣事經])由由|(?<![服順跟聽])從從|這這|(?<![是不])是是(?![非否次項日])"
    "|將將(?![軍來])|(?<![實現存所內潛外旨])在在(?![場座職校學線地任囚野於都需須顯反說提證影可令使]))"
)
_TWICE = frozenset(char * 2 for char in "的了於及與和或而並以被則由從這是將在")
_DOUBLED_HAN = re.compile(rf"([{HAN}]{{2,8}})\1")
_REDUPLICATED = re.compile(
    r"一.+|(.)\1+|[〇○零一二三四五六七八九]+|(?:研究|討論|考慮|商量|打聽|學習|休息|參考|了解|非常|十分|加油|熱鬧|高興|多多|認識|切磋|交流|介紹|檢討|比較|活動|整理|支持)"
)

_DOUBLED_NAME = re.compile(r"\b([A-Z][a-z]+)[ -]\1\b")
"""Names of two equal parts, such as Baden-Baden and Bora Bora; Chinese has them too."""
_STREET = re.compile("[道街路站邨里徑巷村區灣港橋]|公園|大學|中學|小學|醫院")
"""A street or school that is named after its district: 灣仔灣仔道."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every word that is typed twice in a row."""
    doubled = any(_DOUBLED_NAME.search(passage.prose) for passage in proof.texts_in("en"))
    return memo.each(proof, _look_for_characters if doubled else _in_passage, plain=True)


def _in_passage(passage: Passage) -> Iterable[Finding]:
    yield from _look_for_characters(passage)
    for match in _DOUBLED_HAN.finditer(passage.prose) if passage.is_chinese else ():
        if not (_REDUPLICATED.fullmatch(match[1]) or _STREET.match(passage.prose, match.end())):
            yield _write_once(passage, match, match[1])


def _look_for_characters(passage: Passage) -> Iterable[Finding]:
    for match in _DOUBLED_LATIN.finditer(passage.prose) if _may_repeat(passage.prose) else ():
        if _is_typed_twice(match):
            yield _write_once(passage, match, match[1])
    for match in _CHARACTER.finditer(passage.prose) if not _TWICE.isdisjoint(passage.grams) else ():
        yield _write_once(passage, match, match[0][0])


def _may_repeat(prose: str) -> bool:
    """Whether a word repeats the one before it or the one before that. This is quicker than the pattern."""
    words = _LOWER_WORD.findall(prose.lower())
    return any(map(eq, words, words[1:])) or any(map(eq, words, words[2:]))


def _write_once(passage: Passage, match: re.Match[str], word: str) -> Finding:
    return passage.finding(say("`{word}` twice: write it once", word=word), *match.span(), fix=word)


def _is_typed_twice(match: re.Match[str]) -> bool:
    first, second = match[1], match[0][-len(match[1]) :]
    words = first.lower().split()
    if len(words) == 1 and _SMALL_WORD.fullmatch(words[0]):
        return not _RIGHT.search(match.string, max(0, match.start() - 20), match.end() + 20)
    if _DOUBLED_BY_NATURE.fullmatch(words[0]) or len(first) == 1:
        return False
    if len(words) > 1:
        return bool(_SMALL_WORD.fullmatch(words[0])) or not _JOINS.fullmatch(words[1])  # time to time to
    return not (first[0].isupper() and second[0].isupper())  # Duran Duran, Lai Lai
