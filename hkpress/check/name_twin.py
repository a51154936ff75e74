"""Two Chinese names in one release that differ in one character and may mean one person.

A slip of the input method turns 陳茂波 into 陳茂坡, and no spelling checker minds. The rule skips two persons if the
English names both. It also finds an English name that is nearly one of people.yaml, if the release has the right one
too.

Wrong: 主席梁子廉先生……梁子康先生亦表示
Right: 主席梁子廉先生……梁子廉先生亦表示

If both are right, put them into people.yaml.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations

from hkpress.check import names, persons
from hkpress.check.finding import Finding
from hkpress.check.messages import Message, say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity

CODE = "name-twin"
SEVERITY = Severity.WARNING

ALIKE = 0.66
"""How alike two words are if one is a slip of the other: Chai and Chay, Sunny and Suny."""
MOST = 60
"""How many pairs of names are compared in a release, at most."""
FULL = 3
"""In a name of this length, one different character tells a slip."""


def check(proof: Proof) -> Iterable[Finding]:
    """A warning at the second of two such names."""
    people = [one for one in names.known(proof) if one.person]
    known = {one.tc for one in people}
    yield from _misspelt(proof, [one.en for one in people])
    told: set[str] = set()
    english, stand, left = _english_names(proof), _by_two_of_three(proof), MOST
    for name, (passage, start) in _first_places(proof, known).items():
        for twin, place, at in _twins(stand, name):
            if not left or {name, twin} & told or twin in known:
                continue
            left -= 1
            if _are_two(english, name, twin):
                continue
            told |= {name, twin}
            yield place.finding(_one_person(twin, name), at, at + FULL, related=(passage.place(start, start + FULL),))


def _first_places(proof: Proof, known: set[str]) -> dict[str, tuple[Passage, int]]:
    """Where each name of FULL characters stands first: those of people.yaml, then the others."""
    first: dict[str, tuple[Passage, int]] = {}
    for passage in proof.texts_in("tc"):
        for name in known:
            if len(name) == FULL and (at := passage.prose.find(name)) >= 0:
                first.setdefault(name, (passage, at))
    for passage, name, start in _named(proof):
        first.setdefault(name, (passage, start))
    return first


def _one_person(twin: str, name: str) -> Message:
    return say(
        "`{twin}` here, `{name}` elsewhere: one person? correct one of them, or put both into people.yaml",
        twin=twin,
        name=name,
    )


def _misspelt(proof: Proof, people: list[str]) -> Iterator[Finding]:
    """English names that are nearly one of people.yaml which the release has as well."""
    written = {name: passage for name in people for passage in proof.texts_in("en") if name in passage.prose}
    for passage in proof.texts_in("en"):
        for one in persons.english(passage.text):
            near = [name for name in written if name != one.name and _is_misspelt(one.name, name)]
            if near and one.name not in people:
                message = _one_person(one.name, near[0])
                yield passage.finding(message, one.start, one.end, related=(written[near[0]].place(),), fix=near[0])


def _is_misspelt(found: str, name: str) -> bool:
    """Whether two names have as many words, and all but one of them alike."""
    ones, others = re.split("[ -]", found), re.split("[ -]", name)
    if len(ones) != len(others):
        return False
    differ = [(one, other) for one, other in zip(ones, others, strict=True) if one != other]
    return len(differ) == 1 and SequenceMatcher(None, *differ[0], autojunk=False).ratio() >= ALIKE


def _named(proof: Proof) -> Iterator[tuple[Passage, str, int]]:
    for passage in proof.texts_in("tc"):
        for one in persons.chinese(passage.text):
            if len(one.name) == FULL:
                yield passage, one.name, one.start


Stand = tuple[int, int, str, Passage]
"""The number of a text, a position in it, the three characters there, and the text."""


def _by_two_of_three(proof: Proof) -> dict[tuple[str, str, str], list[Stand]]:
    """Strings in the place of a name, by two of their three characters, with "" for the third."""
    found: dict[tuple[str, str, str], list[Stand]] = {}
    for number, passage in enumerate(proof.texts_in("tc")):
        for match in _STAND.finditer(passage.prose):
            name = match[1]
            one, two, three = tuple(name)
            if one in persons.surnames() and not re.search(persons.NO_GIVEN, name[1:]):
                for key in ((one, two, ""), (one, "", three), ("", two, three)):
                    found.setdefault(key, []).append((number, match.start(), name, passage))
    return found


_STAND = re.compile(f"(?=([{HAN}]{{3}})(?:{persons.HONORIFICS}|[，。、；：）」]|表示|指出|說|稱|出席|主持|亦|$))")


def _twins(stand: dict[tuple[str, str, str], list[Stand]], name: str) -> Iterator[tuple[str, Passage, int]]:
    """The strings in the place of a name that share the surname or the given name."""
    one, two, three = tuple(name)
    ways = [stand.get(key, ()) for key in ((one, two, ""), (one, "", three), ("", two, three))]
    for _, start, twin, passage in heapq.merge(*ways, key=lambda each: each[:2]):
        if twin != name:
            yield twin, passage, start


def _english_names(proof: Proof) -> set[str]:
    """The full names in the English texts, and the names of contacts."""
    texts = [*proof.texts_in("en")]
    found = {one.name for passage in texts for one in persons.english(passage.text) if one.full}
    return found | {passage.text for passage in texts if passage.field == "name" and "contacts" in passage.loc}


def _are_two(english: set[str], name: str, twin: str) -> bool:
    """Whether the English text names two persons who may be these two."""
    mine = [
        frozenset(each.lower().split()) for each in english if persons.sounds(each, name) or persons.sounds(each, twin)
    ]
    return any(not (one <= other or other <= one) for one, other in combinations(set(mine), 2))
