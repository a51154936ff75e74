"""Decides which differences are wrong beyond doubt. A person must judge all others.

Most right texts that look wrong contain a figure that hkpress reads in part, or not as the author meant it: 5 hours of
"5 hours and a quarter", the 820 of "820 mcm", 45–41 beside 41比45. So two figures contradict each other only if hkpress
reads both to the end and they belong to one family.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from hkpress.figures.relations import Miss, Relation
from hkpress.figures.values import Count, Day, Fact, Kind, Value, Weekday, Years

_SHARES = frozenset((Kind.PERCENT, Kind.DISCOUNT, Kind.POINTS, Kind.BASIS_POINTS))
_DATES = frozenset((Kind.DATE, Kind.YEAR, Kind.FISCAL_YEAR))
_TIME_SORTS = {"time", "months"}
_COUNTED_SORTS = {"people", "institutions"}


def contradictions(
    misses: Iterable[Miss], only_en: Sequence[Fact], only_zh: Sequence[Fact], en: Sequence[Fact], zh: Sequence[Fact]
) -> frozenset[Miss | Fact]:
    """The *misses* and lone facts that are certainly wrong; *en* and *zh* are all facts of two texts."""
    as_many = _as_many(en, zh)
    sure: set[Miss | Fact] = {miss for miss in misses if _is_sure(miss, as_many)}
    kinds = ({fact.kind for fact in only_en}, {fact.kind for fact in only_zh})
    for lone, own, other in ((only_en, en, zh), (only_zh, zh, en)):
        replaced = kinds[0] & kinds[1] if all(kinds) else as_many & _repeated(own, other) if lone else ()
        sure |= {fact for fact in lone if fact.kind in replaced and not isinstance(fact.value, Day | Weekday | Years)}
    return frozenset(sure)


def _as_many(en: Sequence[Fact], zh: Sequence[Fact]) -> frozenset[Kind]:
    """The kinds of figure that both texts use equally often."""
    many_en, many_zh = (Counter(fact.kind for fact in side if fact.hard) for side in (en, zh))
    return frozenset(kind for kind in many_en if many_en[kind] == many_zh[kind])


def _repeated(own: Sequence[Fact], other: Sequence[Fact]) -> frozenset[Kind]:
    """The kinds in which *other* repeats a value more often than *own*: 3.4% twice, where *own* has 3.2% and 3.4%."""
    mine, theirs = (Counter((fact.kind, fact.value) for fact in side) for side in (own, other))
    return frozenset(kind for (kind, value), many in theirs.items() if many > mine[kind, value] > 0)


def _is_sure(miss: Miss, as_many: frozenset[Kind]) -> bool:
    en, zh = miss.en, miss.zh
    if en.kind is zh.kind is Kind.CODE:
        return True
    if not (en.hard and zh.hard):
        return False
    if miss.relation is Relation.UNIT and en.kind is not zh.kind:
        return _is_another_measure(en, zh)
    if _family(en) != _family(zh) or (en.kind is Kind.RATIO and miss.relation is Relation.SWAPPED):
        return False
    if en.kind is not Kind.NUMBER:
        return True
    if miss.relation is Relation.VALUE and not _is_telling(en, zh, as_many):
        return False
    return _are_whole(en, zh, strict=miss.relation is Relation.FACTOR)


def _family(fact: Fact) -> object:
    return "share" if fact.kind in _SHARES else "date" if fact.kind in _DATES else fact.kind


def _is_another_measure(en: Fact, zh: Fact) -> bool:
    """Whether equal figures of two kinds certainly differ: 5,000 people and 5,000元, 12.5% and 12.5."""
    if _SHARES & {en.kind, zh.kind}:
        return Kind.MONEY in (en.kind, zh.kind) or min(_digits(en.value), _digits(zh.value)) > 1
    unit = en.unit or zh.unit
    return Kind.MONEY in (en.kind, zh.kind) and unit is not None and unit.sort in _COUNTED_SORTS


def _are_whole(en: Fact, zh: Fact, *, strict: bool) -> bool:
    """Whether both numbers have a unit or neither has one, and each unit may stand for the other.

    Unless *strict*, what a noun in the plural counts needs no measure word.
    """
    mine, yours = en.unit, zh.unit
    if not mine or not yours:
        unit = mine or yours
        return unit is None or (unit.loose and not strict)
    if (mine.loose and mine.is_measure) or (yours.loose and yours.is_measure):
        return False
    return (
        mine.sort == yours.sort or {mine.sort, yours.sort} == _TIME_SORTS or not (mine.is_measure or yours.is_measure)
    )


def _is_telling(en: Fact, zh: Fact, as_many: frozenset[Kind]) -> bool:
    """Whether two numbers with nothing in common stand in the same place, and neither begins with the other."""
    units = {fact.unit if fact.unit and not fact.unit.loose else None for fact in (en, zh)}
    if not isinstance(en.value, Count) or not isinstance(zh.value, Count) or len(units) > 1:
        return False
    known = None not in units
    return not _is_part(int(en.value.amount), int(zh.value.amount)) and (known or Kind.NUMBER in as_many)


def _is_part(one: int, other: int) -> bool:
    """Whether the smaller number is the end of the larger one, or both are equal: 300 of 1,300."""
    smaller, larger = sorted((one, other))
    return str(larger).endswith(str(smaller))


def _digits(value: Value) -> int:
    """How many digits the amount of *value* has before its last noughts."""
    return len(str(int(getattr(value, "amount", 0) * 10**8)).strip("0"))
