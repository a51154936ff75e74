"""Figures of an English text."""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod

from hkpress.figures.addresses import ADDRESSES, CODES
from hkpress.figures.currencies import DOLLAR, ENGLISH_NAMES, ENGLISH_WORDS, SYMBOL, SYMBOL_WORDS, currency_of
from hkpress.figures.english_dates import COLONS, DATES, MONTHS, MONTHS_ALONE, YEARS_ALONE, lasting
from hkpress.figures.idioms import ENGLISH_IDIOMS
from hkpress.figures.numerals import BIG, DIGITS, START, TENS, UNITS, WORDS, digits_value, english_scale, words_value
from hkpress.figures.scanning import Finder, fact, finder
from hkpress.figures.values import Count, Day, Fact, Kind, Money, Points, Ratio, Share, Value

_BIG = "|".join(BIG)
_LONG = rf"(?:[ -](?:(?:{_BIG})\b(?: (?:million|billion|trillion)\b)?))"
_SHORT = r"(?: ?(?:bn|mn|mil|mio|bil|trn|tn|tr|[kmbt])\b)"
_SCALE = rf"(?P<scale>{_LONG}|{_SHORT})?"
_MIXED = (
    rf"(?:half a|one and a half|two and a half|three and a half|a|several)[ -](?:{_BIG})(?: (?:million|billion))?\b"
)
_NUMBER = (
    rf"\b(?=[\dhaeftsnoz])(?:{START}(?P<digits>{DIGITS})(?P<scale>{_LONG})?(?!\d|,\d)|(?P<words>{_MIXED}|{WORDS}))"
)

_TO_TENTH = "third fourth fifth sixth seventh eighth ninth tenth"
_TO_TWENTIETH = (
    f"first second {_TO_TENTH} eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth twentieth"
)
_ORDINALS = {word: number for number, word in enumerate(_TO_TWENTIETH.split(), start=1)}
_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word + plural: _ORDINALS[word] for word in _TO_TENTH.split() for plural in ("", "s")
}
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_TIMES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_MANY = {
    "several": None,
    "a": Fraction(1),
    "half a": Fraction(1, 2),
    "one and a half": Fraction(3, 2),
    "two and a half": Fraction(5, 2),
    "three and a half": Fraction(7, 2),
}
_SOFT_LIMIT = 12
_OFF = re.compile("[ -](?:off|discount)\\b")


def _amount(match: re.Match[str]) -> Fraction | None:
    given = match.groupdict()
    if given.get("digits"):
        words = (given.get("scale") or "").replace("-", " ").split()
        return digits_value(given["digits"]) * prod(map(english_scale, words))
    return _worded(given["words"].lower())


def _worded(words: str) -> Fraction | None:
    mixed = re.fullmatch(rf"({'|'.join(_MANY)})[ -]({_BIG})(?: (million|billion))?", words)
    if not mixed:
        return words_value(words)
    many = _MANY[mixed[1]]
    return None if many is None else many * english_scale(mixed[2]) * english_scale(mixed[3])


def _soft(match: re.Match[str], amount: Fraction) -> bool:
    words = match["words"] or ""
    return bool(words) and (amount <= _SOFT_LIMIT or words.lower().startswith(("a ", "half")))


def _money(match: re.Match[str]) -> list[Fact] | None:
    amount, code = _amount(match), currency_of(match["currency"])
    if amount is None or not code:
        return None
    if re.search(r"cents?$", match["currency"].lower()):
        amount /= 100
    return [fact(match, Kind.MONEY, Money(amount, code))]


def _cents(match: re.Match[str]) -> list[Fact]:
    code = currency_of(f"{match['currency'].strip()}$") or DOLLAR
    return [fact(match, Kind.MONEY, Money(digits_value(match["digits"]) / 100, code))]


