"""The people and bodies that the house knows, and where a text names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from hkpress.check.finding import Place
from hkpress.check.memo import once
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import CAPITAL, HAN, IS_HAN
from hkpress.figures.scanning import signs_before
from hkpress.release.model import Term, Text, Variants

ALIKE, ALIKE_IF_LONG, LONG = 0.9, 0.8, 45
"""How alike a name must be, letter by letter. A name of LONG letters or more may be less alike."""

_TITLES = "Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Ir|Sir|Madam|Dame|Sr|Hon"
_HONORIFICS = (
    "博士|教授|先生|女士|小姐|太太|議員|局長|主席|署長|工程師|醫生|大律師|律師|校長|院長|總裁|司長|"
    "太平紳士|爵士|測量師|建築師"
)


_POST = re.compile("副?[局署處]長|常任秘書長|副?專員|政治助理|首長")
_APART = frozenset(
    "由與和及於在對向為是的至到從獲經同以讓令請將給該據按因會指赴往訪邀或跟就受日月年早晚午稱示出說前後時期"
)
"""Characters that a name may follow and is not part of: by, and, at …"""
_OFFICES = frozenset("局署處會院所部司廳")
"""The last characters of names that other names contain: 發展局 in 電影發展局."""
_LONGER_CHINESE = re.compile(
    f"[{HAN}]{{0,8}}?(?:學院|中心|協會|公司|基金|醫院|學校|中學|小學|書院|校友會|研究[所院]|委員會|分會|集團|圖書館|博物館)"
)
_LONGER = re.compile(
    r"(?: (?:[A-Z][a-z]+ ){0,2}(?:Alumni|Association|Centre|Club|College|Company|Foundation|Fund|Group|Hospital"
    r"|Institute|Librar(?:y|ies)|Limited|Museum|Press|School|Trust)\b)| (?:and|of|for) (?:the )?[A-Z]|-[A-Z]"
)
"""Words that follow a name which is only part of another body's."""
_LONGER_BEFORE = re.compile(r"\b(?!(?:At|In|The|And|For|From|With|By|Of|Both|But|As|Our)\b)[A-Z][a-z]+ $")


@dataclass(frozen=True)
class Known:
    """A person or body: its name in both languages, and every form in which a text may name it."""

    en: str
    tc: str
    forms_en: tuple[str, ...]
    forms_tc: tuple[str, ...]
    never_en: tuple[str, ...] = ()
    never_tc: tuple[str, ...] = ()
    person: bool = False

    def name(self, edition: str) -> str:
        return self.en if edition == "en" else self.tc

    def forms(self, edition: str) -> tuple[str, ...]:
        return self.forms_en if edition == "en" else self.forms_tc

    def wrong_forms(self, edition: str) -> tuple[str, ...]:
        """The forms for which `glossary` gives the right one."""
        return self.never_en if edition == "en" else self.never_tc

    def named_fully(self, passage: Passage) -> tuple[int, int] | None:
        """Where the passage gives the full name by itself.

        A post is not the body (發展局局長 is the Secretary), and a body is not one that has its name inside its own:
        電影發展局, 香港大學專業進修學院, the Department of Health and Human Services, the Chinese University of Hong
        Kong.
        """
        span = spans_of(self.name(passage.edition), passage)
        if not span or (not self.person and _is_part(passage, *span)):
            return None
        return span

    def mentioned(self, passage: Passage) -> bool:
        """Whether the passage names it in any form, right or wrong."""
        if any(spans_of(form, passage) for form in (*self.forms(passage.edition), *self.wrong_forms(passage.edition))):
            return True
        return self.person and bool(re.search(self._surname(passage.edition), passage.prose))

    def _surname(self, edition: str) -> str:
        if edition != "en":
            return rf"{self.tc[0]}(?:{_HONORIFICS})"
        words = [re.escape(word) for word in re.findall(r"[\w'’-]+", self.en)]
        return rf"\b(?:{_TITLES})\.? (?:\w+ )?(?:{'|'.join(words)})\b"


