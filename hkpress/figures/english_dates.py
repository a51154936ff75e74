"""Dates, times, weekdays, fiscal years, quarters and decades in English."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from hkpress.figures.numerals import chinese_value, english_scale, words_value
from hkpress.figures.scanning import TAKEN, Finder, fact, finder, search_before
from hkpress.figures.units import SECONDS
from hkpress.figures.values import Clock, Count, Day, Decade, Fact, Kind, Portion, Ratio, Share, Value, Weekday, Years

_MONTH_NAMES = "january february march april may june july august september october november december"
_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
MONTHS = _MONTH_NAMES.split()
WEEKDAYS = _DAY_NAMES.split()
_FULL_MONTH = "|".join(name.capitalize() for name in MONTHS)
_SHORT_MONTH = "(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
_MONTH = rf"(?:{_FULL_MONTH}|{_FULL_MONTH.upper()}|{_SHORT_MONTH}\b\.?|{_SHORT_MONTH.upper()}\b\.?)"
_YEAR = r"(?:19|20)\d\d(?!\d|,\d|\.\d)"
_DAY = r"(?<![\d,.$])(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[,.]\d)"
_SHORT_YEAR = r"[23]\d(?= ?(?:[).;]|,(?!\d)|$))"
_PERIOD_ENDED = r"(?P<end>(?:year|months|quarter|period)s? (?:end(?:ed|ing)|to) (?:on )?)?"

# a month alone: May and March are words, Jan and Sun are names, so a short form needs its day or year,
# or a cell of its own
_SURE = _FULL_MONTH.replace("May|", "").replace("March|", "")
_BEFORE_MONTH = (
    "[Ii]n|[Ss]ince|[Ff]rom|[Bb]y|[Uu]ntil|[Dd]uring|[Bb]etween|[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|[Mm]id|[Ee]nd|to|of"
    "|and|till|last|this|next|for|through|ending|ended|every|each|previous|following|[a-z]+est"
)

_MONTH_BEFORE = re.compile(rf"{_MONTH} $")
_HALVES = ("first", "second")
_QUARTERS = ("first", "second", "third", "fourth")
_QUARTER_NAME = "first|second|third|fourth|[1-4](?=st|nd|rd|th)"
_WHICH_QUARTER = rf"\b(?P<which>{_QUARTER_NAME})(?:st|nd|rd|th)?"


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def _date(match: re.Match[str]) -> list[Fact]:
    given = match.groupdict()
    month = _month(given["month"])
    day = int(re.sub(r"\D", "", given["day"])) if given.get("day") else None
    year = int(given["year"]) if given.get("year") else 2000 + int(given["short"]) if given.get("short") else None
    start = match.start("end") + len(given["end"]) if given.get("end") else match.start()
    value = Day(year, month, day)
    also = closing(value) if given.get("end") else ()
    text = match.string[start : match.end()]
    return [Fact(Kind.DATE, value, start, match.end(), text, True, also)]


def _two_dates(match: re.Match[str]) -> list[Fact]:
    """Apr 30-May 4, 2025: the year belongs to the later day, which may be in the new year."""
    months, days = ([match[f"{name}{end}"] for end in (1, 2)] for name in ("month", "day"))
    first, last = (_month(name) for name in months)
    year = int(match["year2"]) if match["year2"] else None
    before = int(match["year1"]) if match["year1"] else (year - (first > last) if year else None)
    dates = ((before, first, days[0], "first"), (year, last, days[1], "last"))
    return [
        fact(match, Kind.DATE, Day(year, month, int(re.sub(r"\D", "", day))), group=group)
        for year, month, day, group in dates
    ]


def _days_with_weekday(match: re.Match[str]) -> list[Fact] | None:
    """Friday 17 to Sunday 19 April 2026: a day of the week stands between the two."""
    if search_before(_MONTH_BEFORE, match.string, match.start(), 10):
        return None  # 17 has its own month
    year, month = int(match["year"]) if match["year"] else None, _month(match["month"])
    first, last = (int(re.sub(r"\D", "", match[name])) for name in ("first", "last"))
    end = replace(fact(match, Kind.DATE, Day(year, month, last), group="last"), end=match.end())
    return [fact(match, Kind.DATE, Day(year, month, first), group="first"), *_weekday(match), end]


def _day_and_month(match: re.Match[str]) -> list[Fact] | None:
    """On 24/12, to 2/1."""
    day, month = int(match["day"]), int(match["month"])
    if not 0 < day <= 31 or not 0 < month <= 12:
        return None
    return [fact(match, Kind.DATE, Day(month=month, day=day), Count(Fraction(day)), Count(Fraction(month)))]


def on_24_hours(match: re.Match[str]) -> list[Fact]:
    """0558 hours, 0558時; for both languages."""
    number = Count(Fraction(match["hour"] + match["minute"]))
    return [fact(match, Kind.TIME, Clock(int(match["hour"]), int(match["minute"])), number)]


def _in_the_morning(match: re.Match[str]) -> list[Fact]:
    """5 in the morning, 10 tonight; but 12 in the evening may be trains."""
    hour, minute = int(_typed_number((match["hour"] or match["word"]).lower())), int(match["minute"] or 0)
    also = () if match["minute"] else (Count(Fraction(hour)),)
    return [fact(match, Kind.TIME, _in_half(hour, minute, match["half"]), *also)]


def _in_half(hour: int, minute: int, half: str | None) -> Clock:
    """A time in the *half* of the day that words such as "this evening" name; uncertain without them."""
    if not half:
        return Clock(hour % 24, minute, False)
    late = "morning" not in half.lower() and not ("night" in half.lower() and (hour == 12 or hour < 4))
    return Clock(hour % 12 + 12 * late, minute)


def _every_morning(match: re.Match[str]) -> list[Fact]:
    """Every afternoon from 2 to 6."""
    hours = [name for name in ("hour", "last") if match[name]]
    return [fact(match, Kind.TIME, _in_half(int(match[name]), 0, match["half"]), group=name) for name in hours]


def _past(match: re.Match[str]) -> list[Fact]:
    """Half past three, quarter to nine in the evening."""
    word = match["hour"].lower()
    named = {"midnight": 0, "noon": 12}.get(word)
    hour = int(_typed_number(word)) if named is None else named
    minutes = {"half": 30, "quarter": 15}.get(match["minutes"].lower()) or int(_typed_number(match["minutes"].lower()))
    past = hour * 60 + (minutes if match["side"].lower() == "past" else -minutes)
    if named is not None:
        return [fact(match, Kind.TIME, Clock(past // 60 % 24, past % 60))]
    return [fact(match, Kind.TIME, _in_half(past // 60, past % 60, match["half"]))]


def _month_alone(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.DATE, Day(month=_month(match["month"])), group="month")]


def closing(day: Day) -> tuple[Value, ...]:
    """Other names for the year or period that ends on *day*: the year, or the fiscal year."""
    if not day.year:
        return ()
    return (Years(day.year, day.year), Years(day.year - 1, day.year))


def numeric(match: re.Match[str]) -> list[Fact] | None:
    """2.12.2026, 2026-12-02; for both languages."""
    day, month, year = (int(match[name]) for name in ("day", "month", "year"))
    return [fact(match, Kind.DATE, Day(year, month, day))] if month <= 12 and 0 < day <= 31 else None


_PAPER = re.compile(r"(?:(?i:\bno|\bpaper|circular|\bcase|notice|\bref|bulletin|issue|order)|[A-Z]|號|第)[.:]? ?$")


def _month_and_year(match: re.Match[str]) -> list[Fact] | None:
    """3/2028; but Circular No. 3/2028 is the third of a year."""
    if search_before(_PAPER, match.string, match.start(), 12):
        return None
    month, year = int(match["month"]), int(match["year"])
    return [fact(match, Kind.DATE, Day(year, month), Count(Fraction(month)))]


def fiscal(match: re.Match[str]) -> list[Fact] | None:
    """2024-25 as one fiscal year, 2019-24 as two years; for both languages."""
    first = int(match["first"])
    last = int(match["last"]) if len(match["last"]) == 4 else first // 100 * 100 + int(match["last"])
    if last == first + 1 or (last < first and last == first - 99):
        return [fact(match, Kind.FISCAL_YEAR, Years(first, first + 1))]
    if last <= first:
        return None
    return [fact(match, Kind.YEAR, Day(year), group=name) for year, name in ((first, "first"), (last, "last"))]


def _short_fiscal(match: re.Match[str]) -> list[Fact]:
    """FY24, FY25/26."""
    year = 2000 + int(match["first"])
    if match["last"]:
        return [fact(match, Kind.FISCAL_YEAR, Years(year, 2000 + int(match["last"])))]
    return [fact(match, Kind.YEAR, Day(year), Years(year - 1, year), Years(year, year + 1))]


def _short_year(match: re.Match[str]) -> list[Fact]:
    """The Class of '86."""
    short = int(match["short"])
    return [fact(match, Kind.YEAR, Day(short + (1900 if short > 40 else 2000)), Count(Fraction(short)))]