def _share(match: re.Match[str]) -> list[Fact] | None:
    amount, unit = _amount(match), match["unit"].lower().strip(" -")
    if amount is None:
        return None
    if "basis" in unit or unit.startswith("bp"):
        return [fact(match, Kind.BASIS_POINTS, Points(amount / 10000))]
    if "point" in unit or unit.startswith("pp"):
        return [fact(match, Kind.POINTS, Points(amount / 100))]
    kind = Kind.DISCOUNT if _OFF.match(match.string, match.end()) else Kind.PERCENT
    return [fact(match, kind, Share(amount / 100))]


def _point_part(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.POINTS, Points(Fraction(1, _PARTS[match["part"].lower()] * 100)))]


def _fraction(match: re.Match[str]) -> list[Fact]:
    many, bottom = match["many"].lower(), _PARTS[match["part"].lower()]
    top = int(many) if many.isdigit() else UNITS.get(many, 1)
    share = Fraction(top, bottom)
    hard = bottom > 2 and ("-" in match[0] or match.string.startswith(" of", match.end()))
    also = (Count(Fraction(bottom)),) if top == 1 else ()  # a third runway
    return [fact(match, Kind.FRACTION, Share(share), Count(share), *also, hard=hard)]


def _one_in(match: re.Match[str]) -> list[Fact] | None:
    left, right = (
        digits_value(text) if text.isdigit() else words_value(text) for text in (match["left"], match["right"])
    )
    if not 0 < left < right:
        return None
    return [fact(match, Kind.FRACTION, Share(left / right), Count(left), Count(right), Ratio(left, right), hard=False)]


def _half(match: re.Match[str]) -> list[Fact]:
    also: tuple[Value, ...] = {"year": (Count(Fraction(6)),), "hour": (Count(Fraction(30)),)}.get(
        match["unit"] or "", ()
    )
    return [fact(match, Kind.FRACTION, Share(Fraction(1, 2)), Count(Fraction(1, 2)), *also, hard=False)]


def _and_a_half(match: re.Match[str]) -> list[Fact]:
    amount = _amount(match)
    assert amount is not None
    return [
        fact(match, Kind.NUMBER, Count(amount + Fraction(1, 2)), *spans(amount + Fraction(1, 2), match["unit"] or ""))
    ]


def spans(amount: Fraction, unit: str) -> tuple[Value, ...]:
    """The same span of time in its other unit: 18 months is one and a half years (一年半)."""
    unit = unit.lower().strip(" -").rstrip("s")
    if unit == "month" and amount >= 6 and (amount * 2) % 12 == 0:
        return (Count(amount / 12),)
    smaller = {"year": 12, "hour": 60, "decade": 10}.get(unit)
    return (Count(amount * smaller),) if smaller else ()


def _number(match: re.Match[str]) -> list[Fact] | None:
    amount = _amount(match)
    if amount is None:
        return None
    also = spans(amount, match["unit"] or "")
    return [fact(match, Kind.NUMBER, Count(amount), *also, hard=not _soft(match, amount))]


def _with_unit(match: re.Match[str]) -> list[Fact]:
    amount = digits_value(match["digits"])
    also = (Count(amount * english_scale(match["unit"])),) if match["unit"] in ("m", "k", "M", "b", "bn", "mn") else ()
    return [fact(match, Kind.NUMBER, Count(amount), *also)]


def _dozen(match: re.Match[str]) -> list[Fact]:
    many = (match["many"] or "a").strip().lower()
    amount = {"a": Fraction(12), "half a": Fraction(6)}.get(many) or words_value(many) * 12
    also = (Count(Fraction(10)),) if amount == 12 else ()  # over a dozen is 十多個
    return [fact(match, Kind.NUMBER, Count(amount), *also, hard=False)]


def _decades(match: re.Match[str]) -> list[Fact]:
    amount = words_value(match["words"]) if match["words"] else Fraction(1)
    return [fact(match, Kind.NUMBER, Count(amount * 10), Count(amount), hard=False)]


def _ordinal(match: re.Match[str]) -> list[Fact]:
    day = int(digits_value(match["digits"]))
    also = (Day(day=day),) if 0 < day <= 31 else ()
    return [fact(match, Kind.ORDINAL, Count(Fraction(day)), *also)]


