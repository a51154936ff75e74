"""Correct pairs → faulty ones: each mutation changes one figure of one language, found without the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

HAN = "一二三四五六七八九"
NUMBER = re.compile(r"\d+(?:[,. ]\d+)*")
HAN_NUMBER = re.compile(rf"[{HAN}〇○零十百千萬億廿卅]{{2,}}")
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

Mutation = Callable[[str], Iterator[str]]


def replaced(text: str, match: re.Match[str], by: str, group: int = 0) -> str:
    return text[: match.start(group)] + by + text[match.end(group) :]


def digit(text: str) -> Iterator[str]:
    """Each number with its first, and its last, digit one higher; each Chinese numeral with one sign higher."""
    for match in NUMBER.finditer(text):
        for place in {match.start(), match.end() - 1}:
            higher = str(int(text[place]) % 9 + 1)
            yield text[:place] + higher + text[place + 1 :]
    for match in HAN_NUMBER.finditer(text):
        places = [place for place in range(match.start(), match.end()) if text[place] in HAN]
        if places:
            place = places[-1]
            yield text[:place] + HAN[(HAN.index(text[place]) + 1) % 9] + text[place + 1 :]


def tenfold(text: str) -> Iterator[str]:
    """Each number with a nought more before its unit, and each sum ten times smaller."""
    for match in re.finditer(r"(?<![\d.,])\d{1,3}(?= ?(?:million|billion|trillion|bn|萬|億|per cent|%))", text):
        yield replaced(text, match, match[0] + "0")
    for match in re.finditer(r"(?<![\d.,])(\d)(\d{0,2})\.(\d)(?=\d* ?(?:million|billion|trillion|萬|億|%))", text):
        yield replaced(text, match, f"{match[1]}{match[2]}{match[3]}.")


def scale(text: str) -> Iterator[str]:
    """萬 for 億, million for billion, and back."""
    swap = {
        "萬": "億",
        "億": "萬",
        "万": "亿",
        "亿": "万",
        "million": "billion",
        "billion": "million",
        "trillion": "billion",
    }
    for match in re.finditer(rf"(?<=[\d{HAN}十百千])(?:萬|億|万|亿)|\b(?:million|billion|trillion)\b", text):
        yield replaced(text, match, swap[match[0]])


def percent(text: str) -> Iterator[str]:
    """Per cent for percentage points and back, and the sign left out, but for the first of a range, which needs none."""
    points = re.compile(r" percentage points?|個?百分點| ?個?基點| basis points?")
    for match in points.finditer(text):
        yield replaced(text, match, "%")
    for match in re.finditer(r"(?<=\d)(?:%| per cent)", text):
        yield replaced(text, match, " percentage points" if text.isascii() else "個百分點")
        if not _SAME_SIGN.match(text, match.end()):
            yield replaced(text, match, "")


_SAME_SIGN = re.compile(r" ?(?:to|and|or|-|–|至|及|和|或|、) ?\d+(?:\.\d+)?(?:%| per cent)")


def date(text: str) -> Iterator[str]:
    """The day one later, the month one later, the year one later."""
    for match in re.finditer(rf"\b({'|'.join(MONTHS)})\b(?= \d| and| to|$|\.|,)", text):
        yield replaced(text, match, MONTHS[(MONTHS.index(match[0]) + 1) % 12])
    for match in re.finditer(rf"\b(\d\d?)(?= (?:{'|'.join(MONTHS)}))|(?<=[a-z] )\b(\d\d?)\b(?=, \d{{4}}|\))", text):
        yield replaced(text, match, str(int(match[0]) % 28 + 1))
    for match in re.finditer(r"(\d\d?)(?=日)|(?<!\d)(\d\d?)(?=月)", text):
        yield replaced(text, match, str(int(match[0]) % (28 if match[1] else 12) + 1))
    for match in re.finditer(rf"(?<![{HAN}十])(?:十[一二]?|[{HAN}])(?=月)", text):
        yield replaced(text, match, HAN[HAN.index(match[0]) - 1] if match[0] in HAN[1:] else "三")
    for match in re.finditer(r"(?<!\d)(?:19|20)\d\d(?=年)|(?<=[a-z] )20\d\d\b", text):
        yield replaced(text, match, str(int(match[0]) - 1))


def time(text: str) -> Iterator[str]:
    """Morning for afternoon, and another hour."""
    swap = {"am": "pm", "pm": "am", "上午": "下午", "下午": "上午", "晚上": "早上"}
    for match in re.finditer(r"(?<=\d)[ap]m\b|上午|下午|晚上(?=[\d一二三四五六七八九十])", text):
        yield replaced(text, match, swap[match[0]])


def weekday(text: str) -> Iterator[str]:
    """The next day of the week."""
    for match in re.finditer(rf"\b({'|'.join(DAYS)})", text):
        yield replaced(text, match, DAYS[(DAYS.index(match[1]) + 1) % 7])
    for match in re.finditer("星期([一二三四五六日])", text):
        signs = "一二三四五六日"
        yield replaced(text, match, signs[(signs.index(match[1]) + 1) % 7], 1)


def currency(text: str) -> Iterator[str]:
    """Another currency by name; $ and 元 may be any dollar, so they become another money altogether."""
    names = {"HK$": "RMB", "US$": "RMB", "RMB": "HK$", "EUR": "GBP", "GBP": "EUR", "JPY": "RMB", "MOP": "RMB"}
    names |= {
        "港元": "歐元",
        "港幣": "人民幣",
        "美元": "歐元",
        "人民幣": "港幣",
        "歐元": "美元",
        "英鎊": "歐元",
        "日圓": "英鎊",
        "澳門元": "英鎊",
    }
    for match in re.finditer("|".join(map(re.escape, names)), text):
        if text[match.end() : match.end() + 1].isdigit() or re.match(
            r"[\d幾多餘萬億百千元]| ?\d", text[match.start() - 1 : match.start()]
        ):
            yield replaced(text, match, names[match[0]])


_DATE = (
    rf"\d\d? (?:{'|'.join(MONTHS)})(?: \d{{4}})?|(?:{'|'.join(MONTHS)}) \d\d?(?:, \d{{4}})?|(?:{'|'.join(MONTHS)}) \d{{4}}"
    r"|(?:\d{4}年)?\d\d?月(?:\d\d?日)?"
)
_FIGURE = r"(?:HK\$|US\$|\$|RMB)?(?<![A-Za-z\d])\d+(?:[,. :]\d+)*(?: ?(?:million|billion|trillion|per cent|%|[ap]m|[萬億万亿]|年|月|日|時|元))?"


def deleted(text: str) -> Iterator[str]:
    """Each figure left out as a whole: a date, or a number with its scale and sign."""
    for match in re.finditer(f"{_DATE}|{_FIGURE}", text):
        yield replaced(text, match, "")


def small_numeral(text: str) -> Iterator[str]:
    """三 → 四, three → four: soft facts, which can only give a doubt."""
    words = "two three four five six seven eight nine".split()
    for match in re.finditer(rf"\b(?:{'|'.join(words)})\b", text):
        yield replaced(text, match, words[(words.index(match[0]) + 1) % 8])
    for match in re.finditer(rf"(?<![{HAN}十百千萬億第期])([二三四五六七八九兩])(?=[個間名位項座宗次年所])", text):
        yield replaced(text, match, "三" if match[0] in "二兩" else HAN[(HAN.index(match[0]) + 1) % 9])


@cache
def _either(words: tuple[str, ...], before: str, after: str) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, longest_first))}){after}")


def _swapped(text: str, words: dict[str, str], before: str = "", after: str = "") -> Iterator[str]:
    """Each of *words* by its other, longer ones first."""
    for match in _either(tuple(words), before, after).finditer(text):
        yield replaced(text, match, words[match[0]])


_ENGLISH_UNITS = {
    "kilometres": "metres", "km": "m", "metres": "kilometres", "metre": "kilometre", "millimetre": "centimetre",
    "square metres": "square feet", "square feet": "square metres", "sq ft": "sq m", "sq m": "sq ft", "hectares": "acres",
    "hectare": "square kilometre", "kg": "tonnes", "kilograms": "tonnes", "tonnes": "kilograms", "grams": "kilograms",
    "minutes": "hours", "hours": "minutes", "days": "months", "months": "years", "month": "year", "weeks": "months",
    "years": "months", "year": "month", "seconds": "minutes", "MW": "kW", "kWh": "MWh", "GB": "TB", "litres": "millilitres",
    "people": "schools", "visitors": "hours", "students": "schools", "schools": "students", "miles": "kilometres",
}  # fmt: skip
_CHINESE_UNITS = {
    "公里": "米", "米": "公里", "毫米": "厘米", "平方米": "平方呎", "平方呎": "平方米", "公頃": "平方公里", "公斤": "公噸",
    "公噸": "公斤", "噸": "公斤", "克": "公斤", "分鐘": "小時", "小時": "分鐘", "個月": "年", "星期": "個月", "周": "個月",
    "秒": "分鐘", "兆瓦": "千瓦", "度電": "兆瓦時", "公升": "毫升", "名": "元", "人": "元", "間": "名", "歲": "個月",
}  # fmt: skip


def unit(text: str) -> Iterator[str]:
    """Another unit after a number."""
    numbers = "one two three four five six seven eight nine ten twelve million hundred thousand".split()
    words = "".join(f"|(?<={word}[ -])" for word in numbers)
    yield from _swapped(text, _ENGLISH_UNITS, rf"(?:(?<=\d)|(?<=\d[ -]){words})", r"(?![a-z²])")
    yield from _swapped(text, _CHINESE_UNITS, rf"(?<=[\d{HAN}十百千萬億])", "(?![半曆份底初員以汞額工才])")


def bare_currency(text: str) -> Iterator[str]:
    """美元 for 元, US$ for $ or HK$."""
    for match in re.finditer(r"(?<![A-Z])(?:HK)?\$(?=\d)", text):
        yield replaced(text, match, "US$")
    for match in re.finditer(rf"(?<=[\d{HAN}十百千萬億])(?:港元|元)(?![人旦])", text):
        yield replaced(text, match, "美元")


_SHARE = re.compile(r"\d+(?:\.\d+)?(?=%| per cent)")
_SUM = re.compile(r"(?<=\$)\d[\d,.]*\d(?: [mb]illion)?|\d[\d,.]*[萬億]*(?=港元|元)")


def values_swapped(text: str) -> Iterator[str]:
    """Two percentages, or two sums, that stand side by side change places."""
    for pattern in (_SHARE, _SUM):
        found = list(pattern.finditer(text))
        for one, other in pairwise(found):
            if one[0] != other[0]:
                yield text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0] + text[other.end() :]


_ENGLISH_WAYS = {
    "rose": "fell", "rising": "falling", "increased": "decreased", "increase": "decrease", "fell": "rose",
    "decreased": "increased", "decrease": "increase", "declined": "increased", "dropped": "rose", "dipped": "rose",
    "up": "down", "down": "up", "grew": "shrank", "gained": "lost", "profit": "loss", "loss": "profit",
    "surged": "plunged", "surplus": "deficit", "deficit": "surplus", "drop": "rise", "growth": "decline",
}  # fmt: skip
_CHINESE_WAYS = {
    "上升": "下跌", "下跌": "上升", "增加": "減少", "減少": "增加", "增長": "下降", "下降": "增長", "升至": "跌至", "降至": "升至",
    "跌至": "升至", "增至": "減至", "減至": "增至", "微跌": "微升", "急升": "急跌", "純利": "虧損", "溢利": "虧損", "虧損": "盈利",
    "赤字": "盈餘", "逆差": "順差", "下調": "上調", "上調": "下調", "回落": "上升", "跌幅": "升幅",
}  # fmt: skip


def direction(text: str) -> Iterator[str]:
    """Down for up, a loss for a profit."""
    yield from _swapped(text, _ENGLISH_WAYS, r"\b(?<!made )", r"\b(?! to (?!\d)| of the| warning|-)")
    yield from _swapped(text, _CHINESE_WAYS)


_ENGLISH_HEDGES = {
    "more than": "less than", "over": "under", "at least": "at most", "nearly": "more than", "about": "over", "some": "over",
    "up to": "at least", "less than": "more than", "fewer than": "more than", "exceeding": "below", "below": "above",
}  # fmt: skip
_CHINESE_HEDGES = {
    "逾": "不足", "超過": "不足", "約": "逾", "近": "逾", "最少": "最多", "最多": "最少", "不足": "超過", "少於": "超過",
    "接近": "超過", "不超過": "超過", "至少": "最多",
}  # fmt: skip


def hedge(text: str) -> Iterator[str]:
    """Less than for more than."""
    yield from _swapped(text, _ENGLISH_HEDGES, r"\b", r"(?= (?:HK\$|US\$|\$)?\d)")
    yield from _swapped(text, _CHINESE_HEDGES, "(?<!大)", rf"(?=[\d{HAN}十百])")


MUTATIONS: dict[str, Mutation] = {
    "digit": digit,
    "ten times": tenfold,
    "scale": scale,
    "percent": percent,
    "date": date,
    "time": time,
    "weekday": weekday,
    "currency": currency,
    "deleted number": deleted,
    "unit": unit,
    "bare currency": bare_currency,
    "values swapped": values_swapped,
    "small numeral": small_numeral,
    "direction": direction,
    "hedge": hedge,
}
