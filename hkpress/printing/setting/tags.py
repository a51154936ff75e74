"""The tags of a PDF: the language of each part, and one table or list even where it continues overleaf.

WeasyPrint gives the language of the whole document only, so a screen reader would read an English name in a Chinese
release with a Chinese voice. It also tags the rows on each page as a table of their own (its issue #2903).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

_JOINED = frozenset(["/Table", "/THead", "/TBody", "/TFoot", "/L", "/LI", "/LBody"])


def build_box_tree(own: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Give a tag the language of its element, and note the parts of tables and lists."""
    import pydyf

    def build(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(box, "element", None)
        lang = element.get("lang") if element is not None and element.tag != "html" else None
        for tag in own(box, parent, pdf, *rest):
            if lang:
                tag["Lang"] = pydyf.String(lang)
            if tag["S"] in _JOINED and not hasattr(tag, "noted"):  # <body> passes on the tags of its content
                tag.noted = True
                pdf.__dict__.setdefault("parts", {}).setdefault((element, tag["S"]), []).append(tag)
            yield tag

    return build


def add_tags(own: Callable[..., None]) -> Callable[..., None]:
    """Add the tags, and join the parts of each table and list.

    Rows of a head that is repeated overleaf follow those of the first page, since a table has one head.
    """

    def add_tags(pdf: Any, *rest: Any) -> None:
        own(pdf, *rest)
        by_reference = {each.reference: each for each in pdf.objects}
        for first, *others in pdf.__dict__.get("parts", {}).values():
            for other in others:
                _join(by_reference, first, other)

    return add_tags


def _join(by_reference: dict[bytes, Any], first: Any, other: Any) -> None:
    """Move the children of a tag to the *first* part of the same element, and drop the tag."""
    by_reference[other["P"]]["K"].remove(other.reference)
    for reference in other["K"]:
        by_reference[reference]["P"] = first.reference
        first["K"].append(reference)
    other.free = "f"
