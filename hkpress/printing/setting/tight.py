"""Makes pictures smaller where they would leave much of a page blank, or a few lines alone on the last one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

SIZES = ("tight", "tight tighter")
"""The classes of a page that is set with smaller pictures, and with smaller ones still."""
FEW, BLANK = 0.3, 0.15
"""The least filled share of the last page, and the largest blank share of any other page."""
MOST = 8
"""Documents up to this many pages are set a second time; in a longer one half a page does not matter."""


def is_worth_it(root: Element, pages: Any) -> bool:
    """Whether smaller pictures may make the engine's *pages* better."""
    if not 1 < len(pages) <= MOST or next(root.iter("figure"), None) is None:
        return False
    return _filled(pages[-1]) < FEW or _blank(pages) > BLANK or all(_are_contacts(pages[-1]._page_box.children[0]))


def tighten(root: Element, size: str) -> None:
    """Set the page with smaller pictures, by its style sheet: *size* is one of the SIZES, or "" for usual ones."""
    body = root.find("body")  # the engine keeps the root's classes as it first read them
    assert body is not None
    others = [name for name in body.get("class", "").split() if name not in SIZES[-1].split()]
    body.set("class", " ".join([*others, size]).strip())


def is_better(tried: Any, pages: Any) -> bool:
    """Whether smaller pictures give fewer pages, or clearly less blank space."""
    return len(tried) < len(pages) or (len(tried) == len(pages) and BLANK < _blank(pages) > _blank(tried))


def _are_contacts(box: Any) -> Iterator[bool]:
    """For each line and picture in a box whether it belongs to the contacts or the links below them."""
    if box.element is not None and box.element.get("class") in ("contacts", "links"):
        yield True
    elif not getattr(box, "children", ()) or type(box).__name__ == "LineBox":
        yield False
    else:
        for child in box.children:
            yield from _are_contacts(child)


def _blank(pages: Any) -> float:
    """The largest blank share below the text of a page, not counting the last page."""
    return max((1 - _filled(page) for page in pages[:-1]), default=0.0)


def _filled(page: Any) -> float:
    """The used share of the height of a page's text area."""
    box = page._page_box
    bottom = max((inner.position_y + inner.height for inner in _leaves(box.children[0])), default=0.0)
    return float((bottom - box.content_box_y()) / box.height)


def _leaves(box: Any) -> Iterator[Any]:
    """The lines and pictures in a box."""
    children = getattr(box, "children", ())
    if not children or type(box).__name__ == "LineBox":
        yield box
    else:
        for child in children:
            yield from _leaves(child)
