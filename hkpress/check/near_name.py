"""A name that is nearly, but not quite, one that this house knows.

It may be a slip of the keyboard, an old name, or a machine's translation. The check compares runs of
capitalised words with the English names of the glossary and the issuer, short forms of several words
too, and finds Chinese names of six characters or more in which one character differs; of four and five, if the English
has the name.

Wrong: Hong Kong Science and Technology Park Corporation
Right: Hong Kong Science and Technology Parks Corporation

If a body really has the other name, put it into the glossary too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from hkpress.check import memo, names
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.names import Known
from hkpress.check.proof import Pair, Passage, Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity

CODE = "near-name"
SEVERITY = Severity.WARNING

LONG = 6
"""The shortest Chinese name, in characters, in which a single wrong character is telling."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every near miss."""
    return memo.each_pair(proof, _in_pair, memo.shared(names.known(proof)))


def _in_pair(pair: Pair, everybody: memo.Shared[tuple[Known, ...]]) -> Iterable[Finding]:
    bodies = _bodies(everybody)
    near_en = _near_english(pair.en, bodies)
    near_tc = [*_near_chinese(pair, bodies.chinese, bodies.known), *_near_short(pair, bodies)]
    for passage, near in ((pair.en, near_en), (pair.tc, near_tc)):
        for start, end, right in near:
            message = say(
                "`{found}` is nearly {right}, a name that this house knows: write that if it is meant",
                found=passage.prose[start:end],
                right=right,
            )
            yield passage.finding(message, start, end, fix=right)


@dataclass(frozen=True)
class _Bodies:
    """The names to compare with."""

    english: list[tuple[frozenset[str], str]]
    """Every English form of several words, with its telling words."""
    by_telling: dict[str, list[int]]
    """The places of these names, by each of their telling words. A name that shares less than half is not near."""
    forms: dict[str, list[tuple[str, str]]]
    """Every English form, right or wrong, and as it is compared: by its first word."""
    joined: str
    """All of them in one text."""
    chinese: dict[str, list[tuple[str, Known]]]
    """Every Chinese form that is long enough, with its body: by its first two characters and by its last two."""
    short: list[tuple[str, Known]]
    """Every Chinese name of four or five characters, with its body."""
    known: frozenset[str]
    """Every Chinese form."""


@lru_cache(8)
def _bodies(everybody: memo.Shared[tuple[Known, ...]]) -> _Bodies:
    bodies = [one for one in everybody.value if not one.person]
    by_word = defaultdict[str, list[tuple[str, str]]](list)
    for form in names.all_forms(bodies, "en"):
        plain = names.plain(form)
        by_word[plain.split(" ", 1)[0]].append((form, f" {plain} "))
    forms = dict.fromkeys(form for one in bodies for form in one.forms_en)
    english = [(names.telling_words(form), form) for form in forms if len(form) >= 10 and " " in form]
    by_telling = defaultdict[str, list[int]](list)
    for at, (words, _) in enumerate(english):
        for word in words:
            by_telling[word].append(at)
    return _Bodies(
        english,
        by_telling,
        by_word,
        "\n".join(plain for own in by_word.values() for _, plain in own),
        _by_ends(bodies),
        [(one.tc, one) for one in bodies if re.fullmatch(f"[{HAN}]{{4,5}}", one.tc)],
        names.all_forms(bodies, "tc"),
    )


def _by_ends(bodies: Iterable[Known]) -> dict[str, list[tuple[str, Known]]]:
    """The long Chinese forms by their first two characters and by their last two."""
    chinese = defaultdict[str, list[tuple[str, Known]]](list)
    for one in bodies:
        for form in one.forms_tc:
            if len(re.findall(f"[{HAN}]", form)) >= LONG:
                for pair in {form[:2].lower(), form[-2:].lower()}:
                    chinese[pair].append((form, one))
    return chinese


def _near_short(pair: Pair, bodies: _Bodies) -> Iterator[tuple[int, int, str]]:
    """A short Chinese name with one wrong character, where the English has the name and the Chinese does not."""
    prose = pair.tc.prose
    for name, one in bodies.short:
        if not names.spans_of(one.en, pair.en) or one.mentioned(pair.tc):
            continue
        pattern = "|".join(f"{name[:index]}[{HAN}]{name[index + 1 :]}" for index in range(len(name)))
        found = [match for match in re.finditer(pattern, prose) if match[0] not in bodies.known]
        if len(found) == 1:
            yield *found[0].span(), name


def _names_another(passage: Passage, one: Known) -> bool:
    """Whether the English text has another body of this kind: another University, Bureau or Council."""
    kind = one.en.split()[-1]
    bodies = [phrase for _, _, phrase in names.phrases(passage) if kind in phrase.split()]
    return bool(bodies) and not any(
        form in passage.prose or any(names.near(0, each, form) for each in bodies) for form in one.forms_en
    )


def _near_english(passage: Passage, bodies: _Bodies) -> Iterator[tuple[int, int, str]]:
    for start, _, phrase in names.phrases(passage):
        mine = f" {names.plain(phrase)} "
        within = (form for word in mine.split() for form in bodies.forms.get(word, ()))
        if mine in bodies.joined or any(plain in mine and _is_most(form, phrase) for form, plain in within):
            continue
        likely = _likely(phrase, bodies)
        near = [(*found, name) for name in likely if (found := names.near(start, phrase, name))]
        if near:
            _, first, last, name = max(near)
            yield first, last, name


def _likely(phrase: str, bodies: _Bodies) -> Iterator[str]:
    """The names that share at least half of their telling words with the phrase."""
    telling = names.telling_words(phrase)
    shared = Counter(place for word in telling for place in bodies.by_telling.get(word, ()))
    for place, many in shared.items():
        words, name = bodies.english[place]
        if 2 * many >= len(words):
            yield name


def _is_most(form: str, phrase: str) -> bool:
    return " " in form or len(form) * 2 > len(phrase)


def _near_chinese(
    pair: Pair, chinese: dict[str, list[tuple[str, Known]]], known: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    prose = pair.tc.prose
    likely = dict(each for start in chinese.keys() & pair.tc.grams for each in chinese[start])
    for name, one in likely.items():
        if name[:3] not in prose and name[-3:] not in prose:
            continue
        for start in {place - name.index(part) for part in (name[:3], name[-3:]) for place in _places(part, prose)}:
            piece = prose[max(start, 0) : start + len(name)]
            differs = (
                [index for index, char in enumerate(piece) if char != name[index]] if len(piece) == len(name) else []
            )
            is_near = len(differs) == 1 and piece not in known and re.fullmatch(f"[{HAN}]+", piece)
            if is_near and not _names_another(pair.en, one):
                yield start, start + len(name), name


def _places(part: str, text: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(re.escape(part), text))
