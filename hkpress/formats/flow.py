"""The content of a release's web page in its order: paragraphs, pictures, tables, and the letterhead.

Word files are written from it, so that order and wording are in the theme's templates and nowhere else.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Run:
    """Words of one style inside a paragraph."""

    words: str
    strong: bool = False
    emphasis: bool = False
    bold: bool = False
    """Bold that belongs to the page, such as "Photo 1:", and not to the author's text."""
    raised: bool = False
    """Whether it is the mark of a footnote."""
    link: str = ""
    """The target of a link; "" for none."""
    lang: str = ""
    """The language of the words, if it is not the page's."""
    style: str = ""
    """The class of the element around them."""
    picture: WordPicture | None = None
    """A picture in the line, in place of words: a logo."""
    loc: str = ""
    """The place of the text in the release's files, where the page was `located`; "" for words of the page itself."""


@dataclass(frozen=True)
class WordParagraph:
    """One paragraph: the styles that fit it, the best first, and its words."""

    styles: tuple[str, ...]
    runs: tuple[Run, ...]
    series: int = 0
    """Which numbered or inner list it is an item of, counted from 1; 0 for none."""
    level: int = 0
    """How many lists are around its own."""
    count: str = ""
    """How its list counts, by the class of its element; "" for 1. 2. 3. and for bullets."""
    apart: bool = False
    """Whether it opens another card, such as the second contact."""

    @property
    def words(self) -> str:
        return "".join(run.words for run in self.runs)


@dataclass(frozen=True)
class WordPicture:
    styles: tuple[str, ...]
    data: bytes
    alt: str
    size: tuple[int, int] = 0, 0
    """Width and height of a drawing (SVG) in pixels; nothing of a photo, which knows its own."""


@dataclass(frozen=True)
class WordTable:
    styles: tuple[str, ...]
    head: int
    """How many rows are heads."""
    rows: tuple[tuple[tuple[WordParagraph, ...], ...], ...]
    totals: frozenset[int] = frozenset()
    """Which rows are sums of the others."""


WordBlock = WordParagraph | WordPicture | WordTable


@dataclass(frozen=True)
class Flow:
    """The text, and the words above and below it on each page, by class of their element."""

    blocks: tuple[WordBlock, ...]
    around: dict[str, tuple[Run, ...]]
    houses: tuple[tuple[Run, ...], ...] = ()
    """The letterhead of each issuer, where the page has them."""


AROUND = ("masthead", "running", "date", "folio", "embargo")
"""What a letterhead can show on every page."""

PAGE, PAGES = "page", "pages"
"""The styles of the two runs of a folio that count pages."""

_UNREAD_TAGS = frozenset({"head", "nav", "noscript", "script", "style", "svg", "template"})
_BLOCK_TAG = re.compile(
    "address|article|aside|blockquote|body|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header"
    "|hr|html|li|main|ol|p|pre|section|summary|td|th|ul"
)
_STYLES = {
    "h1": "heading 1",
    "h2": "heading 2",
    "h3": "heading 3",
    "h4": "heading 3",
    "figure": "figure",
    "figcaption": "caption",
    "caption": "table caption",
    "th": "table head",
    "td": "table text",
    "hr": "break",
}
_LINK_ADDRESS = re.compile(r"(?i)(https?://|mailto:|tel:)\S+$")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_ROOT = ("body text",)


def flow(html: str) -> Flow:
    """What the page says, without hidden elements and the language switch."""
    import lxml.html  # put off: only Word files need it

    from hkpress.release import inline

    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    body = lxml.html.document_fromstring(inline.without_figures(html).encode(), parser=parser).find("body")
    for element in _classed(body, "until"):
        element.drop_tree()  # the letterhead has the embargo already
    around = {
        name: _around(element) if element is not None else ()
        for name in ("masthead", "running", "folio", "embargo")
        for element in [next(iter(_classed(body, name)), None)]
    }
    houses = tuple(_around(each) for head in _classed(body, "masthead")[:1] for each in _classed(head, "house"))
    around["date"] = tuple(run for run in around["running"] if run.style == "date")
    around["running"] = tuple(run for run in around["running"] if run.style != "date")
    for element in [each for name in ("masthead", "running", "folio") for each in _classed(body, name)]:
        element.drop_tree()
    return Flow(tuple(_Walk().blocks_of(body)), around, houses)


