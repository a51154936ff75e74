"""Looks for the places where a long line can break once, not again for every following box."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import Any


def break_waiting_children(own: Callable[..., Any]) -> Callable[..., Any]:
    """End a line inside the last of the unbreakable boxes, if one of them allows it. WeasyPrint tries each box at each
    width in px, and again whenever a box is added. This marks boxes that were tried in vain.
    """

    def break_waiting_children(*given: Any) -> Any:
        *before, children, waiting, first_letter, first_line = given
        new = [*takewhile(lambda each: "unbroken" not in vars(each[1]), reversed(waiting))][::-1]
        place, tried = len(children), waiting[: len(waiting) - len(new)]
        resume = own(*before, children, new, first_letter, first_line)
        if resume and next(iter(resume.values())) is not None:  # the line ends inside one of the new
            children[place:place] = tried
        else:
            for _, box, _ in new:
                box.unbroken = True
        return resume

    return break_waiting_children
