"""Files as offices of different kinds lay them out: logos in the body, tables for contacts, fields, tracked changes.

Each layout takes the rows of an example and gives the files that are sent. `harness` reads them back.
"""

from __future__ import annotations

import html
import io
import itertools
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from email.message import EmailMessage
from functools import partial
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from PIL import Image

from tests.importing import office

if TYPE_CHECKING:
    from tests.importing.harness import Row

Files = list[tuple[str, bytes]]
Said = list[tuple[str, str]]
"""The tag of each row, and its words in one language."""

LANGUAGES = ("en", "tc")


def said(rows: Iterable[Row], language: str) -> Said:
    return [(row.tag, row.said(language)) for row in rows if row.said(language)]


def _said(language: str, en: str, tc: str) -> str:
    return en if language == "en" else tc


def picture(shade: int = 90) -> io.BytesIO:
    stream = io.BytesIO()
    Image.effect_noise((240, 160), shade).convert("RGB").save(stream, "JPEG")
    return io.BytesIO(stream.getvalue())


def _each(make: Callable[[Said, str], bytes], rows: list[Row]) -> Files:
    return [(f"{name}.docx", make(said(rows, name), name)) for name in LANGUAGES]


def _runs(paragraph: Any, words: str, *, bold: bool = False, size: float = 0) -> None:
    """Addresses become links, as Word makes them while somebody types."""
    for part in re.split(r"((?:https?://|www\.)[\w./-]+\w|[\w.]+@[\w.]+\w)", words):
        if re.match(r"https?://|www\.", part):
            _hyperlink(paragraph, part if part.startswith("http") else f"http://{part}", part)
        elif "@" in part:
            _field_link(paragraph, f"mailto:{part}", part)
        elif part:
            run = paragraph.add_run(part)
            run.bold = bold or None
            if size:
                run.font.size = Pt(size)


def _hyperlink(paragraph: Any, address: str, words: str) -> None:
    office._link(paragraph, words, address)


def _field_link(paragraph: Any, address: str, words: str) -> None:
    """A link as a field, as older versions of Word write it."""
    for kind in ("begin", "code", "separate", "words", "end"):
        run = paragraph.add_run()
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = f' HYPERLINK "{address}" '
            run._r.append(code)
        elif kind == "words":
            run.text = words
            run.underline = True
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _sequence(paragraph: Any, before: str, number: str, after: str) -> None:
    """ "Photo 1:" whose number is a field."""
    paragraph.add_run(before)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " SEQ Photo \\* ARABIC ")
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = number
    run.append(words)
    field.append(run)
    paragraph._p.append(field)
    paragraph.add_run(after)


def _table(document: Any, words: str, style: str | None = "Table Grid") -> None:
    rows = [line.split(";") for line in words.split("//")]
    table = document.add_table(len(rows), len(rows[0]), style=style)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _dated(given: Said) -> Iterator[tuple[str, str]]:
    """The dateline begins the first paragraph."""
    before = ""
    for tag, words in given:
        if tag == "DL":
            before = words + ("" if words[-1] in "）］ " else " ")
        else:
            yield tag, (before + words if tag in "PQ" else words)
            before = before if tag not in "PQ" else ""


# --- Word files ---------------------------------------------------------------------------------------


