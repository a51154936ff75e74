"""Sets Chinese as an editor would: gaps, squeezed marks, and places where no line may end.

Rules: W3C Requirements for Chinese Text Layout (CLREQ). They change the tree of a page on its way to the PDF, so
authors and designers never see them; browsers have CSS for most of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from xml.etree.ElementTree import Element

from hkpress.chinese.gaps import BOUNDARY, SPACED
from hkpress.chinese.words import TITLE
from hkpress.core.characters import CLOSING, HAN, OPENING, STOPS
from hkpress.release.unbroken import in_chinese

HALF = "cjk-half"
"""The class of a full-width mark that is set half as wide because of its neighbour in another element."""
PULLED = {0: "cjk-starts", -1: "cjk-ends"}
"""The class of a link with such a mark at its start or end: the whole link moves by that half."""
CLAUSE = "cjk-clause"
"""The class of a clause of a headline, which moves to the next line as a whole if it can."""

PAUSE = "cjk-pause"
"""The class of the ideographic space behind a clause."""

TAIL = 4
"""The last characters of a clause, which stay together when it does not fit on one line."""

# In the PDF's text, only the space of a gap is left of these.
JOINER = "\u2060"
"""WORD JOINER: no line ends here."""
GAP = "\u200b"
"""ZERO WIDTH SPACE: a gap between Chinese and Latin, where a line may end."""
JOINED_GAP = "\ufeff"
"""ZERO WIDTH NO-BREAK SPACE: a gap where no line ends."""
GAP_WIDTH = 0.16
"""In em. One of 1/6 would be copied as a space from Chrome."""

_OPENING, _CLOSING, _STOPS = f"{OPENING}“‘", f"{CLOSING}”’", STOPS

_SQUEEZED = re.compile(
    rf"[{_CLOSING}](?={JOINER}?[{_CLOSING}{_STOPS}{_OPENING}])"
    rf"|(?:(?<=[{_OPENING}{_STOPS}])|(?<=[{_OPENING}{_STOPS}]{JOINER}))[{_OPENING}]"
)
_SQUEEZED_MAINLAND = re.compile(rf"{_SQUEEZED.pattern}|[{_STOPS}](?={JOINER}?[{_CLOSING}])")  # a stop sits left there
_GLUED = re.compile(
    rf"(?<=[0-9%])(?=[{HAN}])"  # 24日, 15,000名
    r"|(?<=[0-9])(?=[%°])|(?<=[$€£])(?=[0-9])|(?<=[A-Z])(?=[$€£])"  # HK$60
    r"|(?<=[0-9] )(?=[0-9])"  # 2629 6850, 16 473
    r"|(?<=[0-9][萬億万亿千百兆])(?=[萬億万亿港美元名個个人間间項项平公])"  # 600億港元
    r"|(?<=[0-9][萬億万亿][港美])(?=元)|(?<=[0-9][萬億万亿]人民)(?=[幣币])"
    # these may not start a line; between two — there is no joiner, or the font could not draw them as one
    rf"|(?<=[^\s{_OPENING}—…])(?=[·～—…])"
)
_LAST = re.compile(rf"(?<=[{HAN}])(?=[{HAN}][{_CLOSING}{_STOPS}]*\s*$)")  # no line of a single character
_IN_TITLE = rf"(?![^{_OPENING}{_CLOSING}]{{0,{TITLE}}}[{_CLOSING}])"
CLAUSE_END = re.compile(rf"(?:(?<=[，；：。！？])|(?<=\u3000)|{SPACED.pattern}){_IN_TITLE}")
"""Where a clause of a headline ends: not inside a quoted title."""

_BLOCK_TAGS = """address article blockquote body caption dd div dt figcaption figure footer h1 h2 h3 h4 header html
    li main nav ol p section table tbody td tfoot th thead tr ul"""
_APART = frozenset([*_BLOCK_TAGS.split(), "br", "img"])
_SKIPPED = frozenset(["head", "script", "style", "title"])


@dataclass(frozen=True)
class Setting:
    """What to do to a line of text, by the index of a character."""

    gaps: frozenset[int]
    """Characters with a gap before them."""
    halves: frozenset[int]
    """Marks set half as wide."""
    joins: frozenset[int]
    """Characters before which no line may end."""


def setting(text: str, *, mainland: bool = False, heading: bool = False, names: Iterable[str] = ()) -> Setting:
    """How to set the Chinese *text* of one paragraph or heading. No line should break inside one of *names*."""
    gaps = frozenset(match.start() for match in BOUNDARY.finditer(text))
    joins = {match.start() for pattern in (_GLUED, _LAST) for match in pattern.finditer(text)}
    joins |= gaps & {at for match in in_chinese().finditer(text) for at in range(match.start() + 1, match.end())}
    for clause in CLAUSE_END.split(text) if heading else ():
        end = text.index(clause) + len(clause)
        joins |= set(range(end - TAIL + 1, end)) if len(clause) > 2 * TAIL else set()
    for name in names:
        for match in re.finditer(re.escape(name), text):
            joins |= set(range(match.start() + 1, match.end()))
    return Setting(gaps, halves(text, mainland=mainland), frozenset(joins))


@lru_cache(maxsize=4096)  # each text is needed twice: for the page and for its lines
def halves(text: str, *, mainland: bool = False) -> frozenset[int]:
    """The marks that are set half as wide because of their neighbours, with or without joiners between."""
    marks = _SQUEEZED_MAINLAND if mainland else _SQUEEZED
    return frozenset(match.start() for match in marks.finditer(text))


def set_chinese(root: Element, names: Iterable[str] = (), headline: Iterable[str] = ()) -> None:
    """Set all Chinese text below *root*, in place. No line should break inside one of *names*.

    *headline* are the pieces of the headline, which must stay on one line too.
    """
    names, words = tuple(names), dict.fromkeys(word for word in headline if len(word) > 1)
    for heading in [element for element in root.iter() if element.tag in ("h1", "h2")]:
        heading.set("data-label", "".join(heading.itertext()))  # for the bookmark: what follows adds joiners
        _part_clauses(heading)
    for paragraph in list(_text_runs(root)):
        if any(chunk.lang.startswith("zh") for chunk in paragraph):
            _typeset_paragraph(paragraph, (*names, *words) if paragraph[0].headline else names)


# --- the tree -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Chunk:
    """A piece of text between two tags: the text at the start of an element, or the tail behind it."""

    element: Element
    parent: Element | None
    """The element's parent if this is its tail."""
    text: str
    lang: str
    linked: bool
    """Whether it is in a link."""
    heading: bool
    headline: bool

    @property
    def closed(self) -> bool:
        """Whether to leave it alone: it is not Chinese, or it is in a link, where each piece would get an annotation
        of its own."""
        return self.linked or not self.lang.startswith("zh")

    def replace(self, pieces: Iterable[tuple[str, str]]) -> None:
        """Put (text, class) pieces in place of the text, those with a class as spans."""
        plain, spans = "", list[Element]()
        for text, kind in pieces:
            if not kind:
                plain = text
                continue
            self._put(plain, spans)
            plain, span = "", Element("span", {"class": kind})
            span.text = text
            spans.append(span)
        self._put(plain, spans)
        if spans:  # searching for the place would take longer with every element
            into = self.element if self.parent is None else self.parent
            at = 0 if self.parent is None else list(into).index(self.element) + 1
            into[at:at] = spans

    def pull(self, place: int) -> None:
        """Move the element around the text by the blank half of its first or last character, if it holds nothing
        else."""
        if self.parent is None and not len(self.element):
            self.element.set("class", f"{self.element.get('class', '')} {PULLED[place]}".strip())

    def _put(self, plain: str, spans: Sequence[Element]) -> None:
        if spans:
            spans[-1].tail = plain
        elif self.parent is None:
            self.element.text = plain
        else:
            self.element.tail = plain