def _year(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.YEAR, Day(int(match["year"])), Count(Fraction(match["year"])), group="year")]


def _quarter(match: re.Match[str]) -> list[Fact]:
    which = match["which"].lower()
    number = int(which) if which.isdigit() else _QUARTERS.index(which) + 1
    hard = which.isdigit() or number > 1  # "the first quarter" may be 首三個月
    return [fact(match, Kind.QUARTER, Portion(number, 4), hard=hard), *_attached_year(match)]


def _one_of_quarters(match: re.Match[str]) -> list[Fact]:
    """The first and second quarters, which are 首兩季 too; second to third quarters, 第二至第三季."""
    number = _QUARTERS.index(match["which"].lower()) + 1 if match["which"].isalpha() else int(match["which"])
    return [fact(match, Kind.QUARTER, Portion(number, 4), Count(Fraction(number)), hard=False)]


_QUARTER_BEFORE = re.compile(r"\b(?:first|second|third|fourth) (?P<part>quarter|half)\b[^.;]{0,80}$", re.IGNORECASE)


def _another_quarter(match: re.Match[str]) -> list[Fact] | None:
    """The "second" of "down from 131 in the second", after a third quarter."""
    before = search_before(_QUARTER_BEFORE, match.string, match.start(), 100)
    number = _QUARTERS.index(match["which"].lower()) + 1
    if not before or (before["part"].lower() == "half" and number > 2):
        return None
    of = 4 if before["part"].lower() == "quarter" else 2
    kind = Kind.QUARTER if of == 4 else Kind.HALF_YEAR
    return [fact(match, kind, Portion(number, of), Count(Fraction(number)), hard=False, group="which")]


