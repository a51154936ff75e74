"""Stars that could be emphasis as well as signs to print.

`*words*` is emphasis, and a star after a price, a grade or a name is a sign of its own: 100元*, 5**, 陳**. hkpress
tells most of them apart. If it cannot, it prints the stars and asks you.

Wrong: 門票100元*會員80元*
Right: 門票100元\\*會員80元\\*

Two stars before a word may also be either, if nothing closes them. At the head of a text they are the key to a mark
elsewhere: price**, **excluding tax.

To print a star, write `\\*`. To emphasise words, let the first star stand after a space, a mark or a character
that is no digit or letter: **5個**單位.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from hkpress.check import memo, persons
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.release import inline

CODE = "star"
SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every pair of stars that may be emphasis or print, and for two that open and never close."""
    lone = [(passage.text, start) for passage in proof.passages for start in inline.lone(passage.text)]
    has_mark = any(_hangs(text, start) for text, start in lone)
    has_key = any(_is_head(text, start) for text, start in lone)
    return chain(memo.each(proof, _in_passage), memo.each(proof, _open, has_mark, has_key))


_BEGINS = re.compile(r"(?<![A-Za-z0-9%)\]])\*\*(?=[^\W_])(?!\d[\d*]*[*#])")
_MASKED = re.compile(f"[{''.join(name for name in persons.surnames() if len(name) == 1)}]")


def _open(passage: Passage, has_mark: bool, has_key: bool) -> Iterable[Finding]:
    """Yield findings for two stars before a word, but not for a mark (禮品**), a mask (陳**) or the key of a mark."""
    text = passage.text
    for start in inline.lone(text):
        is_key = (text[0] == "*" != text[1:2]) or (has_mark and _is_head(text, start))
        is_mark = _hangs(text, start) and (has_key or _MASKED.match(text, start - 1))
        if _BEGINS.match(text, start) and not is_key and not is_mark:
            message = say(
                "`{found}` may begin emphasis or be stars to print: write `**` where the emphasis ends, or `{printed}`",
                found=text[start : start + 8],
                printed=r"\*\*",
            )
            yield passage.finding(message, start, start + 2)


def _is_head(text: str, start: int) -> bool:
    """Whether a line begins there."""
    return start == 0 or text[start - 1] == "\n"


def _hangs(text: str, start: int) -> bool:
    """Whether the stars follow a word."""
    return text[start - 1 : start].isalnum()


def _in_passage(passage: Passage) -> Iterable[Finding]:
    for start, end in inline.doubtful(passage.text):
        stars = passage.text[start:end]
        message = say(
            "`{found}` may be emphasis or stars to print: write `{printed}` to print them, or start the emphasis"
            " after a space or a mark",
            found=stars if len(stars) <= 40 else f"{stars[:19]}…{stars[-19:]}",
            printed="\\" + "\\".join("*" * (len(stars) - len(stars.lstrip("*")))),
        )
        yield passage.finding(message, start, end)