def bureau(rows: list[Row]) -> Files:
    """A bureau: crest and name in a table, headline over two lines, stars below it, tabs before paragraphs."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        table = document.add_table(1, 2)
        table.cell(0, 0).paragraphs[0].add_run().add_picture(picture(), width=Cm(2))
        table.cell(0, 1).text = "GOVERNMENT BUREAU" if language == "en" else "政府決策局"
        for tag, words in given:
            if tag == "Nu":
                paragraph = document.add_paragraph()
                _runs(paragraph, re.sub(r"^(\(\w\)) ", r"\1\t", words))
                continue
            paragraph = document.add_paragraph()
            if tag == "H":
                half = words.find(" ", len(words) // 2) if language == "en" else len(words)
                paragraph.alignment = 1
                paragraph.add_run(words[:half]).bold = True
                if words[half:]:
                    paragraph.add_run().add_break()
                    paragraph.add_run(words[half + 1 :]).bold = True
                document.add_paragraph("*" * 30).alignment = 1
            elif tag == "K":
                _runs(paragraph, words, bold=True, size=20)
            else:
                _runs(paragraph, ("\t" if tag == "P" else "") + words)
        return office.saved(document)

    return _each(make, rows)


def campus(rows: list[Row]) -> Files:
    """A university: pictures with captions below them, the number of each a field; contacts in a table without lines."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        contacts = [re.split(r"\s*[|｜]\s*", words) for tag, words in given if tag == "ct"]
        for tag, words in _dated(given):
            if tag == "ct":
                if contacts:
                    table = document.add_table(1, len(contacts))
                    for cell, lines in zip(table.rows[0].cells, contacts, strict=True):
                        cell.text = lines[0]
                        for line in lines[1:]:
                            _runs(cell.add_paragraph(), line)
                    contacts = []
                continue
            if tag == "C":
                document.add_paragraph().add_run().add_picture(picture(), width=Cm(8))
                paragraph = document.add_paragraph(style="Caption")
                found = re.match(r"(Photo )(\d)(.*)", words)
                if found:
                    _sequence(paragraph, *found.groups())
                else:
                    paragraph.add_run(words)
                continue
            paragraph = document.add_paragraph()
            bold = tag in ("H", "S", "Hd", "A", "CT", "I")
            _runs(paragraph, words, bold=bold, size={"H": 18, "S": 13}.get(tag, 0))
            paragraph.alignment = 1 if tag in "HSX" else 3
            document.add_paragraph()
        return office.saved(document)

    return _each(make, rows)


def onefile(rows: list[Row]) -> Files:
    """English and Chinese in one file, the logo in its first paragraph, lines of both languages at its ends."""
    document = docx.Document()
    document.add_paragraph().add_run().add_picture(picture(), width=Cm(4))
    both = [row for row in rows if not row.tc]
    for row in (each for each in both if each.tag == "I"):
        _runs(document.add_paragraph(), row.en, bold=True)
    for language in LANGUAGES:
        for tag, words in _dated(said([row for row in rows if row.tc], language)):
            paragraph = document.add_paragraph()
            _runs(paragraph, words, bold=tag in ("H", "S", "A"), size=16 if tag == "H" else 0)
        document.add_paragraph()
    for row in (each for each in both if each.tag != "I"):
        _runs(document.add_paragraph(), row.en, bold=row.tag == "CT")
    return [("both.docx", office.saved(document))]


def tracked(rows: list[Row]) -> Files:
    """A bank: words changed and a paragraph mark deleted with tracking on, a comment, Word's own lists."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "Kowloon Mutual Bank" if language == "en" else "九龍互助銀行"
        for at, (tag, words) in enumerate(_dated(given)):
            if tag == "T":
                _table(document, words)
                continue
            if tag in ("B1", "Np"):
                style = "List Bullet" if tag == "B1" else "List Number"
                document.add_paragraph(re.sub(r"^\d\. ", "", words), style=style)
                continue
            paragraph = document.add_paragraph()
            if tag == "P":
                middle = words.find(" ", 20) if language == "en" else 15
                paragraph.add_run(words[:middle])
                _change(paragraph, "del", " REMOVED" if language == "en" else "刪去")
                if at % 2:  # the paragraph was two; the mark between them is deleted
                    mark = OxmlElement("w:rPr")
                    mark.append(_marked("del"))
                    paragraph._p.get_or_add_pPr().append(mark)
                    paragraph = document.add_paragraph()
                _change(paragraph, "ins", words[middle:])
                document.add_comment(paragraph.runs or document.paragraphs[0].runs, "Please check.", author="CFO")
                continue
            _runs(paragraph, words, bold=tag in ("H", "Hd", "Nh", "CT"), size=16 if tag == "H" else 0)
        return office.saved(document)

    return _each(make, rows)


def _marked(kind: str) -> Any:
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), "7")
    change.set(qn("w:author"), "CFO")
    change.set(qn("w:date"), "2026-05-04T10:00:00Z")
    return change


def _change(paragraph: Any, kind: str, words: str) -> None:
    change = _marked(kind)
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText" if kind == "del" else "w:t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    change.append(run)
    paragraph._p.append(change)


def gallery(rows: list[Row]) -> Files:
    """A museum: a table of two columns, one row for all paragraphs, photos and captions in cells of their own."""
    document = docx.Document()
    table = document.add_table(0, 2, style="Table Grid")
    given = [list(_dated(said(rows, language))) for language in LANGUAGES]
    groups = [
        (tag, list(group))
        for tag, group in itertools.groupby(zip(*given, strict=True), lambda pair: pair[0][0] in ("P", "Q"))
    ]
    for solid, group in groups:
        for part in [group] if solid else [[each] for each in group]:
            row = table.add_row()
            for at, cell in enumerate(row.cells):
                if part[0][0][0] == "C":
                    cell.paragraphs[0].add_run().add_picture(picture(60 + at), width=Cm(5))
                    _runs(cell.add_paragraph(), part[0][at][1])
                    continue
                for number, pair in enumerate(part):
                    paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
                    _runs(paragraph, pair[at][1], bold=pair[at][0] in ("H", "I", "Ph", "CT"))
    return [("both.docx", office.saved(document))]


def wps(rows: list[Row]) -> Files:
    """An NGO: WPS's short runs, first lines indented with spaces, lists numbered by hand, empty paragraphs."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        for tag, words in _dated(given):
            paragraph = document.add_paragraph()
            indent = ("    " if language == "en" else "　　") if tag == "P" else ""
            words = indent + words
            for start in range(0, len(words), 5):
                run = paragraph.add_run(words[start : start + 5])
                run.font.size = Pt(22 if tag == "H" else 12)
                run.bold = tag in ("H", "I", "CT") or None
                fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
                fonts.set(qn("w:hint"), "eastAsia")
                fonts.set(qn("w:eastAsia"), "新細明體")
            if tag in ("H", "P", "I"):
                document.add_paragraph().add_run(" ")
        return office.saved(document)

    return _each(make, rows)


