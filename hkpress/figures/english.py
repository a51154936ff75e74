"""Figures of an English text."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest
from math import prod

from hkpress.figures.addresses import ADDRESSES, CODES, RUNS
from hkpress.figures.currencies import DOLLAR, ENGLISH_NAMES, ENGLISH_WORDS, SYMBOL, currency_of
from hkpress.figures.english_dates import (
    COLONS,
    DATES,
    LASTING_SIGNS,
    MONTHS,
    MONTHS_ALONE,
    YEARS_ALONE,
    is_year,
    lasting,
)
from hkpress.figures.idioms import ENGLISH_IDIOMS
from hkpress.figures.numerals import (
    BIG,
    DIGITS,
    NUMERAL,
    START,
    TENS,
    UNITS,
    WORDS,
    digits_value,
    english_scale,
    words_value,
)
from hkpress.figures.scanning import Finder, fact, finder, search_before, signs_before
from hkpress.figures.units import ENGLISH_SYMBOLS, HOURS, MINUTES, MONTHS_LONG, POUNDS, YEARS_LONG, unit_named
from hkpress.figures.values import Clock, Count, Day, Decade, Fact, Kind, Money, Points, Ratio, Share, Value, Word

_BIG = "|".join(BIG)
_LONG = rf"(?:[ -](?i:(?:{_BIG})\b(?: (?:million|billion|trillion)\b)?))"
_SHORT_SCALE = r"(?: ?(?i:bn|mn|mil|mio|bil|trn|tn|tr|[kmbt])\b)"
_SCALE = rf"(?P<scale>{_LONG}|{_SHORT_SCALE})?"
_SMALL_WORD = "|".join(sorted(UNITS, key=len, reverse=True))
_HALVED = (
    rf"(?:an?|{_SMALL_WORD}) (?:{_BIG}) and a half\b"
    rf"|(?:half a|(?:{_SMALL_WORD}) and a half|a)[ -](?:{_BIG})(?: (?:thousand|million|billion))?\b"
)
"""half a million, seven and a half million, a million and a half, a hundred million."""
_AMOUNT = (
    rf"(?=[\dhaeftsnoz])(?<!\w(?<!\dx))(?=\d|{NUMERAL}\b)"
    rf"(?:{START}(?P<digits>{DIGITS})(?P<scale>{_LONG})?(?!\d|,\d)|(?P<words>{_HALVED}|{WORDS}))"
)

_TO_TENTH = "third fourth fifth sixth seventh eighth ninth tenth"
_TO_TWENTIETH = (
    f"first second {_TO_TENTH} eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth twentieth"
)
_TIETHS = {f"{word[:-1]}ieth": number for word, number in TENS.items()}
_BIG_THS = {f"{word}th": number for word, number in BIG.items()}
_ORDINALS = {word: number for number, word in enumerate(_TO_TWENTIETH.split(), start=1)} | _TIETHS | _BIG_THS
_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word + plural: _ORDINALS[word] for word in _TO_TENTH.split() for plural in ("", "s")
}
_PARTS |= {"hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000}
_PART = "|".join(f"{word}(?= of)" if _PARTS[word] >= 100 else word for word in sorted(_PARTS, key=len, reverse=True))
_QUANTILES = {"tertile": 3, "quartile": 4, "quintile": 5, "decile": 10}
_MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_JUBILEES = {"silver": 25, "golden": 50, "diamond": 60, "platinum": 70, "銀": 25, "金": 50, "鑽": 60}
_ROMAN = {"I": 1, "V": 5, "X": 10}
_ROMAN_NUMERAL = re.compile("X{0,3}(?:IX|IV|V?I{0,3})")
_SIXTIES = {word[:-1] + "ies": number for word, number in TENS.items()}
_SOFT_LIMIT = 12
_NO_SHARE = re.compile(
    r" (?!(?:more|less|higher|lower|larger|smaller|faster|slower|longer|shorter|cheaper|bigger|have)\b)"
    r"[a-z]{4,}(?<![s])\b(?! (?:of|than)\b)"
)
"""What may follow an ordinal: a third conviction, but not "a third more", which is a share."""
_HOUR_AND_MINUTE = re.compile(r"(1?\d|2[0-4])\.([0-5]\d)")
_DAY_AND_MONTH = re.compile(r"(?P<day>[12]?\d|3[01])\.(?P<month>0?[1-9]|1[0-2])")
_SIGN_BEFORE = re.compile(f"{SYMBOL} ?$")
_SUBSCRIBED = re.compile("[ -](?P<over>over-?)?(?:subscribed|subscription)")
_SUBSCRIBED_BEFORE = re.compile("(?P<over>over-?)?subscribed (?:by |about |almost |nearly |some |over )*$")
"""Applications for 1,247 times the shares on offer are 超額認購1,246倍."""
_OFF = re.compile("[ -](?:off|discount|below|lower|cheaper|less)\\b")


def _scaled_amount(match: re.Match[str]) -> Fraction:
    given = match.groupdict()
    if given.get("digits"):
        words = (given.get("scale") or "").replace("-", " ").split()
        return digits_value(given["digits"]) * prod(map(english_scale, words))
    words = re.split("[ -]", given["words"].lower())
    if "half" not in words and words[0] != "a":
        return words_value(given["words"])
    scale = Fraction(prod(map(english_scale, words)))
    if words[0] == "half":
        return scale / 2
    return scale * (UNITS.get(words[0], 1) + (Fraction(1, 2) if "half" in words else 0))


def _is_soft(match: re.Match[str], amount: Fraction) -> bool:
    words = match["words"] or ""
    if words[:1].isupper() and words.isalpha() and search_before(_IN_NAME, match.string, match.start(), 24):
        return True  # a horse called Golden Sixty
    return bool(words) and (amount <= _SOFT_LIMIT or words.lower().startswith(("a ", "half")))


_IN_NAME = re.compile(r"\b[A-Z][a-z]+ $")


def _money(match: re.Match[str]) -> list[Fact] | None:
    name, amount = match["currency"].lower(), _scaled_amount(match)
    code = currency_of(name)
    if not code or (name == "won" and "," not in match[0] and not match["scale"]):
        return None  # the top ten won a trip
    rate = amount == 1 and _BUYS.match(match.string, match.end())  # US$1 bought HK$7.78, which is 每美元
    return [fact(match, Kind.MONEY, Money(amount / (100 if "cent" in name else 1), code), hard=not rate)]


_BUYS = re.compile(r" (?:bought|buys|was worth|is worth|equals|fetched|=|to (?=HK\$|RMB|US\$))")


def _cents(match: re.Match[str]) -> list[Fact]:
    code = currency_of(f"{match['currency'].strip()}$") or DOLLAR
    return [fact(match, Kind.MONEY, Money(digits_value(match["digits"]) / 100, code))]


def _heading(match: re.Match[str]) -> list[Fact] | None:
    """HK$'000, RMB million: the unit of the figures below it."""
    scale = match["scale"].lower()
    amount = Fraction(1000 if "000" in scale else english_scale(scale))
    sign = search_before(_SIGN_BEFORE, match.string, match.start(), 5)
    code = currency_of(sign[0]) if sign else None
    if sign and code:
        text = match.string[sign.start() : match.end()]
        return [Fact(Kind.MONEY, Money(amount, code), sign.start(), match.end(), text, hard=False)]
    return [fact(match, Kind.NUMBER, Count(amount), hard=False)] if "000" in scale else None


