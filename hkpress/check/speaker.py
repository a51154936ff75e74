"""A quotation without a named speaker.

A `quote` needs a `speaker`, or words before or after it that name one. "He said" names somebody
only if the paragraph above does.

Wrong: quote: {words: {en: We are delighted., tc: 我們很高興。}}
Right: quote: {speaker: sunny-chai, words: {en: We are delighted., tc: 我們很高興。}}
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity
from hkpress.release.model import Quote, QuoteBlock, Text

CODE = "speaker"
SEVERITY = Severity.WARNING

_NO_NAMES = """
he she they it who and also further then again still finally moreover furthermore besides in addition that as follows
said says stated states added adds continued continues remarked remarks noted notes commented comments concluded
concludes went goes on explained explains stressed stresses emphasised emphasises emphasized emphasizes pointed points
out believed believes thinks thought replied replies recalled recalls revealed reveals mentioned told
"""
_NAMELESS = frozenset(_NO_NAMES.split())
"""Words that are nobody's name."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every quotation without a named speaker."""
    body = proof.release.manuscript.body
    for index, block in enumerate(body):
        if isinstance(block, QuoteBlock) and not block.quote.speaker and _is_nameless(block.quote):
            above = body[index - 1] if index else None
            named = _leads(above) or (bool(block.quote.before or block.quote.after) and above not in (None, "break"))
            if not named:
                message = say("nobody can tell who says this: name a `speaker`, or write `before:` with the name")
                yield Finding(message, proof.manuscript("body", index, "quote", "words", "en"))


def _leads(above: object) -> bool:
    """Whether the paragraph above ends as in "Dr Chai, Chairman, said:"."""
    if not isinstance(above, Text):
        return False
    last = re.split(r"[.?!] ", above.en)[-1].rstrip()
    return last.endswith((":", ",")) and not _NAMELESS.issuperset(re.findall(r"\w+", last.lower()))


def _is_nameless(quote: Quote) -> bool:
    if any(text and not text.en for text in (quote.before, quote.after)):
        return False  # only the Chinese names one
    around = " ".join(text.en for text in (quote.before, quote.after) if text)
    return _NAMELESS.issuperset(re.findall(r"\w+", around.lower()))
