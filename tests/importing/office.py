"""Word files of a release, made in the ways that people make them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from hkpress.formats import text
from hkpress.page.document import typeset
from hkpress.page.page import localise
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project
from tests.conftest import ROOT

Lines = list[tuple[str, str]]
"""Paragraphs as an author sees them: what each is, and its words."""


def lines(slug: str, language: str) -> Lines:
    """The lines of a seed release: the text edition, with what each line is."""
    return [*_lines(slug, language)]


@cache
def _lines(slug: str, language: str) -> Lines:
    release = Project(ROOT).read(slug)
    page = localise(release, EDITIONS[language])
    words = text.make(typeset(page, Theme(release.manuscript.theme)))[0].decode()
    found: Lines = []
    section = "opening"
    for line in words.split("\n"):
        if not line.strip():
            found.append(("gap", ""))
            continue
        if line == str(page.headline):
            kind = "headline"
            section = "body"
        elif re.match(r"(Photo Caption|圖片說明|About |關於|Media Contact|傳媒查詢)", line):
            kind = "head"
            section = "end"
        elif re.match(r"(Photo \d|圖[一二三四五六])", line):
            kind = "caption"
        elif section == "opening":
            kind = "label"
        else:
            kind = section
        found.append((kind, line))
    while found and found[0][0] == "gap":
        found.pop(0)
    return found


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write(paragraph: Any, words: str, *, bold: bool = False, size: float = 0, face: str = "") -> None:
    """The words of plain text; its one link becomes a link."""
    for at, part in enumerate(re.split(r"(\[[^\]]+\]\([^)]*\))", words)):
        if at % 2:
            label, address = re.fullmatch(r"\[([^\]]+)\]\(([^)]*)\)", part).groups()  # type: ignore[union-attr]
            _link(paragraph, label, address)
            continue
        if part:
            run = paragraph.add_run(part)
            run.bold = bold or None
            if size:
                run.font.size = Pt(size)


def _link(paragraph: Any, label: str, address: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    if address.startswith("#"):
        link.set(qn("w:anchor"), address[1:] or "top")
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = label
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


# --- the ways -------------------------------------------------------------------------------------


def plainly(given: Lines) -> bytes:
    """Every line is an unformatted paragraph, with blank lines between."""
    document = docx.Document()
    for _, words in given:
        _write(document.add_paragraph(), words)
    return saved(document)


def boldly(given: Lines) -> bytes:
    """No styles: bold labels and heads, a large headline in the middle, a bold "Photo 1:"."""
    document = docx.Document()
    for kind, words in given:
        if kind == "gap":
            continue
        paragraph = document.add_paragraph()
        if kind in ("headline", "head", "label"):
            _write(paragraph, words, bold=True, size=16 if kind == "headline" else 11)
            paragraph.alignment = 1 if kind == "headline" else None
        elif kind == "caption":
            label, _, rest = re.match(r"([^:：\]】]+[:：\]】])( ?)(.*)", words).groups()  # type: ignore[union-attr]
            _write(paragraph, label, bold=True)
            _write(paragraph, f" {rest}" if re.match("[A-Z]", rest) else rest)
        else:
            _write(paragraph, words)
    return saved(document)


def with_styles(given: Lines) -> bytes:
    """As an author who knows styles makes it."""
    document = docx.Document()
    styles = {"headline": "Title", "head": "Heading 2", "caption": "Caption"}
    for kind, words in given:
        if kind != "gap":
            _write(document.add_paragraph(style=styles.get(kind, "Normal")), words)
    return saved(document)


def with_soft_returns(given: Lines) -> bytes:
    """Shift and Enter between the lines of the opening, the contacts and even between paragraphs."""
    document = docx.Document()
    paragraph = None
    for kind, words in given:
        if kind == "gap":
            continue
        if kind in ("headline",) or paragraph is None or kind == "body":
            paragraph = document.add_paragraph()
            _write(paragraph, words, bold=kind == "headline", size=15 if kind == "headline" else 0)
        else:
            paragraph.add_run().add_break()
            _write(paragraph, words)
        if kind == "headline":
            paragraph = None
    return saved(document)


def with_boxes(given: Lines) -> bytes:
    """Labels in a text box, as Word writes it: once for itself, once for older versions."""
    document = docx.Document()
    labels = [words for kind, words in given if kind == "label"]
    inner = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{re.sub("[][()#&<>]", " ", words)}</w:t></w:r></w:p>' for words in labels
    )
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    box = (
        f'<w:r {nsdecls("w")} {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
        f"<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        f"</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inner}"
        "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.add_paragraph()._p.append(parse_xml(box))
    for kind, words in given:
        if kind not in ("gap", "label"):
            _write(
                document.add_paragraph(), words, bold=kind in ("headline", "head"), size=14 if kind == "headline" else 0
            )
    return saved(document)


def with_tracked_changes(given: Lines) -> bytes:
    """Half the words of each paragraph inserted, others deleted, all while changes were tracked; and a comment."""
    document = docx.Document()
    for kind, words in given:
        if kind == "gap":
            continue
        paragraph = document.add_paragraph()
        if "](" in words or len(words) < 12:
            _write(paragraph, words)
            continue
        half = len(words) // 2
        paragraph.add_run(words[:half])
        for tag, said in (("del", "這些字已刪去 gone"), ("ins", words[half:])):
            change = OxmlElement(f"w:{tag}")
            change.set(qn("w:id"), "1")
            change.set(qn("w:author"), "Director")
            run = OxmlElement("w:r")
            inner = OxmlElement("w:delText" if tag == "del" else "w:t")
            inner.text = said
            inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(inner)
            change.append(run)
            paragraph._p.append(change)
    return saved(document)


def like_wps(given: Lines) -> bytes:
    """As WPS writes it: a run every few letters with a hint each, styles by number, text at 12 points."""
    document = docx.Document()
    for kind, words in given:
        paragraph = document.add_paragraph()
        for at, part in enumerate(re.split(r"(\[[^\]]+\]\([^)]*\))", words)):
            if at % 2:
                _write(paragraph, part)
                continue
            for start in range(0, len(part), 7):
                run = paragraph.add_run(part[start : start + 7])
                run.font.size = Pt(12)
                run.bold = kind in ("headline", "head") or None
                run._r.get_or_add_rPr().append(OxmlElement("w:spacing"))
    return saved(document)


def in_strict_form(given: Lines) -> bytes:
    """Word's "Strict Open XML"."""
    with zipfile.ZipFile(io.BytesIO(boldly(given))) as read:
        parts = {name: read.read(name) for name in read.namelist()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as write:
        for name, data in parts.items():
            strict = data.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(
                b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
                b'xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"',
            )
            write.writestr(name, strict)
    return stream.getvalue()


WAYS: dict[str, Callable[[Lines], bytes]] = {
    each.__name__: each
    for each in (
        plainly,
        boldly,
        with_styles,
        with_soft_returns,
        with_boxes,
        with_tracked_changes,
        like_wps,
        in_strict_form,
    )
}


def one_after_the_other(en: Lines, tc: Lines) -> bytes:
    """English, a page break, Chinese."""
    document = docx.Document()
    for given in (en, tc):
        for kind, words in given:
            if kind != "gap":
                _write(document.add_paragraph(), words, bold=kind in ("headline", "head"))
        document.add_page_break()
    return saved(document)


def chinese_first(en: Lines, tc: Lines) -> bytes:
    return one_after_the_other(tc, en)


def in_turns(en: Lines, tc: Lines) -> bytes:
    """An English paragraph, its Chinese, and so on."""
    document = docx.Document()
    for pair in zip(_solid(en), _solid(tc), strict=True):
        for kind, words in pair:
            _write(document.add_paragraph(), words, bold=kind in ("headline", "head"))
    return saved(document)


def side_by_side(en: Lines, tc: Lines) -> bytes:
    """A table of two columns."""
    document = docx.Document()
    table = document.add_table(0, 2)
    for pair in zip(_solid(en), _solid(tc), strict=True):
        row = table.add_row()
        for cell, (kind, words) in zip(row.cells, pair, strict=True):
            _write(cell.paragraphs[0], words, bold=kind in ("headline", "head"))
    return saved(document)


def _solid(given: Lines) -> Iterator[tuple[str, str]]:
    return (each for each in given if each[0] != "gap")


TOGETHER: dict[str, Callable[[Lines, Lines], bytes]] = {
    each.__name__: each for each in (one_after_the_other, chinese_first, in_turns, side_by_side)
}


# --- other files ----------------------------------------------------------------------------------


def page(given: Iterable[tuple[str, str]], language: str) -> bytes:
    """A web page with a menu above the text and links below it."""
    tags = {"headline": "h1", "head": "h3"}
    body = "".join(
        f"<{tags.get(kind, 'p')}>{_html(words)}</{tags.get(kind, 'p')}>\n" for kind, words in given if kind != "gap"
    )
    menu = "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav><div><a href='#m'>Skip to main content</a></div>"
    foot = "<footer>© 2025 <a href='/privacy'>Privacy</a></footer>"
    head = "<head><meta charset='utf-8'><title>News</title><style>p { color: red }</style></head>"
    return f"<!DOCTYPE html><html lang='{language}'>{head}<body>{menu}<div id='content'>{body}</div>{foot}</body></html>".encode()


def _html(words: str) -> str:
    words = words.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"\[([^\]]+)\]\(([^)]*)\)", r'<a href="\2">\1</a>', words)
