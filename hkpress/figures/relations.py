"""How two values that should be equal differ: a tenth, another currency, one digit, another weekday."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from hkpress.figures.values import (
    Clock,
    Count,
    Day,
    Fact,
    Kind,
    Money,
    Points,
    Ratio,
    Share,
    Value,
    Weekday,
    Word,
    Years,
    decimal,
)


class Relation(StrEnum):
    """The difference between two values; the more telling ones come first."""

    CURRENCY = "the currency differs"
    FACTOR = "a power of ten apart"
    PERCENT_OR_POINTS = "one has per cent, the other percentage points"
    UNIT = "the same figure with different units"
    DIGIT = "one digit differs"
    SWAPPED = "two digits change places"
    HALF_OF_DAY = "morning in one, afternoon in the other"
    DAY = "the day differs"
    MONTH = "the month differs"
    YEAR = "the year differs"
    WEEKDAY = "the weekday differs"
    VALUE = "the value differs"
    ORDER = "the two values are the other way round"
    DIRECTION = "one goes up, the other down"
    RESULT = "one is a profit, the other a loss"
    HEDGE = "they do not say the same of the size"
    SIGN = "one is below zero"
    GENDER = "one is a man, the other a woman"
    PLACE = "the places differ"
    CONTRAST = "the words exclude each other"
    COUNTED = "they count different things"
    NEGATION = "one says that it is not so"


RANK = {relation: rank for rank, relation in enumerate(Relation)}
_NUMERIC = (Count, Share, Points, Money)
_FACTOR_WORDS = {
    10: ("ten times", "a tenth"),
    100: ("a hundred times", "a hundredth"),
    1000: ("a thousand times", "a thousandth"),
    10**4: ("ten thousand times (億 for 萬?)", "a ten-thousandth (萬 for 億?)"),
    10**6: ("a million times", "a millionth"),
}


@dataclass(frozen=True)
class Miss:
    """Two facts that probably should be the same, and how they differ.

    `factor` is the Chinese value by the English one, where the relation is FACTOR.
    """

    en: Fact
    zh: Fact
    relation: Relation
    factor: Fraction | None = None

    def __str__(self) -> str:
        how = describe_factor(self.factor) if self.factor else str(self.relation)
        return f"English says {self.en}, Chinese says {self.zh}: {how}"


def describe_factor(factor: Fraction) -> str:
    """a tenth, ten thousand times (億 for 萬?)."""
    size = max(factor, 1 / factor)
    larger, smaller = _FACTOR_WORDS.get(int(size), (f"{decimal(factor)} times", f"one in {decimal(size)}"))
    return larger if factor > 1 else smaller


def relate(en: Fact, zh: Fact) -> Miss | None:
    """How *en* and *zh* differ; None if they have nothing in common. They must not be equal."""
    if en.kind is zh.kind is Kind.CODE:
        relation = _relation(en.value, zh.value)
        return Miss(en, zh, relation) if relation else None
    if en.kind is zh.kind and (isinstance(en.value, Ratio) or en.kind is Kind.DISCOUNT):
        return Miss(en, zh, _relation(en.value, zh.value) or Relation.VALUE)  # 30% off is not 三折, nor 3-1 3比2
    if en.value == zh.value and en.unit and zh.unit and en.unit.is_measure and zh.unit.is_measure:
        return Miss(en, zh, Relation.UNIT)  # 800 m is not 800公里, though m may be million
    best: Miss | None = None
    for one, other in itertools.product(en.readings, zh.readings):
        relation = _relation(one, other)
        if relation and (best is None or RANK[relation] < RANK[best.relation]):
            factor = _power_ratio(one, other) if relation is Relation.FACTOR else None
            best = Miss(en, zh, relation, factor)
    units = {fact.unit.name for fact in (en, zh) if fact.unit and fact.unit.is_measure}
    if best and best.relation in (Relation.DIGIT, Relation.SWAPPED) and len(units) > 1:
        return Miss(en, zh, Relation.VALUE)  # half a year, 一年半: 6 months and 1.5 years
    return best


def _relation(one: Value, other: Value) -> Relation | None:
    if isinstance(one, _NUMERIC) and isinstance(other, _NUMERIC):
        return _numeric(one, other)
    if type(one) is not type(other):
        return None
    match one, other:
        case Day(), Day():
            return _days(one, other)
        case Clock(), Clock():
            return (
                Relation.HALF_OF_DAY
                if one.hour % 12 == other.hour % 12 and one.minute == other.minute
                else Relation.VALUE
            )
        case Weekday(), Weekday():
            return Relation.WEEKDAY
        case Word(), Word():
            return _digits(one.text, other.text)
        case (Years(), Years()) | (Ratio(), Ratio()):
            return _digits(str(one), str(other)) or Relation.VALUE
        case _:
            return Relation.VALUE


def _numeric(one: Count | Share | Points | Money, other: Count | Share | Points | Money) -> Relation | None:
    if type(one) is type(other):
        if one.amount == other.amount:
            return Relation.CURRENCY if isinstance(one, Money) else Relation.UNIT
        if _power_ratio(one, other):
            return Relation.FACTOR
        return _digits(decimal(one.amount), decimal(other.amount)) or Relation.VALUE
    if one.amount == other.amount and {type(one), type(other)} == {Share, Points}:
        return Relation.PERCENT_OR_POINTS
    if _face(one) == _face(other):
        return Relation.UNIT
    if {type(one), type(other)} == {Count, Money} and _power_ratio(one, other):
        return Relation.FACTOR
    return None


def _face(value: Count | Share | Points | Money) -> Fraction:
    return value.amount * 100 if isinstance(value, (Share, Points)) else value.amount


def _power_ratio(one: Value, other: Value) -> Fraction | None:
    assert isinstance(one, _NUMERIC)
    assert isinstance(other, _NUMERIC)
    if one.amount.numerator <= 0 or other.amount.numerator <= 0:
        return None
    ratio = other.amount / one.amount
    small, size = sorted(ratio.as_integer_ratio())
    is_power = small == 1 and 10 <= size <= 10**15 and str(size).strip("0") == "1"
    return ratio if is_power else None


def _digits(one: str, other: str) -> Relation | None:
    if len(one) != len(other):
        return None
    places = [place for place, (mine, yours) in enumerate(zip(one, other, strict=True)) if mine != yours]
    if len(places) == 1:
        return Relation.DIGIT
    if len(places) == 2 and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]:
        return Relation.SWAPPED
    return None


def _days(one: Day, other: Day) -> Relation | None:
    pairs = zip(
        (one.year, one.month, one.day),
        (other.year, other.month, other.day),
        (Relation.YEAR, Relation.MONTH, Relation.DAY),
        strict=True,
    )
    compared = [(mine == yours, relation) for mine, yours, relation in pairs if mine and yours]
    different = [relation for equal, relation in compared if not equal]
    if len(different) == 1:
        return different[0]
    return Relation.VALUE if different and (one.day is None) == (other.day is None) else None
