"""Titles of one person that contradict each other: Mr and 女士.

Each language names somebody whose surname sounds alike, but one says that it is a man and the other a woman; or
people.yaml or a contact has another title beside the name. Dr and 先生 are a hint.

Wrong: Mr Andrew Wong opened the hall. 黃安迪女士主持啟用儀式。
Right: Mr Andrew Wong opened the hall. 黃安迪先生主持啟用儀式。

The rule skips Mr beside 博士, and Dr beside 教授: 5 of 85 persons in right releases have such titles. The rule also
skips a post in place of a title, such as 局長.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from hkpress.check import memo, names, persons
from hkpress.check.finding import Finding, Place
from hkpress.check.messages import Message, say
from hkpress.check.proof import Pair, Passage, Proof, bare, block_of
from hkpress.core.diagnostics import Severity
from hkpress.figures.scanning import search_before

CODE = "honorific"
SEVERITY = Severity.WARNING

_MEN, _WOMEN, _SCHOLARS = (
    "Mr|Sir|先生|爵士",
    "Mrs|Ms|Miss|Madam|Dame|女士|小姐|太太|夫人",
    "Dr|Prof|Professor|博士|醫生|教授",
)
_KIND = {title: kind for kind in (_MEN, _WOMEN, _SCHOLARS) for title in kind.split("|")}
_TITLE_OF_PERSON = re.compile("|".join(rf"\b{title}\b" if title.isascii() else title for title in _KIND))
_LONGEST = 60
"""Characters that all titles before a name have."""
_TITLES_AHEAD = re.compile(rf"(?:(?:{'|'.join(title for title in _KIND if title.isascii())}|Ir|Sr)\.?,? )+$")


@dataclass(frozen=True)
class _Titled:
    """A person with a title, and where the title stands in a text."""

    passage: Passage
    start: int
    title: str
    name: str
    full: bool

    @property
    def place(self) -> Place:
        return self.passage.place(self.start, self.start + len(self.title))

    def __str__(self) -> str:
        return f"{self.title} {self.name}" if self.passage.edition == "en" else f"{self.name}{self.title}"


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every person with such titles, once: people.yaml knows more than the other language."""
    registered = [*memo.each(proof, _beside_other, tuple(_registered(proof)), only="en tc")]
    told = [each.place for each in registered]
    yield from registered
    for _, pairs in groupby(proof.pairs, block_of):
        found = memo.block(tuple(pairs), in_block)
        yield from (each for each in found if not any(place in told for place in (each.place, *each.related)))
    for place, person in names.named(proof):
        en, tc = names.field(person, "honorific", "en"), names.field(person, "honorific", "tc")
        if level := _contradiction(en, tc):
            yield Finding(_differ(en, tc), Place(place.source, (*place.loc, "honorific", "tc")), severity=level)


def in_block(pairs: tuple[Pair, ...]) -> Iterator[Finding]:
    """Yield a warning for every person of a block whose titles in the two languages contradict each other."""
    en = _first_of_each(one for pair in pairs for one in _titled(pair.en))
    tc = _first_of_each(one for pair in pairs for one in _titled(pair.tc)) if en else []
    if max(len(en), len(tc)) > persons.MOST:
        return
    for surname in dict.fromkeys(persons.surname(one.name) for one in tc):
        ours = [one for one in en if persons.sounds(one.name, surname)]
        theirs = [one for one in tc if any(_may_be(each, one) for each in ours)]
        if not theirs or persons.surname(theirs[0].name) != surname:
            continue
        if level := _contradiction(*(" ".join(one.title for one in each) for each in (ours, theirs))):
            message = _differ(str(ours[0]), str(theirs[0]))
            yield Finding(message, theirs[0].place, related=(ours[0].place,), severity=level)


def _first_of_each(titled: Iterable[_Titled]) -> list[_Titled]:
    """The first place of each person with each title."""
    first: dict[tuple[str, str], _Titled] = {}
    for one in titled:
        first.setdefault((one.name, one.title), one)
    return [*first.values()]


def _may_be(en: _Titled, tc: _Titled) -> bool:
    return persons.sounds(en.name, tc.name) and persons.strange(en.name, tc.name) < 2


def _titled(passage: Passage) -> Iterator[_Titled]:
    """The persons of a text with a telling title."""
    found = persons.english(passage.text) if passage.edition == "en" else persons.chinese(passage.text)
    for one in found:
        match = (
            search_before(_TITLES_AHEAD, passage.prose, one.start, _LONGEST)
            if passage.edition == "en"
            else _TITLE_OF_PERSON.match(passage.prose, one.end)
        )
        if match and _TITLE_OF_PERSON.search(match[0]):
            yield _Titled(passage, match.start(), match[0].rstrip(), one.name, one.full)


def _contradiction(one: str, other: str) -> Severity | None:
    """How sure it is that one person's titles, in English and in another text, contradict each other."""
    mine, others = ({_KIND[title] for title in _TITLE_OF_PERSON.findall(titles)} for titles in (one, other))
    if not mine or not others or mine & others:
        return None
    if {*mine, *others} == {_MEN, _WOMEN}:
        return Severity.WARNING
    return Severity.HINT if mine == {_SCHOLARS} else None


def _differ(one: str, other: str) -> Message:
    return say("`{one}` and `{other}` cannot both be right: correct one of them", one=one, other=other)


def _registered(proof: Proof) -> Iterator[tuple[str, str]]:
    """Full names, in English and in Chinese, with the titles that people.yaml or a contact gives them."""
    for _, person in names.named(proof):
        for edition in ("en", "tc"):
            yield names.field(person, "name", edition), names.field(person, "honorific", edition)
    for _, contact in proof.release.contacts:
        for edition, words in (("en", contact.name.en), ("tc", contact.name.tc)) if contact.name else ():
            yield from ((one.name, one.title) for one in _titled(bare(edition, words)) if one.full)


def _beside_other(passage: Passage, registered: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    titles = dict(registered)
    for one in _titled(passage):
        known = titles.get(one.name)
        if known and "contacts" not in passage.loc and (level := _contradiction(known, one.title)):
            message = say(
                "`{one}` here, `{known}` in people.yaml or among the contacts: correct one", one=one, known=known
            )
            yield Finding(message, one.place, severity=level)