def _share(match: re.Match[str]) -> list[Fact]:
    amount, unit = _scaled_amount(match), match["unit"].lower().strip(" -")
    if "basis" in unit or unit.startswith("bp"):
        return [fact(match, Kind.BASIS_POINTS, Points(amount / 10000))]
    if "point" in unit or unit.startswith("pp"):
        return [fact(match, Kind.POINTS, Points(amount / 100))]
    kind = Kind.DISCOUNT if _OFF.match(match.string, match.end()) else Kind.PERCENT
    return [fact(match, kind, Share(amount / 100))]


def _loss(match: re.Match[str]) -> list[Fact]:
    """(12.5)% and (3.5) million, as accounts write a loss."""
    amount = digits_value(match["digits"])
    if match["percent"]:
        return [fact(match, Kind.PERCENT, Share(amount / 100))]
    return [fact(match, Kind.NUMBER, Count(amount * english_scale(match["scale"])))]


def _per_mille(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.PERCENT, Share(digits_value(match["digits"]) / 1000))]


def _per_million(match: re.Match[str]) -> list[Fact]:
    amount = digits_value(match["digits"])
    return [fact(match, Kind.NUMBER, Count(amount), Share(amount / 10**6))]


def _point_part(match: re.Match[str]) -> list[Fact]:
    part = match["part"].lower()
    is_clear = part in _PARTS or "percentage" in match[0]  # a full point may be one of a game
    return [fact(match, Kind.POINTS, Points(Fraction(1, _PARTS.get(part, 1) * 100)), hard=is_clear)]


def _fraction(match: re.Match[str]) -> list[Fact] | None:
    many, bottom = match["many"].lower(), _PARTS[match["part"].lower()]
    top = int(many) if many.isdigit() else UNITS.get(many, 1)
    if top > 1 and match["part"].lower() == "half":
        return None  # two half-day sessions
    share = Fraction(top, bottom)
    if (
        match["many"].lower() == "a"
        and bottom > 2
        and match["part"] in _ORDINALS
        and _NO_SHARE.match(match.string, match.end())
    ):
        return [fact(match, Kind.ORDINAL, Count(Fraction(bottom)), Share(share), hard=False)]  # a third conviction
    hard = bottom > 2 and ("-" in match[0] or match.string.startswith(" of", match.end()))
    also = (Count(Fraction(bottom)),) if top == 1 else ()  # a third runway
    return [fact(match, Kind.FRACTION, Share(share), Count(share), *also, hard=hard)]


def _one_in(match: re.Match[str]) -> list[Fact] | None:
    left, right = (
        digits_value(text) if text[0].isdigit() else words_value(text) for text in (match["left"], match["right"])
    )
    if not 0 < left < right:
        return None
    return [fact(match, Kind.FRACTION, Share(left / right), Count(left), Count(right), Ratio(left, right), hard=False)]


def _one_part(match: re.Match[str]) -> list[Fact]:
    """One twentieth, one two-hundredth."""
    many, part = UNITS.get((match["many"] or "").lower(), 1), match["part"].lower()
    share = Fraction(1, many * (_TIETHS | _BIG_THS)[part])
    hard = match.string.startswith(" of", match.end())
    return [fact(match, Kind.FRACTION, Share(share), Count(share), Count(1 / share), hard=hard)]  # the one-millionth


def _big_ordinal(match: re.Match[str]) -> list[Fact]:
    """The eight millionth, the two hundredth."""
    return [fact(match, Kind.ORDINAL, Count(_scaled_amount(match) * _BIG_THS[match["part"].lower()]))]


