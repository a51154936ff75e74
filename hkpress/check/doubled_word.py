"""A word that stands twice in a row.

Words that are doubled by nature are left alone: had had, 人人, 一步一步, 研究研究, and names.

Wrong: the opening of the the new laboratory; 科技園公司公司今日公布
Right: the opening of the new laboratory; 科技園公司今日公布
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity

CODE = "doubled-word"
SEVERITY = Severity.WARNING

_LATIN = re.compile(r"(?<![\w'’&-])([A-Za-z]+(?: [A-Za-z]+)?)\s+\1(?![\w'’&-])", re.IGNORECASE)
_DOUBLED_BY_NATURE = re.compile(
    "had|that|very|really|many|much|so|no|ha|bye|knock|blah|far|wee|is|more|out|long|boo|win"
)
_SMALL = re.compile(
    "the|a|an|of|to|in|and|for|on|with|by|at|from|as|be|or|are|was|were|has"
    "|have|will|would|this|these|it|its|our|we|their|they|he|she|his|her|not|can|which|who|into|than"
)
_CHARACTER = re.compile(
    "(?:的的(?!士|確)|了了(?!解|之|然|事|結|斷)|於於|及及|與與|(?<!和)和和(?!氣|睦|平|諧|美|順|樂|解)|或或|而而|並並(?!非)|(?<!三)以以|被被|則則|由由|從從"
    "|這這|(?<![是不])是是(?!非)|將將(?!軍|來|來)|(?<![實現存所內])在在(?!場|座|職|校|學|線|地|任|囚|野|於))"
)
_WORD = re.compile(rf"([{HAN}]{{2,8}})\1")
_REDUPLICATED = re.compile(
    r"一.+|(.)\1+|(?:研究|討論|考慮|商量|打聽|學習|休息|參考|了解|非常|十分|加油|熱鬧|高興|多多|認識|切磋|交流|介紹|檢討|比較|活動|整理|支持)"
)


def check(proof: Proof) -> Iterable[Finding]:
    """A warning at every word that stands twice."""
    for passage in proof.passages:
        for match in _LATIN.finditer(passage.prose):
            if _is_slip(match):
                yield passage.finding(say("`{word}` twice: write it once", word=match[1]), *match.span(), fix=match[1])
        if passage.is_chinese:
            for match in _CHARACTER.finditer(passage.prose):
                yield passage.finding(
                    say("`{word}` twice: write it once", word=match[0][0]), *match.span(), fix=match[0][0]
                )
            for match in _WORD.finditer(passage.prose):
                if not _REDUPLICATED.fullmatch(match[1]):
                    yield passage.finding(
                        say("`{word}` twice: write it once", word=match[1]), *match.span(), fix=match[1]
                    )


def _is_slip(match: re.Match[str]) -> bool:
    first, second = match[1], match[0][-len(match[1]) :]
    words = first.lower().split()
    if len(words) == 1 and _SMALL.fullmatch(words[0]):
        return True
    if _DOUBLED_BY_NATURE.fullmatch(words[0]) or len(first) == 1:
        return False
    return len(words) > 1 or not (first[0].isupper() and second[0].isupper())  # Duran Duran, Lai Lai
