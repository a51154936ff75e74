"""Words that exclude each other: red and 黑色, tomorrow and 今日, earlier and 延遲, cheaper and 貴, closed and 開放.

`_CONTRASTS` is the table. Each line is a group of meanings that exclude each other, each meaning with four lists: its
English words, its Chinese ones, and what else may express it in either language. A finding needs one meaning that only
the English has and another that only the Chinese has, and no other words for them.
Long lines go on, four signs further in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hkpress.figures.relations import Miss, Relation
from hkpress.figures.values import Fact, Kind, Word

_CONTRASTS = r"""
red / 紅色 紅旗 紅雨 / crimson|scarlet|maroon / 紅|赤|丹|朱
amber|yellow / 黃色 黃旗 黃雨 / gold\w*|orange / 黃|琥珀|橙|金
black / 黑色 黑旗 黑雨 / dark / 黑|暗|烏
white / 白色 白旗 / ivory|cream / 白
blue / 藍色 藍旗 / navy|azure|turquoise|cyan / 藍|青
green / 綠色 / eco\w*|sustainab\w*|environment\w*|jade / 綠|青|翠|環保

yesterday / 昨日 昨天 / last|day before|previous|\w+day / 昨|前
today / 今日 今天 / tonight|this (?:morning|afternoon|evening|year|month)|present|now|current\w*|\w+day|
    same day / 今|即|本|當
tomorrow / 明日 明天 / next|following|\w+day / 明|翌|次

last week / 上周 上星期 上週 / previous|past|ago|earlier|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day / 上|前|過去|剛
this week / 本周 今周 本星期 本週 / (?:the|within a) week|current|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|
    this week\w* / 本|今|周內|這
next week / 下周 下星期 下週 / following|coming|upcoming|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day / 下|來|未來|翌

last month / 上月 上個月 / previous|past|ago|earlier|January|February|March|April|May|June|July|August|September|
    October|November|December / 上|前|過去|\d月
this month / 本月 今個月 / the month|current|January|February|March|April|May|June|July|August|September|October|
    November|December / 本|今|\d月|月內
next month / 下月 下個月 / following|coming|January|February|March|April|May|June|July|August|September|October|
    November|December / 下|來|\d月

last year / 去年 / year (?:earlier|ago|before)|previous|prior|past|preceding|\d{4} / 去|上|前|過去|\d{4}|按年|同期
this year / 今年 / the year|current|annual\w*|\d{4}|same year / 今|本|年內|全年|\d{4}|當|同
next year / 明年 / following|coming|\d{4} / 明|來|下|翌|\d{4}|未來

half[- ]price|half[- ]fare|half the (?:price|fare) / 半價 半費 五折 對折 / half|50|discount\w* / 半|五折|50|對折
free of charge|free admission|admission is free|is free|for free|free entry|waived / 免費 全免 免收 / free|waiv\w*|
    exempt\w*|no charge|complimentary|without charge|no fee / 免|豁|不收|零

above(?! all|-mentioned)|higher than / 高於 高出 / more|over|up|exceed\w*|high\w*|above|surpass\w*|outpac\w*|beyond|
    at least|minimum|outperform\w*|better|ahead|larger|not / 高|超|逾|多於|以上|優於|勝|越|突破|不低於|至少|最少|
    之上
below|lower than / 低於 / below|under|less|low\w*|fewer|down|short|behind|not|no|worse|fall\w*|fell|drop\w*|minimum|
    at least / 低|少|不足|以下|未|跌|不到|遜|欠|之下

(?:minutes?|hours?|days?|weeks?|months?|years?) earlier|brought forward|bring forward|
    ahead of schedule / 提早 提前 / earl\w*|forward|advanc\w*|ahead|before|prior|pre\w*|soon\w*|beforehand|
    in time / 早|先|前|預
delayed|postponed|put off|deferred|extended(?= to| until| by)|(?:minutes?|hours?|days?|weeks?) later|put back|
    rescheduled / 延遲 延後 押後 推遲 順延 延期 / late\w*|delay\w*|postpon\w*|extend\w*|extension\w*|resched\w*|put|
    defer\w*|adjourn\w*|roll\w*|push\w*|hold\w*|held|after|until|subsequent\w*|lag\w*|overdue|moved?|back / 延|遲|
    押|後|推|緩|晚|改期|再

shortened|shortens?|shorter|cut(?: \w+){0,4} by / 縮短 / short\w*|reduc\w*|cut\w*|fast\w*|quick\w*|sav\w*|less\w*|
    trim\w*|brief / 縮|短|減|快|省|少
lengthened|longer|prolonged|extended(?= to| until| by) / 延長 / long\w*|length\w*|extend\w*|extension\w*|prolong\w*|
    more|later|increas\w*|additional|until|beyond|stretch\w*|renew\w* / 長|延|加|增|晚|遲|後