def _decilitre(match: re.Match[str]) -> list[Fact]:
    return [replace(fact(match, Kind.NUMBER, Count(Fraction(100)), hard=False), unit=unit_named("ml"))]


def _one_in_many(match: re.Match[str]) -> list[Fact]:
    """One in a million, one in 10 billion, 1 in 1,000."""
    many = digits_value(match["digits"] or "1")
    share = Fraction(1, int(many * english_scale(match["scale"])) or 1)
    return [fact(match, Kind.FRACTION, Share(share), *((Count(many),) if match["digits"] else ()), hard=False)]


def _quantile(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.FRACTION, Share(Fraction(1, _QUANTILES[match["part"].lower()])), hard=False)]


def _half_of(match: re.Match[str]) -> list[Fact]:
    half = fact(match, Kind.FRACTION, Share(Fraction(1, 2)), Count(Fraction(1, 2)), hard=False)
    return [in_smaller_unit(half, (match["unit"] or "").lower())]


def _first_months(match: re.Match[str]) -> list[Fact]:
    amount = _scaled_amount(match)
    hard = not _is_soft(match, amount)
    start, end = match.end("first"), match.end()
    number = Fact(Kind.NUMBER, Count(amount), start, end, match.string[start:end], hard)
    return [first_quarters(number) if match[0].endswith("quarters") else first_months(number)]


def first_quarters(number: Fact) -> Fact:
    """The first three quarters, which are nine months; for both languages."""
    assert isinstance(number.value, Count)
    return first_months(replace(number, value=Count(3 * number.value.amount), unit=MONTHS_LONG))


def first_months(number: Fact) -> Fact:
    """The first ten months, which the other language may call January to October; for both languages."""
    assert isinstance(number.value, Count)
    last = int(number.value.amount)
    return replace(number, also=(Day(month=last), Day(month=1))) if 1 < last <= 12 else number


def in_smaller_unit(half: Fact, unit: str | None) -> Fact:
    """*half* a year as six months, half an hour as 30 minutes; for both languages."""
    amount, smaller = {"year": (6, MONTHS_LONG), "hour": (30, MINUTES)}.get(unit or "", (0, None))
    if not smaller:
        return half
    return replace(half, kind=Kind.NUMBER, value=Count(Fraction(amount)), also=half.readings, unit=smaller)


def _and_a_half(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.NUMBER, Count(_scaled_amount(match) + Fraction(1, 2)))]


def _hundred_and(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.NUMBER, Count(words_value(f"one {match['rest']}")))]


def _and_quarters(match: re.Match[str]) -> list[Fact]:
    """Five hours and a quarter, an hour and three quarters."""
    whole = Fraction(1) if match["one"] else _scaled_amount(match)
    quarters = 3 if match["quarters"].lower() == "three" else 1
    return [replace(fact(match, Kind.NUMBER, Count(whole + Fraction(quarters, 4))), unit=unit_named(match["unit"]))]


def _and_parts(match: re.Match[str]) -> list[Fact]:
    """Three and a quarter lengths, two and two thirds."""
    part = Fraction(UNITS.get(match["many"].lower(), 1), _PARTS[match["part"].lower()])
    return [fact(match, Kind.FRACTION, Count(_scaled_amount(match) + part))]


def _trisomy(match: re.Match[str]) -> list[Fact]:
    """Trisomy 21, which Chinese calls 唐氏綜合症."""
    return [fact(match, Kind.ORDINAL, Count(digits_value(match["digits"])), hard=False)]


def _one_and_a_half(match: re.Match[str]) -> list[Fact]:
    return [replace(fact(match, Kind.NUMBER, Count(Fraction(3, 2))), unit=unit_named(match["unit"]))]


def _one_of_a_span(match: re.Match[str]) -> list[Fact]:
    """The "an" of an hour and 20 minutes, which forms one span of time with the rest."""
    return [fact(match, Kind.NUMBER, Count(Fraction(1)), hard=False)]


_AT = re.compile(r"\b(?:at|by|until|till|before|after|from) $", re.IGNORECASE)
_HOUR_ALONE = re.compile(r"[,;)]|\.(?!\d)|$| (?:on|this|and|every|each|daily|tonight|tomorrow|today|yesterday)\b")
"""The words around an hour that is only a number: last entry at 5."""


def _number(match: re.Match[str]) -> list[Fact]:
    amount, digits = _scaled_amount(match), match.groupdict().get("digits") or ""
    also: tuple[Value, ...] = ()
    if time := _HOUR_AND_MINUTE.fullmatch(digits):
        also = (Clock(int(time[1]) % 24, int(time[2]), certain=int(time[1]) > 12),)  # reopen at 15.30
    if (day := _DAY_AND_MONTH.fullmatch(digits)) and match.string.endswith("on ", 0, match.start()):
        also = (*also, Day(month=int(day["month"]), day=int(day["day"])))  # on 8.11
    before = signs_before(match.string, match.start(), 8)
    is_hour = _AT.search(before) if digits.isdigit() else not digits and before.endswith("at ")  # the interval at nine
    if is_hour and 1 <= amount <= 12 and _HOUR_ALONE.match(match.string, match.end()):
        also = (*also, Clock(int(amount) % 12, 0, certain=False))
    hard = amount != 1 and not _is_soft(match, amount)  # 1 hour is an hour
    return [fact(match, Kind.NUMBER, Count(amount), *also, hard=hard)]


