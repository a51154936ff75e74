"""A text in the wrong language.

The Chinese text is still English, all or in part, or the English has Chinese in it. Names may stay as they are: a
person without a Chinese name, a company, an abbreviation. It is a warning where it may be a title: in lists, tables and
captions, or amid the other language.

Wrong: tc: The event attracted more than 250 guests.
Right: tc: 活動吸引逾250名嘉賓。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Pair, Passage, Proof
from hkpress.check.signs import HAN, STOPS
from hkpress.core.diagnostics import Severity

CODE = "untranslated"
SEVERITY = Severity.ERROR

NAMES = frozenset(["name", "organisation", "short", "source", "place"])
"""The fields in which both languages may say the same."""

_TITLE_PLACES = frozenset(["list", "rows", "head", "heading", "caption", "alt"])
"""Where a title in the other language may stand by itself."""
_ENGLISH_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss)\b\.? ")
_SMALL_WORDS = re.compile(
    r"\b(?:the|an?|of|to|in|is|are|was|were|for|on|with|by|from|and|or|has|have|will|that|this|its|their|our|we|it|be|at|as)\b"
)
_LOWER = re.compile(r"(?<![\w&'’.-])[a-z]{3,}(?![\w.])")
_RUN = re.compile(r"(?<![A-Za-z'’&.-])[A-Za-z][A-Za-z'’&.-]*(?:,? [A-Za-z][A-Za-z'’&.-]*){4,}")
_QUOTED = re.compile(r"[(（《「『“\"][^()（）《》「」『』“”\"]*[)）》」』”\"]")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every text, or part of one, in the wrong language."""
    return memo.each_pair(proof, _in_pair)


def _in_pair(pair: Pair) -> Iterable[Finding]:
    if pair.tc.field in NAMES:
        if not pair.tc.has_han and _ENGLISH_TITLE.match(pair.tc.prose):
            yield _still_english(pair, Severity.WARNING)
        return
    if not pair.tc.has_han:
        yield from _whole(pair)
    elif not re.search("[A-Za-z]", pair.en.prose) and pair.en.has_han:
        yield pair.en.finding(
            say("this is Chinese in the English text: translate it"),
            related=(pair.tc.place(),),
            severity=Severity.WARNING if "://" in pair.en.text else None,  # an address may contain Chinese
        )
    else:
        yield from _parts(pair)


def _whole(pair: Pair) -> Iterator[Finding]:
    words = _LOWER.findall(pair.tc.prose)
    same = pair.tc.text == pair.en.text
    small = len(_SMALL_WORDS.findall(pair.tc.prose))
    if not (small or len(words) >= 3 or (same and words and len(pair.tc.prose.split()) > 1)):
        return
    sentence = pair.tc.loc[0] == "body" and not _TITLE_PLACES & set(pair.tc.loc) and small and len(words) >= 3
    sure = sentence or (same and small > 1 and pair.tc.loc[0] == "headline")
    yield _still_english(pair, None if sure else Severity.WARNING)


def _still_english(pair: Pair, severity: Severity | None) -> Finding:
    message = say("the Chinese text is still English: translate it")
    return pair.tc.finding(message, related=(pair.en.place(),), severity=severity)


def _parts(pair: Pair) -> Iterator[Finding]:
    for match in _RUN.finditer(_outside(pair.tc)):
        if len(_SMALL_WORDS.findall(match[0])) >= 2 and len(_LOWER.findall(match[0])) >= 3:
            message = say("`{words}` in the Chinese is still English: translate it", words=_short(match[0]))
            yield pair.tc.finding(message, *match.span(), severity=Severity.WARNING)
    for match in _long_chinese().finditer(_outside(pair.en)) if pair.en.has_han else ():
        if re.search(f"[{STOPS}]", match[0]) or len(match[0]) >= 8:
            message = say("`{words}` in the English is Chinese: translate it", words=_short(match[0]))
            yield pair.en.finding(message, *match.span(), severity=Severity.WARNING)


@cache
def _long_chinese() -> re.Pattern[str]:
    """Compiled at first use, since that is slow and few English texts contain Chinese."""
    return re.compile(rf"[{HAN}](?:[{HAN}{STOPS}\d]*[{HAN}])")


def _outside(passage: Passage) -> str:
    """The prose without what stands in brackets or quotation marks, where names in the other language are."""
    return _QUOTED.sub(lambda match: "\0" * len(match[0]), passage.prose)


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
