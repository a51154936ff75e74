"""A Word file of one edition, or of two side by side, on the theme's letterhead.

The theme's `letterhead.docx` gives everything but the text: styles, header and footer, margins, fonts. A paragraph has
the style that is named after its class, so a theme invents a class and a style of that name and needs no code.
A hidden bookmark around each text ties it to its place in the release's files, for the way back.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import count, groupby, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hkpress.core import sequences
from hkpress.core.archive import EARLIEST, LATEST, archive
from hkpress.core.diagnostics import Diagnostic, Invalid, Severity
from hkpress.formats.flow import AROUND, PAGE, PAGES, Flow, Run, WordBlock, WordParagraph, WordPicture, WordTable, flow
from hkpress.page import headline
from hkpress.printing.sheet import Made

if TYPE_CHECKING:
    from hkpress.page.document import Document
    from hkpress.page.theme import Theme

LETTERHEAD = "letterhead.docx"
NEEDED = ("heading 1", "heading 2", "body text", "list bullet", "list number", "caption")
"""The styles that a release needs; others may be missing."""

_EAST_ASIAN = {"en": "zh-HK", "tc": "zh-HK", "sc": "zh-CN"}
"""The language tags by which Word picks a region's glyphs."""
_MAINLAND = "Microsoft YaHei"
_FIELDS = {PAGE: "PAGE", PAGES: "NUMPAGES"}
_AMBIGUOUS = re.compile("[“”‘’—…·]")
_SENSITIVE = re.compile("[\xa1-\xb6\xb8-\u04ff\u1e00-\u1eff]+|[^\xa1-\xb6\xb8-\u04ff\u1e00-\u1eff]+")
"""Runs of letters and signs that Word can treat as Chinese, as in pinyin and ×, and runs of others."""
_CENTIMETRE = 360_000
_LETTER = 66_000
"""About how wide a letter of a table is."""
_LARGEST_PICTURE = 16 * _CENTIMETRE, round(9.5 * _CENTIMETRE)
_LOGO = 7 * _CENTIMETRE, round(1.4 * _CENTIMETRE)
_DRAWN = 900
"""The longest edge of the picture of a drawing, in pixels."""
_PORTRAIT = 3 * _CENTIMETRE, round(3.6 * _CENTIMETRE)
_SHOWN = 12 * _CENTIMETRE, 6 * _CENTIMETRE
"""The largest size of a picture in a file of two languages, and the height of one of two in a row."""
_GUTTER = round(0.5 * _CENTIMETRE)
"""The gap between two photos in a row."""
_ABREAST = 3
"""How many letterheads are side by side."""
_WIDE_COLUMNS = 7
"""A table with more columns is set in smaller type."""
_SMALL, _BESIDE = 16, 26
"""The letters of a wide table, and of a headline in one of two columns, in half points."""
_COUNTS = {
    "": ("decimal", "%1."),
    "paren": ("decimal", "(%1)"),
    "alpha": ("lowerLetter", "(%1)"),
    "roman": ("lowerRoman", "(%1)"),
    "han": ("taiwaneseCountingThousand", "%1、"),
    "han-paren": ("taiwaneseCountingThousand", "（%1）"),
    "footnotes": ("decimal", "[%1]"),
    "dash": ("bullet", "–"),
}
"""How a list counts, by the class of its element: Word's name for the figures, and what stands around them."""
_INDENT = 397
_PIXEL = 914_400 // 96
_TWIP = 635


def make(document: Document) -> Made:
    """The edition as a Word file. Raises Invalid for a letterhead that cannot be used."""
    writer = _Writer(document)
    text = flowed(document)
    writer.fill(text)
    writer.marks = bookmarks(document.page.edition.name, text)
    writer.add(writer.text(text.blocks, document.page.edition.name))
    return writer.made()


def make_both(english: Document, chinese: Document) -> Made:
    """Two editions in the two columns of a table, text beside text. Raises Invalid as `make` does."""
    writer = _Writer(english)
    writer.pages[chinese.page.edition.name] = chinese.page
    texts = flowed(english), flowed(chinese)
    writer.fill(texts[0])
    writer.marks = bookmarks("en", texts[0]) | bookmarks(chinese.page.edition.name, texts[1])
    writer.add([writer.columns(texts, (english, chinese)), _make("p")])
    return writer.made()


def flowed(document: Document) -> Flow:
    """The content of the page, each text with its place in the release's files."""
    from hkpress.page.document import fill_page

    return flow(fill_page(document.page, document.theme, "release.html", located=True))


# --- bookmarks ------------------------------------------------------------------------------------


def identity(slug: str) -> str:
    """The name of the bookmark that holds the release's name."""
    return f"_hkpress_{_text_digest(slug, 12)}"


