"""Finds a value in the place of another one, even if both also occur elsewhere in the other language.

In a long paragraph a value may occur several times, so that one wrong date of three still finds a partner. But if both
languages have equally many dates, they give them in one order, or in quite another one: never all but one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hkpress.figures.equality import quantity_of, same
from hkpress.figures.relations import Miss, Relation, relate
from hkpress.figures.values import Clock, Count, Day, Fact, Kind, Money, Points, Share, Weekday, Years

_SORTS_COUNTED = frozenset(("people", "institutions", "months", "time"))


def _sorts(fact: Fact) -> Iterator[str]:
    """The sorts of figure that *fact* belongs to."""
    match fact.value:
        case Day(month=month):
            yield "date" if month else "year"
        case Years():
            yield "year"
        case Weekday() if fact.hard:
            yield "weekday"
        case Clock():
            yield "time of day"
        case Share() | Points():
            yield "share"
        case Money():
            yield "money"
        case Count(amount=amount) if fact.kind is Kind.NUMBER:
            if fact.hard:
                yield "number"
            if fact.unit and fact.unit.sort in _SORTS_COUNTED and amount != 1:  # 一個 is as good as a
                yield fact.unit.sort


def _by_sort(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        for sort in _sorts(fact):
            found.setdefault(sort, []).append(fact)
    return found


def misplaced(en: list[Fact], zh: list[Fact], told: Iterable[Fact]) -> Iterator[Miss]:
    """For each sort of facts that both sides have equally often: the one pair that differs while all others agree in
    order. If two differ, each being the other, they are swapped. Pairs with a fact that is already *told* are left out.
    """
    if len(en) < 2 or len(zh) < 2:
        return
    known = {id(fact) for fact in told}
    sorts_en, sorts_zh = _by_sort(en), _by_sort(zh)
    for sort, in_en in sorts_en.items():
        in_zh = sorts_zh.get(sort, [])
        if len(in_en) != len(in_zh) or len(in_en) < 2:
            continue
        odd = [pair for pair in zip(in_en, in_zh, strict=True) if not _agree(*pair)]
        if any(id(fact) in known for pair in odd for fact in pair):
            continue
        if len(odd) == 1 and _stands_elsewhere(odd[0], in_en, in_zh) and (miss := relate(*odd[0])):
            yield miss
            known |= {id(fact) for fact in odd[0]}
        elif len(odd) == 2 and _are_apart(in_en, odd[0][0], odd[1][0]) and _are_swapped(*odd):
            yield Miss(odd[0][0], odd[1][1], Relation.ORDER)


def _agree(en: Fact, zh: Fact) -> bool:
    if en.value == zh.value:
        return True
    if (amount := quantity_of(en)) and amount == quantity_of(zh):
        return True
    return any(same(one, other) or same(other, one) for one in en.readings for other in zh.readings)


def _stands_elsewhere(odd: tuple[Fact, Fact], in_en: list[Fact], in_zh: list[Fact]) -> bool:
    """Whether either of the two stands in its own place in the other language too."""
    en, zh = odd
    return any(_agree(en, other) for other in in_zh) or any(_agree(other, zh) for other in in_en)


def _are_apart(facts: list[Fact], one: Fact, other: Fact) -> bool:
    """Whether two or more facts stand between the two: a list of three may be told from its end."""
    return abs(facts.index(one) - facts.index(other)) > 2


def _are_swapped(one: tuple[Fact, Fact], other: tuple[Fact, Fact]) -> bool:
    return _agree(one[0], other[1]) and _agree(other[0], one[1])
