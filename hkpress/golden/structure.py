"""The structure of an edition as readable data: headings, links, languages, tags, fonts."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

import pikepdf
import pypdfium2
import tinyhtml5

from hkpress.golden.reading import Piece, grouped, joined_text, read_pdf, squeezed, targets

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "em", "i", "img", "mark", "q", "s", "small", "span"}
    | {"strong", "sub", "sup", "time", "u", "wbr"}
)
_DATA = re.compile(r"data:([\w/+.-]*);base64,([A-Za-z0-9+/=]+)")


def legible(html: str) -> str:
    """The page with the SHA-256 of each picture instead of its bytes."""
    return _DATA.sub(lambda match: f"data:{match[1]};sha256,{hashlib.sha256(match[2].encode()).hexdigest()}", html)


# --- the web page ---------------------------------------------------------------------------------


class WebPage:
    """The structure of an edition's HTML."""

    def __init__(self, html: str) -> None:
        self.root: Element = tinyhtml5.parse(legible(html), namespace_html_elements=False)

    @cached_property
    def known(self) -> dict[str, str]:
        """Every element's text by its squeezed form."""
        texts = map(_text_of, self.root.iter())
        return {squeezed(text): text for text in texts if text}

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts of the innermost elements that hold text."""
        body = self.root.find("body")
        return tuple(filter(None, map(_text_of, _blocks(body)))) if body is not None else ()

    def describe(self) -> dict[str, Any]:
        elements = list(self.root.iter())
        metas = (each for each in elements if each.tag == "meta" and each.get("content"))
        return {
            "title": self.root.findtext("head/title", ""),
            "language": self.root.get("lang", "none"),
            "metadata": {
                meta.get("name") or meta.get("property") or meta.get("http-equiv", ""): meta.get("content")
                for meta in metas
            },
            "headings": [f"{each.tag}: {_text_of(each)}" for each in elements if re.fullmatch("h[1-6]", str(each.tag))],
            "links": [
                f"{_text_of(each) or each.get('rel', '')} → {each.get('href')}" for each in elements if each.get("href")
            ],
            "pictures": [each.get("alt", "no description") for each in elements if each.tag == "img"],
            "languages": [
                f"{each.get('lang')}: {_text_of(each)}" for each in elements if each.get("lang") and each.tag != "html"
            ],
            "elements": list(_outline(self.root, 0)),
        }


def _text_of(element: Element) -> str:
    parts = (" " if part is None else part for part in _texts_inside(element))
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _texts_inside(element: Element) -> Iterator[str | None]:
    if element.tag in ("style", "script", "title", "head"):
        return
    if element.tag == "br":
        yield None
    yield element.text or ""
    for child in element:
        yield from _texts_inside(child)
        yield child.tail or ""


def _blocks(element: Element) -> Iterator[Element]:
    children = [child for child in element if child.tag not in _INLINE]
    if not children:
        yield element
    for child in children:
        yield from _blocks(child)


def _outline(element: Element, depth: int) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in _INLINE:
        named = "".join(
            f" {name}={element.get(name)}" for name in ("class", "id", "role", "aria-label") if element.get(name)
        )
        yield f"{'  ' * depth}{element.tag}{named}"
        depth += 1
    for child in element:
        yield from _outline(child, depth)


# --- the PDF --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Portrait:
    """A PDF as a golden set keeps it."""

    text: str
    """In reading order, one paragraph a line."""
    structure: dict[str, Any]
    pages: dict[str, Any]
    """Facts that depend on page breaks, which another version of the engine may place elsewhere."""


def portray(data: bytes, page: WebPage) -> Portrait:
    """The text and structure of a PDF; *page* is the same edition as a web page."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as opened:
        reading = read_pdf(pdf, opened, page.paragraphs)
        blocks = [
            (run[0].tag, joined_text(run, page.known)) for run in grouped(reading.pieces, lambda each: each.block)
        ]
        structure = {
            **_metadata(pdf),
            "language": str(pdf.Root.get("/Lang", "none")),
            "fonts": font_names(pdf),
            "bookmarks": list(_bookmarks(pdf)),
            "headings": [f"{tag}: {text}" for tag, text in blocks if re.fullmatch("H[1-6]?", tag)],
            "links": [f"{words} → {target}" for target, words in _piece_facts(reading.pieces, "target", page.known)],
            "pictures": list(_alternative_texts(pdf.Root.StructTreeRoot.get("/K"))),
            "languages": [f"{tag}: {words}" for tag, words in _piece_facts(reading.pieces, "language", page.known)],
            "attachments": sorted(pdf.attachments),
        }
        tags = list(_tags(pdf.Root.StructTreeRoot.get("/K"), 0))
        pages = {"count": len(pdf.pages), "sizes": _paper_sizes(pdf), "margins": list(reading.margins), "tags": tags}
        return Portrait("".join(f"{text}\n" for _, text in blocks), structure, pages)


def font_names(pdf: pikepdf.Pdf) -> list[str]:
    """The names of the fonts in a PDF."""
    used = (font for page in pdf.pages for font in page.Resources.get("/Font", pikepdf.Dictionary()).values())
    return sorted({str(font.BaseFont).lstrip("/").split("+")[-1] for font in used})


def _piece_facts(pieces: tuple[Piece, ...], name: str, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Facts about pieces of the text, each with its piece."""
    for run in grouped(pieces, lambda each: (each.block, getattr(each, name))):
        if said := getattr(run[0], name):
            yield said, joined_text(run, known)


def _metadata(pdf: pikepdf.Pdf) -> dict[str, str]:
    xmp = pdf.open_metadata()  # not in a `with`: at its end, pikepdf would rewrite the dates of docinfo
    conformance = {name: str(xmp[key]) for name, key in _CONFORMANCE.items() if key in xmp}
    info = {str(key).lstrip("/").lower(): str(value) for key, value in pdf.docinfo.items() if key != "/Producer"}
    return {**dict(sorted(info.items())), **conformance}


_CONFORMANCE = {"PDF/UA": "pdfuaid:part", "PDF/A": "pdfaid:part", "PDF/A level": "pdfaid:conformance"}


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[str]:
    def walk(items: Any, depth: int) -> Iterator[str]:
        for item in items:
            yield f"{'  ' * depth}{item.title}"
            yield from walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        yield from walk(outline.root, 0)


def _alternative_texts(node: Any) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from _alternative_texts(item)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        if node.S == "/Figure" or "/Alt" in node:
            yield str(node.get("/Alt", "no description"))
        yield from _alternative_texts(node.get("/K"))


def _paper_sizes(pdf: pikepdf.Pdf) -> list[str]:
    boxes = ([float(edge) / 72 * 25.4 for edge in page.mediabox] for page in pdf.pages)
    return sorted({f"{right - left:.0f} × {top - bottom:.0f} mm" for left, bottom, right, top in boxes})


def _tags(node: Any, depth: int) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from _tags(item, depth)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        extra = [f"alt={node.Alt}"] if "/Alt" in node else []
        extra += [f"lang={node.Lang}"] if "/Lang" in node else []
        extra += [f"→ {target}" for target in targets(node.get("/K"))]
        if extra or node.S not in ("/Span", "/NonStruct"):  # there is one a line
            yield "  " * depth + " ".join([str(node.S).lstrip("/"), *extra])
            depth += 1
        yield from _tags(node.get("/K"), depth)
