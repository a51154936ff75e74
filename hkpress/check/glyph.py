"""A character that no font has.

It would print as a box, or in whatever typeface the reader's machine happens to have. Most often
it is a rare character typed through a private code, an emoji, or a sign pasted from Word. The
Simplified Chinese that hkpress makes is checked too.

Wrong: 多謝🎉 (an emoji)
Right: 多謝

It cannot be silenced: write the character in another way, or write `sc:` beside the text if only
its Simplified form is missing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import Message, say
from hkpress.check.proof import Proof
from hkpress.chinese import to_simplified
from hkpress.core import fonts
from hkpress.core.diagnostics import Severity
from hkpress.core.recent import remember

CODE = "glyph"
SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every character that no font has."""
    for origin, loc, words in proof.words:
        for index, char in _missing(words):
            yield Finding(_message(char), Place(origin, loc, index, index + 1))
        for char in _missing_in_simplified(words) if loc[-1] == "tc" else ():
            yield Finding(
                say("no font has {char}, the Simplified form: write `sc:` beside it", char=_named(char)),
                Place(origin, loc),
            )


@remember
def _missing(words: str) -> tuple[tuple[int, str], ...]:
    return tuple(fonts.uncovered(words))


@remember
def _missing_in_simplified(words: str) -> tuple[str, ...]:
    made = set(to_simplified(words)) - set(words)
    return tuple(char for _, char in fonts.uncovered("".join(sorted(made)))) if made else ()


def _message(char: str) -> Message:
    """What to do about a character. The sentence names an invisible one by its Unicode name."""
    if unicodedata.category(char) in ("Mn", "Cf"):
        name = unicodedata.name(char, "")
        return say("{name} ({code}) is a sign of its own and cannot be seen: delete it", name=name, code=_code(char))
    return say("no font has {char}: write it in another way", char=_named(char))


def _named(char: str) -> str:
    return f"{char} ({_code(char)})"


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"
