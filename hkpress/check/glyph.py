"""A character that no font has.

It would be printed as a box, or in whatever face the reader's machine happens to have. Most often
it is a rare character typed through a private code, an emoji, or a sign pasted from Word. The same
is asked of the Simplified Chinese that is made from the Traditional.

Wrong: 多謝🎉 (an emoji)
Right: 多謝

It cannot be silenced: write the character in another way, or write `sc:` beside the text if only
its Simplified form is missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.chinese import to_simplified
from hkpress.core import fonts
from hkpress.core.diagnostics import Severity

CODE = "glyph"
SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterable[Finding]:
    """An error at every character that cannot be printed."""
    for origin, loc, words in proof.release.words():
        for index, char in fonts.uncovered(words):
            message = say("no font has {char}: write it in another way", char=_named(char))
            yield Finding(message, Place(origin, loc, index, index + 1))
        if loc[-1] == "tc":
            for char in sorted(set(to_simplified(words)) - set(words)):
                for _ in fonts.uncovered(char):
                    yield Finding(
                        say("no font has {char}, its Simplified Chinese: write `sc:` beside it", char=_named(char)),
                        Place(origin, loc),
                    )


def _named(char: str) -> str:
    return f"{char} (U+{ord(char):04X})"
