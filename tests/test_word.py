from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from hkpress.core.archive import archive
from hkpress.formats import text, variants, word
from hkpress.page import headline
from hkpress.page.document import Document, typeset
from hkpress.page.page import localise
from hkpress.page.theme import Theme
from hkpress.production.make import make_release
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project
from tests.conftest import MINIMAL, ROOT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = bool(os.environ.get("HKPRESS_LONG"))
SPECIMENS = Project(ROOT / "tests/specimen")
HOUSES = {"specimen": SPECIMENS} | {slug: Project(ROOT) for slug in Project(ROOT).slugs()}
WHOLE = dict.fromkeys(SPECIMENS.slugs(), SPECIMENS) | HOUSES
THEMES = ("base", "hkstp", "newswire", "gazette")
EVERY = [
    (slug, theme, edition)
    for slug, house in (WHOLE if LONG else HOUSES).items()
    for theme in THEMES
    for edition in house.read(slug).manuscript.editions
]
EVERY = EVERY if LONG else EVERY[::5]
"""Each release in each theme and edition; a part of them in the suite."""


def document(slug: str, theme: str, edition: str) -> Document:
    project = WHOLE[slug]
    page = localise(project.read(slug), EDITIONS[edition], tuple(EDITIONS.values()))
    return typeset(page, Theme(theme, project.template_roots))


