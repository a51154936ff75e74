"""Two wordings of a text → what changed between them: figures, dates, links, names and words, each as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from hkpress.figures import Fact, Value, find
from hkpress.figures import Kind as Figure

_DATES = {
    Figure.DATE, Figure.YEAR, Figure.FISCAL_YEAR, Figure.QUARTER, Figure.HALF_YEAR, Figure.DECADE, Figure.TIME,
    Figure.WEEKDAY,
}  # fmt: skip
_ADDRESSES = {Figure.PHONE, Figure.EMAIL, Figure.URL}


class Kind(StrEnum):
    """What a change is of, the gravest first."""

    FIGURE = "figure"
    DATE = "date"
    LINK = "link"
    QUOTE = "quote"
    NAME = "name"
    PICTURE = "picture"
    ORDER = "order"
    WORDING = "wording"


class Token(NamedTuple):
    """A word, a Chinese character, or a figure, link or name as a whole."""

    text: str
    kind: Kind = Kind.WORDING
    value: str = ""
    """What it says, however it is written."""
    readings: tuple[Value, ...] = ()
    """The same of a figure, in any language."""


class Edit(NamedTuple):
    """Tokens that others stand in the place of; equal ones have `changed` False."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]
    changed: bool
    quoted: bool = False
    """Whether it stands in quotation marks."""

    @property
    def kind(self) -> Kind:
        kinds = {token.kind for token in (*self.gone, *self.come)}
        plain = Kind.QUOTE if self.quoted else Kind.WORDING
        return min(kinds - {Kind.WORDING} or {plain}, key=list(Kind).index)

    @property
    def gone(self) -> tuple[Token, ...]:
        return tuple(_without(self.old, self.new))

    @property
    def come(self) -> tuple[Token, ...]:
        return tuple(_without(self.new, self.old))


def _without(side: Iterable[Token], other: Iterable[Token]) -> Iterator[Token]:
    """The tokens of one side that say something which the other does not say."""
    left = Counter((token.kind, token.value) for token in other)
    for token in side:
        if left[token.kind, token.value]:
            left[token.kind, token.value] -= 1
        else:
            yield token


def edits(old: str, new: str, language: str, names: Iterable[str] = ()) -> list[Edit]:
    """The way from one text to the other: what stays and what changes, in turns."""
    listed = tuple(names)
    before, after = (tuple(tokens(text, language, listed)) for text in (old, new))
    found: list[Edit] = []
    depth = 0
    for tag, *span in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        sides = before[span[0] : span[1]], after[span[2] : span[3]]
        marks = "".join(token.text for side in sides for token in side)
        quoted = depth > 0 or bool(tag != "equal" and re.search("[“”「」『』]", marks))
        found.append(Edit(*sides, tag != "equal", quoted))
        kept = "".join(token.text for token in sides[0])
        depth += sum(map(kept.count, "“「")) - sum(map(kept.count, "”」"))
    return _merged(found)


def _merged(found: list[Edit]) -> list[Edit]:
    """The edits, those that only a space or a word parts in one."""
    result: list[Edit] = []
    for each in found:
        if each.changed and len(result) > 1 and _parts_little(result[-2], result[-1], each):
            gap, first = result.pop(), result.pop()
            quoted = first.quoted and each.quoted
            each = Edit(first.old + gap.old + each.old, first.new + gap.new + each.new, True, quoted)
        result.append(each)
    return result


def _parts_little(first: Edit, gap: Edit, second: Edit) -> bool:
    plain = all(token.kind is Kind.WORDING for edit in (first, second) for side in edit[:2] for token in side)
    return not "".join(token.text for token in gap.old).strip() or (plain and len(gap.old) <= 2)


# --- tokens ---------------------------------------------------------------------------------------

_LINK = re.compile(r"\[(?P<words>[^\[\]\n]*)\]\((?P<address>[^()\s]*)\)")
_TITLE_CASE = re.compile(r"[A-Z][\w.’'-]*(?: (?:(?:of|and|for|&) )?[A-Z][\w’'-]*)+")
_TITLED = re.compile(r"[\u4e00-\u9fff]{2,3}(?=先生|女士|小姐|太太|博士|教授|工程師|工程师|醫生|医生|律師|律师)")
_WORD = re.compile(r"[^\W\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+(?:[’'-]\w+)*|\s+|.", re.DOTALL)


class _Span(NamedTuple):
    start: int
    end: int
    token: Token


def tokens(text: str, language: str, names: Iterable[str] = ()) -> Iterator[Token]:
    """The text in tokens; brackets of a link are left out."""
    position = 0
    for start, end, token in _apart(_spans(text, language, names)):
        yield from _words(text[position:start])
        if token.text:
            yield token
        position = end
    yield from _words(text[position:])


def _words(text: str) -> Iterator[Token]:
    return (Token(word, Kind.WORDING, word) for word in _WORD.findall(text))


def _spans(text: str, language: str, names: Iterable[str]) -> Iterator[_Span]:
    """What is to be one token, the more important first."""
    for link in _LINK.finditer(text):
        yield _Span(link.start(), link.start() + 1, Token(""))
        yield _Span(link.end("words"), link.end(), Token(link["address"], Kind.LINK, link["address"]))
    for fact in find(text, language):
        yield _Span(
            fact.start, fact.end, Token(fact.text, _kind(fact), f"{fact.kind} {fact.value}", tuple(fact.readings))
        )
    for name in sorted(filter(None, names), key=len, reverse=True):
        for found in re.finditer(re.escape(name), text):
            yield _Span(*found.span(), Token(name, Kind.NAME, name))
    for found in (_TITLE_CASE if language == "en" else _TITLED).finditer(text):
        yield _Span(*found.span(), Token(found[0], Kind.NAME, found[0]))


def _kind(fact: Fact) -> Kind:
    return Kind.DATE if fact.kind in _DATES else Kind.LINK if fact.kind in _ADDRESSES else Kind.FIGURE


def _apart(spans: Iterable[_Span]) -> list[_Span]:
    """The spans that do not overlap one before them, in order of place."""
    taken: set[int] = set()
    kept = []
    for span in spans:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept)
