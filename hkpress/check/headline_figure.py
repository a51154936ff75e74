"""A figure of the headline that the text has only with two digits swapped, ten times as large, or on another day.

The same slip may stand in both languages, where comparing them finds nothing. The rule skips a figure that the text
lacks, since a headline may round or say more, and a figure that is near several in the text. A month may be last
month in the text.

Wrong: headline: Fair opens on 12 December; body: The fair opens on 13 December.
Right: headline: Fair opens on 12 December; body: The fair opens on 12 December.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.figures import Day, Fact, Kind, Relation
from hkpress.figures.equality import same
from hkpress.figures.relations import relate

CODE = "headline-figure"
SEVERITY = Severity.WARNING

_HEADS = ("headline", "subheadline")
_KINDS = (Kind.MONEY, Kind.PERCENT, Kind.NUMBER, Kind.DATE, Kind.TIME)
_ALWAYS = (Relation.SWAPPED, Relation.HALF_OF_DAY)
_IF_ALONE = (Relation.DIGIT, Relation.DAY, Relation.MONTH, Relation.FACTOR)
LEAST = 4
"""A figure of this many digits is hardly another one by chance if a single digit differs."""
_LEAST_SWAPPED = 3
_MONTH_IN_WORDS = re.compile(
    r"\b(?:last|this|next|previous) month\b|上月|上個月|本月|今個月|下月|下個月", re.IGNORECASE
)
_OUTSIDE = ("boilerplate", "contacts", "links")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such figure, in the first language that has it."""
    for edition in ("en", "tc"):
        texts = [text for text in proof.texts_in(edition) if text.loc[0] not in _OUTSIDE]
        heads = [text for text in texts if text.field in _HEADS]
        body = [(text, fact) for text in texts if text.field not in _HEADS for fact in text.facts]
        has_words = any(_MONTH_IN_WORDS.search(text.prose) for text in texts if text.field not in _HEADS)
        found = [finding for head in heads for finding in _look(head, body, has_words=has_words)]
        if found:
            yield from found
            return


def _look(head: Passage, body: list[tuple[Passage, Fact]], *, has_words: bool) -> Iterator[Finding]:
    """*has_words*: the text says last month or this month, which may be the month of the headline."""
    for fact in head.facts:
        if has_words and isinstance(fact.value, Day) and not fact.value.day:
            continue
        if not fact.hard or fact.kind not in _KINDS or any(_is_said(fact, other) for _, other in body):
            continue
        alike = [(text, other) for text, other in body if other.kind is fact.kind and other.unit == fact.unit]
        near = [
            each
            for each in alike
            if _is_same_figure(fact, each[1], alone=len({str(one.value) for _, one in alike}) == 1)
        ]
        if len({str(other.value) for _, other in near}) == 1:
            text, other = near[0]
            message = say("the headline says {head}, the text {body}: correct one", head=fact.text, body=other.text)
            related = (text.place(other.start, other.end),)
            yield head.finding(message, fact.start, fact.end, related=related)


def _is_said(fact: Fact, other: Fact) -> bool:
    return any(same(one, another) for one in fact.readings for another in other.readings)


def _is_same_figure(fact: Fact, other: Fact, *, alone: bool) -> bool:
    """Whether the text means the same figure. *alone*: it is the text's only one of this kind."""
    miss = relate(fact, other)
    digits = min(len(re.sub(r"\D", "", str(each.value)).strip("0")) for each in (fact, other))
    if not miss:
        return False
    if fact.kind is Kind.NUMBER and digits < LEAST:
        typed = min(len(re.sub(r"\D", "", str(each.value))) for each in (fact, other))
        return miss.relation is Relation.SWAPPED and typed >= _LEAST_SWAPPED and bool(fact.unit)  # 108 and 180 flats
    return (
        miss.relation in _ALWAYS
        or (miss.relation is Relation.DIGIT and digits >= LEAST)
        or (alone and miss.relation in _IF_ALONE)
    )
