"""A footnote mark without its footnote, or a footnote without a mark.

`[^1]` in a text stands for the first item of `footnotes:`, `[^2]` for the second. A mark must have its footnote, and
both languages must have the same marks.

Wrong: It grew by 12%[^2]. with one footnote
Right: It grew by 12%[^1].
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
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
    footnotes = proof.release.manuscript.footnotes
    only = {number: note.only for number, note in enumerate(footnotes, 1)}
    meant = set()
    for passage in proof.passages:
        for match in FOOTNOTE.finditer(passage.text):
            number = int(match[1])
            meant.add(number)
            language = only.get(number)
            if number not in only:
                there = len(footnotes)
                message = say("`{mark}` has no footnote: `footnotes:` has {there} items", mark=match[0], there=there)
                yield passage.finding(message, *match.span())
            elif language and passage.edition and passage.is_chinese != (language == "tc"):
                yield passage.finding(_ONLY[language], *match.span())
    for pair in proof.pairs:
        en, tc = (
            Counter(mark for mark in FOOTNOTE.findall(passage.text) if only.get(int(mark), "dead") is None)
            for passage in (pair.en, pair.tc)
        )
        if en != tc:
            message = say("the footnote marks differ between the languages: give both the same")
            yield pair.tc.finding(message, related=(pair.en.place(),), severity=Severity.WARNING)
    for number in only:
        if number not in meant:
            message = say(
                "no text has the mark `[^{number}]` for this footnote: add it, or delete the footnote", number=number
            )
            yield Finding(message, proof.manuscript("footnotes", number - 1), severity=Severity.WARNING)