def _with_symbol(match: re.Match[str]) -> list[Fact]:
    amount, scale = digits_value(match["digits"]), english_scale(match["unit"])
    also: tuple[Value, ...] = (Count(amount * scale),) if scale > 1 else ()  # 5m people
    also = (Share(amount),) if match["unit"] == "x" else also  # 3x faster, 快三倍
    return [fact(match, Kind.NUMBER, Count(amount), *also)]


def _dozen(match: re.Match[str]) -> list[Fact]:
    many = (match["many"] or "a").strip().lower()
    amount = {"a": Fraction(12), "half a": Fraction(6)}.get(many) or words_value(many) * 12
    return [fact(match, Kind.NUMBER, Count(amount), hard=False)]


def _part_of(match: re.Match[str]) -> list[Fact]:
    """A quarter of a million, three quarters of an hour."""
    top, whole = UNITS.get(match["many"].lower(), 1), match["whole"].lower()
    share = Fraction(top, _PARTS[match["part"].lower()])
    if whole == "hour":
        return [replace(fact(match, Kind.NUMBER, Count(share * 60), hard=False), unit=MINUTES)]
    return [fact(match, Kind.NUMBER, Count(share * BIG[whole]))]


def _century(match: re.Match[str]) -> list[Fact]:
    """A century, half a century, a quarter of a century, a century and a half: years."""
    parts = {"half": Fraction(1, 2), "three quarters": Fraction(3, 4)}
    typed = (match["part"] or "").lower().replace("-", " ")
    part = parts.get(typed, Fraction(1, 4)) if typed else Fraction(3, 2) if match["more"] else Fraction(1)
    size = 10 if "decade" in match[0].lower() else 100
    return [in_years(fact(match, Kind.NUMBER, Count(part * size), hard=False))]


def in_years(number: Fact) -> Fact:
    """*number* of years; for both languages."""
    return replace(number, unit=YEARS_LONG)


def for_life(match: re.Match[str]) -> list[Fact]:
    """Life imprisonment, which is not a number of years; for both languages."""
    return [in_years(fact(match, Kind.NUMBER, Word("life"), hard=False))]


def _two_digits(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.VAGUE, Count(Fraction(10)), hard=False)]


def _last_one(match: re.Match[str]) -> list[Fact]:
    """The past hour, within an hour, which are 過去一小時, 一小時內."""
    return [
        replace(fact(match, Kind.NUMBER, Count(Fraction(1)), hard=False, group="unit"), unit=unit_named(match["unit"]))
    ]


def _together(match: re.Match[str]) -> list[Fact]:
    """The trio, the pair: persons named before, or things."""
    many = {"duo": 2, "pair": 2, "trio": 3, "quartet": 4}[match["many"].lower()]
    return [fact(match, Kind.NUMBER, Count(Fraction(many)), hard=False)]


def _aged(match: re.Match[str]) -> list[Fact]:
    """Under 18s are not 18 seconds."""
    return [replace(fact(match, Kind.NUMBER, Count(Fraction(match["age"])), group="age"), unit=YEARS_LONG)]


def _pounds(match: re.Match[str]) -> list[Fact]:
    """Money or weight: the other language says which."""
    amount = _scaled_amount(match)
    weight = fact(match, Kind.NUMBER, Count(amount), Money(amount, "GBP"), hard=not _is_soft(match, amount))
    return [replace(weight, unit=POUNDS)]


def _vague(match: re.Match[str]) -> list[Fact]:
    """Tens of thousands, several hundred: not a number, but a known size."""
    words = match[0].lower().replace("s ", " ").rstrip("s").split()
    size = prod({"ten": 10, "dozen": 10}.get(word) or BIG.get(word, 1) for word in words)
    return [fact(match, Kind.VAGUE, Count(Fraction(size)), hard=False)]


def _decades(match: re.Match[str]) -> list[Fact]:
    typed = match["number"] or "one"
    amount = Fraction(typed) if typed.isdigit() else words_value(typed)
    size = 100 if match["span"].lower().startswith("cent") else 10
    return [fact(match, Kind.NUMBER, Count(amount * size), Count(amount), hard=False)]


def _sixties(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.NUMBER, Count(Fraction(_SIXTIES[match["tens"].lower()])), hard=False)]


def _named_decades(match: re.Match[str]) -> list[Fact]:
    """The sixties and seventies."""
    return [
        fact(match, Kind.DECADE, Decade(ten), Count(Fraction(ten)), hard=False, group=name)
        for name in ("tens", "more")
        if match[name] and (ten := _SIXTIES[match[name].lower()])
    ]


def _ordinal(match: re.Match[str]) -> list[Fact]:
    day = int(digits_value(match["digits"]))
    also = (Day(day=day),) if 0 < day <= 31 else ()
    return [fact(match, Kind.ORDINAL, Count(Fraction(day)), *also, hard=day != 1)]  # 1st prize is 頭獎


def _ordinal_word(match: re.Match[str]) -> list[Fact]:
    tens = words_value(match["tens"]) if match["tens"] else Fraction(0)
    amount = tens + _ORDINALS[match["word"].lower()]
    is_name = match[0][0].isupper() and _CAPITAL.match(match.string, match.end())  # The Fifteenth Night: 元宵
    return [fact(match, Kind.ORDINAL, Count(amount), hard=amount > _SOFT_LIMIT and not is_name)]


_CAPITAL = re.compile(" [A-Z][a-z]")