def _classed(body: Any, name: str) -> list[Any]:
    elements = body.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
    return [each for each in elements if each.getparent() is not None]


def _around(element: Any) -> tuple[Run, ...]:
    """The words and pictures of an element, its paragraphs on lines of their own.

    The name of an issuer stands in the line of its logo, the next issuer after a blank line.
    """
    runs: list[Run] = []
    for block in _Walk(hidden=True).blocks_of(element):
        if isinstance(block, WordTable):
            continue
        paragraph = isinstance(block, WordParagraph)
        inside = block.runs if isinstance(block, WordParagraph) else (Run("", picture=block),)
        if paragraph and "address" in block.styles:
            inside = tuple(replace(run, style="address", link="") for run in inside)
        elif runs and "issuer" in block.styles and not runs[-1].picture:
            runs.append(Run("\n", style="address"))
        beside = runs and runs[-1].picture and paragraph and "issuer" in block.styles
        runs += (*([Run("  " if beside else "\n")] if runs else []), *inside)
    return tuple(runs)


@dataclass(frozen=True)
class _Look:
    """What words inherit from the elements around them."""

    styles: tuple[str, ...] = _ROOT
    run: Run = Run("")
    series: int = 0
    level: int = -1
    """How many lists are around; -1 outside of every list."""
    count: str = ""


