"""Two values that are swapped between their words: the oldest is 82 and the youngest 6, 最年長6歲，最年幼82歲.

`_OPPOSITES` is the table of words beside values. Each row has a word and its opposites, in English and Chinese. A word
belongs to the nearest value of its clause. The module reports two values only if each
has the other's word beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from hkpress.figures.counted import ROWS
from hkpress.figures.relations import Miss, Relation
from hkpress.figures.scanning import LOOKAROUND
from hkpress.figures.values import Clock, Count, Day, Fact, Kind, Money, Share

_OPPOSITES = r"""
oldest|eldest: 最年長 最老; youngest: 最年幼 最年輕 最年少 最小
longest: 最長; shortest: 最短; highest|tallest: 最高; lowest: 最低; largest|biggest: 最大; smallest: 最細
men|males?|male: 男; women|females?|female: 女; boys: 男; girls: 女
died|dead|deaths?|killed|fatal\w*: 死亡 死 亡; injured|wounded|hurt|injur\\w+: 傷
adults?: 成人
child|children: 兒童 小童; students?: 學生; elderly|seniors?|elders: 長者
members?: 會員
long: 長(?!者|期|達)
wide: 闊 寬; high|tall: 高; deep: 深; thick: 厚
opens?|opened|starts?|started|begins?|began: 開始 開設 開幕 展開 開演 起
closes?|closed|ends?|ended: 截止 結束 關閉 完結 閉幕
won|wins?: 贏 勝; lost|loss(?:es)?: 輸 負 敗; drawn|draws?: 和
first: 首 第一; second: 第二 次; third: 第三; fourth: 第四
north|northern: 北; south|southern: 南; east|eastern: 東; west|western: 西
gold: 金; silver: 銀; bronze: 銅
primary: 小學; secondary: 中學
morning: 早上 上午 早場; afternoon: 下午 午場; evening: 晚上 黃昏 晚場
weekdays?: 平日 周一至 星期一至; weekends?: 周末 週末 假日
local: 本地; overseas|international|non-local: 海外 國際 非本地; mainland: 內地
full-time: 全職; part-time: 兼職
lectures?: 講座 課堂; workshops?: 工作坊; seminars?: 研討會
performances?|shows?|concerts?: 演出 表演 音樂會
imports?: 進口; exports?: 出口
revenue|income|turnover: 收入 營業額
expenditure|spending|costs?|expenses?: 開支 支出 成本
main hall|concert hall|grand theatre|auditorium: 主廳 音樂廳 大劇院 大劇場 禮堂 大堂
studio|studio theatre|black box|recital hall: 小劇場 黑盒 演奏廳 排練室
main (?:building|block|tower): 主樓 主座; annexe?s?|wings?: 附翼 附樓 翼
indoors?: 室內; outdoors?: 室外 戶外
inbound: 入境 訪港; outbound: 出境 離境; arrivals?: 抵港 入境; departures?: 離港 出境
public: 公營 公立 公共; private: 私營 私立 私人
daytime: 日間; night: 夜間 晚間; new: 新; existing: 現有 現存
doors open: 入場; approved: 獲批 批准; rejected|refused: 拒絕 否決 被拒
for: 贊成
against: 反對; abstain\w*|abstentions?: 棄權
"""
_PLACES = (
    "Hong Kong: 香港; Kowloon: 九龍; Shenzhen: 深圳; Guangzhou: 廣州; Macao|Macau: 澳門; Beijing: 北京; Shanghai: 上海"
    "; New Territories: 新界; Japan: 日本; Singapore: 新加坡; the US|United States: 美國; the UK|United Kingdom: 英國"
    "; ASEAN: 東盟; the Mainland: 內地; Europe: 歐洲; Asia: 亞洲; Thailand: 泰國; South Korea: 韓國; Taiwan: 台灣 臺灣"
    "; Vietnam: 越南; Malaysia: 馬來西亞; Australia: 澳洲; Canada: 加拿大"
)
_FAR = 24
_FAR_HAN = 12
_PARTING = re.compile(r"[,;:、]|\b(?:and|while|but|with)\b|[，；：]|[及和與而]")
_STOP = re.compile(r"[.。！？\n](?!\d)")
_OF = re.compile(r"\b(?:in|at|of|from|on|across|by)\b")
_ASIDE = 6
"""A figure behind such a word is less likely to be its own: 3,600 stray cats in 64 places."""
_SENTENCE_END = re.compile(r"[.;。；！？\n](?!\d)")


@dataclass(frozen=True)
class _Owner:
    english: str
    words: tuple[str, ...]
    """The Chinese words as plain text: the lookarounds of `chinese` are left out."""
    chinese: str
    line: int
    """The line of the table; -1 for a word without an opposite."""

    @cached_property
    def in_english(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.english})\b")

    @cached_property
    def in_chinese(self) -> re.Pattern[str]:
        return re.compile(self.chinese)


def _rows() -> Iterator[_Owner]:
    lines = enumerate([*_OPPOSITES.strip().splitlines(), *_PLACES.split("; ")])
    table = [(row.split(": "), line) for line, rows in lines for row in rows.split("; ")]
    listed = [(english.lower(), chinese.split(), line) for (english, chinese), line in table]
    for english, words, line in [*listed, *((row.english, row.chinese, -1) for row in ROWS)]:
        yield _Owner(english, tuple(LOOKAROUND.sub("", word) for word in words), "|".join(words), line)


_TABLE = [*_rows()]
_BY_START: dict[str, list[tuple[str, int]]] = {}
"""The Chinese words and the places of their rows, by first sign: most are not looked for in most texts."""
for _place, _row in enumerate(_TABLE):
    for _word in _row.words:
        _BY_START.setdefault(_word[0], []).append((_word, _place))
_EARLIER = (
    re.compile(r"\b(?:last|previous|preceding) (?:year|quarter|month)\b|\ba year (?:earlier|ago|before)\b"),
    re.compile("(?:[去上前]年|上一?季度?|上月|上一年度?)(?:同期)?(?=[則的]?[為是有錄僅只約逾近\\d])"),
)
"""Words that say which of two values is the earlier one."""


def swapped(en: str, zh: str, pairs: Sequence[tuple[Fact, Fact]]) -> Iterator[Miss]:
    """The two values of the folded texts that each stand with the other's word; *pairs* are those that stand once."""
    groups = Counter(_sort(*pair) for pair in pairs)
    alike = [pair for pair in pairs if (sort := _sort(*pair)) and groups[sort] > 1]
    if len(alike) < 2:
        return
    small = en.lower()  # a search that ignores capitals takes twice as long
    if len(small) != len(en):
        return
    owners = {owner for row in _present(zh) for owner in _owners(small, zh, alike, row.in_english, row.in_chinese)}
    crossed = {pair for pair in combinations(range(len(alike)), 2) if pair in owners and pair[::-1] in owners}
    if len(alike) == 2 and not owners and _take_turns_crossed(small, zh, alike):
        crossed = {(0, 1)}
    if len(alike) == 2 and not crossed and not isinstance(alike[0][0].value, Day):
        crossed = {(one, other) for one, other in _owners(small, zh, alike, *_EARLIER) if one != other}
    for one, other in crossed:
        if _sort(*alike[one]) == _sort(*alike[other]):
            yield Miss(alike[one][0], alike[other][1], Relation.ORDER)


