"""For everyone: axe finds nothing, in both languages, light and dark; the page works at 200 % and 1024 pixels."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT
from tests.desk.conftest import Running, box, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opened = Callable[..., Page]

AXE = ROOT / "tests" / "desk" / "scripts" / "node_modules" / "axe-core" / "axe.min.js"
LONG = bool(os.environ.get("HKPRESS_LONG"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Axe:
    """What axe finds on a page: all rules of WCAG 2.2 AA and its best practices, and in the dark those of colour."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate(AXE.read_text("utf-8"))  # not by <script>: the page's policy lets none in

    def finds_nothing(self, within: str = "html") -> None:
        schemes = [("light", TAGS), ("dark", {"type": "rule", "values": ["color-contrast"]})]
        for scheme, only in schemes[: 2 if LONG or within == "html" else 1]:  # a window has the page's colours
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = self.page.evaluate(
                """async ([within, only]) => {
                    const {violations} = await axe.run(document.querySelector(within), {runOnly: only, iframes: false});
                    return violations.flatMap((each) => each.nodes.map((node) => [each.id, node.html.slice(0, 200), node.failureSummary]));
                }""",
                [within, only],
            )
            assert found == [], scheme


@pytest.mark.skipif(not AXE.exists(), reason="axe is missing: make lint installs it")
@pytest.mark.parametrize("locale", ["zh-HK", "en-HK"][: 1 + LONG])
def test_axe_finds_nothing_light_or_dark(opened: Opened, locale: str) -> None:
    page = opened("", printed=True, locale=locale, reduced_motion="reduce")  # a colour in transition is neither
    axe = Axe(page)
    page.locator(".state .chip").first.wait_for()
    axe.finds_nothing()
    page.locator(".top button.main").click()
    page.locator("dialog input").first.wait_for()
    axe.finds_nothing()
    page.keyboard.press("Escape")
    with page.expect_file_chooser() as chooser:
        page.locator(".top > button:not(.main)").click()
    chooser.value.set_files({"name": "en.docx", "mimeType": "application/octet-stream", "buffer": b"PK"})
    page.locator("dialog .note").wait_for()
    axe.finds_nothing("dialog")
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


MADE: dict[str, Any] = {
    "done": False,
    "told": "Not done.",
    "said": "What a program said.",
    "problems": [{"loc": ["body", 1], "message": "260 and 250 differ"}, {"loc": [], "message": "People: 1 differs"}],
    "files": [{"label": "Web page", "name": "en.html", "address": "/files/x/en.html", "group": "English"}],
}
DIFFERING = dict.fromkeys(("kind", "what", "note", "who"), "text") | {
    "loc": ["body", 1],
    "edition": "en",
    "old": "a b",
    "new": "a c",
    "pieces": [["", "a "], ["del", "b"], ["ins", "c"]],
    **dict.fromkeys(("hand", "writable", "is_for_all"), True),
}