def _ordinal_word(match: re.Match[str]) -> list[Fact]:
    tens = words_value(match["tens"]) if match["tens"] else Fraction(0)
    amount = tens + _ORDINALS[match["word"].lower()]
    return [fact(match, Kind.ORDINAL, Count(amount), hard=amount > _SOFT_LIMIT)]


def _floor(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.ORDINAL, Count(Fraction(match["floor"])))]


def _times(match: re.Match[str]) -> list[Fact]:
    many = next((number for start, number in _TIMES.items() if match[0].lower().startswith(start)), 2)  # twice
    also = (Count(Fraction(many - 1)), Share(Fraction(many - 1)))
    return [fact(match, Kind.MULTIPLE, Count(Fraction(many)), *also, hard=False)]


def _fold(match: re.Match[str]) -> list[Fact] | None:
    amount = digits_value(match["digits"]) if match["digits"] else words_value(match["words"])
    hard = bool(match["digits"])
    grown = match[0].lower().endswith("fold") and amount <= 10
    also: tuple[Value, ...] = (Count(amount - 1), Count(amount + 1), Share(amount)) if grown else ()
    return [fact(match, Kind.MULTIPLE, Count(amount), *also, hard=hard)]


def _by_factor(match: re.Match[str]) -> list[Fact]:
    amount = digits_value(match["digits"]) if match["digits"] else words_value(match["words"])
    return [fact(match, Kind.MULTIPLE, Count(amount), Share(1 / (amount or Fraction(1))), hard=bool(match["digits"]))]


def _index(match: re.Match[str]) -> list[Fact]:
    amount = digits_value(match["digits"])
    return [fact(match, Kind.NUMBER, Count(amount), Points(amount / 100))]


def _hundredth_year(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.NUMBER, Count(Fraction(100)), hard=False)]


def _round_the_clock(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.NUMBER, Count(Fraction(24)), hard=False)]


def _ratio(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.RATIO, Ratio(digits_value(match["left"]), digits_value(match["right"])))]


_UNIT = r"(?P<unit>[ -](?:months?|years?|hours?|decades?)\b)?"
_PERCENT = (
    r"(?:%|[ -]?per[ -]?cent(?:age)?(?:[ -]points?)?\b|% points?|[ -]?percentage[ -]points?\b|[ -]?pct\b"
    r"|[ -]?p\.?pts?\b|[ -]?pps?\b|[ -]?basis[ -]points?\b|[ -]?bps?\b)"
)
_MEASURE = (
    "nm|mm|cm|km|m|kg|g|mg|ml|kW|MW|GW|kWh|MWh|GWh|TWh|GB|TB|MB|Gbps|Mbps|GHz|MHz|Hz|ft|h|hrs?|mins?|secs?|x"
    "|k|M|b|bn|mn|sq"
)
_PLAIN = rf"{START}(?P<digits>{DIGITS})"
_SMALL_WORD = "|".join(sorted(UNITS, key=len, reverse=True))
_WORD_OR_DIGIT = rf"(?:\b(?:{_SMALL_WORD})\b|(?<![\d.,])[1-9](?!\d))"
_SHORT = rf"(?:\b(?:{_SMALL_WORD})\b|(?<![\d.,])\d{{1,2}}(?!\d))"
_NOT_COUNTED = rf"(?! (?:{_BIG}|years|months|days|weeks|{'|'.join(MONTHS)}))"
_ORDINAL_WORD = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_TIES = "|".join(TENS)
_DENOMINATORS = "half halve quarter third fourth fifth sixth seventh eighth ninth tenth"

