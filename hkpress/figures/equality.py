"""Whether two values, one in each language, are the same; and an index that finds such partners quickly."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from hkpress.figures.currencies import DOLLAR
from hkpress.figures.units import quantity
from hkpress.figures.values import Clock, Count, Day, Decade, Fact, Kind, Money, Ratio, Value, Years

DOLLARS = {"HKD", "USD", "SGD", "AUD", "CAD", "TWD", "NZD", "MOP", "CNY", DOLLAR}
"""The dollars that a bare $ or 元 may mean, if its text names them."""


_MID_YEAR = 6


def same(one: Value, other: Value) -> bool:
    """Whether *other* says all that *one* says: it may add the year, but must not leave out the day."""
    match one, other:
        case Day(), Day():
            return _same_day(one, other)
        case Money(), Money():
            return one.amount == other.amount and same_currency(one.currency, other.currency)
        case (Money(amount=mine), Count(amount=yours)) | (Count(amount=mine), Money(amount=yours)):
            return mine == yours
        case Clock(), Clock():
            hours = (one.hour, other.hour) if one.certain and other.certain else (one.hour % 12, other.hour % 12)
            return hours[0] == hours[1] and one.minute == other.minute
        case Decade(), Decade():
            short = min(one.start, other.start) < 100
            return (one.start % 100 == other.start % 100) if short else one == other
        case Day(), Years():
            return not one.month and one.year in (other.first, other.last)
        case Years(), Day():
            return not other.month and one.first == one.last == other.year
        case _:
            return one == other


def _same_day(one: Day, other: Day) -> bool:
    finest = "day" if one.day else "month" if one.month else "year"
    if getattr(one, finest) != getattr(other, finest):
        return False
    return all(
        mine is None or yours is None or mine == yours for mine, yours in zip(_parts(one), _parts(other), strict=True)
    )


def _parts(day: Day) -> tuple[int | None, ...]:
    return (day.year, day.month, day.day)


def same_currency(one: str, other: str) -> bool:
    """Whether two currencies agree: $ and 元 with any dollar, HKD with HKD only."""
    return one == other or (DOLLAR in (one, other) and {one, other} <= DOLLARS)


def _keys(value: Value) -> tuple[Hashable, ...]:
    match value:
        case Count() | Money():
            return (value.amount.as_integer_ratio(),)  # hashed in less time
        case Day():
            parts = (("day", value.day), ("month", value.month), ("year", value.year))
            whole_year = (Years(value.year, value.year),) if value.year and not value.month else ()
            return (*(part for part in parts if part[1]), *whole_year)
        case Clock():
            return (("clock", value.hour % 12, value.minute),)
        case Decade():
            return (("decade", value.start % 100),)
        case Years():
            return (value, ("year", value.first), ("year", value.last))
        case _:
            return (value,)


def units_differ(one: Fact, other: Fact) -> bool:
    """Whether the two count different things: 5 km and 5米, 5,000 people and 5,000元."""
    mine, yours = one.unit, other.unit
    if isinstance(one.value, Money) or isinstance(other.value, Money):
        unit = yours if isinstance(one.value, Money) else mine
        return unit is not None and not unit.loose and unit.name != "pounds"
    if not mine or not yours or not (mine.is_measure and yours.is_measure):
        return False
    if mine.name == yours.name:
        return one.value != other.value and quantity_of(one) != quantity_of(other)
    if mine.sort == yours.sort:
        return quantity_of(one) != quantity_of(other)
    if {mine.sort, yours.sort} == {"area", "length"} and {mine.loose, yours.loose} == {True, False}:
        areas = [unit for unit in (mine, yours) if unit.sort == "area"]
        return areas[0].name in ("sq m", "hectares", "sq km", "acres") and "feet" in (mine.name, yours.name)  # 110呎
    return not (mine.loose or yours.loose)


def quantity_of(fact: Fact) -> tuple[str, Fraction] | None:
    """The amount in the first unit of its sort, of a number that has a measure."""
    return quantity(fact.value.amount, fact.unit) if isinstance(fact.value, Count) else None


def _contradicts(one: Fact, other: Fact) -> bool:
    """5G is not 5K, although both have a 5; 30% off is not 三折; 5 km are not 5米."""
    if one.kind is other.kind:
        coded = one.kind in (Kind.CODE, Kind.DISCOUNT) and one.value != other.value
        return coded or (one.kind is Kind.NUMBER and units_differ(one, other))
    if isinstance(one.value, Money) != isinstance(other.value, Money) and Kind.ORDINAL in (one.kind, other.kind):
        return True  # HK$2 is not 第二次
    if {one.kind, other.kind} == {Kind.ORDINAL, Kind.RATIO}:
        return True  # 3-1 is not 三號種子
    return units_differ(one, other) or _in_other_money(one, other) or _in_other_money(other, one)


def _in_other_money(bare: Fact, money: Fact) -> bool:
    """Whether *bare* has the currency of its list, which is not that of *money*: 441億 of 441億及263億港元."""
    if not isinstance(bare.value, Count) or not isinstance(money.value, Money):
        return False
    amount, currency = money.value.amount, money.value.currency
    shared = [each.currency for each in bare.also if isinstance(each, Money) and each.amount == amount]
    return bool(shared) and not any(same_currency(currency, each) for each in shared)


def _likeness(one: Fact, other: Fact) -> int:
    """How much else two facts with the same value have in common."""
    if one.unit and other.unit:
        counted = 1 if one.unit.sort == other.unit.sort else -1  # three died, aged 3
    else:
        counted = 1 if one.unit is other.unit else 0
    return 2 * (one.kind is other.kind) + counted


def _ranked(fact: Fact) -> Iterator[tuple[bool, Value]]:
    yield True, fact.value
    yield from ((False, reading) for reading in fact.also)


def _half_of_two_years(one: Fact, other: Fact, own: FactIndex) -> bool:
    """Whether *one* is a year and *other* a fiscal year of which *one*'s own text does not name the other half.

    The months ended 30 September 2025 are not called by the year 2024 either.
    """
    if not isinstance(one.value, Day):
        return False
    if isinstance(other.value, Day):
        return not one.value.month and one.value.year != other.value.year and (other.value.month or 0) > _MID_YEAR
    return isinstance(other.value, Years) and own._two_years(other) is None and other.value.first != other.value.last


def _content(fact: Fact) -> Hashable:
    return fact.kind, fact.value, fact.also, fact.unit


class FactIndex:
    """Finds facts of one text by value. Of equal facts it keeps the first."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._all = facts
        self._facts: dict[Hashable, list[Fact]] = {}
        self._contents: dict[Hashable, set[Hashable]] = {}
        for fact in facts:
            for reading in fact.readings:
                for key in _keys(reading):
                    self._add(key, fact)

    def _add(self, key: Hashable, fact: Fact) -> None:
        found = self._facts.setdefault(key, [])
        if found:
            known = self._contents.get(key) or self._contents.setdefault(key, {_content(found[0])})
            if (content := _content(fact)) in known:
                return
            known.add(content)
        found.append(fact)

    def partner(self, fact: Fact, own: FactIndex) -> Fact | None:
        """The fact of this text that matches *fact* of the text with the index *own*; of the same kind if possible."""
        if only := self._only(fact):
            return only
        best: Fact | None = None
        for firm, reading in _ranked(fact):
            if not firm and self._has_in_another_year(fact.value):
                return None
            for other in self._equal(reading, firm):
                if _contradicts(fact, other) or _half_of_two_years(fact, other, own):
                    continue
                if best is None or _likeness(fact, other) > _likeness(fact, best):
                    best = other
            if best and best.kind is fact.kind:
                break
        if best and isinstance(fact.value, Ratio) and self._is_half(best, fact.value):
            return None
        return best or self._same_quantity(fact) or self._two_years(fact)

    def _only(self, fact: Fact) -> Fact | None:
        """The only fact of this text that could be the partner, if it is exactly equal. This finds most partners at
        once.
        """
        keys = _keys(fact.value)
        found = self._facts.get(keys[0]) if keys else None
        if not found or len(found) > 1:
            return None
        other = found[0]
        same_fact = other.kind is fact.kind and other.unit == fact.unit and other.value == fact.value
        return other if same_fact else None

    def _is_half(self, number: Fact, ratio: Ratio) -> bool:
        """Whether *number* is one side of *ratio* (3 to 2, 3比2), and the text lacks the other side."""
        counts = (Count(ratio.left), Count(ratio.right))
        return number.value in counts and not all(next(self._equal(count), None) for count in counts)

    def _has_in_another_year(self, day: Value) -> bool:
        """Whether this text says *day* with another year: 30 September 2025 for 2024年9月30日."""
        if not isinstance(day, Day) or not day.day or not day.month or not day.year:
            return False
        dates = (other.value for other in self._facts.get(("day", day.day), ()))
        years = {other.year for other in dates if isinstance(other, Day) and other.month == day.month}
        return bool(years) and years.isdisjoint({None, day.year})

    def _same_quantity(self, fact: Fact) -> Fact | None:
        """18 months as 一年半."""
        amount = quantity_of(fact)
        return self._quantities.get(amount) if amount else None

    @cached_property
    def _quantities(self) -> dict[tuple[str, Fraction], Fact]:
        """The first fact of each quantity; few texts need it."""
        first: dict[tuple[str, Fraction], Fact] = {}
        for fact in self._all:
            if amount := quantity_of(fact):
                first.setdefault(amount, fact)
        return first

    def _equal(self, value: Value, firm: bool = True) -> Iterator[Fact]:
        """The facts with this *value*; a second reading counts only if *value* is a first one (*firm*)."""
        keys = _keys(value)
        for other in self._facts.get(keys[0], ()) if keys else ():
            if same(value, other.value) or (firm and any(same(value, reading) for reading in other.also)):
                yield other

    def _two_years(self, fact: Fact) -> Fact | None:
        """2024至2025年 may be two years: the first of them, if this text has both."""
        if not isinstance(fact.value, Years) or fact.value.first == fact.value.last:
            return None
        years = (fact.value.first, fact.value.last)
        first, last = (
            next((other for other in self._equal(Day(year)) if isinstance(other.value, Day)), None) for year in years
        )
        return first if last else None
