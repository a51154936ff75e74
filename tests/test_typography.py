"""Chinese as it is set: what the text asks for, and what stands on the page."""

from __future__ import annotations

import functools
import itertools
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from hkpress.formats import pdf
from hkpress.golden import pictures, sets
from hkpress.golden.comparing import SetComparison
from hkpress.page.document import Document, typeset, without_ends
from hkpress.page.page import Paragraph, localise
from hkpress.page.theme import Theme
from hkpress.printing import engine, environment
from hkpress.printing.setting import justify, spacing, typography
from hkpress.printing.setting.typography import setting
from hkpress.printing.sheet import Sheet
from hkpress.release import inline
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project
from tests.conftest import ROOT
from tests.lines import Line, lines
from tests.made import made, output
from tests.pdfs import pages
from tests.words import Blocks

SPECIMEN = Project(ROOT / "tests" / "specimen")
RELEASES = [*((Project(ROOT), slug) for slug in Project(ROOT).slugs()), (SPECIMEN, "specimen")]
SIZE = 10.5  # points: print.css


def document(project: Project, slug: str, edition: str, css: str = "") -> Document:
    """An edition in a theme of its own that adds *css* to base."""
    root = Path(tempfile.mkdtemp())
    (root / "measure").mkdir()
    (root / "measure" / "pdf.css").write_text(css, "utf-8")
    page = localise(project.read(slug), EDITIONS[edition], tuple(EDITIONS.values()))
    return typeset(page, Theme("measure", (root, *project.template_roots)))


# --- what the text asks for -----------------------------------------------------------------------


def shown(text: str, **more: object) -> str:
    """The text with its spacing shown: ˽ is a gap, ½ a half-width mark, + a join."""
    wanted = setting(text, **more)  # type: ignore[arg-type]
    return "".join(
        ("˽" if i in wanted.gaps else "") + ("+" if i in wanted.joins else "") + c + ("½" if i in wanted.halves else "")
        for i, c in enumerate(text)
    )


@pytest.mark.parametrize(
    "wanted",
    [
        "逾˽250˽+名嘉賓",
        "2025˽+年˽4˽+月˽+24˽+日",
        "（2025˽+年）",
        "科技園公司˽HKSTP˽今日",
        "耗資˽HK+$+60˽+億，",
        "600˽+億+港+元",
        "1,000˽+億+港+元中",
        "升˽12.5+%˽+至",
        "電話：2629 +6850",
        "16 +473˽+平方米",
        "（甲）½（乙）½，",
        "他說：「½『½一』½」½，是",
        "《甲》½（《½乙》½）½，",
        "a, b (c)",
    ],
)
def test_what_is_done_to_a_text(wanted: str) -> None:
    text = re.sub("[˽½+]", "", wanted)
    assert shown(text + "甲乙丙").startswith(wanted)


def test_a_stop_before_a_closing_mark_is_squeezed_in_the_mainland_only() -> None:
    assert not setting("好。」了不起").halves
    assert setting("好。”了不起", mainland=True).halves == {1}


def test_the_last_line_has_more_than_one_character() -> None:
    assert shown("文字。") == "文+字。"
    assert shown("「文字。」") == "「文+字。」"


def test_names_are_not_parted() -> None:
    assert shown("由查毅超博士主持", names=("查毅超",)) == "由查+毅+超博士主+持"


def test_dashes_and_ellipses_stay_with_what_is_before_them() -> None:
    assert shown("甲——乙……丙丁戊") == "甲+——乙+……丙丁+戊"


# --- what stands on the page ----------------------------------------------------------------------

MEASURES = (16, 18, 20, 22, 24, 27, 30, 33, 36, 40, 43.7)  # in em
NOT_FIRST, NOT_LAST = "，。、；：！？）」』》〉】〕”’·…—～%", "（「『《〈【〔“‘$"


def paragraphs(html: str) -> list[str]:
    return [text for text in Blocks(html).texts if re.search(r"[㐀-鿿]", text)]


