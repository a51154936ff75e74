"""A "Mr X" whom nobody introduced.

A release gives the full name where it first names somebody, and then says Mr Chan. A Mr Chow whom nothing introduced is
mostly Mr Chau, mistyped. The rule skips introductions by the surname alone: a Mr Chow, "Miss Lee", patient Mr Ho, Ms
Lam, a mother of two.

Wrong: Mr Peter Chau opened the hall. Mr Chow said …
Right: Mr Peter Chau opened the hall. Mr Chau said …
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import names, persons
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import CAPITAL
from hkpress.core.diagnostics import Severity
from hkpress.figures.scanning import search_before, signs_before

CODE = "unintroduced"
SEVERITY = Severity.WARNING

_ENQUIRIES = re.compile(r"\b(?:contact|enquir|inquir|call|e-?mail|Tel)\w*\b|@|\d{4}[ -]?\d{4}", re.IGNORECASE)


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning at the first place of each such name."""
    passages = list(proof.texts_in("en"))
    if not any(one.full for passage in passages for one in persons.english(passage.text)):
        return  # there is nobody whose name could be mistyped
    full: set[str] = set()
    told: set[str] = set()
    for passage in passages:
        if passage.loc[0] not in ("body", "photos", "headline", "subheadline") or _ENQUIRIES.search(passage.text):
            continue
        for one in persons.english(passage.text):
            word = one.name.lower()
            if one.full or word in told or len(word) < 2 or _with_another(passage, one.start, one.end):
                continue
            full = full or _introduced(proof, passages)
            if word in full:
                continue
            told.add(word)
            if _by_surname(passage.prose, one.start, one.end):
                continue
            message = say(
                "nobody introduces `{name}`: write the full name where it first appears, or correct it",
                name=passage.prose[max(0, passage.prose.rfind(" ", 0, one.start - 1) + 1) : one.end],
            )
            yield passage.finding(message, one.start, one.end)


def _introduced(proof: Proof, passages: Iterable[Passage]) -> set[str]:
    """The words of every full name: with a title, beside another capitalised word, in people.yaml or among contacts."""
    words: set[str] = set()
    for one in names.known(proof):
        words |= {word.lower() for word in re.findall(r"[\w'’-]+", one.en)} if one.person else set()
    for passage in passages:
        for match in _FULL_NAME.finditer(passage.prose):
            run = _TITLE_BEFORE.sub("", match[0]).split()
            words |= {word.lower().strip(",.") for word in run} if len(run) > 1 else set()
        if passage.field in ("name", "organisation"):
            words |= {word.lower() for word in passage.text.split()}
    return words


_FULL_NAME = re.compile(rf"(?:[{CAPITAL}][\w'’-]*\.?,? ){{1,6}}[{CAPITAL}][\w'’-]*")
_TITLE_BEFORE = re.compile(
    r"\b(?:The |Hon(?:ourable)? |Mr|Mrs|Ms|Miss|Madam|Dr|Prof|Professor|Ir|Sr|Sir)\.? ?(?=[A-Z])"
)


_MR = r"(?:Mr|Mrs|Ms|Miss|Madam|Dr)\.? $"
_INTRODUCES_BEFORE = re.compile(
    rf"(?:[“‘\"'(]|\b(?:an?|one|called|named|surnamed|tenant|patient|resident|victim|mother|father|parent|student|pupil"
    rf"|driver|owner|teacher|volunteer|customer|survivor|participant|member|user)s? [“‘\"']?){_MR}"
)
_INTRODUCES_BEHIND = re.compile(r", (?!who\b|and\b|said\b|added\b|but\b|in\b|at\b)(?:[a-z]|\d)| \(")


def _by_surname(prose: str, start: int, end: int) -> bool:
    """Whether the text introduces somebody by the surname alone, such as a patient."""
    return bool(search_before(_INTRODUCES_BEFORE, prose, start, 30) or _INTRODUCES_BEHIND.match(prose, end))


def _with_another(passage: Passage, start: int, end: int) -> bool:
    """Whether the surname belongs to more than one: Mr and Mrs Lee; or to a place: Dr Sun Yat-sen Museum."""
    before = signs_before(passage.prose, start, 20)
    return bool(re.search(r"(?:and|&) (?:Mr|Mrs|Ms|Dr|Miss)\.? $", before)) or passage.prose[end : end + 1] in (
        "-",
        "’",
    )
