"""A form that the glossary forbids.

releases/_shared/glossary.yaml holds the names and words of this house in both languages, and under `never` the forms
that are wrong: an old name, a slip that keeps coming back, a machine's translation. Each entry says whether its forms
are an error, a warning (the default) or a hint.

Wrong: Innovation and Technology Bureau
Right: Innovation, Technology and Industry Bureau
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.release.model import Term

CODE = "glossary"
SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a finding for every wrong form, with the severity of its entry."""
    glossary = proof.release.glossary
    terms = memo.shared(tuple(term for term in (*glossary.names, *glossary.terms) if term.never))
    return memo.each(proof, _in_passage, terms, only="en tc")


def _in_passage(passage: Passage, terms: memo.Shared[tuple[Term, ...]]) -> Iterable[Finding]:
    for term in terms.value:
        yield from _forms(passage, term)


def _forms(passage: Passage, term: Term) -> Iterator[Finding]:
    english = passage.edition == "en"
    never, right = (
        (term.never.en, term.en) if english and term.never else (term.never.tc, term.tc) if term.never else ((), "")
    )
    if not any(form.lower() in passage.small for form in never):
        return
    also = (term.also.en if english else term.also.tc) if term.also else ()
    taken: list[tuple[int, int]] = [span for form in (right, *also) for span in _spans(form, passage)]
    for form in sorted(never, key=len, reverse=True):
        for start, end in _spans(form, passage):
            if not any(start < other_end and other_start < end for other_start, other_end in taken):
                taken.append((start, end))
                message = say(
                    "`{found}` is not written in this house: write `{right}`",
                    found=passage.prose[start:end],
                    right=right,
                )
                yield passage.finding(message, start, end, fix=right, severity=Severity(term.severity))


def _spans(form: str, passage: Passage) -> Iterator[tuple[int, int]]:
    if form.lower() in passage.small:
        yield from (match.span() for match in _form_pattern(form).finditer(passage.prose))


@lru_cache(maxsize=2000)
def _form_pattern(form: str) -> re.Pattern[str]:
    """The pattern of a form as a separate word. A form in small letters may also begin with a capital."""
    start, end = (r"(?<!\w)" if form[0].isascii() else ""), (r"(?!\w)" if form[-1].isascii() else "")
    return re.compile(start + re.escape(form) + end, re.IGNORECASE if form == form.lower() else 0)
