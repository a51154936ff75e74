"""What templates see, and their filters. These tests are quick; few need a release."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from hkpress.core.diagnostics import Invalid
from hkpress.core.layout import PACKAGED
from hkpress.page import article, headline, labels, sealed, tables
from hkpress.page.document import Document, fill, typeset
from hkpress.page.page import Page, Quotation, Said, localise
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS
from hkpress.release.pictures import PagePicture
from hkpress.release.project import Project


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("A park opens to all", 10, ["A park", "opens to", "all"]),
        ("A park opens", 12, ["A park opens"]),
        ("Uncommonly long words", 8, ["Uncommonly", "long", "words"]),
        ("香港科技園，今日開幕。", 10, ["香港科技", "園，今日開", "幕。"]),
        ("在2025年 Hong Kong", 9, ["在2025年", "Hong Kong"]),
        ("One\n  two three", 6, ["One", "two", "three"]),
    ],
)
def test_a_text_in_lines_of_so_many_columns(tmp_path: Path, text: str, width: int, lines: list[str]) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "lines.txt").write_text("{{ text | wrapped(width) }}", "utf-8")
    theme = Theme("house", (tmp_path, PACKAGED))
    assert fill(theme, EDITIONS["en"], "lines.txt", text=text, width=width).split("\n") == lines


def test_words_that_are_copied_keep_their_place() -> None:
    place: Any = ("release.yaml", ("body", 0, "en"))
    words = copy.copy(Said.at(place, "It opens."))
    assert (words, words.source, words.loc) == ("It opens.", *place)


def test_a_page_knows_the_names_in_its_headline_and_describes_itself(project: Callable[..., Project]) -> None:
    manuscript = """\
date: 2025-04-24
headline: {en: Harbour Trust opens a pier, tc: 海港基金啟用碼頭}
subheadline: {en: On the pier, only: en}
body:
  - {en: A **paragraph**., tc: 一段文字。}
