"""A sign that only looks like a Chinese character.

Text copied from a PDF is full of radicals (⽇) and compatibility ideographs (金, U+F90A) in place
of characters (日, 金). No search finds them, and screen readers skip them.

Wrong: ⾹港 (with the radical U+2FB9)
Right: 香港

`--fix` writes the character.
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.chinese.lookalikes import lookalikes
from hkpress.core.diagnostics import Severity

CODE = "lookalike"
SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every such sign."""
    return memo.each(proof, _in_passage)


def _in_passage(passage: Passage) -> Iterable[Finding]:
    for found in lookalikes(passage.text):
        message = say(
            "`{found}` (U+{code}) only looks like `{wanted}`: write `{wanted}`",
            found=found.char,
            code=f"{ord(found.char):04X}",
            wanted=found.canonical,
        )
        yield passage.repair(message, found.index, found.index + 1, found.canonical)
