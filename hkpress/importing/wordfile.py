"""A Word file → its content, including what python-docx leaves out: tracked changes, text boxes, comments, fields."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from hkpress.check.messages import say
from hkpress.importing.labels import BULLET
from hkpress.importing.parcel import Parcel
from hkpress.importing.received import (
    Bit,
    Block,
    Comment,
    Received,
    ReceivedPicture,
    ReceivedTable,
    Strip,
    raised_or_lowered,
    strips_in,
    tidy,
    unusable,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MAX_DEPTH = 40
MAX_PICTURES = 300
MAX_OPEN = 100
"""Bookmarks around one word; hkpress's own do not overlap."""

_WINGDINGS = {0xA7: "▪", 0xB7: "•", 0xA8: "□", 0xD8: "➢", 0xFC: "✓", 0xE0: "→"}
_SIGN_ELEMENTS = {"noBreakHyphen": "-", "softHyphen": "", "cr": "\n", "tab": "\t", "ptab": "\t"}


def read(name: str, data: bytes) -> Received:
    """Read the Word file. Raises Invalid, with a sentence that says what to do, if it cannot be read."""
    return _Reader(Parcel(name, data)).received()


@dataclass
class _Formatting:
    """What runs inherit from the element around them."""

    strong: bool = False
    emphasis: bool = False
    size: float = 0
    link: str = ""
    added: str = ""
    removed: str = ""


@dataclass
class _Under:
    """The paragraph that is being read."""

    bits: list[Bit] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    """Text boxes and pictures that are anchored in it."""


