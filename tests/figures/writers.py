"""Values → English and Chinese text, in every form that the library reads.

A writer takes a `random.Random`: a seeded one, which is fast, or Hypothesis's, which makes a failure smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from random import Random

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


def amount(random: Random) -> Fraction:
    return Fraction(random.randint(13, 9_999) * 10 ** random.randint(0, 9))


def rate(random: Random) -> Fraction:
    return Fraction(random.randint(1, 9_999), 100)


def numbers(random: Random) -> Written:
    number = amount(random)
    en, zh = random.choice(list(english_numbers(number))), random.choice(list(chinese_numbers(number)))
    return Written("number", number, f"{en} people", f"{zh}人")


def money(random: Random) -> Written:
    number, code = amount(random), random.choice(sorted(EN_CURRENCY))
    en, zh = random.choice(list(english_numbers(number))), random.choice(list(chinese_numbers(number)))
    sign, name = random.choice(EN_CURRENCY[code]), random.choice(ZH_CURRENCY[code])
    return Written("money", (number, code), f"{sign}{en}", f"{zh}{name}")


def percentages(random: Random) -> Written:
    number = rate(random)
    en = random.choice(["{}%", "{} per cent", "{} percent"]).format(decimal(number))
    zh = random.choice([f"{decimal(number)}%", f"百分之{chinese_decimal(number)}", f"百分之{decimal(number)}"])
    return Written("percentage", number, en, zh)


def points(random: Random) -> Written:
    number = rate(random)
    return Written("points", number, f"{decimal(number)} percentage points", f"{decimal(number)}個百分點")


def basis_points(random: Random) -> Written:
    number = random.randint(1, 500)
    return Written(
        "basis points", number, f"{number} basis points", random.choice([f"{number}個基點", f"{number}基點"])
    )


def tenths(random: Random) -> Written:
    number = random.randint(1, 9)
    return Written("tenths", number, f"{number * 10}%", f"{HAN[number]}成")


def dates(random: Random) -> Written:
    day = date(1980, 1, 1) + timedelta(random.randint(0, 29_000))
    month = MONTHS[day.month - 1]
    en = random.choice([f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.strftime("%d/%m/%Y")])
    year = signs(day.year, random.choice("零○〇"))
    zh = random.choice([f"{day.year}年{day.month}月{day.day}日", f"{year}年{han(day.month)}月{han(day.day)}日"])
    return Written("date", day, en, zh)


def times(random: Random) -> Written:
    moment = time(random.randint(1, 23), random.randint(0, 59))
    half = "am" if moment.hour < 12 else "pm"
    hour = (moment.hour - 1) % 12 + 1
    dot = random.choice(".:")
    en = f"{hour}{dot}{moment.minute:02}{half}" if moment.minute else f"{hour}{half}"
    name = "上午" if moment.hour < 12 else "中午" if moment.hour == 12 else "下午" if moment.hour < 18 else "晚上"
    write: Callable[[int], str] = han if random.random() < 0.5 else str
    zh = f"{name}{write(hour)}時" + (f"{write(moment.minute)}分" if moment.minute else "")
    return Written("time", moment, en, zh)


def weekdays(random: Random) -> Written:
    number = random.randint(0, 6)
    return Written("weekday", number, DAYS[number], "星期" + "一二三四五六日"[number])


def fiscal_years(random: Random) -> Written:
    year = random.randint(1980, 2060)
    following = year + 1
    en = random.choice([f"{year}-{following % 100:02}", f"{year}/{following % 100:02}", f"{year}-{following}"])
    short = signs(following, "零")[2:]
    zh = random.choice(
        [f"{year}-{following % 100:02}年度", f"{year}至{following}年度", f"{signs(year, '○')}至{short}年度"]
    )
    return Written("fiscal year", year, en, zh)


def ordinals(random: Random) -> Written:
    number = random.randint(13, 150)
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return Written(
        "ordinal",
        number,
        f"the {number}{ending} edition",
        random.choice([f"第{han(number)}屆", f"第{number}屆"]),
    )


def quarters(random: Random) -> Written:
    number = random.randint(2, 4)
    word = ["first", "second", "third", "fourth"][number - 1]
    return Written("quarter", number, random.choice([f"the {word} quarter", f"Q{number}"]), f"第{HAN[number]}季")


def decades(random: Random) -> Written:
    year = random.choice(range(1900, 2050, 10))
    return Written("decade", year, f"the {year}s", f"{year}年代")


def ratios(random: Random) -> Written:
    left, right = random.randint(1, 9), random.randint(61, 500)
    return Written("ratio", (left, right), f"{left}:{right}", random.choice([f"{left}比{right}", f"{left}:{right}"]))


def phones(random: Random) -> Written:
    number = random.randint(21000000, 39999999)
    text = f"{number // 10000} {number % 10000:04}"
    return Written("phone", number, f"Tel: {random.choice(['', '+852 '])}{text}", f"電話：{text}")


KINDS = [numbers, money, percentages, points, basis_points, tenths, dates, times, weekdays, fiscal_years, ordinals, quarters,
         decades, ratios, phones]  # fmt: skip