def _take_turns_crossed(en: str, zh: str, pairs: Sequence[tuple[Fact, Fact]]) -> bool:
    """Whether two words of a line of the table and two values take turns in both texts, and not in the same order.

    The oldest, Mr Lee, is 92 and the youngest, Miss Ho, is 17: 最年長的李先生17歲，最年幼的何小姐92歲.
    """
    lines: dict[int, list[_Owner]] = {}
    for row in _present(zh):
        lines.setdefault(row.line, []).append(row)
    for rows in lines.values():
        if len(rows) != 2 or rows[0].line < 0:
            continue
        here, there = (
            [[*find.finditer(text)] for find in finds]
            for text, finds in ((en, [row.in_english for row in rows]), (zh, [row.in_chinese for row in rows]))
        )
        if not all(len(found) == 1 for found in (*here, *there)):
            continue
        order_en = _turns([found[0] for found in here], [pair[0] for pair in pairs], en)
        order_zh = _turns([found[0] for found in there], [pair[1] for pair in pairs], zh)
        if order_en and order_zh and order_en != order_zh:
            return True
    return False


def _turns(words: Sequence[re.Match[str]], facts: Sequence[Fact], text: str) -> list[int]:
    """Which value each of two words stands with, if words and values take turns in one sentence; else none."""
    signs = sorted(
        (
            *((word.start(), 0, place) for place, word in enumerate(words)),
            *((fact.start, 1, place) for place, fact in enumerate(facts)),
        )
    )
    if [kind for _, kind, _ in signs] not in ([0, 1, 0, 1], [1, 0, 1, 0]) or _STOP.search(
        text, signs[0][0], signs[-1][0]
    ):
        return []
    owners = {}
    for one, other in (signs[:2], signs[2:]):
        word, value = sorted((one, other), key=lambda sign: sign[1])
        owners[word[2]] = value[2]
    return [owners[0], owners[1]]


