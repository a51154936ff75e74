"""Style sheets taken out of the page and given to WeasyPrint apart, so that each is parsed once a process."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element


def take(root: Element) -> list[str]:
    """The style sheets for paper, emptied in the page; none if their order or meaning could change by that."""
    styles = list(root.iter("style"))
    simple = all(
        style.keys() in ([], ["media"])
        and style.get("media", "all") in ("all", "print", "screen")
        and not _CONTEXTUAL.search(style.text or "")
        for style in styles
    )
    if not simple or any("!" in each.get("style", "") or "stylesheet" in each.get("rel", "") for each in root.iter()):
        return []
    taken = [style.text or "" for style in styles if style.get("media") != "screen"]
    for style in styles:
        style.text = ""
    return taken


_CONTEXTUAL = re.compile(r"(?i)@(?:import|layer|namespace|counter-style|color-profile)")  # concern the whole page
