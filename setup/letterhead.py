"""Writes the Word letterheads of hkpress's own themes: templates/<theme>/letterhead.docx.

`make letterheads` runs it. For another look, open the file in Word, change its styles and header, and save it in a theme
of your own.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from hkpress.core.archive import archive

TEMPLATES = Path(__file__).parent.parent / "templates"
ACCENTS = {"base": "1F4E79", "hkstp": "005A70", "newswire": "33404F"}
INK, MUTED, RULE, WARNING = "1B1F24", "5A6270", "D5DAE1", "A4161A"
LATIN, TRADITIONAL, SIMPLIFIED = "Arial", "Microsoft JhengHei", "Microsoft YaHei"

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "numbering": "numbering",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
}
"""The parts beside the document, and their types."""


def letterhead(accent: str) -> bytes:
    """A Word file with an accent colour: styles, header, footer, and a sample of each style."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations({"rId1": (f"{OFFICE}/officeDocument", "word/document.xml")}),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": relations(
            {
                f"rId{number}": (f"{OFFICE}/{kind}", f"{name}.xml")
                for number, (name, kind) in enumerate(PARTS.items(), 1)
            }
            | {"rId90": (f"{OFFICE}/theme", "theme/theme1.xml")}
        ),
        "word/styles.xml": styles(accent),
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": font_table(),
        "word/numbering.xml": numbering(),
        "word/header1.xml": part("hdr", paragraph("Masthead", control("masthead", "Issuer"))),
        "word/header2.xml": part(
            "hdr",
            paragraph("Embargo", control("embargo", "Embargo"))
            + paragraph("Running", control("running", "Issuer") + "<w:r><w:tab/></w:r>" + control("date", "Date")),
        ),
        "word/footer1.xml": part("ftr", paragraph("Folio", control("folio", "Page 1 of 1"))),
        "word/theme/theme1.xml": theme(accent),
    }
    return archive([(name, (HEAD + text).encode()) for name, text in parts.items()], datetime(2025, 1, 1))  # noqa: DTZ001


