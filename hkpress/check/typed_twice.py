"""A text contains something that hkpress adds, which would then be printed twice.

hkpress sets the quotation marks of a `quote`, the place and date before the first paragraph, and "Photo 1:" before a
caption. Pasted text often has them already.

Wrong: words: {en: “We are delighted.”, tc: 「我們很高興。」}
Right: words: {en: We are delighted., tc: 我們很高興。}

A quotation of two parts, “Yes,” she said. “We are ready.”, is left alone, since only its author can split it. `--fix`
removes the rest, except a place or a day that hkpress would not print: move those to `place:` and `date:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from hkpress.check import memo
from hkpress.check.dateline import DATELINE
from hkpress.check.finding import Edit, Finding
from hkpress.check.messages import Message, say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.figures import Day, Fact, Weekday, find

CODE = "typed-twice"
SEVERITY = Severity.WARNING

MOST_BESIDE = 12
"""How many letters a dateline may have besides the day, such as a day of the week."""
_MARKS = {"en": ("“”", '""', "「」"), "tc": ("「」", "“”", '""', "『』"), "sc": ("“”", "「」", '""')}
_NUMBERED = {
    "en": re.compile(
        r"(?:Photos?|Pictures?|Images?|Captions?|Fig(?:ure)?\.?) ?(?:\d{1,2}|[A-D])? ?[:：]\s*", re.IGNORECASE
    ),
    "tc": re.compile(
        r"[（(【]?(?:圖片?|相片?|照片|附圖|圖說)(?: ?[\d一二三四五六七八九十]{1,3})?(?:[)）】] ?[：:]?|\s*[：:])\s*"
    ),
}
_STOPS_AFTER = re.compile(r"[)）】]?\s*[–—－-]{0,2}\s*")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every text with marks, a number or a dateline that hkpress adds."""
    written = proof.release.manuscript
    for passage in proof.passages:
        yield from memo.findings(passage, _in_passage)
        if passage.loc[:2] == ("body", 0) and not written.source:  # a news wire has no dateline
            place = (written.place.en if passage.edition == "en" else written.place.tc) if written.place else ""
            yield from memo.findings(passage, _dateline, place, written.date)


def _in_passage(passage: Passage) -> Iterator[Finding]:
    if passage.loc[-2:-1] == ("words",) and (spans := marks(passage)):
        message = say("hkpress adds the quotation marks: delete these")
        edits = tuple(Edit(passage.place(*span), "") for span in spans)
        yield passage.finding(message, *spans[0], edits=edits)
    if passage.loc[0] == "photos" and passage.field == "caption":
        pattern = _NUMBERED["en" if passage.edition == "en" else "tc"]
        if match := pattern.match(passage.text):
            message = say("hkpress adds the number of the photo: delete `{found}`", found=match[0].strip())
            yield _deleted(passage, match.end(), message)


def _dateline(passage: Passage, place: str, issued: date) -> Iterator[Finding]:
    typed = DATELINE.match(passage.text)
    fact = _day(typed["bracketed"] or typed["bare"], passage.edition) if typed else None
    if not typed or not fact:
        return
    rest = _STOPS_AFTER.match(passage.text, typed.end())
    end = rest.end() if rest else typed.end()
    found = passage.text[:end].strip()
    said = found.replace(fact.text, "").strip(" ,，、()（）【】–—－-")
    if said.casefold() in ("", place.casefold()) and _is_on(fact, issued):
        yield _deleted(passage, end, say("hkpress adds place and date: delete `{found}`", found=found))
    else:
        message = say("hkpress prints a dateline: move `{found}` to `place:` and `date:`", found=found)
        yield passage.finding(message, 0, len(passage.text[:end].rstrip()))


def _deleted(passage: Passage, end: int, message: Message) -> Finding:
    """A finding for the first words. `--fix` deletes them up to *end*, with the space behind them."""
    edit = Edit(passage.place(0, end), "")
    return passage.finding(message, 0, len(passage.text[:end].rstrip()), edits=(edit,))


def _day(words: str, edition: str) -> Fact | None:
    """The day in the words, if they say little else."""
    facts = [fact for fact in find(words, edition) if not isinstance(fact.value, Weekday)]
    if len(facts) != 1 or len(words) - len(facts[0].text) > MOST_BESIDE:
        return None
    day = facts[0].value
    return facts[0] if isinstance(day, Day) and day.month and day.day else None


def _is_on(fact: Fact, issued: date) -> bool:
    day = fact.value
    return isinstance(day, Day) and (day.year or issued.year, day.month, day.day) == issued.timetuple()[:3]


def marks(passage: Passage) -> list[tuple[int, int]]:
    """The places of the outer marks, if every paragraph opens with one and the last one closes, or each does."""
    text = passage.text
    parts = [*_paragraphs(text)]
    for pair in _MARKS[passage.edition]:
        opening, closing = pair[0], pair[1]
        count = text.count(opening) if opening == closing else text.count(opening) + text.count(closing)
        opened = [(start, start + 1) for start, end in parts if text[start] == opening and end > start + 1]
        closed = [(end - 1, end) for start, end in parts if text[end - 1] == closing and end > start + 1]
        if opened and len(opened) == len(parts) and closed[-1:] == [(parts[-1][1] - 1, parts[-1][1])]:
            if count == len(parts) + 1:
                return [*opened, closed[-1]]
            if count == 2 * len(parts) == 2 * len(closed):
                return sorted([*opened, *closed])
    return []


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text begin and end, without the blanks around them."""
    start = 0
    for gap in (*re.finditer(r"\n[ \t]*\n", text), None):
        piece = text[start : gap.start() if gap else len(text)]
        if words := piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(words)
        start = gap.end() if gap else start
