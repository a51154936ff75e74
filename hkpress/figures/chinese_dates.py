"""Dates, times, weekdays, fiscal years, quarters and decades in Chinese (folded text)."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from hkpress.figures.english_dates import DAY_FIRST, FISCAL, MONTH_AND_YEAR, closing, on_24_hours, weekdays, weekend
from hkpress.figures.numerals import HAN, HAN_SIGNS, SIGN, START, chinese_value
from hkpress.figures.scanning import Finder, fact, finder
from hkpress.figures.units import chinese_unit
from hkpress.figures.values import Clock, Count, Day, Decade, Fact, Kind, Portion, Weekday, Years

_WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}
_HAN_YEAR = rf"(?<!{HAN})[一二]{SIGN}{{3}}(?!{HAN})"
_YEAR = rf"(?:{START}(?:19|20)\d\d(?!\d)|{_HAN_YEAR})"
_SHORT_YEAR = rf"(?:\d\d(?!\d)|{SIGN}{{2}}(?!{HAN}))"
_DAY_NUMBER = rf"(?:{START}\d{{1,2}}(?!\d)|(?<!{HAN})[〇零一二三四五六七八九十廿卅]{{1,4}})"
_MORE_DAYS = rf"(?: ?[至到及和、-] ?{_DAY_NUMBER}){{1,7}} ?[日號]"
_DAY = rf"(?: ?(?P<day>{_DAY_NUMBER})(?: ?[日號]|(?={_MORE_DAYS})))?"  # 8月14至18日
_TO = r" ?(?:至|到|-|/) ?"
_FISCAL = r"(?: ?(?:財政|課稅|評稅|會計|學)?年?度?)"

_EVENING = ("晚上", "晚", "深夜", "當晚", "今晚", "晚間", "夜晚", "昨晚", "明晚", "入夜")
_AFTERNOON = ("下午", "傍晚", "黃昏", "午後", "今午", "下晝")
_NOON = ("中午", "正午")
_MORNING = ("上午", "早上", "凌晨", "清晨", "早", "午夜", "今早", "明早", "早晨", "清早", "上晝", "翌晨")
_PERIODS = (*_EVENING, *_AFTERNOON, *_NOON, *_MORNING)
_PERIOD = rf"(?P<period>{'|'.join(sorted(_PERIODS, key=len, reverse=True))}) ?(?:大約|約|近|將近)? ?"
_HAN_HOUR = "(?:二?十[一二三四五六七八九]?|廿[一二三四]?|[〇零一二三四五六七八九兩])"
_HOUR = rf"(?P<hour>{START}\d{{1,2}}(?!\d)|(?<!{HAN}){_HAN_HOUR}(?!{HAN}))"
_MINUTE = rf"(?: ?(?P<minute>\d{{1,2}}(?!\d)|{HAN}{{1,3}}) ?分(?!鐘|之)(?: ?\d{{1,2}} ?秒)?"
_MINUTE += "|(?P<half>半(?![島徑球導決身價數]))|[正整])"
_NOT_HOUR = "(?![間代光刻候段期數尚機裝速事任分常局差])"
_NOT_SPAN = "(?![間代光刻候段數尚機裝速事任分常局差]|期(?!間))"
"""After a half of the day 十一時期間 is a time, not a period."""


def whole(text: str) -> int:
    """The value of a Chinese whole number; -1 for anything else."""
    value = chinese_value(text)
    return -1 if value is None else int(value)


def _year_of(text: str, century: int = 2000) -> int:
    if "兩" in text and len(text) < 4:
        return -1  # 過去兩三年: two or three years
    short = whole(f"〇〇{text}") if text[0] in "〇零一二三四五六七八九" else int(text)
    return whole(text.replace("兩", "二")) if len(text) == 4 else century + short


def _date(match: re.Match[str]) -> list[Fact] | None:
    given = match.groupdict()
    year = _year_of(given["year"]) if given.get("year") else None
    if year == -1:
        return None
    month, day = (whole(given[name]) if given.get(name) else None for name in ("month", "day"))
    if (month is not None and not 0 < month <= 12) or (day is not None and not 0 < day <= 31):
        return None
    value = Day(year, month, day)
    if not month:
        return [fact(match, Kind.YEAR, value, *_long_ago(year))]
    ends = day and re.match(r"為?止|的?年度", match.string[match.end() : match.end() + 4])
    return [fact(match, Kind.DATE, value, *(closing(value) if ends else ()))]


def _two_decades(match: re.Match[str]) -> list[Fact]:
    """六七十年代, 八、九十年代."""
    first, second = (
        fact(match, Kind.DECADE, Decade(10 * whole(match[name])), group=name) for name in ("first", "second")
    )
    return [first, replace(second, end=match.end(), text=match.string[second.start : match.end()])]


def _lunar(match: re.Match[str]) -> list[Fact] | None:
    """正月十五, 農曆七月初七."""
    month, day = {"正": 1, "臘": 12}.get(match["month"]) or whole(match["month"]), whole(match["day"].lstrip("初"))
    return [fact(match, Kind.DATE, Day(month=month, day=day))] if 0 < month <= 12 and 0 < day <= 30 else None


def _holiday(match: re.Match[str]) -> list[Fact]:
    """七一, 五一, 十一黃金周."""
    return [fact(match, Kind.DATE, Day(month=whole(match["month"]), day=1), hard=False)]


def _new_year_day(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.ORDINAL, Count(Fraction(whole(match["day"]))), hard=False)]


def _short_year(match: re.Match[str]) -> list[Fact] | None:
    number = _year_of(match["year"], 0)
    if number < 0:
        return None
    year = Day(number + (1900 if number > 40 else 2000))
    if match["year"].isascii():
        return [fact(match, Kind.NUMBER, Count(Fraction(number)), year)]
    return [fact(match, Kind.YEAR, year, hard=False)]


def _fiscal(match: re.Match[str]) -> list[Fact] | None:
    first = _year_of(match["first"])
    last = _year_of(match["last"], first // 100 * 100)
    if min(first, last) < 0:
        return None
    if last in (first + 1, first - 99):
        return [fact(match, Kind.FISCAL_YEAR, Years(first, first + 1))]
    if last <= first:
        return None
    return [
        fact(match, Kind.YEAR, Day(year), *_long_ago(year), group=name)
        for year, name in ((first, "first"), (last, "last"))
    ]


def _long_ago(year: int | None) -> tuple[Count, ...]:
    """一八八四年, which is only a number in English: since 1884."""
    return (Count(Fraction(year)),) if year and year < 1900 else ()


def _bare_year(match: re.Match[str]) -> list[Fact] | None:
    """2024; but 2000米 is a number."""
    unit, end = chinese_unit(match.string, match.start(), match.end())
    if unit and unit.is_measure and end > match.end():
        return None
    return [fact(match, Kind.YEAR, Day(int(match[0])), Count(Fraction(match[0])))]


def _quarter(match: re.Match[str]) -> list[Fact]:
    in_a_row = match.string.endswith("連續", 0, match.start())  # 連續第三季: perhaps the third that rises
    return [fact(match, Kind.QUARTER, Portion(whole(match["number"]), 4), hard=not in_a_row)]


def _first_quarter(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.QUARTER, Portion(1, 4), hard=False)]


def _second_quarter(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.QUARTER, Portion(2, 4), hard=False)]


def _last_quarter(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.QUARTER, Portion(4, 4), hard=False)]


def _half_year(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.HALF_YEAR, Portion(2 if match["which"] in "下後" else 1, 2), hard=False)]


def _term(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.ORDINAL, Count(Fraction("上下".index(match[0][0]) + 1)), hard=False)]


def _decade(match: re.Match[str]) -> list[Fact] | None:
    number, century = whole(match["start"]), match["century"]
    if number % 10:
        return None
    hundreds = {"上世紀": 1900, "本世紀": 2000}.get(century or "") or (whole(century[:-2]) - 1) * 100 if century else 0
    return [fact(match, Kind.DECADE, Decade(number + hundreds))]


def _time(match: re.Match[str]) -> list[Fact] | None:
    given = match.groupdict()
    hour, period = whole(given["hour"].replace("兩", "二")), given.get("period") or ""
    minute = 30 if given.get("half") else whole(given.get("minute") or given.get("colon") or "0")
    if not 0 <= hour <= 24 or not 0 <= minute <= 59:
        return None
    certain = bool(period) or hour > 12 or given["hour"][0] in "0〇零"
    return [fact(match, Kind.TIME, Clock(_on_24(hour, period), minute, certain))]


def _on_24(hour: int, period: str) -> int:
    if period in _AFTERNOON or (period in _EVENING and 4 < hour < 12):
        return hour % 12 + 12
    if period in _NOON:
        return hour if hour > 9 else hour + 12
    if period and hour == 12:
        return 0  # 凌晨十二時, 晚上十二時; who writes 上午12時 means midnight too
    return hour % 24


def _named_time(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.TIME, Clock(0 if match[0] == "午夜" else 12, 0), hard=False)]


def _weekdays(match: re.Match[str]) -> list[Fact]:
    """星期六及日, or after a date only （六及日）."""
    word = match.start("word") if match["word"] else match.start("names")
    names = match.start("names")
    hard = match["word"] != "周"  # 周三 may be a Mr Chow
    return [
        Fact(Kind.WEEKDAY, Weekday(_WEEKDAYS[sign]), names + place if place else word, names + place + 1, "", hard)
        for place, sign in enumerate(match["names"])
        if sign in _WEEKDAYS
    ]


def _days(match: re.Match[str]) -> list[Fact] | None:
    number = chinese_value(match["day"])
    if number is None:
        return None
    also = (Day(day=int(number)),) if 0 < number <= 31 else ()
    return [fact(match, Kind.NUMBER, Count(number), *also, hard=match["day"].isascii() or number > 12)]


_NAME = "[一二三四五六日天]"
_COUNTED_AFTER = "(?:[個名間項位宗十百千萬億月號年倍屆場天人次節堂]|小時|成(?!人))"
_ISO = r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)"
_LIST = rf"{_NAME}(?!{_COUNTED_AFTER})(?:[至到\-、及和或](?:星期)?{_NAME}(?!{_COUNTED_AFTER})){{0,6}}"
_NUMBER_AHEAD = rf"(?=[\d{HAN_SIGNS}])"
_SEASON = "季(?!節|後賽|軍)"
_UP_TO_YEAR = " ".join(f"{before}{sign}" for before in "N年度_" for sign in "至到-/")
CHINESE_DATES: tuple[Finder, ...] = (
    finder(rf"(?<!{HAN})(?P<first>[二三四五六七八九])、?(?P<second>[二三四五六七八九])十年代", _two_decades, "年代"),
    finder(rf"(?<=[日號])(?P<word>) ?[(（](?P<names>{_NAME}(?:[至到\-、及和或]{_NAME})?)(?=[)）])", _weekdays, "日 號"),
    finder(
        rf"(?=[\d{HAN_SIGNS}上本])(?P<century>[上本]世紀|(?<!{HAN})(?:十[五六七八九]|二?十|廿|廿一|二十一|\d\d)世紀)?"
        rf"(?P<start>{START}(?:(?:1[6-9]|20)\d0|[1-9]0)|{_HAN_YEAR}|(?<!{HAN})[一二三四五六七八九]?十) ?"
        r"(?:年代|後(?=[^天\d]|$))",
        _decade,
        "年代 後",
    ),
    FISCAL,
    finder(_ISO, _date, "19 20"),
    DAY_FIRST,
    MONTH_AND_YEAR,
    finder(
        rf"(?=[正臘\d{HAN_SIGNS}])(?P<month>正|臘|{_DAY_NUMBER})月(?P<day>(?:初|(?<=正月)|(?<=臘月)|(?<=曆..月)|(?<=曆.月)){_DAY_NUMBER})(?![日號]|{HAN})",
        _lunar,
        "月",
    ),
    finder(
        rf"(?<!{HAN})(?<![第期周拜])(?P<month>[五七]|十(?=一(?:國慶|黃金|長假|假期)))一(?!{HAN}|[個名間位項屆年])",
        _holiday,
        "七一 五一 十一",
    ),
    finder("年初(?P<day>[一二三四五六七八九十])(?!級)", _new_year_day, "年初"),
    finder(rf"{_NUMBER_AHEAD}(?P<year>{_YEAR}) ?年 ?(?P<month>{_DAY_NUMBER}) ?月(?:份)?{_DAY}", _date, "月"),
    finder(rf"{_NUMBER_AHEAD}(?P<month>{_DAY_NUMBER}) ?月(?:份)?{_DAY}(?!球)", _date, "月"),
    finder(rf"{_NUMBER_AHEAD}(?P<first>{_YEAR}) ?(?:年度?)?{_TO}(?P<last>{_YEAR}){_FISCAL}", _fiscal, _UP_TO_YEAR),
    finder(
        rf"(?=[F一二\d])(?:FY)?(?P<first>{_YEAR})[-/](?P<last>\d\d(?![\d/-]|\.\d)|{SIGN}{{2}}(?!{HAN})){_FISCAL}",
        _fiscal,
        "N- N/",
    ),
    finder(
        rf"{_NUMBER_AHEAD}(?P<first>{_YEAR}) ?年?{_TO}(?P<last>{_SHORT_YEAR})(?= ?[財課評會學年度三]){_FISCAL}",
        _fiscal,
        _UP_TO_YEAR,
    ),
    finder(rf"{_NUMBER_AHEAD}(?P<year>{_YEAR}) ?年(?!代)(?:度(?!假))?", _date, "年"),
    finder(rf"{_NUMBER_AHEAD}(?P<year>{START}\d\d|(?<!{HAN}){SIGN}{{2}}) ?年(?![代級期間])", _short_year, "年"),
    finder(rf"第 ?(?P<number>[一二三四]|{START}[1-4]) ?{_SEASON}度?", _quarter, "季"),
    finder(rf"{_NUMBER_AHEAD}(?P<number>(?<![上下前每同])一|[二三四]|{START}[1-4]) ?季度", _quarter, "季"),
    finder(r"(?<![A-Za-z])[Qq](?P<number>[1-4])(?!\d)", _quarter, "q"),
    finder(r"(?=\d)(?<![\d.])(?P<number>[1-4])Q(?![A-Za-z])", _quarter, "q"),
    finder(f"首{_SEASON}度?", _first_quarter, "季"),
    finder(f"次{_SEASON}度?", _second_quarter, "季"),
    finder(f"[末尾]{_SEASON}度?", _last_quarter, "季"),
    finder("[上下]學期", _term, "學期"),
    finder(r"(?P<which>[上下首]|[前後](?!半年[內裏後前間]))半(?:財政|學)?年度?", _half_year, "半"),
    finder(rf"{_PERIOD}{_HOUR} ?(?:[時點]{_NOT_SPAN}{_MINUTE}?|[:.](?P<colon>\d\d)(?!\d))", _time, " ".join(_PERIODS)),
    finder(rf"{START}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?時", on_24_hours, "#時 #_時"),
    finder(rf"{_NUMBER_AHEAD}{_HOUR} ?(?:時{_MINUTE}|時{_NOT_HOUR})(?<!(?<![至到十廿-])一時)", _time, "N時 N_時"),
    finder(rf"(?<=[至到-]){_HOUR} ?時(?=期間)", _time, "時期間"),
    finder(rf"(?<!{HAN})(?P<hour>一)時(?=[、及和至到]{_HAN_HOUR}時)", _time, "一時"),
    finder(rf"{_NUMBER_AHEAD}{_HOUR} ?點(?:(?P<half>半)|鐘|正)", _time, "N點 N_點"),
    finder("正午|中午|午夜", _named_time, "午"),
    finder("[周週]末(?!年)", weekend, "末"),
    finder("平日|[周週]日(?=[及和、至]?(?:周末|週末|公眾假期))", weekdays, "平日"),
    finder(
        rf"(?P<word>(?<![{HAN_SIGNS}\d第])(?:星期|禮拜|週)|(?<![{HAN_SIGNS}\d第每])周)(?P<names>六日(?![間後內前用])|{_LIST})",
        _weekdays,
        "星期 禮拜 週 周",
    ),
    finder(
        rf"{_NUMBER_AHEAD}(?P<day>{START}\d{{1,2}}(?!\d)|(?<!{HAN})[一二三四五六七八九十廿卅兩]{{1,4}})"
        r" ?[日號](?![圓元式]|本(?![港澳地署局處院校館園月周年屆季])|半(?!價))",
        _days,
        "日 號",
    ),
)
CHINESE_YEARS: tuple[Finder, ...] = (
    finder(
        rf"{START}(?<![\d,.$/-])(?<![A-XZa-z])(?:(?<!\d )|(?<=\b20\d\d ))(?:19|20)\d\d"
        r"(?![\dA-Z%]|[,.]\d| \d{3}(?!\d))",
        _bare_year,
        "19 20",
    ),
)
