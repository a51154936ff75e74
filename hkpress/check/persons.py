"""Where a text names persons, and whether an English name and a Chinese one can sound alike.

The module knows no persons. Titles, posts and verbs of saying show what is a name. data/surnames.tsv has the spellings
of surnames, data/given.tsv those of the characters of given names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from hkpress.check.proof import _prose
from hkpress.check.signs import CAPITAL, HAN, SMALL
from hkpress.core.recent import remember
from hkpress.figures.scanning import search_before

_TITLES = r"(?:Mr|Mrs|Ms|Miss|Madam|Dr|Prof|Professor|Ir|Sr|Sir|The Hon)"
_NAME = (
    rf"(?:[{CAPITAL}]['’][{CAPITAL}][{SMALL}]+|[{CAPITAL}]{{2,}}|[{CAPITAL}][{SMALL}'’]+(?:-[{CAPITAL}{SMALL}][{SMALL}]+)?"
    rf"|[{CAPITAL}]\.?)"
)
_TITLED = re.compile(
    rf"(?=[MDPIST])\b(?:The Hon(?:ourable)? )?{_TITLES}\.?,? (?:{_TITLES}\.? )*(?P<name>{_NAME}(?: {_NAME}){{0,4}})"
)
_UNTITLED_NAME = re.compile(
    r"\b(?P<name>[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+)\b(?! (?:Road|Street|Estate|Museum|Library|School|College))"
)
_UNTITLED = re.compile(
    r"\b(?P<name>[A-Z][a-z]+(?: [A-Z]\.?)?(?: [A-Z][a-z]+(?:-[a-z]+)?)?(?<!Hong) [A-Z][a-z]+)"
    r"(?=,? (?:said|says|added|explained)\b|, (?:the |an? )?(?:[A-Z][\w&’'-]* |of |and |for |& ){0,6}?"
    r"(?:Chair\w*|President|Director|CEO|Manager|Officer|Head|Dean|Principal|Founder|Secretary|Professor)\b)"
)
_HYPHEN = re.compile("[a-z]-[a-z]")
_SAYS = re.compile(
    r"sa(?:id|ys)|added|explained|Chair|President|Director|CEO|Manager|Officer|Head|Dean|Principal|Founder|Secretary|Professor"
)
"""A text without these has no match of the pattern above."""
_NO_NAME = frozenset(
    [
        "The",
        "In",
        "At",
        "On",
        "For",
        "As",
        "By",
        "With",
        "From",
        "And",
        "But",
        "Our",
        "Who",
        "He",
        "She",
        "After",
        "Before",
        "Both",
    ]
)

HONORIFICS = "先生|女士|小姐|太太|博士|教授|議員|醫生|工程師|大律師|律師|測量師|太平紳士|院士" + (
    "|校長|局長|署長|處長|司長|主席|會長|主任|總裁|法官|修女|神父|牧師|師傅|督察"
)
_POSTS = (
    "局長|署長|處長|司長|秘書長|專員|主席|總裁|校長|院長|會長|主任|總監|經理|董事|院士|教授|醫生|委員|發言人|創辦人|代表"
    "|教練|導演|館長|團長|隊長|所長|行長|總經理|首席執行官|工程師|大使|領事|科學家|得主|選手|行政長官|議員|校監|督察"
    "|作家|作曲家|翻譯家|藝術家|名家|策展人|設計師|建築師|攝影師|編舞|師傅|校友|東主|妻子|丈夫"
)
_POST = re.compile(f"(?:{_POSTS})$")
_FIRSTS = "".join({post[0] for post in _POSTS.split("|")})
_BEHIND = (
    rf"(?={HONORIFICS}|[，。、；：！？）」』\s]|表示|指出|說|稱|指|出席|主持|在|於|與|和|及|致辭|擔任|獲|為|亦|今|昨|帶領"
    "|率|介紹|補充|認為|強調|創作|作曲|執導|演奏|演唱|主講|$)"
)


@dataclass(frozen=True)
class Named:
    """A person named in a text: the name without title, and where it stands."""

    name: str
    start: int
    end: int
    full: bool = True
    """Whether there is more than a surname."""


@cache
def surnames() -> dict[str, frozenset[str]]:
    """Every Chinese surname of the table, with its spellings in small letters."""
    return dict(_spellings("surnames.tsv"))


@cache
def _given() -> dict[str, frozenset[str]]:
    """The spellings of every character that given names may have."""
    return {char: spelt for chars, spelt in _spellings("given.tsv") for char in chars}


def _spellings(name: str) -> Iterator[tuple[str, frozenset[str]]]:
    lines = (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines()
    for line in lines[next(number for number, line in enumerate(lines) if not line.startswith("#")) + 1 :]:
        characters, spelt = line.split("\t")
        yield characters, frozenset(spelt.split())


@cache
def _all_spellings() -> frozenset[str]:
    return frozenset(spelling for spelt in surnames().values() for spelling in spelt)


@cache
def _chinese_patterns() -> tuple[re.Pattern[str], ...]:
    double = "|".join(name for name in surnames() if len(name) > 1)
    single = "".join(name for name in surnames() if len(name) == 1 and name not in _COMMON_WORDS)
    titled = re.compile(f"(?=[{double}{single}])(?P<name>(?:{double}|[{single}])[{HAN}]{{0,3}}?)(?={HONORIFICS})")
    posted = re.compile(
        f"(?=[{_FIRSTS}])(?:{_POSTS})(?:（[^（）]{{1,20}}）)?(?P<name>(?:{double}|[{single}])(?!{HONORIFICS})[{HAN}]{{1,2}}?){_BEHIND}"
    )
    aged = re.compile(rf"(?P<name>[{single}][{HAN}]{{2}})(?=(?:，|（)\d+歲)")
    return posted, titled, aged


_COMMON_WORDS = frozenset("公從應計門水別同時有中和高全成文方石金")
"""Surnames that are common words too: 高 in 高級工程師."""


_PARTICLES = "向與和及由給對請跟據"
"""Words of one character that may come before a name and that no given name has. 向 is also a surname."""
_BEFORE_SURNAME = frozenset(f"{_PARTICLES}致同為是絡電，、。；：（「的\0\n ")
"""Words after which a surname may stand alone."""


def without_particle(name: str) -> str:
    """The Chinese name without a preposition that was read as part of it: 葉 for 向葉. Otherwise the name itself."""
    cut = max(map(name[:-1].rfind, _PARTICLES)) + 1
    is_given = len(surname(name)) > 1  # 歐陽向榮
    return name[cut:] if surname(name[cut:]) in surnames() and not is_given else name


@remember
def english(text: str) -> tuple[Named, ...]:
    """The persons whom an English text names with a title, as Chan Tai-man, or as Peter Chan with a post or a verb."""
    prose = _prose(text)
    named: dict[int, Named] = {}
    taken: set[int] = set()
    for pattern, sign in ((_TITLED, _TITLED), (_UNTITLED_NAME, _HYPHEN), (_UNTITLED, _SAYS)):
        for match in pattern.finditer(prose) if sign.search(prose) else ():
            words = match["name"].replace(",", "").split()
            if pattern is _UNTITLED and words[-1].lower() not in _all_spellings():
                continue
            start, end = match.span("name")
            if words[0] in _NO_NAME or not taken.isdisjoint(range(start, end)):
                continue
            name = re.sub("['’]s?$", "", match["name"])  # Mr Lee's
            named[start] = Named(name, start, start + len(name), len(words) > 1)
            taken.update(range(start, start + len(name)))
    return tuple(named[start] for start in sorted(named))


@remember
def chinese(text: str) -> tuple[Named, ...]:
    """The persons whom a Chinese text names before a title or behind a post."""
    prose = _prose(text)
    named: dict[int, Named] = {}
    taken: set[int] = set()
    for pattern in _chinese_patterns():
        for match in pattern.finditer(prose):
            start, end = match.span("name")
            if not taken.isdisjoint(range(start, end)):
                continue
            name = match["name"]
            name = without_particle(name) if len(name) != _USUAL else name  # 向華強 may be one of the surname 向
            if name[1:2] in surnames() and search_before(_POST, prose, start + 1, 7):
                name = name[1:]  # 席 in 主席葉先生 is a surname too
            start = end - len(name)
            if name[1:] and re.search(NO_GIVEN, name[1:]):
                continue
            before = prose[start - 1 : start]
            is_behind = before in _BEFORE_SURNAME or search_before(_POST, prose, start, 6)
            if name == surname(name) and before and not is_behind:
                continue  # 蘭 in 高美蘭女士
            named[start] = Named(name, start, end, len(name) > len(surname(name)))
            taken.update(range(start, end))
    return tuple(named[start] for start in sorted(named))


_USUAL = 3
"""How many characters most names have."""
NO_GIVEN = "[的與和及是在由為了各該本副兼前現任總首席屆位名等或於將已局署處院會部司園校廳公隊]"
"""Characters that no given name has."""


def surname(name: str) -> str:
    """The surname of a Chinese name."""
    return name[:2] if name[:2] in surnames() else name[:1]


def spelt(name: str) -> frozenset[str]:
    """The words of an English name that must be its surname if it is a Chinese name; none if it need not be one.

    Chan Tai-man, Peter Chan, CHAN Tai Man: Chan. John Smith: none.
    """
    words = [word.strip(",.'’") for word in name.split()]
    joined = [f"{one}{other}" for one, other in pairwise(words)]
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    hyphened = [index for index, word in enumerate(words) if "-" in word]
    if capitals and len(capitals) < len(words):
        chosen = [capitals[-1]]
    elif hyphened and hyphened[0] > 0:
        chosen = [words[hyphened[0] - 1]]
    else:
        chosen = [words[-1]]
        chosen += [words[0]] if len(words) == 3 else []  # Chan Tai Man
    surnames = {word.lower() for word in (*chosen, *joined)} & _all_spellings()
    return frozenset(surnames) if surnames & {word.lower() for word in chosen} else frozenset()


def sounds(name: str, zh: str) -> bool:
    """Whether the surname of a Chinese name is spelt as a word of the English one; a wife may have two."""
    words, known = _heard(name), surnames()
    mine = [known[each] for each in (surname(zh), zh[1:2]) if each in known]
    return not all(map(words.isdisjoint, mine[: 2 if len(zh) > 3 else 1]))


def alike(names: Iterable[str], others: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The English *names* whose surname sounds like that of each Chinese name, for a block. It compares nothing if a
    language has more than MOST names.
    """
    english, chinese = dict.fromkeys(names), dict.fromkeys(others)
    if len(english) > MOST or len(chinese) > MOST:
        return {}
    return {zh: tuple(name for name in english if sounds(name, zh)) for zh in chinese}


