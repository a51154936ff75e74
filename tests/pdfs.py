"""What a PDF says and is, as text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2

MM = 72 / 25.4


def pages(data: bytes, top: float = 0, bottom: float = 0, first: float | None = None) -> list[str]:
    """The text of each page in reading order, without bands of *top* and *bottom* mm (*first*: top of page one)."""
    with pypdfium2.PdfDocument(data) as document:
        return [
            _text(page, bottom * MM, page.get_height() - (first if first is not None and not number else top) * MM)
            for number, page in enumerate(document)
        ]


def bands(data: bytes, top: float, bottom: float, first: float) -> list[tuple[str, str]]:
    """The text in the bands that `pages` leaves out: head and foot of each page."""
    with pypdfium2.PdfDocument(data) as document:
        heads = [page.get_height() - (top if number else first) * MM for number, page in enumerate(document)]
        return [
            (_text(page, head, page.get_height()), _text(page, 0, bottom * MM))
            for head, page in zip(heads, document, strict=True)
        ]


def _text(page: pypdfium2.PdfPage, bottom: float, top: float) -> str:
    text = page.get_textpage().get_text_bounded(0, bottom, page.get_width(), top)
    # pdfium marks a hyphen at a line's end with U+0002, and drops the line's end
    return re.sub("\x02(\r\n)?", "-", text).replace("\r\n", "\n").strip()


def summary(data: bytes) -> str:
    """Metadata, fonts, outline, tags, links and text of a PDF, for review."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        lines = [f"{key}: {value}" for key, value in sorted(_metadata(pdf).items())]
        lines += [
            f"language: {root.Lang}",
            f"pages: {len(pdf.pages)}",
            f"fonts: {', '.join(_fonts(pdf))}",
            "",
            "outline",
        ]
        lines += [f"  {'  ' * depth}{title}" for depth, title in _outline(pdf)]
        lines += ["", "tags"]
        lines += [f"  {'  ' * depth}{tag}" for depth, tag in _tags(root.StructTreeRoot.K, 0)]
    for number, text in enumerate(pages(data), 1):
        lines += ["", f"page {number}", *(f"  {line}" for line in _sentences(text))]
    return "\n".join(lines) + "\n"


def _sentences(text: str) -> list[str]:
    # where lines end depends on the version of Pango
    han = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’]"
    joined = re.sub(rf"(?<={han})\n|\n(?={han})", "", text).replace("\n", " ")
    return re.split(r"(?<=[。！？；])|(?<=[.!?:;]) (?=[A-Z“])", joined)


def _metadata(pdf: pikepdf.Pdf) -> dict[str, str]:
    with pdf.open_metadata() as xmp:
        part = xmp.get("pdfuaid:part", "none")
    info = {str(key).lstrip("/").lower(): str(value) for key, value in pdf.docinfo.items() if key != "/Producer"}
    return {**info, "pdf/ua": str(part)}


def font_names(data: bytes) -> list[str]:
    """The fonts that a PDF holds."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _fonts(pdf)


def _fonts(pdf: pikepdf.Pdf) -> list[str]:
    names = set()
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            names.add(str(font.BaseFont).split("+")[-1])
    return sorted(names)


def _outline(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    def walk(items: Any, depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, item.title
            yield from walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        return list(walk(outline.root, 0))


def _tags(node: Any, depth: int) -> Iterator[tuple[int, str]]:
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from _tags(item, depth)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        extra = [f'alt="{node.Alt}"'] if "/Alt" in node else []
        extra += [f"lang={node.Lang}"] if "/Lang" in node else []
        extra += [f"→ {target}" for target in _targets(node.get("/K"))]
        if extra or node.S not in ("/Span", "/NonStruct"):  # of which there is one to a line
            yield depth, " ".join([str(node.S).lstrip("/"), *extra])
            depth += 1
        yield from _tags(node.get("/K"), depth)


def _targets(node: Any) -> Iterator[str]:
    for item in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/OBJR":
            action = item.Obj.get("/A")
            yield str(action.URI) if action is not None and "/URI" in action else "inside"
