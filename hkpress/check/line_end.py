"""A line that ends in the middle of a sentence.

Text copied from an e-mail or a PDF has a line end where the old page had one. hkpress prints every line end that a
block (`|-`) holds. The rule skips line ends after a mark, a heading or a line of an address.

Wrong: The centre will open its (a line ends here) doors in May.
Right: The centre will open its doors in May.

`--fix` joins the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import HAN, IS_HAN
from hkpress.core.diagnostics import Severity

CODE = "line-end"
SEVERITY = Severity.WARNING

LEAST = 10
"""A line of this many Chinese characters is not a heading."""
REACH = 400
"""How far to look for the start of a line and the end of a sentence, in characters."""
_ENGLISH_END = re.compile(
    r"(?<=[a-z0-9,;)”’%])[ \t]*\n[ \t]*(?=[a-z]{2,}|a )"
    r"|(?:(?<= the)|(?<= and)|(?<= for)|(?<= of)|(?<= to)|(?<= in)|(?<= by)|(?<= at))[ \t]*\n[ \t]*(?=[A-Z0-9])"
)
_CHINESE_END = re.compile(rf"(?<=[{HAN}，、])[ \t]*(\n)[ \t]*(?=[{HAN}A-Za-z0-9「《（])")
_SENTENCE = re.compile("[。！？]")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such line end."""
    return memo.each(proof, _in_passage)


def _in_passage(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    if "\n" not in text or {"rows", "head"} & set(passage.loc):
        return
    message = say("the line ends in the middle of a sentence: join it with the next one")
    for match in (_CHINESE_END if passage.is_chinese else _ENGLISH_END).finditer(text):
        if not passage.is_chinese:
            yield passage.repair(message, *match.span(), " ")
        elif _goes_on(text, match.start(), match.end()):
            yield passage.repair(message, *match.span(), "")


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a Chinese line is running text whose sentence ends in the next line."""
    line = text[text.rfind("\n", max(0, end - REACH), end) + 1 : end]
    blank = text.find("\n\n", start, start + REACH)
    running = len(IS_HAN.findall(line)) >= LEAST or any(mark in line for mark in "，、")
    return running and bool(_SENTENCE.search(text, start, blank if blank >= 0 else start + REACH))
