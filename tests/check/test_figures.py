"""The rule on figures: what it says about two languages. tests/figures/ tests what counts as a figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

import hkpress.check as check
from hkpress.check.proof import bare
from hkpress.release.project import Project
from tests.check import harness
from tests.conftest import ROOT
from tests.marks import marked, unmarked

HEAD = "date: 2025-04-24\nheadline: {en: A headline, tc: 標題}\nbody:\n"


@pytest.fixture
def found(project: Callable[..., Project]) -> Callable[[str], tuple[str, list[str]]]:
    """The body with the differing figures marked, and the messages about them."""

    def run(body: str) -> tuple[str, list[str]]:
        release = project(HEAD + unmarked(body)).read("x")
        verdict = check.examine(release, {"figures"}, datetime(2025, 4, 24, tzinfo=UTC)).diagnostics()
        return marked(HEAD + unmarked(body), verdict).removeprefix(HEAD), [each.message for each in verdict]

    return run


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("  - {en: A fund of HK$60 billion., tc: 一個⟦6億港元⟧的基金。}", "English says HK$60 billion (HKD 60,000,000,000), Chinese says 6億港元 (HKD 600,000,000): a hundredth; correct the wrong one"),
        ("  - {en: 500 million dollars, tc: ⟦5萬元⟧}", "a ten-thousandth (萬 for 億?)"),
        ("  - {en: It cost HK$50., tc: 耗資⟦50美元⟧。}", "the currency differs"),
        ("  - {en: Profit rose 5%., tc: 利潤上升⟦5個百分點⟧。}", "one has per cent, the other percentage points"),
        ("  - {en: On 8 May 2025, tc: 於⟦2025年5月9日⟧}", "the day differs"),
        ("  - {en: Call 2123 4567., tc: 請電⟦2123 4576⟧。}", "two digits have changed places"),
        ("  - {en: Trains run on eight lines., tc: 列車在⟦七⟧條路線行駛。}", "English says eight (8), Chinese says 七 (7): the values differ; correct the wrong one"),
        ("  - {en: 250 guests came., tc: 有⟦251⟧名嘉賓。}", "one digit differs"),
        ("  - {en: Many guests came., tc: 有⟦251⟧名嘉賓。}", "Chinese says 251, and the English does not: add it, or take it out of the Chinese"),
        ("  - {en: ⟦251⟧ guests came., tc: 嘉賓如雲。}", "English says 251, and the Chinese does not: add it, or take it out of the English"),
        ("  - quote: {before: {en: In 2024 he said, tc: 他說}, words: {en: ⟦30⟧ came, tc: 2024年有人來}}", "English says 30, and the Chinese does not"),
    ],
)  # fmt: skip
def test_a_figure_that_differs(found: Callable[[str], tuple[str, list[str]]], body: str, message: str) -> None:
    shown, messages = found(body)
    assert shown == body
    assert len(messages) == 1
    assert message in messages[0]


@pytest.mark.parametrize(
    "body",
    [
        "  - {en: A fund of HK$60 billion., tc: 一個600億港元的基金。}",
        "  - {en: 25 per cent on 24 April 2025, tc: 二○二五年四月二十四日的四分之一}",
        "  - quote: {before: {en: In 2024 he said, tc: 他說}, words: {en: people came, tc: 2024年有人來}}",
        "  - table: {head: [{en: Year, tc: 年份}], rows: [[{en: '2024-25', tc: 2024至25年度}], ['1,234']]}",
        "  - {en: '**HKSCS-2016** has three parts', tc: 香港增補字符集HKSCS-2016共三部分}",
    ],
)
def test_figures_that_agree(found: Callable[[str], tuple[str, list[str]]], body: str) -> None:
    assert found(body) == (body, [])


@pytest.mark.parametrize(
    ("folder", "slug"), [(ROOT, slug) for slug in Project(ROOT).slugs()] + [(ROOT / "tests" / "specimen", "specimen")]
)
def test_the_releases_agree(folder: object, slug: str) -> None:
    release = Project(folder).read(slug)  # type: ignore[arg-type]
    assert check.examine(release, {"figures"}).findings == ()


@pytest.mark.parametrize(
    ("en", "tc", "severities"),
    [
        ("251 guests came.", "嘉賓如雲。", ["warning"]),
        ("A fund of HK$60 billion.", "一個基金。", ["warning"]),
        ("It rose 3.2% and 3.4%.", "升3.4%和3.4%。", ["error"]),
        ("Guests: 250, and 300 by night.", "嘉賓300名，晚上再有300名。", ["error"]),
        ("It rose 3.2% and 3.4% in 251 days.", "升3.4%和3.4%。", ["error", "warning"]),
        ("251 guests came on 4 May.", "5月4日歡迎蒞臨2024。", ["warning"]),
        ("The fund of HK$98 million grew.", "基金有1,300萬港元。", ["error"]),
        ("It has 98 things.", "有1,300樣東西。", ["error"]),
        ("It has 98 things, not 12.", "有1,300樣東西。", ["warning", "warning"]),
        ("It took 98 days.", "耗時1,300米。", ["warning"]),
        ("It has 30 hectares.", "公園有300公頃。", ["error"]),
        ("It has 30 hectares.", "公園有300人。", ["warning"]),
        ("It has 30 people.", "長300公里。", ["warning"]),
        ("See https://www.park.hk/en/news.", "見https://www.park.hk/zh/xinwen。", ["hint", "hint"]),
        ("See en.park.hk/news.", "見tc.park.hk/news。", ["hint", "hint"]),
        ("See www.park.hk/a.", "見www.park.hk/b。", ["hint"]),
        ("See www.park.hk/news.", "見www.dark.hk/news。", ["error"]),
        ("Write to press@park.hk.", "電郵press@dark.hk。", ["error"]),
    ],
)
def test_what_is_replaced_is_an_error_and_what_is_left_out_a_warning(en: str, tc: str, severities: list[str]) -> None:
    release = harness.read(harness.manuscript("body", {"en": en, "tc": tc}))
    assert [str(each.severity) for each in check.examine(release, {"figures"}, harness.NOW).findings] == severities


def test_addresses_are_shown_as_they_are_written() -> None:
    release = harness.read(
        harness.manuscript("body", {"en": "See www.park.hk/en/a.", "tc": "見www.park.hk/zh/xinwen。"})
    )
    first, _ = check.examine(release, {"figures"}, harness.NOW).diagnostics()
    assert first.message.startswith("English says www.park.hk/en/a, and the Chinese does not")


def test_a_day_without_year_is_shown_as_it_is_written() -> None:
    texts = {"en": "It opens on 27 November.", "tc": "於11月28日啟用。"}
    (finding,) = check.examine(harness.read(harness.manuscript("body", texts)), {"figures"}, harness.NOW).findings
    assert str(finding.message).startswith("English says 27 November, Chinese says 11月28日: the day differs")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("It gave HK$**60** billion.", ["HK$**60** billion"]),
        ("**HK$60** billion[^1] in **2025**[^2].", ["HK$60** billion", "2025"]),
        ("A card of 30*40 mm in *2* sizes[^3]", ["30", "40 mm", "2"]),
    ],
)
def test_a_figure_has_its_place_whatever_marks_stand_in_it(text: str, facts: list[str]) -> None:
    assert [text[fact.start : fact.end] for fact in bare("en", text).facts] == facts
