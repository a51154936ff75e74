"""What is probably wrong though every figure has a partner: a small word, an order, a direction, a hedge.

All are `Miss`es that a person must judge: each is right in most cases, none in all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hkpress.figures.cues import Moves, are_opposite, hedge, is_negative, may_be_negative
from hkpress.figures.relations import Miss, Relation
from hkpress.figures.values import Clock, Count, Day, Fact, Kind, Money, Points, Share, Weekday, Word

Pairs = Sequence[tuple[Fact, Fact]]

_ALONE = (
    Kind.NUMBER, Kind.ORDINAL, Kind.MULTIPLE, Kind.HALF_YEAR, Kind.QUARTER, Kind.RANK, Kind.VAGUE, Kind.MONEY,
)  # fmt: skip
_FEW = 12
_TURNS = re.compile(
    r"\b(?:from|compared|against|versus|vs|than|out of|of|after|following|excluding|over)\b", re.IGNORECASE
)
_TURNS_ZH = re.compile("[由從較比佔]|其中|相對|當中|對比")


def small_numbers(soft_en: Iterable[Fact], soft_zh: Iterable[Fact]) -> Iterator[Miss]:
    """Small words without partner that count the same (eight years, 七年), or are alone of their kind on each side."""
    left_en, left_zh = list(soft_en), list(soft_zh)
    for en in list(left_en):
        zh = next((other for other in left_zh if _count_the_same(en, other)), None)
        if zh:
            left_en.remove(en)
            left_zh.remove(zh)
            yield Miss(en, zh, Relation.VALUE)
    for kind in _ALONE:
        of_en, of_zh = ([fact for fact in side if fact.kind is kind] for side in (left_en, left_zh))
        if len(of_en) == len(of_zh) == 1 and not _is_one(of_zh[0]):
            yield Miss(of_en[0], of_zh[0], Relation.VALUE)


def _count_the_same(en: Fact, zh: Fact) -> bool:
    if not (en.kind is zh.kind is Kind.NUMBER and en.unit and zh.unit):
        return False
    if en.unit.is_measure or zh.unit.is_measure:
        return en.unit.sort == zh.unit.sort
    few = all(isinstance(fact.value, Count) and 1 < fact.value.amount <= _FEW for fact in (en, zh))
    return few and (en.unit.sort == zh.unit.sort or en.unit.loose or zh.unit.loose)


def _is_one(fact: Fact) -> bool:
    return fact.kind is Kind.NUMBER and isinstance(fact.value, Count) and fact.value.amount == 1  # 一個 is as good as a


def nouns(pairs: Pairs) -> Iterator[Miss]:
    """Numbers that are equal and count what is not: 12 schools, 12名學生."""
    for en, zh in pairs:
        mine, yours = en.unit, zh.unit
        if not mine or not yours or mine.loose or yours.loose or (mine.is_measure and yours.is_measure):
            continue
        if mine.sort != yours.sort:
            yield Miss(en, zh, Relation.UNIT)


def _once(pairs: Pairs) -> list[tuple[Fact, Fact]]:
    """The pairs of which each value stands once in each language, in the English order."""
    values_en, values_zh = (
        (Counter(fact.value for fact in side) for side in zip(*pairs, strict=True)) if pairs else ({}, {})
    )
    return [(en, zh) for en, zh in pairs if values_en[en.value] == 1 and values_zh[zh.value] == 1]


@dataclass(frozen=True)
class Sides:
    """The folded texts, and all their facts that have a partner, each with it."""

    en: str
    zh: str
    pairs: Pairs

    def doubts(self) -> Iterator[Miss]:
        """Everything that is odd about figures that agree."""
        once = _once(self.pairs)
        yield from nouns(self.pairs)
        yield from self._order(once)
        yield from self._hedges(once)
        yield from self._signs(once)
        yield from self._directions(once)

    def _order(self, once: Pairs) -> Iterator[Miss]:
        """Two sums, or two shares, that stand the other way round while all else has kept its place."""
        for kinds in (Money,), (Share, Points):
            amounts = [pair for pair in once if isinstance(pair[0].value, kinds) and isinstance(pair[1].value, kinds)]
            turned = [(one, other) for one, other in pairwise(amounts) if one[1].start > other[1].start]
            if len(turned) == 1 and self._is_swap(*turned[0], once):
                yield Miss(turned[0][0][0], turned[0][1][1], Relation.ORDER)

    def _is_swap(self, one: tuple[Fact, Fact], other: tuple[Fact, Fact], once: Pairs) -> bool:
        if _TURNS.search(self.en, one[0].end, other[0].start) or _TURNS_ZH.search(self.zh, other[1].end, one[1].start):
            return False
        rest = [
            pair for pair in once if pair not in (one, other) and one[0].start - 60 < pair[0].start < other[0].end + 60
        ]
        return all(left[1].start < right[1].start for left, right in pairwise(rest))

    def _hedges(self, once: Pairs) -> Iterator[Miss]:
        for en, zh in once:
            if isinstance(en.value, Day | Weekday | Word | Clock):
                continue
            yield from _opposed(hedge(self.en, en, "en"), hedge(self.zh, zh, "zh"), Relation.HEDGE)

    def _signs(self, once: Pairs) -> Iterator[Miss]:
        for en, zh in once:
            if not isinstance(en.value, Count | Share | Money):
                continue
            below_en, below_zh = is_negative(self.en, en), is_negative(self.zh, zh)
            text, fact = (self.zh, zh) if below_en else (self.en, en)
            if below_en != below_zh and not may_be_negative(text, fact):
                yield Miss(en, zh, Relation.SIGN)

    def _directions(self, once: Pairs) -> Iterator[Miss]:
        moves_en, moves_zh = Moves(self.en, "en"), Moves(self.zh, "zh")
        amounts = (
            pair for pair in once if all(isinstance(fact.value, Share | Points | Money | Count) for fact in pair)
        )
        words = [(moves_en.at(en), moves_zh.at(zh)) for en, zh in amounts]
        opposed = dict.fromkeys(pair for pair in words if are_opposite(*pair))
        for one, other in opposed or [(moves_en.only(), moves_zh.only())]:
            yield from _opposed(one, other, Relation.DIRECTION)
        yield from _opposed(moves_en.result, moves_zh.result, Relation.RESULT)


def _opposed(en: Fact | None, zh: Fact | None, relation: Relation) -> Iterator[Miss]:
    if en and zh and are_opposite(en, zh):
        yield Miss(en, zh, relation)