@pytest.mark.skipif(not AXE.exists(), reason="axe is missing: make lint installs it")
@pytest.mark.parametrize("locale", ["en-HK", "zh-HK"][: 1 + LONG])
def test_axe_finds_nothing_in_any_window_and_the_focus_comes_back(desk: Running, opened: Opened, locale: str) -> None:
    page = opened(locale=locale, reduced_motion="reduce")
    axe = Axe(page)
    more = page.locator(".top [aria-haspopup=menu]")
    told = {"data": None, "digest": "", "pictures": {}, "proposals": [DIFFERING, DIFFERING]}
    page.route("**/actions/*", lambda route: route.fulfill(json=MADE))
    page.route("**/returned", lambda route: route.fulfill(json=told))

    def looked_at(*shown: str) -> None:
        for each in shown:
            page.locator(f"dialog {each}").first.wait_for()
        axe.finds_nothing("dialog")
        page.keyboard.press("Escape")
        page.locator("dialog").wait_for(state="detached")

    page.locator(".top > button.main").click()
    looked_at(".problems li", "details")
    assert page.evaluate("document.activeElement.className").startswith("main")
    windows = {
        0: ("input",),
        3: ("input[type=datetime-local]",),
        4: (".proposals li",),
        5: (".versions",),
        6: ("select",),
        7: ("kbd",),
    }
    for number, shown in windows.items():
        more.click()
        item = page.get_by_role("menuitem").nth(number)
        if number == 4:
            with page.expect_file_chooser() as chooser:
                item.click()
            chooser.value.set_files({"name": "en.docx", "mimeType": "application/octet-stream", "buffer": b"PK"})
        else:
            item.click()
        looked_at(*shown)
        assert page.evaluate("document.activeElement.ariaHasPopup") == "menu", number
    person = page.locator(".place button.add").first
    person.click()
    looked_at("input[name='name/en']")
    assert page.evaluate("document.activeElement.className") == person.get_attribute("class")

    page.locator(".finding button").last.click()  # the button that says it is right
    text = box(page, "body/1/en")
    words = text.text_content() or ""
    page.route("**/changes", lambda route: route.abort())
    text.click()
    page.keyboard.insert_text("Mine. ")
    desk.file().write_text(desk.file().read_text("utf-8").replace(words, "Theirs."), "utf-8")
    page.unroute("**/changes")
    page.keyboard.insert_text("And more. ")
    page.locator(".contest").wait_for()
    assert "Mine." not in desk.file().read_text("utf-8")
    axe.finds_nothing(".writing")
    nameless = [
        node["role"]["value"]
        for node in page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        if node.get("role", {}).get("value") in CONTROLS and not node["name"]["value"].strip()
    ]
    assert nameless == []

    page.locator(".contest button").last.click()
    page.locator(".contest").wait_for(state="detached")
    until(lambda: "Saved" in page.locator(".saved").inner_text() or "已儲存" in page.locator(".saved").inner_text())
    page.evaluate("location.hash = 'release=_issuers.hkstp'")
    page.reload()
    page.locator(".for-all").wait_for()
    box(page, "name/en").wait_for()
    axe = Axe(page)
    axe.finds_nothing()
    page.locator(".top > button").first.click()
    box(page, "body/1/en").wait_for()
    page.locator(".top > button").first.click()
    page.route("**/api/import", lambda route: route.fulfill(status=422, json={"problem": "en.docx is no Word file"}))
    with page.expect_file_chooser() as chooser:
        page.locator(".library .top > button").first.click()
    chooser.value.set_files({"name": "en.docx", "mimeType": "application/octet-stream", "buffer": b"PK"})
    looked_at(".note")


CONTROLS = ("button", "textbox", "combobox", "link", "menuitem", "checkbox", "region", "dialog", "Date", "DateTime")


def test_nothing_is_cut_off_on_narrow_screens_and_at_twice_the_size(opened: Opened) -> None:
    page = opened(printed=True, viewport={"width": 1024, "height": 768})
    page.locator(".finding").first.wait_for()
    assert_whole(page)
    page.set_viewport_size({"width": 720, "height": 450})  # what is left of 1440 pixels at 200 %
    assert_whole(page)
    page.set_viewport_size({"width": 375, "height": 700})
    assert_whole(page)
    page.get_by_role("button", name="Look at the page").click()
    page.locator("img[data-page]").wait_for()
    page.get_by_role("button", name="Back to writing").click()
    box(page, "body/0/en").click()
    assert page.evaluate("document.activeElement.dataset.loc") == "body/0/en"


def assert_whole(page: Page) -> None:
    """Nothing on the page is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = page.evaluate("""() => [...document.querySelectorAll(".writing *, .top *")].filter((each) => {
        const box = each.getBoundingClientRect();
        return box.width && box.right > innerWidth + 1 && !each.closest(".scroll, .unseen, .row-head > .help");
    }).map((each) => each.outerHTML.slice(0, 120))""")
    assert wide == []


def test_the_language_can_be_switched(opened: Opened) -> None:
    page = opened()
    page.get_by_role("button", name="中", exact=True).click()
    page.get_by_role("button", name="製作所有檔案").wait_for()
    assert page.evaluate("document.documentElement.lang") == "zh-Hant-HK"
    until(lambda: "須留意" in (page.locator(".finding").first.text_content() or ""))
    page.get_by_role("button", name="EN", exact=True).click()
    page.get_by_role("button", name="Make all files").wait_for()
