"""A finished page must load and run nothing. This module finds whatever would, and makes browsers refuse it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser

POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
"""What a page lets a browser do: show the pictures, fonts and styles in it."""

_HEAD = re.compile(r"<head(?:\s[^>]*)?>\n?", re.IGNORECASE)


def sealed(html: str, policy: str = POLICY) -> str:
    """The page with its Content-Security-Policy, first in its head. Raises ValueError if it has no head."""
    head = _HEAD.search(html)
    if not head:
        raise ValueError("a page needs a <head>: extend the page of `base`")
    return f'{html[: head.end()]}<meta http-equiv="Content-Security-Policy" content="{policy}">\n{html[head.end() :]}'


def loads(html: str) -> list[tuple[str, str]]:
    """Everything in the HTML that a browser would load, run or open without a click, each with a sentence on what
    is wrong.

    Links may lead wherever a reader can open them. In a mail, pictures are its own parts (`cid:`).
    """
    page = _Page()
    page.feed(html)
    page.close()
    return page.found


_INSIDE = re.compile(r"(?:data:(?:image|font|application/font)|cid:|#)", re.IGNORECASE)
_RUNS = frozenset({"script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "base", "form"})
_LOADED = frozenset(
    {"src", "srcset", "imagesrcset", "poster", "data", "background", "action", "formaction", "ping", "attributionsrc",
     "manifest", "srcdoc", "codebase", "code", "archive", "lowsrc", "dynsrc", "profile", "xlink:href"}
)  # fmt: skip
_STYLED = frozenset({"style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "values", "from", "to", "by",
                     "marker", "marker-start", "marker-mid", "marker-end"})  # fmt: skip
_LINKS = frozenset({"a", "area"})
_UNLOADED_LINKS = frozenset({"alternate", "canonical", "author", "license", "next", "prev", "up"})
"""Kinds of `<link>` that browsers do not load."""
_HARMLESS_META = frozenset({"content-type", "content-language", "x-ua-compatible", "content-security-policy"})


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._styled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}  # of two alike, browsers read the first
        if tag in _RUNS:
            self.found.append((f"<{tag}", f"`<{tag}>` is not for a page that is sent out: leave it out"))
        if tag == "meta" and attributes.get("http-equiv", "content-type").strip().lower() not in _HARMLESS_META:
            self.found.append(
                (attributes["http-equiv"], "this `<meta>` is not for a page that is sent out: leave it out")
            )
        if tag in ("set", "animate") and "href" in attributes.get("attributename", "").lower():
            self.found.append(("attributeName", "an address in a drawing cannot be animated: leave it out"))
        for name in attributes:
            if name.startswith("on"):
                self.found.append((name, f"`{name}` would run a script: leave it out"))
        self._look_at_addresses(tag, attributes)
        self._styled = self._styled or tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._styled = self._styled and tag != "style"

    def unknown_decl(self, data: str) -> None:
        self.found.append((f"<![{data[:3]}", _MISREAD))

    def handle_comment(self, data: str) -> None:
        if data.startswith((">", "->")) or "--!>" in data:
            self.found.append((f"<!--{data[:3]}", _MISREAD))
        if shown := _TO_OUTLOOK.match(data):
            self.found += loads(shown[1])

    def handle_data(self, data: str) -> None:
        if self._styled:
            self.found += style_loads(data)

    def _look_at_addresses(self, tag: str, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            addresses = _CANDIDATE.findall(value) if name in ("srcset", "imagesrcset") else [value.strip()]
            for each in addresses if name in _LOADED else ():
                if each and not _INSIDE.match(each):
                    self.found.append((each, _fetched(each)))
            if name in _STYLED:
                self.found += style_loads(value)
        address = attributes.get("href", "").strip()
        if not address:
            return
        if tag in _LINKS:
            if not _LED.match(address):
                self.found.append((address, f"`{address}` is not an address that a reader can open"))
            elif _SECRET.match(address):
                self.found.append((address, f"`{address}` has a name or password in it: leave them out"))
        elif not _INSIDE.match(address) and not (
            tag == "link" and _attribute_words(attributes.get("rel")) <= _UNLOADED_LINKS
        ):
            self.found.append((address, _fetched(address)))


def _attribute_words(value: str | None) -> set[str]:
    return set((value or "stylesheet").lower().split())


_CANDIDATE = re.compile(r"(\S*[^\s,])(?:,|\s[^,]*(?:,|\Z)|\Z)")
"""Each address of a `srcset`; there may be commas in it."""
_MISREAD = "browsers read this as a comment that ends sooner: write `<!-- … -->`, or leave it out"
_TO_OUTLOOK = re.compile(r"\[if[^\]]*\]>(.*?)(?:<!\[endif\]|\Z)", re.IGNORECASE | re.DOTALL)
"""A comment that Outlook and old browsers read."""
_SECRET = re.compile(r"(?i)https?://[^/?#]*@")

_LED = re.compile(r"(?i)(?:https?|mailto|tel):|[#?.]|(?:[\w.()-]|%[0-9a-f]{2})+(?:[/?#]|$)")
"""What a link may lead to: an address, a place on the page, or a file beside it."""


def _fetched(address: str) -> str:
    return f"`{address}` would be fetched when the page is opened: put it in with asset('file')"


_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^\n]))")
_LOADING = re.compile(
    r"@import[^;]*;?|(?<![\w-])(?:-webkit-)?(?:image-set|image|src)\(|url\(\s*(['\"]?)(?P<address>[^'\")]*)",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)  # all editions of a release have the same style sheets
def style_loads(style: str) -> tuple[tuple[str, str], ...]:
    """`loads` for a style sheet or a style attribute: everything in it that a browser would take for an address."""
    return tuple(_style_loads(_ESCAPE.sub(_unescaped, style))) if "(" in style or "@" in style or "\\" in style else ()


def _style_loads(style: str) -> Iterator[tuple[str, str]]:
    for match in _LOADING.finditer(style):
        if (address := match["address"]) is None:
            yield match[0], f"`{match[0]}` would fetch something: write url() with a file beside the style sheet"
        elif address.strip() and not _INSIDE.match(address.strip()):
            yield address, _fetched(address)


def _unescaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    number = int(match[1], 16)
    return chr(number) if 0 < number < 0x110000 else "\ufffd"
