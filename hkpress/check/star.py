"""Stars that could be emphasis as well as signs to print.

`*words*` is emphasis, and a star behind a price, a grade or a name is a sign of its own: 100元*, 5**, 陳**. hkpress
tells most of them apart. Where it cannot, it prints the stars and asks: nobody else would notice.

Wrong: 門票100元*會員80元*
Right: 門票100元\\*會員80元\\*

To print a star, write `\\*`. To emphasise words, let the first star stand after a space, a mark or a character
that is no digit or letter: **5個**單位.
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.release import inline

CODE = "star"
SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterable[Finding]:
    """An error at every pair of stars that could be either."""
    return memo.each(proof, _look)


def _look(passage: Passage) -> Iterable[Finding]:
    for start, end in inline.doubtful(passage.text):
        found = passage.text[start:end]
        message = say(
            "`{found}` may be emphasis or stars to print: write `{printed}` to print them, or start the emphasis"
            " after a space or a mark",
            found=found if len(found) <= 40 else f"{found[:19]}…{found[-19:]}",
            printed="\\" + "\\".join("*" * (len(found) - len(found.lstrip("*")))),
        )
        yield passage.finding(message, start, end)
