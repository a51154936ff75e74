"""Two Chinese names in one release that differ in one character and may be one person's.

A slip of the input method makes 陳茂波 of 陳茂坡, and no spelling checker minds. Two persons whom the English names too
are left alone.

Wrong: 主席梁子廉先生……梁子康先生亦表示
Right: 主席梁子廉先生……梁子廉先生亦表示

If both are right, put them into people.yaml: then nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from hkpress.check import names, persons
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity

CODE = "name-twin"
SEVERITY = Severity.WARNING

FULL = 3
"""Characters of a name that can be told from another by one of them."""


def check(proof: Proof) -> Iterable[Finding]:
    """A warning at the second of two such names."""
    known = {one.tc for one in names.known(proof) if one.person}
    first: dict[str, tuple[Passage, int]] = {}
    for passage, name, start in _named(proof):
        first.setdefault(name, (passage, start))
    told: set[str] = set()
    for name, (passage, start) in list(first.items()):
        for twin, place, at in _twins(proof, name):
            if {name, twin} & told or twin in known or _are_two(proof, name, twin):
                continue
            told |= {name, twin}
            message = say("`{twin}` here, `{name}` elsewhere: one person? correct one of them", twin=twin, name=name)
            yield place.finding(message, at, at + FULL, related=(passage.place(start, start + FULL),))


def _named(proof: Proof) -> Iterator[tuple[Passage, str, int]]:
    for passage in proof.texts_in("tc"):
        for one in persons.chinese(passage.text):
            if len(one.name) == FULL:
                yield passage, one.name, one.start


def _twins(proof: Proof, name: str) -> Iterator[tuple[str, Passage, int]]:
    """The strings with the same surname, or the same given name, that stand where a name does."""
    one, two, three = tuple(name)
    behind = f"(?={persons.HONORIFICS}|[，。、；：）」]|表示|指出|說|稱|出席|主持|亦|$)"
    pattern = re.compile(f"(?:{one}{two}[{HAN}]|{one}[{HAN}]{three}|[{HAN}]{two}{three}){behind}")
    for passage in proof.texts_in("tc"):
        for match in pattern.finditer(passage.prose):
            found = match[0]
            if found != name and found[0] in persons.surnames() and not re.search(persons.NO_GIVEN, found[1:]):
                yield found, passage, match.start()


def _are_two(proof: Proof, name: str, twin: str) -> bool:
    """Whether the English names two persons who may be these."""
    english = {one.name for passage in proof.texts_in("en") for one in persons.english(passage.text) if one.full}
    english |= {
        passage.text for passage in proof.texts_in("en") if passage.field == "name" and "contacts" in passage.loc
    }
    mine = [
        frozenset(each.lower().split()) for each in english if persons.sounds(each, name) or persons.sounds(each, twin)
    ]
    return any(not (one <= other or other <= one) for one, other in combinations(set(mine), 2))
