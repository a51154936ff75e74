"""Takes style sheets out of the page and gives them to WeasyPrint separately, so that a process parses each once."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element


def cut_out(root: Element) -> list[str]:
    """Remove the style sheets for paper from the page and return them; none if that could change their order or
    meaning."""
    styles = list(root.iter("style"))
    texts = [style.text or "" for style in styles]
    simple = all(
        style.keys() in ([], ["media"])
        and style.get("media", "all") in ("all", "print", "screen")
        and not _CONTEXTUAL.search(_COUNTER_STYLE.sub("", text))
        for style, text in zip(styles, texts, strict=True)
    )
    if not simple or any("!" in each.get("style", "") or "stylesheet" in each.get("rel", "") for each in root.iter()):
        return []
    for style, text in zip(styles, texts, strict=True):
        style.text = "\n".join(_COUNTER_STYLE.findall(text))  # counter styles belong to the page
    return [
        _COUNTER_STYLE.sub("", text)
        for style, text in zip(styles, texts, strict=True)
        if style.get("media") != "screen"
    ]


_COUNTER_STYLE = re.compile(r"@counter-style [\w-]+ \{[^{}]*\}")
_CONTEXTUAL = re.compile(r"(?i)@(?:import|layer|namespace|counter-style|color-profile)")  # properties of the whole page
