"""The language of each part of a tagged PDF, which WeasyPrint gives for the whole document only.

Without it a screen reader reads an English name in a Chinese release with a Chinese voice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any


def build_box_tree(own: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Give a tag the language of its element."""
    import pydyf

    def build(box: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(box, "element", None)
        lang = element.get("lang") if element is not None and element.tag != "html" else None
        for tag in own(box, *rest):
            if lang:
                tag["Lang"] = pydyf.String(lang)
            yield tag

    return build
