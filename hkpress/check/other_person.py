"""An English and a Chinese name for one person that cannot belong together.

Hong Kong spells 陳 as Chan and 王 as Wong. If a paragraph names one person in English and one in Chinese, and no
spelling of Hong Kong, the Mainland or elsewhere matches the two, one of them is probably wrong. Given names are
compared too, Tai-man with 大文; one strange syllable alone is a hint, since owners spell as they like.

Wrong: Mr Paul Chan said … 財政司司長梁振英先生表示……
Right: Mr Paul Chan said … 財政司司長陳茂波先生表示……

Somebody in people.yaml or among the contacts must have the Chinese name written there. To settle an odd spelling
for good, put both names into people.yaml; if that is doubted as well, into the glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from hkpress.check import memo, names, persons
from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.persons import Named
from hkpress.check.proof import Pair, Passage, Proof, block_of
from hkpress.check.signs import HAN
from hkpress.check.untranslated import NAMES
from hkpress.core.diagnostics import Severity
from hkpress.release.model import Text

CODE = "other-person"
SEVERITY = Severity.WARNING
_Found = tuple[Passage, Named]


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such person, once in a release."""
    contacts = [each.name for _, each in proof.release.contacts if each.name]
    asked = (names.Known(name.en, name.tc, (name.en,), (name.tc,), person=True) for name in contacts)
    known = memo.shared((*(one for one in names.known(proof) if one.person), *asked))
    told: set[str] = set()
    for _, pairs in groupby((pair for pair in proof.pairs if pair.en.field not in NAMES), block_of):
        for together in _compared(tuple(pairs)):
            for finding in memo.block(together, _in_block, known):
                words = str(finding.message)
                if words not in told:
                    told.add(words)
                    yield finding
    yield from _registered(proof)


def _compared(pairs: tuple[Pair, ...]) -> Iterable[tuple[Pair, ...]]:
    """The texts of a block that name the same persons: items of a list and cells of a table each by itself."""
    return ((pair,) for pair in pairs) if {"list", "table"} & set(pairs[0].en.loc) else (pairs,)


def _registered(proof: Proof) -> Iterator[Finding]:
    """The entries of people.yaml and the contacts whose two names cannot be one person's."""
    entries = [
        (names.field(person, "name", "en"), names.field(person, "name", "tc"), place)
        for place, person in names.named(proof)
    ]
    settled = {(term.en, term.tc) for term in proof.release.glossary.names}
    for en, tc, place in entries:
        if (en, tc) not in settled and (persons.unlike(en, tc) or persons.strange(en, tc) > 1):
            yield _unlike(en, tc, place, "glossary.yaml")
    settled |= {(en, tc) for en, tc, _ in entries}
    for _, contact in proof.release.contacts:
        en, tc = (_bare(edition, contact.name) for edition in ("en", "tc"))
        is_chinese = persons.surname(tc) in persons.surnames() and persons.spelt(en)
        if (en, tc) not in settled and is_chinese and (not persons.sounds(en, tc) or persons.strange(en, tc) > 1):
            yield _unlike(en, tc, Place(*proof.release.places[id(contact)]), "people.yaml")


def _unlike(en: str, tc: str, place: Place, file: str) -> Finding:
    message = say("`{en}` and `{tc}` do not sound alike: correct one, or put both into {file}", en=en, tc=tc, file=file)
    return Finding(message, Place(place.source, (*place.loc, "name", "tc")))


def _bare(edition: str, name: Text | None) -> str:
    """The name of a contact without title; "" if it is no person's, as Corporate Communications."""
    words = (name.en if edition == "en" else name.tc) if name else ""
    found = persons.english(words) if edition == "en" else persons.chinese(words)
    return found[0].name if len(found) == 1 else ""


def _in_block(pairs: tuple[Pair, ...], known: memo.Shared[tuple[names.Known, ...]]) -> Iterator[Finding]:
    en = _first_places((pair.en, one) for pair in pairs for one in persons.english(pair.en.text))
    tc = _first_places((pair.tc, one) for pair in pairs for one in persons.chinese(pair.tc.text))
    if not en or not tc or len(en) > _MOST_NAMES or len(tc) > _MOST_NAMES:
        return
    tc = [(passage, _read(one, en)) for passage, one in tc]
    yield from _other_known(en, tc, known.value)
    en = [(passage, one) for passage, one in en if not _is_known(one, known, "en")]
    tc = [(passage, one) for passage, one in tc if not _is_known(one, known, "tc")]
    english, chinese = " ".join(pair.en.prose for pair in pairs), " ".join(pair.tc.prose for pair in pairs)
    yield from _other_given(en, tc, english, chinese)
    left = [each for each in en if not any(persons.sounds(each[1].name, other.name) for _, other in tc)]
    left = [
        each
        for each in left
        if persons.spelt(each[1].name)
        and _VIETNAMESE.isdisjoint(each[1].name.split())
        and not _stands_in(each[1].name, chinese)
    ]
    alone = [each for each in tc if not any(persons.sounds(other.name, each[1].name) for _, other in en)]
    alone = [each for each in alone if not _is_spelt_in(each[1].name, english)]
    if len(_different(left)) == 1 == len(_different(alone)):
        yield _unlike_names(left[0], alone[0])


