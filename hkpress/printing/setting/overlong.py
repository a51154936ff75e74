"""Ends a line inside a word that is wider than the line, also where the word begins outside its element.

WeasyPrint breaks such a word only if nothing stands before it in the line: `(<a>https://…</a>)` ran off the paper.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

VAIN = 1000
"""After this many failed attempts, a paragraph's lines may end anywhere. Only hostile text gets that far."""


def split_inline_box(own: Callable[..., Any]) -> Callable[..., Any]:
    """Set a line that is too wide again, and let each of its words break."""

    def split_inline_box(context: Any, box: Any, x: float, max_x: float, *rest: Any) -> Any:
        from weasyprint.formatting_structure.boxes import LineBox
        from weasyprint.layout.inline import trailing_whitespace_size

        if not isinstance(box, LineBox) or box.style["overflow_wrap"] == "normal":
            return own(context, box, x, max_x, *rest)
        state = vars(context)
        lists = [each for each in rest if isinstance(each, list)]
        before = [each.copy() for each in lists]
        around = state.get("anywhere", False)  # a line may hold a block with lines of its own
        state["anywhere"], state["texts"] = vars(box).get("vain", 0) > VAIN, 0
        found = own(context, box, x, max_x, *rest)
        line = found[0]
        wide = line.position_x + line.width - trailing_whitespace_size(context, line) > max_x * (1 + 1e-6)
        if wide and len(line.children) and not state["anywhere"]:
            box.vain = vars(box).get("vain", 0) + state["texts"]
            for each, was in zip(lists, before, strict=True):
                each[:] = was
            state["anywhere"] = True
            found = own(context, box, x, max_x, *rest)
        state["anywhere"] = around
        return found

    return split_inline_box


def split_text_box(own: Callable[..., Any]) -> Callable[..., Any]:
    """Take each text for the first in its line where words may break anywhere."""

    def split_text_box(context: Any, box: Any, width: float, skip: int, is_line_start: bool = True) -> Any:
        state = vars(context)
        state["texts"] = state.get("texts", 0) + 1
        if state.get("anywhere"):
            return own(context, box, max(width, 0), skip, True)
        return own(context, box, width, skip, is_line_start)

    return split_text_box


def break_waiting_children(own: Callable[..., Any]) -> Callable[..., Any]:
    """End the line before a box if its first letter does not fit, where words may break anywhere."""

    def break_waiting_children(context: Any, *given: Any) -> Any:
        *_, children, waiting, _, _ = given
        resume = own(context, *given)
        if resume or not waiting or not vars(context).get("anywhere"):
            return resume
        children.extend(waiting)
        return {waiting[-1][0] + 1: None}

    return break_waiting_children