class _Reader:
    def __init__(self, package: Parcel) -> None:
        self.package, self.part = package, package.main
        self.names: dict[str, str] = {}
        self.looks: dict[str, _Formatting] = {}
        self.lists: dict[tuple[str, str], str] = {}
        self.listed: dict[str, tuple[str, str]] = {}
        self.open: dict[str, str] = {}
        self.fields: list[dict[str, Any]] = []
        self.beside: dict[str, list[str]] = {}
        self.beside_marks: dict[str, tuple[str, ...]] = {}
        self.pictures: dict[str, bytes] = {}
        self.shows = 0
        self.authors: set[str] = set()
        self.hidden: list[str] = []
        self.notes: dict[tuple[str, str], int] = {}
        self.inner_rows = count()
        self._styles()
        self._numbering()

    # --- styles and lists ---

    def related(self, kind: str) -> Any:
        """The root of the part of that kind that the document refers to; None if there is none."""
        for each, target, outside in self.package.relations(self.package.main).values():
            if each == kind and not outside:
                return self.package.tree(target)
        return None

    def _styles(self) -> None:
        root = self.related("styles")
        parents = {}
        for style in root.iter(f"{_W}style") if root is not None else ():
            name, ident = style.find(f"{_W}name"), style.get(f"{_W}styleId", "")
            self.names[ident] = (_val(name) or ident).lower()
            parents[ident] = _val(style.find(f"{_W}basedOn"))
            self.looks[ident] = _formatting_of(style.find(f"{_W}rPr"), _Formatting())
            number = style.find(f"{_W}pPr/{_W}numPr")
            if number is not None:
                self.listed[ident] = _val(number.find(f"{_W}numId")), _val(number.find(f"{_W}ilvl")) or "0"
        for ident in self.looks:
            chain, above = [ident], parents.get(ident, "")
            while above in self.looks and above not in chain and len(chain) < MAX_DEPTH:
                chain.append(above)
                above = parents.get(above, "")
            above_it = [self.looks[each] for each in chain]
            size = next((each.size for each in above_it if each.size), 0)
            self.looks[ident] = replace(above_it[0], size=size, strong=any(each.strong for each in above_it))
            if listed := [self.listed[each] for each in chain if each in self.listed]:
                self.listed[ident] = listed[0]

    def _numbering(self) -> None:
        root = self.related("numbering")
        if root is None:
            return
        shapes = {}
        for shape in root.iter(f"{_W}abstractNum"):
            levels = {}
            for level in shape.iter(f"{_W}lvl"):
                kind = _val(level.find(f"{_W}numFmt"))
                text = _val(level.find(f"{_W}lvlText"))
                levels[level.get(f"{_W}ilvl", "0")] = (
                    "" if kind == "none" and not text else BULLET if kind == "bullet" else _counting(kind, text)
                )
            shapes[shape.get(f"{_W}abstractNumId")] = levels
        for number in root.iter(f"{_W}num"):
            for level, bullet in shapes.get(_val(number.find(f"{_W}abstractNumId")), {}).items():
                self.lists[number.get(f"{_W}numId", ""), level] = bullet

    # --- the whole ---

    def received(self) -> Received:
        root = self.package.tree(self.package.main)
        body = root.find(f"{_W}body") if root is not None else None
        if body is None:
            raise self.package.damaged()
        blocks = tuple(self.blocks(body))
        told = []
        if self.authors:
            told.append(f"changes tracked by {', '.join(sorted(self.authors))} are taken as accepted")
        if hidden := tidy(" ".join(self.hidden)):
            told.append(f"hidden text is left out: {hidden[:200]}")
        parts = self.related("footnotes"), self.related("endnotes")
        footnotes = tuple(self.footnotes(*parts))
        return Received(self.package.name, blocks, tuple(self.comments()), tuple(self.aside()), footnotes, tuple(told))

    def footnotes(self, footnotes: Any, endnotes: Any) -> Iterator[Strip]:
        """The notes that the text refers to, in its order."""
        roots = {"footnote": footnotes, "endnote": endnotes}
        for kind, ident in sorted(self.notes, key=lambda note: self.notes[note]):
            root = roots[kind]
            elements = (
                [] if root is None else [each for each in root.iter(f"{_W}{kind}") if each.get(f"{_W}id") == ident]
            )
            strips = [block for each in elements for block in self.blocks(each) if isinstance(block, Strip)]
            bits = tuple(
                bit for number, strip in enumerate(strips) for bit in ((Bit("\n"),) if number else ()) + strip.bits
            )
            yield Strip(bits)

    def comments(self) -> Iterator[Comment]:
        root = self.related("comments")
        for comment in root.iter(f"{_W}comment") if root is not None else ():
            words = tidy("\n".join(strip.words for strip in self.strips(comment)))
            ident = comment.get(f"{_W}id", "")
            if words:
                beside = tidy("".join(self.beside.get(ident, [])))
                yield Comment(
                    comment.get(f"{_W}author", "") or "somebody", words, beside, self.beside_marks.get(ident, ())
                )

    def aside(self) -> Iterator[tuple[str, str]]:
        """The words of headers and footers, each once, without page numbers."""
        seen = set()
        for kind, target, outside in self.package.relations(self.package.main).values():
            if kind not in ("header", "footer") or outside:
                continue
            root = self.package.tree(target)
            self.part = target
            for strip in self.strips(root) if root is not None else ():
                words = strip.words
                if (
                    words
                    and words not in seen
                    and not re.fullmatch(r"(?i)[\W\d]*(page|第)?[\W\d]*(of|頁|页)?[\W\d共頁页]*", words)
                ):
                    seen.add(words)
                    yield kind, words
        self.part = self.package.main

    def strips(self, element: Any) -> list[Strip]:
        return [strip for block in self.blocks(element) for strip in strips_in(block)]

    # --- blocks ---

    def blocks(self, element: Any, depth: int = 0, *, boxed: bool = False) -> Iterator[Block]:
        """The blocks inside an element, in their order."""
        if depth > MAX_DEPTH:
            raise unusable(say("{name} is nested too deeply: paste its text into a new file", name=self.package.name))
        joined: list[Strip] = []  # a paragraph whose mark was deleted continues in the next
        for child in element:
            tag = child.tag
            if tag == f"{_W}p":
                under, ended = self.paragraph(child, depth)
                strip = self.strip(child, under, boxed=boxed)
                joined.append(strip)
                if ended:
                    yield from _settled(joined)
                    joined = []
                yield from under.after
            elif tag == f"{_W}tbl":
                yield from _settled(joined)
                joined = []
                yield from self.table(child, depth + 1)
            elif tag == f"{_W}sdt":
                content = child.find(f"{_W}sdtContent")
                if content is not None:
                    yield from self.blocks(content, depth + 1, boxed=boxed)
            elif tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag", f"{_MC}Choice"):
                yield from self.blocks(child, depth + 1, boxed=boxed)
            elif tag == f"{_MC}AlternateContent":
                chosen = _choice(child)
                if chosen is not None:
                    yield from self.blocks(chosen, depth + 1, boxed=boxed)
            elif tag == f"{_W}altChunk":
                raise unusable(
                    say("{name} holds another file inside: open it in Word and save it again", name=self.package.name)
                )
            elif tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
                self.bookmark(child, None)
        yield from _settled(joined)

    def table(self, element: Any, depth: int) -> Iterator[Block]:
        rows: list[tuple[tuple[Strip, ...], ...]] = []
        pictures: dict[tuple[int, int], list[ReceivedPicture]] = {}
        for row in element.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not element or row.find(f"{_W}trPr/{_W}del") is not None:
                continue
            cells: list[tuple[Strip, ...]] = []
            for cell in row.iter(f"{_W}tc"):
                if next(cell.iterancestors(f"{_W}tr")) is row:
                    blocks = list(self.blocks(cell, depth))
                    shown = [block for block in blocks if isinstance(block, ReceivedPicture)]
                    if shown:
                        pictures[len(rows), len(cells)] = shown
                    content = [strip for block in blocks for strip in self.inside_cell(block)]
                    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                    cells.append(tuple(content) if merged is None or _val(merged) == "restart" else ())
                    span = _val(cell.find(f"{_W}tcPr/{_W}gridSpan"))
                    cells += [()] * min(int(span) - 1 if span.isdigit() else 0, 20)
            if cells:
                rows.append(tuple(cells))
        if pictures and _is_gallery(rows, pictures):
            yield from _gallery(rows, pictures)
        elif rows:
            yield from (picture for shown in pictures.values() for picture in shown)
            yield ReceivedTable(tuple(rows))

    def inside_cell(self, block: Block) -> Iterator[Strip]:
        """The paragraphs of a cell, those of a table in it with their rows and cells."""
        if not isinstance(block, ReceivedTable):
            yield from strips_in(block)
            return
        for row in block.rows:
            number = next(self.inner_rows)
            for at, cell in enumerate(row):
                yield from (strip if strip.inner[0] >= 0 else replace(strip, inner=(number, at)) for strip in cell)

    def strip(self, element: Any, under: _Under, *, boxed: bool) -> Strip:
        shape = element.find(f"{_W}pPr")
        style = _val(shape.find(f"{_W}pStyle")) if shape is not None else ""
        number = shape.find(f"{_W}numPr") if shape is not None else None
        if number is not None and number.find(f"{_W}numId") is not None:
            listed = _val(number.find(f"{_W}numId")), _val(number.find(f"{_W}ilvl")) or "0"
        else:
            listed = self.listed.get(style, ("0", "0"))
        bullet = "" if listed[0] in ("", "0") else self.lists.get(listed, self.lists.get((listed[0], "0"), ""))
        align = _val(shape.find(f"{_W}jc")) if shape is not None else ""
        return Strip(
            tuple(under.bits),
            self.names.get(style, style.lower()),
            bullet,
            align == "center",
            boxed,
            tuple(under.marks),
            level=int(listed[1]) if bullet and listed[1].isdigit() else 0,
        )

    def paragraph(self, element: Any, depth: int) -> tuple[_Under, bool]:
        """The content of a paragraph, and whether it ends: its paragraph mark may have been deleted."""
        under = _Under()
        shape = element.find(f"{_W}pPr")
        style = _val(shape.find(f"{_W}pStyle")) if shape is not None else ""
        self.inside(element, self.looks.get(style, _Formatting()), under, depth + 1)
        marks = shape.find(f"{_W}rPr") if shape is not None else None
        gone = marks is not None and any(marks.find(f"{_W}{name}") is not None for name in ("del", "moveFrom"))
        if marks is not None:
            self.authors |= {each.get(f"{_W}author", "") for each in marks if each.tag in (f"{_W}del", f"{_W}ins")} - {
                ""
            }
        return under, not gone

    # --- inside a paragraph ---

    def inside(self, element: Any, look: _Formatting, under: _Under, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise unusable(say("{name} is nested too deeply: paste its text into a new file", name=self.package.name))
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            name = tag.rpartition("}")[2]
            if tag == f"{_W}r":
                self.run(child, look, under, depth + 1)
            elif tag in (f"{_W}ins", f"{_W}moveTo"):
                who = child.get(f"{_W}author", "") or "somebody"
                self.authors.add(who)
                self.inside(child, replace(look, added=who), under, depth + 1)
            elif tag in (f"{_W}del", f"{_W}moveFrom"):
                who = child.get(f"{_W}author", "") or "somebody"
                self.authors.add(who)
                self.inside(child, replace(look, removed=who), under, depth + 1)
            elif tag == f"{_W}hyperlink":
                target = self.package.relations(self.part).get(child.get(f"{_R}id", ""))
                self.inside(child, replace(look, link=_safe_address(target[1]) if target else ""), under, depth + 1)
            elif tag == f"{_W}fldSimple":
                self.inside(child, replace(look, link=_field_link(child.get(f"{_W}instr", ""))), under, depth + 1)
            elif tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
                self.bookmark(child, under)
            elif tag in (f"{_W}commentRangeStart", f"{_W}commentRangeEnd"):
                self.comment(child, name.endswith("Start"))
            elif tag == f"{_W}sdt":
                content = child.find(f"{_W}sdtContent")
                if content is not None:
                    self.inside(content, look, under, depth + 1)
            elif tag == f"{_MC}AlternateContent":
                chosen = _choice(child)
                if chosen is not None:
                    self.inside(chosen, look, under, depth + 1)
            elif name in ("oMath", "oMathPara"):
                formula = "".join(each.text or "" for each in child.iter() if str(each.tag).endswith("}t"))
                self.hear(formula, look, under)
            elif name in ("smartTag", "customXml", "dir", "bdo", "Choice"):
                self.inside(child, look, under, depth + 1)

    def run(self, run: Any, look: _Formatting, under: _Under, depth: int) -> None:
        shape = run.find(f"{_W}rPr")
        look = self.run_look(shape, look)
        hidden = shape is not None and _is_on(shape.find(f"{_W}vanish"))
        way = "" if shape is None else _val(shape.find(f"{_W}vertAlign")).removesuffix("script")
        for child in run:
            tag = child.tag
            name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
            if name in ("t", "delText") and tag.startswith(_W):
                words = raised_or_lowered(child.text or "", way)
                if hidden:
                    self.hidden.append(words)
                else:
                    self.hear(words, look, under)
            elif name == "br":
                self.hear("\n" if child.get(f"{_W}type") not in ("page", "column") else "", look, under)
            elif name in _SIGN_ELEMENTS and tag.startswith(_W):
                self.hear(_SIGN_ELEMENTS[name], look, under)
            elif name == "sym":
                self.hear(_sign(child), look, under)
            elif name == "fldChar":
                self.field(child)
            elif name == "instrText" and self.fields:
                self.fields[-1]["code"] += child.text or ""
            elif name in ("footnoteReference", "endnoteReference"):
                note = name.removesuffix("Reference"), child.get(f"{_W}id", "")
                self.hear(f"[^{self.notes.setdefault(note, len(self.notes) + 1)}]", look, under)
            elif name == "ruby":
                base = child.find(f"{_W}rubyBase")
                if base is not None:
                    self.inside(base, look, under, depth + 1)
            elif name == "AlternateContent":
                chosen = _choice(child)
                if chosen is not None:
                    self.run(chosen, look, under, depth + 1)
            elif name in ("drawing", "pict", "object"):
                under.after += self.drawing(child, depth)

    def run_look(self, shape: Any, look: _Formatting) -> _Formatting:
        if shape is None:
            return look
        ident = _val(shape.find(f"{_W}rStyle"))
        named = self.looks.get(ident)
        if self.names.get(ident) in ("strong", "emphasis"):  # whatever they look like: Chinese has no italics
            is_strong = self.names[ident] == "strong"
            look = replace(look, strong=look.strong or is_strong, emphasis=look.emphasis or not is_strong)
        elif named:
            look = replace(
                look,
                strong=look.strong or named.strong,
                emphasis=look.emphasis or named.emphasis,
                size=named.size or look.size,
            )
        return _formatting_of(shape, look)

    def hear(self, words: str, look: _Formatting, under: _Under) -> None:
        if not words:
            return
        link = look.link or next((_field_link(each["code"]) for each in reversed(self.fields) if each["shown"]), "")
        if any(not each["shown"] for each in self.fields):
            return  # part of a field's code
        marks = tuple(dict.fromkeys(self.open.values()))
        under.bits.append(Bit(words, look.strong, look.emphasis, link, look.added, look.removed, marks, look.size))
        for heard in self.beside.values():
            if heard and heard[0] == "\0" and not look.removed:
                heard.append(words)

    def field(self, element: Any) -> None:
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            self.fields.append({"code": "", "shown": False})
        elif kind == "separate" and self.fields:
            self.fields[-1]["shown"] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def bookmark(self, element: Any, under: _Under | None) -> None:
        ident = element.get(f"{_W}id", "")
        if element.tag == f"{_W}bookmarkStart":
            name = element.get(f"{_W}name", "")
            if name.startswith("_") and len(self.open) < MAX_OPEN:
                self.open[ident] = name
                if under is not None:
                    under.marks.append(name)
        else:
            self.open.pop(ident, None)

    def comment(self, element: Any, begins: bool) -> None:
        ident = element.get(f"{_W}id", "")
        if begins:
            self.beside[ident] = ["\0"]
            self.beside_marks[ident] = tuple(self.open.values())
        elif ident in self.beside:
            self.beside[ident] = self.beside[ident][1:] or [""]
            self.beside_marks[ident] = tuple(
                {**dict.fromkeys(self.beside_marks[ident]), **dict.fromkeys(self.open.values())}
            )

    def shown(self, target: str) -> bytes:
        """The bytes of a picture, read once however often it is shown."""
        self.shows += 1
        if self.shows > MAX_PICTURES:
            raise unusable(
                say(
                    "{name} shows more than {most} pictures: save only the release's own",
                    name=self.package.name,
                    most=MAX_PICTURES,
                )
            )
        if target not in self.pictures:
            self.pictures[target] = self.package.data(target)
        return self.pictures[target]

    def drawing(self, element: Any, depth: int) -> Iterator[Block]:
        """The content of a drawing: the words of its boxes, and its pictures."""
        fields, self.fields = self.fields, []  # a box does not belong to the field that it is anchored in
        boxes = [each for each in element.iter(f"{_W}txbxContent") if _outermost(each, element)]
        for box in boxes:
            yield from self.blocks(box, depth + 1, boxed=True)
        if not boxes:
            alts = [each.get("descr") or "" for each in element.iter() if str(each.tag).endswith("}docPr")]
            for each in element.iter(f"{_A}blip", "{urn:schemas-microsoft-com:vml}imagedata"):
                ident = each.get(f"{_R}embed") or each.get(f"{_R}id") or ""
                _, target, outside = self.package.relations(self.part).get(ident, ("", "", True))
                if not outside and target in self.package.names:
                    yield ReceivedPicture(posixpath.basename(target), self.shown(target), "".join(alts[:1]))
        self.fields = fields


_Cells = Sequence[tuple[tuple[Strip, ...], ...]]


def _is_gallery(rows: _Cells, pictures: Mapping[tuple[int, int], list[ReceivedPicture]]) -> bool:
    """Whether a table with pictures has nothing but their captions beside them."""
    texts = [strip.words for row in rows for cell in row for strip in cell if strip.words]
    return all(len(words) < 300 for words in texts) and len(texts) <= 2 * sum(map(len, pictures.values()))


def _gallery(rows: _Cells, pictures: Mapping[tuple[int, int], list[ReceivedPicture]]) -> Iterator[Block]:
    """The pictures of a table, each with the words of its cell below it, or those of the cell below."""
    said: set[tuple[int, int]] = set()
    for (y, x), shown in pictures.items():
        below = (y + 1, x)
        free = below not in pictures and y + 1 < len(rows) and x < len(rows[y + 1])
        place = (y, x) if any(strip.words for strip in rows[y][x]) or not free else below
        said.add(place)
        yield from shown
        for strip in rows[place[0]][place[1]]:
            if strip.words:
                yield replace(strip, style="caption")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if (y, x) not in said:
                yield from (strip for strip in cell if strip.words)


def _settled(strips: list[Strip]) -> Iterator[Strip]:
    """Join paragraphs whose paragraph marks were deleted; one that was deleted whole stays by itself."""
    if sum(bool(strip.words) for strip in strips) > 1:
        yield _one(strips)
    else:
        yield from (strip for strip in strips if strip.bits or strip is strips[-1])


def _one(strips: list[Strip]) -> Strip:
    """Paragraphs that were joined, as one; it looks like the first that has words."""
    if len(strips) == 1:
        return strips[0]
    looks = next((each for each in strips if each.words), strips[-1])
    bits = tuple(bit for each in strips for bit in each.bits)
    return replace(looks, bits=bits, marks=tuple(mark for each in strips for mark in each.marks))


def _outermost(box: Any, element: Any) -> bool:
    for parent in box.iterancestors():
        if parent is element:
            return True
        if str(parent.tag).endswith(("}txbxContent", "}Fallback")):
            return False
    return True


def _choice(element: Any) -> Any:
    """The alternative to read: the first choice, or else its fallback."""
    choice = element.find(f"{_MC}Choice")
    return choice if choice is not None else element.find(f"{_MC}Fallback")


def _counting(kind: str, text: str) -> str:
    """How a list is numbered: 1. or one of the styles of a release: (1), (a), (i), 一、, （一）."""
    first = {"lowerLetter": "a", "lowerRoman": "i", "decimal": "1"}.get(
        kind, "一" if re.search("(?i)chinese|taiwanese|ideograph|japanese", kind) else ""
    )
    written = re.sub(r"%\d", first, text).replace("（a）", "(a)").replace("（1）", "(1)").replace("(一)", "（一）")
    return written if written in ("(1)", "(a)", "(i)", "一、", "（一）") else "1."


def _val(element: Any) -> str:
    return "" if element is None else str(element.get(f"{_W}val", ""))


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{_W}val", "1") not in ("0", "false", "off", "none")


def _formatting_of(shape: Any, look: _Formatting) -> _Formatting:
    if shape is None:
        return look
    strong, emphasis, size = shape.find(f"{_W}b"), shape.find(f"{_W}i"), _val(shape.find(f"{_W}sz"))
    return replace(
        look,
        strong=look.strong if strong is None else _is_on(strong),
        emphasis=look.emphasis if emphasis is None else _is_on(emphasis),
        size=int(size) / 2 if size.isdigit() else look.size,
    )


def _sign(element: Any) -> str:
    try:
        code = int(element.get(f"{_W}char", "0"), 16)
    except ValueError:
        return ""
    if code >= 0xF000:
        code -= 0xF000
        return _WINGDINGS.get(code, chr(code) if 32 <= code < 127 else BULLET)
    return chr(code) if 32 <= code < 0xD800 else ""


_HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)"?', re.IGNORECASE)


def _field_link(code: str) -> str:
    match = _HYPERLINK.search(code)
    return _safe_address(match[1]) if match else ""


def _safe_address(target: str) -> str:
    """An address that a release may have; "" for any other, such as a file on somebody's machine."""
    return target if re.match(r"(?i)(https?://|mailto:|tel:)\S+$", target) else ""
