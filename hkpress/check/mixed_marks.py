"""Typewriter marks and typographic marks in one release.

' and " beside ’ and “ ” show that the text comes from several sources. hkpress prints what you typed, so write one
kind. The rule looks at English only.

Wrong: HKSTP's partners … Hong Kong’s future
Right: HKSTP’s partners … Hong Kong’s future

`--fix` writes the typographic ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hkpress.check.finding import Edit, Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity

CODE = "mixed-marks"
SEVERITY = Severity.WARNING

_STRAIGHT = re.compile(r"(?<!\d)['\"]|(?<=\d)['\"](?=[A-Za-z])|(?<=\d)'(?=\s\w*)(?<=s')")
_CURLY = re.compile("[“”‘’]")
_OPENS_QUOTE = re.compile(r"(?:^|(?<=[\s(\[“‘–—/\0-]))$")
_SHORTENED = re.compile(r"'(?:\d\ds?\b|n' |tis\b|twas\b)")


def check(proof: Proof) -> Iterable[Finding]:
    """One warning for the release, at the first straight mark, if it has curly ones too.

    A hint if all apostrophes are straight and all quotation marks curly.
    """
    passages = list(proof.texts_in("en"))
    curly = [match for passage in passages for match in _CURLY.finditer(passage.prose)]
    typed = [passage for passage in passages if "'" in passage.prose or '"' in passage.prose]
    straight = [(passage, match) for passage in typed for match in _STRAIGHT.finditer(passage.prose)]
    if curly and straight:
        (first, match), *others = straight
        related = tuple(passage.place(*each.span()) for passage, each in others)
        message = say(
            "straight marks (' \") and curly ones (’ “ ”) in one release, {straight} and {curly}: write curly ones",
            straight=len(straight),
            curly=len(curly),
        )
        apart = not any(map(_is_apostrophe, curly)) and all(_is_apostrophe(each) for _, each in straight)
        level = Severity.HINT if apart else Severity.WARNING
        yield first.finding(message, *match.span(), related=related, edits=_edits(straight), severity=level)


def _is_apostrophe(match: re.Match[str]) -> bool:
    """Whether a single mark follows a letter, as in Park's and guests'."""
    return match[0] in "'’" and match.string[: match.start()][-1:].isalpha()


def _edits(straight: Sequence[tuple[Passage, re.Match[str]]]) -> tuple[Edit, ...]:
    return tuple(Edit(passage.place(*match.span()), _curly(passage.prose, match)) for passage, match in straight)


def _curly(prose: str, match: re.Match[str]) -> str:
    opens = bool(_OPENS_QUOTE.search(prose[: match.start()])) and not _SHORTENED.match(prose, match.start())
    return {"'": "’‘", '"': "”“"}[match[0]][opens]
