"""A half-width mark in Chinese, or a full-width mark in English.

，。：；？！ belong to Chinese, , . : ; ? ! to English. Digits keep their own: 1,000, 10:30, 3.5.

Wrong: 地點:香港科學園,白石角
Right: 地點：香港科學園，白石角

`--fix` writes the right one, except in a possible name: Yahoo!新聞 is a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import CLOSING, HAN, IS_HAN, OPENING, STOPS, WIDE
from hkpress.core.diagnostics import Severity
from hkpress.figures.scanning import search_before

CODE = "mark-width"
SEVERITY = Severity.WARNING

_TO_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_TO_NARROW = {wide: narrow for narrow, wide in _TO_WIDE.items()} | {"、": ","}
_CLOSED = f"{HAN}{CLOSING}”’%"
_HALF = re.compile(
    rf"(?<=[{_CLOSED}])(?P<mark>[,;:?!])(?P<gap> *)(?![,;:?!])"
    rf"|(?<=[A-Za-z0-9)])(?P<before>[,;:?!])(?P<space> *)(?=[{HAN}{OPENING}])"
    rf"|(?<=[{HAN}{CLOSING}])(?P<stop>\.)(?=$|[\s{WIDE}])(?!\.)"
)
_BRAND = re.compile("[A-Z][A-Za-z0-9]*$")
_ENTITY = re.compile(r"&#?\w+$")
_ITEM_NUMBER = re.compile(r"(?:^|\n|[。；：\s])[一二三四五六七八九十甲乙丙丁]{1,3}$")
_FULL_WIDTH_MARK = re.compile(rf"(?<=[A-Za-z0-9)”’%])(?P<mark>[{STOPS}])(?P<gap> *)")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every mark of the wrong width."""
    yield from memo.each(proof, _half_width, only="tc sc", plain=True)
    yield from memo.each(proof, _full_width, only="en", plain=True)


def _full_width(passage: Passage) -> Iterable[Finding]:
    for match in _FULL_WIDTH_MARK.finditer(passage.prose):
        start, end = match.span()
        rest = passage.prose[end:][:1]
        wanted = _TO_NARROW[match["mark"]] + ("" if not rest or rest in "\n\0)”’\"'" else " ")
        message = say("full-width `{found}` in English: write `{wanted}`", found=match["mark"], wanted=wanted.strip())
        yield passage.repair(message, start, end, wanted)


def _half_width(passage: Passage) -> Iterable[Finding]:
    prose = passage.prose
    for match in _HALF.finditer(prose):
        char = match["mark"] or match["before"] or match["stop"]
        start = match.start()
        if char == ";" and search_before(_ENTITY, prose, start, 10):
            continue  # &amp; of a web page
        if char == "." and (_is_in_name(prose, start) or _ITEM_NUMBER.search(prose[:start])):
            continue  # the dot in a foreign name, the number of an item
        if char in ":," and prose[start - 1].isdigit() and prose[start + 1 : start + 2].isdigit():
            continue
        message = say("half-width `{found}` in Chinese: write `{wanted}`", found=char, wanted=_TO_WIDE[char])
        if char in "!?" and search_before(_BRAND, prose, start, 30):
            yield passage.finding(message, start, match.end(), severity=Severity.HINT)  # Yahoo!
        else:
            yield passage.repair(message, start, match.end(), _TO_WIDE[char])


def _is_in_name(prose: str, dot: int) -> bool:
    return bool(IS_HAN.match(prose, dot - 1) and IS_HAN.match(prose, dot + 1))