"""
    names = "names: [{en: Harbour Trust, tc: 海港基金}, {en: Another Trust, tc: 另一基金}]\n"

    def pages(text: str) -> list[Page]:
        release = project(text, **{"releases/_shared/glossary.yaml": names}).read("x")
        return [localise(release, EDITIONS[name]) for name in ("en", "tc", "sc")]

    made = pages(manuscript)
    assert [page.known for page in made] == [("Harbour Trust",), ("海港基金",), ("海港基金",)]
    assert [page.subheadline for page in made] == ["On the pier", "", ""]
    assert [page.description for page in made] == ["A paragraph.", "一段文字。", "一段文字。"]
    summed = pages(manuscript + "summary: {en: In *short*., tc: 簡介。}\n")
    assert [page.description for page in summed] == ["In short.", "簡介。", "简介。"]


FIGURES = """10港元 1.2億港元 82人 10公里 上午9時30分 2小時30分鐘 40個檔位 約10萬元 人民幣5億元 3倍 1.5個百分點 10至20人 3,000人次 逾10%
    (35.5) 45% 1:3 10:30 -3% ▲3.2% HK$8.50 €3.2bn 20kWh 25°C 3.2* 0 10港元[^1] **48**""".split()
SPACED = ("9.30 a.m.", "HK$10 million", "7 piers", "120 sq ft", "10–20 people", "12 kg", "2 hr 30 min", "1 234 567")
WORDS = "2月8日 2022年 3樓 第3場 2024/25 01/02/2026 2026-02-08 5月 12號 A座 1A 2026年2月8日 9月至10月".split()
SPACED_WORDS = (
    "Pier 1",
    "1 Queen's Road",
    "8 February",
    "3 Wan Chai Road",
    "2629 6850",
    "1 May",
    "Two weekends",
    "",
    "–",
)


def test_a_column_of_figures_stands_on_the_right_with_its_units_too() -> None:
    for figure in (*FIGURES, *SPACED):
        assert tables.alignments(((figure,), ("–",))) == ("right",), figure
    for words in (*WORDS, *SPACED_WORDS):
        assert tables.alignments(((words,), ("",))) == ("left",), words
    assert tables.alignments((("10港元", "1號", "8"), ("免費", "10人", "–"))) == ("right", "left", "right")


@pytest.mark.parametrize(("size", "limited"), [((30, 90), True), ((30, 40), False), ((90, 30), False)])
def test_a_portrait_is_no_higher_than_that_of_a_face(
    project: Callable[..., Project], size: tuple[int, int], limited: bool
) -> None:
    shown = PagePicture("image/png", b"", *size)
    page = localise(project().read("x"), EDITIONS["en"])
    page = replace(page, body=(Quotation("Dr Ho", "", ("“Yes.”",), "", shown, "Dr Ho"),))
    assert ("height: 10em" in typeset(page, Theme("base")).html) is limited


@pytest.mark.parametrize(
    ("pieces", "room", "width"),
    [
        (("香港", "科技園", "公司", "舉辦", "宣講會"), 20, 20),  # one line
        (("香港", "科技園", "公司", "舉辦", "宣講會"), 8, 7.4),  # 香港科技園公司|舉辦宣講會
        (("香港科技園 ", "舉辦", "全國", "宣講會"), 10, 7.7),  # 香港科技園 舉辦|全國宣講會: two lines, not three
        (("一二三四五", "六七", "八九十", "甲乙丙丁戊"), 7.5, 5.4),  # three lines of five
        (("一二三四五六七八",), 5, 5),  # no better one
    ],
)
def test_lines_of_a_headline_end_between_its_words(pieces: tuple[str, ...], room: float, width: float) -> None:
    assert headline.measure(pieces, room) == pytest.approx(width)


@pytest.mark.parametrize("edition", ["en", "tc"])
def test_a_text_too_long_for_a_headline_stays_as_it_is(project: Callable[..., Project], edition: str) -> None:
    page = localise(project().read("x"), EDITIONS[edition])
    words = {"en": "Hong Kong ", "tc": "香港，中環"}[edition]
    for size, is_parted in ((headline.LONGEST, True), (headline.LONGEST + len(words), False)):
        text = words * (size // len(words))
        assert (headline.with_breaks(Markup(text), page, text) != text) is is_parted


def test_a_table_is_set_as_small_as_its_room_needs() -> None:
    head, rows = ("Uncommonlylongword", "B"), (("a", "Unbreakableword"), ("bb", "c"))
    needs = tables._needs([*head], [[*column] for column in zip(*rows, strict=True)], (True, True))
    assert needs == tables.ems("Uncommonlylongword") + tables.ems("Unbreakableword") + 2 * tables.GUTTER
    rooms = [(needs, 0, 0), (needs - 1, needs, 0), (needs - 1, needs - 1, needs), (needs - 1, needs - 1, needs - 1)]
    sizes = [tables.lay_out(head, rows, tables.Room(*room)).size for room in rooms]
    assert sizes == ["", "small", "smaller", "turned"]


def test_only_cells_of_several_words_wrap_before_the_type_gets_small() -> None:
    rows = (("Two words", "12 May 2025", "兩個", "Pier"), ("x", "1 May", "", "1"))
    assert tables.lay_out(("", "", "", ""), rows, tables.Room(9, 9, 9)).whole == (False, True, True, True)
    assert tables.lay_out(("", "", "", ""), rows).whole == (True, True, True, True)


@pytest.mark.parametrize(
    ("text", "width"),
    [("字" * 3, 3), ("字" * 15, 4), ("字" * 40, 8), ("i" * 3, 1.02), ("i " * 40, 4), ("i" * 20 + " i", 6.8), ("", 0)],
)
def test_no_column_is_narrower_than_its_longest_word_or_a_fifth_of_its_chinese(text: str, width: float) -> None:
    assert tables._longest(text) == pytest.approx(width)


def test_each_edition_has_its_logo_and_its_own_words(project: Callable[..., Project]) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 10" width="{0}" height="10"><path d="M0 0h1"/></svg>'
    )
    manuscript = (
        "date: 2025-04-24\nissuer: house\nheadline: {en: Opens, tc: 開幕, sc: 开张}\nbody: [{en: Now., tc: 現在。}]\n"
    )

    def widths(logo: str) -> list[tuple[int, str]]:
        issuer = f"name: {{en: House, tc: 社}}\nlogo: {logo}\n"
        logos = {f"releases/_shared/logos/{width}.svg": svg.format(width) for width in (20, 30, 40)}
        release = project(manuscript, **{"releases/_shared/issuers/house.yaml": issuer}, **logos).read("x")
        pages = [localise(release, EDITIONS[name]) for name in ("en", "tc", "sc")]
        shown = [page.issuers[0].logo for page in pages]
        return [(logo.width, page.headline) for logo, page in zip(shown, pages, strict=True) if logo]

    def logo(width: int) -> str:
        return f"logos/{width}.svg"

    three = f"{{en: {logo(20)}, tc: {logo(30)}, sc: {logo(40)}}}"
    assert [headline for _, headline in widths(three)] == ["Opens", "開幕", "开张"]
    assert [width for width, _ in widths(three)] == sorted({width for width, _ in widths(three)})
    two = [width for width, _ in widths(f"{{en: {logo(20)}, tc: {logo(30)}}}")]
    assert two[0] < two[1] == two[2]


def test_a_comment_that_browsers_end_sooner_is_named_by_its_beginning() -> None:
    assert [name for name, _ in sealed.loads("<!-->alert<!-- -->")][:1] == ["<!-->al"]
    assert [name for name, _ in sealed.loads("<!--abcdef--!>-->")][:1] == ["<!--abc"]


def test_a_file_that_is_not_utf8_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"first\nse\xffcond\nthird")
    with pytest.raises(Invalid) as caught:
        labels.read_utf8(tmp_path / "x.txt")
    (found,) = caught.value.diagnostics
    assert found.span
    assert (found.span.line, found.span.column, found.line_text) == (2, 3, "se\ufffdcond")


def test_a_picture_of_the_theme_stays_in_an_article(project: Callable[..., Project]) -> None:
    page = localise(project().read("x"), EDITIONS["en"])
    image = '<img src="data:image/png;base64,AAAA" alt="A line" width="1" height="2">'
    document = Document(page, Theme("base", (PACKAGED,)), f"<body><article>{image}</article></body>")
    assert article.article(document, lambda _: ("elsewhere.png", 1, 1)) == image
