"""Periods and days in words: a week and 一個月, this Friday and 下周五, Monday and Thursday and 星期一至四.

They are no facts, or facts that need no partner, so this module compares them. A person must judge what it finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hkpress.figures.english_dates import WEEKDAYS
from hkpress.figures.relations import Miss, Relation
from hkpress.figures.values import Fact, Kind, Word

_UNITS = """
minute: 分鐘 分鍾: time
hour: 小時 鐘頭: time
day: 日 天: time
week: 星期 周 週 禮拜: time
month: 個月: time
year: 年: time
decade: 十年: time
gram: 克: weight
kilogram|kilo: 公斤 千克: weight
tonne|ton: 公噸 噸: weight
pound: 磅: weight
centimetre|inch: 厘米 吋: length
foot: 呎 尺: length
metre|meter: 米 公尺: length
kilometre|kilometer|km: 公里: length
mile: 英里 哩: length
litre: 公升 升: volume
million: 百萬: scale
billion: 十億: scale
"""
_ROWS = [row.split(": ") for row in _UNITS.strip().splitlines()]
_SORTS = {english: sort for english, _, sort in _ROWS}
_UNIT_EN = {word: english for english, _, _ in _ROWS for word in english.split("|")}
_UNIT_ZH = {word: english for english, chinese, _ in _ROWS for word in chinese.split()}
_ONE = re.compile(rf"\b(?:an?|one) (?P<unit>{'|'.join(_UNIT_EN)})\b(?! and a half)")
_ANY_UNIT = "|".join(sorted(_UNIT_ZH, key=len, reverse=True))
_ONE_HAN = re.compile(
    "[一1](?<![第每同某月期周週拜十百千萬億〇零一二三四五六七八九\\d.,].) ?(?:個(?!月))?"  # a set first: it is quick
    rf"(?P<unit>{_ANY_UNIT})(?![級度生一歲年票遊])"
)
_DAYS = "|".join(WEEKDAYS)
_HAN_DAYS = "一二三四五六日"
_WHICH_ZH = {"last": "上", "this": "本今這", "next": "下"}
_WEEK = re.compile(rf"\b(?P<which>last|this|next) (?P<day>{_DAYS})\b")
_WEEK_HAN = re.compile("(?P<which>[上本今這下])個?(?:周|週|星期|禮拜)(?P<day>[一二三四五六日天])")
_TWO_DAYS = re.compile(rf"(?<!day, )\b(?P<one>{_DAYS})s? ?(?P<join>to|through|until|-|and|&) ?(?P<other>{_DAYS})s?\b")
_TWO_DAYS_HAN = re.compile(
    "(?<![、及和至])(?:周|週|星期|禮拜)(?P<one>[一二三四五六日天])(?P<join>[至到、及和與-])(?:周|週|星期|禮拜)?"
    "(?P<other>[一二三四五六日天])(?![、及和至個名間項位月號天])"
)
_UP_TO = frozenset(["to", "through", "until", "-", "至", "到"])


_RUNNING = re.compile(
    r"\b[\w-]+ (?:consecutive|successive|straight) (?P<unit>day|week|month|quarter|year)s?\b"
    r"|\b[\w-]+ (?P<unit2>day|week|month|quarter|year)s? (?:running|in a row|in succession)\b"
)
_RUNNING_HAN = re.compile(r"連續第?[一二兩三四五六七八九十\d]{1,3} ?個?(?P<unit>日|天|周|週|星期|月|季|年)")
_RUNS = {
    "日": "day",
    "天": "day",
    "周": "week",
    "週": "week",
    "星期": "week",
    "月": "month",
    "季": "quarter",
    "年": "year",
}


def mistimed(en: str, zh: str) -> Iterator[Miss]:
    """The periods and days of the folded texts that cannot be the same."""
    small = en.lower()
    if len(small) != len(en):
        return
    yield from _single_units(en, small, zh)
    yield from _runs(en, small, zh)
    if "day" in small:
        yield from _weeks(en, small, zh)
        yield from _two_days(en, small, zh)


def _single_units(en: str, small: str, zh: str) -> Iterator[Miss]:
    """A week beside 一個月, a kilogram beside 一公噸: the only unit of its sort that the other text lacks."""
    theirs = {_UNIT_ZH[match["unit"]]: match for match in _ONE_HAN.finditer(zh)}
    if not theirs:
        return
    mine = {_UNIT_EN[match["unit"]]: match for match in _ONE.finditer(small)}
    lost, strange = mine.keys() - theirs, theirs.keys() - mine
    if len(lost) != 1 or len(strange) != 1:
        return
    here, there = lost.pop(), strange.pop()
    if _SORTS[here] == _SORTS[there] and not _names(small, there.split("|")) and not _names(zh, _HAN_WORDS[here]):
        yield Miss(_worded(en, mine[here]), _worded(zh, theirs[there]), Relation.UNIT)


def _runs(en: str, small: str, zh: str) -> Iterator[Miss]:
    """The seventh consecutive month beside 連續第七年."""
    theirs = [*_RUNNING_HAN.finditer(zh)] if "連續" in zh else []
    mine = [*_RUNNING.finditer(small)] if len(theirs) == 1 else []
    if len(mine) == 1 and (mine[0]["unit"] or mine[0]["unit2"]) != _RUNS[theirs[0]["unit"]]:
        yield Miss(_worded(en, mine[0]), _worded(zh, theirs[0]), Relation.UNIT)


_HAN_WORDS = {english: chinese.split() for english, chinese, _ in _ROWS}


def _names(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def _weeks(en: str, small: str, zh: str) -> Iterator[Miss]:
    """This Friday beside 下周五."""
    theirs = {_HAN_DAYS.index(match["day"].replace("天", "日")): match for match in _WEEK_HAN.finditer(zh)}
    for match in _WEEK.finditer(small) if theirs else ():
        there = theirs.get(WEEKDAYS.index(match["day"]))
        if there and there["which"] not in _WHICH_ZH[match["which"]]:
            yield Miss(_worded(en, match), _worded(zh, there), Relation.CONTRAST)


def _two_days(en: str, small: str, zh: str) -> Iterator[Miss]:
    """Monday and Thursday beside 星期一至四, which are four days."""
    mine = [*_TWO_DAYS.finditer(small)]
    theirs = [*_TWO_DAYS_HAN.finditer(zh)] if len(mine) == 1 else []
    if len(mine) != 1 or len(theirs) != 1:
        return
    here, there = mine[0], theirs[0]
    first, last = WEEKDAYS.index(here["one"]), WEEKDAYS.index(here["other"])
    days = tuple(_HAN_DAYS.index(there[name].replace("天", "日")) for name in ("one", "other"))
    if (first, last) == days and (last - first) % 7 > 1 and (here["join"] in _UP_TO) is not (there["join"] in _UP_TO):
        yield Miss(_worded(en, here), _worded(zh, there), Relation.CONTRAST)


def _worded(text: str, match: re.Match[str]) -> Fact:
    start, end = match.span()
    return Fact(Kind.WORD, Word(text[start:end]), start, end, text[start:end], hard=False)