def _text_runs(root: Element) -> Iterator[list[_Chunk]]:
    """The text of the tree in runs that no block, line break or picture interrupts."""
    run: list[_Chunk] = []
    for chunk in _chunks(root, "", False, False):
        if chunk:
            run.append(chunk)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _chunks(
    element: Element, lang: str, linked: bool, heading: bool, headline: bool = False
) -> Iterator[_Chunk | None]:
    """Every piece of text in order, and None where a run of them ends."""
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    lang = element.get("lang", lang)
    linked = linked or element.tag == "a"
    heading, headline = heading or element.tag in ("h1", "h2"), headline or element.tag == "h1"
    apart = [None] if element.tag in _APART else []
    yield from apart
    if element.text:
        yield _Chunk(element, None, element.text, lang, linked, heading, headline)
    for child in element:
        yield from _chunks(child, lang, linked, heading, headline)
        if child.tail:
            yield _Chunk(child, element, child.tail, lang, linked, heading, headline)
    yield from apart


def _typeset_paragraph(chunks: list[_Chunk], names: tuple[str, ...]) -> None:
    text = "".join(chunk.text for chunk in chunks)
    mainland, heading = any(chunk.lang.startswith("zh-Hans") for chunk in chunks), chunks[0].heading
    wanted = setting(text, mainland=mainland, heading=heading, names=names)
    gaps = {index: JOINED_GAP if index in wanted.joins else GAP for index in wanted.gaps}
    marks = dict.fromkeys(wanted.joins, JOINER) | gaps
    start, after_closed = 0, False
    for chunk, after in zip(chunks, [*chunks[1:], None], strict=True):
        end = start + len(chunk.text)
        first, last = marks.get(start, ""), ""
        # A gap where two elements meet is put into the first, unless that is closed. There a joiner parts it from the
        # edge: Pango leaves out the spacing at either end of a text.
        if start in gaps:
            first = JOINER + gaps[start] if after_closed and not chunk.closed else ""
        if end in gaps and not chunk.closed:
            last = gaps[end] + JOINER
        if end not in wanted.joins and not any(each.lang.startswith("zh") for each in (chunks[0], after or chunk)):
            last = last.replace(JOINER, GAP)  # an English line may end behind Chinese words
        inside = {start: first, end: last} | {at: marks[at] for at in range(start + 1, end) if at in marks}
        halved = {at for at in range(start, end) if at in wanted.halves}
        halved -= {start + index for index in halves(chunk.text, mainland=mainland)}
        for place, marks_there in ((0, _OPENING), (-1, _CLOSING)) if chunk.linked else ():
            if range(start, end)[place] in halved and chunk.text[place] in marks_there:
                chunk.pull(place)
        chunk.replace(_classed_pieces(text, start, end, inside, frozenset() if chunk.closed else halved))
        start, after_closed = end, chunk.closed


def _classed_pieces(
    text: str, start: int, end: int, marks: dict[int, str], alone: Collection[int]
) -> Iterator[tuple[str, str]]:
    """The text from *start* to *end* as (text, class), with marks inserted; characters in *alone* are pieces of their
    own."""
    plain = ""
    for index in range(start, end):
        plain += marks.get(index, "")
        if index in alone:
            yield plain, ""
            yield text[index], HALF
            plain = ""
        else:
            plain += text[index]
    yield plain + marks[end], ""


def _part_clauses(heading: Element) -> None:
    """Put each clause of a headline in an element of its own, so that lines end between clauses."""
    clauses = CLAUSE_END.split(heading.text or "")
    clauses = [clause for clause in clauses if clause]
    if len(clauses) < 2 or len(heading):
        return
    heading.text = ""
    for clause in clauses:
        bare = clause.rstrip(" \u3000")
        pause = clause[len(bare) :].rstrip(" ")
        for kind, text in filter(itemgetter(1), ((CLAUSE, bare), (PAUSE, pause))):
            span = Element("span", {"class": kind})
            span.text = text
            heading.append(span)
        heading[-1].tail = clause[len(bare) + len(pause) :]
