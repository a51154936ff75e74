"""Finds which texts of two languages belong together, and how sure that is.

One dynamic programme over both sequences. A step takes up to three texts of a side; its cost is the difference in
length, the figures, names and words that both sides have or only one has, and what kind of text each is. The
confidence of a step is the share of all paths that take it, weighted by their costs.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from hkpress.core.characters import HAN
from hkpress.figures import Clock, Count, Day, Decade, Money, Share, Years, find
from hkpress.importing.recognise import Element, length

STEPS = {(1, 1): 0.0, (1, 0): 3.0, (0, 1): 3.0, (2, 1): 2.8, (1, 2): 2.8, (2, 2): 6.0, (3, 1): 5.6, (1, 3): 5.6}
"""How many texts of each side a step takes, and what it costs by itself."""
SURE = 0.98
"""A pair with less confidence than this is reported."""
_RATIO = -0.2
"""The logarithm of how much longer the Chinese of releases is than the English, as `length` counts them."""
_SPREAD, _WITHIN, _CHANCE = 0.23, 0.13, 1.1
"""The variation of that: between documents, within one, and in a short text."""
_TAIL = 4.0
"""How mildly a very different length is punished, since some translations are free."""
_LONELY = 0.6
"""The cost of a figure that the other language has nowhere."""
_BOTH, _ONE_SIDE = 2.0, 0.8
_BAND, _AREA = 60, 12_000
"""The largest distance from the diagonal at which two texts are paired; smaller in a very long document."""

Words = Mapping[str, tuple[str, ...]]


Signs = dict[tuple[object, ...], float]
"""What a text has that its translation has too (figures, names, words), with the weight of each."""


@dataclass(frozen=True)
class Match:
    """Texts that belong together, by their numbers in each language, and the confidence, 0 to 1."""

    en: tuple[int, ...]
    tc: tuple[int, ...]
    sure: float


@dataclass(frozen=True)
class Lexicon:
    """Translations: the house's names in both languages, and words."""

    names: tuple[tuple[str, str], ...] = ()
    learnt: Words = field(default_factory=dict)

    @cached_property
    def words(self) -> Words:
        merged = dict(_common())
        for stem, others in self.learnt.items():
            merged[stem] = (*merged.get(stem, ()), *others)
        return merged

    @cached_property
    def stems(self) -> dict[str, list[str]]:
        by_start: dict[str, list[str]] = {}
        for stem in self.words:
            by_start.setdefault(stem[:3], []).append(stem)
        return by_start

    def of_english(self, text: str) -> set[str]:
        """The stems in an English text."""
        stems = set()
        for word in {word.lower() for word in re.findall(r"[A-Za-z]+", text)}:
            stems |= {stem for stem in self.stems.get(word[:3], ()) if word.startswith(stem)}
        return stems

    def of_chinese(self, text: str) -> set[str]:
        """The stems with a translation in a Chinese text."""
        return {stem for stem, others in self.words.items() if any(other in text for other in others)}


@cache
def _common() -> dict[str, tuple[str, ...]]:
    """Words of press releases, and the names of countries and languages."""
    translations: dict[str, tuple[str, ...]] = {}
    for line in (Path(__file__).with_name("words.tsv")).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            stem, *others = line.split("\t")
            translations[stem] = (*translations.get(stem, ()), *others)
    from babel import Locale

    english, chinese = Locale.parse("en"), Locale.parse("zh_Hant_HK")
    for kind in ("territories", "languages"):
        names, others = getattr(english, kind), getattr(chinese, kind)
        for code, name in names.items():
            if re.fullmatch("[A-Z][a-z]{3,}", name) and len(others.get(code, "")) > 1:
                translations.setdefault(name.lower(), (others[code],))
    return translations


def learn(pairs: Iterable[tuple[str, str]]) -> Words:
    """Words that nearly always occur together in pairs of texts that are translations of each other."""
    english: Counter[str] = Counter()
    chinese: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for en, tc in pairs:
        ours = {word.lower()[:9] for word in re.findall(r"[A-Za-z]{4,}", en)}
        theirs = {run[at : at + 2] for run in re.findall(f"[{HAN}]+", tc) for at in range(len(run) - 1)}
        if len(ours) * len(theirs) > 60_000:
            continue
        english.update(ours)
        chinese.update(theirs)
        both.update((word, other) for word in ours for other in theirs)
    learnt: dict[str, tuple[str, ...]] = {}
    for (word, other), count in both.items():
        if count >= 3 and 2 * count / (english[word] + chinese[other]) > 0.75:
            learnt[word] = (*learnt.get(word, ()), other)
    return {word: others for word, others in learnt.items() if len(others) <= 4}


# --- features of a text ----------------------------------------------------------------------