def _first_quarters(match: re.Match[str]) -> list[Fact]:
    """Q1-Q3 is 首三季, or 第一季至第三季."""
    last = int(match["last"])
    return [fact(match, Kind.QUARTER, Portion(last, 4), Portion(1, 4), Count(Fraction(last)), hard=False)]


def _half_of_year(match: re.Match[str]) -> list[Fact]:
    which = match["which"].lower()
    number = int(which) if which.isdigit() else _HALVES.index(which) + 1
    return [fact(match, Kind.HALF_YEAR, Portion(number, 2), hard=which.isdigit()), *_attached_year(match)]


def _attached_year(match: re.Match[str]) -> list[Fact]:
    year = match.groupdict().get("year")
    return (
        [fact(match, Kind.YEAR, Day(int(year) if len(year) == 4 else 2000 + int(year)), group="year")] if year else []
    )


def _decade(match: re.Match[str]) -> list[Fact]:
    start = int(match["start"])
    also = (Count(Fraction(start)),) if start < 100 else ()  # in their 20s
    also = (Count(Fraction(start // 100 + 1)),) if start > 100 and start % 100 == 0 else also  # the 1800s: 十九世紀
    return [fact(match, Kind.DECADE, Decade(start), *also)]


def clock(match: re.Match[str]) -> list[Fact] | None:
    """A time with am or pm, noon or midnight, or on the 24-hour clock; for both languages."""
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "").lower()[:1]
    if hour > 24 or minute > 59:
        return None
    if half:
        hour = hour % 12 + (12 if half in ("p", "n") else 0)
    return [fact(match, Kind.TIME, Clock(hour % 24, minute, bool(half) or hour > 12 or match["hour"][0] == "0"))]


def _o_clock(match: re.Match[str]) -> list[Fact]:
    hour = _typed_number(match["hour"].lower())
    return [fact(match, Kind.TIME, Clock(int(hour) % 12, 0, certain=False), hard=hour > 1)]  # 一時 may be an idiom


def lost(match: re.Match[str]) -> bool:
    """Whether words beside a score give it from the loser's side: lost 2-1 is 1比2; for both languages."""
    around = match.string[max(0, match.start() - 30) : match.end() + 12]
    return bool(_LOST.search(around))


def score(match: re.Match[str]) -> list[Fact] | None:
    """3-1 in a match, which cannot be a range since it falls; for both languages."""
    left, right = int(match["left"]), int(match["right"])
    if left < right:
        return None
    one, other = Fraction(left), Fraction(right)
    turned = (Ratio(other, one),) if lost(match) else ()
    also = (*turned, Count(one), Count(other))  # 3球對1球
    return [fact(match, Kind.RATIO, Ratio(one, other), *also, hard=one != other or one != 50)]  # a 50-50 chance


def sets(match: re.Match[str]) -> list[Fact] | None:
    """18-21, 21-17: scores, not ranges, since one of them falls; for both languages."""
    found = list(_SET.finditer(match.string, match.start(), match.end()))
    scores = [(each, int(each["left"]), int(each["right"])) for each in found]
    if all(left < right for _, left, right in scores):
        return None
    turned = lost(match)
    return [
        fact(each, Kind.RATIO, Ratio(one, other), *((Ratio(other, one),) if turned else ()))
        for each, one, other in ((each, Fraction(left), Fraction(right)) for each, left, right in scores)
    ]


AHEAD = re.compile(
    r" (?:faster|slower|quicker|longer|shorter|earlier|later|sooner|ahead|behind|clear|more|less|off|inside|outside)\b"
)
"""After a comma, a time before such a word is a separate time: in 2 hours 11 minutes, 48 seconds ahead."""


def lasting(match: re.Match[str]) -> list[Fact] | None:
    """2:04:50, 1:51.64, 1分51秒64, 1 minute 51.64 seconds: a time to the second or finer; for both languages."""
    given = match.groupdict()
    if search_before(_OF_RATIO, match.string, match.start(), 16):
        return None  # a ratio of 1:11.2
    if "," in match[0] and AHEAD.match(match.string, match.end()):
        return None
    hours, minutes, seconds = (_typed_number(given[name] or "0") for name in ("hours", "minutes", "seconds"))
    finer = bool(given.get("more")) or "." in given["seconds"]
    in_words = any(sign in match[0] for sign in ("秒", "s", '"'))
    if not (given["minutes"] and (given["hours"] or finer or in_words)) and not (finer and given.get("more")):
        return None
    seconds += Fraction(f"0.{given.get('more') or 0}")
    is_clock = given["hours"] and not finer and not in_words and hours < 24 and minutes < 60
    time = (Clock(int(hours), int(minutes), hours > 12),) if is_clock else ()  # 15:02:17
    lasted = fact(match, Kind.NUMBER, Count(hours * 3600 + minutes * 60 + seconds), *time)
    return [replace(lasted, unit=SECONDS)]


def _typed_number(typed: str) -> Fraction:
    if typed[0].isdigit():
        return Fraction(typed)
    return words_value(typed) if typed.isascii() else chinese_value(typed) or Fraction(0)


def simple_fraction(match: re.Match[str]) -> list[Fact] | None:
    """1/3, which is not a date since it has no year, and 1/30,000; for both languages."""
    many = match["many"] or ""
    if is_year(many):
        return None  # HCMP 1/2026
    left, right = int(match["left"] or 1), int(match["right"] or many.replace(",", ""))
    value = Fraction(left, right)
    return [fact(match, Kind.FRACTION, Share(value), Count(value), Ratio(Fraction(left), Fraction(right)))]


@lru_cache(maxsize=1024)  # fractions are slow to make, and a text may be full of them
def _mixed(whole: str, part: str, scale: str | None) -> Fraction:
    value = int(whole) + Fraction(unicodedata.numeric(part)).limit_denominator(9)
    return value * english_scale(scale)


def mixed_fraction(match: re.Match[str]) -> list[Fact]:
    """3½, and ½ alone; for both languages."""
    value = _mixed(match["whole"] or "0", match["part"], match["scale"])
    return [fact(match, Kind.FRACTION, Count(value), *(() if match["whole"] else (Share(value),)))]


def is_year(typed: str) -> bool:
    """Whether *typed*, the digits of a number, is a year of this or the last century."""
    return len(typed) == 4 and typed.startswith(("19", "20"))


def colon(match: re.Match[str]) -> list[Fact] | None:
    """15:30, or a ratio of 1:20: each is the other's second reading; for both languages."""
    left, right = int(match["left"]), int(match["right"])
    if is_year(match["left"]):
        return None  # 2024：468
    ratio = Ratio(Fraction(left), Fraction(right))
    if right > 59 or len(match["right"]) != 2:
        return [fact(match, Kind.RATIO, ratio, hard=left != right)]  # 1:1 is one-to-one too
    lasting = Count(Fraction(left * 60 + right))  # 36:05 is 36 minutes and 5 seconds
    if left > 24:
        return [fact(match, Kind.RATIO, ratio, lasting)]
    time = Clock(left % 24, right, left > 12 or match["left"][0] == "0")
    if 0 < left < 6 and match["left"][0] != "0":
        return [fact(match, Kind.RATIO, ratio, time, lasting)]
    return [fact(match, Kind.TIME, time, ratio, lasting)]


def _noon(match: re.Match[str]) -> list[Fact]:
    noon = "noon" in match[0].lower() or "mid-day" in match[0].lower()
    return [fact(match, Kind.TIME, Clock(12 if noon else 0, 0), hard=False)]


def weekend(match: re.Match[str]) -> list[Fact]:
    """Saturday and Sunday, if the other language names them; for both languages."""
    return [fact(match, Kind.WEEKDAY, Weekday(5), Weekday(6), hard=False)]


def weekdays(match: re.Match[str]) -> list[Fact]:
    """Monday to Friday; for both languages."""
    return [fact(match, Kind.WEEKDAY, Weekday(0), Weekday(4), hard=False)]


def _weekday(match: re.Match[str]) -> list[Fact]:
    start = match["name"].lower()[:3]
    number = next(index for index, name in enumerate(WEEKDAYS) if name.startswith(start))
    return [fact(match, Kind.WEEKDAY, Weekday(number), group="name")]


_UNPARTED = r"(?=\d)(?<![\d.,$])(?<!\d:)"
"""No digits before, but a label may: 時間：9:30."""
_HOURS = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\\b"
_OF_RATIO = re.compile(r"ratio(?: of| is| was|:)? $|比[例率](?:約?[為是]|：)?約?$")
_LOST = re.compile(
    r"\b(?:los[es]|losing|lost|beaten|defeat(?:ed)?|went down|fell|upset|trail(?:s|ed|ing)?|behind|down)\b"
    r"|不敵|[負敗輸]|落後",
    re.IGNORECASE,
)
_SET = re.compile(r"(?P<left>\d+)-(?P<right>\d+)")
_TIME = rf"{_UNPARTED}(?P<hour>\d{{1,2}})"
_MINUTE = r"(?:[.:](?P<minute>\d\d)(?::\d\d)?)?"
_HALF_OF_DAY = r" ?(?P<half>[ap]m\b|[ap]\.m\b\.?|noon\b|nn\b|n\.n\.|(?<=12:00 |12\.00 )midnight\b)"
_WHEN = (
    r"(?P<half>in the (?:early |late )?(?:morning|afternoon|evening)"
    r"|(?:this|that|tomorrow|yesterday|the same|the following) (?:morning|afternoon|evening)"
    r"|(?:at|last|that|tomorrow|the same) night|tonight)\b"
)
"""Words that say in which half of the day a time is."""
_NAMES = "#M"
_ABBREVIATED = "Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun"
_SHORT_DAYS = "mon tue wed thu fri sat sun"
_BEFORE_COMMA = "mon, tue, tues, wed, thu, thurs, fri, sat, sun, .,"
_NO_DAY = r"(?!-day|-year|-month| (?:per cent|percent|million|billion)|%)"
DAY_FIRST = finder(
    r"(?=\d)(?<![\d/.])(?P<day>\d\d?)(?P<sep>[-/.])(?P<month>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)",
    numeric,
    "19 20",
)
"""2.12.2026; in Chinese text too."""
MONTH_AND_YEAR = finder(
    r"(?=[01\d])(?<![\d/.,$A-Za-z-])(?P<month>0?[1-9]|1[0-2])/(?P<year>20[0-4]\d)(?![\d/]|[.,]\d)",
    _month_and_year,
    "/20",
)
"""3/2028; in Chinese text too."""
CLOCK = finder(
    rf"{_TIME}{_MINUTE}{_HALF_OF_DAY}",
    clock,
    " ".join(f"#{half} #_{half}" for half in ("am", "pm", "a.m", "p.m", "noon", "nn", "n.n", "midnight")),
    cases=False,
)
"""3.30pm; in Chinese text too."""
DATES: tuple[Finder, ...] = (
    MONTH_AND_YEAR,
    finder(
        r"(?P<year>(?:19|20)\d\d)(?<!\d\d{4})(?P<sep>[-/.])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)",
        numeric,
        "19 20",
    ),
    DAY_FIRST,
    finder(
        rf"(?=[JFMASOND])\b(?P<first>(?P<month1>{_MONTH}) ?(?P<day1>{_DAY})(?:, ?(?P<year1>{_YEAR}))?)"
        r" ?(?:-|to|until|through) ?"
        rf"(?P<last>(?P<month2>{_MONTH}) ?(?P<day2>{_DAY})(?:,? (?P<year2>{_YEAR}))?)",
        _two_dates,
        _NAMES,
    ),
    finder(
        rf"(?=\d)(?P<first>{_DAY}) (?:to|until|and|-) (?P<name>{_DAY_NAMES.title().replace(' ', '|')}),?"
        rf" (?P<last>{_DAY})"
        rf" (?P<month>{_MONTH})(?:,? ?(?P<year>{_YEAR}))?",
        _days_with_weekday,
        "day",
    ),
    finder(
        rf"(?=[ympq\d]){_PERIOD_ENDED}(?P<day>{_DAY})(?: of)?[ -](?P<month>{_MONTH})"
        rf"(?:,? ?(?P<year>{_YEAR})|[ -]'?(?P<short>{_SHORT_YEAR}))?",
        _date,
        _NAMES,
    ),
    finder(
        rf"(?=[ympqJFMASOND]){_PERIOD_ENDED}\b(?P<month>{_MONTH}) ?(?P<day>{_DAY}){_NO_DAY}(?:,? (?P<year>{_YEAR}))?",
        _date,
        _NAMES,
    ),
    finder(
        r"\b(?:(?<=on )|(?<=from )|(?<=until )|(?<=by )|(?<=before )|(?<=after )|(?<=since ))"
        r"(?P<day>\d\d?)/(?P<month>\d\d?)(?![\d/%])",
        _day_and_month,
        "#/",
    ),
    finder(rf"(?=[JFMASOND])\b(?P<month>{_SHORT_MONTH})\b\.?(?= ?(?:-|to|and) ?{_MONTH})", _month_alone, _NAMES),
    finder(rf"(?=[ympqJFMASOND]){_PERIOD_ENDED}\b(?P<month>{_MONTH}),?(?: of)?[ -](?P<year>{_YEAR})", _date, _NAMES),
    finder(r"\bQ1 ?(?:-|to) ?Q(?P<last>[2-4])\b", _first_quarters, "q1"),
    finder(
        r"\b[Qq](?P<which>[1-4])(?:[ /'-]?(?:of |FY)?(?P<year>20\d\d|\d\d(?!\d)))?(?![\d%])", _quarter, "q1 q2 q3 q4"
    ),
    finder(r"(?=\d)(?<![\d.])(?P<which>[1-4])Q(?:[ /'-]?(?P<year>20\d\d|\d\d))?\b", _quarter, "1q 2q 3q 4q"),
    finder(r"(?<![A-Za-z]\()\bH(?P<which>[12])(?: ?(?P<year>20\d\d))?\b", _half_of_year, "h1 h2"),
    finder(r"(?=\d)(?<![\d.])(?P<which>[12])H(?:[ /']?(?P<year>20\d\d|\d\d))?\b", _half_of_year, "1h 2h"),
    finder(
        r"\b(?P<minutes>half|quarter) (?P<side>past|(?<=quarter )to(?= [a-z])) "
        rf"(?P<hour>{_HOURS}|midnight\b|noon\b|\d\d?(?![\d.:%,]))(?! p| h|-)(?: {_WHEN})?",
        _past,
        "half quarter",
        cases=False,
    ),
    finder(
        r"\b(?P<minutes>five|ten|twenty|5|10|20)(?: minutes)? (?P<side>past|to) (?P<hour>midnight|noon)\b(?P<half>)",
        _past,
        "midnight noon",
        cases=False,
    ),
    finder(r"\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) (?:hours|hrs)\b", on_24_hours, "hours hrs"),
    finder(r"(?=0)\b(?<=at )(?P<hour>0\d)(?P<minute>[0-5]\d)(?! ?\d)\b", on_24_hours, "at_0"),
    finder(
        rf"(?:{_UNPARTED}(?P<hour>1[0-2]|[1-9])(?:[.:](?P<minute>[0-5]\d))?(?: o'clock)?|\b(?P<word>{_HOURS}) o'clock)"
        rf" {_WHEN}",
        _in_the_morning,
        "morning afternoon evening night",
        cases=False,
    ),
    finder(
        rf"{_UNPARTED}(?:(?<=at )|(?<=about )|(?<=around )|(?<=from )|(?<=until )|(?<=by )|(?<=before )|(?<=after ))"
        rf"(?P<hour>1[0-2]|[1-9])(?:[.:](?P<minute>[0-5]\d))?(?= (?:on )?(?:{_DAY_NAMES.replace(' ', '|')})"
        r" (?P<half>morning|afternoon|evening|night)\b)",
        _in_the_morning,
        "morning afternoon evening night",
        cases=False,
    ),
    finder(
        r"\b(?P<half>morning|afternoon|evening)s? (?:from|between) (?P<hour>1[0-2]|[1-9]) (?:to|and|until) "
        r"(?P<last>1[0-2]|[1-9])\b(?![.:,]\d| ?[ap]\.?m\b| [a-z])",
        _every_morning,
        "morning afternoon evening",
        cases=False,
    ),
    finder(
        r"\bthe (?P<which>first|second|third|fourth)(?=[,.;:)]|$| to\b)",
        _another_quarter,
        "first second third fourth",
        cases=False,
    ),
    finder(
        rf"{_WHICH_QUARTER}(?:[ -]quarters\b|(?= (?:and|to|or) (?:the )?(?:{_QUARTER_NAME})[a-z]{{0,2}} quarters?\b))",
        _one_of_quarters,
        "quarter",
        cases=False,
    ),
    finder(rf"{_WHICH_QUARTER}[ -]quarter\b", _quarter, "quarter", cases=False),
    finder(r"\b(?P<which>first|second|[12](?=st|nd))(?:st|nd)?[ -]half\b", _half_of_year, "half", cases=False),
    finder(
        r"(?=[F12])(?<![\d,.$/-])(?:FY)?(?P<first>(?:19|20)\d\d) ?[-/] ?(?:FY)?(?P<last>(?:19|20)\d\d|\d\d)"
        r"(?![\d/-]|[,.]\d|s\b)",
        fiscal,
        "#- #/ #_- #_/",
    ),
    finder(r"(?<![\d,.$])'?(?P<start>(?:1[6-9]|20)\d0|[1-9]0)'?s\b", _decade, "0s 0's"),
    CLOCK,
    finder(rf"\b(?P<hour>{_HOURS}|1[0-2]|[1-9]) o'clock\b", _o_clock, "o'clock", cases=False),
    finder(r"\b12 midnight\b|\bmidnight\b|\b(?:12 )?noon\b|\bmid-?day\b", _noon, "midnight noon mid", cases=False),
    finder(r"\bweek-?ends?\b", weekend, "week", cases=False),
    finder(r"\bweek-?days?\b|\bworking days?\b", weekdays, "week working", cases=False),
    finder(rf"\b(?P<name>{'|'.join(name.capitalize() for name in WEEKDAYS)})s?\b", _weekday, "day"),
    finder(rf"\b(?P<name>{_ABBREVIATED})\b\.?(?=(?: ?[-&] ?| to | and )(?:{_ABBREVIATED})\b)", _weekday, _SHORT_DAYS),
    finder(rf"\b(?P<name>{_ABBREVIATED})\b\.?(?=, (?:{_ABBREVIATED})\b(?! [A-Z]))", _weekday, _BEFORE_COMMA),
    finder(rf"(?=[ MTWFS])(?<=[(,&]) ?(?P<name>{_ABBREVIATED})\b\.?(?=[),.-])", _weekday, _SHORT_DAYS),
    finder(rf"\b(?:on|every) (?P<name>{_ABBREVIATED})\b(?=[),.;-]| [a-z]|$)", _weekday, _SHORT_DAYS),
    finder(
        rf"(?=[MTWFS])(?:(?<=[a-z{TAKEN}]-)|(?=[A-Z][a-z]{{2,4}}\.?,? {TAKEN})|(?<={TAKEN} [-&] )|(?<={TAKEN} to )"
        rf"|(?<={TAKEN} and )|(?<={TAKEN}, ))(?P<name>{_ABBREVIATED})\b(?! [A-Z])",
        _weekday,
        _SHORT_DAYS,
    ),
)
_MANY = r"[1-9]\d{0,2}(?:,\d{3}){1,3}|[1-9]\d{2,5}|20|25|[3-9]\d"
_MORE_SETS = r"(?:(?:, ?|,? and |[、；;及] ?)\d{1,2}-\d{1,2}){1,6}"
LASTING_SIGNS = finder(
    r"(?=\d)(?<![\d.])(?P<hours>(?!))?(?P<minutes>\d{1,2})'(?P<seconds>(?:(?<=\d\d')|(?!1[01]\"))[0-5]\d)\"(?P<more>\d{1,2}(?!\d))?",
    lasting,
    '"',
)
"""6'40", of minutes and seconds; 5'11" are feet and inches. In Chinese text too."""
COLONS: tuple[Finder, ...] = (
    finder(
        r"(?=\d)(?<![\d.,:$])(?P<hours>)(?P<minutes>[0-4])\.(?P<seconds>[0-5]\d\.\d\d)(?!\.?\d)",
        lasting,
        "0. 1. 2. 3. 4.",
    ),
    finder(
        r"(?=[\d½¼¾⅓⅔])(?<![\d.,/])(?P<whole>\d{0,4})(?P<part>[½¼¾⅓⅔])(?P<scale> [mb]illion)?",
        mixed_fraction,
        "½ ¼ ¾ ⅓ ⅔",
    ),
    finder(
        rf"{_UNPARTED}(?:(?P<hours>\d{{1,2}}):)?(?P<minutes>\d{{1,2}}):(?P<seconds>[0-5]\d(?:\.\d{{1,3}})?)(?![\d:]|\.\d)",
        lasting,
        "#:",
    ),
    finder(
        rf"(?=\d)(?<![\d.,$/-])(?<!\d:)\d{{1,2}}-\d{{1,2}}{_MORE_SETS}(?![\d:/%-]|[,.]\d)",
        sets,
        "#-",
    ),
    finder(
        r"(?=\d)(?<![\d.,$/-])(?<!\d:)(?P<left>\d{1,2})-(?P<right>\d{1,2})(?![\d:/%-]|[,.]\d)"
        r"(?=[ ,.;:)\n，。；：、）]|$)",
        score,
        "#-",
    ),
    finder(
        rf"(?=[1-9])(?<![\d./,A-Za-z-])(?:(?P<left>[1-9])/(?P<right>[2-9]|10)|1/(?P<many>{_MANY}))"
        r"(?![\d/A-Za-z]|[.,]\d)",
        simple_fraction,
        "#/",
    ),
    finder(r"(?<=[(（])(?P<left>\d{1,3}) : (?P<right>\d{1,3})(?=[)）])", colon, "#_:"),
    finder(rf"{_UNPARTED}(?P<left>\d{{1,4}}):(?P<right>\d{{1,4}})(?![\d:]|[.,]\d)", colon, "#:"),
)
FISCAL = finder(r"\bFY ?'?(?P<first>\d\d)(?:[/-](?P<last>\d\d))?(?![\d/-])", _short_fiscal, "fy")
"""FY24, FY25/26; in Chinese text too."""
MONTHS_ALONE: tuple[Finder, ...] = (
    finder(rf"\A\s*(?P<month>May|March|{_SHORT_MONTH})\.?\s*\Z", _month_alone, _NAMES),
    finder(rf"\b(?P<month>{_SURE})\b", _month_alone, _NAMES),
    finder(rf"(?=[EeMmLl])\b(?:[Ee]nd|[Mm]id|[Ee]arly|[Ll]ate)[ -](?P<month>{_SHORT_MONTH})\b", _month_alone, _NAMES),
    finder(rf"\b(?:{_BEFORE_MONTH}) ?[ -](?P<month>May|March)\b", _month_alone, "may mar"),
    finder(
        rf"\b(?P<month>May|March)(?= (?:and|to|this|last|next) (?:year\b|{_FULL_MONTH})| ?- ?(?:{_FULL_MONTH}))",
        _month_alone,
        "may mar",
    ),
)
YEARS_ALONE: tuple[Finder, ...] = (
    FISCAL,
    finder(r"(?=')(?<![\w'])'(?P<short>\d\d)\b(?!['%]|[.,]\d)", _short_year, "'#"),
    finder(
        rf"(?=[F12])(?<![\d,.$])(?<![^\d]/)(?:(?<!\d )|(?<=\b20\d\d ))(?:FY)?(?P<year>{_YEAR})"
        r"(?![A-Za-z%/]|-(?:hour|bed|metre|strong)|\.\d)",
        _year,
        "19 20",
    ),
)