def set_lines(project: Project, slug: str, edition: str, measure: float) -> Iterator[tuple[list[Line], str]]:
    """The lines of each paragraph of a body set to a measure in em."""
    css = (
        f"@page {{ size: {measure * SIZE + 40}pt 800pt; margin: 20pt; @top-left {{ content: none }} @bottom-right {{ content: none }} }}"
        "@page :first { margin-top: 20pt; @top-left { content: none } } .masthead { display: none }"
        f".caption, .boilerplate, .contacts, figcaption, table {{ font-size: {SIZE}pt }} figure {{ display: none }}"
    )
    narrow = document(project, slug, edition, css)
    data, _ = pdf.make(narrow)
    waiting = {re.sub(r"\s", "", text) for text in paragraphs(narrow.html)}
    current: list[Line] = []
    for line in lines(data):
        current.append(line)
        text = re.sub(r"\s", "", "".join(each.text for each in current))
        if text in waiting:
            yield current, text
            current = []
        elif not any(each.startswith(text) for each in waiting):
            current = []


@functools.cache
def all_lines() -> list[tuple[float, str, list[Line]]]:
    texts = [(project, slug, edition) for project, slug in RELEASES for edition in ("tc", "sc")]
    if "HKPRESS_LONG" in os.environ:
        work = [(measure, *text) for measure in MEASURES for text in texts]
    else:
        work = [(measure, *texts[number % len(texts)]) for number, measure in enumerate(MEASURES)]
    return [(each[0], each[3], found) for each in work for found, _ in set_lines(*each[1:], each[0])]


def test_no_line_starts_or_ends_with_a_forbidden_mark_and_no_number_is_parted() -> None:
    seen = 0
    for _, _, paragraph in all_lines():
        texts = [line.text.strip() for line in paragraph]
        seen += len(texts)
        for above, below in itertools.pairwise(texts):
            assert below[0] not in NOT_FIRST, texts
            assert above[-1] not in NOT_LAST, texts
            assert not re.match(r"[0-9%][0-9%㐀-鿿]", above[-1] + below[0]), texts
            assert not re.match(r"[$€£A-Z][0-9]", above[-1] + below[0]), texts
        assert len(re.sub(r"\W", "", texts[-1])) > 1 or len(texts) == 1, texts
    assert seen > 750


def test_justified_lines_end_at_the_measure() -> None:
    seen = wide = ragged = 0
    for measure, _, paragraph in all_lines():
        for line in paragraph[:-1]:
            if line.size > 16 or line.left > 21:
                continue  # a heading, or a list, which is narrower
            half = SIZE / 2
            right = line.right - (
                half if re.search("[」』）》〉】〕]$", line.text) and line.right > 20 + measure * SIZE + 1 else 0
            )
            off = right - (20 + measure * SIZE)
            seen += 1
            wide += measure >= 30
            if off < 1 and line.spacing > SIZE * justify.MAX_SPACING - 0.1:
                ragged += measure >= 30 and off < -0.05  # justifying it would stretch it visibly
                continue
            assert abs(off) < 0.05, (measure, off, line.text)  # points: a fifteenth of a pixel
    assert seen > 450
    assert ragged / wide < 0.03


def test_a_closing_mark_that_is_whole_again_at_the_end_of_a_line_hangs() -> None:
    # in the text it is squeezed, beside the （ that begins the next line
    wire = set_lines(Project(ROOT), "2025-04-16-innovation-institutions", "tc", 24)
    (line,) = [line for lines, _ in wire for line in lines if line.text.endswith("資助計劃」")]
    assert abs(line.right - (20 + 24.5 * SIZE)) < 0.05