cheaper|less expensive|lower-priced / 便宜 較平 較廉 更平 / cheap\w*|low\w*|less|sav\w*|discount\w*|off|afford\w*|
    econom\w*|bargain\w*|reduc\w*|fell|down|below / 便宜|平|廉|低|減|省|折|優惠|少|抵|跌
dearer|more expensive|costlier|pricier / 昂貴 較貴 更貴 貴\d 貴[一二兩三四五六七八九十] / expensive|dear\w*|cost\w*|
    pric\w*|high\w*|more|premium|luxur\w*|up|rise|rose|increas\w*|valuable|precious / 貴|高|多|加|升|漲|增

closed(?! until)|closes? on|shut(?! until) / 休館 休息 關閉 閉館 停業 / clos\w*|shut\w*|not open|suspend\w*|except|
    rest|ceas\w*|off / 休|關|閉|停|暫|封|截|止|除|不|非|收
opens?(?! (?:until|till|to)\b) / 開放 營業 開館 / open\w*|operat\w*|hours|admi\w*|access\w*|service\w*|daily|
    business|resum\w*|reopen\w*|public|except|every day|visit\w*|welcom\w* / 開|營|啟|重|恢復|供

(?:net )?inflows? / 流入 / in\w*|receiv\w* / 入|進
(?:net )?outflows? / 流出 / out\w*|withdraw\w*|redempt\w* / 出|走|贖

(?:not|no longer) (?:allowed|permitted)|prohibited|forbidden|banned|(?:must|may|can|shall|will) ?not(?! (?:only|
    be (?:later|less|more|fewer)|exceed|necessarily|hesitate)|[^.;]*\b(?:unless|until|before|(?:more|less|fewer|
    later|earlier|other) than|exceed\w*|without|only|beyond|over|under|below|above)\b)|non-\w+able|no (?!longer|
    matter|doubt|less|more|fewer|later|one|other)\w+(?: \w+)? (?:will|may|can|
    shall) be / 不得 不准 禁止 不可 不會 / no|not|never|none|without|unless|until|only / 不|未|沒|無|勿|禁|非|否|毋|
    免|拒|停|取消|限|除|只|方|才|莫|零|缺|待|避|嚴|暫|絕|難|尚|罷|最|內|防|杜|失
(?<!not )(?:allowed|permitted) / 准許 容許 允許 可 將 仍 須 會(?![議員長面展址場計社見堂德]) / may(?! not)|
    can(?!not| not)|must(?! not)|shall(?! not)|should|have to|has to|(?<!no longer )(?<!not )required / 可
"""


@dataclass(frozen=True)
class _Meaning:
    english: str
    chinese: str
    other_english: str
    other_chinese: str

    @cached_property
    def in_english(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.english})\b")

    @cached_property
    def in_chinese(self) -> re.Pattern[str]:
        return re.compile("|".join(self.chinese.split()))

    def english_says(self, en: str) -> bool:
        return bool(self.in_english.search(en) or re.search(rf"\b(?:{self.other_english.lower()})\b", en))

    def chinese_says(self, zh: str) -> bool:
        return bool(self.in_chinese.search(zh) or re.search(self.other_chinese, zh))


_GROUPS = [
    [_Meaning(*line.split(" / ")) for line in group.splitlines()]
    for group in re.sub("\n {4}", "", _CONTRASTS).strip().split("\n\n")
]


_CHINESE = ["|".join("|".join(meaning.chinese.split()) for meaning in group) for group in _GROUPS]
_SIGNS = "".join(sorted({word[0] for words in _CHINESE for word in words.split("|")}))
_HAN = re.compile(f"(?=[{_SIGNS}])(?:{'|'.join(f'(?P<g{place}>{words})' for place, words in enumerate(_CHINESE))})")
"""Each word of the table, as a named group of its line group: most texts have none."""


def contrasts(en: str, zh: str) -> Iterator[Miss]:
    """What the folded texts say in words that exclude each other."""
    small = en.lower()
    if len(small) != len(en):
        return
    for place in sorted({int((match.lastgroup or "")[1:]) for match in _HAN.finditer(zh)}):
        group = _GROUPS[place]
        there = [(meaning, match) for meaning in group if (match := meaning.in_chinese.search(zh))]
        if len(there) != 1:
            continue
        yours, match_zh = there[0]
        others = (meaning for meaning in group if meaning is not yours)
        here = [(meaning, match) for meaning in others if (match := meaning.in_english.search(small))]
        if len(here) == 1 and not here[0][0].chinese_says(zh) and not yours.english_says(small):
            yield Miss(_said(here[0][1], en), _said(match_zh, zh), Relation.CONTRAST)


def _said(match: re.Match[str], text: str) -> Fact:
    words = text[match.start() : match.end()]
    return Fact(Kind.WORD, Word(words), match.start(), match.end(), words, hard=False)
