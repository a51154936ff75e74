"""The language of each part of a tagged PDF, which WeasyPrint gives for the whole document only.

Without it a screen reader reads an English name in a Chinese release with a Chinese voice. There is no hook: a private
function is wrapped, for the one version that this was written for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from hkpress.printing.spacing import VERSION


@cache
def install() -> bool:
    """Teach WeasyPrint to tag languages; False if this is a version that is not known."""
    import pydyf
    import weasyprint
    from weasyprint.pdf import tags

    if weasyprint.__version__ != VERSION:
        return False
    own = tags._build_box_tree

    def build(box: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(box, "element", None)
        lang = element.get("lang") if element is not None and element.tag != "html" else None
        for tag in own(box, *rest):
            if lang:
                tag["Lang"] = pydyf.String(lang)
            yield tag

    tags._build_box_tree = build
    return True
