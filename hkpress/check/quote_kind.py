"""Quotation marks of the other language, or of the wrong level.

Hong Kong's Chinese quotes with 「 」 and, inside them, with 『 』; English with “ ” and ‘ ’. hkpress adds the outer
marks of a `quote`, so a quotation inside it begins with 『. A title in the other language keeps its own marks.

Wrong: 主題為“創新香港”的論壇
Right: 主題為「創新香港」的論壇

`--fix` writes the right ones. If your house writes “ ” in Chinese, silence the check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hkpress.check import long_quotes, memo
from hkpress.check.finding import Edit, Finding
from hkpress.check.messages import Message, say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import HAN, IS_HAN, IS_LATIN
from hkpress.check.typed_twice import marks
from hkpress.core.diagnostics import Severity

CODE = "quote-kind"
SEVERITY = Severity.WARNING

_FOREIGN = re.compile(
    r"“([^“”]*)”|\"([^\"]*)\"|(?<![A-Za-z])‘([^‘’]*)’|(?<![A-Za-z])'([^']*)'(?![A-Za-z])|〝([^〝〞〟]*)[〞〟]"
)
_CORNER = re.compile("「([^「」]*)」|『([^『』]*)』")
_LEVELS = re.compile("[「」『』]")
_FOREIGN_SCRIPT = re.compile(f"[{HAN}\u3040-\u30ff\uac00-\ud7af]")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every quotation whose marks are not the edition's."""
    long = long_quotes.paragraphs(proof)
    for passage in proof.texts_in("tc"):
        typed = passage.loc[-2:-1] == ("words",) and marks(passage)
        if id(passage) not in long and not typed:  # its first marks may belong to a quotation inside
            yield from memo.findings(passage, _foreign_quotes, _inside_quote(passage))
    yield from memo.each(proof, _corner_quotes, only="en")


def _corner_quotes(passage: Passage) -> Iterator[Finding]:
    for match in _CORNER.finditer(passage.prose):
        if IS_LATIN.search(match[0]) or not _FOREIGN_SCRIPT.search(match[0]):
            double = match[0][0] == "「"
            message = say(
                "{marks} are Chinese marks: write {wanted}",
                marks=f"{match[0][0]} {match[0][-1]}",
                wanted="“ ”" if double else "‘ ’",
            )
            yield _quotes_repaired(passage, match.span(), "“”" if double else "‘’", message)


def _foreign_quotes(passage: Passage, inside: bool) -> Iterator[Finding]:
    yield from _foreign(passage, inside)
    yield from _levels(passage, inside)


def _foreign(passage: Passage, inside: bool) -> Iterator[Finding]:
    for match in _FOREIGN.finditer(passage.prose):
        if IS_HAN.search(match[0]):
            deep = inside or _depth(passage.prose, match.start()) > 0
            wanted = "『』" if deep else "「」"
            message = say(
                "{marks} are not used in the Chinese of Hong Kong: write {wanted}",
                marks=f"{match[0][0]} {match[0][-1]}",
                wanted=f"{wanted[0]} {wanted[1]}",
            )
            yield _quotes_repaired(passage, match.span(), wanted, message)


def _levels(passage: Passage, inside: bool) -> Iterator[Finding]:
    """Pairs of corner marks that are not 「 」 outside and 『 』 inside, and so on in turn."""
    outer = 1 if inside else 0
    opened: list[tuple[int, str]] = []
    for match in _LEVELS.finditer(passage.prose):
        if match[0] in "「『":
            opened.append((match.start(), match[0]))
        elif opened and opened[-1][1] == ("「" if match[0] == "」" else "『"):
            start, char = opened.pop()
            wanted = "「」" if (len(opened) + outer) % 2 == 0 else "『』"
            if char != wanted[0]:
                marks = f"{wanted[0]} {wanted[1]}"
                message = (
                    say("inside a quotation write {wanted}", wanted=marks)
                    if len(opened) + outer
                    else say("the outer marks of a quotation are {wanted}", wanted=marks)
                )
                yield _quotes_repaired(passage, (start, match.end()), wanted, message)
        else:
            return  # `quote-balance` reports it


def _inside_quote(passage: Passage) -> bool:
    """Whether hkpress prints 「 」 round the passage."""
    if passage.loc[-2:-1] != ("words",):
        return False
    quote = passage.source.data
    for step in passage.loc[:-2]:
        quote = quote[step]
    return str((quote.get("marks") or {}).get(passage.edition) or "「」").startswith("「")


def _depth(prose: str, index: int) -> int:
    return sum(prose.count(char, 0, index) for char in "「『") - sum(prose.count(char, 0, index) for char in "」』")


def _quotes_repaired(passage: Passage, span: tuple[int, int], marks: str, message: Message) -> Finding:
    start, end = span
    ends = ((start, marks[0]), (end - 1, marks[1]))
    edits = tuple(Edit(passage.place(at, at + 1), new) for at, new in ends)
    return passage.finding(
        message, start, end, fix=f"{marks[0]}{passage.text[start + 1 : end - 1]}{marks[1]}", edits=edits
    )
