"""What a PDF says, in the order in which a screen reader reads it, wherever its lines and pages end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’]"


def squeezed(text: str) -> str:
    """The text without anything that a line's end may add or take away."""
    return re.sub(r"[\s\u2060\u00ad]+", "", text)


@dataclass(frozen=True)
class Piece:
    """A piece of text, at most a line long, with what the tags around it say of it."""

    text: str
    block: int
    """The paragraph that it belongs to; a paragraph that goes on overleaf is one."""
    tag: str
    """The tag of that paragraph: P, H1, LBody …"""
    language: str = ""
    target: str = ""
    """Where it leads, if it is in a link."""


@dataclass(frozen=True)
class Reading:
    pieces: tuple[Piece, ...]
    margins: tuple[str, ...]
    """What stands on each page and is not part of the text: running heads and page numbers."""


def read(pdf: pikepdf.Pdf, opened: pypdfium2.PdfDocument, known: Iterable[str]) -> Reading:
    """What the PDF says. *known* are the paragraphs that it should have, as the web page has them."""
    texts = [_marked(page) for page in opened]
    walk = _Walk(texts, {page.obj.objgen: number for number, page in enumerate(pdf.pages)})
    pieces = tuple(walk.pieces(pdf.Root.StructTreeRoot.get("/K"), Piece("", 0, "")))
    margins = (
        "".join(text for mark, text in page.items() if (number, mark) not in walk.seen)
        for number, page in enumerate(texts)
    )
    return Reading(_whole(pieces, {squeezed(text) for text in known}), tuple(margins))


def _marked(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The texts of a page by the number of their marked content."""
    texts: dict[int, str] = {}
    textpage = page.get_textpage()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=textpage):
        number = raw.FPDFPageObj_GetMarkedContentID(each.raw)
        # PDFium marks a hyphen at a line's end with U+0002
        texts[number] = texts.get(number, "") + each.extract().replace("\x02", "-")
    return texts


class _Walk:
    """Goes through the tags in their order."""

    def __init__(self, texts: list[dict[int, str]], pages: dict[tuple[int, int], int]) -> None:
        self.texts, self.pages = texts, pages
        self.seen: set[tuple[int, int]] = set()
        self.blocks = 0
        self.head: tuple[int, str] = (0, "")
        """The page and text of the last table's head."""

    def pieces(self, node: Any, around: Piece, page: int = 0) -> Iterator[Piece]:
        if isinstance(node, pikepdf.Array):
            for each in node:
                yield from self.pieces(each, around, page)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield from self.tagged(node, around, page)
        elif isinstance(node, int):
            self.seen.add((page, node))
            if text := self.texts[page].get(node):
                yield replace(around, text=text)

    def tagged(self, node: pikepdf.Dictionary, around: Piece, page: int) -> Iterator[Piece]:
        tag = str(node.S).lstrip("/")
        if tag not in ("Span", "NonStruct", "Link", "Quote"):
            self.blocks += 1
            around = replace(around, block=self.blocks, tag=tag)
        if "/Lang" in node:
            around = replace(around, language=str(node.Lang))
        if tag == "Link":
            around = replace(around, target=next(targets(node.get("/K")), "nowhere"))
        page = self.pages[node.Pg.objgen] if "/Pg" in node else page
        found = self.pieces(node.get("/K"), around, page)
        yield from found if tag != "THead" else self.once(tuple(found), page)

    def once(self, head: tuple[Piece, ...], page: int) -> tuple[Piece, ...]:
        """The head of a table; nothing if it only is repeated because the table goes on overleaf."""
        last, self.head = self.head, (page, _squeezed(head))
        return () if last[0] == page - 1 and last[1] == self.head[1] else head


def targets(node: Any) -> Iterator[str]:
    """Where the link annotations below a tag lead."""
    for item in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/OBJR":
            action = item.Obj.get("/A")
            yield str(action.URI) if action is not None and "/URI" in action else "this document"


def _whole(pieces: tuple[Piece, ...], known: set[str]) -> tuple[Piece, ...]:
    """The pieces, those of a paragraph that goes on overleaf in one block."""
    result: list[Piece] = []
    begun: list[Piece] = []
    for block in grouped(pieces, lambda piece: piece.block):
        if begun and any(text.startswith(_squeezed(begun, block)) for text in known):
            block = [*begun, *(replace(piece, block=begun[0].block) for piece in block)]
        else:
            result += begun
        text = _squeezed(block)
        goes_on = text not in known and any(each.startswith(text) for each in known)
        begun = block if goes_on else []
        result += [] if goes_on else block
    return (*result, *begun)


def _squeezed(*runs: Iterable[Piece]) -> str:
    return squeezed("".join(piece.text for run in runs for piece in run))


def grouped(pieces: Iterable[Piece], key: Callable[[Piece], object]) -> Iterator[list[Piece]]:
    """Runs of pieces that are alike."""
    run: list[Piece] = []
    for piece in pieces:
        if run and key(run[-1]) != key(piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def joined(pieces: Iterable[Piece], known: dict[str, str]) -> str:
    """The text of the pieces. *known* has texts by their squeezed form, and so the spaces where lines end."""
    texts = [piece.text for piece in pieces]
    whole = known.get(squeezed("".join(texts)))
    if whole is not None:
        return whole
    text = "\n".join(texts)
    return re.sub(r"\s+", " ", re.sub(rf"(?<={_HAN})\s*\n|\n\s*(?={_HAN})", "", text)).strip()