@pytest.mark.parametrize("edition", ["tc", "sc"])
def test_copied_text_is_the_text(edition: str) -> None:
    for project, slug in RELEASES:
        with pypdfium2.PdfDocument(output(project.root, slug, f"{edition}.pdf")) as opened:
            copied = "\n".join(page.get_textpage().get_text_range() for page in opened).replace("\r", "")
        han = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—·]"
        joined = re.sub(rf"(?<={han})\n|\n(?={han})", "", copied).replace("\x02", "-").replace("\n", " ")
        wanted = paragraphs(output(project.root, slug, f"{edition}.html").decode())
        missing = [text for text in wanted if text not in joined]
        assert len(missing) <= 2, missing  # a paragraph that goes on overleaf has the running header inside it
        assert len(wanted) > 7 + len(missing)
        assert not re.search("[\u200b\u2060\ufeff]", copied)


# --- pictures -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def golden() -> sets.Set:
    found = sets.read(sets.folder_of(SPECIMEN), "specimen")
    assert found
    return found


@pytest.fixture(scope="module")
def same_environment(golden: sets.Set) -> None:
    if SetComparison(golden, replace(golden, environment=environment.describe())).environment:
        pytest.skip(
            "other versions of the engines, or other fonts, than those of the golden set: only text is compared"
        )


def test_the_specimen_looks_as_accepted(golden: sets.Set) -> None:
    found = SetComparison(golden, sets.assemble_set(SPECIMEN.read("specimen"), made(SPECIMEN.root, "specimen").outputs))
    assert found.differences == (), "\n".join(found.said)


@pytest.mark.parametrize(
    "css",
    [
        ':root { --face-tc: "hkpress Latin in Han", "hkpress SC" }',
        ':root { --face-tc: "hkpress Latin", "hkpress HK" }',
        '.cjk-half { font-feature-settings: "halt" 0 }',
        ".justified p { text-align: left !important }",
        "b, strong { font-weight: 400 }",
    ],
    ids=["face", "latin face", "squeeze", "justification", "bold"],
)
def test_a_picture_notices(css: str, golden: sets.Set, same_environment: None) -> None:
    pages = pictures.pages(pdf.make(document(SPECIMEN, "specimen", "tc", css))[0])
    assert any(pictures.changed(*pair) for pair in zip(golden.editions["tc"].pages, pages, strict=False))


def test_a_picture_notices_a_narrower_gap(
    golden: sets.Set, same_environment: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spacing, "GAP_WIDTH", 0.15)
    pages = pictures.pages(pdf.make(document(SPECIMEN, "specimen", "tc"))[0])
    assert any(pictures.changed(*pair) for pair in zip(golden.editions["tc"].pages, pages, strict=False))


def test_the_end_of_a_clause_of_a_headline_stays_together() -> None:
    assert shown("展出亞洲及歐洲的珍貴藏品，細說歷史", heading=True) == "展出亞洲及歐洲的珍貴+藏+品+，細說歷+史"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("甲<b>A</b>乙", "甲\u200b\u2060<b>A\u200b\u2060</b>乙"),
        ('甲<a href="#">A</a>乙', '甲\u200b\u2060<a href="#">A</a>\u2060\u200b乙'),
        ('甲<span lang="en">A B</span>乙', '甲\u200b\u2060<span lang="en">A B</span>\u2060\u200b乙'),
        ("（甲<b>）</b>，", '（甲<b><span class="cjk-half">）</span></b>，'),
        ('甲<a href="#">）</a>，', '甲<a href="#" class="cjk-ends">）</a>，'),
        ('甲，<a href="#">《乙》</a>。', '甲，<a href="#" class="cjk-starts cjk-ends">《乙》</a>。'),
    ],
    ids=["gap", "link", "English", "half", "half in a link", "halves in a link"],
)
def test_where_elements_meet(html: str, wanted: str) -> None:
    root = ElementTree.fromstring(f'<p lang="zh-Hant-HK">{html}甲乙丙</p>')
    typography.set_chinese(root)
    assert ElementTree.tostring(root, "unicode") == f'<p lang="zh-Hant-HK">{wanted}甲乙\u2060丙</p>'


