"""The text of a PDF in the order of a screen reader, regardless of its lines and pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

from hkpress.core.characters import HAN

_UNSPACED = rf"[{HAN}\u3000-\u30ff\uff00-\uffef“”‘’]"


def squeezed(text: str) -> str:
    """The text without spaces, hyphens and the like, which line ends add or remove."""
    return re.sub(r"[\s\u2060\u00ad]+", "", text)


@dataclass(frozen=True)
class Piece:
    """A piece of text, at most one line, with the facts from the tags around it."""

    text: str
    block: int
    """The number of its paragraph; one that continues on the next page is still one."""
    tag: str
    """The tag of that paragraph: P, H1, LBody …"""
    language: str = ""
    target: str = ""
    """The target of the link around it, if any."""


@dataclass(frozen=True)
class Reading:
    pieces: tuple[Piece, ...]
    margins: tuple[str, ...]
    """Running heads and page numbers, which are not part of the text."""


def read_pdf(pdf: pikepdf.Pdf, opened: pypdfium2.PdfDocument, known: Iterable[str]) -> Reading:
    """Read a PDF. *known* are the paragraphs it should have, taken from the web page."""
    texts = [_marked(page) for page in opened]
    walk = _TagWalk(texts, {page.obj.objgen: number for number, page in enumerate(pdf.pages)})
    pieces = tuple(walk.pieces(pdf.Root.StructTreeRoot.get("/K"), Piece("", 0, "")))
    margins = (
        "".join(text for mark, text in page.items() if (number, mark) not in walk.seen)
        for number, page in enumerate(texts)
    )
    return Reading(_across_pages(pieces, {squeezed(text) for text in known}), tuple(margins))


def _marked(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The texts of a page by marked-content number."""
    texts: dict[int, str] = {}
    textpage = page.get_textpage()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=textpage):
        number = raw.FPDFPageObj_GetMarkedContentID(each.raw)
        # PDFium marks a hyphen at a line's end with U+0002
        texts[number] = texts.get(number, "") + each.extract().replace("\x02", "-")
    return texts


class _TagWalk:
    """Walks the tags in order."""

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
        pieces = self.pieces(node.get("/K"), around, page)
        yield from pieces if tag != "THead" else self.once(tuple(pieces), page)

    def once(self, head: tuple[Piece, ...], page: int) -> tuple[Piece, ...]:
        """The head of a table; nothing if it repeats on the next page."""
        last, self.head = self.head, (page, _pieces_squeezed(head))
        return () if last[0] == page - 1 and last[1] == self.head[1] else head


def targets(node: Any) -> Iterator[str]:
    """Where the link annotations below a tag lead."""
    for item in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/OBJR":
            action = item.Obj.get("/A")
            yield str(action.URI) if action is not None and "/URI" in action else "this document"


def _across_pages(pieces: tuple[Piece, ...], known: set[str]) -> tuple[Piece, ...]:
    """The pieces, with a paragraph that continues on the next page in one block."""
    result: list[Piece] = []
    begun: list[Piece] = []
    for block in grouped(pieces, lambda piece: piece.block):
        if begun and any(text.startswith(_pieces_squeezed(begun, block)) for text in known):
            block = [*begun, *(replace(piece, block=begun[0].block) for piece in block)]
        else:
            result += begun
        is_whole = _pieces_squeezed(block) in known
        result += block if is_whole else []
        begun = [] if is_whole else block
    return (*result, *begun)


def _pieces_squeezed(*runs: Iterable[Piece]) -> str:
    return squeezed("".join(piece.text for run in runs for piece in run))


def grouped(pieces: Iterable[Piece], key: Callable[[Piece], object]) -> Iterator[list[Piece]]:
    """Runs of similar pieces."""
    run: list[Piece] = []
    for piece in pieces:
        if run and key(run[-1]) != key(piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def joined_text(pieces: Iterable[Piece], known: dict[str, str]) -> str:
    """The text of the pieces. *known* maps squeezed texts to full ones, which have the right spaces at line ends."""
    texts = [piece.text for piece in pieces]
    whole = known.get(squeezed("".join(texts)))
    if whole is not None:
        return whole
    text = "\n".join(texts)
    return re.sub(r"\s+", " ", re.sub(rf"(?<={_UNSPACED})\s*\n|\n\s*(?={_UNSPACED})", "", text)).strip()
