"""Underlines only the part of a link with ink: full-width marks at its ends have a blank half."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from hkpress.printing.setting.justify import blank_end, blank_start


def draw_text_decoration(own: Callable[..., None]) -> Callable[..., None]:
    """Draw the line below a link without the blank half of its first and its last mark."""

    def draw_text_decoration(stream: Any, box: Any, offset_x: float, *rest: Any) -> None:
        start = end = 0.0
        if box.element is not None and box.element.tag == "a":
            words = "".join(box.element.itertext())
            start = blank_start(box) if words.startswith(box.text[:2]) else 0
            end = blank_end(box) if words.endswith(box.text[-2:]) else 0
        if start or end:
            box = copy(box)
            box.position_x, box.width = box.position_x + start, box.width - start - end
        own(stream, box, offset_x, *rest)

    return draw_text_decoration