def _lunar(match: re.Match[str]) -> list[Fact]:
    """The 15th day of the eighth lunar month; the eighth lunar month."""
    day, month = (_which(match[name]) if match[name] else None for name in ("day", "month"))
    return [fact(match, Kind.DATE, Day(month=month, day=day))]


def _which(ordinal: str) -> int:
    """15 for 15th and for fifteenth."""
    return int(ordinal[:-2]) if ordinal[0].isdigit() else _ORDINALS[ordinal.lower()]


def _runner_up(match: re.Match[str]) -> list[Fact]:
    """The first runner-up is second: 亞軍."""
    rank = _which(match["word"] or "first") + 1
    also = (Count(Fraction(rank - 1)),) if match["word"] else ()
    return [fact(match, Kind.RANK, Count(Fraction(rank)), *also, hard=False)]


def _roman(match: re.Match[str]) -> list[Fact] | None:
    """Phase III, Shenzhou XX."""
    if not _ROMAN_NUMERAL.fullmatch(match["roman"]):
        return None
    signs = [_ROMAN[sign] for sign in match["roman"]]
    amount = sum(-one if one < after else one for one, after in zip_longest(signs, signs[1:], fillvalue=0))
    return [fact(match, Kind.ORDINAL, Count(Fraction(amount)), hard=False, group="roman")]


def _floor(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.ORDINAL, Count(Fraction(match["floor"])))]


def _times(match: re.Match[str]) -> list[Fact]:
    many = next((number for start, number in _MULTIPLES.items() if match[0].lower().startswith(start)), 2)  # twice
    return [fact(match, Kind.MULTIPLE, Count(Fraction(many)), Share(Fraction(many - 1)), hard=False)]


def _fold(match: re.Match[str]) -> list[Fact]:
    amount = digits_value(match["digits"]) if match["digits"] else words_value(match["words"])
    hard = bool(match["digits"])
    grown = match[0].lower().endswith("fold") and amount <= 10
    before = signs_before(match.string, match.start(), 32)
    subscribed = _SUBSCRIBED.match(match.string, match.end()) or _SUBSCRIBED_BEFORE.search(before)
    is_one_off = grown or (subscribed and (amount > _SOFT_LIMIT or not subscribed["over"]))
    also: tuple[Value, ...] = (Count(amount - 1), Count(amount + 1), Share(amount)) if is_one_off else (Share(amount),)
    return [fact(match, Kind.MULTIPLE, Count(amount), *also, hard=hard)]


def _thousandfold(match: re.Match[str]) -> list[Fact]:
    amount = Fraction(BIG[match["big"].lower()])
    return [fact(match, Kind.MULTIPLE, Count(amount), Share(amount), hard=False)]


def _by_factor(match: re.Match[str]) -> list[Fact]:
    amount = digits_value(match["digits"]) if match["digits"] else words_value(match["words"])
    return [fact(match, Kind.MULTIPLE, Count(amount), Share(1 / (amount or Fraction(1))), hard=bool(match["digits"]))]


def _index(match: re.Match[str]) -> list[Fact]:
    amount = digits_value(match["digits"])
    return [fact(match, Kind.NUMBER, Count(amount), Points(amount / 100))]


def _hundredth_year(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.NUMBER, Count(Fraction(100)), hard=False)]


def _jubilee(match: re.Match[str]) -> list[Fact]:
    years = _JUBILEES[(match["gem"] or match["han"]).lower()]
    return [replace(fact(match, Kind.NUMBER, Count(Fraction(years)), hard=False), unit=YEARS_LONG)]


def _round_the_clock(match: re.Match[str]) -> list[Fact]:
    return [replace(fact(match, Kind.NUMBER, Count(Fraction(24)), hard=False), unit=HOURS)]


def _english_ratio(match: re.Match[str]) -> list[Fact] | None:
    if is_year(match["left"]):
        return None
    return [fact(match, Kind.RATIO, Ratio(digits_value(match["left"]), digits_value(match["right"])))]