class _Walk:
    """Gathers runs until a block begins or ends."""

    def __init__(self, *, hidden: bool = False) -> None:
        self.hidden = hidden
        self.blocks: list[WordBlock] = []
        self.runs: list[Run] = []
        self.lists = 0

    def blocks_of(self, element: Any) -> list[WordBlock]:
        self.inside(element, _Look())
        self.end(_Look())
        return self.blocks

    def inside(self, element: Any, look: _Look) -> None:
        self.say(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self.enter(child, look)
            self.say(child.tail, look)

    def say(self, words: str | None, look: _Look) -> None:
        if words:
            self.runs.append(replace(look.run, words=words))

    def enter(self, element: Any, look: _Look) -> None:
        tag = element.tag
        if tag in _UNREAD_TAGS or (element.get("hidden") is not None and not self.hidden):
            return
        if tag == "sup":  # in brackets, as in the text edition: once copied, 250¹ reads as 2501
            self.runs.append(replace(_inline(element, look.run), words=f"[{element.text_content()}]", raised=True))
        elif tag == "br":
            self.runs.append(replace(look.run, words="\n"))
        elif tag == "img":
            self.end(look)
            self.blocks += _word_picture(element, (*_classes(element), *look.styles))
        elif tag == "table":
            self.end(look)
            self.table(element, look)
        elif _BLOCK_TAG.fullmatch(tag) or _classes(element) == ("unit",):
            self.end(look)
            inner = self.block_look(element, look)
            before = len(self.blocks)
            self.inside(element, inner)
            self.end(inner)
            if tag == "address" and len(self.blocks) > before and element.getprevious() is not None:
                self.blocks[before] = _set_apart(self.blocks[before], element)
            if len(self.blocks) == before and inner.styles[0] == "break":
                self.blocks.append(WordParagraph(inner.styles, ()))
        else:
            if _classes(element) in ((PAGE,), (PAGES,)):
                self.runs.append(Run("1", style=_classes(element)[0]))
            self.inside(element, replace(look, run=_inline(element, look.run)))

    def block_look(self, element: Any, look: _Look) -> _Look:
        classes, tag = _classes(element), element.tag
        own = _STYLES.get(tag, "")
        if tag in ("ol", "ul"):
            level, own = look.level + 1, "list number" if tag == "ol" else "list bullet"
            counted = tag == "ol" or level > 0
            self.lists += counted
            series, count = self.lists if counted else 0, classes[0] if classes else "" if tag == "ol" else "dash"
            return replace(look, styles=(*classes, own, *look.styles), series=series, level=level, count=count)
        if tag == "th":
            return replace(look, styles=(*(f"{own} {each}" for each in classes), own, *classes, *look.styles))
        return replace(look, styles=(*classes, *([own] if own else []), *look.styles))

    def end(self, look: _Look) -> None:
        """End the paragraph under way, if it has words."""
        runs = tuple(_tidy(self.runs))
        self.runs = []
        if runs:
            level, count = (look.level, look.count) if look.series else (0, "")
            self.blocks.append(WordParagraph(look.styles, runs, look.series, level, count))

    def table(self, element: Any, look: _Look) -> None:
        styles = (*_classes(element), *look.styles)
        for caption in element.iterchildren("caption"):
            self.enter(caption, replace(look, styles=styles))
        cells = tuple(
            tuple(self.cell(cell, look) for cell in row.iterchildren("td", "th"))
            for row in element.iter("tr")  # a table inside a cell becomes rows of this one; no theme has such a table
        )
        head = sum(all(cell.tag == "th" for cell in row) for row in element.iter("tr"))
        totals = frozenset(at for at, row in enumerate(element.iter("tr")) if "total" in _classes(row))
        if cells:
            self.blocks.append(WordTable(styles, head, cells, totals))

    def cell(self, element: Any, look: _Look) -> tuple[WordParagraph, ...]:
        walk = _Walk()
        walk.enter(element, replace(look, styles=_ROOT))
        return tuple(block for block in walk.blocks if isinstance(block, WordParagraph))


def _set_apart(block: WordBlock, element: Any) -> WordBlock:
    """The block that opens a card, with space above it if another card precedes."""
    if isinstance(block, WordParagraph) and element.getprevious().tag == "address":
        return replace(block, apart=True)
    return block


def _classes(element: Any) -> tuple[str, ...]:
    """The classes, the last and most specific first."""
    return tuple(reversed((element.get("class") or "").split()))


def _inline(element: Any, run: Run) -> Run:
    match element.tag:
        case "strong":
            run = replace(run, strong=True)
        case "em":
            run = replace(run, emphasis=True)
        case "b":
            run = replace(run, bold=True)
        case "a" if _LINK_ADDRESS.match(element.get("href") or ""):
            run = replace(run, link=element.get("href"))
    classes = _classes(element)
    return replace(
        run,
        lang=element.get("lang") or run.lang,
        loc=element.get("data-loc") or run.loc,
        style=classes[0] if classes else run.style,
    )


def _word_picture(element: Any, styles: tuple[str, ...]) -> Iterator[WordBlock]:
    """A picture inside the page; its description, if Word cannot show it."""
    head, _, data = (element.get("src") or "").partition(";base64,")
    alt = element.get("alt") or ""
    size = int(element.get("width") or 0), int(element.get("height") or 0)
    is_drawing = head == "data:image/svg+xml" and all(size)
    if is_drawing or head in ("data:image/jpeg", "data:image/png", "data:image/gif"):
        names = *styles[:1], "figure", *styles[1:]
        yield WordPicture(names, base64.b64decode(data), alt, size if is_drawing else (0, 0))
    elif alt:
        yield WordParagraph(styles, (Run(alt),))


def _tidy(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with white space as a browser shows it, and neighbours of one look joined."""
    tidied: list[Run] = []
    before = "\n"
    for run in runs:
        words = run.words if run.words == "\n" else _SPACE.sub(" ", run.words)
        if words[0] == " " and before in " \n":
            words = words[1:]
        if words == "\n" and before == " ":
            tidied[-1] = replace(tidied[-1], words=tidied[-1].words[:-1])
        if not words:
            continue
        before = words[-1]
        if tidied and replace(tidied[-1], words="") == replace(run, words=""):
            tidied[-1] = replace(run, words=tidied[-1].words + words)
        else:
            tidied.append(replace(run, words=words))
    while tidied and not tidied[-1].words.rstrip(" \n"):
        tidied.pop()
    if tidied:
        tidied[-1] = replace(tidied[-1], words=tidied[-1].words.rstrip(" \n"))
    yield from (run for run in tidied if run.words)
