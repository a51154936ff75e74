"""Elements that a theme opens and never closes, or closes and never opened. Browsers guess what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hkpress.core.diagnostics import Diagnostic, Severity
from hkpress.core.layout import PACKAGED
from hkpress.page.document import Document, line_with
from hkpress.page.labels import at_line

_TAG = re.compile(
    r"<!--.*?-->|<style\b.*?</style>|<(?P<end>/?)(?P<name>div|section|article|header|footer|main|nav|aside|figure"
    r"|figcaption|blockquote|table|ul|ol|dl|h[1-6]|span|strong|em|b|i|a|svg|p)\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)


def unpaired(document: Document) -> Iterator[Diagnostic]:
    """A warning for each such element of the page, at the line of the theme that has it."""
    theme = document.theme
    if not any([*(root / theme.name).glob("*.html")] for root in theme.roots if root != PACKAGED):
        return
    for piece, message in dict.fromkeys(_open_or_stray(document.html)):
        place = line_with(piece, theme)
        told = (
            at_line(*place, message, "template")
            if place
            else Diagnostic(message, "template", theme.file("release.html"))
        )
        yield replace(told, severity=Severity.WARNING)


def _open_or_stray(html: str) -> Iterator[tuple[str, str]]:
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if not name or tag[0].endswith("/>"):
            continue
        if not tag["end"]:
            opened.append(tag)
        elif all(each["name"].lower() != name for each in opened):
            yield tag[0], f"`{tag[0]}` closes nothing: leave it out"
        else:
            while (inner := opened.pop())["name"].lower() != name:
                yield from _left_open(inner)
    for each in opened:
        yield from _left_open(each)


def _left_open(tag: re.Match[str]) -> Iterator[tuple[str, str]]:
    name = tag["name"].lower()
    if name != "p":  # HTML lets a paragraph end by itself
        yield tag[0], f"`{tag[0]}` is never closed: write `</{name}>` where it ends"
