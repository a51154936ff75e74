"""Correct pairs → faulty ones: each mutation changes one figure of one language, found without the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

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
    """Per cent for percentage points and back, and the sign left out."""
    points = re.compile(r" percentage points?|個?百分點| ?個?基點| basis points?")
    for match in points.finditer(text):
        yield replaced(text, match, "%")
    for match in re.finditer(r"(?<=\d)(?:%| per cent)", text):
        yield replaced(text, match, " percentage points" if text.isascii() else "個百分點")
        yield replaced(text, match, "")


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
}


def small_numeral(text: str) -> Iterator[str]:
    """三 → 四, three → four: soft facts, which are no fault alone (measured, not required)."""
    words = "two three four five six seven eight nine".split()
    for match in re.finditer(rf"\b(?:{'|'.join(words)})\b", text):
        yield replaced(text, match, words[(words.index(match[0]) + 1) % 8])
    for match in re.finditer(rf"(?<![{HAN}十百千萬億第期])([二三四五六七八九兩])(?=[個間名位項座宗次年所])", text):
        yield replaced(text, match, "三" if match[0] in "二兩" else HAN[(HAN.index(match[0]) + 1) % 9])
