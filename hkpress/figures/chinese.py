"""Figures of a Chinese text (folded)."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from math import prod

from hkpress.figures.addresses import ADDRESSES, CODES, PHONE_IN_SIGNS, RUNS
from hkpress.figures.chinese_dates import CHINESE_DATES, CHINESE_YEARS, whole
from hkpress.figures.currencies import CHINESE_NAMES, CURRENCY_STARTS, DOLLAR, SYMBOL, SYMBOL_WORDS, currency_of
from hkpress.figures.english import (
    JUBILEES,
    PER_MILLE,
    RATIO,
    ROMAN,
    WITH_SYMBOL,
    first_months,
    first_quarters,
    for_life,
    in_smaller_unit,
    in_years,
)
from hkpress.figures.english_dates import CLOCK, COLONS, LASTING_SIGNS, lasting, lost
from hkpress.figures.idioms import CHINESE_IDIOMS, PHRASES
from hkpress.figures.numerals import (
    CHINESE,
    DIGITS,
    HAN,
    HAN_SIGNS,
    SCALES,
    SIGN,
    START,
    chinese_value,
    digits_value,
    english_scale,
    is_round_word,
)
from hkpress.figures.scanning import Finder, fact, finder, signs_before
from hkpress.figures.units import HOURS, MINUTES, MONTHS_LONG, WEEKS, YEARS_LONG
from hkpress.figures.values import Count, Day, Fact, Kind, Money, Points, Portion, Ratio, Share, Word

_SOFT_LIMIT = 12
_AHEAD = rf"(?=[\d{HAN_SIGNS}])(?<!{HAN})"
_N = rf"(?P<number>{CHINESE})"
_APPROX = "(?: ?[多餘]| ?幾)?"
_COINS = {"毫": 10, "毫子": 10, "角": 10, "仙": 100, "港仙": 100, "美仙": 100}
_ONE_DIGIT = rf"(?:(?<![\d.])\d(?!\d)|{SIGN})"
_COUNTERS = "[個名人位間戶宗元輛所家次份項件架隊艘場棵隻張]"
_TEN_OR_SO = ("十多", "十餘", "十幾")
_NO_HALF = "(?![島導山數徑球價決身途路空夜職])"
"""15公里半徑: 半 belongs to the next word."""
_SIGN_OR_WORD = rf"(?:{SYMBOL}|(?<![\d{HAN_SIGNS}] )(?<![\d{HAN_SIGNS}])(?:港幣|港元|人民幣|美元|美金|歐元|英鎊))"
_REDUCTION = re.compile("的?(?:折扣|折讓|優惠)")
_NOT_YUAN = (  # 元朗, 120毫米, 八角形
    "(?!(?<=元)[朗旦宵素件首老化論帥凶]|(?<=毫)[米升克安巴希西秒摩伏瓦居當]|(?<=角)[色度落形逐膜]"
    "|(?<=仙)[人女境]|(?<=圓)[桌形圈滿])"
)
_NOT_PART = (
    "(?![立功本果長熟就效交績都年型品衣型]|員(?!工)|分(?![行店公校])|人[票門套教學禮])(?:(?<![第期周拜].成)|(?!為))"
)


def _matched_amount(match: re.Match[str], group: str = "number") -> Fraction | None:
    return chinese_value(match[group])


def _hard(typed: str, amount: Fraction) -> bool:
    if typed[0].isascii():
        return True
    return amount > _SOFT_LIMIT and not is_round_word(typed) and not typed.startswith(_TEN_OR_SO)


def _money(match: re.Match[str]) -> list[Fact] | None:
    amount, given = _matched_amount(match), match.groupdict()
    before, after = given.get("before") or "", given.get("after") or ""
    code = currency_of(before) or currency_of(after)
    if amount is None or not code:
        return None
    if not before and match["number"][0] in SCALES and match.string[match.start() - 1 : match.start()] in ("數", "幾"):
        return []  # 數十億元
    code = next((name for name in (currency_of(after), currency_of(before)) if name not in (None, DOLLAR)), code)
    if given.get("scale"):
        amount *= english_scale(given["scale"])
    beside = signs_before(match.string, match.start(), 2) + match.string[match.end() : match.end() + 1]
    unit = amount == 1 and not {"兌", "每", "對"}.isdisjoint(beside)  # 兌1美元, 每捐一元, 一元對一元
    vague = unit or is_round_word(match["number"]) or match["number"].startswith(_TEN_OR_SO)
    return [fact(match, Kind.MONEY, Money(amount / _COINS.get(after, 1), code), hard=not vague)]


def _loss(match: re.Match[str]) -> list[Fact]:
    """人民幣(118.2)百萬元, as accounts write a loss."""
    code = currency_of(match["before"] or "") or currency_of(match["after"]) or DOLLAR
    size = prod(SCALES[sign] for sign in match["size"])
    return [fact(match, Kind.MONEY, Money(digits_value(match["number"]) * size, code))]


def _percent(match: re.Match[str]) -> list[Fact] | None:
    amount = _matched_amount(match)
    return None if amount is None else [fact(match, Kind.PERCENT, Share(amount / 100))]


def _points(match: re.Match[str]) -> list[Fact] | None:
    amount = _matched_amount(match)
    if amount is None:
        return None
    if "基" in match["unit"] or "點子" in match["unit"]:
        return [fact(match, Kind.BASIS_POINTS, Points(amount / 10000))]
    return [fact(match, Kind.POINTS, Points((amount + (Fraction(1, 2) if "半" in match["unit"] else 0)) / 100))]


def _interest(match: re.Match[str]) -> list[Fact] | None:
    amount = _matched_amount(match)
    if amount is None:
        return None
    amount = (amount + (Fraction(1, 2) if match["half"] else 0)) / 100
    moved = re.search("[加減升跌調低高增降幅差]息?[約了近逾]?$", signs_before(match.string, match.start(), 3))
    if moved:  # 下調0.25厘 is a change, 4.5厘 a rate
        return [fact(match, Kind.POINTS, Points(amount), Share(amount))]
    return [fact(match, Kind.PERCENT, Share(amount))]


def _tenths(match: re.Match[str]) -> list[Fact] | None:
    amount = _matched_amount(match)
    if amount is None or amount > 10:
        return None
    more = {"半": Fraction(1, 2), "": Fraction(0)}.get(match["more"] or "")
    more = Fraction(whole(match["more"]), 10) if more is None else more
    if _REDUCTION.match(match.string, match.end()):
        return [fact(match, Kind.DISCOUNT, Share((amount + more) / 10), Share(1 - (amount + more) / 10))]
    return [fact(match, Kind.PERCENT, Share((amount + more) / 10))]


def _discount(match: re.Match[str]) -> list[Fact] | None:
    typed = match["number"]
    price = Fraction(int("".join(str(whole(sign)) for sign in typed)), 10 ** len(typed)) if typed.isalnum() else None
    if price is None or not price:
        return None
    return [fact(match, Kind.DISCOUNT, Share(1 - price), Share(price))]


def _half_price(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.DISCOUNT, Share(Fraction(1, 2)), hard=False)]


def _fraction(match: re.Match[str]) -> list[Fact] | None:
    bottom, top = _matched_amount(match, "bottom"), _matched_amount(match, "top")
    if not bottom or top is None:
        return None
    if match.groupdict().get("point"):
        return [fact(match, Kind.POINTS, Points(top / bottom / 100), Share(top / bottom / 100))]
    kind = Kind.PERCENT if bottom in (100, 1000) else Kind.FRACTION
    parts = (Count(top),) if bottom == 10**6 else ()  # 百萬分之50 is 50 parts per million, or a limit of 50
    return [fact(match, kind, Share(top / bottom), Count(top / bottom), Ratio(top, bottom), *parts)]


def _mixed(match: re.Match[str]) -> list[Fact] | None:
    """1又1/4, 一又四分之一."""
    amount, bottom, top = (
        chinese_value(text) for text in (match["number"], match["bottom"] or match["down"], match["top"] or match["up"])
    )
    if amount is None or not bottom or top is None:
        return None
    return [fact(match, Kind.FRACTION, Count(amount + top / bottom))]


def _one_in(match: re.Match[str]) -> list[Fact] | None:
    """每五名就有一名 is one in five."""
    many, few = _matched_amount(match, "many"), _matched_amount(match, "few")
    if not many or not few or few >= many:
        return None
    return [fact(match, Kind.FRACTION, Share(few / many), Count(few), Count(many), Ratio(few, many), hard=False)]


def _chinese_ratio(match: re.Match[str]) -> list[Fact] | None:
    left, right = _matched_amount(match, "left"), _matched_amount(match, "right")
    if left is None or right is None:
        return None
    also = (Count(left), Count(right))  # by 3 to 2
    turned = lost(match) or "師生" in signs_before(match.string, match.start(), 8)
    # a student-teacher ratio of 8:1 is 1比8
    hard = not left == right == 1  # one-to-one
    return [fact(match, Kind.RATIO, Ratio(left, right), *((Ratio(right, left),) if turned else ()), *also, hard=hard)]


def _ratio_of_tenths(match: re.Match[str]) -> list[Fact]:
    """七三比: 7:3, and 70:30."""
    left, right = (Fraction(whole(match[name])) for name in ("left", "right"))
    return [fact(match, Kind.RATIO, Ratio(left, right), Ratio(10 * left, 10 * right))]


def _multiple(match: re.Match[str]) -> list[Fact] | None:
    amount = _matched_amount(match)
    if amount is None:
        return None
    amount += Fraction(1, 2) if match["half"] else 0
    hard = _hard(match["number"], amount)
    before = signs_before(match.string, match.start(), 4)
    rises = re.search("[增升多加漲高快大長][^，。；0-9至到為達成]{0,3}$", before)
    if rises or amount == 1:  # 增加三倍 is fourfold, and 一倍 is always one more
        return [fact(match, Kind.MULTIPLE, Share(amount), Count(amount + 1), hard=hard)]
    return [fact(match, Kind.MULTIPLE, Count(amount), Share(amount), hard=hard)]


def _doubled(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.MULTIPLE, Count(Fraction(2)), Count(Fraction(1)), Share(Fraction(1)), hard=False)]


def _half_unit(match: re.Match[str]) -> list[Fact]:
    half = fact(match, Kind.FRACTION, Share(Fraction(1, 2)), Count(Fraction(1, 2)), hard=False)
    return [in_smaller_unit(half, {"年": "year", "歲": "year", "小時": "hour"}.get(match["unit"] or ""))]


def _century(match: re.Match[str]) -> list[Fact]:
    """半個世紀, 四分一世紀, 一甲子: years."""
    part = {"半": Fraction(1, 2), "一": Fraction(1), "四分之三": Fraction(3, 4)}.get(match["part"], Fraction(1, 4))
    return [in_years(fact(match, Kind.NUMBER, Count(part * (60 if match["whole"] == "甲子" else 100)), hard=False))]


def _two_digits(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.VAGUE, Count(Fraction(10)), hard=False)]


def _whole_day(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.NUMBER, Count(Fraction(1)), hard=False)]


def _and_a_half(match: re.Match[str]) -> list[Fact] | None:
    amount = _matched_amount(match)
    if amount is None:
        return None
    return [fact(match, Kind.NUMBER, Count(amount + Fraction(1, 2)))]


def _minutes_and_a_half(match: re.Match[str]) -> list[Fact] | None:
    """兩分半鐘."""
    amount = _matched_amount(match)
    return None if amount is None else [replace(fact(match, Kind.NUMBER, Count(amount + Fraction(1, 2))), unit=MINUTES)]


def _hours_and_minutes(match: re.Match[str]) -> list[Fact] | None:
    """11小時58分, which says 分 for 分鐘."""
    hours, minutes = _matched_amount(match), _matched_amount(match, "minutes")
    if hours is None or minutes is None or minutes >= 60:
        return None
    return [replace(fact(match, Kind.NUMBER, Count(hours + minutes / 60)), unit=HOURS)]


def _plan(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.ORDINAL, Count(Fraction(whole(match["number"]))))]


def _ordinal(match: re.Match[str]) -> list[Fact] | None:
    amount = _matched_amount(match)
    if amount is None:
        return None
    is_quarter = amount <= 4 and match.string.startswith("節", match.end())  # 第三節 of a match
    also = (Portion(int(amount), 4),) if is_quarter else ()
    return [fact(match, Kind.ORDINAL, Count(amount), *also, hard=_hard(match["number"], amount))]


def _lettered(match: re.Match[str]) -> list[Fact]:
    """第2B期, which English may call Phase 2B."""
    return [fact(match, Kind.CODE, Word(match["code"]), Count(Fraction(match["number"])), hard=False)]


def _session(match: re.Match[str]) -> list[Fact] | None:
    """第七屆, but 1971屆 and 七一屆 are years."""
    amount = _matched_amount(match)
    if amount is None:
        typed = match["number"]
        amount = Fraction(10 * whole(typed[0]) + whole(typed[1])) if len(typed) == 2 else None
    if amount is None:
        return None
    year = amount if amount > 1900 else 1900 + amount if amount > 40 else 2000 + amount
    also = (Day(int(year)),) if amount > 1900 or len(match["number"]) == 2 else ()
    return [fact(match, Kind.ORDINAL, Count(amount), *also, hard=_hard(match["number"], amount))]


def _floor(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.ORDINAL, Count(Fraction(match["floor"])))]


def _number(match: re.Match[str]) -> list[Fact] | None:
    typed, unit = match["number"], match["unit"] or ""
    amount = chinese_value(typed)
    about = signs_before(match.string, match.start(), 1)
    if amount is None:
        return None
    if about in ("數", "幾") and typed[0] in SCALES:
        return []  # 數百, 幾十
    also = (Count(Fraction(12)),) if (typed + unit).startswith(_TEN_OR_SO) else ()
    hard = amount != 1 and _hard(typed + unit.strip(), amount)  # 1小時 is an hour
    return [fact(match, Kind.NUMBER, Count(amount), *also, hard=hard)]


def _best_of(match: re.Match[str]) -> list[Fact] | None:
    """五局三勝 is the best of five."""
    amount = _matched_amount(match)
    return None if amount is None else [fact(match, Kind.NUMBER, Count(amount), hard=_hard(match["number"], amount))]


def _first_months(match: re.Match[str]) -> list[Fact] | None:
    """首十個月 is as good as January to October."""
    amount = _matched_amount(match)
    if amount is None:
        return None
    number = fact(match, Kind.NUMBER, Count(amount), hard=_hard(match["number"], amount), group="number")
    return [first_quarters(number) if "季" in match[0] else first_months(number)]


def _first(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.ORDINAL, Count(Fraction(1)), hard=False)]


def _vague(match: re.Match[str]) -> list[Fact] | None:
    """數萬, 數以千計, 幾十: not a number, but a known size."""
    amount = chinese_value(match["scale"])
    return None if amount is None else [fact(match, Kind.VAGUE, Count(amount), hard=False)]


def _two_numbers(match: re.Match[str]) -> list[Fact]:
    """二三十人, 七八百間."""
    size = chinese_value(match["scale"]) or Fraction(1)
    return [
        fact(match, Kind.NUMBER, Count(whole(match[name]) * size), hard=False, group=name)
        for name in ("first", "second")
    ]


def _service_charge(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.PERCENT, Share(Fraction(1, 10)), hard=False)]


def _decades_of_age(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.NUMBER, Count(Fraction(10 * whole(match["tens"]))), hard=False)]


def _rank(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.RANK, Count(Fraction("冠亞季殿".index(match[0][0]) + 1)), hard=False)]


def _pair(match: re.Match[str]) -> list[Fact]:
    """雙峰, which English may call 2 Peaks."""
    return [fact(match, Kind.WORD, Count(Fraction(2)), hard=False)]


def _whole(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.PERCENT, Share(Fraction(1)), hard=False)]


def _all_day(match: re.Match[str]) -> list[Fact]:
    return [replace(fact(match, Kind.NUMBER, Count(Fraction(24)), hard=False), unit=HOURS)]


def _half_hundred(match: re.Match[str]) -> list[Fact]:
    """年屆半百."""
    return [fact(match, Kind.NUMBER, Count(Fraction(50)), hard=False)]


def _year_and_a_half(match: re.Match[str]) -> list[Fact]:
    """需時年半, which leaves out the 一."""
    return [replace(fact(match, Kind.NUMBER, Count(Fraction(18)), Count(Fraction(3, 2)), hard=False), unit=MONTHS_LONG)]


def _half_point(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.POINTS, Points(Fraction(1, 200)), Share(Fraction(1, 200)))]


def _quarter_point(match: re.Match[str]) -> list[Fact]:
    """四分一厘 is 25 basis points, 八分一厘 12.5."""
    points = Fraction(whole(match["quarters"]), 100 * whole(match["parts"]))
    return [fact(match, Kind.POINTS, Points(points), Share(points))]


def _one_and_a_half(match: re.Match[str]) -> list[Fact]:
    """個半小時, which leaves out the 一."""
    unit = {"小": HOURS, "鐘": HOURS, "月": MONTHS_LONG, "星": WEEKS, "世": YEARS_LONG}[match["unit"][0]]
    times = 100 if unit is YEARS_LONG else 1
    return [replace(fact(match, Kind.NUMBER, Count(Fraction(3 * times, 2))), unit=unit)]


def _coins(match: re.Match[str]) -> list[Fact] | None:
    """38元8角, 港幣一元二角五分, 2毫3仙, 兩毫三; 九毫半 is 95 cents."""
    given = match.groupdict()
    odd = (given["cents"] or given["odd"] or "〇").rstrip("分仙 ").lstrip("零〇") or "〇"
    parts = (given["dollars"] or "〇", given["tens"] or "〇", odd)
    dollars, tens, cents = (Fraction(5) if part == "半" else chinese_value(part) for part in parts)
    if dollars is None or tens is None or cents is None:
        return None
    code = currency_of(given["before"] or "") or DOLLAR
    return [fact(match, Kind.MONEY, Money(dollars + tens / 10 + cents / 100, code))]


_AMOUNTS = " ".join(f"{before}{sign}" for before in "N多餘幾_" for sign in CURRENCY_STARTS)
"""What stands before the name of a currency, and how such names begin."""
_TENTHS = (
    rf"(?P<number>{START}\d(?:\.\d)?|[一二三四五六七八九十兩])成"
    rf"(?:(?P<more>半|[一二三四五六七八九](?!{HAN}|[名個間人]))|{_NOT_PART})"
)
CHINESE_FINDERS: tuple[Finder, ...] = (
    *ADDRESSES,
    PHONE_IN_SIGNS,
    PHRASES,
    finder(r"(?P<number>十[一二三四五六])五(?=[」』”’\"']|規劃|計劃|時期|期間|收官|開局|之)", _plan, "五"),
    finder(r"(?P<number>十[一二三四五六七]|\d\d)(?=運會|全運)", _plan, "運"),
    finder(
        rf"(?<!{HAN})(?P<part>半|四分之一|四分一|四分之三|一)個?(?P<whole>世紀|甲子)(?!末|初|中|前)",
        _century,
        "世紀 甲子",
    ),
    finder(rf"(?<!{HAN})百分之 ?{_N}(?!{HAN})", _percent, "百分之"),
    finder("半個?(?:百分點|厘)", _half_point, "半"),
    finder(rf"(?<!{HAN})(?P<parts>[四八])分(?P<quarters>[一三五七])個?(?:百分點|厘)", _quarter_point, "四分 八分"),
    finder(rf"(?<![{HAN_SIGNS}\d幾數每])個半(?P<unit>小時|鐘頭|鐘(?!聲)|月(?!前)|星期|世紀)", _one_and_a_half, "個半"),
    finder("(?<=年[屆逾近過])半百(?!萬)", _half_hundred, "半百"),
    finder("(?<=[時約近逾期了過足為刑的囚監獄])年半(?![數島價途路空夜職山決年天])", _year_and_a_half, "年半"),
    finder("百分百|全[額數](?!學)", _whole, "百分百 全額 全數"),
    PER_MILLE,
    finder(rf"\((?P<number>{DIGITS})\) ?%", _percent, "%"),
    finder(r"\b24/7\b|日夜", _all_day, "24/7 日夜"),
    finder(
        rf"{_AHEAD}{_N}又(?:(?P<bottom>{CHINESE})分之(?P<top>{CHINESE})|(?P<up>\d)/(?P<down>\d{{1,2}}))(?!{HAN})",
        _mixed,
        "又",
    ),
    finder(
        rf"{_AHEAD}(?P<bottom>{CHINESE}) ?分之 ?(?P<top>{CHINESE})(?P<point>厘|個?百分點)?(?!{HAN})",
        _fraction,
        "分之",
    ),
    finder(
        rf"每 ?(?P<many>{CHINESE}) ?{_COUNTERS}[^，。；、\d{HAN_SIGNS}]{{0,8}}[有是] ?"
        rf"(?P<few>{CHINESE})(?= ?{_COUNTERS})",
        _one_in,
        "每",
    ),
    finder(rf"{_AHEAD}{_N} ?(?P<unit>個半百分點|個?百分點|個?基點|個?點子)", _points, "百分點 基點 點子"),
    finder(rf"{_AHEAD}(?P<bottom>[三四])分(?P<top>[一二三])(?!{HAN})", _fraction, "分"),  # 三分一
    finder(rf"{START}(?P<number>{DIGITS}) ?(?:%|pct)", _percent, "% pct"),
    finder(
        rf"(?P<before>{_SIGN_OR_WORD})? ?{_AHEAD}(?:(?P<dollars>{CHINESE}) ?元 ?)?(?P<tens>{_ONE_DIGIT}) ?"
        rf"(?:角 ?(?P<cents>{_ONE_DIGIT} ?[分仙]|半)"
        rf"|毫子? ?(?P<odd>{_ONE_DIGIT}(?: ?[分仙]|(?![\d十百千萬億個名間元年月日米升克]))|半))",
        _coins,
        "N毫 N_毫 N角 N_角",
    ),
    finder(
        rf"(?P<before>{_SIGN_OR_WORD})? ?{_AHEAD}(?P<dollars>{CHINESE}) ?元 ?"
        rf"(?:(?P<tens>{_ONE_DIGIT}) ?(?:毫|角)(?P<odd>){_NOT_YUAN}"
        rf"|(?P<cents>(?:{START}\d{{1,2}}|[零〇]?{SIGN}) ?仙))",
        _coins,
        "N毫 N角 N仙",
    ),
    finder(rf"(?P<lead>首|前(?=三季度)){_N} ?季(?!節|後賽)度?", _first_months, "季"),
    finder(rf"{_AHEAD}{_N} ?號(?=種子)", _ordinal, "號種子"),
    *CHINESE_DATES,
    *CHINESE_IDIOMS,
    finder(
        rf"(?P<before>{_SIGN_OR_WORD})? ?\((?P<number>{DIGITS})\) ?(?P<size>[百千]?[萬億]|[百千]) ?"
        rf"(?P<after>{CHINESE_NAMES})",
        _loss,
        "百 千 萬 億",
    ),
    finder(
        rf"(?P<before>{_SIGN_OR_WORD}) ?{_N}(?P<scale> ?(?:million|billion|trillion|bn|mn|m|k)\b)?"
        rf"{_APPROX} ?(?P<after>{CHINESE_NAMES}{_NOT_YUAN})?",
        _money,
        f"{SYMBOL_WORDS} 港幣 港元 人民幣 美元 美金 歐元 英鎊",
    ),
    finder(rf"{_AHEAD}{_N}{_APPROX} ?(?P<after>{CHINESE_NAMES}){_NOT_YUAN}", _money, _AMOUNTS),
    CLOCK,
    finder(rf"{_AHEAD}{_N} ?厘(?!米|定(?!期)|清)(?P<half>半)?", _interest, "厘"),
    finder(rf"{_AHEAD}{_TENTHS}[多餘]?", _tenths, "N成"),
    finder(
        rf"{_AHEAD}(?P<number>{START}\d{{1,2}}|[一二三四五六七八九]{{1,2}}|兩)折(?![舊扣衷射讓磨])",
        _discount,
        "折",
    ),
    finder("半價|對折|五五折", _half_price, "半價 折"),
    finder(
        rf"{START}(?:(?P<hours>\d{{1,2}}) ?小時 ?)?(?:(?P<minutes>\d{{1,2}}) ?分鐘? ?)?"
        r"(?P<seconds>\d{1,2}(?:\.\d{1,3})?) ?秒(?P<more>\d{1,3}(?!\d))?",
        lasting,
        "秒",
    ),
    finder(
        rf"{_AHEAD}(?:(?P<hours>{HAN}{{1,3}}) ?小時 ?)?"
        rf"(?P<minutes>{HAN}{{1,3}}) ?分鐘? ?(?P<seconds>{HAN}{{1,3}}) ?秒",
        lasting,
        "秒",
    ),
    finder(
        rf"{_AHEAD}{_N} ?個?小時 ?(?P<minutes>{START}\d{{1,2}}(?!\d)|{HAN}{{1,3}}) ?分(?!鐘|之|[\d{HAN_SIGNS}])",
        _hours_and_minutes,
        "小時",
    ),
    LASTING_SIGNS,
    *COLONS,
    RATIO,
    finder(rf"(?<!{HAN})(?P<left>{SIGN})(?P<right>{SIGN})比(?!{HAN})", _ratio_of_tenths, "比"),
    finder(rf"{_AHEAD}(?P<left>{CHINESE}) ?[比賠] ?(?P<right>{CHINESE})", _chinese_ratio, "比 賠"),
    finder(rf"{_AHEAD}{_N}{_APPROX} ?倍(?P<half>半)?(?!數)", _multiple, "倍"),
    finder(rf"{_AHEAD}{_N} ?[局場盤](?:{CHINESE}) ?勝", _best_of, "勝"),
    finder("倍增|翻一?倍|翻一?番|加倍|雙倍|倍升", _doubled, "倍 番"),
    finder(
        rf"{_AHEAD}{_N}(?P<unit> ?(?:個|年|歲|天|日|公里|米|分鐘|[部隻件碗杯頁圈版注斤磅噸]))半{_NO_HALF}"
        r"(?P<of>小時|月|年)?",
        _and_a_half,
        "半",
    ),
    finder(rf"{_AHEAD}{_N} ?分半鐘?(?!數)", _minutes_and_a_half, "分半"),
    finder("雙(?![方倍重向邊手位])", _pair, "雙"),
    finder("[全單](?=[日天])", _whole_day, "全 單"),
    finder("終身監禁|終生監禁|無期徒刑|囚終身|終身囚禁", for_life, "終 無期"),
    finder("雙位數", _two_digits, "雙位數"),
    finder(
        "(?:一半|半數|過半|逾半|(?<=[近約逾])半(?=[^年月日天小個時夜島邊])|(?<=超過)半(?=[^年月日天小個時])"
        "|半(?P<unit>年|小時|日|歲))",
        _half_unit,
        "半",
    ),
    finder("[冠亞季殿]軍", _rank, "軍"),
    JUBILEES,
    finder(
        rf"(?=[一二三四五六七八])(?<![{HAN_SIGNS}數幾第])(?P<first>[一二三四五六七八])(?P<second>[二三四五六七八九])(?P<scale>[十百千萬])(?!{HAN})",
        _two_numbers,
        "十 百 千 萬",
    ),
    finder("[另需外收]加一(?![個名間位日天年項些])", _service_charge, "加一"),
    finder(r"(?<![第數幾])(?P<tens>[二三四五六七八九])旬", _decades_of_age, "旬"),
    finder(
        r"(?<![〇零一二三四五六七八九十百千萬億\d])[數幾](?:以 ?)?(?P<scale>[十百千萬億]{1,4})(?:計)?", _vague, "數 幾"
    ),
    finder(
        r"(?<![〇零一二三四五六七八九十\d])(?P<number>十[一二三]?|[一二三四五六七八九]|1?\d) ?年級", _ordinal, "年級"
    ),
    finder("首(?=[日場輪批期次節部集輯回天晚夜課站賽獎]|階段)|頭(?=[獎場輪])", _first, "首 頭"),
    finder(rf"(?P<lead>首){_N} ?個月", _first_months, "首"),
    finder(r"第 ?(?P<code>(?P<number>\d{1,2})[A-Z])(?![A-Za-z0-9])", _lettered, "第"),
    finder(rf"第 ?{_N}", _ordinal, "第"),
    finder(rf"{_AHEAD}{_N} ?屆", _session, "屆"),
    finder(rf"{_AHEAD}{_N} ?樓(?!宇|面|市|價|梯|盤)", _ordinal, "樓"),
    finder(r"(?<![\d.,/])(?:B|LG|UG|M)?(?P<floor>\d{1,3})/F", _floor, "/f"),
    *CHINESE_YEARS,
    ROMAN,
    WITH_SYMBOL,
    *RUNS,
    *CODES,
    finder(rf"{_AHEAD}{_N}(?P<unit>{_APPROX} ?(?:個月|年|個小時|小時)?)", _number, "# 數"),
)
