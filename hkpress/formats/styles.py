"""Computed styles in WeasyPrint in less time: the same values.

It walks through every rule of the cascade for each of the hundred properties of each element, most of which are as they
are inherited or were at the beginning, and works out the percentages of a text once for every line.
"""

from __future__ import annotations

import sys
from functools import cache, partial
from typing import Any

from hkpress.formats.spacing import VERSION


@cache
def install() -> bool:
    """Have WeasyPrint compute styles so; False if this is a version that is not known."""
    import weasyprint
    from weasyprint.css import ComputedStyle, StyleFor
    from weasyprint.formatting_structure.boxes import Box, PageBox
    from weasyprint.layout import percent, preferred
    from weasyprint.text import line_break

    if weasyprint.__version__ != VERSION:
        return False
    own_value, own_resolve = ComputedStyle.__missing__, percent.resolve_percentages
    own_strut = line_break.strut
    own_fit, own_compute, own_style = preferred.shrink_to_fit, StyleFor.set_computed_styles, StyleFor.__call__
    plain, inherited, logical, initial, has_math = _properties()

    def value(self: Any, key: str) -> Any:
        """The value of a property: what no rule gives and nothing is to be computed for is found at once."""
        cascaded, parent = self.cascaded, self.parent_style
        if parent is None or key in cascaded or key not in plain:
            return own_value(self, key)
        if key in logical and logical[key][self["direction"]] in cascaded:
            return own_value(self, key)
        if key not in inherited:
            found = initial[key]
        elif has_math(found := parent[key]):
            return own_value(self, key)
        self[key] = found
        return found

    def fit(context: Any, box: Any, available: float) -> Any:
        """A width that fits: where all of it fits, nobody needs to know how narrow it could be."""
        widest = preferred.max_content_width(context, box, outer=False)
        return widest if widest <= available else own_fit(context, box, available)

    def strut(style: Any) -> Any:
        """The height and baseline of a line without text: WeasyPrint knows them by all values that they depend on."""
        if "strut" not in style.__dict__:
            style.strut = own_strut(style)
        return style.strut

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

    def resolve(box: Any, containing_block: Any) -> None:
        """Give a box its used sizes; those of a style in a place of the same size are the same again."""
        style = box.style
        size = containing_block
        width, height = (size.width, size.height) if isinstance(size, Box) else size
        if not isinstance(box, Box) or style["border_collapse"] == "collapse":
            own_resolve(box, containing_block)
            return
        known = style.__dict__.setdefault("used_sizes", {})
        key = (width, height, isinstance(box, PageBox), *(style[name] for name in _CHANGED))
        if used := known.get(key):
            box.__dict__.update(used)
            return
        own_resolve(box, containing_block)
        known[key] = {name: box.__dict__[name] for name in _USED}

    ComputedStyle.__missing__, StyleFor.set_computed_styles, StyleFor.__call__ = value, compute, style_of
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


_SELDOM = {"footnote-call", "footnote-marker", "marker", "note-call", "note-marker", "note-callback"}
_SIDES = ("top", "right", "bottom", "left")
_CHANGED = ("width", "height", "min_width", "min_height", "max_width", "max_height")  # in grids and flexible boxes
_USED = (
    *_CHANGED,
    *(f"{what}_{side}" for what in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
)


def _properties() -> tuple[frozenset[str], frozenset[str], dict[str, dict[str, str]], dict[str, Any], Any]:
    """Those that need no computing if no rule gives them; those inherited; the logical names of others by direction."""
    from weasyprint.css import check_math, computed_values, properties

    initial = properties.INITIAL_VALUES
    inherited = frozenset(properties.INHERITED) & initial.keys()
    logical = {
        name: {direction: function(block="ttb", inline=direction) for direction in ("ltr", "rtl")}
        for name, function in computed_values.PHYSICAL_FUNCTIONS.items()
    }
    plain = {name for name in initial if name in inherited or name not in properties.INITIAL_NOT_COMPUTED}
    special = {name for name in initial if name.startswith("text_decoration_")}
    return (
        frozenset(plain - special - {"position", "float", "display", "page"}),
        inherited,
        logical,
        initial,
        check_math,
    )