def _features(element: Element, language: str, lexicon: Lexicon) -> Signs:
    """The features of a text that the other language may share, with their weights."""
    words = element.words
    signs: dict[tuple[object, ...], float] = {}
    for fact in find(words, language):
        for key in _figures(fact.value):
            signs[key] = 1.2
    for word in re.findall(r"[A-Za-z][A-Za-z0-9&.'’+-]*[A-Za-z0-9]", words):
        if language == "tc" or not word.islower():
            signs["latin", word.lower().strip(".'’")] = 1.2
    if language == "tc":
        signs |= {("latin", word.lower()): 1.2 for word in re.findall(r"[A-Za-z0-9.-]+@[\w.-]+|www\.[\w./-]+", words)}
    names = lexicon.names
    for number, pair in enumerate(names):
        if pair[0 if language == "en" else 1] in words:
            signs["name", number] = 1.3
    stems = lexicon.of_english(words) if language == "en" else lexicon.of_chinese(words)
    for stem in sorted(stems):
        signs["word", stem] = 0.6
    for name, pattern in _FORMS.items():
        if re.search(pattern, words):
            signs["form", name] = 0.7
    return signs


_FORMS = {
    "quotation": '[“「『"][^”」』"]{15,}',
    "colon": "[:：]$",
    "question": "[?？]",
    "bracket": "[（(]",
    "semicolons": "[;；].*[;；]",
    "begins with quotation": '^[“「『"]',
    "percent": "%|百分之",
    "title of a work": "《",
}


def _figures(value: object) -> Iterator[tuple[object, ...]]:
    match value:
        case Count() | Money():
            yield "number", value.amount
        case Day():
            yield from ((name, part) for name in ("day", "month", "year") if (part := getattr(value, name)))
        case Clock():
            yield "clock", value.hour % 12, value.minute
        case Share():
            yield "share", value.amount
        case Years():
            yield "year", value.first
        case Decade():
            yield "decade", value.start % 100
        case _:
            yield "other", str(value)


# --- the programme --------------------------------------------------------------------------------


class _Column:
    """One language: the features of its texts, and their lengths."""

    def __init__(self, elements: Sequence[Element], language: str, lexicon: Lexicon) -> None:
        self.elements = elements
        self.signs = [_features(each, language, lexicon) for each in elements]
        self.lengths = [length(each.words) for each in elements]

    def merged(self, start: int, stop: int) -> Signs:
        if stop - start == 1:
            return self.signs[start]
        return {key: weight for signs in self.signs[start:stop] for key, weight in signs.items()}


