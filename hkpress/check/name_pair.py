"""A person or body that only one language names.

For every name in people.yaml, in the issuer's file and in the glossary, both languages must use the paired form. The
rule finds names that the other language has nowhere in the release, and texts in which each language names somebody the
other does not. Short forms count as the name, and so does a surname with a title.

Wrong: en: adjacent to the Nansha Technology City. tc: 連接新田科技城。
Right: en: adjacent to the San Tin Technopole. tc: 連接新田科技城。
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from hkpress.check import memo, names
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.names import Known
from hkpress.check.proof import Pair, Passage, Proof, bare
from hkpress.check.untranslated import NAMES
from hkpress.core.diagnostics import Severity
from hkpress.core.recent import remember

CODE = "name-pair"
SEVERITY = Severity.WARNING
_Named = tuple[Known, tuple[int, int]]
LIKELY = 0.5
"""How alike an unknown name must be for the message to suggest it."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such text, once for each name."""
    everybody = memo.shared(names.known(proof))
    pairs = [pair for pair in proof.pairs if pair.en.field not in NAMES and pair.tc.has_han]
    told: set[str] = set()
    for pair in pairs:
        en, tc = (_alone(pair.en.text, pair.tc.text, edition, everybody) for edition in ("en", "tc"))
        both = min(len(en), len(tc))
        yield from (_differs(pair, *two) for two in zip(en[:both], tc[:both], strict=True))
        for edition, alone in (("en", en[both:]), ("tc", tc[both:])):
            for one, span in alone:
                if one.en not in told and not any(one.mentioned(_side(each, _other(edition))) for each in pairs):
                    told.add(one.en)
                    yield _unnamed(pair, edition, one, span, everybody.value)


def _differs(pair: Pair, en: _Named, tc: _Named) -> Finding:
    message = say(
        "the English names {en}, the Chinese {tc}, which is {other}: correct the wrong one",
        en=en[0].en,
        tc=tc[0].tc,
        other=tc[0].en,
    )
    return pair.tc.finding(message, *tc[1], related=(pair.en.place(*en[1]),))


@remember
def _alone(en: str, tc: str, edition: str, everybody: memo.Shared[tuple[Known, ...]]) -> tuple[_Named, ...]:
    """Those that only this language names, by their full name. Parts of longer names do not count."""
    pair = Pair(bare("en", en), bare("tc", tc))
    here, there = _side(pair, edition), _side(pair, _other(edition))
    likely = [one for start, one in _starts(everybody, edition) if start in here.prose]  # rules out nearly all names
    named = [(one, span) for one in likely if (span := one.named_fully(here))]
    spans = [span for _, span in named]
    whole = [(one, span) for one, span in named if not any(_inside(span, other) for other in spans)]
    return tuple((one, span) for one, span in whole if not one.mentioned(there) and not _is_near_name(one, there))


@lru_cache(8)
def _starts(everybody: memo.Shared[tuple[Known, ...]], edition: str) -> tuple[tuple[str, Known], ...]:
    """Each name, with the words that a text needs to name it."""
    return tuple((names.longest_word(one.en) if edition == "en" else one.tc, one) for one in everybody.value)


def _is_near_name(one: Known, there: Passage) -> bool:
    """Whether `near-name` finds it."""
    return there.edition == "en" and any(names.near(0, phrase, one.en) for _, _, phrase in names.phrases(there))


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _unnamed(pair: Pair, edition: str, one: Known, span: tuple[int, int], everybody: Iterable[Known]) -> Finding:
    here, there = _side(pair, edition), _side(pair, _other(edition))
    related = (here.place(*span),)
    name, wanted = one.name(edition), one.name(there.edition)
    meant = _meant(there, wanted, everybody)
    if meant:
        message = say(
            "the Chinese names {name}; if `{meant}` stands for it, write {wanted}",
            name=name,
            wanted=wanted,
            meant=there.prose[slice(*meant)],
        )
        return there.finding(message, *meant, related=related, fix=wanted)
    message = (
        say("the Chinese names {name}, the English does not: write {wanted}", name=name, wanted=wanted)
        if edition == "tc"
        else say("the English names {name}, the Chinese does not: write {wanted}", name=name, wanted=wanted)
    )
    return there.finding(message, related=related)


def _meant(passage: Passage, wanted: str, everybody: Iterable[Known]) -> tuple[int, int] | None:
    """The place of the unknown name that most likely stands for the wanted one."""
    if passage.edition != "en":
        return None
    known = names.all_forms(everybody, "en")
    unknown = [
        (start, end, each) for start, end, each in names.phrases(passage) if not any(form in each for form in known)
    ]
    scored = [(names.likeness(phrase, wanted), start, end) for start, end, phrase in unknown]
    likeness, start, end = max(scored, default=(0.0, 0, 0))
    return (start, end) if likeness >= LIKELY else None


def _side(pair: Pair, edition: str) -> Passage:
    return pair.en if edition == "en" else pair.tc


def _other(edition: str) -> str:
    return "tc" if edition == "en" else "en"