def bookmarks(edition: str, text: Flow) -> dict[tuple[str, str, int], str]:
    """The bookmarks around the texts of an edition, by edition, place and number of the paragraph of that place.

    Each holds its place and digests of the text there and of the texts right above and below when the file went out.
    So a reader of the returned file knows what stood there, even if it has been removed.
    """
    numbers: Counter[str] = Counter()
    texts = []
    for paragraph in paragraphs(text.blocks):
        for loc, runs in groupby(paragraph.runs, lambda run: run.loc):
            if loc:
                texts.append((loc, numbers[loc], words_digest("".join(run.words for run in runs))))
                numbers[loc] += 1
    digests = ["0" * 8, *(digest for _, _, digest in texts), "0" * 8]
    return {
        (edition, loc, number): f"_{edition}_{_text_digest(f'{loc} {number}', 10)}_{digest}_{above[:6]}{below[:6]}"
        for (loc, number, digest), above, below in zip(texts, digests, digests[2:], strict=False)
    }


def paragraphs(blocks: Iterable[WordBlock]) -> Iterator[WordParagraph]:
    """Every paragraph, those in tables too."""
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block
        elif isinstance(block, WordTable):
            yield from (paragraph for row in block.rows for cell in row for paragraph in cell)


def words_digest(words: str) -> str:
    """A digest of the words inside a bookmark."""
    return _text_digest(re.sub(r"\s", "", words), 8)


def _text_digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


# --- elements -------------------------------------------------------------------------------------


def _make(tag: str, *children: Any, **attributes: str) -> Any:
    """An element of WordprocessingML: `_make("pStyle", val="BodyText")`."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(children)
    return element


def _qualified(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{tag}"))


def _style_key(name: str) -> str:
    """A style's name without capitals, spaces and hyphens: `photo-pack` and "Photo Pack" are the same."""
    return re.sub(r"[\W_]", "", name.lower())


class _Numberings:
    """Makes a numbering for each list, which begins at 1: a copy of the letterhead's, since lists of one shape share
    its counter.
    """

    def __init__(self, numbering: Any, shape: Any) -> None:
        shapes = numbering.findall(_qualified("abstractNum"))
        self.shape, self.last_shape, self.last_number = shape, shapes[-1], numbering.num_lst[-1]
        self.shapes = count(1 + max(int(each.get(_qualified("abstractNumId"))) for each in shapes))
        taken = {int(each.numId) for each in numbering.num_lst}
        self.numbers = (number for number in count(1) if number not in taken)

    def begun(self, block: WordParagraph) -> str:
        """The new numbering of a list that begins with this paragraph."""
        shape, name, number = deepcopy(self.shape), str(next(self.shapes)), str(next(self.numbers))
        for child in shape.findall(_qualified("nsid")):
            shape.remove(child)
        if block.count or block.level:
            _count(shape, block)
        shape.set(_qualified("abstractNumId"), name)
        made = _make("num", _make("abstractNumId", val=name), numId=number)
        self.last_shape.addnext(shape)
        self.last_number.addnext(made)
        self.last_shape, self.last_number = shape, made
        return number


