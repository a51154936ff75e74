"""A footnote mark without its footnote, or a footnote without a mark.

`[^1]` in a text stands for the first item of `footnotes:`, `[^2]` for the second. A mark must have its footnote, and
both languages must have the same marks.

Wrong: It grew by 12%[^2]. with one footnote
Right: It grew by 12%[^1].
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.release.inline import FOOTNOTE

CODE = "footnote"
SEVERITY = Severity.ERROR


_ONLY = {
    "en": say("only the English edition has this footnote: delete the mark here, or `only` at the footnote"),
    "tc": say("only the Chinese editions have this footnote: delete the mark here, or `only` at the footnote"),
}


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every mark without a footnote, a warning for other marks and footnotes that do not match."""
    only = {number: note.only for number, note in enumerate(proof.release.manuscript.footnotes, 1)}
    marks = [(passage, match) for passage in proof.passages for match in FOOTNOTE.finditer(passage.text)]
    yield from _without_footnote(marks, only)
    yield from _different(proof, only)
    meant = {int(match[1]) for _, match in marks}
    for number in [each for each in only if each not in meant]:
        message = say(
            "no text has the mark `[^{number}]` for this footnote: add it, or delete the footnote", number=number
        )
        yield Finding(message, proof.manuscript("footnotes", number - 1), severity=Severity.WARNING)


def _without_footnote(
    marks: Iterable[tuple[Passage, re.Match[str]]], only: Mapping[int, str | None]
) -> Iterator[Finding]:
    """An error for each mark of a footnote that does not exist, or not in the mark's language."""
    for passage, match in marks:
        language = only.get(int(match[1]))
        if int(match[1]) not in only:
            message = say("`{mark}` has no footnote: `footnotes:` has {there} items", mark=match[0], there=len(only))
            yield passage.finding(message, *match.span())
        elif language and passage.edition and passage.is_chinese != (language == "tc"):
            yield passage.finding(_ONLY[language], *match.span())


def _different(proof: Proof, only: Mapping[int, str | None]) -> Iterator[Finding]:
    """A warning for each text whose languages have different marks."""
    for pair in proof.pairs:
        en, tc = (
            Counter(mark for mark in FOOTNOTE.findall(passage.text) if only.get(int(mark), "dead") is None)
            for passage in (pair.en, pair.tc)
        )
        if en != tc:
            message = say("the footnote marks differ between the languages: give both the same")
            yield pair.tc.finding(message, related=(pair.en.place(),), severity=Severity.WARNING)
