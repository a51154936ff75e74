"""Two versions of a text → what changed: figures, dates, links, names and words, each as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from hkpress.core import sequences
from hkpress.core.characters import HAN
from hkpress.figures import Fact, Value, find
from hkpress.figures import Kind as FactKind

_DATES = {
    FactKind.DATE, FactKind.YEAR, FactKind.FISCAL_YEAR, FactKind.QUARTER, FactKind.HALF_YEAR, FactKind.DECADE,
    FactKind.TIME, FactKind.WEEKDAY,
}  # fmt: skip
_ADDRESSES = {FactKind.PHONE, FactKind.EMAIL, FactKind.URL}


class ChangeKind(StrEnum):
    """What kind of thing changed, the gravest first."""

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
    kind: ChangeKind = ChangeKind.WORDING
    value: str = ""
    """Its value, whatever the notation."""
    readings: tuple[Value, ...] = ()
    """The values of a figure, to compare with the other language."""

    @property
    def said(self) -> tuple[str, str, str]:
        """Its identity. The readings follow from it, and are slow to compare."""
        return self[:3]


class Replacement(NamedTuple):
    """Old tokens and the new ones that replace them; for equal tokens `changed` is False."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]
    changed: bool
    quoted: bool = False
    """Whether it is in quotation marks."""

    @property
    def kind(self) -> ChangeKind:
        kinds = {token.kind for token in (*self.gone, *self.come)}
        plain = ChangeKind.QUOTE if self.quoted else ChangeKind.WORDING
        return min(kinds - {ChangeKind.WORDING} or {plain}, key=list(ChangeKind).index)

    @property
    def gone(self) -> tuple[Token, ...]:
        return tuple(_missing(self.old, self.new))

    @property
    def come(self) -> tuple[Token, ...]:
        return tuple(_missing(self.new, self.old))


def _missing(side: Iterable[Token], other: Iterable[Token]) -> Iterator[Token]:
    """The tokens of one side whose values the other side lacks."""
    left = Counter((token.kind, token.value) for token in other)
    for token in side:
        if left[token.kind, token.value]:
            left[token.kind, token.value] -= 1
        else:
            yield token


def edits(old: str, new: str, language: str, names: Iterable[str] = ()) -> list[Replacement]:
    """The steps from one text to the other: kept and changed stretches in turn."""
    listed = tuple(names)
    before, after = (tuple(tokens(text, language, listed)) for text in (old, new))
    steps: list[Replacement] = []
    depth = 0
    for tag, *span in sequences.steps(*([token.said for token in side] for side in (before, after))):
        sides = before[span[0] : span[1]], after[span[2] : span[3]]
        marks = "".join(token.text for side in sides for token in side)
        quoted = depth > 0 or bool(tag != "equal" and re.search("[“”「」『』]", marks))
        steps.append(Replacement(*sides, tag != "equal", quoted))
        kept = "".join(token.text for token in sides[0])
        depth += sum(map(kept.count, "“「")) - sum(map(kept.count, "”」"))
    return _merged(steps)


def _merged(edits: list[Replacement]) -> list[Replacement]:
    """The edits, with those that only a space or a word separates merged."""
    result: list[Replacement] = []
    for each in edits:
        if each.changed and len(result) > 1 and _parts_little(result[-2], result[-1], each):
            gap, first = result.pop(), result.pop()
            quoted = first.quoted and each.quoted
            each = Replacement(first.old + gap.old + each.old, first.new + gap.new + each.new, True, quoted)
        result.append(each)
    return result


def _parts_little(first: Replacement, gap: Replacement, second: Replacement) -> bool:
    plain = all(token.kind is ChangeKind.WORDING for edit in (first, second) for side in edit[:2] for token in side)
    return not "".join(token.text for token in gap.old).strip() or (plain and len(gap.old) <= 2)


# --- tokens ---------------------------------------------------------------------------------------

_MARKDOWN_LINK = re.compile(r"\[(?P<words>[^\[\]\n]*)\]\((?P<address>[^()\s]*)\)")
_TITLE_CASE = re.compile(r"[A-Z][\w.’'-]{0,40}(?: (?:(?:of|and|for|&) )?[A-Z][\w’'-]*)+")  # any letter may start one
_NAME_BEFORE_TITLE = re.compile(rf"[{HAN}]{{2,3}}(?=先生|女士|小姐|太太|博士|教授|工程師|工程师|醫生|医生|律師|律师)")
_TOKEN = re.compile(rf"[^\W{HAN}]+(?:[’'-]\w+)*|\s+|.", re.DOTALL)


class _Span(NamedTuple):
    start: int
    end: int
    token: Token


def tokens(text: str, language: str, names: Iterable[str] = ()) -> Iterator[Token]:
    """The tokens of a text, without the brackets of links."""
    position = 0
    for start, end, token in _without_overlaps(_candidate_spans(text, language, names)):
        yield from _word_tokens(text[position:start])
        if token.text:
            yield token
        position = end
    yield from _word_tokens(text[position:])


def _word_tokens(text: str) -> Iterator[Token]:
    return (Token(word, ChangeKind.WORDING, word) for word in _TOKEN.findall(text))


def _candidate_spans(text: str, language: str, names: Iterable[str]) -> Iterator[_Span]:
    """The stretches that form one token, the more important first."""
    for link in _MARKDOWN_LINK.finditer(text):
        yield _Span(link.start(), link.start() + 1, Token(""))
        yield _Span(link.end("words"), link.end(), Token(link["address"], ChangeKind.LINK, link["address"]))
    for fact in find(text, language):
        yield _Span(
            fact.start, fact.end, Token(fact.text, _fact_kind(fact), f"{fact.kind} {fact.value}", tuple(fact.readings))
        )
    for name in sorted(filter(None, names), key=len, reverse=True):
        for match in re.finditer(re.escape(name), text):
            yield _Span(*match.span(), Token(name, ChangeKind.NAME, name))
    for match in (_TITLE_CASE if language == "en" else _NAME_BEFORE_TITLE).finditer(text):
        yield _Span(*match.span(), Token(match[0], ChangeKind.NAME, match[0]))


def _fact_kind(fact: Fact) -> ChangeKind:
    return ChangeKind.DATE if fact.kind in _DATES else ChangeKind.LINK if fact.kind in _ADDRESSES else ChangeKind.FIGURE


def _without_overlaps(spans: Iterable[_Span]) -> list[_Span]:
    """The spans in order of place, without those that overlap an earlier one."""
    taken: set[int] = set()
    kept = []
    for span in spans:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept)
