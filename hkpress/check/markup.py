"""Links or emphasis that only one language has.

A link that is missing in the Chinese is one that half of the readers cannot follow; emphasis that is
missing is a point that half of them do not see.

Wrong: en: Register [here](https://hkstp.org/form). tc: 請按此登記。
Right: en: Register [here](https://hkstp.org/form). tc: 請按[此](https://hkstp.org/form)登記。
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress import inline
from hkpress.check.finding import Finding
from hkpress.check.messages import Message, say
from hkpress.check.proof import Pair, Proof
from hkpress.diagnostics import Severity

CODE = "markup"
SEVERITY = Severity.WARNING


def check(proof: Proof) -> Iterable[Finding]:
    """A warning at every text whose links or emphasis differ in number."""
    for pair in proof.pairs:
        if re.search(r"[*_\[]", pair.en.text + pair.tc.text):
            yield from _compared(pair)


def _compared(pair: Pair) -> Iterable[Finding]:
    en, tc = (inline.to_html(passage.text, "en") for passage in (pair.en, pair.tc))
    if en.count("<a ") != tc.count("<a "):
        yield _finding(
            pair, say("the English has {en} links here, the Chinese {tc}: give both the same", en=en.count("<a "), tc=tc.count("<a "))
        )
    marked = [sum(html.count(tag) for tag in ("<em>", "<strong>")) for html in (en, tc)]
    if marked[0] != marked[1]:
        yield _finding(
            pair, say("the English has {en} emphasised words here, the Chinese {tc}: give both the same", en=marked[0], tc=marked[1])
        )


def _finding(pair: Pair, message: Message) -> Finding:
    return pair.tc.finding(message, related=(pair.en.place(),))