def _other_known(en: list[_Found], tc: list[_Found], known: tuple[names.Known, ...]) -> Iterator[Finding]:
    """A known person in English beside a Chinese name of the same sound that is another: Miss Cheung, 章小姐."""
    for here, one in en:
        right = {each.tc for each in known if _is_word_of(one.name, each.en)}
        named = [(there, other) for there, other in tc if persons.sounds(one.name, other.name)]
        surnames = {persons.surname(other.name) for _, other in named}
        if len(right) == 1 == len(surnames) and not surnames & set(map(persons.surname, right)):
            there, other = named[0]
            message = say(
                "`{name}` here, and {known} in people.yaml or among the contacts: correct one",
                name=other.name,
                known=right.pop(),
            )
            related = (here.place(one.start, one.end),)
            yield there.finding(message, other.start, other.end, related=related)


def _is_word_of(name: str, full: str) -> bool:
    """Whether one name, of whole words, is a part of another: Cheung and Miss Cheung."""
    return f" {name} " in f" {full} "


_VIETNAMESE = {"Nguyen", "Pham", "Tran", "Hoang", "Huynh", "Phan", "Dang", "Bui", "Duong", "Ngo", "Vu", "Vo", "Trinh"}
"""Surnames that Chinese reads otherwise: Pham Quoc Bao is 范國寶."""
_MOST_NAMES = 60
"""The names of a block in one language, each compared with each name in the other."""


def _read(one: Named, en: list[_Found]) -> Named:
    """The Chinese person, read as the English text suggests: 向陳明 is a Mr 向, or 陳明 behind a preposition."""
    short = persons.without_particle(one.name)
    whole, part = (any(persons.sounds(other.name, name) for _, other in en) for name in (one.name, short))
    if whole or not (part or one.name[1:] == short):  # 陳向榮 is always one person
        return one
    return replace(one, name=short, start=one.end - len(short))


def _first_places(found: Iterable[_Found]) -> list[_Found]:
    """The first place of each name."""
    first: dict[str, _Found] = {}
    for passage, one in found:
        first.setdefault(one.name, (passage, one))
    return [*first.values()]


def _other_given(en: list[_Found], tc: list[_Found], english: str, chinese: str) -> Iterator[Finding]:
    """The only English and the only Chinese person of a surname, if their given names sound different."""
    for surname in dict.fromkeys(persons.surname(other.name) for _, other in tc):
        theirs = [each for each in tc if persons.surname(each[1].name) == surname]
        ours = [each for each in en if any(persons.sounds(each[1].name, other.name) for _, other in theirs)]
        if len({one.name for _, one in ours if one.full}) != 1 or len({one.name for _, one in theirs if one.full}) != 1:
            continue
        here, there = (next(each for each in side if each[1].full) for side in (ours, theirs))
        number = persons.strange(here[1].name, there[1].name)
        if number and not persons.reads(here[1].name, chinese) and not persons.is_read(there[1].name, english):
            yield replace(_unlike_names(here, there), severity=Severity.HINT if number == 1 else Severity.WARNING)


def _different(found: list[_Found]) -> set[str]:
    """The persons, by surname in Chinese and by last word in English."""
    return {one.name.split()[-1] if one.name.isascii() else one.name[:1] for _, one in found}


def _unlike_names(en: _Found, tc: _Found) -> Finding:
    message = say(
        "the English names {en}, the Chinese {tc}, which do not sound alike: correct one, or put both into people.yaml",
        en=en[1].name,
        tc=tc[1].name,
    )
    related = (en[0].place(en[1].start, en[1].end),)
    return tc[0].finding(message, tc[1].start, tc[1].end, related=related)


def _is_known(one: Named, known: memo.Shared[tuple[names.Known, ...]], edition: str) -> bool:
    return any(one.name in form or form in one.name for form in _known_forms(known, edition))


@lru_cache(8)
def _known_forms(known: memo.Shared[tuple[names.Known, ...]], edition: str) -> tuple[str, ...]:
    return tuple(form for each in known.value for form in each.forms(edition))


def _stands_in(name: str, chinese: str) -> bool:
    """Whether the Chinese gives the name in Latin letters, or has a run that can be read as it."""
    there = (word for word in name.split() if len(word) > 1 and word in chinese)
    if any(re.search(rf"\b{re.escape(word)}\b", chinese) for word in there):
        return True
    words = persons.spelt(name)
    sounds = [surname for surname, spelt in persons.surnames().items() if spelt & words]
    given = rf"(?:{'|'.join(map(re.escape, sounds))})[{HAN}]{{1,2}}(?=[{_AFTER}]|{persons.HONORIFICS}|$)"
    return bool(sounds) and bool(re.search(given, chinese))


def _is_spelt_in(name: str, english: str) -> bool:
    """Whether some capitalised word of the English can be the surname."""
    words = set(re.findall(r"[A-Z]+[\w-]*", _PLACES.sub(" ", english)))
    return any(persons.sounds(word, name) for word in words)


_AFTER = "，。、；：）」（到出表指說稱亦與和及在於為獲主致擔帶"
"""What may follow a name."""
_PLACES = re.compile(
    r"Hong Kong|Kowloon|Tai Po|Sha Tin|Yuen Long|Tuen Mun|Tsuen Wan|Kwun Tong|Wan Chai|Wong Tai Sin|Sai Kung|Kwai Tsing"
    r"|Sham Shui Po|Yau Tsim Mong|Ma On Shan|Tai Koo|Tung Chung|Tseung Kwan O|San Tin|Shenzhen|Guangdong"
)
