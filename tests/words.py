"""The words of a web page, as readers see them."""

from __future__ import annotations

from html.parser import HTMLParser

INLINE = frozenset(["a", "b", "em", "i", "span", "strong"])
VOID = frozenset(["br", "img", "link", "meta"])


class Words(HTMLParser):
    """The words inside and outside of <main>."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside, self.outside = "", ""
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append("hidden" if ("hidden", None) in attrs else tag)
        if tag not in INLINE:
            self.apart()

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()
        if tag not in INLINE:
            self.apart()

    def apart(self) -> None:
        self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if "main" in self.open:
            self.inside += data
        elif not {"head", "style", "hidden"} & set(self.open):
            self.outside += data


class Blocks(Words):
    """The text of each block inside <main>."""

    def __init__(self, html: str) -> None:
        super().__init__(html)
        self.texts = [text for text in (" ".join(each.split()) for each in self.inside.split("\x00")) if text]

    def apart(self) -> None:
        self.handle_data("\x00")