def wire(rows: list[Row]) -> Files:
    """An agency for a listed company: centred headlines in capitals, the contact a table with lines."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        document.sections[0].footer.paragraphs[0].text = "1"
        contacts = [words for tag, words in given if tag == "ct"]
        for tag, words in _dated(given):
            if tag == "ct":
                if contacts:
                    table = document.add_table(0, 3, style="Table Grid")
                    table.add_row().cells[0].merge(table.rows[0].cells[2]).text = contacts[0]
                    for line in contacts[1:]:
                        cells = table.add_row().cells
                        for cell, part in zip(cells, re.split(r" / |／", line), strict=True):
                            _runs(cell.paragraphs[0], part)
                    contacts = []
                continue
            paragraph = document.add_paragraph(style="List Bullet" if tag == "B1" else None)
            bold = tag in ("H", "S", "Hd", "A", "CT", "L")
            _runs(paragraph, words, bold=bold, size=14 if tag == "H" else 0)
            if tag in ("Hd", "A"):
                for run in paragraph.runs:
                    run.underline = True
            paragraph.alignment = {"H": 1, "S": 1, "X": 1, "L": 2}.get(tag, 3)
            if tag != "B1":
                document.add_paragraph()
        return office.saved(document)

    return _each(make, rows)


def turns(rows: list[Row]) -> Files:
    """A sports body: English, Chinese, English, Chinese; the labels in a text box of both languages; a photo and its captions."""
    document = docx.Document()
    for row in rows:
        if row.tag == "K":
            inner = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in (row.en, row.tc))
            document.add_paragraph()._p.append(parse_xml(_BOX.format(nsdecls("w"), inner, inner)))
            continue
        if row.tag == "C":
            document.add_paragraph().add_run().add_picture(picture(), width=Cm(8))
        for language in LANGUAGES[: 1 if row.en == row.tc else 2]:
            _runs(document.add_paragraph(), row.said(language), bold=row.tag in ("H", "CT"))
    return [("both.docx", office.saved(document))]


_BOX = (
    '<w:r {} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
    "<w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def topcontacts(rows: list[Row]) -> Files:
    """A foundation: the date on the left and the contact on the right of a table at the top."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        table = document.add_table(1, 2)
        for tag, words in _dated(given):
            if tag in ("I", "D", "CT", "ct"):
                cell = table.cell(0, 0 if tag in "ID" else 1)
                paragraph = cell.paragraphs[0] if not cell.text else cell.add_paragraph()
                _runs(paragraph, words, bold=tag in ("I", "CT"))
            else:
                paragraph = document.add_paragraph()
                _runs(paragraph, words, bold=tag in ("H", "A"), size={"H": 18, "S": 13}.get(tag, 11))
                for run in paragraph.runs:
                    run.italic = tag == "S" or None
        return office.saved(document)

    return _each(make, rows)