def _present(zh: str) -> list[_Owner]:
    """The rows whose words the Chinese text has, whatever comes next to them."""
    there = {place for sign in _BY_START.keys() & {*zh} for word, place in _BY_START[sign] if word in zh}
    return [_TABLE[place] for place in sorted(there)]


def stand_with_their_words(en: str, zh: str, pairs: Sequence[tuple[Fact, Fact]]) -> bool:
    """Whether each of the *pairs* has a word of the table that stands with it in both folded texts: 3% in Hong Kong."""
    small = en.lower()
    owners = {owner for row in _present(zh) for owner in _owners(small, zh, pairs, row.in_english, row.in_chinese)}
    return owners == {(place, place) for place in range(len(pairs))}


def _sort(en: Fact, zh: Fact) -> object:
    match en.value:
        case Money() | Share() | Clock() | Day():
            return type(en.value) if type(en.value) is type(zh.value) else None
        case Count() if en.kind is zh.kind is Kind.NUMBER and not (en.unit and en.unit.is_measure):
            return "number" if not (zh.unit and zh.unit.is_measure and zh.unit.name != "years") else None
        case Count() if en.kind is zh.kind is Kind.NUMBER and en.unit:
            return en.unit.sort
    return None


def _owners(
    en: str, zh: str, pairs: Sequence[tuple[Fact, Fact]], english: re.Pattern[str], chinese: re.Pattern[str]
) -> Iterable[tuple[int, int]]:
    """The pairs whose values the English and the Chinese word stand with; none if a text has the word twice."""
    there = [*chinese.finditer(zh)]
    here = [*english.finditer(en)] if len(there) == 1 else []
    if len(here) != 1:
        return ()
    owner_en = _nearest(en, here[0].span(), [pair[0] for pair in pairs], _FAR)
    owner_zh = _nearest(zh, there[0].span(), [pair[1] for pair in pairs], _FAR_HAN)
    return [(owner_en, owner_zh)] if owner_en is not None and owner_zh is not None else ()


def _nearest(text: str, word: tuple[int, int], facts: Sequence[Fact], far: int) -> int | None:
    """The place in *facts* of the one nearest to a *word*, by its span; None if none is near, or two are as near."""
    found = []
    for place, fact in enumerate(facts):
        start, end = (fact.end, word[0]) if fact.end <= word[0] else (word[1], fact.start)
        between = text[start:end] if start <= end else ""
        if start <= end and not _SENTENCE_END.search(between):
            aside = _ASIDE if fact.start >= word[1] and _OF.search(between) else 0
            found.append((len(between) + far * len(_PARTING.findall(between)) + aside, place))
    found.sort()
    if len(found) > 1 and found[0][0] == found[1][0] == 0:
        return min(found[:2], key=lambda each: facts[each[1]].start)[1]  # 十男四女
    if not found or found[0][0] > far or (len(found) > 1 and found[1][0] - found[0][0] < 2):
        return None
    return found[0][1]
