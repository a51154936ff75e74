"""Where the lines of a headline may end: between words, never inside a name or a quoted title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from markupsafe import Markup, escape

from hkpress.chinese import words
from hkpress.chinese.characters import BOUNDARY, HAN
from hkpress.page.page import Page, Paragraph
from hkpress.release import inline


def pieces(page: Page, text: str) -> tuple[str, ...]:
    """What no line's end may part in the headline *text* of a page, marks and spaces at the end of what they follow."""
    said = inline.to_words(text)
    if not page.edition.is_chinese:
        return tuple(re.findall(r"\S+\s*", said))
    names = [name for issuer in page.issuers for name in (issuer.name, issuer.short)]
    around = "\n".join(block.text for block in page.body if isinstance(block, Paragraph))
    return words.split(said, [*page.names, *page.known, *names, page.place], around)


def parted(html: Markup, page: Page, text: str) -> Markup:
    """The *html* of a headline *text* in which lines end between words, and never behind a figure: with `<wbr>` where
    lines of Chinese may end, and spans around English figures with the words that they count and names with hyphens."""
    html = Markup(inline.without_figures(str(html)))  # noqa: S704 (it is the HTML given)
    if len(html) > LONGEST:
        return html
    if not page.edition.is_chinese:
        names = "|".join(re.escape(str(escape(name))) for name in page.names if "-" in name)
        kept = re.compile(f"{_COUNTED.pattern}|(?:{names})(?![^<>]*>)") if names else _COUNTED
        return Markup(kept.sub(r'<span class="whole">\g<0></span>', str(html)))  # noqa: S704 (it is the HTML given)
    found = pieces(page, text)
    ends = set(accumulate(map(len, found)))
    return _clauses("".join(_with_ends(str(html), "".join(found), ends)))


LONGEST = 1000
"""Characters. What is longer is no headline."""
COUNTED = (
    r"(?<![\w&#;.,$-])(?:[A-Z]{2,3})?[$€£]?\d[\d,.]*%? "
    r"(?!(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with)\b)[A-Za-z]{2,}"
)
"""An English figure and the word that it counts: 90 Stalls, HK$60 billion."""
GAP, CLAUSE = "gap", "clause"
"""The classes of the empty element before a `<wbr>` where Chinese meets Latin, which keeps the gap that a browser would
else leave out there, and of a clause."""

_GAP = f'<span class="{GAP}"></span>'
_COUNTED = re.compile(rf"{COUNTED}(?![^<>]*>)")
_BETWEEN = re.compile(rf"((?<=\u3000)<wbr>|(?<=[{HAN}」』》”]) <wbr>(?=[{HAN}「『《“]))")
_NOTED = r'<span class="whole">(?P<noted>&[#\w]+;|[^<])<sup>.*?</sup></span>'
_SIGN = re.compile(rf"{_NOTED}|<sup>.*?</sup>|<br ?/?>\n?|<[^>]*>|&[#\w]+;|.", re.DOTALL)


def _with_ends(html: str, said: str, ends: set[int]) -> Iterator[str]:
    at = 0
    for match in _SIGN.finditer(html):
        yield match[0]
        if match["noted"] or not match[0].startswith("<") or match[0].startswith("<br"):
            at += 1
            if at in ends and at < len(said):
                yield f"{_GAP}<wbr>" if BOUNDARY.search(said[at - 1 : at + 1]) else "<wbr>"


def _clauses(html: str) -> Markup:
    """Each clause, which a space ends, in an element that moves to the next line as a whole. An ideographic space
    belongs to it, or it would begin a line behind a clause of several lines."""
    clauses = _BETWEEN.split(html)
    if len(clauses) > 1 and all(map(_is_closed, clauses[::2])):
        clauses[::2] = (f'<span class="{CLAUSE}">{clause}</span>' for clause in clauses[::2])
    return Markup("".join(clauses))  # noqa: S704 (it is the HTML that was given)


def _is_closed(html: str) -> bool:
    """Whether all elements that begin in it end in it."""
    return len(re.findall(r"<(?!wbr|br|img|/)", html)) == html.count("</")
