"""Small numbers that name a thing, and the units after "per": Phase 2 and 第一期, per sq m and 每平方呎.

They are no facts, or facts that need no partner. But if both languages give the same kind of thing another number, or
another unit of one sort after "per", one is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache

from hkpress.figures.numerals import UNITS, chinese_value
from hkpress.figures.relations import Miss, Relation
from hkpress.figures.units import MONTHS_LONG, Unit, chinese_unit, unit_named
from hkpress.figures.values import Fact, Kind, Word

_LABELS = {
    "phase": "期|階段", "stage": "階段|期|級", "grade": "級|年級|等|等級", "level": "級|層|級別|等級",
    "scope": "範圍|範疇", "table": "表|列表", "chapter": "章", "category": "類|類別", "class": "級|類|班",
    "tier": "級|層|梯", "tower": "座", "block": "座", "scenario": "情景|方案", "option": "方案",
    "annex": "附件|附錄", "appendix": "附錄|附件", "part": "部分|部|篇", "type": "型|類", "group": "組|類",
    "round": "輪|回合", "schedule": "附表", "article": "條", "section": "條|節|部分", "terminal": "客運大樓|航廈",
    "gallery": "展廳|展館|號展廳", "platform": "月台|號月台", "zone": "區", "line": "線|號線|號綫|綫",
    "episode": "集", "volume": "卷|冊", "pillar": "支柱", "band": "組別|段", "step": "步|步驟",
    "area": "區", "secondary": "中", "form": "年級|級|中", "primary": "小",
}  # fmt: skip
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_TWELVE = {word: number for word, number in UNITS.items() if 0 < number <= 12}
_LABEL_NUMBER = rf"(?P<number>(?:\d|1\d)(?![A-Za-z\d%]|[,.:/-]\d)|(?i:{'|'.join(_TWELVE)})\b|[IVX]{{1,4}}\b)"
_NUMBERS = (Kind.NUMBER, Kind.ORDINAL)
_ENGLISH_LABEL = re.compile(
    rf"\(?(?P<label>(?i:{'|'.join(_LABELS)})) {_LABEL_NUMBER}(?! (?:per|[mb]illion|to|and|or|through)\b)"
)
_LABELS_ZH = sorted({sign for signs in _LABELS.values() for sign in signs.split("|")}, key=len, reverse=True)
_DIGIT = "[一二三四五六七八九]"
_LABEL_NUMBER_ZH = rf"(?P<number>(?:\d|1\d)(?![\d.,A-Za-z])|[IVX]{{1,4}}(?![A-Za-z])|十{_DIGIT}?|{_DIGIT})"
_COUNTS = "分每共首前上下本各這該近約逾數幾至到〇零一二三四五六七八九十百千萬億"
_NUMBER_FIRST = re.compile(rf"(?:第 ?|(?<![{_COUNTS}\d.,])){_LABEL_NUMBER_ZH} ?(?P<label>{'|'.join(_LABELS_ZH)})")
_AFTER = re.compile(
    "(?<![代發三中香電手])(?P<label>範圍|範疇|圖表|列表|表|階段|類別|級別|情景|方案|附件|附錄|附表|支柱)"
    rf" ?{_LABEL_NUMBER_ZH}(?![〇零百千萬億年月日個名項]|[-至])"
)
_SCHOOL = re.compile(
    "(?:(?<=[讀由至到及和的名是級升上或從與、，。「（( ])|^)(?P<label>[中小])(?P<number>[一二三四五六])"
    "(?![個名間位人項宗次年月日天隊場家件份種類國成分十百千萬])"
)
"""中五學生, which is Secondary 5."""
_SCHOOL_OF = {"S": "secondary", "F": "secondary", "P": "primary"}
_SCHOOL_EN = re.compile(
    r"(?=[SFP])\b(?P<label>[SFP])\.? ?(?P<number>[1-6])(?= (?:students?|pupils?|girls?|boys?|class(?:es)?)\b)"
)
"""S5 students, P.6 pupils."""
_RATE = re.compile(
    r"(?:\bper |/ ?)(?P<unit>(?:square |sq\.? ?|cubic )?(?:metre|meter|feet|foot|ft|m|km|kg|kilogram|gram|g|tonne"
    r"|catty|tael|pound|ounce|litre|hour|minute|second|day|week|month|year|night)s?)\b"
)
_RATE_BY = re.compile(
    rf"(?:\d|\b(?:twice|once|times|half an? [a-z]+|{'|'.join(_TWELVE)}))(?: ?%| per ?cent)?(?: (?:million|billion))?"
    r"(?: (?!times|days|hours|minutes|weeks|months|years)[a-z]+s)?"
    r" (?P<by>an? (?P<unit>hour|day|week|month|year|night))\b"
)
"""HK$25 an hour, 2 per cent a year, 6,000 tonnes a day."""
_EACH = re.compile(r"\b(?:each|every|hourly|daily|nightly|weekly|monthly|yearly|annual(?:ly)?)\b", re.IGNORECASE)
_PERIODS = frozenset({"time", "nights", "months"})
_RATE_HAN = re.compile("每一?(?=平方|方|公|立方|噸|克|升|毫|小時|分鐘|秒|日|天|周|週|星期|個?月|年|晚|米|呎)個?")


def misnamed(en: str, facts: Iterable[Fact], zh: str) -> Iterator[Miss]:
    """The labels and rates of the two folded texts that differ; *facts* are the English ones."""
    yield from _labels(en, facts, zh)
    if "每" in zh:
        yield from _rates(en, zh)
        yield from _whose(en, zh)


def _labels(en: str, facts: Iterable[Fact], zh: str) -> Iterator[Miss]:
    """Each label whose number differs: each language has one that the other lacks."""
    mine = [
        (match["label"].lower(), number, match)
        for fact in facts
        if fact.kind in _NUMBERS
        and (match := _ENGLISH_LABEL.match(en, en.rfind(" ", 0, max(0, fact.start - 1)) + 1))
        and (number := _value(match))
    ]
    mine += [
        (_SCHOOL_OF[match["label"]], number, match) for match in _SCHOOL_EN.finditer(en) if (number := _value(match))
    ]
    if not mine:
        return
    matches = [each for pattern in (_NUMBER_FIRST, _AFTER, _SCHOOL) for each in pattern.finditer(zh)]
    yours = [(match["label"], number, match) for match in matches if (number := _value(match))]
    all_mine = {number for _, number, _ in mine}
    for name in dict.fromkeys(name for name, _, _ in mine):
        signs = _LABELS[name].split("|")
        theirs = [(number, match) for label, number, match in yours if label in signs]
        known = {number for number, _ in theirs}
        named = [(number, match) for label, number, match in mine if label == name]
        lost = [match for number, match in named if number not in known]
        strange = [match for number, match in theirs if number not in all_mine]
        if len(lost) == len(strange) == 1:
            yield Miss(_fact(lost[0]), _fact(strange[0]), Relation.VALUE)


def _rates(en: str, zh: str) -> Iterator[Miss]:
    """A unit that only one language rates by, beside another one of its sort."""
    found = [*_RATE.finditer(en), *_RATE_BY.finditer(en)]
    mine = {unit: match for match in found if (unit := unit_named(match["unit"].rstrip("s")))}
    if not mine:
        return
    yours, said = {}, list[Unit]()
    for match in _RATE_HAN.finditer(zh):
        unit, end = chinese_unit(zh, match.end(), match.end())
        if zh.startswith("月", match.end()):
            unit, end = MONTHS_LONG, match.end() + 1
        if unit and unit.is_measure:
            yours[unit] = (match.start(), end)
            said.append(unit)
    stated = [unit for match in found if (unit := unit_named(match["unit"].rstrip("s")))]
    odd = [*(Counter(stated) - Counter(said))], [*(Counter(said) - Counter(stated))]
    if len(stated) == len(said) > 1 and len(odd[0]) == len(odd[1]) == 1 and odd[0][0].sort == odd[1][0].sort:
        yield Miss(_fact(mine[odd[0][0]]), _label_fact(zh, *yours[odd[1][0]]), Relation.UNIT)
        return
    for unit, match in mine.items():
        others = [other for other in yours if _may_be(other, unit, en)]
        if others and unit not in others and not any(other in mine for other in others):
            start, end = yours[others[0]]
            yield Miss(
                _fact(match, "by" if "by" in match.groupdict() else 0), _label_fact(zh, start, end), Relation.UNIT
            )


_PER_WHOM = {
    "head|capita|person|passenger|guest|visitor": "人均|每[人名位頭]|每個[人客]",
    "household|family": "[每個]戶|住戶|每個?家庭",
    "share": "每股|股份", "(?:board )?lot|unit": "每手", "room": "每間?客?房|每間", "vehicle|car": "每[輛架部台]",
    "trip|journey|ride": "[每單]程|每[次趟]", "ticket": "每[張票]", "class": "每班|班",
    "flat|unit": "每個?單位|每伙|單位", "child|student|pupil": "每[名人位]|每個學|每個兒|學生人均",
}  # fmt: skip


@cache
def _per_whom() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The patterns of each unit after "per", in English and Chinese."""
    return tuple((re.compile(rf"(?:\bper |/)(?:{en})\b"), re.compile(zh)) for en, zh in _PER_WHOM.items())


