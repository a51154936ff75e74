"""Small pieces of golden sets, without a file: what a Word file, a PDF's tags and a list of parts report."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from hkpress.golden import changes, letters, structure
from hkpress.golden.parts import Part
from hkpress.golden.reading import Piece, _across_pages, _TagWalk

_NAME = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_link_of_a_word_file_is_followed_by_its_address() -> None:
    xml = f"""<w:document {_NAME}><w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr>
      <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://park.hk"</w:instrText></w:r>
      <w:r><w:t>the park</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      <w:r><w:rPr><w:rStyle w:val="Date"/></w:rPr><w:t>today</w:t><w:br/></w:r></w:p><w:p/></w:document>"""
    named = {"Body": "Body text", "Date": "Dateline"}
    assert list(letters._letter_lines(etree.fromstring(xml), named)) == [
        "Body text: the park → https://park.hk⟨Dateline: today⏎⟩"
    ]


def test_only_a_part_that_is_gone_here_and_new_there_has_moved() -> None:
    one, two, other = (Part("paragraph.text", (number,), text) for number, text in ((1, "a"), (2, "b"), (3, "a")))
    assert changes._with_moves([(one, None, False), (two, two, False), (None, other, False)]) == [
        (two, two, False),
        (one, other, True),
    ]
    kept: list[changes.Row] = [(one, None, False), (two, other, False)]
    assert changes._with_moves(kept) == kept
    assert changes._with_moves([(one, None, False), (None, two, False)]) == [(one, None, False), (None, two, False)]


def test_the_head_of_a_table_is_read_once_if_it_repeats_on_the_next_page() -> None:
    walk, head = _TagWalk([], {}), (Piece("Station", 1, "TH"), Piece("Last train", 2, "TH"))
    assert [walk.once(head, page) for page in (0, 1, 2)] == [head, (), ()]
    assert walk.once(head, 4) == head
    assert walk.once(head[:1], 5) == head[:1]


def test_a_paragraph_that_goes_on_over_the_page_is_one() -> None:
    pieces = tuple(
        Piece(text, block, "P") for block, text in enumerate(("One", "Two and", "three", "Fo", "Six", "Last"), 1)
    )
    known = {"One", "Twoandthree", "Four", "Six", "Last"}
    read = _across_pages(pieces, known)
    assert [(piece.text, piece.block) for piece in read] == [
        *(("One", 1), ("Two and", 2), ("three", 2), ("Fo", 4), ("Six", 5), ("Last", 6)),
    ]
    assert [piece.block for piece in _across_pages(pieces[:2], known)] == [1, 2]


def test_the_outline_of_a_page_has_its_blocks_alone() -> None:
    page = etree.fromstring(
        '<main class="x"><p>One <b>bold</b> word</p><!-- none --><ul><li id="y">Two</li></ul></main>'
    )
    assert list(structure._outline(page, 0)) == ["main class=x", "  p", "  ul", "    li id=y"]


def test_a_word_file_may_have_no_header() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as pack:
        pack.writestr("word/styles.xml", f"<w:styles {_NAME}/>")
        pack.writestr("word/footer1.xml", f"<w:ftr {_NAME}><w:p><w:r><w:t>1</w:t></w:r></w:p></w:ftr>")
        pack.writestr("word/document.xml", f"<w:document {_NAME}><w:p><w:r><w:t>One</w:t></w:r></w:p></w:document>")
    assert letters.as_text(file.getvalue()) == "(footer1) : 1\n: One\n"
