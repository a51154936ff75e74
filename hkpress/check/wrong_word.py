"""A Chinese word with a character that looks or sounds like the right one: 自已, 己經, 國藉, 震憾.

The check knows words that are wrong wherever they stand. 已 and 己, 籍 and 藉, 撼 and 憾, 複 and 復 are the usual ones.

Wrong: 公司己於去年推出服務。
Right: 公司已於去年推出服務。
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity

CODE = "wrong-word"
SEVERITY = Severity.WARNING

_WORDS = {
    "(?<![自知克律利異私一各])己(?:經(?![營理濟])|於|獲|完成|成為|達|超過|展開|推出|簽署|公布|落成|投入|開始)": "己已",
    "(?<![來出源始發])自已(?![發登完獲經有達被向於])": "已己",
    "[國書戶學黨]藉(?![此着著由機故助])": "藉籍",
    "(?<![國書戶學黨祖古典史入])籍(?:此機|此向|着|著)": "籍藉",
    "震憾|憾動": "憾撼",
    "遺撼|缺撼": "撼憾",
    "[恢修收康]複|複[興甦辦航工課原]": "複復",
    "反復": "復覆",
    "[答回]複|複蓋": "複覆",
    "復雜|復合|復數|重復": "復複",
    "[協建決]義(?=[書會，。、的])": "義議",
    "既使": "既即",
    "按裝": "按安",
    "帳蓬": "蓬篷",
    "一愁莫展": "愁籌",
    "穿流不息": "穿川",
    "不徑而走": "徑脛",
    "名列前矛": "矛茅",
    "別出心栽": "栽裁",
    "迫不急待": "急及",
    "由其是": "由尤",
    "(?<![色光精喝七多合])彩[用納購取]": "彩採",
    "剪采": "采綵",
    "辨公室|[舉主承]辨": "辨辦",
    "辦認|辦識": "辦辨",
    "末(?:能夠|有任何|經批准|經授權)": "末未",
    "[週年月歲]未(?=[，。、至起及前])": "未末",
    "氣侯|侯選": "侯候",
}
"""Wrong words, each with the wrong character and the right one."""
_BY_WRONG = defaultdict[str, list[tuple[str, str]]](list)
"""The words of each wrong character, each with the right character."""
for _word, _chars in _WORDS.items():
    _BY_WRONG[_chars[0]].append((_word, _chars[1]))


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such word."""
    return memo.each(proof, _in_passage, only="tc")


def _in_passage(passage: Passage) -> Iterator[Finding]:
    for wrong in sorted(_BY_WRONG.keys() & passage.grams):
        pattern, rights = _words(wrong)
        for match in pattern.finditer(passage.prose):
            assert match.lastindex
            fix = match[0].replace(wrong, rights[match.lastindex - 1], 1)
            message = say("`{found}` is a slip for {right}: write {right}", found=match[0], right=fix)
            yield passage.finding(message, *match.span(), fix=fix)


@cache
def _words(wrong: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds the words with this wrong character, a group for each, and their right characters."""
    words = _BY_WRONG[wrong]
    return re.compile("|".join(f"({word})" for word, _ in words)), tuple(right for _, right in words)
