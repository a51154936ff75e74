"""Computed styles in WeasyPrint in less time: the same values.

It walks through every rule of the cascade for each of the hundred properties of each element, most of which are as they
are inherited or were at the beginning, and works out the percentages of a text once for every line.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

from hkpress.formats.spacing import VERSION


@cache
def install() -> bool:
    """Have WeasyPrint compute styles so; False if this is a version that is not known."""
    import weasyprint
    from weasyprint.css import ComputedStyle
    from weasyprint.formatting_structure.boxes import Box, PageBox
    from weasyprint.layout import percent

    if weasyprint.__version__ != VERSION:
        return False
    own_value, own_resolve = ComputedStyle.__missing__, percent.resolve_percentages
    plain, inherited, logical, initial, has_math = _properties()

    def value(self: Any, key: str) -> Any:
        """The value of a property: what no rule gives and nothing is to be computed for is found at once."""
        cascaded, parent = self.cascaded, self.parent_style
        if parent is None or key in cascaded or key not in plain:
            return own_value(self, key)
        if key in logical and logical[key][self["direction"]] in cascaded:
            return own_value(self, key)
        found = parent[key] if key in inherited else initial[key]
        if has_math(found):
            return own_value(self, key)
        self[key] = found
        return found

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

    ComputedStyle.__missing__ = value
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.layout") and getattr(module, "resolve_percentages", None) is own_resolve:
            module.resolve_percentages = resolve  # type: ignore[attr-defined]
    return True


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
    return frozenset(plain - special - {"position", "float", "display", "page"}), inherited, logical, initial, check_math
