"""Where the lines of a headline may end: between words, never inside a name or a quoted title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from markupsafe import Markup, escape

from hkpress.chinese import words
from hkpress.chinese.gaps import BOUNDARY
from hkpress.core.characters import HAN
from hkpress.page.page import Page, Paragraph
from hkpress.page.whole import unbreakable
from hkpress.release import inline


def pieces(page: Page, text: str) -> tuple[str, ...]:
    """The pieces of a headline *text* inside which no line may end; a mark or space belongs to the piece before."""
    said = inline.to_words(text)
    if not page.edition.is_chinese:
        return tuple(match[0] for match in re.finditer(rf"(?:{unbreakable(said, _headline_names(page))}|\S)+\s*", said))
    around = "\n".join(block.text for block in page.body if isinstance(block, Paragraph))
    return words.split(said, _headline_names(page), around)


def measure(pieces: Sequence[str], room: float) -> float:
    """The width of lines, in letters, that makes a Chinese headline break between its pieces even in a program that
    breaks Chinese anywhere; *room* where no width is better."""
    ends = [*accumulate(map(_width, pieces))]
    signs = [*accumulate(_width(sign) for piece in pieces for sign in piece)]
    if not ends or ends[-1] <= room:
        return room
    widths = [end + _SLACK for end in ends if end + _SLACK < room] + [room]
    clauses = [end for end, piece in zip(ends, pieces, strict=True) if piece[-1:].isspace()]
    return min(widths, key=lambda width: _cost(_line_ends(signs, width), ends, clauses))


_SLACK = 0.4
"""How much wider than its letters a line is, so that it holds them in any face, and no more."""


def _width(words: str) -> float:
    """The rough width of words, in Chinese letters."""
    return sum(1.0 if sign > "\u2e80" or sign in "“”‘’—…" else 0.3 if sign == " " else 0.56 for sign in words)


def _line_ends(signs: Sequence[float], width: float) -> list[float]:
    """The ends of lines of that width."""
    ends, start = [], 0.0
    for before, end in pairwise(signs):
        if end - start > width:
            ends.append(before)
            start = before
    return [*ends, signs[-1]]


def _cost(lines: Sequence[float], ends: Sequence[float], clauses: Sequence[float]) -> tuple[int, int, int, float]:
    """How bad these line ends are: lines that end inside a word, number of lines, clauses that end inside a line, and
    the difference between the longest line and the last."""
    inside = sum(not _is_among(line, ends) for line in lines)
    parted = sum(not _is_among(clause, lines) for clause in clauses)
    lengths = [end - start for start, end in pairwise([0.0, *lines])]
    return inside, len(lines), parted, max(lengths) - lengths[-1]


def _is_among(place: float, places: Sequence[float]) -> bool:
    return any(abs(each - place) < 0.01 for each in places)


def _headline_names(page: Page) -> list[str]:
    issuers = [name for issuer in page.issuers for name in (issuer.name, issuer.short)]
    return [*page.names, *page.known, *issuers, page.place]


def with_breaks(html: Markup, page: Page, text: str) -> Markup:
    """The *html* of a headline *text* in which lines end between words, and never behind a figure: with `<wbr>` where
    lines of Chinese may end, and spans around English names, and figures with the words that they count."""
    html = Markup(inline.without_figures(str(html)))  # noqa: S704 (it is the HTML that was given)
    if len(html) > LONGEST:
        return html
    if not page.edition.is_chinese:
        whole = rf"(?:{unbreakable(html, [str(escape(name)) for name in _headline_names(page)])})(?![^<>]*>)"
        return Markup(re.sub(whole, rf'<span class="{WHOLE}">\g<0></span>', str(html)))  # noqa: S704 (it is the HTML that was given)
    found = pieces(page, text)
    parts = (_narrowed(part, piece) for part, piece in zip(_split(str(html), found), found, strict=True))
    return _clauses("".join(_with_breaks(parts, found)))


LONGEST = 1000
"""Characters. A longer text is not treated as a headline."""
WHOLE = "whole"
"""The class of the pieces inside which no line of an English headline ends."""
NARROW = 12
"""Chinese characters in a line of a headline on a telephone."""
GAP, CLAUSE = "gap", "clause"
"""The class of the empty element before a `<wbr>` where Chinese meets Latin, which keeps a gap that a browser would
leave out; and the class of a clause."""

_INNER = '<wbr class="inner">'
_GAP_HTML = f'<span class="{GAP}"></span>'
_CLAUSE_BREAK = re.compile(rf"((?<=\u3000)<wbr>|(?<=[{HAN}」』》”]) <wbr>(?=[{HAN}「『《“]))")
_NOTED_SIGN = r'<span class="whole">(?P<noted>&[#\w]+;|[^<])<sup>.*?</sup></span>'
_HTML_SIGN = re.compile(rf"{_NOTED_SIGN}|<sup>.*?</sup>|<br ?/?>\n?|<[^>]*>|&[#\w]+;|.", re.DOTALL)


def _split(html: str, whole: Sequence[str]) -> list[str]:
    """The HTML of each of these pieces of its words."""
    parts, left = [""], iter(whole)
    room = len(next(left))
    for match in _HTML_SIGN.finditer(html):
        parts[-1] += match[0]
        if match["noted"] or not match[0].startswith("<") or match[0].startswith("<br"):
            room -= 1
            if not room and (after := next(left, None)):
                parts.append("")
                room = len(after)
    return parts


def _narrowed(html: str, piece: str) -> str:
    """The HTML of a piece. A long name or quoted title breaks between its words, on a line that has no room for it."""
    inner = words.split(piece[1:]) if len(piece) > NARROW else ()
    if len(inner) < 2 or not _is_closed(html):
        return html
    return f'<span class="{CLAUSE}">{_INNER.join(_split(html, [piece[0] + inner[0], *inner[1:]]))}</span>'


def _with_breaks(parts: Iterable[str], whole: Sequence[str]) -> Iterator[str]:
    for part, (piece, after) in zip(parts, pairwise([*whole, ""]), strict=True):
        yield part
        if after:
            yield f"{_GAP_HTML}<wbr>" if BOUNDARY.search(piece[-1] + after[0]) else "<wbr>"


def _clauses(html: str) -> Markup:
    """Each clause, which a space ends, in an element that moves to the next line as a whole. An ideographic space
    belongs to it, or it would begin a line behind a clause of several lines."""
    clauses = _CLAUSE_BREAK.split(html)
    if len(clauses) > 1 and all(map(_is_closed, clauses[::2])):
        clauses[::2] = (f'<span class="{CLAUSE}">{clause}</span>' for clause in clauses[::2])
    return Markup("".join(clauses))  # noqa: S704 (it is the HTML that was given)


def _is_closed(html: str) -> bool:
    """Whether all elements that begin in it end in it."""
    return len(re.findall(r"<(?!wbr|br|img|/)", html)) == html.count("</")