def memo(rows: list[Row]) -> Files:
    """A union: to, from and date above, everything in one size, the headline underlined."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        for tag, words in given:
            paragraph = document.add_paragraph()
            _runs(paragraph, words.replace(": ", ":\t", 1) if tag in "LD" else words, bold=tag == "H")
            for run in paragraph.runs:
                run.underline = tag == "H" or None
        return office.saved(document)

    return _each(make, rows)


def phototable(rows: list[Row]) -> Files:
    """A festival: photos in a table, their captions in the row below."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        captions = [words for tag, words in given if tag == "C"]
        for tag, words in _dated(given):
            if tag == "C":
                if captions:
                    table = document.add_table(2, len(captions))
                    for at, caption in enumerate(captions):
                        table.cell(0, at).paragraphs[0].add_run().add_picture(_SHOTS[at], width=Cm(6))
                        table.cell(1, at).text = caption
                    captions = []
                continue
            paragraph = document.add_paragraph()
            _runs(paragraph, words, bold=tag in ("H", "K", "CT"), size=20 if tag == "H" else 11)
        return office.saved(document)

    return _each(make, rows)


def softpairs(rows: list[Row]) -> Files:
    """An orchestra: each paragraph has the English, a soft return, and the Chinese."""
    document = docx.Document()
    for row in rows:
        paragraph = document.add_paragraph()
        if row.tag == "C":
            paragraph.add_run().add_picture(picture(), width=Cm(8))
            paragraph = document.add_paragraph()
        _runs(paragraph, row.en, bold=row.tag in ("H", "I", "CT"), size=16 if row.tag == "H" else 0)
        paragraph.add_run().add_break()
        _runs(paragraph, row.tc, bold=row.tag in ("H", "I", "CT"), size=16 if row.tag == "H" else 0)
    return [("both.docx", office.saved(document))]


def soffice(rows: list[Row]) -> Files:
    """A council: headings, lists and tables as LibreOffice names them, the dateless end mark, an annex behind it."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        for name in ("Text Body", "Table Contents", "Heading"):
            document.styles.add_style(name, 1)
        for tag, words in given:
            if tag == "T":
                _table(document, words, None)
                continue
            style = {"H": "Title", "Hd": "Heading 2", "B1": "List Bullet"}.get(tag, "Text Body")
            paragraph = document.add_paragraph(style=style)
            _runs(paragraph, words)
            paragraph.alignment = 1 if tag == "X" else None
        return office.saved(document)

    return _each(make, rows)


def agency(rows: list[Row]) -> Files:
    """An agency: two columns in a section, the stock code, everything justified, tabs for spaces, a table of one cell around all."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        cell = document.add_table(1, 1, style="Table Grid").cell(0, 0)
        for number, (tag, words) in enumerate(_dated(given)):
            paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
            _runs(paragraph, words, bold=tag in ("H", "A", "CT", "L"), size=15 if tag == "H" else 0)
            paragraph.alignment = 1 if tag in "HX" else 3
            cell.add_paragraph()
        return office.saved(document)

    return _each(make, rows)


def justified(rows: list[Row]) -> Files:
    """A board: the date on the right behind tabs, no-break spaces, soft hyphens, two blanks behind each stop."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        for tag, words in given:
            paragraph = document.add_paragraph()
            words = (
                words.replace(". ", ".  ").replace("No. ", "No.\xa0")
                if language == "en"
                else words.replace(" ", "\u3000")
            )
            _runs(paragraph, ("\t\t\t\t" if tag == "D" else "") + words, bold=tag in ("H", "K", "Nh"))
            paragraph.alignment = 3
            if tag in "HPD":
                document.add_paragraph("\u3000")
        return office.saved(document)

    return _each(make, rows)


def boxed(rows: list[Row]) -> Files:
    """A hotel: headline and label in text boxes, contacts in another, pictures all together before the end mark."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()

        def box(lines: list[str], *, bold: bool = False) -> None:
            look = "<w:rPr><w:b/><w:sz w:val='32'/></w:rPr>" if bold else ""
            inner = "".join(
                f"<w:p><w:r>{look}<w:t xml:space='preserve'>{html.escape(words)}</w:t></w:r></w:p>" for words in lines
            )
            document.add_paragraph()._p.append(parse_xml(_BOX.format(nsdecls("w"), inner, inner)))

        box([words for tag, words in given if tag == "I"])
        box([words for tag, words in given if tag == "H"], bold=True)
        for tag, words in _dated(given):
            if tag in ("I", "H", "CT", "ct"):
                continue
            if tag == "C":
                document.add_paragraph().add_run().add_picture(picture(), width=Cm(8))
            paragraph = document.add_paragraph()
            _runs(paragraph, words, bold=tag == "Hd")
            for run in paragraph.runs:
                run.italic = tag in "SC" or None
        box([words for tag, words in given if tag in ("CT", "ct")])
        return office.saved(document)

    return _each(make, rows)


