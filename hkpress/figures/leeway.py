"""What one language may add or round: 2.5 hectares (6.2 acres); 約158億 for 15.77 billion."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from hkpress.figures.equality import same_currency
from hkpress.figures.scanning import search_before
from hkpress.figures.units import Unit
from hkpress.figures.values import Count, Fact, Kind, Money, Points, Share, Value

_BRACKET = re.compile(
    r" ?[(（/] ?(?:(?:i\.e\.|about|around|approximately|or|equivalent to|equal to|約為?|即|相等於|折合|相當於)[ ,]?)*"
)
_LESS = r"nearly|almost|close to|up to|近|接近|將近|高達"
_OVER = r"over|above|at least|(?<!not )(?<!no )more than|逾|(?<!不)超過|超逾|至少|最少"
_ABOUT = re.compile(
    rf"(?:(?P<less>{_LESS})|(?P<over>{_OVER})|about|around|some|approximately|roughly"
    r"|(?<![合協公契租預簽節])約為?|大約) ?$",
    re.IGNORECASE,
)
_MORE = re.compile("[多餘幾]")
_FAR = Fraction(1, 20)
_CONVERTED = Fraction(1, 40)
_SECONDS_A_MONTH = Fraction(365 * 86400, 12)


def glosses(text: str, facts: Iterable[Fact]) -> list[tuple[Fact, Fact]]:
    """Neighbours in the folded *text* where the one in brackets repeats the other in another unit."""
    return [(one, other) for one, other in pairwise(facts) if _is_gloss(text, one, other)]


def _is_gloss(text: str, one: Fact, other: Fact) -> bool:
    if other.start - one.end > 40 or not _BRACKET.fullmatch(text, one.end, other.start):
        return False
    return is_converted(one, other)


def is_converted(one: Fact, other: Fact) -> bool:
    """Whether the two are one amount in two units, within rounding: 1 mile and 1.6公里, a third and 33%."""
    if _is_fraction_of(one, other) or _is_fraction_of(other, one):
        return True
    mine, yours = one.unit, other.unit
    if not mine or not yours or mine.name == yours.name:
        return False
    if not isinstance(one.value, Count) or not isinstance(other.value, Count):
        return False
    amounts = {mine.sort: one.value.amount, yours.sort: other.value.amount}
    if amounts.keys() == {"temperature", "fahrenheit"}:
        return abs(amounts["temperature"] * 9 / 5 + 32 - amounts["fahrenheit"]) <= 1
    left, right = _base_size(one.value.amount, mine), _base_size(other.value.amount, yours)
    comparable = (
        not _is_power_of_ten((mine.size or Fraction(1)) / (yours.size or Fraction(1)))
        if mine.sort == yours.sort
        else amounts.keys() == {"time", "months"}
    )
    return comparable and 0 < abs(left - right) <= max(left, right) * _CONVERTED


def _is_power_of_ten(ratio: Fraction) -> bool:
    """Whether two units belong to one decimal system, so that converting them needs no rounding: GWh and kWh."""
    return {str(part).strip("0") for part in ratio.as_integer_ratio()} == {"1"}


def _is_fraction_of(fraction: Fact, percent: Fact) -> bool:
    if fraction.kind is not Kind.FRACTION or percent.kind is not Kind.PERCENT or not isinstance(percent.value, Share):
        return False
    share = percent.value.amount
    step = _last_place(share) / 2 if share != Fraction(1, 2) else 0
    return any(isinstance(each, Share) and abs(each.amount - share) <= step for each in fraction.readings)


def _base_size(amount: Fraction, unit: Unit) -> Fraction:
    """*amount* in the first unit of its sort; months in seconds."""
    return amount * (unit.size or 0) * (_SECONDS_A_MONTH if unit.sort == "months" else 1)


def is_rounded(text: str, fact: Fact, exact_text: str, exact: Fact, far: Fraction = _FAR) -> bool:
    """Whether *fact* of the folded *text* is *exact* rounded, and the words before it say so.

    The two differ at most by the share *far*.
    """
    one, other = fact.value, exact.value
    if isinstance(one, Money) and isinstance(other, Money) and not same_currency(one.currency, other.currency):
        return False
    if not isinstance(one, (Count, Money, Share)) or not isinstance(other, type(one)):
        return False
    about = _about(text, fact)
    if not about or _about(exact_text, exact):
        return False
    rough, fine = one.amount, other.amount
    step = _last_place(rough)
    if _last_place(fine) >= step or abs(rough - fine) > fine * far:
        return False
    match about:
        case "over":
            return rough <= fine < rough + step
        case "less":
            return rough - step < fine <= rough
        case "about":
            return abs(rough - fine) * 2 <= step
    return False


def is_near(rough: Value, fine: Value) -> bool:
    """Whether *rough*, of two digits or more, is *fine* to its last digit: 0.5 billion and 0.51 billion are not."""
    if not isinstance(rough, (Count, Money, Share, Points)) or not isinstance(fine, type(rough)):
        return False
    step = _last_place(rough.amount)
    return rough.amount >= 10 * step and abs(rough.amount - fine.amount) * 2 <= step


def _about(text: str, fact: Fact) -> str:
    """`over`, `less` or `about`, from the words before *fact*; "" if it is exact."""
    if _MORE.search(fact.text):
        return "over"
    word = search_before(_ABOUT, text, fact.start, 16)
    return (word.lastgroup or "about") if word else ""


def _last_place(number: Fraction) -> Fraction:
    """The place value of the last digit of *number* that is not 0: 100 for 15,800; at least a hundred-millionth."""
    figures = str(int(number * 10**8))
    return Fraction(10 ** (len(figures) - len(figures.rstrip("0"))), 10**8)
