"""Two texts that should say the same → where their figures agree, and where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hkpress.figures.equality import Index
from hkpress.figures.finding import find
from hkpress.figures.folding import fold
from hkpress.figures.relations import RANK, Miss, Relation, relate
from hkpress.figures.relative import Grain, relatives
from hkpress.figures.values import Day, Fact, Kind, Years

_MOST = 60
"""So many unmatched facts of each side are tried against each other: a text with more has other troubles."""


@dataclass(frozen=True)
class Comparison:
    """What two texts have in common, and what not.

    Values count, not how often they are said: a sum that stands twice in one language and once in
    the other is no fault. `only_en` and `only_zh` hold hard facts, each value once; what probably
    belongs together stands in `misses` instead. `soft_en` and `soft_zh` are the soft facts without
    partner: no fault, perhaps a hint.
    """

    pairs: tuple[tuple[Fact, Fact], ...]
    misses: tuple[Miss, ...]
    only_en: tuple[Fact, ...]
    only_zh: tuple[Fact, ...]
    soft_en: tuple[Fact, ...] = ()
    soft_zh: tuple[Fact, ...] = ()

    @property
    def agrees(self) -> bool:
        return not (self.misses or self.only_en or self.only_zh)


def compare(en: str, zh: str) -> Comparison:
    """The figures of *en* against those of *zh*, its Chinese (Traditional or Simplified)."""
    return compare_facts(find(en, "en"), find(zh, "zh"), _surplus(en, zh))


def _surplus(en: str, zh: str) -> tuple[Counter[Grain], Counter[Grain]]:
    """How many relative dates (last year, 今日) each text has more than the other."""
    english, chinese = relatives(fold(en), "en"), relatives(fold(zh), "zh")
    return _by_grain(english - chinese), _by_grain(chinese - english)


def _by_grain(names: Counter[tuple[Grain, int]]) -> Counter[Grain]:
    grains: Counter[Grain] = Counter()
    for (grain, _), number in names.items():
        grains[grain] += number
    return grains


def compare_facts(
    en: tuple[Fact, ...], zh: tuple[Fact, ...], surplus: tuple[Counter[Grain], Counter[Grain]] | None = None
) -> Comparison:
    """The same for facts already found; *surplus* counts the relative dates of each side that the other has not."""
    surplus_en, surplus_zh = surplus or (Counter(), Counter())
    in_en, in_zh = Index(en), Index(zh)
    partners = [(fact, in_zh.partner(fact)) for fact in en]
    back = [(fact, in_en.partner(fact)) for fact in zh]
    lost_en = _distinct(fact for fact, partner in partners if not partner)
    lost_zh = _distinct(fact for fact, partner in back if not partner)
    misses = _misses(lost_en, lost_zh)
    taken = {id(fact) for miss in misses for fact in (miss.en, miss.zh)}
    rest_en, rest_zh = ([fact for fact in side if id(fact) not in taken] for side in (lost_en, lost_zh))
    return Comparison(
        pairs=tuple((fact, partner) for fact, partner in partners if partner),
        misses=misses,
        only_en=_unexplained(rest_en, surplus_zh),
        only_zh=_unexplained(rest_zh, surplus_en),
        soft_en=tuple(fact for fact in rest_en if not fact.hard),
        soft_zh=tuple(fact for fact in rest_zh if not fact.hard),
    )


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    first: dict[object, Fact] = {}
    for fact in facts:
        kept = first.setdefault(fact.value, fact)
        if fact.hard and not kept.hard:
            first[fact.value] = fact
    return list(first.values())


def _misses(en: list[Fact], zh: list[Fact]) -> tuple[Miss, ...]:
    """The most telling pairings of facts without partner, each fact once, at least one of the two hard."""
    tried = (
        relate(one, other)
        for one in en[:_MOST]
        for other in zh[:_MOST]
        if one.hard or other.hard or (one.kind is Kind.CODE and other.kind is Kind.CODE)
    )
    best = sorted((miss for miss in tried if miss), key=_telling)
    chosen: list[Miss] = []
    taken: set[int] = set()
    for miss in best:
        if id(miss.en) in taken or id(miss.zh) in taken:
            continue
        chosen.append(miss)
        taken |= {id(miss.en), id(miss.zh)}
    return tuple(sorted(chosen, key=lambda miss: miss.en.start))


def _telling(miss: Miss) -> tuple[bool, int, int]:
    soft = not (miss.en.hard and miss.zh.hard)
    return soft, RANK[miss.relation], abs(miss.en.start - miss.zh.start)


def _unexplained(facts: list[Fact], words: Counter[Grain]) -> tuple[Fact, ...]:
    """The hard ones of *facts*, but for dates that the other side says in *words* such as last year."""
    left, unexplained = Counter(words), []
    for fact in facts:
        grain = _grain(fact)
        if grain and left[grain] > 0:
            left[grain] -= 1
        elif fact.hard:
            unexplained.append(fact)
    return tuple(unexplained)


def _grain(fact: Fact) -> Grain | None:
    match fact.value:
        case Day(day=day, month=month):
            return "day" if day else "month" if month else "year"
        case Years():
            return "year"
        case _:
            return "day" if fact.kind is Kind.WEEKDAY else None


__all__ = ["Comparison", "Miss", "Relation", "compare", "compare_facts"]