def numbered(rows: list[Row]) -> Files:
    """A commissioner: every paragraph has a number that Word counts."""

    def make(given: Said, language: str) -> bytes:
        document = docx.Document()
        for tag, words in given:
            style = "List Number" if tag == "Nu" else None
            paragraph = document.add_paragraph(style=style)
            _runs(paragraph, re.sub(r"^\d\. ", "", words), bold=tag in "HK")
        return office.saved(document)

    return _each(make, rows)


_SHOTS = [picture(40), picture(50)]


# --- mails and pages ----------------------------------------------------------------------------------


def outlook(rows: list[Row]) -> Files:
    """An HTML mail that Outlook wrote: a greeting, both languages, a signature, a picture inside."""
    lines = ["<p class=MsoNormal><span lang=EN-US>Dear Editors,<o:p></o:p></span></p>"]
    for language in LANGUAGES:
        for tag, words in _dated(said(rows, language)):
            inner = html.escape(words, quote=False)
            inner = (
                f"<b><span style='font-size:{16 if tag == 'H' else 12}.0pt'>{inner}</span></b>"
                if tag
                in (
                    "H",
                    "I",
                    "A",
                    "CT",
                )
                else f"<span>{inner}</span>"
            )
            lines.append(f"<p class=MsoNormal>{inner}<o:p></o:p></p>\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>")
        lines.append('<p class=MsoNormal align=center><img src="cid:image001.jpg@01D"></p>')
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; '
        'charset=utf-8"><style><!--p.MsoNormal{margin:0cm}--></style></head><body lang=EN-US><div class=WordSection1>'
        + "\n".join(lines)
        + "</div></body></html>"
    )
    mail = EmailMessage()
    mail["Subject"] = f"[Press Release] {next(words for tag, words in said(rows, 'en') if tag == 'H')}"
    mail["From"], mail["To"], mail["Date"] = "pr@dbp.example", "desk@news.example", "Tue, 05 May 2026 09:12:00 +0800"
    mail.set_content(re.sub(r"<[^>]+>", "", page.partition("<body")[2].partition(">")[2]))
    mail.add_alternative(page, subtype="html")
    mail.get_payload()[1].add_related(picture().getvalue(), "image", "jpeg", cid="<image001.jpg@01D>")
    return [("mail.eml", mail.as_bytes())]


def govhk(rows: list[Row]) -> Files:
    """A page like those of info.gov.hk: the text in one element, lines parted by breaks, lists typed with stars."""

    def make(given: Said, language: str) -> bytes:
        english = language == "en"
        head = next(words for tag, words in given if tag == "H")
        body = "".join(
            html.escape(("* " if tag == "B1" else "") + words, quote=False).replace("  ", "&nbsp; ")
            + ("<br>\r\n" if tag == "B1" else "<br>\r\n<br>\r\n")
            for tag, words in given
            if tag in ("P", "B1", "X")
        )
        issued = "<br>".join(words for tag, words in given if tag == "L")
        other = "繁體版" if english else "English"
        return (
            f"<!DOCTYPE html><html lang='{'en' if english else 'zh-Hant'}'><head><meta charset='utf-8'><title>{head}</title>"
            "<script>var dcs = 1;</script></head><body><div class='header'><img alt='GovHK' src='logo.gif'>"
            f"<a href='#c'>Skip to content</a><a href='x.htm'>{other}</a><a href='y.htm'>简体版</a></div>"
            f"<div class='leftContentWrapper'><div class='prTitle'>{'Press Releases' if english else '新聞公報'}</div>"
            f"<div class='controlBtnWrapper'><a href='p.htm'>{'Print' if english else '列印'}</a></div>"
            f"<div class='fontSize1' id='contentBody'><span class='fontTitle' id='PRHeadlineSpan'>{head}</span>"
            "<div class='imageNews'>******************************************************************************</div>"
            f"<div><span id='pressrelease'>{body}</span></div><div class='mB15 f15'>{issued}</div><div>NNNN</div>"
            f"<div class='photo'><a href='a.jpg'>{'Photo' if english else '圖片'}</a></div></div></div>"
            f"<div class='btn'><a href='#top'>{'Back to top' if english else '返回頁首'}</a>"
            f"<a href='i.htm'>{'Back to Index Page' if english else '返回索引頁'}</a></div>"
            f"<div class='footer'>{'Today’s Press Releases' if english else '今日新聞公報'} | "
            f"{'Important notices | Privacy policy' if english else '重要告示 | 私隱政策'} "
            f"{'Last revision date' if english else '修訂日期'}: 05/05/2026</div></body></html>"
        ).encode()

    return [(f"{name}.html", make(said(rows, name), name)) for name in LANGUAGES]


