"""One thing changes in a release or its theme: is it found in the right place, and reported in plain words?"""

from __future__ import annotations

import pytest

from hkpress.golden import FORMS, sets
from hkpress.release.project import Project
from tests.jobs import LONG_RUN
from tests.park import (
    ISSUER,
    PAGE,
    PARTS,
    PDF_SHEET,
    PEOPLE,
    PHOTO,
    RELEASE,
    SHEET,
    changed,
    compared,
    lay_out,
    picture,
)

pytestmark = pytest.mark.usefixtures("printed_once")

# what changes · in which edition it is looked at · file, old, new · the layers that differ · what is said of it
T, S, H, P = "text", "structure", "html", "pictures"
HEADLINE = """{% for part in order("headline") if components[part] is defined %}
{{ components[part]() -}}
{% endfor %}
"""
# fmt: off
MUTATIONS = [
    (
        "the order of paragraphs",
        "en",
        RELEASE,
        "  - en: Prof John Wong of Peak University thanked the Park (科技園).\n    tc: 山頂大學黃志強教授向園區致謝。\n  - list:\n      - {en: Open from 10am, tc: 上午10時開放}\n      - {en: Closed on Mondays, tc: 星期一休息}\n  - heading: {en: For visitors, tc: 訪客須知}\n  - break\n",
        "  - list:\n      - {en: Open from 10am, tc: 上午10時開放}\n      - {en: Closed on Mondays, tc: 星期一休息}\n  - heading: {en: For visitors, tc: 訪客須知}\n  - break\n  - en: Prof John Wong of Peak University thanked the Park (科技園).\n    tc: 山頂大學黃志強教授向園區致謝。\n",
        [T, S, H, P],
        "en, tc, sc paragraph 4 stands elsewhere now",
    ),
    ("a sum", "tc", RELEASE, "600億港元", "500億港元", [T, S, H, P], "tc paragraph 1: 600億港元 → 500億港元; English unchanged"),
    ("a scale", "en", RELEASE, "HK$60 billion", "HK$60 million", [T, S, H, P], "en paragraph 1: HK$60 billion → HK$60 million; Chinese unchanged"),
    ("a sum, and a comma in the other language", "en", RELEASE, "HK$60 billion on **50 laboratories** for 1,200 researchers.\n    tc: 園區耗資", "HK$50 billion on **50 laboratories** for 1,200 researchers.\n    tc: 園區，耗資", [T, S, H, P], "en paragraph 1: HK$60 billion → HK$50 billion; Chinese unchanged"),
    ("a figure in bold", "tc", RELEASE, "**50間", "**15間", [T, S, H, P], "tc paragraph 1: 50 → 15; English unchanged"),
    ("a date in the text", "en", RELEASE, "1 May 2025", "1 May 2026", [T, H, P], "en paragraph 3: 1 May 2025 → 1 May 2026; Chinese unchanged"),
    ("a weekday", "en", RELEASE, "Mondays", "Tuesdays", [T, H, P], "en list 1, item 2: Monday → Tuesday; Chinese unchanged"),
    ("a time", "tc", RELEASE, "上午10時", "下午10時", [T, H, P], "tc list 1, item 1: 上午10時 → 下午10時; English unchanged"),
    ("the date of issue", "en", RELEASE, "date: 2025-04-24", "date: 2025-04-25", [T, S, H, P], "en date of issue: 24 April 2025 → 25 April 2025"),
    ("an embargo", "en", RELEASE, "timing: immediate", "embargo: 2025-04-24T10:00+08:00", [T, S, H, P], "en, tc, sc “for immediate release” removed"),
    ("a word of a quotation", "tc", RELEASE, "屬於年輕人", "屬於老年人", [T, H, P], "tc paragraph 2, quote: 年輕 → 老年; English unchanged"),
    ("the speaker's name", "en", PEOPLE, "Mary Lee", "Mary Leigh", [T, H, P], "en paragraph 2, speaker: Mary Lee → Mary Leigh; Chinese unchanged"),
    ("the speaker's name in Chinese", "tc", PEOPLE, "李美儀", "李美怡", [T, H, P], "tc paragraph 2, speaker: 李美儀 → 李美怡; English unchanged"),
    ("a name in the text", "en", RELEASE, "John Wong", "John Wang", [T, H, P], "en paragraph 4: Prof John Wong of Peak University → Prof John Wang of Peak University; Chinese unchanged"),
    ("a name in the text in Chinese", "tc", RELEASE, "黃志強", "王志強", [T, H, P], "tc paragraph 4: 黃志強 → 王志強; English unchanged"),
    ("a link's target", "en", RELEASE, "site](https://park.example/book)", "site](https://park.example/look)", [T, S, H, P], "en paragraph 3, link: https://park.example/book → https://park.example/look; Chinese unchanged"),
    ("a link's words", "tc", RELEASE, "[園區網站]", "[園區網頁]", [T, S, H, P], "tc paragraph 3: 於園區網站預約。 → 於園區網頁預約。"),
    ("a link taken away", "en", RELEASE, "[the park's site](https://park.example/book)", "the park's site", [T, S, H, P], "en paragraph 3, link: https://park.example/book removed; Chinese unchanged"),
    ("the link to the photos", "tc", RELEASE, "https://park.example/photos", "https://park.example/media", [T, S, H, P], "en, tc, sc link to the photos: https://park.example/photos → https://park.example/media"),
    ("a telephone number", "en", ISSUER, "2000 0000", "2000 0001", [T, S, H, P], "en, tc, sc contact 1 phone: +852 2000 0000 → +852 2000 0001"),
    ("an alternative text", "en", RELEASE, "A white room", "A black room", [S, H], "en photo 1 description: white → black"),
    ("the headline", "en", RELEASE, "Opens New", "Opens Its New", [T, S, H, P], "en headline: Park Opens New Laboratory → Park Opens Its New Laboratory; Chinese unchanged"),
    ("a comma", "tc", RELEASE, "**，供", "**,供", [T, S, H, P], "tc paragraph 1: 驗室**，供1,200名研 → 驗室**,供1,200名研"),
    ("a word", "en", RELEASE, "are welcome", "are not welcome", [T, H, P], "en paragraph 5: Visitors are welcome. → Visitors are not welcome."),
    ("a paragraph taken away", "en", RELEASE, "  - en: Visitors are welcome.\n    tc: 歡迎參觀。\n", "", [T, S, H, P], "en paragraph 5 removed: “Visitors are welcome.”"),
    ("a paragraph put in", "tc", RELEASE, "  - list:\n", "  - {en: Admission is free., tc: 免費入場。}\n  - list:\n", [T, S, H, P], "en paragraph 5 added: “Admission is free.”"),
    ("the order of a list", "en", RELEASE, "      - {en: Open from 10am, tc: 上午10時開放}\n      - {en: Closed on Mondays, tc: 星期一休息}\n", "      - {en: Closed on Mondays, tc: 星期一休息}\n      - {en: Open from 10am, tc: 上午10時開放}\n", [T, H, P], "en, tc, sc list 1, item 1 was list 1, item 2"),
    ("a gap taken away", "en", RELEASE, "  - break\n", "", [T, S, H, P], "en, tc, sc larger gap after paragraph 4 removed"),
    ("emphasis taken away", "en", RELEASE, "**50 laboratories**", "50 laboratories", [H, P], "en paragraph 1: HK$60 billion on **50 laboratories → HK$60 billion on 50 laboratories"),
    ("a heading made a paragraph", "en", RELEASE, "heading: {en: For visitors, tc: 訪客須知}", "{en: For visitors, tc: 訪客須知}", [S, H, P], "en heading 1 removed: “For visitors”"),
    ("Simplified of its own", "sc", RELEASE, "tc: 歡迎參觀。", "tc: 歡迎參觀。\n    sc: 欢迎光临。", [T, H, P], "sc paragraph 5: 参观 → 光临"),
    ("a colour by three shades", "en", PDF_SHEET, "color: var(--muted); line-height", "color: #5b6375; line-height", [P], "en PDF page 1 looks different"),
    ("a margin", "en", PDF_SHEET, "margin: 30mm 24mm 24mm", "margin: 30mm 24.2mm 24mm", [P], "en PDF page 1 looks different"),
    ("a size of letters", "tc", SHEET, "font-size: 10.5pt", "font-size: 10.6pt", [H, P], "tc web page: “body { font-size: 10.5pt; }” → “body { font-size: 10.6pt; }”"),
    ("a typeface of the same glyphs", "tc", PDF_SHEET, "--face-tc: \"hkpress Latin in Han\", \"hkpress HK\"", "--face-tc: \"hkpress Latin in Han\", \"hkpress SC\", \"hkpress HK\"", [S, P], "tc PDF, font: “hkpress-SC” added"),
    ("a page break", "en", PDF_SHEET, "h1 { bookmark", ".photos { break-before: page } h1 { bookmark", [S, P], "en PDF, tags: in another order, or divided differently between the pages"),
    ("the size of the paper", "en", PDF_SHEET, "@page {\n", "@page {\n  size: A5;\n", [S, P], "en PDF, size of the pages: “210 × 297 mm” → “148 × 210 mm”"),
    ("a heading left out of the bookmarks", "en", PDF_SHEET, "h2 { bookmark-level: 2; }", "h2 { bookmark-level: none; }", [S], "en PDF, bookmark: “For visitors” removed"),
    ("the language of the page", "tc", PAGE, "<html lang=\"{{ page.edition.tag }}\">", "<html lang=\"ja\">", [S, H, P], "tc web page, language: “zh-Hant-HK” → “ja”"),
    ("the language of a passage", "en", PAGE, HEADLINE, f"<div lang=\"ja\">{HEADLINE}</div>", [S, H], "en PDF, language of a passage: “ja: Park Opens New Laboratory” added"),
    ("a heading's level", "en", PARTS, "<h1>{{ page.headline | inline | parted(page, page.headline) }}</h1>", "<h2>{{ page.headline | inline | parted(page, page.headline) }}</h2>", [S, H, P], "en web page, heading: “h1: Park Opens New Laboratory” → “h2: Park Opens New Laboratory”"),
    ("a label", "en", PARTS, "_(\"Press Release\")", "\"News\"", [T, H, P], "en PDF text: “Press Release” → “News”"),
    ("the margin of the web page", "en", "templates/base/screen.css", "padding: 0 1.25rem 4rem", "padding: 0 1.5rem 4rem", [H], "en web page: “size: 1.0625rem; padding: 0 1.25rem 4rem; overflow-wrap: brea” → “size: 1.0625rem; padding: 0 1.5rem 4rem; overflow-wrap: brea”"),
]
# fmt: on


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return lay_out(tmp_path_factory.mktemp("park"))


