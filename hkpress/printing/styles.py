"""Computed styles in WeasyPrint in less time: the same values.

It walks through every rule of the cascade for each of the hundred properties of each element, most of which are as they
are inherited or were at the beginning, and works out the percentages of a text once for every line.
"""

from __future__ import annotations

import sys
from functools import cache, partial
from operator import itemgetter
from typing import Any

from hkpress.printing.lines import face
from hkpress.printing.spacing import VERSION


@cache
def install() -> bool:
    """Have WeasyPrint compute styles so; False if this is a version that is not known."""
    import weasyprint
    from weasyprint.css import AnonymousStyle, ComputedStyle, StyleFor
    from weasyprint.formatting_structure.boxes import Box, PageBox
    from weasyprint.layout import background, percent, preferred
    from weasyprint.layout import page as layout_page
    from weasyprint.text import line_break

    if weasyprint.__version__ != VERSION:
        return False
    own_value, own_resolve = ComputedStyle.__missing__, percent.resolve_percentages
    own_strut = line_break.strut
    own_fit, own_compute, own_style = preferred.shrink_to_fit, StyleFor.set_computed_styles, StyleFor.__call__
    own_begin, own_backgrounds = AnonymousStyle.__init__, background.layout_box_backgrounds
    own_page_styles = layout_page.set_page_type_computed_styles
    plain, inherited, logical, initial, has_math = _properties()
    fresh = {name: initial[name] for name in plain - inherited}

    def value(self: Any, key: str) -> Any:
        """The value of a property: what no rule gives and nothing is to be computed for is found at once."""
        cascaded, parent = self.cascaded, self.parent_style
        if parent is None or key in cascaded:
            return own_value(self, key)
        if key in logical and logical[key][self["direction"]] in cascaded:
            return own_value(self, key)
        if key in inherited or key[:2] == "__":
            if has_math(found := parent[key]):
                return own_value(self, key)
        elif key in plain:
            found = initial[key]
        elif key in _LINES and self[_LINES[key]] in ("none", "hidden"):
            found = 0
        elif key == "position" or (key == "float" and self["position"]):
            self.specified[key] = found = initial[key]
        else:
            return own_value(self, key)
        self[key] = found
        return found

    def begin(self: Any, parent_style: Any) -> None:
        own_begin(self, parent_style)
        self.update(fresh)

    def fit(context: Any, box: Any, available: float) -> Any:
        """A width that fits: where all of it fits, nobody needs to know how narrow it could be."""
        widest = preferred.max_content_width(context, box, outer=False)
        return widest if widest <= available else own_fit(context, box, available)

    struts: dict[tuple[Any, str], Any] = {}

    def strut(style: Any) -> Any:
        """The height and baseline of a line without text, which WeasyPrint writes out all values for to find again."""
        if "strut" not in style.__dict__:
            key = face(style), str(style["line_height"])
            if key not in struts:
                struts[key] = own_strut(style)
            style.strut = struts[key]
        return style.strut

    def is_in_normal_flow(self: Any) -> bool:
        position = self.style["position"]
        out = position in ("absolute", "fixed") or position[0] in ("running()", "note()")
        return not out and self.style["float"] not in _OUT_OF_FLOW

    def compute(self: Any, element: Any, parent: Any, *rest: Any, pseudo_type: str | None = None, **more: Any) -> None:
        """Compute the style of an element, or remember how to: notes and markers are asked of few elements."""
        if pseudo_type in _SELDOM:
            cascaded = self.get_cascaded_styles()[element, pseudo_type]
            waiting = self.__dict__.setdefault("waiting", {})
            waiting[element, pseudo_type] = cascaded, partial(own_compute, self, element, parent, *rest, **more)
        else:
            own_compute(self, element, parent, *rest, pseudo_type=pseudo_type, **more)

    def style_of(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
        if pseudo_type in _SELDOM and (found := self.__dict__.get("waiting", {}).pop((element, pseudo_type), None)):
            cascaded, finish = found
            styles = self.get_cascaded_styles()
            styles[element, pseudo_type] = cascaded
            finish(pseudo_type=pseudo_type)
            del styles[element, pseudo_type]
        return own_style(self, element, pseudo_type)

    def page_styles(page_type: Any, html: Any, style_for: Any) -> None:
        """The styles of a page and its margins: those of an earlier page to which the same rules apply."""
        style_for.add_page_declarations(page_type)
        rules = {name: each for (kind, name), each in style_for.get_cascaded_styles().items() if kind == page_type}
        seen = style_for.__dict__.setdefault("pages", [])
        styles = style_for.get_computed_styles()
        for known, like in seen:
            if known == rules:
                styles.update({(page_type, name): styles[like, name] for name in (None, *rules)})
                return
        own_page_styles(page_type, html, style_for)
        if page_type.index:  # not the first, which is there before the size of a page is known
            seen.append((rules, page_type))

    def backgrounds(page: Any, box: Any, fetch: Any, layout_children: bool = True, style: Any = None) -> None:
        """Give a box and all in it their backgrounds and rounded corners: most have none."""
        if style or box is page or not _is_bare(box.style):
            own_backgrounds(page, box, fetch, layout_children, style)
            return
        box.__dict__.update(_NO_CORNERS)
        box.background = None
        if layout_children:
            for child in box.all_children():
                backgrounds(page, child, fetch)

    def resolve(box: Any, containing_block: Any) -> None:
        """Give a box its used sizes."""
        size = containing_block
        width, height = (size.width, size.height) if isinstance(size, Box) else size
        style, down = box.style, height if isinstance(box, PageBox) else width
        known = style.__dict__.setdefault("used_sizes", {})
        key = (width, height, down, *_changed(style))
        if key not in known:
            known[key] = _used(style, width, height, down)
        if used := known[key]:
            box.__dict__.update(used)
        else:
            own_resolve(box, containing_block)

    AnonymousStyle.__init__, Box.is_in_normal_flow = begin, is_in_normal_flow
    ComputedStyle.__missing__, StyleFor.set_computed_styles, StyleFor.__call__ = value, compute, style_of
    background.layout_box_backgrounds = backgrounds
    layout_page.set_page_type_computed_styles = page_styles
    replaced = (
        ("resolve_percentages", own_resolve, resolve),
        ("shrink_to_fit", own_fit, fit),
        ("strut", own_strut, strut),
    )
    for name, own, new in replaced:
        for path, module in list(sys.modules.items()):
            if path.startswith("weasyprint.layout") and getattr(module, name, None) is own:
                setattr(module, name, new)
    return True


_OUT_OF_FLOW = {"left", "right", "inline-start", "inline-end", "footnote"}
_SELDOM = {"footnote-call", "footnote-marker", "marker", "note-call", "note-marker", "note-callback"}
_SIDES = ("top", "right", "bottom", "left")
_LINES = {f"border_{side}_width": f"border_{side}_style" for side in _SIDES} | {"outline_width": "outline_style"}
_ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "width", "min_width", "max_width")
_DOWN = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
_HEIGHTS = ("height", "min_height", "max_height")
_WIDTHS = tuple(f"border_{side}_width" for side in _SIDES)
_NAMES = (*_ACROSS, *_DOWN, *_HEIGHTS)
_changed = itemgetter("width", "min_width", "max_width", *_HEIGHTS)  # in a grid, and where boxes are flexible
_sizes = itemgetter("box_sizing", "border_collapse", *_NAMES)
_widths = itemgetter(*_WIDTHS)


