"""A character that came with copied text and only looks right.

A soft hyphen cannot be seen and breaks every search. The ligature ﬁ is one sign where two letters belong, ㈱ and ㎞ are
one sign where words belong, and a variation selector asks for a form of the character before it that few fonts have. A
no-break space looks like a space: a hint, since some want it.

Wrong: the ﬁnal report, with U+FB01
Right: the final report

`--fix` writes the ordinary characters, and deletes characters without width, which make the file unreadable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from hkpress.check import memo
from hkpress.check.finding import LANGUAGES, Edit, Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.figures.scanning import search_before

CODE = "odd-character"
SEVERITY = Severity.ERROR

_ODD = re.compile(
    "[\u00a0\u00ad\ufb00-\ufb06\ufe00-\ufe0f\U000e0100-\U000e01ef\u3220-\u3247\u3300-\u33a0\u33a2-\u33ff]"
)
_INVISIBLE = re.compile("[\u00ad\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?$")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error at a soft hyphen, a hint at a no-break space, and a warning at each of the others."""
    yield from memo.each(proof, _in_passage)
    for origin, loc, words in proof.words:
        if loc[-1] not in LANGUAGES and (index := words.find("\u00ad")) >= 0:
            message = say("{name} ({code}) cannot be seen: delete it", name="SOFT HYPHEN", code="U+00AD")
            place = Place(origin, loc, index, index + 1)
            yield Finding(message, place, edits=(Edit(place, ""),))


def _in_passage(passage: Passage) -> Iterator[Finding]:
    for match in _ODD.finditer(passage.text):
        char, code = match[0], f"U+{ord(match[0]):04X}"
        name = unicodedata.name(char, "")
        if _INVISIBLE.match(char):
            if search_before(_EMOJI, passage.text, match.start(), 2):
                continue  # `glyph` reports the emoji itself
            severity = Severity.ERROR if char == "\u00ad" else Severity.WARNING
            message = say("{name} ({code}) cannot be seen: delete it", name=name, code=code)
            yield passage.repair(message, *match.span(), "", severity=severity)
        elif char == "\u00a0":
            message = say("a no-break space: write an ordinary one, unless it is meant")
            yield passage.repair(message, *match.span(), " ", severity=Severity.HINT)
        elif "\ufb00" <= char <= "\ufb06":
            wanted = unicodedata.normalize("NFKC", char)
            message = say("`{char}` ({code}) is one sign: write `{wanted}`", char=char, code=code, wanted=wanted)
            yield passage.repair(message, *match.span(), wanted, severity=Severity.WARNING)
        else:
            wanted = unicodedata.normalize("NFKC", char)
            message = say("`{char}` ({code}) is one sign: write `{wanted}`", char=char, code=code, wanted=wanted)
            yield passage.finding(message, *match.span(), fix=wanted, severity=Severity.WARNING)
