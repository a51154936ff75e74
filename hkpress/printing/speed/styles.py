"""Takes a shortcut to computed values that no rule sets. WeasyPrint goes through the whole cascade for each of the
hundred properties of each element, although most have inherited or initial values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_SIDES = ("top", "right", "bottom", "left")
_LINES = {f"border_{side}_width": f"border_{side}_style" for side in _SIDES} | {"outline_width": "outline_style"}
"""A line that has no style has no width."""


def value(own: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Find the value of a property: an inherited or an initial one at once, all others as WeasyPrint does."""
    from weasyprint.css import check_math, computed_values, properties

    initial = properties.INITIAL_VALUES
    propagated = {name for name in initial if name.startswith("text_decoration_")} | {"page"}
    inherited = frozenset(properties.INHERITED & initial.keys() | propagated)
    computed = frozenset(properties.INITIAL_NOT_COMPUTED - inherited | {"position", "float", "display"})
    logical = {  # border_block_start_width → border_top_width, by direction
        name: {direction: physical(block="ttb", inline=direction) for direction in ("ltr", "rtl")}
        for name, physical in computed_values.PHYSICAL_FUNCTIONS.items()
    }

    def value(self: Any, key: str) -> Any:
        cascaded, parent = self.cascaded, self.parent_style
        if parent is None or key in cascaded:
            return own(self, key)
        if key in logical and logical[key][self["direction"]] in cascaded:
            return own(self, key)
        if key in inherited or key.startswith("__"):  # __ begins a custom property
            found = parent[key]
            if check_math(found):
                return own(self, key)
        elif key in initial and key not in computed:
            found = initial[key]
        elif key in _LINES and self[_LINES[key]] in ("none", "hidden"):
            found = 0
        elif key == "position" or (key == "float" and self["position"]):  # `own` reads these properties in `specified`
            found = self.specified[key] = initial[key]
        else:
            return own(self, key)
        self[key] = found
        return found

    return value