def _used(style: Any, width: Any, height: Any, down: Any) -> dict[str, Any] | None:
    """The used sizes of a box in a place of *width* and *height* px; None if they are not simply found.

    Of *down* its margins and paddings above and below are percentages.
    """
    sizing, collapse, *sizes = _sizes(style)
    if sizing != "content-box" or collapse == "collapse":
        return None
    used: dict[str, Any] = dict(zip(_WIDTHS, _widths(style), strict=True))
    wholes = (width,) * len(_ACROSS) + (down,) * len(_DOWN) + (height,) * len(_HEIGHTS)
    for name, size, whole in zip(_NAMES, sizes, wholes, strict=True):
        if size == "auto" or size is None:
            used[name] = 0 if name in ("min_width", "min_height") else size
            continue
        unit = getattr(size, "unit", None)
        if unit == "px":
            used[name] = size.value
        elif unit == "%" and whole != "auto":
            used[name] = whole * size.value / 100
        else:
            return None
    return used


_NO_CORNERS = {f"border_{corner}_radius": (0, 0) for corner in ("top_left", "top_right", "bottom_right", "bottom_left")}
_corners = itemgetter(*_NO_CORNERS)


def _is_bare(style: Any) -> bool:
    """Whether a box of this style has neither background nor rounded corners; the style is asked once."""
    found: bool | None = style.__dict__.get("is_bare")
    if found is None:
        found = style.is_bare = bool(
            style["visibility"] == "visible"
            and all((0, "px") in corner for corner in _corners(style))
            and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and all(kind == "none" for kind, _ in style["background_image"])
            and not style["box_shadow"]
            and style["background_color"] != "currentcolor"
            and style["background_color"].alpha == 0
        )
    return found


def _properties() -> tuple[frozenset[str], frozenset[str], dict[str, dict[str, str]], dict[str, Any], Any]:
    """Those that need no computing if no rule gives them; those inherited; the logical names of others by direction."""
    from weasyprint.css import check_math, computed_values, properties

    initial = properties.INITIAL_VALUES
    inherited = frozenset(properties.INHERITED) & initial.keys()
    logical = {
        name: {direction: function(block="ttb", inline=direction) for direction in ("ltr", "rtl")}
        for name, function in computed_values.PHYSICAL_FUNCTIONS.items()
    }
    inherited |= {name for name in initial if name.startswith("text_decoration_")} | {"page"}  # as if they were
    plain = {name for name in initial if name in inherited or name not in properties.INITIAL_NOT_COMPUTED}
    return (
        frozenset(plain - {"position", "float", "display"}),
        inherited,
        logical,
        initial,
        check_math,
    )