def wordpress(rows: list[Row]) -> Files:
    """A page that WordPress made: a menu, an article, buttons to share, related posts, widgets, a form for comments."""

    def make(given: Said, language: str) -> bytes:
        head = next(words for tag, words in given if tag == "H")
        date = next(words for tag, words in given if tag == "D")
        body = ""
        for tag, words in given:
            words = html.escape(words, quote=False)
            if tag == "C":
                body += f"<figure class='wp-block-image'><img src='up/1.jpg' alt=''><figcaption>{words}</figcaption></figure>"
            elif tag not in ("H", "D"):
                body += f"<h2>{words}</h2>" if tag == "Hd" else f"<p>{words}</p>"
        say = partial(_said, language)
        return (
            f"<!doctype html><html lang='{say('en-US', 'zh-HK')}'><head><meta charset='UTF-8'><title>{head} &#8211; Full Bowl</title></head>"
            "<body class='single'><header id='masthead'><a href='/'>Full Bowl</a><nav><ul><li><a href='/about'>"
            f"{say('About us', '關於我們')}</a></li><li><a href='/donate'>{say('Donate', '捐款')}</a></li></ul></nav></header>"
            f"<main><article class='post'><header class='entry-header'><h1 class='entry-title'>{head}</h1><div class='entry-meta'>"
            f"<span class='posted-on'>{say('Posted on', '發佈於')} <time datetime='2026-05-05'>{date}</time></span> "
            f"<span class='byline'>{say('by', '作者')} <a href='/author/admin'>admin</a></span></div></header>"
            f"<div class='entry-content'>{body}<div class='sharedaddy'><h3>{say('Share this:', '分享：')}</h3><ul><li><a href='#'>"
            f"Facebook</a></li><li><a href='#'>X</a></li></ul></div></div><footer class='entry-footer'>{say('Posted in', '分類：')} "
            f"<a href='/c'>{say('News', '消息')}</a></footer></article><nav class='post-navigation'><a href='/prev'>"
            f"{say('Previous: Annual report 2025', '上一篇：2025年年報')}</a></nav><div id='comments'><h3>"
            f"{say('Leave a Reply', '發表迴響')}</h3><form><textarea></textarea><input type='submit' value='Post'></form></div></main>"
            f"<aside id='secondary'><h2>{say('Recent Posts', '近期文章')}</h2><ul><li><a href='/a'>"
            f"{say('Winter appeal raises HK$2 million', '冬季籌款得200萬元')}</a></li></ul></aside>"
            f"<footer id='colophon'>{say('Proudly powered by WordPress', '本網站採用 WordPress 建置')}</footer></body></html>"
        ).encode()

    return [(f"{name}.html", make(said(rows, name), name)) for name in LANGUAGES]