class _Writer:
    """Writes blocks into the letterhead of a document's theme."""

    def __init__(self, document: Document) -> None:
        page = document.page
        self.document, self.page, self.path = document, page, document.theme.file(LETTERHEAD)
        self.pages = {page.edition.name: page}
        self.word = _opened_letterhead(self.path)
        _put_accent(self.word, document.theme)
        self.part = self.word.part
        self.body = self.word.element.body
        self.styles = {(each.type.name, _style_key(each.name)): each.style_id for each in self.word.styles if each.name}
        self.ids, self.shown, self.told = count(1), count(10_001), identity(page.slug)
        self.seen: dict[tuple[str, str], int] = {}
        self.marks: dict[tuple[str, str, int], str] = {}
        self.series: dict[tuple[str, int], str] = {}
        self.size = 0
        """The size of the letters being written, in half points; 0 for that of their style."""
        self.columns_beside = 1
        """How many columns the page has: two if both languages are side by side."""
        self.beside: list[Any] = []
        """A portrait to put beside the next paragraph."""
        self.width = self.text_width()
        _set_languages(self.word, page.edition.name, self.face("hans"))
        if page.edition.is_chinese:
            self.embolden()
        self.body.clear_content()

    # --- the letterhead ---

    def text_width(self) -> int:
        """The width between the margins, in EMU."""
        section = self.word.sections[-1]
        if not section.page_width:
            return _LARGEST_PICTURE[0]
        return int(section.page_width - (section.left_margin or 0) - (section.right_margin or 0))

    def face(self, script: str) -> str:
        """The face that the letterhead's theme gives a script: hant or hans."""
        for relation in self.part.rels.values():
            if relation.reltype.endswith("/theme"):
                match = re.search(rf'script="{script}" typeface="([^"]+)"', relation.target_part.blob.decode(), re.I)
                return match[1] if match else _MAINLAND
        return _MAINLAND

    def embolden(self) -> None:
        """Emphasis in Chinese is bold, since Chinese has no italics."""
        for style in self.word.styles:
            if _style_key(style.name or "") == "emphasis":
                style.font.italic, style.font.bold = False, True

    def fill(self, text: Flow) -> None:
        """Fill the letterhead's content controls with the words around the text. Raises Invalid if it has none."""
        controls = 0
        for relation in list(self.part.rels.values()):
            if relation.reltype.endswith(("/header", "/footer")):
                for control in list(relation.target_part.element.iter(_qualified("sdt"))):
                    tag = control.find(f"{_qualified('sdtPr')}/{_qualified('tag')}")
                    name = tag.get(_qualified("val")) if tag is not None else ""
                    controls += name in AROUND
                    if name == "masthead" and len(text.houses) > 1:
                        self.side_by_side(control, text.houses, relation.target_part)
                    elif name in AROUND:
                        self.replace(control, text.around[name], relation.target_part)
        if not controls:
            raise Invalid([Diagnostic(_NO_CONTROL, "letterhead", self.path)])

    def side_by_side(self, control: Any, houses: tuple[tuple[Run, ...], ...], part: Any) -> None:
        """Put the letterheads of several issuers beside each other, above the paragraph of the control."""
        content = control.find(_qualified("sdtContent"))
        look = next(content.iter(_qualified("rPr")), None)
        paragraph = next(
            (each for each in (*content.iter(_qualified("p")), *control.iterancestors(_qualified("p")))), None
        )
        if paragraph is None:
            return
        shape = paragraph.find(_qualified("pPr"))
        width = self.width // _TWIP // min(len(houses), _ABREAST)
        rows = []
        for row in _chunks(houses, _ABREAST):
            heads = [
                _make("p", *([_borderless(shape)] if shape is not None else []), *self.said(runs, look, part))
                for runs in row
            ]
            rows.append(_make("tr", *(_cell_of([each], width) for each in heads)))
        anchor = paragraph if control in paragraph.iterdescendants() else control
        anchor.addprevious(_frame([width] * min(len(houses), _ABREAST), rows))
        self.replace(control, (), part)

    def said(self, runs: Iterable[Run], look: Any, part: Any) -> Iterator[Any]:
        """The runs, and logos, of words around the text."""
        for run in runs:
            drawing = self.inline(run.picture, _LOGO, part) if run.picture else None
            if drawing is not None:
                yield _make("r", _make("drawing", drawing))
            else:
                said = Run(run.picture.alt) if run.picture else run
                yield from self.run(said, self.page.edition.name, look)

    def replace(self, control: Any, runs: tuple[Run, ...], part: Any) -> None:
        content = control.find(_qualified("sdtContent"))
        look = next(content.iter(_qualified("rPr")), None)
        elements = list(self.said(runs, look, part))
        inner = next(content.iter(_qualified("p")), None)
        if inner is not None:  # the control holds its paragraph
            for child in [each for each in inner if each.tag != _qualified("pPr")]:
                inner.remove(child)
            inner.extend(elements)
            elements = [inner]
        for element in elements:
            control.addprevious(element)
        paragraph = inner if inner is not None else control.getparent()
        control.getparent().remove(control)
        shown = ("t", "drawing", "pict", "fldChar", "fldSimple", "object")
        empty = paragraph.tag == _qualified("p") and not any(
            True for tag in shown for _ in paragraph.iter(_qualified(tag))
        )
        if empty and len(paragraph.getparent().findall(_qualified("p"))) > 1:
            paragraph.getparent().remove(paragraph)

    # --- blocks ---

    def add(self, elements: Iterable[Any]) -> None:
        """Put the elements at the end of the text."""
        end = self.body.find(_qualified("sectPr"))
        for element in elements:
            self.body.append(element) if end is None else end.addprevious(element)

    def text(self, blocks: Sequence[WordBlock], edition: str) -> Iterator[Any]:
        """The blocks; photos with their captions two to a row, where several follow each other."""
        at = 0
        while at < len(blocks):
            captioned = list(_captioned(blocks[at:]))
            if len(captioned) > 1:
                yield self.gallery(captioned, edition)
                yield _gap()
                at += 2 * len(captioned)
            else:
                yield from self.blocks(blocks[at], edition)
                at += 1

    def gallery(self, photos: Sequence[tuple[WordPicture, WordParagraph]], edition: str) -> Any:
        width = self.width // _TWIP // 2
        rows = []
        for row in _chunks(photos, 2):
            most = width * _TWIP - _GUTTER, _SHOWN[1]
            pairs = [[_loose(self.picture(photo, most)), self.paragraph(caption, edition)] for photo, caption in row]
            cells = [_cell_of(pair, width) for pair in pairs]
            cells += [_cell_of([], width)] * (2 - len(row))
            rows.append(_make("tr", _make("trPr", _make("cantSplit")), *cells))
        return _frame([width] * 2, rows)

    def blocks(self, block: WordBlock, edition: str) -> Iterator[Any]:
        match block:
            case WordParagraph():
                yield self.paragraph(block, edition)
            case WordPicture() if block.styles[0] == "portrait":
                self.beside.append(self.portrait(block))
            case WordPicture():
                yield self.picture(block)
            case WordTable():
                yield self.table(block, edition)
                yield _gap()

    def style(self, kind: str, names: Iterable[str]) -> str:
        """The id of the first of these styles that the letterhead has."""
        return next((found for name in names if (found := self.styles.get((kind, _style_key(name))))), "")

    def shape(self, styles: tuple[str, ...], *others: Any) -> Any:
        style = self.style("PARAGRAPH", styles)
        return _make("pPr", *([_make("pStyle", val=style)] if style else []), *others)

    def paragraph(self, block: WordParagraph, edition: str) -> Any:
        number = self.number(edition, block) if block.series else ""
        listed = [_make("numPr", _make("ilvl", val=str(block.level)), _make("numId", val=number))] if number else []
        apart = [_make("spacing", before="160")] if block.apart else []
        narrowed = self.narrowed(block, edition) if "heading 1" in block.styles and edition != "en" else []
        paragraph = _make("p", self.shape(block.styles, *listed, *apart, *narrowed), *self.identified(), *self.beside)
        self.beside = []
        for loc, runs in groupby(block.runs, lambda run: run.loc):
            paragraph.extend(self.located(loc, list(runs), edition))
        return paragraph

    def narrowed(self, block: WordParagraph, edition: str) -> list[Any]:
        """An indent on the right that makes the lines of a Chinese headline end between words. Word breaks Chinese
        anywhere, and people would copy invisible signs that prevent it.
        """
        style = self.style("PARAGRAPH", block.styles)
        sizes = [each.font.size for each in self.word.styles if each.style_id == style and each.font.size]
        size = self.size / 2 or (sizes[0].pt if sizes else 0)
        if not size:
            return []
        room = (self.width // self.columns_beside / 12_700 - (12 if self.columns_beside > 1 else 0)) / size
        width = headline.measure(headline.pieces(self.pages[edition], block.words), room)
        return [_make("ind", right=str(int((room - width) * size * 20)))] if width < room else []

    def identified(self) -> Iterator[Any]:
        """The bookmark of the release, once."""
        if self.told:
            yield from self.marked(self.told, [])
            self.told = ""

    def marked(self, name: str, elements: list[Any]) -> Iterator[Any]:
        number = str(next(self.ids))
        yield _make("bookmarkStart", id=number, name=name)
        yield from elements
        yield _make("bookmarkEnd", id=number)

    def located(self, loc: str, runs: list[Run], edition: str) -> Iterator[Any]:
        elements = []
        for link, linked in groupby(runs, lambda run: run.link):
            words = [each for run in linked for each in self.run(run, edition)]
            elements += _field(f'HYPERLINK "{_quoted(link)}"', words) if link else words
        if not loc:
            yield from elements
            return
        number = self.seen[edition, loc] = self.seen.get((edition, loc), -1) + 1
        yield from self.marked(self.marks[edition, loc, number], elements)

    def run(self, run: Run, edition: str, look: Any = None) -> Iterator[Any]:
        """The run as Word wants it, split where signs change between Latin and Chinese."""
        if run.style in _FIELDS:
            yield from _field(_FIELDS[run.style], [self.letters(run, run.words, look, hint=False)])
            return
        chinese = edition != "en" and not run.lang.startswith("en")
        for words in _SENSITIVE.findall(run.words) if chinese else [run.words]:
            yield self.letters(run, words, look, hint=chinese and bool(_AMBIGUOUS.search(words)))

    def letters(self, run: Run, words: str, look: Any, *, hint: bool) -> Any:
        made = deepcopy(look) if look is not None else _make("rPr")
        for child in reversed(list(self.look(run, hint=hint))):
            made.insert(0, child)
        if run.lang.startswith("zh") and look is None:
            made.append(_make("lang", eastAsia="zh-CN" if "Hans" in run.lang or "CN" in run.lang else "zh-HK"))
        element = _make("r", *([made] if len(made) else []))
        for number, line in enumerate(words.split("\n")):
            if number:
                element.append(_make("br"))
            if line:
                element.append(_text_element(line))
        return element

    def look(self, run: Run, *, hint: bool) -> Iterator[Any]:
        wanted = {"Strong": run.strong, "Emphasis": run.emphasis, "Hyperlink": run.link, run.style: run.style}
        styles = [(name, self.style("CHARACTER", [name])) for name, wants in wanted.items() if wants]
        name, named = next(((name, found) for name, found in styles if found), ("", ""))
        if named:
            yield _make("rStyle", val=named)
        if hint:
            yield _make("rFonts", hint="eastAsia")
        if run.bold or (run.strong and name != "Strong"):
            yield _make("b")
            yield _make("bCs")
        if run.emphasis and name != "Emphasis":
            yield _make("i")
            yield _make("iCs")
        if self.size:
            yield _make("sz", val=str(self.size))
            yield _make("szCs", val=str(self.size))
        if run.raised:
            yield _make("vertAlign", val="superscript")

    def number(self, edition: str, block: WordParagraph) -> str:
        """The numbering of one list, which begins at 1; "" if the letterhead has no numbered list."""
        key = edition, block.series
        if key not in self.series:
            self.series[key] = self.numberings.begun(block) if self.numberings else ""
        return self.series[key]

    @cached_property
    def numberings(self) -> _Numberings | None:
        """The numberings of lists; None if the letterhead has no numbered list."""
        style = self.style("PARAGRAPH", ["list number"])
        styles = [
            each
            for each in self.word.styles.element.iter(_qualified("style"))
            if each.get(_qualified("styleId")) == style
        ]
        used = [number.get(_qualified("val")) for each in styles for number in each.iter(_qualified("numId"))]
        if not used:
            return None
        numbering = self.part.numbering_part.element
        kinds = [str(each.abstractNumId.val) for each in numbering.num_lst if str(each.numId) == used[0]]
        shapes = numbering.findall(_qualified("abstractNum"))
        shape = next((each for each in shapes if each.get(_qualified("abstractNumId")) in kinds), None)
        return None if shape is None else _Numberings(numbering, shape)

    def picture(self, block: WordPicture, most: tuple[int, int] = _LARGEST_PICTURE) -> Any:
        inline = self.inline(block, most, self.part)
        shown = _make("drawing", inline) if inline is not None else _text_element(block.alt)
        return _make("p", self.shape(block.styles), _make("r", shown))

    def inline(self, block: WordPicture, most: tuple[int, int], part: Any) -> Any:
        """The picture in a line of a *part* of the file, at most so wide and high; None if it cannot be drawn.

        Word shows a drawing from 2016 on. Older ones and other programs show its picture, so the file has both.
        """
        from docx.image.image import Image

        data = _drawn(block) if block.size[0] else block.data
        if data is None:
            return None
        image = Image.from_blob(data)
        width, height = image.px_width * _PIXEL, image.px_height * _PIXEL
        share = min(1, min(most[0], self.width) / width, most[1] / height)
        inline = part.new_pic_inline(io.BytesIO(data), int(width * share), int(height * share))
        inline.docPr.set("descr", block.alt)
        inline.docPr.set("id", str(next(self.shown)))  # unique in all parts, including elements not added yet
        for side in ("distT", "distB", "distL", "distR"):  # without this LibreOffice leaves a gap
            inline.set(side, "0")
        if block.size[0]:
            self.sharpen(inline, block, part)
        return inline

    def sharpen(self, inline: Any, block: WordPicture, part: Any) -> None:
        """Give the picture of a drawing the drawing itself."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import parse_xml

        name = PackURI(f"/word/media/drawing-{hashlib.sha256(block.data).hexdigest()[:12]}.svg")
        drawing = Part(name, "image/svg+xml", block.data, part.package)
        extension = (
            '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
            ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
            '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
            f' r:embed="{part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE)}"/></a:ext></a:extLst>'
        )
        next(each for each in inline.iter() if each.tag.endswith("}blip")).append(parse_xml(extension))

    def portrait(self, block: WordPicture) -> Any:
        """A small picture on the right of a paragraph, whose words flow around it."""
        from docx.oxml import parse_xml

        inline = self.inline(block, _PORTRAIT, self.part)
        names = "wp:anchor xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
        anchor = parse_xml(
            f"<{names} distT='0' distB='72000' distL='180000' distR='0' simplePos='0' relativeHeight='2' behindDoc='0'"
            " locked='0' layoutInCell='1' allowOverlap='0'><wp:simplePos x='0' y='0'/>"
            "<wp:positionH relativeFrom='column'><wp:align>right</wp:align></wp:positionH>"
            "<wp:positionV relativeFrom='paragraph'><wp:posOffset>36000</wp:posOffset></wp:positionV></wp:anchor>"
        )
        children = list(inline)
        anchor.append(children[0])  # its extent
        anchor.append(parse_xml(f"<{names.replace('anchor', 'wrapSquare')} wrapText='bothSides'/>"))
        anchor.extend(children[1:])
        return _make("r", _make("drawing", anchor))

    def table(self, block: WordTable, edition: str) -> Any:
        narrow = max(map(len, block.rows)) * self.columns_beside > _WIDE_COLUMNS
        widths = self.column_widths(block, narrow=narrow)
        table = self.grid(block.styles, widths, ("left", "right") if narrow else ())
        self.size = _SMALL if narrow else 0
        for number, row in enumerate(block.rows):
            total = number in block.totals
            head = [_make("tblHeader")] if number < block.head else []
            made = [[self.paragraph(_bold(each) if total else each, edition) for each in cell] for cell in row]
            made += [[] for _ in range(len(widths) - len(made))]
            written = [_cell_of(cell, width) for cell, width in zip(made, widths, strict=True)]
            for cell in written if total else ():
                cell.tcPr.append(_make("tcBorders", _make("top", val="single", sz="8", space="0", color="auto")))
            table.append(_make("tr", _make("trPr", _make("cantSplit"), *head), *written))
        self.size = 0
        return table

    def column_widths(self, block: WordTable, *, narrow: bool) -> list[int]:
        """Share the page's width among the columns by their texts, in twentieths of a point."""
        columns = [[row[at] for row in block.rows if at < len(row)] for at in range(max(map(len, block.rows)))]
        weights = [max(min(max(map(_cell_width, each)), 40) * 0.7, max(map(_longest, each))) + 3 for each in columns]
        if narrow:  # first no broken words; then the longest texts get the remaining width
            least = [max(map(_longest, each)) * 1.1 + 2 for each in columns]  # heads are bold
            more = [max(0.1, weight - most) for weight, most in zip(weights, least, strict=True)]
            spare = max(0, self.width / (_LETTER * _SMALL / 20) - sum(least)) / sum(more)
            weights = [most + spare * each for most, each in zip(least, more, strict=True)]
        return [int(self.width // _TWIP * weight / sum(weights)) for weight in weights]

    def needs_both(self, block: WordTable) -> bool:
        """Whether words of a table would be broken in one of two columns."""
        columns = zip_longest(*block.rows, fillvalue=())
        return sum(max(map(_longest, column)) + 3 for column in columns) * _LETTER > self.width // 2

    def grid(self, styles: tuple[str, ...], widths: list[int], margins: Sequence[str] = ()) -> Any:
        """The start of a table whose cells have these margins of a millimetre, in place of the style's."""
        style = self.style("TABLE", (*styles, "release table"))
        named = [_make("tblStyle", val=style)] if style else []
        given = [_make("tblCellMar", *(_make(side, w="57", type="dxa") for side in margins))] if margins else []
        return _make(
            "tbl",
            _make("tblPr", *named, _make("tblW", w="5000", type="pct"), *given),
            _make("tblGrid", *(_make("gridCol", w=str(width)) for width in widths)),
        )

    def columns(self, texts: tuple[Flow, Flow], documents: tuple[Document, Document]) -> Any:
        """The table of two columns. A picture spans both."""
        editions = [document.page.edition for document in documents]
        widths = [self.width // _TWIP // 2] * 2
        table = self.grid((), widths, ("top",))
        self.columns_beside = 2
        heads = [self.paragraph(WordParagraph(("table head",), (Run(each.title),)), each.name) for each in editions]
        table.append(_make("tr", _make("trPr", _make("tblHeader")), *map(_cell_of, [[head] for head in heads], widths)))
        for pair in _paired(*(text.blocks for text in texts)):
            if isinstance(pair[0], WordPicture) and isinstance(pair[1], WordPicture):
                most = _PORTRAIT if pair[0].styles[0] == "portrait" else _SHOWN
                table.append(_make("tr", _cell_of([self.picture(pair[0], most)], sum(widths), 2)))
                continue
            if any(isinstance(each, WordTable) and self.needs_both(each) for each in pair):
                self.columns_beside = 1
                for each, edition in zip(pair, editions, strict=True):
                    if each:
                        table.append(_make("tr", _cell_of([*self.blocks(each, edition.name)], sum(widths), 2)))
                self.columns_beside = 2
                continue
            self.size = _BESIDE if isinstance(pair[0], WordParagraph) and "heading 1" in pair[0].styles else 0
            cells = [
                [*self.blocks(each, edition.name)] if each else [] for each, edition in zip(pair, editions, strict=True)
            ]
            self.size = 0
            table.append(_make("tr", *map(_cell_of, cells, widths)))
        return table

    # --- the file ---

    def made(self) -> Made:
        """The file's bytes, and what the letterhead lacks."""
        moment = datetime.fromisoformat(self.page.date.iso)
        self.describe(moment)
        if not EARLIEST <= datetime.now(UTC).year <= LATEST:
            raise Invalid([Diagnostic(_CLOCK, "clock")])
        saved = io.BytesIO()
        self.word.save(saved)
        with zipfile.ZipFile(saved) as read:
            parts = [(name, read.read(name)) for name in read.namelist()]
        return archive(parts, moment), tuple(self.lacking())

    def describe(self, moment: datetime) -> None:
        core, page = self.word.core_properties, self.page
        for child in list(core._element):
            core._element.remove(child)
        from hkpress.release import inline

        core.title, core.author = (
            inline.to_words(page.headline)[:255],
            inline.to_words(page.issuer_names or page.source)[:255],
        )
        if page.embargo:
            from hkpress.page.document import fill_page

            said = fill_page(page, self.document.theme, "embargo.txt").strip()
            core.subject = core.content_status = said[:255]
        core.language, core.identifier = page.edition.tag, page.slug[:255]
        core.created = core.modified = moment
        core.last_modified_by, core.revision = "hkpress", 1

    def lacking(self) -> Iterator[Diagnostic]:
        for name in NEEDED:
            if not self.style("PARAGRAPH", [name]):
                message = f'has no style "{name.title()}": add it in Word, or start from the letterhead of base'
                yield Diagnostic(message, "letterhead", self.path, severity=Severity.WARNING)


def _text_element(words: str) -> Any:
    text = _make("t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def _drawn(block: WordPicture) -> bytes | None:
    """A drawing as a PNG picture; None where the engine is missing."""
    from hkpress.printing import drawn

    width, height = (round(each * _DRAWN / max(block.size)) for each in block.size)
    try:
        return drawn.png(block.data, max(1, width), max(1, height))
    except Invalid:
        return None


def _count(shape: Any, block: WordParagraph) -> None:
    """Make a numbering count as a list does, at its level."""
    kind, text = _COUNTS.get(block.count, _COUNTS[""])
    first = shape.find(_qualified("lvl"))
    for level in range(1, block.level + 1):
        deeper = deepcopy(first)
        deeper.set(_qualified("ilvl"), str(level))
        for indent in deeper.iter(_qualified("ind")):
            indent.set(_qualified("left"), str(_INDENT * (level + 1)))
        shape.append(deeper)
    last = shape.findall(_qualified("lvl"))[block.level]
    last.find(_qualified("numFmt")).set(_qualified("val"), kind)
    last.find(_qualified("lvlText")).set(_qualified("val"), text.replace("%1", f"%{block.level + 1}"))
    for element in shape.findall(_qualified("multiLevelType")):
        element.set(_qualified("val"), "multilevel" if block.level else "singleLevel")


def _bold(block: WordParagraph) -> WordParagraph:
    return replace(block, runs=tuple(replace(run, bold=True) for run in block.runs))


def _longest(cell: Iterable[WordParagraph]) -> int:
    """About how wide the longest word is, in Latin letters; Chinese may break after any character."""
    words = [word for each in cell for word in re.findall(r"[^\s\u2e80-\uffff]+", each.words)]
    return max(map(len, words), default=2)


def _cell_width(cell: Iterable[WordParagraph]) -> int:
    """About how wide the longest paragraph is, in Latin letters."""
    return max((sum(2 if char > "\u2e80" else 1 for char in each.words) for each in cell), default=0)


def _cell_of(content: list[Any], width: int, span: int = 1) -> Any:
    """A cell, which ends with a paragraph. Below a table it has a margin: the empty paragraph there may be hidden."""
    last = [] if content and content[-1].tag == _qualified("p") else [_make("p")]
    spans = [_make("gridSpan", val=str(span))] if span > 1 else []
    tables = any(each.tag == _qualified("tbl") for each in content)
    margin = [_make("tcMar", _make("bottom", w="160", type="dxa"))] if tables else []
    return _make("tc", _make("tcPr", _make("tcW", w=str(width), type="dxa"), *spans, *margin), *content, *last)


def _gap() -> Any:
    """The paragraph below a table, hardly higher than a line."""
    return _make("p", _make("pPr", _make("spacing", before="0", after="0", line="160", lineRule="exact")))


def _captioned(blocks: Sequence[WordBlock]) -> Iterator[tuple[WordPicture, WordParagraph]]:
    """The photos that the blocks begin with, each with its caption."""
    for pair in _chunks(blocks, 2):
        match pair:
            case [WordPicture() as photo, WordParagraph() as caption] if "caption" in caption.styles:
                yield photo, caption
            case _:
                return


def _frame(widths: list[int], rows: list[Any]) -> Any:
    """A table without lines, which only puts things beside each other."""
    return _make(
        "tbl",
        _make("tblPr", _make("tblW", w="5000", type="pct"), _make("tblLayout", type="fixed")),
        _make("tblGrid", *(_make("gridCol", w=str(width)) for width in widths)),
        *rows,
    )


def _loose(paragraph: Any) -> Any:
    """A paragraph that need not stay with the next one. In an unbroken row it stays anyway, and LibreOffice would move
    the whole table to a new page if a paragraph in it had to.
    """
    shape = paragraph.find(_qualified("pPr"))
    shape.insert(len(shape.findall(_qualified("pStyle"))), _make("keepNext", val="0"))
    return paragraph


def _borderless(shape: Any) -> Any:
    """The look of a paragraph, without its lines."""
    made = deepcopy(shape)
    for lines in made.findall(_qualified("pBdr")):
        made.remove(lines)
    above = [each for each in made if each.tag in map(_qualified, _ABOVE_LINES)]
    made.insert(len(above), _make("pBdr", *(_make(side, val="nil") for side in ("top", "bottom"))))
    return made


_ABOVE_LINES = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
)
"""What comes before the lines in paragraph properties: Word requires this order."""


def _chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _field(code: str, shown: list[Any]) -> list[Any]:
    """A field that shows these runs until Word works it out."""
    instruction = _make("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    begin, separate, end = (_make("r", _make("fldChar", fldCharType=each)) for each in ("begin", "separate", "end"))
    return [begin, _make("r", instruction), separate, *shown, end]


_NO_CONTROL = (
    "the letterhead has no control `masthead`, `running`, `date`, `folio` or `embargo`, so every page would show what "
    "stands in their place: LibreOffice drops them when it saves; start from base's letterhead, and save it in Word"
)
_CLOCK = "the clock of this computer is wrong: set it, no Word file can be written before 1980 or after 2107"


def _quoted(link: str) -> str:
    return link.replace("\\", "%5C").replace('"', "%22")


def _paired(left: tuple[WordBlock, ...], right: tuple[WordBlock, ...]) -> Iterator[tuple[WordBlock | None, ...]]:
    """Pair the blocks of two editions. Themes give both the same blocks, unless one lacks a text."""
    keys = [_block_shape(block) for block in left], [_block_shape(block) for block in right]
    for _, a, b, c, d in sequences.steps(*keys):
        yield from zip_longest(left[a:b], right[c:d])


def _block_shape(block: WordBlock) -> tuple[str, ...]:
    """The kind of a block and the texts in it, without the language."""
    if isinstance(block, WordParagraph):
        return ("paragraph", *block.styles[:1], *(run.loc.rpartition("/")[0] for run in block.runs if run.loc))
    return (type(block).__name__,)


# --- the letterhead -------------------------------------------------------------------------------

_KEPT = (
    "styles",
    "settings",
    "fontTable",
    "theme",
    "numbering",
    "header",
    "footer",
    "footnotes",
    "endnotes",
    "webSettings",
)
_OWN = ("officeDocument", "core-properties")


def _opened_letterhead(path: Path | None) -> Any:
    """The letterhead as python-docx reads it, without the parts that belong to its sample text."""
    import docx

    assert path is not None  # base has one
    try:
        word = docx.Document(str(path))
        _refuse_links(word, path)
    except Invalid:
        raise
    except Exception as error:
        message = "is not a Word file that can be used: save it in Word as .docx, without macros"
        if not path.stat().st_size:
            message = "is empty: save the letterhead again in Word, or copy templates/base/letterhead.docx here"
        raise Invalid([Diagnostic(message, "letterhead", path)]) from error
    for rels, kept in ((word.part.rels, _KEPT), (word.part.package.rels, _OWN)):
        for name, relation in list(rels.items()):
            if relation.reltype.rpartition("/")[2] not in kept:
                del rels[name]
    return word


def _put_accent(word: Any, theme: Theme) -> None:
    """Give the styles of base's letterhead the colour of a theme that has no letterhead of its own."""
    from hkpress.page.theme import BLUE, accent

    before, after = (each[1:].upper() for each in (BLUE, accent(theme, LETTERHEAD)))
    for element in word.styles.element.iter() if before != after else ():
        for name, value in element.items():
            if value == before:
                element.set(name, after)


def _refuse_links(word: Any, path: Path) -> None:
    """Remove links to other files from a letterhead, and the template that it was made from."""
    for part in word.part.package.iter_parts():
        for name, relation in list(part.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind == "attachedTemplate":
                del part.rels[name]
                for element in part.element.findall(_qualified("attachedTemplate")):
                    part.element.remove(element)
            elif relation.is_external and kind != "hyperlink" and part is not word.part:
                message = f"shows `{relation.target_ref}`, which lies elsewhere: put it into the file in Word"
                raise Invalid([Diagnostic(message, "letterhead", path)])


def _set_languages(word: Any, edition: str, mainland: str) -> None:
    """Tell Word the language and the face of Chinese: without both, it takes the glyphs of another region."""
    styles, language = word.styles.element, _EAST_ASIAN[edition]
    defaults = _child(_child(_child(styles, "docDefaults"), "rPrDefault"), "rPr")
    faces, languages = _child(defaults, "rFonts"), _child(defaults, "lang", last=True)
    faces.attrib.pop(_qualified("eastAsiaTheme"), None)
    traditional = faces.get(_qualified("eastAsia")) or "Microsoft JhengHei"
    faces.set(_qualified("eastAsia"), traditional)
    if not languages.get(_qualified("val")):
        languages.set(_qualified("val"), "en-HK")
    parts = [relation.target_part for relation in word.part.rels.values()]
    for root in [styles, *(each.element for each in parts if hasattr(each, "element"))]:
        for element in root.iter(_qualified("lang"), _qualified("themeFontLang")):
            if element is languages or element.get(_qualified("eastAsia")):
                element.set(_qualified("eastAsia"), language)
        for element in root.iter(_qualified("rFonts")) if edition == "sc" else ():
            if element.get(_qualified("eastAsia")) == traditional:
                element.set(_qualified("eastAsia"), mainland)


def _child(parent: Any, tag: str, *, last: bool = False) -> Any:
    """The child of that name, made where there is none."""
    child = parent.find(_qualified(tag))
    if child is None:
        child = _make(tag)
        parent.append(child) if last else parent.insert(0, child)
    return child
