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
    """The *html* of a Chinese headline *text* with `<wbr>` where its lines may end; of an English one, as it is."""
    if not page.edition.is_chinese:
        return html
    ends = set(accumulate(map(len, pieces(page, text))))
    return Markup("").join(_with_ends(html, ends))


_SIGN = re.compile(r"<sup>.*?</sup>|<br ?/?>\n?|<[^>]*>|&[#\w]+;|.", re.DOTALL)


def _with_ends(html: str, ends: set[int]) -> Iterator[Markup]:
    at, last = 0, max(ends, default=0)
    for match in _SIGN.finditer(html):
        yield Markup(match[0])  # noqa: S704 (it is the HTML that was given)
        if not match[0].startswith("<") or match[0].startswith("<br"):
            at += 1
            if at in ends and at < last:
                yield Markup("<wbr>")