def parts(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as read:
        assert read.testzip() is None
        return {name: read.read(name) for name in read.namelist()}


def tree(made: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(parts(made)[part])


def said(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def plain(words: str) -> str:
    """Plain text as Word has it: links without address, lists without their marks, cells without strokes."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)
    words = re.sub(r" \((?:https?:|#)[^()]*\)|（(?:https?:|#)[^（）]*）", "", words)
    words = re.sub(
        r"(?m)^\s*(- |\d+\. |\([\da-z]+\) ?|（[一二三四五六]）|[一二三四五六]、|\[\d+\] )", "", words
    )  # Word counts itself
    words = re.sub(r"([(（])[\w-]+\.\w+, (.+?)([)）])", r"\1\2\3", words)  # the name of an attached file
    return squeezed(re.sub(r" \|(?= |$)", "", words, flags=re.MULTILINE))  # the last cell of a row may be empty


@pytest.mark.parametrize(("slug", "theme", "edition"), EVERY)
def test_the_words_are_those_of_the_text_edition_in_their_order(slug: str, theme: str, edition: str) -> None:
    """Except the issuer's name: the text starts with it, Word has it in the first page's header, as words or as a logo."""
    made, _ = word.make(document(slug, theme, edition))
    wanted = plain(text.make(document(slug, theme, edition))[0].decode())
    header = tree(made, "word/header1.xml").iter(f"{W}t", "{*}docPr")
    listed = [(each.text if each.tag == f"{W}t" else each.get("descr")) or "" for each in header]
    shown = "".join(re.sub(r"^[a-z-]+(\.[a-z-]+)+$", r"https://\g<0>", each) for each in listed)
    shown = re.sub("Logo|標誌|标志", "", shown)  # of a mark that has the name beside it
    above = squeezed(shown).replace("·https", "https")  # the text has the website in a line of its own
    body = squeezed(said(tree(made)))
    wanted, above, body = (each.translate(str.maketrans("（）", "()")) for each in (wanted, above, body))
    assert body
    assert wanted in (body, above + body)


@pytest.mark.parametrize(("slug", "theme", "edition"), EVERY)
def test_a_stranger_finds_nothing_wrong_with_the_file(slug: str, theme: str, edition: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(word.make(document(slug, theme, edition))[0])
    found = OpenXmlValidator().validate(str(path))
    assert [each.description for each in found.errors] == []


ELSEWHERE = """
import sys
from pathlib import Path
from hkpress.formats import variants
from hkpress.production.make import make_release
from hkpress.release.project import Project
project, slug = Project(Path(sys.argv[1])), "2025-04-24-two-sessions"
assert make_release(project, slug, variants(["tc"], ["html", "text"])).outputs
print([each for each in ("docx", "lxml", "hkpress.formats.word") if each in sys.modules])
print(make_release(project, slug, variants(["tc"], ["word"])).outputs[0].data.hex())
"""


def test_the_bytes_are_the_same_in_another_process_and_other_formats_load_nothing_of_word() -> None:
    """Another seed of Python's hashes, another folder."""
    command = [sys.executable, "-c", ELSEWHERE, str(ROOT)]
    there = subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": "7", "PATH": ""}, cwd="/")
    loaded, made = there.stdout.decode().splitlines()
    assert loaded == "[]"
    assert bytes.fromhex(made) == word.make(document("2025-04-24-two-sessions", "hkstp", "tc"))[0]


def test_there_are_no_other_parts_no_links_to_elsewhere_and_no_macros() -> None:
    made = parts(word.make(document("specimen", "base", "en"))[0])
    assert sorted(name for name in made if not name.endswith(".rels")) == [
        "[Content_Types].xml",
        "docProps/core.xml",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/media/image1.png",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]
    assert not [name for name, data in made.items() if b"External" in data or b"vbaProject" in data]


def test_properties_come_from_the_release() -> None:
    made = word.make(document("2025-04-24-two-sessions", "hkstp", "tc"))[0]
    core = docx.Document(io.BytesIO(made)).core_properties
    assert (core.title[:8], core.author, core.language) == ("科技園公司舉辦全", "香港科技園公司", "zh-Hant-HK")
    assert core.created == core.modified == datetime(2025, 4, 24, tzinfo=core.created.tzinfo)
    with zipfile.ZipFile(io.BytesIO(made)) as read:
        assert {info.date_time[:3] for info in read.infolist()} == {(2025, 4, 24)}


# --- styles, header, footer -----------------------------------------------------------------------


def styled(made: bytes) -> Iterator[tuple[str, str]]:
    for paragraph in docx.Document(io.BytesIO(made)).paragraphs:
        yield paragraph.style.name, paragraph.text


def test_paragraphs_have_the_styles_named_after_their_classes() -> None:
    lines = list(styled(word.make(document("specimen", "base", "en"))[0]))
    names = {name for name, _ in lines}
    assert names >= {"Heading 1", "Heading 2", "Subheadline", "Embargo", "Photo Pack", "Kind", "Body Text", "Quotation"}
    assert names >= {
        "List Bullet",
        "List Number",
        "Figure",
        "Caption",
        "Table Caption",
        "Break",
        "End Mark",
        "Boilerplate",
    }
    assert names >= {"Contacts"}
    assert ("Heading 1", lines[0][1]) not in lines


def test_later_pages_say_whose_it_is_and_that_it_is_embargoed() -> None:
    made = word.make(document("specimen", "base", "tc"))[0]
    later = said(tree(made, "word/header2.xml"))
    assert "禁止發布" in later or "10時30分" in later
    assert "2026年1月12日" in later
    assert said(tree(made, "word/footer1.xml")) == "第1頁，共1頁"
    codes = [each.text.strip() for each in tree(made, "word/footer1.xml").iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]


def test_a_release_without_embargo_has_no_empty_frame_for_it() -> None:
    header = tree(word.make(document("2025-04-24-two-sessions", "hkstp", "en"))[0], "word/header2.xml")
    assert [said(each) for each in header.iter(f"{W}p")] == [
        "Hong Kong Science and Technology Parks Corporation24 April 2025"
    ]
    assert not list(header.iter(f"{W}sdt"))


def test_heads_of_tables_are_repeated_and_rows_stay_whole() -> None:
    (table,) = tree(word.make(document("specimen", "base", "en"))[0]).iter(f"{W}tbl")
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_every_numbered_list_begins_at_one(project: Callable[..., Project]) -> None:
    numbered = "  - {list: [{en: One, tc: 一}, {en: Two, tc: 二}], numbered: yes}\n"
    made = (
        make_release(project(MINIMAL + numbered + "  - break\n" + numbered), "x", variants(["en"], ["word"]))
        .outputs[0]
        .data
    )
    used = [each.get(f"{W}val") for each in tree(made).iter(f"{W}numId")]
    numbers = {
        each.get(f"{W}numId"): each.find(f"{W}abstractNumId").get(f"{W}val")
        for each in tree(made, "word/numbering.xml").iter(f"{W}num")
    }
    assert [used[0] == used[1], used[2] == used[3]] == [True, True]
    assert numbers[used[0]] != numbers[used[2]]  # lists of one shape share their counter


@pytest.mark.parametrize(("edition", "look"), [("en", "i"), ("tc", "b")])
def test_emphasis_is_bold_in_chinese(edition: str, look: str) -> None:
    made = word.make(document("specimen", "base", edition))[0]
    named = {
        style.get(f"{W}styleId"): {each for each in ("b", "i") if _on(style.find(f"{W}rPr/{W}{each}"))}
        for style in tree(made, "word/styles.xml").iter(f"{W}style")
    }
    used = [each.get(f"{W}val") for each in tree(made).iter(f"{W}rStyle")]
    assert {"Strong", "Emphasis"} <= set(used)
    assert named["Strong"] == {"b"}
    assert named["Emphasis"] == {look}


def _on(element: Any) -> bool:
    return element is not None and element.get(f"{W}val") not in ("0", "false")


def test_pictures_have_their_words_and_numbers_of_their_own() -> None:
    body = tree(word.make(document("specimen", "base", "tc"))[0])
    named = [each for each in body.iter() if str(each.tag).endswith("}docPr")]
    assert [each.get("descr") for each in named] == ["一排排方形鉛字，畫成藍灰相間的方格"]
    ids = [each.get(f"{W}id") for each in body.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids)) > 20


def test_a_link_leads_where_it_says_and_an_empty_one_nowhere() -> None:
    made = word.make(document("specimen", "base", "en"))[0]
    codes = [each.text.strip() for each in tree(made).iter(f"{W}instrText")]
    assert 'HYPERLINK "https://museum.example/propose"' in codes
    seed = word.make(document("2025-04-24-two-sessions", "hkstp", "en"))[0]
    assert "here" in said(tree(seed))
    assert not [each for each in tree(seed).iter(f"{W}instrText") if '"#"' in each.text]


# --- Chinese --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("edition", "face", "language"), [
    ("en", "Microsoft JhengHei", "zh-HK"),
    ("tc", "Microsoft JhengHei", "zh-HK"),
    ("sc", "Microsoft YaHei", "zh-CN"),
])  # fmt: skip
def test_defaults_name_the_region_and_a_face_of_it(edition: str, face: str, language: str) -> None:
    styles = tree(word.make(document("specimen", "base", edition))[0], "word/styles.xml")
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults.find(f"{W}rFonts").get(f"{W}eastAsia") == face
    assert defaults.find(f"{W}lang").get(f"{W}eastAsia") == language


@pytest.mark.parametrize("slug", HOUSES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_quotation_marks_and_dashes_in_chinese_are_set_in_chinese(slug: str, edition: str) -> None:
    body = tree(word.make(document(slug, "base", edition))[0])
    hinted = marked = 0
    for run in body.iter(f"{W}r"):
        faces = run.find(f"{W}rPr/{W}rFonts")
        hint = faces is not None and faces.get(f"{W}hint") == "eastAsia"
        hinted += hint
        if re.search("[“”‘’—…·]", said(run)):
            marked += 1
            english = edition == "en" or re.fullmatch(r"[A-Za-z.'’() &-]+", said(run))
            assert hint != bool(english), said(run)
        else:
            assert not hint
    assert bool(hinted) == bool(marked and edition != "en")


def test_pinyin_beside_quotation_marks_stays_latin(project: Callable[..., Project]) -> None:
    release = MINIMAL.replace("一段文字。", "讀作“hā luó”，3×4。")
    made = make_release(project(release), "x", variants(["tc"], ["word"]), checked=False).outputs[0].data
    hints = {words: run.find(f"{W}rPr/{W}rFonts") for run in tree(made).iter(f"{W}r") if (words := said(run))}
    latin = [hint for words, hint in hints.items() if re.search("[āó×]", words)]
    assert latin
    assert not any(hint is not None for hint in latin)
    assert any(hint is not None for words, hint in hints.items() if "“" in words)


# --- the way back ---------------------------------------------------------------------------------


def names(made: bytes) -> list[str]:
    return [each.get(f"{W}name") for each in tree(made).iter(f"{W}bookmarkStart")]


@pytest.mark.parametrize("slug", HOUSES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_hidden_bookmark_ties_each_text_to_its_place(slug: str, edition: str) -> None:
    made = names(word.make(document(slug, "base", edition))[0])
    texts = [loc for _, loc, _ in HOUSES[slug].read(slug).words() if loc[-1] == "en" and loc[0] == "body"]
    assert made[0] == word.identity(slug)
    assert len(made) == len(set(made)) > len(texts) > 5
    assert all(re.fullmatch(rf"_{edition}_\w+", name) and len(name) <= 40 for name in made[1:])


def test_a_bookmark_tells_what_the_text_said(project: Callable[..., Project]) -> None:
    house = project()
    before = names(make_release(house, "x", variants(["en", "tc"], ["word"])).outputs[0].data)
    path = house.releases / "x/release.yaml"
    path.write_text(path.read_text("utf-8").replace("A paragraph.", "Another paragraph."), "utf-8")
    after = names(make_release(house, "x", variants(["en", "tc"], ["word"])).outputs[0].data)
    said = [[name.split("_") for name in names] for names in (before, after)]
    (changed,) = [(old, new) for old, new in zip(*said, strict=True) if old[3:4] != new[3:4]]
    assert changed[0][:3] == changed[1][:3]
    beside = [old for old, new in zip(*said, strict=True) if old[4:] != new[4:]]
    assert 1 <= len(beside) <= 2  # the text above and the one below tell it too


# --- two editions ---------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", HOUSES)
def test_two_editions_stand_side_by_side(slug: str, tmp_path: Path) -> None:
    made, _ = word.make_both(document(slug, "base", "en"), document(slug, "base", "tc"))
    table = tree(made).find(f"{W}body/{W}tbl")
    rows = table.findall(f"{W}tr")
    assert [said(cell) for cell in rows[0].findall(f"{W}tc")] == ["English", "繁體中文"]
    columns = ["", ""]
    for row in rows[1:]:
        cells = row.findall(f"{W}tc")
        assert all(said(cell) for cell in cells) or len(cells) == 1 or not any(map(said, cells))
        for number, cell in enumerate(cells):
            columns[number] += squeezed(said(cell))
    for edition, column in zip(("en", "tc"), columns, strict=True):
        assert column == squeezed(said(tree(word.make(document(slug, "base", edition))[0])))
    path = tmp_path / "both.docx"
    path.write_bytes(made)
    assert [each.description for each in OpenXmlValidator().validate(str(path)).errors] == []


# --- letterheads ----------------------------------------------------------------------------------


def test_the_letterheads_are_what_their_script_writes() -> None:
    sys.path.insert(0, str(ROOT / "setup"))
    try:
        import letterhead
    finally:
        sys.path.pop(0)
    for theme, accent in letterhead.ACCENTS.items():
        there = (ROOT / "templates" / theme / word.LETTERHEAD).read_bytes()
        assert there == letterhead.letterhead(accent), "run `make letterheads`"


def changed(**edits: Callable[[bytes], bytes]) -> bytes:
    """Base's letterhead with some of its parts changed; a new part comes from b""."""
    there = parts((ROOT / "templates/base" / word.LETTERHEAD).read_bytes())
    for name, edit in edits.items():
        there[name] = edit(there.get(name, b""))
    return archive(there.items(), datetime(2025, 1, 1))  # noqa: DTZ001


def rendered(project: Callable[..., Project], letterhead: bytes, **files: str) -> Any:
    house = project(MINIMAL + "theme: own\n", **{"templates/own/letterhead.docx": letterhead, **files})
    return make_release(house, "x", variants(["en"], ["word"]))


def test_a_theme_has_a_style_for_a_class_of_its_own(project: Callable[..., Project]) -> None:
    style = b'<w:style w:type="paragraph" w:styleId="a7"><w:name w:val="Pull quote"/></w:style></w:styles>'
    letterhead = changed(**{"word/styles.xml": lambda xml: xml.replace(b"</w:styles>", style)})
    template = '{% extends "base/release.html" %}{% block headline %}<p class="pull-quote">Look here</p>{% endblock %}'
    made = rendered(project, letterhead, **{"templates/own/release.html": template}).outputs[0].data
    assert ("Pull quote", "Look here") in list(styled(made))


def test_a_letterhead_that_lacks_a_style_is_reported(project: Callable[..., Project]) -> None:
    letterhead = changed(**{"word/styles.xml": lambda xml: xml.replace(b'"List Bullet"', b'"Bullets"')})
    (found,) = rendered(project, letterhead).diagnostics
    assert 'has no style "List Bullet"' in found.message


def test_a_letterhead_that_lost_its_controls_is_refused(project: Callable[..., Project]) -> None:
    names = ("word/header1.xml", "word/header2.xml", "word/footer1.xml")
    letterhead = changed(**{name: lambda xml: re.sub(rb"<w:tag [^>]*/>", b"", xml) for name in names})
    made = rendered(project, letterhead)
    assert made.outputs == ()
    assert made.diagnostics[0].message.startswith("the letterhead has no control `masthead`")


def test_a_letterhead_that_shows_what_lies_elsewhere_is_refused(project: Callable[..., Project]) -> None:
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    kind = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{kind}"><Relationship Id="rId1" Type="{image}" Target="https://x.example/y.png" TargetMode="External"/></Relationships>'
    made = rendered(project, changed(**{"word/_rels/header1.xml.rels": lambda _: rels.encode()}))
    (found,) = made.diagnostics
    assert "shows `https://x.example/y.png`, which lies elsewhere" in found.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty: save the letterhead again"),
        (b"PK\x03\x04 no", "is not a Word file that can be used"),
        (b"<html>", "is not a Word file that can be used"),
    ],
)
def test_a_letterhead_that_is_no_word_file_is_refused(project: Callable[..., Project], data: bytes, said: str) -> None:
    (found,) = rendered(project, data).diagnostics
    assert said in found.message


# --- what the pages look like ----------------------------------------------------------------------


def specimen(slug: str, edition: str) -> Any:
    release = SPECIMENS.read(slug)
    page = localise(release, EDITIONS[edition], tuple(EDITIONS.values()))
    made, _ = word.make(typeset(page, Theme(release.manuscript.theme, SPECIMENS.template_roots)))
    return docx.Document(io.BytesIO(made))


def words_in(made: Any, style: str) -> list[str]:
    paragraphs = [
        *made.paragraphs,
        *(each for table in made.tables for cell in table._cells for each in cell.paragraphs),
    ]
    return [each.text for each in paragraphs if each.style.name == style]


def test_lists_count_as_the_release_says_at_every_level() -> None:
    made = specimen("harbour-market", "tc")
    numbers = {each.numId: each.abstractNumId.val for each in made.part.numbering_part.element.num_lst}
    shapes = {
        each.get(f"{W}abstractNumId"): each for each in made.part.numbering_part.element.findall(f"{W}abstractNum")
    }
    ways = []
    for each in made.paragraphs:
        numbering = each._p.pPr.numPr if each._p.pPr is not None else None
        if numbering is not None and each.style.name == "List Number":
            level = numbering.ilvl.val
            shape = shapes[str(numbers[numbering.numId.val])]
            ways.append((level, shape.findall(f"{W}lvl")[level].find(f"{W}lvlText").get(f"{W}val")))
    assert ways == [(0, "%1、"), (1, "（%2）"), (1, "（%2）"), (0, "%1、")]


def test_a_table_has_its_unit_apart_its_heads_over_its_figures_and_its_total_in_bold() -> None:
    made = specimen("harbour-market", "en")
    assert words_in(made, "Unit") == ["HK$ thousand unless shown otherwise"]
    assert words_in(made, "Table Head Number") == ["Stalls", "Visitors", "Rent", "Surplus (loss)"]
    rows = made.tables[0].rows
    bold = [all(run.bold for cell in row.cells for each in cell.paragraphs for run in each.runs) for row in rows]
    assert bold == [False] * (len(rows) - 1) + [True]


def test_a_portrait_stands_beside_the_quotation() -> None:
    made = specimen("appointment", "en")
    (anchor,) = made.element.body.iter("{*}anchor")
    paragraph = next(each for each in made.paragraphs if anchor in set(each._p.iter()))
    assert "said:" in paragraph.text
    assert int(anchor.find("{*}extent").get("cx")) <= 3 * 360_000


def test_notices_and_footnotes_have_styles_of_their_own() -> None:
    made = specimen("joint-laboratory", "en")
    assert words_in(made, "Notice")[0].startswith("Corrected on")
    assert words_in(made, "Footnotes") == ["Without the pier itself, which is 60 years old."]


def test_a_joint_letterhead_has_logos_names_and_quiet_addresses(tmp_path: Path) -> None:
    release = SPECIMENS.read("joint-laboratory")
    page = localise(release, EDITIONS["en"], tuple(EDITIONS.values()))
    made, _ = word.make(typeset(page, Theme(release.manuscript.theme, SPECIMENS.template_roots)))
    there = parts(made)
    header = there["word/header1.xml"].decode()
    drawings = [name for name in there if name.startswith("word/media/") and name.endswith(".svg")]
    assert len(drawings) == header.count("svgBlip ") == header.count("<w:drawing>") == 2
    assert all(there[name].startswith((b"<svg", b"<?xml")) for name in drawings)
    assert header.count("<w:tc>") == 2  # one beside the other
    said = re.sub("<[^>]*>", "", re.sub("<w:br/>|</w:p>", "\n", header))
    assert [line.strip() for line in said.splitlines() if line.strip()] == [
        "12/F, Specimen House, 1 Example Street, Hong Kong",
        "harbour.example",
        "Specimen College of the Sea",
        "88 Example Road, Hong Kong",
    ]
    assert header.count('<w:rStyle w:val="Address"/>') >= 2
    path = tmp_path / "joint.docx"
    path.write_bytes(made)
    assert [each.description for each in OpenXmlValidator().validate(str(path)).errors] == []


@pytest.mark.parametrize(
    ("pieces", "room", "lines"),
    [
        (
            ("基金會", "與", "學院", "合辦", "實驗室　", "七個", "碼頭", "設", "四十八件", "儀器"),
            16,
            ("基金會與學院合辦實驗室　", "七個碼頭設四十八件儀器"),
        ),
        (("海港", "博物館", "全年", "免費", "開放"), 9, ("海港博物館全年", "免費開放")),
        (("海港", "博物館"), 9, ("海港博物館",)),
    ],
)
def test_lines_of_a_chinese_headline_end_between_words(
    pieces: tuple[str, ...], room: float, lines: tuple[str, ...]
) -> None:
    width = headline.measure(pieces, room)
    assert width <= room
    words, found = "".join(pieces), []
    while words:
        found.append(words[: int(width)])
        words = words[int(width) :]
    assert tuple(found) == lines


def test_photos_stand_two_to_a_row_and_wide_tables_over_both_columns() -> None:
    body = tree(word.make(document("harbour-market", "base", "tc"))[0])
    shown = [each.get("id") for each in body.iter() if str(each.tag).endswith("}docPr")]
    assert len(shown) == len(set(shown)) == 4
    gallery = next(each for each in body.iter(W + "tbl") if next(each.iter(W + "drawing"), None) is not None)
    assert [[len(list(cell.iter(W + "drawing"))) for cell in row.iter(W + "tc")] for row in gallery.iter(W + "tr")] == [
        [1, 1],
        [1, 1],
    ]
    both = tree(
        word.make_both(document("joint-laboratory", "base", "en"), document("joint-laboratory", "base", "tc"))[0]
    )
    around = [
        next(table.iterancestors(W + "tc"))
        for table in both.iter(W + "tbl")
        if next(table.iterancestors(W + "tc"), None) is not None
    ]
    assert [each.find(f"{W}tcPr/{W}gridSpan").get(W + "val") for each in around] == ["2", "2"]
    below = [each.find(f"{W}tcPr/{W}tcMar/{W}bottom").get(W + "w") for each in around]
    assert below == ["160", "160"]  # LibreOffice hides the paragraph below a table