MOST = 200
"""The persons of a block in one language, each compared with each in the other."""


@lru_cache(maxsize=2000)
def _heard(name: str) -> frozenset[str]:
    """The words of an English name in small letters, and every two of them joined."""
    words = [word.strip(",.'’").lower() for word in name.replace("-", " ").split()]
    return frozenset((*words, *(f"{one}{other}" for one, other in pairwise(words))))


def strange(name: str, zh: str) -> int:
    """How many of the two syllables of a given name do not spell the Chinese ones; 0 if none can be compared.

    Chan Tai-man and 陳大衞: 1. One letter may differ from a spelling, since people spell their names as they like.
    """
    syllables, characters = _syllables(name, zh), zh[len(surname(zh)) :]
    known = _given()
    if len(syllables) != 2 or len(characters) != 2 or not all(char in known for char in characters):
        return 0
    return sum(not _is_spelling(one, known[char]) for one, char in zip(syllables, characters, strict=True))


def unlike(name: str, zh: str) -> bool:
    """Whether neither surname nor given name sound alike: Wong Ka-yan, 李大文. False for Western given names."""
    given = [word.lower().split("-") for word in name.split() if "-" in word]
    characters, known = zh[len(surname(zh)) :], _given()
    if not given or len(given[0]) != len(characters) or not all(char in known for char in characters):
        return False
    return not sounds(name, zh) and not all(map(_is_spelling, given[0], (known[char] for char in characters)))