_PERCENT = (
    r"(?:%|[ -]?per[ -]?cent(?:age|s)?(?:[ -]points?)?\b|% points?|(?: of an?)?[ -]?percentage[ -]points?\b|[ -]?pct\b"
    r"|[ -]?p\.?pts?\b|[ -]?pps?\b|[ -]?basis[ -]points?\b|[ -]?bps?\b)"
)
_PERCENT_WORDS = "% percent per_c per-c pct percentage ppt p.pt #pp #_pp #-pp basis #bp #_bp #-bp"
_SPELT = r"[ -](?:months?|years?|hours?)\b"
"""Units that are shown with their number."""
_STARTS = rf"(?=[\daefhlnopstz])(?<![A-Za-z\d])(?=\d|{NUMERAL}|(?:last|past|next)\b)"
"""Only at the start of a word with one of these letters, which saves most of the time."""
_PLAIN = rf"{START}(?P<digits>{DIGITS})"
_WORD_OR_DIGIT = rf"(?:\b(?:{_SMALL_WORD})\b|(?<![\d.,])[1-9](?!\d))"
_SHORT_COUNT = rf"(?:\b(?:{_SMALL_WORD})\b|(?<![\d.,])\d{{1,2}}(?!\d))"
_NOT_COUNTED = rf"(?! (?:{_BIG}|years|months|days|weeks|{'|'.join(MONTHS)}))"
_ORDINAL_WORD = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_ORDINAL_OR_DAY = rf"(?:\b(?:{_ORDINAL_WORD})|(?<![\d,.])\d\d?(?:st|nd|rd|th))"
_TIES = "|".join(TENS)
_DIGIT_THS = " ".join(f"{digit}{ending}" for digit in range(10) for ending in ("st", "nd", "rd", "th"))
_THS = f"first second {_TO_TENTH} eleventh twelfth teenth tieth hundredth thousandth illionth"
_DENOMINATORS = "hundredth thousandth half halve quarter third fourth fifth sixth seventh eighth ninth tenth"
_AFTER_SHARE = (
    rf" (?!(?:{_BIG}|dozen|or|to|of|half)\b)"
    r"(?:(?:is|was|has|says|does|comes|lives|needs|uses|stays)\b|(?![a-z-]+s\b)[a-z])"
)
"""What may follow one visitor in five: no noun in the plural, as in one case in five weeks."""
_IN_NUMBER = "in_# in_every out_of " + " ".join(f"in_{word}" for word in UNITS)
_FIRST_NUMBER = "first_# " + " ".join(f"first_{word}" for word in (*UNITS, *TENS))
_CURRENCY_WORDS = " ".join(
    word for word in ENGLISH_WORDS.split() if word not in ("cent", "eur", "euro", "euros", "won")
)
_CURRENCY_WORDS += " one_cent #_cent #cent #-cent " + " ".join(
    f"{number}{word}"
    for number in ("#_", "#", "#-", "on_", "en_", "ne_", "ve_", "ee_", "wo_", "ur_", "ix_", "ht_", "ty_", "ed_", "nd_")
    for word in ("eur", "won")
)
"""Words of sums; those that other words begin with (century, Europe, won) behind the end of a number only."""
_AND_PARTS = "and-a and-one and-two and-three and-four " + " ".join(
    f"and_{many}{sign}{part}"
    for many in ("a", "an", "one", "two", "three", "four")
    for sign in "_-"
    for part in ("hal", "quar", "thi", "fourth", "fifth", "six", "seven", "eigh", "nin", "ten", "hun", "thou")
)
_BIG_WORDS = " ".join(BIG)