def unicms(rows: list[Row]) -> Files:
    """A page of a university: only divs, a path of crumbs, a gallery, tools, a footer with addresses."""

    def make(given: Said, language: str) -> bytes:
        say = partial(_said, language)
        head, date = (next(words for tag, words in given if tag == one) for one in "HD")
        body = "".join(
            f"<div class='text'><p><span style='font-size:16px'>{html.escape(words, quote=False)}</span></p><p>&nbsp;</p></div>"
            for tag, words in given
            if tag == "P"
        )
        caption = next(words for tag, words in given if tag == "C")
        return (
            f"<!DOCTYPE html><html lang='{say('en', 'zh-hant')}'><head><meta charset='utf-8'><title>{head} | "
            f"{say('Clear Water University', '清水大學')}</title></head><body><div class='top'><a href='/'>"
            f"{say('Clear Water University', '清水大學')}</a> <a href='/tc'>繁</a> <a href='/sc'>简</a> <a href='/en'>EN</a>"
            f"<div class='search'>{say('Search', '搜尋')}</div></div><div class='breadcrumb'><a href='/'>{say('Home', '主頁')}</a> &gt; "
            f"<a href='/news'>{say('News', '最新消息')}</a> &gt; <span>{head}</span></div><div class='news-detail'>"
            f"<div class='date'>{date}</div><div class='category'>{say('Research', '科研')}</div><div class='title'>{head}</div>"
            f"<div class='gallery'><div class='item'><img src='1.jpg'><div class='caption'>{caption}</div></div></div>{body}"
            f"<div class='tools'><a href='#'>{say('Share', '分享')}</a> <a href='#'>{say('Print', '列印')}</a></div></div>"
            f"<div class='bottom'><div>{say('Clear Water Bay Road, Kowloon, Hong Kong', '香港九龍清水灣道')}</div><div>"
            f"{say('Copyright © 2026. All rights reserved.', '版權所有 © 2026')}</div><a href='/p'>{say('Privacy Policy', '私隱政策')}</a></div>"
            "</body></html>"
        ).encode()

    return [(f"{name}.html", make(said(rows, name), name)) for name in LANGUAGES]


def forwarded(rows: list[Row]) -> Files:
    """A plain mail that was forwarded, in Big5: lines of 70 letters, the head of the first mail, a signature, a notice."""
    parts = []
    for language in LANGUAGES:
        for _, words in said(rows, language):
            if language == "en":
                parts.append(textwrap.fill(words, 70))
            else:
                parts.append("\n".join(words[at : at + 35] for at in range(0, len(words), 35)))
    head = (
        "FYI\n\n-----Original Message-----\nFrom: Stella Ip <stella@ilf.example>\nSent: Tuesday, May 5, 2026 9:30 AM\n"
    )
    head += "To: newsdesk\nSubject: Press release\n\nDear all,\n\nPlease find our press release below.\n\n"
    foot = "\n\nBest regards,\nStella\n\nThis e-mail is confidential. If you are not the intended recipient, please delete it."
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "FW: Press release", "desk@news.example", "me@news.example"
    mail["Date"] = "Tue, 05 May 2026 09:44:00 +0800"
    mail.set_content(head + "\n\n".join(parts) + foot, charset="big5", cte="base64")
    return [("mail.eml", mail.as_bytes())]


def tables(rows: list[Row]) -> Files:
    """A page from twenty years ago: tables in tables, the headline in bold, Big5."""

    def make(given: Said, language: str) -> bytes:
        say = partial(_said, language)
        head, date = (next(words for tag, words in given if tag == one) for one in "HD")
        body = "".join(f"<p>{html.escape(words, quote=False)}</p>" for tag, words in given if tag == "P")
        menu = "".join(
            f"<tr><td><a href='x'>{words}</a></td></tr>"
            for words in (say("About us", "關於我們"), say("Water quality", "水質"), say("Tenders", "招標"))
        )
        page = (
            f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=big5'><title>{head}</title></head>"
            f"<body><table width=760><tr><td colspan=2><img src=banner.gif></td></tr><tr><td width=150><table>{menu}</table></td>"
            f"<td><table><tr><td align=right><font size=2>{date}</font></td></tr><tr><td align=center><b><font size=4>{head}"
            f"</font></b></td></tr><tr><td>{body}</td></tr></table></td></tr><tr><td colspan=2 align=center>"
            f"{say('Copyright 2026 Water Authority', '版權所有 2026 水務監督')}</td></tr></table></body></html>"
        )
        return page.encode("big5hkscs")

    return [(f"{name}.htm", make(said(rows, name), name)) for name in LANGUAGES]


