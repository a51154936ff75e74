"""Page numbers of a document that is one of several: only the margins of its pages are set again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any


def layout_document(own: Callable[..., Iterator[Any]]) -> Callable[..., list[Any]]:
    """WeasyPrint's pages know the context that they were laid out in."""

    def kept(html: Any, root: Any, context: Any) -> list[Any]:
        pages = [*own(html, root, context)]
        for page in pages:
            page.context = context
        return pages

    return kept


def number(page: Any, index: int, before: int, total: int) -> bool:
    """Set the margins of a document's page again, which follows *before* other pages and is one of *total*.

    Returns False, and changes nothing, if text of the page has page numbers too: all must then be laid out again.
    """
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.layout.background import layout_box_backgrounds
    from weasyprint.layout.page import make_margin_boxes

    context = getattr(page, "context", None)
    if context is None or any(state["content_lookups"] for *_, state in context.page_maker):
        return False
    context.current_page = index + 1
    state = deepcopy(context.page_maker[index + 1][3])
    counters = state[1]
    counters["page"] = [*counters["page"][:-1], counters["page"][-1] + before]
    counters["pages"] = [total]
    margins = [*make_margin_boxes(context, page, state)]
    for margin in margins:
        layout_box_backgrounds(page, margin, context.get_image_from_uri)
    page.children = (*(child for child in page.children if not isinstance(child, MarginBox)), *margins)
    return True
