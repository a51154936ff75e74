"""Values → English and Chinese text in every form that the library reads: the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from hkpress.figures.values import decimal

HAN = "零一二三四五六七八九"
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
EN_CURRENCY = {"HKD": ["HK$", "$"], "USD": ["US$"], "CNY": ["RMB"], "EUR": ["€", "EUR"], "GBP": ["£"]}
ZH_CURRENCY = {"HKD": ["港元", "元"], "USD": ["美元"], "CNY": ["元人民幣"], "EUR": ["歐元"], "GBP": ["英鎊"]}


@dataclass(frozen=True)
class Written:
    """One value of one kind in both languages."""

    kind: str
    value: object
    en: str
    zh: str


def han(number: int) -> str:
    """九億三千萬, 一萬零五, 二十四."""
    for sign, size in (("億", 10**8), ("萬", 10**4)):
        if number >= size:
            rest = number % size
            gap = "零" if 0 < rest < size // 10 else ""
            return han(number // size) + sign + (gap + han(rest) if rest else "")
    text, zero = "", False
    for sign, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        figure = number // size % 10
        if figure:
            text += ("零" if zero and text else "") + HAN[figure] + sign
        zero = not figure
    return text.removeprefix("一") if 10 <= number < 20 else text or "零"


def signs(number: int, nought: str) -> str:
    return "".join(nought if figure == "0" else HAN[int(figure)] for figure in str(number))


def english_numbers(number: Fraction) -> Iterator[str]:
    yield decimal(number)
    yield decimal(number, " ")
    for word, size in (("million", 10**6), ("billion", 10**9), ("trillion", 10**12)):
        if number >= size and (number / size * 1000).denominator == 1:
            yield f"{decimal(number / size)} {word}"


def chinese_numbers(number: Fraction) -> Iterator[str]:
    yield decimal(number)
    if number.denominator == 1 and number < 10**12:
        yield han(int(number))
    for sign, size in (("萬", 10**4), ("億", 10**8), ("萬億", 10**12)):
        if number >= size and (number / size * 10**4).denominator == 1:
            yield f"{decimal(number / size)}{sign}"
    if number >= 10**8 and number % 10**4 == 0 and number % 10**8:
        yield f"{number // 10**8}億{decimal(number % 10**8 / 10**4)}萬"


def chinese_decimal(number: Fraction) -> str:
    whole, _, rest = decimal(number).partition(".")
    return han(int(whole.replace(",", ""))) + ("點" + signs(int("1" + rest), "零")[1:] if rest else "")


AMOUNTS = st.builds(
    lambda figure, power: Fraction(figure * 10**power),
    st.integers(13, 9_999),
    st.sampled_from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
)
RATES = st.integers(1, 9_999).map(lambda number: Fraction(number, 100))
DATES = st.dates(date(1980, 1, 1), date(2060, 12, 31))


@st.composite
def numbers(draw: st.DrawFn) -> Written:
    number = draw(AMOUNTS)
    en, zh = draw(st.sampled_from(list(english_numbers(number)))), draw(st.sampled_from(list(chinese_numbers(number))))
    return Written("number", number, f"{en} people", f"{zh}人")


@st.composite
def money(draw: st.DrawFn) -> Written:
    number, code = draw(AMOUNTS), draw(st.sampled_from(sorted(EN_CURRENCY)))
    en, zh = draw(st.sampled_from(list(english_numbers(number)))), draw(st.sampled_from(list(chinese_numbers(number))))
    sign, name = draw(st.sampled_from(EN_CURRENCY[code])), draw(st.sampled_from(ZH_CURRENCY[code]))
    return Written("money", (number, code), f"{sign}{en}", f"{zh}{name}")


@st.composite
def percentages(draw: st.DrawFn) -> Written:
    rate = draw(RATES)
    en = draw(st.sampled_from(["{}%", "{} per cent", "{} percent"])).format(decimal(rate))
    zh = draw(st.sampled_from([f"{decimal(rate)}%", f"百分之{chinese_decimal(rate)}", f"百分之{decimal(rate)}"]))
    return Written("percentage", rate, en, zh)


@st.composite
def points(draw: st.DrawFn) -> Written:
    rate = draw(RATES)
    return Written("points", rate, f"{decimal(rate)} percentage points", f"{decimal(rate)}個百分點")


@st.composite
def basis_points(draw: st.DrawFn) -> Written:
    number = draw(st.integers(1, 500))
    return Written(
        "basis points", number, f"{number} basis points", draw(st.sampled_from([f"{number}個基點", f"{number}基點"]))
    )


@st.composite
def tenths(draw: st.DrawFn) -> Written:
    number = draw(st.integers(1, 9))
    return Written("tenths", number, f"{number * 10}%", f"{HAN[number]}成")


@st.composite
def dates(draw: st.DrawFn) -> Written:
    day = draw(DATES)
    month = MONTHS[day.month - 1]
    en = draw(
        st.sampled_from([f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.strftime("%d/%m/%Y")])
    )
    year = signs(day.year, draw(st.sampled_from("零○〇")))
    zh = draw(st.sampled_from([f"{day.year}年{day.month}月{day.day}日", f"{year}年{han(day.month)}月{han(day.day)}日"]))
    return Written("date", day, en, zh)


@st.composite
def times(draw: st.DrawFn) -> Written:
    moment = time(draw(st.integers(1, 23)), draw(st.integers(0, 59)))
    half = "am" if moment.hour < 12 else "pm"
    hour = (moment.hour - 1) % 12 + 1
    dot = draw(st.sampled_from(".:"))
    en = f"{hour}{dot}{moment.minute:02}{half}" if moment.minute else f"{hour}{half}"
    name = "上午" if moment.hour < 12 else "中午" if moment.hour == 12 else "下午" if moment.hour < 18 else "晚上"
    write = draw(st.sampled_from([han, str]))
    zh = f"{name}{write(hour)}時" + (f"{write(moment.minute)}分" if moment.minute else "")
    return Written("time", moment, en, zh)


@st.composite
def weekdays(draw: st.DrawFn) -> Written:
    number = draw(st.integers(0, 6))
    return Written("weekday", number, DAYS[number], "星期" + "一二三四五六日"[number])


@st.composite
def fiscal_years(draw: st.DrawFn) -> Written:
    year = draw(st.integers(1980, 2060))
    following = year + 1
    en = draw(st.sampled_from([f"{year}-{following % 100:02}", f"{year}/{following % 100:02}", f"{year}-{following}"]))
    short = signs(following, "零")[2:]
    zh = draw(
        st.sampled_from(
            [f"{year}-{following % 100:02}年度", f"{year}至{following}年度", f"{signs(year, '○')}至{short}年度"]
        )
    )
    return Written("fiscal year", year, en, zh)


@st.composite
def ordinals(draw: st.DrawFn) -> Written:
    number = draw(st.integers(13, 150))
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return Written(
        "ordinal",
        number,
        f"the {number}{ending} edition",
        draw(st.sampled_from([f"第{han(number)}屆", f"第{number}屆"])),
    )


@st.composite
def quarters(draw: st.DrawFn) -> Written:
    number = draw(st.integers(2, 4))
    word = ["first", "second", "third", "fourth"][number - 1]
    return Written(
        "quarter", number, draw(st.sampled_from([f"the {word} quarter", f"Q{number}"])), f"第{HAN[number]}季"
    )


@st.composite
def decades(draw: st.DrawFn) -> Written:
    year = draw(st.sampled_from(range(1900, 2050, 10)))
    return Written("decade", year, f"the {year}s", f"{year}年代")


@st.composite
def ratios(draw: st.DrawFn) -> Written:
    left, right = draw(st.integers(1, 9)), draw(st.integers(61, 500))
    return Written(
        "ratio", (left, right), f"{left}:{right}", draw(st.sampled_from([f"{left}比{right}", f"{left}:{right}"]))
    )


@st.composite
def phones(draw: st.DrawFn) -> Written:
    number = draw(st.integers(21000000, 39999999))
    text = f"{number // 10000} {number % 10000:04}"
    return Written("phone", number, f"Tel: {draw(st.sampled_from(['', '+852 ']))}{text}", f"電話：{text}")


KINDS = [numbers, money, percentages, points, basis_points, tenths, dates, times, weekdays, fiscal_years, ordinals, quarters,
         decades, ratios, phones]  # fmt: skip
ONE_DAY = timedelta(days=1)
