"""A space too many, or a missing space.

Two spaces in a row, a space before a comma or inside a bracket, a space at the end of a line; and
no space after the mark that ends a sentence or a clause. Two spaces in a row are found in Chinese too, the others in
English. A space at the end or start of a line is a hint, since no reader sees it.

Wrong: The centre ,opened in  2001 , is closed.Visitors may book.
Right: The centre, opened in 2001, is closed. Visitors may book.

`--fix` writes them right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import Message, say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import IS_WIDE
from hkpress.core.diagnostics import Severity

CODE = "space"
SEVERITY = Severity.WARNING

_SPACES = " \u00a0"
_TWO_SPACES = frozenset(one + other for one in _SPACES for other in _SPACES)
_AT_BREAK = frozenset(pair for space in _SPACES for pair in (f"{space}\n", f"\n{space}"))
_SPACE_AND_MARK = frozenset(
    (
        *(space + mark for space in _SPACES for mark in ",;!?”.:)]"),
        *(mark + space for space in _SPACES for mark in "([“"),
    )
)
_DOUBLED = re.compile(r"(?=[ \u00a0]{2})(?<=\S)[ \u00a0]{2,}(?=\S)")
_AT_END = re.compile(r"(?<![ \u00a0])[ \u00a0]+(?=\n|$)|(?:(?<=\n)|^)[ \u00a0]+")
_BEFORE_MARK = re.compile(
    r"(?=[ \u00a0])(?!(?<=\d)[ \u00a0]+:\s\d)"  # 1 : 2 is a ratio
    r"(?<=[A-Za-z0-9”’%)\]])[ \u00a0]+(?=[,;!?”](?:[\s\0]|$)|\.(?:\s|$)|:(?:\s|$)|\)|\])"
)
_AFTER_BRACKET = re.compile(r"(?<=[(\[])[ \u00a0]+(?=\S)|(?<=“)[ \u00a0]+(?=\w)")
_MISSING = re.compile(
    r"(?=[,;:!?.(])(?:(?<=[A-Za-z]{2})(?P<mark>[,;:!?])(?=[A-Za-z]{2})|(?<=[a-z]{2})(?P<dot>\.)(?=[A-Z][a-z]+[ ,])"
    r"|(?<=[a-z]{2})(?P<open>)\((?=[A-Za-z]{2,}[^()]*[A-Za-z]{2}))"
)


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every space that is wrong."""
    return memo.each(proof, _in_passage, plain=True)


def _in_passage(passage: Passage) -> Iterable[Finding]:
    prose, grams = passage.prose, passage.grams
    wrong: list[tuple[re.Match[str], str, Message]] = []
    wrong += [
        (match, " ", say("two spaces in a row: write one"))
        for match in (() if grams.isdisjoint(_TWO_SPACES) else _DOUBLED.finditer(prose))
        if not IS_WIDE.match(prose, match.start() - 1) and not IS_WIDE.match(prose, match.end())
    ]
    if prose.strip(_SPACES) != prose or not grams.isdisjoint(_AT_BREAK):
        wrong += [
            (match, "", say("a space at the end or start of a line: delete it")) for match in _AT_END.finditer(prose)
        ]
    if not passage.is_chinese:
        if not grams.isdisjoint(_SPACE_AND_MARK):
            wrong += [
                (match, "", say("no space before this mark: delete it")) for match in _BEFORE_MARK.finditer(prose)
            ]
            wrong += [
                (match, "", say("no space after an opening mark: delete it"))
                for match in _AFTER_BRACKET.finditer(prose)
            ]
        wrong += [
            (match, _spaced(match), say("a space is missing beside `{mark}`: add one", mark=match[0]))
            for match in _MISSING.finditer(prose)
        ]
    for match, wanted, message in wrong:
        severity = Severity.HINT if match.re is _AT_END else None
        yield passage.repair(message, *match.span(), wanted, severity=severity)


def _spaced(match: re.Match[str]) -> str:
    return " (" if match[0] == "(" else f"{match[0]} "