def centred(rows: list[Row]) -> Files:
    """A text file: lines of 72 letters, the headline in the middle and over two lines, a line of signs below it."""
    files = []
    for language in LANGUAGES:
        wide = language == "en"
        parts = []
        for tag, words in said(rows, language):
            lines = (
                textwrap.wrap(words, 72 if tag != "H" else 34)
                if wide
                else [words[at : at + 36] for at in range(0, len(words), 36)]
            )
            if tag in ("H", "X"):
                lines = [line.center(72 if wide else 40).rstrip() for line in lines]
            parts.append("\n".join(lines) + ("\n" + "=" * 72 if tag == "H" else ""))
        files.append((f"{language}.txt", "\r\n\r\n".join(parts).replace("\n", "\r\n").encode("utf-8")))
    return files


def drupal(rows: list[Row]) -> Files:
    """A page that Drupal made: fields in divs, a banner for cookies, a block of other news, links of languages."""

    def make(given: Said, language: str) -> bytes:
        say = partial(_said, language)
        head, date = (next(words for tag, words in given if tag == one) for one in "HD")
        body, items = "", ""
        for tag, words in [*given, ("", "")]:
            if tag == "B1":
                items += f"<li>{html.escape(words)}</li>"
                continue
            body += f"<ul>{items}</ul>" if items else ""
            items = ""
            body += f"<p class='text-align-justify'>{html.escape(words, quote=False)}</p>" if tag == "P" else ""
        return (
            f"<!DOCTYPE html><html lang='{say('en', 'zh-hant')}'><head><meta charset='utf-8'><title>{head} | Harbour Marathon</title>"
            f"</head><body class='path-node page-node-type-press'><div id='sliding-popup' class='eu-cookie-compliance-banner'>"
            f"<p>{say('We use cookies on this site.', '本網站使用Cookie。')}</p><button>{say('Accept', '接受')}</button></div>"
            f"<div class='layout-container'><div class='region region-header'><div class='block block-system-branding'><a href='/'>"
            f"Harbour Marathon</a></div><div role='navigation' class='block menu--main'><ul><li><a href='/race'>{say('The race', '賽事')}"
            f"</a></li><li><a href='/media'>{say('Media', '傳媒')}</a></li></ul></div><ul class='language-switcher'><li>English</li>"
            f"<li>繁體中文</li></ul></div><div class='region region-content'><h1 class='page-header'>{head}</h1>"
            f"<div class='node__content'><div class='field field--name-field-date field__item'>{date}</div>"
            f"<div class='field field--name-body field__item'>{body}</div></div><div class='views-element-container block'><h2>"
            f"{say('Latest news', '最新消息')}</h2><div class='views-row'><a href='/n/1'>{say('Medal design unveiled', '獎牌設計揭曉')}</a></div>"
            f"</div></div><div class='region region-footer'><p>{say('Organiser: Harbour Runners', '主辦：海港跑會')}</p></div></div></body></html>"
        ).encode()

    return [(f"{name}.html", make(said(rows, name), name)) for name in LANGUAGES]


def pastedmail(rows: list[Row]) -> Files:
    """One mail for each language, plain and HTML, the text in divs as webmail writes it."""
    files = []
    for language in LANGUAGES:
        given = said(rows, language)
        lines = "".join(
            f"<div>{'<b>' if tag == 'H' else ''}{html.escape(words, quote=False)}{'</b>' if tag == 'H' else ''}</div><div><br></div>"
            for tag, words in given
        )
        mail = EmailMessage()
        mail["Subject"] = next(words for tag, words in given if tag == "H")
        mail["From"], mail["To"], mail["Date"] = (
            "tracy@tolobank.example",
            "desk@news.example",
            "Tue, 05 May 2026 11:00:00 +0800",
        )
        mail.set_content("\n\n".join(words for _, words in given))
        hello = _said(language, "Hi all,", "各位傳媒朋友：")
        bye = _said(language, "Kind regards,", "謝謝！")
        mail.add_alternative(
            f'<div dir="ltr"><div>{hello}</div>{lines}<div>{bye}</div><div>Tracy</div></div>', subtype="html"
        )
        files.append((f"{language}.eml", mail.as_bytes()))
    return files


LAYOUTS: dict[str, Callable[[list[Row]], Files]] = {
    each.__name__: each
    for each in (
        bureau,
        campus,
        onefile,
        tracked,
        gallery,
        wps,
        wire,
        turns,
        topcontacts,
        memo,
        phototable,
        softpairs,
        soffice,
        agency,
        justified,
        boxed,
        numbered,
        drupal,
        pastedmail,
        outlook,
        govhk,
        wordpress,
        unicms,
        forwarded,
        tables,
        centred,
    )
}
