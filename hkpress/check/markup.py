"""Links or emphasis that only one language has.

If the Chinese lacks a link, half of the readers cannot follow it. If it lacks emphasis, they miss a point; but the
languages stress different words, so that is a hint. `footnote` compares the marks of footnotes.

Wrong: en: Register [here](https://hkstp.org/form). tc: 請按此登記。
Right: en: Register [here](https://hkstp.org/form). tc: 請按[此](https://hkstp.org/form)登記。
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import Message, say
from hkpress.check.proof import Pair, Proof
from hkpress.core.diagnostics import Severity
from hkpress.release import inline

CODE = "markup"
SEVERITY = Severity.WARNING
_MARKED_NAME = re.compile("[《〈「『][^《〈「『》〉」』]*[》〉」』]")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every text whose links or emphasis differ in number."""
    return memo.each_pair(proof, _in_pair)


def _in_pair(pair: Pair) -> Iterable[Finding]:
    if re.search(r"[*\[]", pair.en.text + pair.tc.text):
        yield from _counts_compared(pair)


def _counts_compared(pair: Pair) -> Iterable[Finding]:
    links, marks = (_mark_counts(pair, *tags) for tags in (("<a ",), ("<em>", "<strong>")))
    if links[0] != links[1]:
        message = say("links here: {en} in English, {tc} in Chinese; give both the same", en=links[0], tc=links[1])
        yield _markup_finding(pair, message)
    if marks[0] != marks[1] and not _are_names(pair, marks[0] - marks[1]):
        message = say(
            "bold or italics here: {en} in English, {tc} in Chinese; give both the same", en=marks[0], tc=marks[1]
        )
        yield _markup_finding(pair, message, severity=Severity.HINT)


def _are_names(pair: Pair, surplus: int) -> bool:
    """Whether Chinese has names in its own marks where English has this many more in italics: *Nature*, 《自然》."""
    italics = inline.to_html(pair.en.text, "en").count("<em>")
    return 0 < surplus <= min(italics, len(_MARKED_NAME.findall(pair.tc.text)))


def _mark_counts(pair: Pair, *tags: str) -> tuple[int, int]:
    """How many links or emphases English has, and how many Chinese."""
    en, tc = (inline.to_html(inline.FOOTNOTE.sub("", passage.text), "en") for passage in (pair.en, pair.tc))
    return sum(map(en.count, tags)), sum(map(tc.count, tags))


def _markup_finding(pair: Pair, message: Message, severity: Severity | None = None) -> Finding:
    return pair.tc.finding(message, related=(pair.en.place(),), severity=severity)