def test_an_english_line_ends_behind_chinese_words() -> None:
    root = ElementTree.fromstring('<p lang="en">A <span lang="zh-Hant-HK">甲</span>2 B</p>')
    typography.set_chinese(root)
    assert root[0].text == "甲\u200b\u200b"


def test_no_blank_half_of_a_mark_in_a_link_is_underlined() -> None:
    html = '見<a href="https://a.example/">《年報（一）》</a>等<a href="https://b.example/">「乙</a>'
    html = f'<html lang="zh-Hant-HK"><head><title>T</title></head><body><p>{html}</p></body></html>'
    style = "body { font: 20px 'hkpress Latin in Han', 'hkpress HK' } a { text-decoration: underline }"
    data, _ = engine.print_sheets(Sheet(html, style, (), True))
    with pypdfium2.PdfDocument(data) as document:
        drawn = [each.get_bounds() for each in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
    widths = [round((right - left) / 15 - 0.1, 1) for left, _, right, _ in drawn if right - left < 100]
    assert widths == [5.5, 1.5]  # in ems


def test_browsers_learn_of_a_mark_at_the_end_of_a_link() -> None:
    """A mark that does not share its space with the next."""
    style = "a .end { letter-spacing"
    end, start = '<span class="end">）</span></a>', '<span class="start">《</span>'
    for text, marked in (
        ("見[附件（一）](https://a.example/)等", {end}),
        ("見[附件（一）](https://a.example/)。", set()),
        ("見[《附件》](https://a.example/)。", {start}),
        ("見[*《附件》*（一）](https://a.example/)等", {start, end}),
        ("[《附件》](https://a.example/)。", set()),
        ("可參考：[《附件》](https://a.example/)。", set()),
    ):
        page = replace(localise(SPECIMEN.read("specimen"), EDITIONS["tc"]), body=(Paragraph(text),))
        html = typeset(page, Theme("base")).html
        assert (style in html, {each for each in (end, start) if each in html}) == (bool(marked), marked)
        assert not {each for each in (end, start) if each in without_ends(html)}


UNBROKEN = (
    "HK$1.2 billion; US$5 million; RMB 3 trillion; £80 million; €1.5 million; HK$**1.2** billion; **12** per cent; 12 per cent; "
    "5 pm; 9.30 a.m.; 4 December; No. 12; Section 5; Pier 3; Mr Chan; 3,400 square metres; 80 km/h; 2629 6850"
)
UNBROKEN_CHINESE = (
    "12億港元; 1.2萬平方米; 12個百分點; 10時30分; 12月4日; US$500萬; 3.5萬億元; 60多個; 1,200餘人; 5萬多人; 30分鐘; 第12屆; "
    "4.5星期; 8,640萬港元; 120兆瓦; 5公里; 12.5%; 26°C; 2629 6850"
)


@pytest.mark.parametrize(("lang", "said"), [("en-HK", UNBROKEN), ("zh-Hant-HK", UNBROKEN_CHINESE)])
def test_no_line_of_a_pdf_parts_a_figure_from_its_unit(lang: str, said: str) -> None:
    chinese, widths = lang.startswith("zh"), range(200, 440, 12)
    text = inline.with_emphasised_figures(inline.to_html(said.replace("; ", "，" if chinese else "; "), lang))
    html = "".join(f'<p style="width: {width}px">{text}</p>' for width in widths)
    style = "p { font: 20px 'hkpress Latin', 'hkpress HK' } .fig, .whole { white-space: nowrap }"
    html = f'<html lang="{lang}"><head><title>T</title></head><body>{html}</body></html>'
    data, _ = engine.print_sheets(Sheet(html, style, (), chinese))
    found = [line.replace(" ", "") for page in pages(data) for line in page.splitlines()]
    pieces = said.replace("*", "").replace(" ", "").split(";")
    assert {piece: sum(line.count(piece) for line in found) for piece in pieces} == {
        piece: len(widths) * pieces.count(piece) for piece in pieces
    }
    assert len(found) > 7 * len(widths)