ENGLISH: tuple[Finder, ...] = (
    *ADDRESSES,
    *ENGLISH_IDIOMS,
    finder(rf"(?P<currency>{SYMBOL}) ?(?P<loss>\()?{_PLAIN}(?(loss)\)){_SCALE}(?P<words>)(?!\d)", _money, SYMBOL_WORDS),
    finder(rf"{_NUMBER} ?-?(?P<currency>{ENGLISH_NAMES})\b", _money, ENGLISH_WORDS, cases=False),
    finder(rf"\b(?P<currency>(?:HK|US) ?)(?=\d){_PLAIN} ?cents?\b", _cents, "cent"),
    finder(r"\b24/7\b", _round_the_clock, "24/7"),
    *DATES,
    finder(rf"{_NUMBER}(?P<unit>{_PERCENT})", _share, "% cent pct pt pp basis bp", cases=False),
    finder(
        r"\b(?P<part>half|quarter)(?: of)?(?: an?)?[ -](?:percentage[ -])?point\b", _point_part, "point", cases=False
    ),
    finder(
        rf"(?:(?P<hours>{_SHORT}) ?-?(?:hours?|hrs?|h),? (?:and )?)?"
        rf"(?P<minutes>{_SHORT}) ?-?(?:minutes?|mins?|m),? (?:and )?"
        rf"(?P<seconds>{_SHORT}(?:\.\d{{1,3}})?) ?-?(?:seconds?|secs?|s)\b",
        lasting,
        "sec min",
        cases=False,
    ),
    *COLONS,
    finder(rf"{START}(?P<left>{DIGITS}):(?P<right>{DIGITS})", _ratio, ":"),
    finder(rf"\b(?P<words>{_MIXED}){_UNIT}", _number, " ".join(BIG), cases=False),
    finder(rf"{_NUMBER} and a half{_UNIT}", _and_a_half, "half", cases=False),
    finder(
        rf"(?<!first )(?<!last )(?<!past )(?<!next )(?P<many>\ban?|{_WORD_OR_DIGIT})[ -](?P<part>{_PART})\b",
        _fraction,
        _DENOMINATORS,
        cases=False,
    ),
    finder(
        rf"(?P<left>{_WORD_OR_DIGIT}) (?:in|out of)(?: every)? "
        rf"(?P<right>(?:{_SMALL_WORD})\b|\d{{1,2}}(?![\d,.%/])){_NOT_COUNTED}",
        _one_in,
        "in out",
        cases=False,
    ),
    finder(rf"\b(?P<many>(?:(?:{_SMALL_WORD}|half a|a) )?)dozen\b", _dozen, "dozen", cases=False),
    finder(rf"(?:\b(?P<words>{_SMALL_WORD}) |\b(?:a|past|last|next) )decades?\b", _decades, "decade", cases=False),
    finder(
        r"\b(?:half|halved|halve|halves|halving)\b(?:[ -](?:an? )?(?P<unit>year|hour)\b)?", _half, "hal", cases=False
    ),
    finder(r"(?=\d)(?<![\d,.$])(?P<digits>\d{1,3}(?:[, ]\d{3})?)(?:st|nd|rd|th)\b", _ordinal, "#"),
    finder(
        rf"\b(?:(?P<tens>{_TIES})[ -])?(?P<word>{_ORDINAL_WORD})(?:ly)?\b", _ordinal_word, "th st nd ird", cases=False
    ),
    finder(r"(?<![\d.,/])(?:B|LG|UG|M)?(?P<floor>\d{1,3})/F\b\.?", _floor, "/f"),
    finder(
        r"\b(?:doubl|tripl|trebl|quadrupl|quintupl)(?:e|es|ed|ing)\b|\btwice\b|\btwofold\b",
        _times,
        "ubl ipl ebl upl twi two",
        cases=False,
    ),
    finder(rf"{_PLAIN}(?= points?\b)", _index, "point"),
    finder(rf"(?:{_PLAIN}|\b(?P<words>{_SMALL_WORD}))(?:-?fold\b|[ -]times\b)", _fold, "fold times", cases=False),
    finder(rf"\bfactor of (?:{_PLAIN}|(?P<words>{_SMALL_WORD})\b)", _by_factor, "factor", cases=False),
    finder(r"\bcenten(?:ary|nial)\b", _hundredth_year, "centen", cases=False),
    finder(rf"{_PLAIN} ?(?P<unit>{_MEASURE})\b", _with_unit, "#"),
    *YEARS_ALONE,
    *MONTHS_ALONE,
    *CODES,
    finder(rf"{_NUMBER}{_UNIT}", _number, "# " + " ".join((*UNITS, *TENS, *BIG)), cases=False),
)
