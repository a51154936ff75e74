"""Where the lines of a headline may end: between words, never inside a name or a quoted title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from markupsafe import Markup

from hkpress.chinese import words
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
    lines of Chinese may end, and spans around English figures and the words that they count."""
    if len(html) > LONGEST:
        return html
    if not page.edition.is_chinese:
        return Markup(_COUNTED.sub(r'<span class="whole">\g<0></span>', str(html)))  # noqa: S704 (it is the HTML given)
    ends = set(accumulate(map(len, pieces(page, text))))
    return Markup("").join(_with_ends(html, ends))


LONGEST = 1000
"""Characters. To look for words takes a millisecond a character, and what is longer is no headline."""
COUNTED = (
    r"(?<![\w&#;.,$-])(?:[A-Z]{2,3})?[$€£]?\d[\d,.]*%? "
    r"(?!(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with)\b)[A-Za-z]{2,}"
)
"""An English figure and the word that it counts: 90 Stalls, HK$60 billion."""
_COUNTED = re.compile(rf"{COUNTED}(?![^<>]*>)")
_SIGN = re.compile(r"<sup>.*?</sup>|<br ?/?>\n?|<[^>]*>|&[#\w]+;|.", re.DOTALL)


def _with_ends(html: str, ends: set[int]) -> Iterator[Markup]:
    at, last = 0, max(ends, default=0)
    for match in _SIGN.finditer(html):
        yield Markup(match[0])  # noqa: S704 (it is the HTML that was given)
        if not match[0].startswith("<") or match[0].startswith("<br"):
            at += 1
            if at in ends and at < last:
                yield Markup("<wbr>")
