"""A character that no font has.

It would be printed as a box, or in whatever face the reader's machine happens to have. Most often
it is a rare character typed through a private code, an emoji, or a sign pasted from Word.
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress import fonts
from hkpress.chinese import to_simplified
from hkpress.diagnostics import Diagnostic
from hkpress.parse import Release


def check(release: Release) -> Iterable[Diagnostic]:
    """An error at every character that cannot be printed."""
    for origin, loc, words in release.words():
        for index, char in fonts.uncovered(words):
            message = f"no font has {_named(char)}: write it in another way"
            yield origin.diagnostic(loc, message, "glyph", part=slice(index, index + 1))
        if loc[-1] == "tc":
            for char in sorted(set(to_simplified(words)) - set(words)):
                for _ in fonts.uncovered(char):
                    message = f"no font has {_named(char)}, its Simplified Chinese: write `sc:` beside it"
                    yield origin.diagnostic(loc, message, "glyph")


def _named(char: str) -> str:
    return f"{char} (U+{ord(char):04X})"
