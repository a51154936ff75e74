"""Tables that are wider than their page: smaller type, then a turned page, then an error.

`page.tables` estimates how wide a table gets; only the engine knows, and the theme's faces and margins decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from hkpress.core.diagnostics import Diagnostic
from hkpress.printing.setting.typography import GAP, JOINED_GAP, JOINER

SIZES = ("", "small", "smaller", "turned", "turned smaller")
"""The classes of the box of a table, each narrower than the one before. A turned page is the last resort."""
SLACK = 1.0
"""Pixels by which a table may be wider than its page without anybody seeing it."""


def too_wide(pages: Any) -> list[Element]:
    """The elements of the tables that leave the text area of one of the engine's *pages*."""
    tables = (
        table.element
        for page in pages
        for table in _tables(page._page_box)
        if table.position_x + table.margin_width() > _right(page._page_box) + SLACK
    )
    return list(dict.fromkeys(tables))


def _tables(box: Any) -> Iterator[Any]:
    if box.element_tag == "table" and hasattr(box, "column_groups"):
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _tables(child)


def _right(page: Any) -> float:
    return float(page.position_x + page.margin_left + page.border_left_width + page.padding_left + page.width)


def set_narrower(root: Element, table: Element) -> bool:
    """Give the table the next of the SIZES; False if it has the last."""
    box = next((each for each in root.iter("div") if table in each), None)
    names = box.get("class", "").split() if box is not None else []
    size = " ".join(name for name in names if name != "table")
    if box is None or size not in SIZES[:-1]:
        return False
    box.set("class", f"table {SIZES[SIZES.index(size) + 1]}")
    return True


def as_diagnostic(table: Element) -> Diagnostic:
    """The message for a table that fits no page."""
    cells = ["".join(cell.itertext()).translate(_UNTYPED) for cell in next(table.iter("tr"))]
    return Diagnostic(
        f"the table {known_by(cells)} is too wide for its page, even turned and in small type: give it fewer columns "
        "or shorter words, or make two tables of it",
        CODE,
    )


def known_by(heads: Sequence[str]) -> str:
    """The name of a table in a message: its column heads."""
    return f"of {len(heads)} columns that begins with `{' | '.join(heads[:3])}`"


CODE = "wide-table"
_UNTYPED = dict.fromkeys(map(ord, (JOINER, GAP, JOINED_GAP)))