@pytest.fixture(scope="module")
def accepted(project: Project) -> sets.Set:
    return sets.take(project, "x")


PRINTED = {
    "the order of paragraphs", "an alternative text", "a label", "the language of the page", "a colour by three shades", "a margin",
    "a typeface of the same glyphs", "a page break", "the size of the paper", "a heading left out of the bookmarks",
    "the language of a passage", "a heading's level",
}  # fmt: skip
"""Mutations that make every format. The others make the text and the web page; `make proofs` makes all."""


@pytest.mark.parametrize(
    ("pages", "edition", "file", "old", "new", "layers", "words"),
    [(LONG_RUN or each[0] in PRINTED, *each[1:]) for each in MUTATIONS],
    ids=[each[0] for each in MUTATIONS],
)
def test_a_mutation_is_found_in_its_layers_and_said_in_words(
    project: Project,
    accepted: sets.Set,
    pages: bool,
    edition: str,
    file: str,
    old: str,
    new: str,
    layers: list[str],
    words: str,
) -> None:
    with changed(project, file, old, new):
        found = compared(project, accepted, edition, printed=pages)
    differing = [each.layer for each in found.differences]
    assert [layer for layer in differing if layer not in FORMS] == [each for each in layers if pages or each in (T, H)]
    assert not pages or T not in layers or {"word", "mail", "ninjs"} <= {*differing}  # they say what the text says
    assert any(sentence.startswith(words) for sentence in found.said), found.said
    # a change of meaning is told in words, so nobody has to compare two files
    assert all(each.sentences or found.changes for each in found.differences)


def test_another_picture_is_found(project: Project, accepted: sets.Set) -> None:
    before = (project.root / PHOTO).read_bytes()
    try:
        (project.root / PHOTO).write_bytes(picture(blue=143))
        found = compared(project, accepted, "en")
    finally:
        (project.root / PHOTO).write_bytes(before)
    differing = {each.layer for each in found.differences}
    assert {H, P, "mail", "photos"} <= differing
    assert not {T, S, "word", "ninjs"} & differing
    assert found.said[0].startswith("en, tc, sc photo 1 file: another picture, 60 × 40 pixels")


def test_the_date_of_issue_is_said_once(project: Project, accepted: sets.Set) -> None:
    with changed(project, RELEASE, "date: 2025-04-24", "date: 2025-04-25"):
        found = compared(project, accepted, "en")
    assert {"pictures", "ninjs", "word"} <= {each.layer for each in found.differences}
    assert not [line for line in found.said if "25-04-2" in line or "202504" in line]


def test_there_are_thirty_and_more() -> None:
    names = {each[0] for each in MUTATIONS}
    assert len(names) == len(MUTATIONS) >= 30
    assert names > PRINTED