def reads(name: str, chinese: str) -> bool:
    """Whether a Chinese text has three characters that can be read as an English name."""
    starts = (match.start() for match in re.finditer(f"(?=[{HAN}]{{3}})", chinese))
    return any(_is_read_as(name, chinese[start : start + 3]) for start in starts if chinese[start] in surnames())


def is_read(zh: str, english: str) -> bool:
    """Whether an English text has, with a title or without, a name that a Chinese one can be read as."""
    runs = (match[1] for match in re.finditer(rf"\b(?=([{CAPITAL}]\w+ [{CAPITAL}]\w+[ -]\w+))", english))
    return any(_is_read_as(run, zh) for run in runs)


def _is_read_as(name: str, zh: str) -> bool:
    return bool(_syllables(name, zh)) and not strange(name, zh)


def _syllables(name: str, zh: str) -> list[str]:
    """The two syllables behind the surname in an English name: tai and man of Chan Tai-man and of CHAN Tai Man."""
    words = [word.strip(",.'’") for word in name.split()]
    spelt = surnames().get(surname(zh), frozenset())
    behind = [index + 1 for index, word in enumerate(words) if word.lower() in spelt]
    if len(surname(zh)) > 1:
        behind += [index + 2 for index, two in enumerate(pairwise(words)) if "".join(two).lower() in spelt]
    parts = [" ".join(words[index:]).lower().replace("-", " ").split() for index in behind]
    return next((each for each in parts if len(each) == 2 and all(map(_is_syllable, each))), [])


@cache
def _all_syllables() -> frozenset[str]:
    return frozenset(spelling for spelt in _given().values() for spelling in spelt)


def _is_syllable(word: str) -> bool:
    return word in _all_syllables()


def _is_spelling(word: str, spelt: frozenset[str]) -> bool:
    return word in spelt or (len(word) > 2 and any(_is_one_letter_away(word, each) for each in spelt if len(each) > 2))


def _is_one_letter_away(one: str, other: str) -> bool:
    """Whether one letter is added, left out or another."""
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    same = next((index for index, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[same + (len(shorter) == len(longer)) :] == longer[same + 1 :]
