"""For everyone: axe finds nothing, in both languages, light and dark; the page works at 200 % and 1024 pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.desk.conftest import box, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opened = Callable[..., Page]

AXE = ROOT / "tests" / "desk" / "scripts" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Axe:
    """What axe finds on a page: all rules of WCAG 2.2 AA and its best practices, and in the dark those of colour."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate(AXE.read_text("utf-8"))  # not by <script>: the page's policy lets none in

    def finds_nothing(self) -> None:
        for scheme, only in (("light", TAGS), ("dark", {"type": "rule", "values": ["color-contrast"]})):
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = self.page.evaluate(
                """async (only) => {
                    const {violations} = await axe.run(document, {runOnly: only, iframes: false});
                    return violations.flatMap((each) => each.nodes.map((node) => [each.id, node.html.slice(0, 200), node.failureSummary]));
                }""",
                only,
            )
            assert found == [], scheme


@pytest.mark.skipif(not AXE.exists(), reason="axe is missing: make lint installs it")
@pytest.mark.parametrize("locale", ["en-HK", "zh-HK"])
def test_axe_finds_nothing_light_or_dark(opened: Opened, locale: str) -> None:
    page = opened("", locale=locale, reduced_motion="reduce")  # colours on their way to others are neither
    axe = Axe(page)
    page.locator(".state .chip").first.wait_for()
    axe.finds_nothing()
    page.locator(".top button.main").click()
    page.locator("dialog input").first.wait_for()
    axe.finds_nothing()
    page.keyboard.press("Escape")
    page.locator(".releases a").first.click()
    page.locator(".finding").first.wait_for()
    page.locator("img[data-page]").wait_for()
    box(page, "body/4/quote/words/en").click()
    axe.finds_nothing()
    page.locator(".adder button").first.click()
    page.locator("[role=menu]").wait_for()
    axe.finds_nothing()
    page.keyboard.press("Escape")
    page.locator(".tabs button").last.click()
    until(lambda: page.locator("pre").text_content())
    axe.finds_nothing()


@pytest.mark.parametrize(
    "size", [{"width": 1024, "height": 768}, {"width": 720, "height": 450}, {"width": 375, "height": 700}]
)
def test_nothing_is_cut_off_on_narrow_screens_and_at_twice_the_size(opened: Opened, size: dict[str, int]) -> None:
    page = opened(viewport=size)  # 720 pixels are what is left of 1440 at 200 %
    page.locator(".finding").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    wide = page.evaluate("""() => [...document.querySelectorAll(".writing *, .top *")].filter((each) => {
        const box = each.getBoundingClientRect();
        return box.width && box.right > innerWidth + 1 && !each.closest(".scroll, .unseen, .row-head > .help");
    }).map((each) => each.outerHTML.slice(0, 120))""")
    assert wide == []
    if size["width"] < 900:
        page.get_by_role("button", name="Look at the page").click()
        page.locator("img[data-page]").wait_for()
        page.get_by_role("button", name="Back to writing").click()
    box(page, "body/0/en").click()
    assert page.evaluate("document.activeElement.dataset.loc") == "body/0/en"


def test_the_language_can_be_switched(opened: Opened) -> None:
    page = opened()
    page.get_by_role("button", name="中", exact=True).click()
    page.get_by_role("button", name="製作所有檔案").wait_for()
    assert page.evaluate("document.documentElement.lang") == "zh-Hant-HK"
    until(lambda: "須留意" in (page.locator(".finding").first.text_content() or ""))
    page.get_by_role("button", name="EN", exact=True).click()
    page.get_by_role("button", name="Make all files").wait_for()