def _is_part(passage: Passage, start: int, end: int) -> bool:
    """Whether the name from *start* to *end* is, or may be, part of a longer one."""
    prose = passage.prose
    if passage.edition == "en":
        return bool(_LONGER.match(prose, end) or _LONGER_BEFORE.search(signs_before(prose, start, 30)))
    before = prose[start - 1 : start]
    inside = prose[end - 1] in _OFFICES and bool(before and IS_HAN.match(before)) and before not in _APART
    return inside or bool(_POST.match(prose, end) or _LONGER_CHINESE.match(prose, end))


@once
def known(proof: Proof) -> tuple[Known, ...]:
    """Everybody in people.yaml, the issuers, and the names of the glossary, unless both languages write them alike."""
    names = [_from_term(term) for term in proof.release.glossary.names]
    names += [_from_text(issuer.name, issuer.short) for issuer in proof.release.issuers]
    names += list(_people(proof))
    return tuple(each for each in names if each.en and each.tc and each.en != each.tc)


def _from_term(term: Term) -> Known:
    also, never = term.also or Variants(), term.never or Variants()
    return Known(term.en, term.tc, (term.en, *also.en), (term.tc, *also.tc), never.en, never.tc)


def _from_text(name: Text, short: Text | None) -> Known:
    forms = (name, short) if short else (name,)
    return Known(name.en, name.tc, tuple(text.en for text in forms), tuple(text.tc for text in forms))


def _people(proof: Proof) -> Iterator[Known]:
    """The people of the shared file, including those who are not quoted and those with a half-written entry."""
    for _, person in entries(proof):
        en, tc = field(person, "name", "en"), field(person, "name", "tc")
        if en and tc:
            yield Known(en, tc, (en,), (tc,), person=True)


def entries(proof: Proof) -> Iterator[tuple[Place, Any]]:
    """The entries of people.yaml as they were read, with their places."""
    for origin, _ in proof.release.sources:
        if origin.path.name == "people.yaml" and isinstance(origin.data, dict):
            yield from ((Place(origin, (key,)), person) for key, person in origin.data.items())


def field(person: Any, name: str, edition: str) -> str:
    """A text of such an entry in one language; "" if there is none."""
    value = person.get(name) if isinstance(person, dict) else None
    text = value.get(edition) if isinstance(value, dict) else None
    return text if isinstance(text, str) else ""


@once
def named(proof: Proof) -> tuple[tuple[Place, Any], ...]:
    """Those entries whose name the release has in some language, or whom it quotes."""
    words = "\n".join(passage.text for passage in proof.passages)
    return tuple(
        (place, person)
        for place, person in entries(proof)
        if place.loc[0] in proof.release.people
        or any((name := field(person, "name", edition)) and name in words for edition in ("en", "tc"))
    )


def spans_of(name: str, passage: Passage) -> tuple[int, int] | None:
    """Where *name* stands in the passage as separate words, however it is hyphenated."""
    if passage.edition != "en":
        start = passage.prose.find(name)
        return (start, start + len(name)) if start >= 0 else None
    if longest_word(name) not in passage.prose:
        return None
    match = _name_pattern(name).search(passage.prose)
    return match.span() if match else None


@lru_cache(maxsize=2000)
def longest_word(name: str) -> str:
    """The longest word of an English name, which a text that names it must have; fewer texts have it by chance."""
    return max(re.split(r"[\W_]+", name), key=len)


@lru_cache(maxsize=2000)
def _name_pattern(name: str) -> re.Pattern[str]:
    words = [re.sub("['’]", "['’]", re.escape(word)) for word in re.split(r"[\s-]+", name)]
    pattern = r"[\s\u00a0-]+".join(words).replace(r"Co[\s\u00a0-]+operation", "Co-?operation")
    return re.compile(rf"(?<![\w-]){pattern}(?![\w-])")


# --- names that nobody knows ----------------------------------------------------------------------

_CAPITAL = rf"[{CAPITAL}][\w'’&.-]*[\w]|[{CAPITAL}]"
_PHRASE = re.compile(
    rf"(?<![\w'’&.-])(?:{_CAPITAL})(?:(?:,? | & |[ ]?/[ ]?| (?:of|for|and|on|the|in) (?:(?:the|of) )?)(?:{_CAPITAL}))+"
)
_TITLED = re.compile(r",? (?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Ir|Sir|Madam|Dame|Sr|The Hon|Hon)\b")
_OF_A_POST = re.compile(
    r"(?:[A-Z]\w+ )*(?:Secretary|Commissioner|Director|Minister|Chairman|Chairperson|President|Head) (?:for|of) "
)
_LEADING = re.compile(r"(?:The|In|At|On|For|As|By|With|From|And|But|Our|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Ir) ")