PER_MILLE = finder(rf"{_PLAIN} ?‰", _per_mille, "‰")
WITH_SYMBOL = finder(
    rf"(?=\d)(?<![A-Z]){_PLAIN} ?(?P<unit>{ENGLISH_SYMBOLS}|sq\.? ?(?:ft|m|km)|[kKMb]|(?<=\.\d)[BT]|bn|BN|mn|MN|x)"
    r"(?![A-Za-z0-9])",
    _with_symbol,
    "#",
)
"""1,500m², 12 km, 21.5M; in Chinese text too."""
RATIO = finder(rf"{START}(?<![A-Za-z])(?P<left>{DIGITS}):(?P<right>{DIGITS})", _english_ratio, "#:")
JUBILEES = finder(
    r"(?i:\b(?P<gem>silver|golden|diamond|platinum) (?:jubilee|anniversary))|(?P<han>[銀金鑽])禧",
    _jubilee,
    "jubilee anniversary 禧",
)
"""Diamond jubilee, 鑽禧; both in Chinese text too."""
ROMAN = finder(
    r"(?=[IVX])(?<![A-Za-z0-9])(?P<roman>[IVX]{2,6}|(?:(?<=War )|(?<=Phase )|(?<=Stage )|(?<=Part )|(?<=第))[IVX])"
    r"(?![A-Za-z0-9])",
    _roman,
    "#R",
)
"""Phase I, Shenzhou XX; in Chinese text too."""
ENGLISH: tuple[Finder, ...] = (
    *ADDRESSES,
    *ENGLISH_IDIOMS,
    finder(r"(?<![\d.,'])(?P<scale>'000s?)\b", _heading, "'000"),
    finder(
        r"(?<=[$BDPR€£¥]) ?(?P<scale>(?i:million|billion|trillion|mn|bn|mil|mio)\b|(?<=\$)m\b)",
        _heading,
        "million billion trillion mn bn mil mio $m",
    ),
    finder(rf"(?P<currency>{SYMBOL}) ?(?P<loss>\()?{_PLAIN}(?(loss)\)){_SCALE}(?P<words>)(?!\d)", _money, "#$"),
    finder(rf"{_AMOUNT}(?<!illion) pounds?\b(?! sterling)", _pounds, "pound", cases=False),
    finder(rf"{_AMOUNT} ?-?(?P<currency>{ENGLISH_NAMES})\b", _money, _CURRENCY_WORDS, cases=False),
    finder(rf"\b(?P<currency>(?:HK|US) ?)(?=\d){_PLAIN} ?(?i:cents?)\b", _cents, "cent"),
    finder(rf"\b(?P<currency>HK|US) (?i:cents?) (?=\d){_PLAIN}", _cents, "cent"),
    finder(
        r"\b24/7\b|\b(?:a?round|around)[ -]the[ -]clock\b|\ball day every day\b|\bday and night\b",
        _round_the_clock,
        "24/7 clock every night",
        cases=False,
    ),
    finder(
        r"\bthe (?P<many>duo|pair|trio|quartet)\b"
        r"(?= (?:will|were|was|are|is|have|had|has|said|also|then|who|both|all)\b)",
        _together,
        "duo pair trio quartet",
        cases=False,
    ),
    finder(r"\b(?:under|over|below|above)[ -](?P<age>\d\d?)s\b", _aged, "under over below above", cases=False),
    finder(
        r"(?P<many>\ban?|one|two|three|first|last|final)[ -](?P<part>quarter|third|half|quarters|thirds) of an? "
        r"(?P<whole>million|billion|trillion|hour)\b",
        _part_of,
        "quarter third half",
        cases=False,
    ),
    finder(
        r"\b(?P<part>half|(?:an? |one )?quarter|three[ -]quarters)(?:[ -]of)?(?:[ -]an?)?[ -](?:century|decade)\b"
        r"|\b(?:an?|one) (?P<more>century|decade) and a half\b|\b(?:a|one) century\b(?! and a)",
        _century,
        "century decade",
        cases=False,
    ),
    finder(
        r"\blife (?:imprisonment|sentences?|in (?:prison|jail))\b|\b(?:imprison(?:ed|ment)|jail(?:ed)?) for life\b",
        for_life,
        "life",
    ),
    finder(r"\bdouble[ -](?:digits?|figures?)\b", _two_digits, "double", cases=False),
    finder(
        r"\b(?:the (?:past|last)|within an?) (?P<unit>hour|day|week|month|year|minute)\b(?! and a)",
        _last_one,
        "past last within",
        cases=False,
    ),
    finder(rf"\({_PLAIN}\)(?:(?P<percent>%)|(?P<scale>{_LONG}))", _loss, "#)"),
    finder(
        rf"(?:(?P<day>{_ORDINAL_OR_DAY}) (?:day )?of the )?\b(?P<month>{_ORDINAL_OR_DAY}) "
        r"(?:lunar month|month of the lunar|(?(day)month|(?!)))\b",
        _lunar,
        "lunar",
        cases=False,
    ),
    *DATES,
    PER_MILLE,
    finder(rf"{_AMOUNT}(?P<unit>{_PERCENT})", _share, _PERCENT_WORDS, cases=False),
    finder(
        r"\b(?:(?:one|an?)[ -])?(?P<part>half|quarter|eighth|tenth|full|whole)(?: of)?(?: an?)?[ -]"
        r"(?:percentage[ -])?point\b",
        _point_part,
        "point",
        cases=False,
    ),
    finder(
        rf"{_STARTS}(?:(?P<hours>{_SHORT_COUNT}) ?-?(?:hours?|hrs?|h),? (?:and )?)?"
        rf"(?P<minutes>{_SHORT_COUNT}) ?-?(?:minutes?|mins?|m),? (?:and )?"
        rf"(?P<seconds>{_SHORT_COUNT}(?:\.\d{{1,3}})?) ?-?(?:seconds?|secs?|s)\b",
        lasting,
        "seco sec_ sec. secs minu min_ min, mins",
        cases=False,
    ),
    LASTING_SIGNS,
    *COLONS,
    RATIO,
    finder(
        rf"\b(?:tens|dozens|hundreds|thousands) of (?:{_BIG})s?\b|\b(?:dozens|(?:{_BIG})s)\b(?= of\b)"
        rf"|\b(?:several|a few|few) (?:dozen|(?:{_BIG})(?: (?:million|billion))?)\b",
        _vague,
        "tens dozens several few " + " ".join(f"{word}s" for word in BIG),
        cases=False,
    ),
    finder(
        rf"(?=[o1])\b(?:one|(?<![\d.,])1) (?:in|out of) (?:every )?(?!(?:19|20)\d\d\b)(?:(?:a|one) |"
        rf"{START}(?P<digits>{DIGITS})(?: |(?<=\d\d\d)(?![\d,.]\d|%)))(?P<scale>(?:{_BIG})\b|)(?<! )",
        _one_in_many,
        "one_in one_out 1_in 1_out",
        cases=False,
    ),
    finder(
        rf"\bone[ -](?:(?P<many>{_SMALL_WORD})[ -])?(?P<part>{'|'.join(_BIG_THS | _TIETHS)})\b(?![ -]century)",
        _one_part,
        "hundredth thousandth illionth tieth",
        cases=False,
    ),
    finder(
        rf"\b(?:{START}(?P<digits>{DIGITS})|(?P<words>{_SMALL_WORD}))[ -](?P<part>{'|'.join(_BIG_THS)})\b",
        _big_ordinal,
        "hundredth thousandth illionth",
        cases=False,
    ),
    finder(
        rf"\b(?:top|bottom|upper|lower|highest|lowest) (?P<part>{'|'.join(_QUANTILES)})\b",
        _quantile,
        "tile",
        cases=False,
    ),
    finder(
        rf"\b(?P<first>first ){_AMOUNT} (?:months|quarters(?! of an?\b))\b", _first_months, _FIRST_NUMBER, cases=False
    ),
    finder(rf"\ba (?P<rest>(?:hundred and|thousand(?: and)?) {WORDS})", _hundred_and, "hundred thousand", cases=False),
    finder(rf"{_STARTS}(?P<words>{_HALVED})(?:{_SPELT})?", _number, _BIG_WORDS, cases=False),
    finder(rf"{_AMOUNT}[ -]and[ -]a[ -]half(?:{_SPELT})?", _and_a_half, "and_a_half and-a-half a-half", cases=False),
    finder(
        rf"(?:(?P<one>\ban?|\bone)|{_AMOUNT}) (?P<unit>hours?|years?|miles?) and (?P<quarters>a|three)[ -]quarters?\b",
        _and_quarters,
        "quarter",
        cases=False,
    ),
    finder(
        rf"{_AMOUNT}[ -]and[ -](?P<many>an?|one|two|three|four)[ -](?P<part>{_PART})\b",
        _and_parts,
        _AND_PARTS,
        cases=False,
    ),
    finder(r"\btrisomy[ -](?P<digits>\d\d?)\b", _trisomy, "trisomy", cases=False),
    finder(
        r"\b(?:an?|one) (?P<unit>hour|year|month|week|day|minute|mile|century|decade) and a half\b",
        _one_and_a_half,
        "half",
        cases=False,
    ),
    finder(
        rf"\ban?(?= (?:hour|minute|year) and (?:\d{{1,2}}|{_SMALL_WORD})[ -](?:minutes?|seconds?|months?)\b)",
        _one_of_a_span,
        "hour_and minute_and year_and",
        cases=False,
    ),
    finder(
        rf"{_STARTS}(?<!first )(?<!last )(?<!past )(?<!next )(?P<many>\ban?|{_WORD_OR_DIGIT})[ -](?P<part>{_PART})\b",
        _fraction,
        _DENOMINATORS,
        cases=False,
    ),
    finder(
        rf"{_STARTS}(?P<left>{_WORD_OR_DIGIT}) [a-z]{{3,}} in (?:every )?(?P<right>(?:{_SMALL_WORD})\b|\d{{1,2}}(?!\d))"
        rf"(?=[.,;:)](?!\d)|$|{_AFTER_SHARE})",
        _one_in,
        _IN_NUMBER,
        cases=False,
    ),
    finder(
        rf"{_STARTS}(?P<left>{_WORD_OR_DIGIT}|{START}\d{{2,4}}(?= (?:in|out of)(?: every)? 1[0, ]))"
        r" (?:in|out of)(?: every)? "
        rf"(?P<right>(?:{_SMALL_WORD})\b|1(?:00|[, ]?000|0[, ]?000|00[, ]?000)(?![,.]?\d|[%/])"
        rf"|\d{{1,2}}(?![\d%/]|[.,]\d))"
        rf"{_NOT_COUNTED}",
        _one_in,
        _IN_NUMBER,
        cases=False,
    ),
    finder(rf"(?=[adefhnostz])\b(?P<many>(?:(?:{_SMALL_WORD}|half a|a) )?)dozen\b", _dozen, "dozen", cases=False),
    finder(
        rf"{_STARTS}(?:(?P<number>{_WORD_OR_DIGIT})[ -]|(?:a|past|last|next) )(?P<span>decades?|centuries)\b",
        _decades,
        "decade centuries",
        cases=False,
    ),
    finder(
        rf"\bthe (?:(?:early|late|mid)[- ])?(?P<tens>{'|'.join(_SIXTIES)})\b"
        rf"(?:(?:,| and| or|-| to)(?: the)? (?:(?:early|late|mid)[- ])?(?P<more>{'|'.join(_SIXTIES)})\b)?",
        _named_decades,
        "ties",
        cases=False,
    ),
    finder(rf"(?=[tfsen])\b(?<!the )(?P<tens>{'|'.join(_SIXTIES)})\b", _sixties, "ties", cases=False),
    finder(
        r"\b(?:half|halved|halve|halves|halving)\b(?:[ -](?:an? )?(?P<unit>year|hour)\b)?", _half_of, "hal", cases=False
    ),
    finder(
        r"(?=[frst123])\b(?:(?P<word>first|second|third|1st|2nd|3rd) )?runners?-up\b", _runner_up, "runner", cases=False
    ),
    finder(r"(?=\d)(?<![\d,.$])(?P<digits>\d{1,3}(?:[, ]\d{3}){0,2})(?:st|nd|rd|th)\b", _ordinal, _DIGIT_THS),
    finder(
        rf"(?=[befhmnst])\b(?:(?P<tens>{_TIES})[ -])?(?P<word>{_ORDINAL_WORD})(?:ly)?\b",
        _ordinal_word,
        _THS,
        cases=False,
    ),
    ROMAN,
    finder(r"(?<![\d.,/])(?:B|LG|UG|M)?(?P<floor>\d{1,3})/F\b\.?", _floor, "/f"),
    finder(
        r"(?=[dtq])\b(?:doubl|tripl|trebl|quadrupl|quintupl)(?:e|es|ed|ing)\b|\btwice\b|\btwofold\b",
        _times,
        "doubl tripl trebl rupl ntupl twice twof",
        cases=False,
    ),
    finder(rf"{_PLAIN}(?: ?pts?\b|(?= points?\b))", _index, "point #pt #_pt"),
    finder(
        rf"{_STARTS}(?:{_PLAIN}|(?P<words>{_SMALL_WORD}))(?:-?fold\b|[ -]times\b)",
        _fold,
        "fold times",
        cases=False,
    ),
    finder(r"\b(?P<big>hundred|thousand|million)fold\b", _thousandfold, "fold", cases=False),
    finder(rf"\bfactor of (?:{_PLAIN}|(?P<words>{_SMALL_WORD})\b)", _by_factor, "factor", cases=False),
    JUBILEES,
    finder(r"\bcenten(?:ary|nial)\b", _hundredth_year, "centen", cases=False),
    finder(rf"{_PLAIN} ?(?:ppm\b|mg ?/ ?kg\b|parts per million\b)", _per_million, "ppm mg parts"),
    WITH_SYMBOL,
    finder(r"(?<=/)d[lL]\b", _decilitre, "/dl"),
    *RUNS,
    *YEARS_ALONE,
    *MONTHS_ALONE,
    *CODES,
    finder(rf"{_AMOUNT}(?:{_SPELT})?", _number, "# " + " ".join((*UNITS, *TENS, *BIG)), cases=False),
)