class _Programme:
    def __init__(self, en: Sequence[Element], tc: Sequence[Element], lexicon: Lexicon) -> None:
        self.en, self.tc = _Column(en, "en", lexicon), _Column(tc, "tc", lexicon)
        self.rows, self.columns = len(en), len(tc)
        self.band = min(_BAND, max(20, _AREA // max(self.rows, self.columns, 1)))
        seen = [Counter(key for signs in side.signs for key in signs) for side in (self.en, self.tc)]
        many = max(self.rows, self.columns) + 1
        common = seen[0].keys() | seen[1].keys()
        self.rare = {key: math.log(many / max(seen[0][key], seen[1][key])) / math.log(many) for key in common}
        self.known = {key for key in common if seen[0][key] and seen[1][key]}
        self.lonely = [[_lonely(signs, common - self.known) for signs in side.signs] for side in (self.en, self.tc)]
        self.said: dict[tuple[int, int, int, int], float] = {}
        self.costs: dict[tuple[int, int, int, int], float] = {}
        self.ratio, self.spread = _RATIO, _SPREAD

    def measure(self, steps: Iterable[Match]) -> None:
        """Measure the ratio of the lengths on texts that surely belong together: translators differ in it."""
        ratios = [
            math.log((self.tc.lengths[step.tc[0]] + 8) / (self.en.lengths[step.en[0]] + 8))
            for step in steps
            if len(step.en) == len(step.tc) == 1 and step.sure > 0.8
        ]
        self.ratio = (sum(ratios) + _RATIO) / (len(ratios) + 1)
        self.spread = math.hypot(_WITHIN, _SPREAD / math.sqrt(len(ratios) + 1))
        self.costs = {}

    def cost(self, i: int, j: int, down: int, across: int) -> float:
        """The cost of a step that takes *down* texts of English from *i* and *across* of Chinese from *j*."""
        key = i, j, down, across
        if key not in self.costs:
            if key not in self.said:
                self.said[key] = self.evidence(i, j, down, across)
            self.costs[key] = self.said[key] + (self.apart(i, j, down, across) if down and across else 0)
        return self.costs[key]

    def apart(self, i: int, j: int, down: int, across: int) -> float:
        """The cost of the lengths."""
        long, other = sum(self.en.lengths[i : i + down]) + 8, sum(self.tc.lengths[j : j + across]) + 8
        apart = (math.log(other / long) - self.ratio) / math.hypot(self.spread, _CHANCE / math.sqrt(long))
        return _TAIL * math.log1p(apart * apart / (2 * _TAIL))

    def evidence(self, i: int, j: int, down: int, across: int) -> float:
        """The cost of everything but the lengths."""
        cost = STEPS[down, across]
        ours, theirs = self.en.elements[i : i + down], self.tc.elements[j : j + across]
        if not ours or not theirs:
            missing = (ours or theirs)[0]
            if missing.role == "break":
                return 0.8
            return cost + (1.5 if missing.role in ("table", "picture") else 0)
        if down + across > 2 and any(each.role in ("table", "picture", "break") for each in (*ours, *theirs)):
            return cost + 30
        cost += _form(ours, theirs)
        both, one = self.in_common(self.en.merged(i, i + down), self.tc.merged(j, j + across))
        lonely = sum(self.lonely[0][i : i + down]) + sum(self.lonely[1][j : j + across])
        return cost - _BOTH * min(both, 4 + 0.25 * both) + _ONE_SIDE * one + _LONELY * lonely

    def in_common(self, mine: Signs, yours: Signs) -> tuple[float, float]:
        """The weight of the signs that both texts have, and of the known ones that only one has."""
        both = one = 0.0
        for sign, weight in mine.items():
            value = weight * self.rare[sign]
            if sign in yours:
                both += value
            elif sign in self.known:
                one += value
        one += sum(
            weight * self.rare[sign] for sign, weight in yours.items() if sign not in mine and sign in self.known
        )
        return both, one

    def steps(self, i: int, j: int) -> Iterator[tuple[int, int]]:
        """The steps that may be taken from here, near the diagonal."""
        for down, across in STEPS:
            if i + down <= self.rows and j + across <= self.columns:
                middle = (j + across) - (i + down) * self.columns / max(self.rows, 1)
                if abs(middle) <= self.band:
                    yield down, across

    def pairs(self) -> list[Match]:
        """The best way, and the confidence of each step."""
        ends = self.rows, self.columns
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        ahead: dict[tuple[int, int], float] = {(0, 0): 0.0}
        for i in range(self.rows + 1):
            for j in range(self.columns + 1):
                if (i, j) not in best:
                    continue
                for down, across in self.steps(i, j):
                    cost, there = self.cost(i, j, down, across), (i + down, j + across)
                    total = best[i, j][0] + cost
                    if there not in best or total < best[there][0]:
                        best[there] = total, (down, across)
                    ahead[there] = _added(ahead.get(there), ahead[i, j] - cost)
        behind: dict[tuple[int, int], float] = {ends: 0.0}
        for i in range(self.rows, -1, -1):
            for j in range(self.columns, -1, -1):
                for down, across in self.steps(i, j) if (i, j) in best else ():
                    there = (i + down, j + across)
                    if there in behind:
                        behind[i, j] = _added(behind.get((i, j)), behind[there] - self.cost(i, j, down, across))
        steps = []
        i, j = ends
        while (i, j) != (0, 0):
            down, across = best[i, j][1]
            i, j = i - down, j - across
            share = ahead[i, j] - self.cost(i, j, down, across) + behind[i + down, j + across] - behind[0, 0]
            steps.append(
                Match(tuple(range(i, i + down)), tuple(range(j, j + across)), min(1.0, math.exp(min(share, 0.0))))
            )
        return steps[::-1]


def _lonely(signs: Iterable[tuple[object, ...]], unknown: set[tuple[object, ...]]) -> int:
    """How many figures and Latin words of a text the other language has nowhere."""
    return sum(sign in unknown and sign[0] in ("number", "day", "month", "year", "clock", "share") for sign in signs)


def _form(ours: Sequence[Element], theirs: Sequence[Element]) -> float:
    """The cost of a pair of different kinds."""
    left, right = ours[0].role, theirs[0].role
    rows = {each.row for each in ours}, {each.row for each in theirs}
    if -1 not in rows[0] | rows[1]:  # texts side by side in a table belong together
        return -6.0 if rows[0] == rows[1] else 6.0
    if left == right:
        return -0.6 if left in ("heading", "table", "picture", "break") else 0.0
    if {left, right} & {"table", "picture", "break"}:
        return 25.0
    if {left, right} == {"item", "number"}:
        return 0.3
    return 1.6 if "heading" in (left, right) else 1.2


def _added(one: float | None, other: float) -> float:
    """The logarithm of the sum of two numbers, given their logarithms."""
    if one is None:
        return other
    low, high = sorted((one, other))
    return high + math.log1p(math.exp(low - high))


def align(en: Sequence[Element], tc: Sequence[Element], lexicon: Lexicon | None = None) -> list[Match]:
    """The pairs, in the order of both languages."""
    if not en or not tc:
        return [Match((at,), (), 1.0) for at in range(len(en))] + [Match((), (at,), 1.0) for at in range(len(tc))]
    if len(en) == len(tc) == 1:
        return [Match((0,), (0,), 1.0)]
    programme = _Programme(en, tc, lexicon or Lexicon())
    programme.measure(programme.pairs())
    return programme.pairs()
