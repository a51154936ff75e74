"""A value that stands where the other language has another one, though each of the two has its partner elsewhere.

In a long paragraph a value may stand several times: one wrong date of three then still finds a partner. But two
languages that say as many dates say them in one order, or in another order altogether: never all but one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hkpress.figures.equality import quantity_of, same
from hkpress.figures.relations import Miss, relate
from hkpress.figures.values import Clock, Count, Day, Fact, Kind, Money, Points, Share, Weekday, Years

_SORTS: tuple[Callable[[Fact], bool], ...] = (
    lambda fact: isinstance(fact.value, Day) and fact.value.month is not None,
    lambda fact: isinstance(fact.value, Years) or (isinstance(fact.value, Day) and fact.value.month is None),
    lambda fact: isinstance(fact.value, Weekday) and fact.hard,
    lambda fact: isinstance(fact.value, Clock),
    lambda fact: isinstance(fact.value, Share | Points),
    lambda fact: isinstance(fact.value, Money),
    lambda fact: isinstance(fact.value, Count) and fact.kind is Kind.NUMBER and fact.hard,
)


def misplaced(en: list[Fact], zh: list[Fact], told: Iterable[Fact]) -> Iterator[Miss]:
    """Of each sort of facts, if both sides have as many: the one pair that differs, where all others agree in order.

    A pair of which a fact is among those already *told* is left out.
    """
    known = {id(fact) for fact in told}
    for is_one in _SORTS:
        in_en, in_zh = ([fact for fact in side if is_one(fact)] for side in (en, zh))
        if len(in_en) != len(in_zh) or len(in_en) < 2:
            continue
        odd = [pair for pair in zip(in_en, in_zh, strict=True) if not _agree(*pair)]
        if len(odd) == 1 and known.isdisjoint(map(id, odd[0])) and (miss := relate(*odd[0])):
            yield miss


def _agree(en: Fact, zh: Fact) -> bool:
    if (amount := quantity_of(en)) and amount == quantity_of(zh):
        return True
    return any(same(one, other) or same(other, one) for one in en.readings for other in zh.readings)
