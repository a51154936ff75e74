"""A hundred hostile Word files: each gets one sentence, at once, and takes little memory."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from hkpress.cli import main
from hkpress.core.diagnostics import Invalid
from hkpress.importing.parcel import MAX_FILE
from hkpress.importing.reading import open_document, read_document
from hkpress.importing.received import tidy
from tests.importing import office

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


@cache
def good_file() -> bytes:
    return office.boldly(office.lines("2025-04-16-innovation-institutions", "en"))


def changed(**parts: bytes | None) -> bytes:
    """The good file with parts put in the place of others; None takes one away."""
    with zipfile.ZipFile(io.BytesIO(good_file())) as good:
        there: dict[str, bytes | None] = {name: good.read(name) for name in good.namelist()}
    there |= parts
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as write:
        for name, data in there.items():
            if data is not None:
                write.writestr(name, data)
    return stream.getvalue()


def document(body: str, head: str = "") -> bytes:
    return changed(**{"word/document.xml": f"{head}<w:document {W} {R}><w:body>{body}</w:body></w:document>".encode()})


def relations(*each: str) -> bytes:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{kind}">{"".join(each)}</Relationships>'.encode()


P = "<w:p><w:r><w:t>Words of a release.</w:t></w:r></w:p>"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


def parts() -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(good_file())) as good:
        return [(name, good.read(name)) for name in good.namelist()]


def archived(*parts: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as write:
        for name, data in parts:
            write.writestr(name, data)
    return stream.getvalue()


def pictured(times: int, target: str = "media/i.png", mode: str = "") -> bytes:
    """A file that shows one picture so often."""
    drawing = (
        '<w:p><w:r><w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:blip r:embed="r1"/></w:drawing></w:r></w:p>'
    )
    relation = f'<Relationship Id="r1" Type="{OFFICE}/image" Target="{target}" {mode}/>'
    body = f"<w:document {W} {R}><w:body>{P}{drawing * times}</w:body></w:document>"
    return changed(
        **{
            "word/document.xml": body.encode(),
            "word/_rels/document.xml.rels": relations(relation),
            "word/media/i.png": b"\x89PNG\r\n\x1a\n" + bytes(200_000),
        }
    )


def refused() -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "nothing", lambda: b""
    yield "an empty archive", lambda: b"PK\x05\x06" + bytes(18)
    yield "no archive", lambda: b"PK\x03\x04 and then nothing"
    yield "half an archive", lambda: good_file()[: len(good_file()) // 2]
    yield "Word's old form", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield (
        "a locked file",
        lambda: b"\xd0\xcf\x11\xe0" + bytes(200) + "EncryptedPackage".encode("utf-16-le") + bytes(200),
    )
    yield "rich text", lambda: b"{\\rtf1 words}"
    yield "a billion laughs", lambda: document("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", BOMB)
    yield "an entity of elsewhere", lambda: document(P, '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
    yield (
        "an entity in UTF-16",
        lambda: changed(
            **{"word/document.xml": f'<?xml version="1.0" encoding="utf-16"?>{BOMB}<w:document {W}/>'.encode("utf-16")}
        ),
    )
    yield "a zip bomb", lambda: changed(**{"word/document.xml": b" " * (40 << 20)})
    yield "a long text", lambda: document(P * 10_000)
    yield "a longer text", lambda: document(P * 120_000)
    yield "deep tables", lambda: document("<w:tbl><w:tr><w:tc>" * 120 + P + "</w:tc></w:tr></w:tbl>" * 120)
    yield "deep controls", lambda: document("<w:sdt><w:sdtContent>" * 200 + P + "</w:sdtContent></w:sdt>" * 200)
    yield (
        "deep insertions",
        lambda: document("<w:p>" + "<w:ins>" * 200 + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * 200 + "</w:p>"),
    )
    yield "no document", lambda: changed(**{"word/document.xml": None})
    yield "no body", lambda: changed(**{"word/document.xml": f"<w:document {W}/>".encode()})
    yield "no words", lambda: document("<w:p/>")
    yield "text for XML", lambda: changed(**{"word/document.xml": b"words"})
    yield "XML that ends early", lambda: changed(**{"word/document.xml": f"<w:document {W}><w:body>".encode()})
    yield (
        "wrong letters",
        lambda: changed(
            **{"word/document.xml": f"<w:document {W}><w:body>".encode() + b"\xff\xfe\xfa" + b"</w:body></w:document>"}
        ),
    )
    yield (
        "another encoding than it says",
        lambda: changed(
            **{
                "word/document.xml": f'<?xml version="1.0" encoding="gb2312"?><w:document {W}><w:body><w:p><w:r><w:t>詞</w:t></w:r></w:p></w:body></w:document>'.encode(
                    "utf-32"
                )
            }
        ),
    )
    yield "another file inside", lambda: document('<w:altChunk r:id="rId1"/>')
    yield (
        "a sheet",
        lambda: changed(**{"word/document.xml": None, "_rels/.rels": relations(), "xl/workbook.xml": b"<x/>"}),
    )
    yield (
        "OpenDocument",
        lambda: changed(
            **{
                "word/document.xml": None,
                "_rels/.rels": relations(),
                "mimetype": b"application/vnd.oasis.opendocument.text",
            }
        ),
    )
    yield (
        "Pages",
        lambda: changed(**{"word/document.xml": None, "_rels/.rels": relations(), "Index/Document.iwa": b"x"}),
    )
    yield (
        "a main part outside",
        lambda: changed(
            **{
                "word/document.xml": None,
                "_rels/.rels": relations(
                    f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="../../etc/passwd"/>'
                ),
            }
        ),
    )
    yield "relations that are no XML", lambda: changed(**{"_rels/.rels": b"<<<"})
    yield "styles that are no XML", lambda: changed(**{"word/styles.xml": b"<<<"})
    yield (
        "numbering of entities",
        lambda: changed(
            **{
                "word/_rels/document.xml.rels": relations(
                    f'<Relationship Id="a" Type="{OFFICE}/numbering" Target="n.xml"/>'
                ),
                "word/n.xml": BOMB.encode() + b"<x/>",
            }
        ),
    )
    yield "a PDF", lambda: b"%PDF-1.7 words"
    yield "nothing but noughts", lambda: bytes(5_000)
    yield "an archive of texts", lambda: archived(("a.txt", b"words"))
    yield "a book", lambda: archived(("mimetype", b"application/epub+zip"), ("OEBPS/content.opf", b"<x/>"))
    yield "names in capitals", lambda: archived(*((name.upper(), data) for name, data in parts()))
    yield "ten thousand parts", lambda: archived(*parts(), *((f"word/media/{n}.png", b"x") for n in range(10_000)))
    yield "one picture ten thousand times", lambda: pictured(10_000)
    yield "a word of three million letters", lambda: document(f"<w:p><w:r><w:t>{'a' * 3_000_000}</w:t></w:r></w:p>")
    yield "links in links", lambda: document(f"<w:p>{'<w:hyperlink>' * 200}{'</w:hyperlink>' * 200}</w:p>" + P)
    yield "fields without end", lambda: document(f"<w:p>{BEGIN * 5_000}<w:r><w:t>w</w:t></w:r></w:p>")
    yield "an owner's lock", lambda: b"\x05Chan " + bytes(157)
    yield "a locked file of megabytes", lambda: _OLD + bytes(3_000_000) + "EncryptedPackage".encode("utf-16-le")
    yield "entities in UTF-16", lambda: _encoded("UTF-16BE", '<!DOCTYPE x [<!ENTITY e "words">]>', "<w:p>&e;</w:p>")
    yield (
        "a table of 3,600 cells",
        lambda: document("<w:tbl>" + ("<w:tr>" + f"<w:tc>{P}</w:tc>" * 60 + "</w:tr>") * 60 + "</w:tbl>"),
    )


def taken() -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield (
        "relations in a ring",
        lambda: changed(
            **{
                "word/_rels/document.xml.rels": relations(
                    f'<Relationship Id="a" Type="{OFFICE}/header" Target="document.xml"/>'
                )
            }
        ),
    )
    yield (
        "pictures of elsewhere",
        lambda: changed(
            **{
                "word/_rels/document.xml.rels": relations(
                    f'<Relationship Id="a" Type="{OFFICE}/image" Target="https://x.example/y.png" TargetMode="External"/>'
                )
            }
        ),
    )
    yield (
        "a template of elsewhere",
        lambda: changed(
            **{
                "word/_rels/document.xml.rels": relations(
                    f'<Relationship Id="a" Type="{OFFICE}/attachedTemplate" Target="http://x.example/t.dotm" TargetMode="External"/>'
                )
            }
        ),
    )
    yield "no relations", lambda: changed(**{"word/_rels/document.xml.rels": None})
    yield (
        "styles that follow each other",
        lambda: changed(
            **{
                "word/styles.xml": f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'.encode()
            }
        ),
    )
    yield (
        "a field without an end",
        lambda: document(P + '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>x</w:t></w:r></w:p>'),
    )
    yield "bookmarks without an end", lambda: document('<w:p><w:bookmarkStart w:id="1" w:name="_x"/></w:p>' * 300 + P)
    yield (
        "sizes that are none",
        lambda: document('<w:p><w:r><w:rPr><w:sz w:val="-9e9"/></w:rPr><w:t>Words.</w:t></w:r></w:p>'),
    )
    yield (
        "signs that are none",
        lambda: document('<w:p><w:r><w:sym w:char="ZZZZ"/><w:sym w:char="FFFFFFFF"/><w:t>Words.</w:t></w:r></w:p>'),
    )
    yield (
        "a wide table",
        lambda: document(
            "<w:tbl><w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>' + P + "</w:tc></w:tr></w:tbl>"
        ),
    )
    yield "parts of one name twice", _twice
    yield "no types of contents", lambda: changed(**{"[Content_Types].xml": None})
    yield "names from the root", lambda: archived(*((f"/{name}", data) for name, data in parts()))
    yield "names with backslashes", lambda: archived(*((name.replace("/", "\\"), data) for name, data in parts()))
    yield "parts that lead out", lambda: archived(*parts(), ("../../etc/passwd", b"x"), ("word/../../x.xml", b"x"))
    yield "a picture that leads out", lambda: pictured(1, "../../../../etc/passwd")
    yield "a picture that is a file", lambda: pictured(1, "file:///etc/passwd", 'TargetMode="External"')
    yield "macros", lambda: changed(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(1_000)})
    yield (
        "a command in a field",
        lambda: document(
            P
            + '<w:p><w:fldSimple w:instr=" DDEAUTO cmd.exe &quot;/k calc&quot; "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
        ),
    )
    yield (
        "a sheet inside",
        lambda: document(
            P
            + '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="rId9"/></w:object></w:r></w:p>'
        ),
    )
    yield "ten thousand runs that are tracked", lambda: document(f"<w:p>{RUN * 10_000}</w:p>{P}")
    yield "bookmarks by the thousand", lambda: document(f"<w:p>{''.join(map(MARK.format, range(9_000)))}</w:p>{P}")
    yield "styles in a chain", lambda: changed(**{"word/styles.xml": _chain(4_000)})
    yield "numberings by the thousand", lambda: changed(**{"word/numbering.xml": _numberings(9_000)})
    yield "UTF-16 without a mark", lambda: _encoded("UTF-16BE", "", P)
    yield "Big5", lambda: _encoded("Big5", "", "<w:p><w:r><w:t>香港新聞稿</w:t></w:r></w:p>" + P)
    yield "a mark of byte order", lambda: document(P, "\ufeff")
    yield "a web page that is named .docx", lambda: b"<html><body><p>Words of a release.</p></body></html>"
    yield "brackets without end", lambda: document(f"<w:p><w:r><w:t>{'([' * 14_000}</w:t></w:r></w:p>" + P)


_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
RUN = "<w:ins><w:r><w:t>w </w:t></w:r></w:ins>"
MARK = '<w:bookmarkStart w:id="{0}" w:name="_en_{0}"/><w:r><w:t>w</w:t></w:r>'


def _encoded(encoding: str, head: str, body: str) -> bytes:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>'
    return changed(**{"word/document.xml": text.encode(encoding)})


def _chain(many: int) -> bytes:
    """Styles, each based on the next."""
    style = '<w:style w:type="paragraph" w:styleId="s{0}"><w:name w:val="n{0}"/><w:basedOn w:val="s{1}"/></w:style>'
    return f"<w:styles {W}>{''.join(style.format(at, at + 1) for at in range(many))}</w:styles>".encode()


def _numberings(many: int) -> bytes:
    shape = '<w:abstractNum w:abstractNumId="{0}"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    return f"<w:numbering {W}>{''.join(map(shape.format, range(many)))}</w:numbering>".encode()


def _twice() -> bytes:
    stream = io.BytesIO(good_file())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(stream, "a") as write:
        write.writestr("word/styles.xml", b"<w:styles " + W.encode() + b"/>")
    return stream.getvalue()


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in refused()])
def test_it_is_refused_with_a_sentence(data: Callable[[], bytes]) -> None:
    with pytest.raises(Invalid) as error:
        read_document("x.docx", data())
    (said,) = error.value.diagnostics
    assert said.code == "import"
    assert 12 < len(said.message) < 200
    assert "Traceback" not in said.message


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in taken()])
def test_a_text_is_read_for_what_it_says(data: Callable[[], bytes]) -> None:
    (received,) = read_document("x.docx", data())
    assert any(strip.words for strip in received.strips())


@pytest.mark.parametrize("seed", range(60))
def test_a_file_with_damage_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(good_file())
    for _ in range(chance.choice((1, 5, 60))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with suppress(Invalid):
        assert read_document("x.docx", bytes(data))


# --- pages and mails --------------------------------------------------------------------------------


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<article>"])
def test_deep_words_of_a_page_arrive(opening: str) -> None:
    page = "<p>Above.</p>" + opening * (1_500 // opening.count("<")) + "Deep words.<p>Last words."
    (received,) = read_document("x.html", page.encode())
    words = " ".join(strip.words for strip in received.strips())
    assert [each for each in ("Above.", "Deep words.", "Last words.") if each not in words] == []


@pytest.mark.parametrize("before", ["", "</x>" * 200], ids=["at once", "after other mistakes"])
def test_a_page_too_deep_to_be_read_whole_is_refused(before: str) -> None:
    with pytest.raises(Invalid, match="nested too deeply"):
        read_document("x.html", f"<p>Above.</p>{before}{'<div>' * 100_000}Deep words.".encode())


def _in_parts(depth: int) -> str:
    return "".join(f"Content-Type: multipart/mixed; boundary={each}\n\n--{each}\n" for each in range(depth))


@pytest.mark.parametrize(
    "mail", [_in_parts(3_000), _in_parts(300) + "\nx\n" * 100_000, "Content-Type: message/rfc822\n\n" * 3_000]
)
@pytest.mark.parametrize("name", ["x.eml", "x.mht"])
def test_mails_in_mails_without_end_are_refused(mail: str, name: str) -> None:
    with pytest.raises(Invalid, match="nested too deeply"):
        read_document(name, b"MIME-Version: 1.0\n" + mail.encode())


@pytest.mark.parametrize("name", ["p.txt", "p.docx", "p.eml", "p.html"])
@pytest.mark.parametrize("more", [[], ["--into", "x"]], ids=["new", "into"])
def test_pipes_and_devices_are_refused(name: str, more: list[str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    (tmp_path / f"link-{name}").symlink_to("/dev/zero")
    for each in (name, f"link-{name}"):
        done = CliRunner().invoke(main, ["import", str(tmp_path / each), *more])
        assert done.exit_code == 1
        assert f"{each} is a pipe or a device, not a file" in done.output


def test_no_more_is_read_than_may_be_imported(tmp_path: Path) -> None:
    with (tmp_path / "x.eml").open("wb") as file:
        file.write(b"Subject: x\n\n")
        file.truncate(MAX_FILE * 2)
    name, data = open_document(tmp_path / "x.eml")
    assert len(data) == MAX_FILE + 1
    with pytest.raises(Invalid, match="larger than 60 MB"):
        read_document(name, data)


def test_words_of_a_page_s_table_arrive_wherever_they_are() -> None:
    page = (
        "<p>Before</p><table>loose<caption>Visitors</caption><tr>stray<td>2024</td></tr>"
        "<tbody>body<tr><td>2025</td></tr></tbody></table><p>After</p>"
    )
    (received,) = read_document("saved.html", page.encode())
    assert [getattr(block, "style", "a table") for block in received.blocks[-3:]] == ["caption", "a table", ""]
    words = " ".join(strip.words for strip in received.strips())
    assert sorted(words.split()) == sorted("After Before Visitors body loose stray 2024 2025".split())


@pytest.mark.parametrize("blank", [*" \t\v\x1f\x85\xa0\u1680\u2000\u2028\u202f\u3000", " \u3000"], ids=ascii)
def test_many_blanks_are_one(blank: str) -> None:
    assert tidy(f"a{blank * 20_000}b") == "a b"
    assert tidy("甲\u3000\u3000乙") == "甲\u3000\u3000乙"
