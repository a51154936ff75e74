"""Computes used sizes once, where WeasyPrint computes them for every line."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from hkpress.printing.speed.lines import face


def shrink_to_fit(own: Callable[..., Any]) -> Callable[..., Any]:
    """The width of a box that is as wide as its contents. Its least width matters only if they do not fit."""

    def shrink_to_fit(context: Any, box: Any, available: float) -> Any:
        from weasyprint.layout import preferred

        widest = preferred.max_content_width(context, box, outer=False)
        return widest if widest <= available else own(context, box, available)

    return shrink_to_fit


def strut(own: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The height and baseline of a line without text, by font and line height; kept in the style, too."""
    struts: dict[tuple[Any, str], Any] = {}

    def strut(style: Any) -> Any:
        if "strut" not in style.__dict__:
            key = face(style), str(style["line_height"])
            if key not in struts:
                struts[key] = own(style)
            style.strut = struts[key]
        return style.strut

    return strut


def resolve_percentages(own: Callable[..., None]) -> Callable[..., None]:
    """Give a box its used sizes: those of an earlier box of the same style in a place of the same size."""
    from weasyprint.formatting_structure.boxes import Box, PageBox

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        size = containing_block
        width, height = (size.width, size.height) if isinstance(size, Box) else size
        style, down = box.style, height if isinstance(box, PageBox) else width
        known = style.__dict__.setdefault("used_sizes", {})
        key = (width, height, down, *_changing(style))
        if key not in known:
            known[key] = _used(style, width, height, down)
        if known[key]:
            box.__dict__.update(known[key])
        else:
            own(box, containing_block)

    return resolve_percentages


_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "width", "min_width", "max_width")
_DOWN = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
_HEIGHTS = ("height", "min_height", "max_height")
_changing = itemgetter("width", "min_width", "max_width", *_HEIGHTS)  # used in flex and grid layout


def _used(style: Any, width: Any, height: Any, down: Any) -> dict[str, Any]:
    """The used sizes of a box in a place of *width* and *height* px; none if they are not simple.

    The margins and paddings above and below it are percentages of *down*.
    """
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return {}
    used = {name: style[name] for name in _BORDERS}
    for names, whole in ((_ACROSS, width), (_DOWN, down), (_HEIGHTS, height)):
        for name in names:
            size = style[name]
            if size == "auto" or size is None:
                used[name] = 0 if name in ("min_width", "min_height") else size
            elif getattr(size, "unit", None) == "px":
                used[name] = size.value
            elif getattr(size, "unit", None) == "%" and whole != "auto":
                used[name] = whole * size.value / 100
            else:
                return {}
    return used
