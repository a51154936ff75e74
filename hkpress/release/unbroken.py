"""What must stay on one line: a telephone number, a figure and its unit, a word and its number, a title and a surname.
Keep this module light: processes that only print import it.
"""

from __future__ import annotations

import re
from functools import cache

from hkpress.core.characters import HAN

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NUMBERED = (
    r"(?:Phase|Pier|Grade|Form|Room|Route|Tower|Block|Level|Section|Part|Chapter|Article|Terminal|Gate|Hall|Exit|Line|"
    rf"Lot|Signal|No\.|{MONTHS}) (?:No\. )?\d[\d,.]*(?!\w)"
)
"""A word and the number behind it: Pier 3, Signal No. 8."""
_CITED = r"(?<![\w&,.$€£-])(?:Nos?\.|Section|Figure|Table|Annex|Appendix|Cap\.|para\.|pp?\.) \d[\d.]*(?<!\.)(?!\w)"
TITLES = "Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Ir|Justice"
_SURNAMED = rf"\b(?:{TITLES})\.? [A-Z][\w’'-]++(?! [A-Z])"
"""A title and a surname alone. A full name is long and may break between its words."""

DIGITS = r"\d[\d,.]{0,24}"
"""A figure that fits on a line."""
_TELEPHONE = r"(?<![\d,.-])(?:\+\d{1,3} )?\(?\d{3,4}\)? \d{4}(?![\d,.-]?\d)"
_FIGURE_BEFORE_UNIT = (
    r"(?<![A-Za-z\d_.,$€£¥#&;/-])[-−+]?(?:(?:HK\$|US\$|HKD|USD|RMB|CNY|EUR|GBP) )?(?:[A-Z]{1,3})?[$€£¥]?"
    rf"{DIGITS}(?:[-–]{DIGITS})?%?"
)
CHINESE_UNIT = (
    r"(?<=\d)[月時时]\d{1,2}[日分]|[萬億万亿千百]{0,2}[多餘余]?(?:分[鐘钟]|小[時时]|星期|[兆千百][瓦帕赫克]|[個个](?:月|百[分點点]*)?|[港美]元|人民[幣币]|平方[米公]里?|公[里頃顷斤]|年度"
    rf"|[^\W\d的及和與与至到或為为在是](?<=[{HAN}]))"
)
ENGLISH_UNIT = (
    r" (?<!(?<!\d)(?:19|20)\d\d )"  # a year counts nothing
    r"(?!(?:a(?!\.m)|an|and|are|as|at|but|by|for|from|has|in|is|of|on|or|than|that|the|to|was|were|with)\b)"
    r"(?:(?:(?:square|cubic|per) )?[A-Za-z]{2,30}(?![\w/@])|[ap]\.m\.|km/h|[mgLtWh][²³]?(?![\w.'’])|°[CF])"
)
"""Units: 1,906名, 10億港元, 1月12日; 10 June, HK$5 million, 5 p.m."""


@cache
def on_the_web() -> re.Pattern[str]:
    """What stays on one line of a web page. The group `telephone` is that of a number to dial."""
    return re.compile(rf"(?P<telephone>{_TELEPHONE})|{_CITED}|{_FIGURE_BEFORE_UNIT}(?:{CHINESE_UNIT}|{ENGLISH_UNIT})")


@cache
def in_chinese() -> re.Pattern[str]:
    """What stays on one line of a Chinese text on paper."""
    return re.compile(rf"{_TELEPHONE}|(?:第\d+|{_FIGURE_BEFORE_UNIT})(?:{CHINESE_UNIT})")


@cache
def in_english() -> re.Pattern[str]:
    """What stays on one line of an English text on paper."""
    return re.compile(rf"{_TELEPHONE}|{NUMBERED}|{_CITED}|{_SURNAMED}|{_FIGURE_BEFORE_UNIT}{ENGLISH_UNIT}")