def _whose(en: str, zh: str) -> Iterator[Miss]:
    """The only unit after "per" in the English, beside the only other one in the Chinese: per head, 每戶."""
    if "per " not in en:
        return
    here = [each.search(en) for each, _ in _per_whom()]
    there = [each.search(zh) for _, each in _per_whom()]
    lost = [mine for mine, yours in zip(here, there, strict=True) if mine and not yours]
    strange = [yours for mine, yours in zip(here, there, strict=True) if yours and not mine and "每" in yours[0]]
    if len(lost) == len(strange) == 1:
        yield Miss(_fact(lost[0]), _fact(strange[0]), Relation.COUNTED)


def _may_be(other: Unit, unit: Unit, en: str) -> bool:
    """Whether one unit may stand for the other: two lengths, or two periods if the English names the other nowhere."""
    if {other.sort, unit.sort} <= _PERIODS:
        named = re.search(rf"{other.name.removesuffix('s')}(?!end|day)", en)
        return not named and not _EACH.search(en)
    return other.sort == unit.sort


def _value(match: re.Match[str]) -> Fraction | None:
    typed = match["number"]
    if typed in _ROMAN:
        return Fraction(_ROMAN[typed])
    small = _TWELVE.get(typed.lower())
    return chinese_value(typed) if small is None else Fraction(small)


def _fact(match: re.Match[str], group: str | int = 0) -> Fact:
    return _label_fact(match.string, *match.span(group))


def _label_fact(text: str, start: int, end: int) -> Fact:
    return Fact(Kind.WORD, Word(text[start:end]), start, end, text[start:end])