def content_types() -> str:
    overrides = {f"/word/{name}.xml": f"{TYPE}.{kind}+xml" for name, kind in PARTS.items()}
    overrides["/word/document.xml"] = f"{TYPE}.document.main+xml"
    overrides["/word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def relations(targets: dict[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


# --- what is on the page --------------------------------------------------------------------------


def part(tag: str, content: str) -> str:
    return f"<w:{tag} {W} {R}>{content}</w:{tag}>"


def paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{_id(style)}"/></w:pPr>{runs}</w:p>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def control(tag: str, sample: str) -> str:
    """A content control. hkpress replaces it with the theme's part called *tag*."""
    named = f'<w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/></w:sdtPr>'
    return f"<w:sdt>{named}<w:sdtContent>{run(sample)}</w:sdtContent></w:sdt>"


def document() -> str:
    """A sample of each style for the designer. hkpress drops these paragraphs and keeps the rest of the file."""
    advice = "Change the styles, the header and the footer, not this sample: hkpress writes the text anew."
    samples = [paragraph("BodyText", run(advice))]
    samples += [paragraph(name, run(name)) for name in PARAGRAPHS if name not in ("Masthead", "Running", "Folio")]
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="rId5"/><w:headerReference w:type="default" r:id="rId6"/>'
        '<w:footerReference w:type="first" r:id="rId7"/><w:footerReference w:type="default" r:id="rId7"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1701" w:right="1361" w:bottom="1361" w:left="1361" w:header="794" w:footer="624" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )
    return part("document", f"<w:body>{''.join(samples)}{section}</w:body>")


# --- styles ---------------------------------------------------------------------------------------

# name: based on, followed by, paragraph properties, character properties; ACCENT is the theme's
PARAGRAPHS = {
    "heading 1": ("Normal", "Body Text", '<w:keepNext/><w:spacing w:before="180" w:after="200" w:line="300" w:lineRule="auto"/>'
                  '<w:outlineLvl w:val="0"/>', '<w:b/><w:bCs/><w:sz w:val="36"/><w:szCs w:val="36"/>'),
    "heading 2": ("Normal", "Body Text", '<w:keepNext/><w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="1"/>',
                  '<w:b/><w:bCs/><w:sz w:val="24"/><w:szCs w:val="24"/>'),
    "heading 3": ("Normal", "Body Text", '<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="2"/>',
                  "<w:b/><w:bCs/>"),
    "Body Text": ("Normal", "", '<w:spacing w:after="160"/>', ""),
    "Subheadline": ("Normal", "Body Text", '<w:keepNext/><w:spacing w:after="240"/>', 'MUTED<w:sz w:val="24"/><w:szCs w:val="24"/>'),
    "Photo Pack": ("Body Text", "", "", "MUTED"),
    "Kind": ("Normal", "Body Text", '<w:keepNext/><w:spacing w:before="160" w:after="40"/>', '<w:b/><w:bCs/>ACCENT<w:spacing w:val="8"/>'),
    "Timing": ("Normal", "Body Text", '<w:keepNext/><w:spacing w:after="80"/>', "<w:b/><w:bCs/>"),
    "Embargo": ("Normal", "Body Text", "<w:keepNext/><w:pBdr>EDGES</w:pBdr><w:spacing w:after=\"160\"/>", "<w:b/><w:bCs/>WARNING"),
    "Byline": ("Normal", "Body Text", '<w:keepNext/><w:spacing w:after="40"/>', "MUTED"),
    "Quotation": ("Body Text", "", "", ""),
    "Break": ("Body Text", "Body Text", '<w:spacing w:after="0"/>', ""),
    "List Bullet": ("Normal", "", '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="160"/><w:contextualSpacing/>', ""),
    "List Number": ("Normal", "", '<w:numPr><w:numId w:val="2"/></w:numPr><w:spacing w:after="160"/><w:contextualSpacing/>', ""),
    "Figure": ("Normal", "caption", '<w:keepNext/><w:spacing w:before="200" w:after="80"/>', ""),
    "caption": ("Normal", "Body Text", '<w:keepLines/><w:spacing w:after="160"/>', 'MUTED<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    "Table Caption": ("Normal", "Body Text", '<w:keepNext/><w:spacing w:before="200" w:after="80"/>', "<w:b/><w:bCs/>"),
    "Table Head": ("Normal", "", '<w:keepNext/><w:spacing w:before="60" w:after="60"/>', '<w:b/><w:bCs/><w:sz w:val="20"/><w:szCs w:val="20"/>'),
    "Table Text": ("Normal", "", '<w:spacing w:before="60" w:after="60"/>', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    "Table Head Number": ("Table Head", "", '<w:jc w:val="right"/>', ""),
    "Table Head Centre": ("Table Head", "", '<w:jc w:val="center"/>', ""),
    "Unit": ("Normal", "Body Text", '<w:keepNext/><w:spacing w:after="80"/>', 'MUTED<w:sz w:val="19"/><w:szCs w:val="19"/>'),
    "Centre": ("Table Text", "", '<w:jc w:val="center"/>', ""),
    "Footnotes": ("Normal", "", '<w:spacing w:before="60" w:after="60"/>', 'MUTED<w:sz w:val="18"/><w:szCs w:val="18"/>'),
    "Notice": ("Normal", "", '<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="ACCENT_COLOUR"/></w:pBdr>'
               '<w:spacing w:after="60"/>', ""),
    "Withdrawal": ("Notice", "", '<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="WARNING_COLOUR"/></w:pBdr>', "WARNING"),
    "Number": ("Table Text", "", '<w:jc w:val="right"/>', ""),
    "End Mark": ("Normal", "Body Text", '<w:spacing w:before="320" w:after="320"/><w:jc w:val="center"/>', "MUTED"),
    "Issued": ("End Mark", "Body Text", '<w:spacing w:before="0"/>', ""),
    "Boilerplate": ("Body Text", "", '<w:spacing w:after="120"/>', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    "Contacts": ("Normal", "", '<w:keepNext/><w:keepLines/><w:spacing w:after="0"/>', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    "Masthead": ("Normal", "", '<w:pBdr><w:bottom w:val="single" w:sz="16" w:space="8" w:color="ACCENT_COLOUR"/></w:pBdr>',
                 '<w:b/><w:bCs/>ACCENT<w:sz w:val="24"/><w:szCs w:val="24"/>'),
    "Running": ("Normal", "", '<w:tabs><w:tab w:val="right" w:pos="9184"/></w:tabs><w:spacing w:after="200"/>', 'MUTED<w:sz w:val="17"/><w:szCs w:val="17"/>'),
    "Folio": ("Normal", "", '<w:jc w:val="center"/>', 'MUTED<w:sz w:val="17"/><w:szCs w:val="17"/>'),
}  # fmt: skip
CHARACTERS = {
    "Dateline": "",
    "Words": "",
    "Address": '<w:b w:val="0"/><w:bCs w:val="0"/>MUTED<w:sz w:val="17"/><w:szCs w:val="17"/>',
    "Strong": "<w:b/><w:bCs/>",
    "Emphasis": "<w:i/><w:iCs/>",
    "Hyperlink": 'ACCENT<w:u w:val="single"/>',
}
BUILT_IN = {
    "heading 1",
    "heading 2",
    "heading 3",
    "Body Text",
    "List Bullet",
    "List Number",
    "caption",
    "Hyperlink",
    "Strong",
    "Emphasis",
}


def styles(accent: str) -> str:
    faces = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{TRADITIONAL}" w:cs="{LATIN}"/>'
    languages = '<w:lang w:val="en-HK" w:eastAsia="zh-HK" w:bidi="ar-SA"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{faces}<w:color w:val="{INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>{languages}'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:line="312" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    font = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    named = "".join(_paragraph_style(name, *made) for name, made in PARAGRAPHS.items())
    named += "".join(
        f'<w:style w:type="character"{_custom(name)} w:styleId="{_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
        for name, look in CHARACTERS.items()
    )
    text = part("styles", defaults + normal + font + named + TABLES)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="4" w:color="{WARNING}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    for name, value in {
        "EDGES": edges,
        "ACCENT_COLOUR": accent,
        "WARNING_COLOUR": WARNING,
        "ACCENT": f'<w:color w:val="{accent}"/>',
        "MUTED": f'<w:color w:val="{MUTED}"/>',
        "WARNING": f'<w:color w:val="{WARNING}"/>',
    }.items():
        text = text.replace(name, value)
    return text


def _paragraph_style(name: str, parent: str, following: str, shape: str, letters: str) -> str:
    after = f'<w:next w:val="{_id(following)}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{_custom(name)} w:styleId="{_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{_id(parent)}"/>{after}<w:qFormat/><w:pPr>{shape}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
    )


def _custom(name: str) -> str:
    return "" if name in BUILT_IN else ' w:customStyle="1"'


def _id(name: str) -> str:
    return (name[0].upper() + name[1:]).replace(" ", "")


TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReleaseTable"><w:name w:val="Release Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders></w:tblPr></w:style>'
)


def numbering() -> str:
    def level(kind: str, text: str, face: str) -> str:
        return (
            f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr>{face}</w:lvl>'
        )

    bullet = f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:hint="default"/></w:rPr>'
    kinds = level("bullet", "•", bullet), level("decimal", "%1.", "")
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{kind}</w:abstractNum>' for number, kind in enumerate(kinds)
    )
    used = "".join(f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(2))
    return part("numbering", abstract + used)


# --- settings, fonts, theme -----------------------------------------------------------------------

SETTINGS = part(
    "settings",
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-HK" w:eastAsia="zh-HK"/>',
)


def font_table() -> str:
    """The typefaces, and their substitutes on a Mac."""
    faces = [
        (LATIN, "Helvetica Neue", "swiss", "00"),
        (TRADITIONAL, "PingFang HK", "swiss", "88"),
        (SIMPLIFIED, "PingFang SC", "swiss", "86"),
    ]
    return part(
        "fonts",
        "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="{charset}"/><w:family w:val="{family}"/>'
            '<w:pitch w:val="variable"/></w:font>'
            for name, other, family, charset in faces
        ),
    )


def theme(accent: str) -> str:
    colours = {"dk1": INK, "lt1": "FFFFFF", "dk2": accent, "lt2": "F3F5F8"}
    colours |= {f"accent{number}": accent for number in range(1, 7)} | {"hlink": accent, "folHlink": accent}
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    faces = (
        f'<a:latin typeface="{LATIN}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f'<a:font script="Hant" typeface="{TRADITIONAL}"/><a:font script="Hans" typeface="{SIMPLIFIED}"/>'
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = '<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme {A} name="hkpress"><a:themeElements><a:clrScheme name="hkpress">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="hkpress"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="hkpress"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def main() -> None:
    """Write each letterhead."""
    for name, accent in ACCENTS.items():
        (TEMPLATES / name / "letterhead.docx").write_bytes(letterhead(accent))


if __name__ == "__main__":
    sys.exit(main())