def phrases(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Runs of capitalised English words that may name a body, without posts. A run ends before a title."""
    for match in _PHRASE.finditer(passage.prose):
        start, end = match.span()
        while lead := _LEADING.match(passage.prose, start, end):
            start = lead.end()
        titled = _TITLED.search(passage.prose, start, end)
        end = titled.start() if titled else end
        if " " in passage.prose[start:end] and not _OF_A_POST.match(passage.prose, start, end):
            yield start, end, passage.prose[start:end]


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1, letter by letter, without regard to case and hyphens."""
    return SequenceMatcher(None, plain(one), plain(other), autojunk=False).ratio()


@lru_cache(maxsize=1000)
def plain(name: str) -> str:
    """The name in small letters, without signs."""
    return re.sub(r"[^a-z0-9 ]", "", name.lower().replace("-", " ").replace("co operation", "cooperation"))


def near(start: int, phrase: str, name: str) -> tuple[float, int, int] | None:
    """The part of a phrase that is nearly *name*: how alike, and where it begins and ends. None if nothing is near."""
    if not _holds_half(phrase, name):
        return None
    enough = ALIKE_IF_LONG if len(name) >= LONG else ALIKE
    tried = ((0, phrase), *_windows(phrase, len(name.split())))
    parts = [(at, part) for at, part in tried if _may_be_like(len(plain(part)), len(plain(name)), enough)]
    if not parts:
        return None
    matcher = SequenceMatcher(None, "", plain(name), autojunk=False)
    if parts[0][1] == phrase and _is_like(phrase, matcher, enough):
        parts = parts[:1]
    scored = [(matcher.ratio(), at, part) for at, part in parts if _is_like(part, matcher, enough)]
    if not scored:
        return None
    score, at, part = max(scored)
    if f" {part} " in f" {name} " or _is_inflected(part, name):
        return None
    return score, start + at, start + at + len(part)


def _may_be_like(one: int, other: int, enough: float) -> bool:
    """Whether texts of these lengths may be alike. It saves most comparisons letter by letter."""
    return 2 * min(one, other) >= enough * (one + other)


def _is_like(part: str, matcher: SequenceMatcher[str], enough: float) -> bool:
    matcher.set_seq1(plain(part))
    return matcher.quick_ratio() >= enough and matcher.ratio() >= enough


def _holds_half(phrase: str, name: str) -> bool:
    """Whether the phrase has half of the telling words of the name. This is quick."""
    mine, wanted = telling_words(phrase), telling_words(name)
    return len(mine & wanted) * 2 >= len(wanted)


@lru_cache(maxsize=1000)
def telling_words(name: str) -> frozenset[str]:
    """The words of a name in small letters, without those that many names have."""
    return frozenset(plain(name).split()) - {"hong", "kong", "and", "of", "the", "for", "in", "on"}


def _windows(phrase: str, words: int) -> Iterator[tuple[int, str]]:
    """The parts of a phrase that have about *words* words, and where each begins."""
    spans = [match.span() for match in re.finditer(r"\S+", phrase)]
    for size in range(max(1, words - 1), words + 2):
        for first in range(max(1, len(spans) - size + 1)):
            start, end = spans[first][0], spans[min(first + size, len(spans)) - 1][1]
            yield start, phrase[start:end].rstrip(",")


def _is_inflected(phrase: str, name: str) -> bool:
    """Whether the phrase is the name with 's or The: The Park's."""
    return re.sub(r"['’]s?$|^The ", "", phrase) == re.sub(r"^The ", "", name)


def all_forms(everybody: Iterable[Known], edition: str) -> frozenset[str]:
    """Every form of every name, right or wrong."""
    return frozenset(form for each in everybody for form in (*each.forms(edition), *each.wrong_forms(edition)))
