"""Looks once, and not again for every following box, for places where a line that is too long can end."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import Any


def break_waiting_children(own: Callable[..., Any]) -> Callable[..., Any]:
    """End a line inside the last of the boxes that no line may part, if one of them allows it.

    WeasyPrint tries each, at each width in px, and again whenever a box is added. Those tried in vain are marked.
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
