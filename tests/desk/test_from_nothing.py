"""A whole release, written from nothing at the desk by keyboard alone, until it is built."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from PIL import Image

from tests import forked
from tests.desk.conftest import Running, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opened = Callable[..., Page]

BY_HAND = """\
# yaml-language-server: $schema=../release.schema.json
theme: hkstp
issuer: hkstp
date: 2026-11-27
place:
  en: |-
    Hong Kong
  tc: |-
    香港
timing: immediate
draft: yes
headline:
  en: |-
    New Laboratory Opens
  tc: |-
    新實驗室啟用
body:
  - en: |-
      The laboratory has 12 rooms: three are open to schools.
    tc: |-
      實驗室設有12個房間：其中三個開放予學校使用。
  - quote:
      speaker: mei-lam
      words:
        en: |-
          Science belongs to everyone.
        tc: |-
          科學屬於每一個人。
  - list:
      - en: |-
          Chemistry
        tc: |-
          化學
      - en: |-
          Physics
        tc: |-
          物理
  - table:
      head:
        - en: |-
            Ticket
          tc: |-
            門票
        - en: |-
            Price
          tc: |-
            票價
      rows:
        - - en: |-
              Adult
            tc: |-
              成人
          - HK$30
photos:
  - file: photos/hall.jpg
    caption:
      en: |-
        The hall
      tc: |-
        大堂
    alt:
      en: |-
        A long white room
      tc: |-
        白色長形房間
"""
PERSON = """\
mei-lam:
  name:
    en: |-
      Mei Lam
    tc: |-
      林美
  honorific:
    en: |-
      Dr
    tc: |-
      博士
"""


class Keyboard:
    """An officer without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, page.keyboard

    def focus(self) -> str:
        """The place or the name of what has the focus."""
        return str(
            self.page.evaluate("""() => {
                const here = document.activeElement;
                const name = here.dataset.loc ?? here.getAttribute("aria-label") ?? here.name ?? here.textContent;
                return `${name}|${here.textContent}`;
            }""")
        )

    def to(self, name: str, key: str = "Tab", most: int = 150) -> None:
        """Go to the element of that name by the Tab key."""
        for _ in range(most):
            if name in self.focus().split("|"):
                return
            self.keys.press(key)
        raise AssertionError(f"{name} cannot be reached by {key}; last: {self.focus()}")

    def at(self, loc: str) -> None:
        """Wait until the focus is at a place of the release."""
        until(lambda: self.focus().split("|")[0] == loc)

    def write(self, text: str) -> None:
        self.keys.insert_text(text)

    def pair(self, loc: str, en: str, tc: str) -> None:
        """Write both languages of the text at that place, where the focus is."""
        self.at(f"{loc}/en")
        self.write(en)
        self.keys.press("Control+Enter")
        self.at(f"{loc}/tc")
        self.write(tc)

    def press(self, name: str, key: str = "Tab") -> None:
        self.to(name, key)
        self.keys.press("Enter")

    def choose(self, opener: str, item: str, key: str = "Tab") -> None:
        """Open a menu and take one of its items."""
        self.press(opener, key)
        for _ in range(30):
            if self.focus().split("|")[1].startswith(item):
                break
            self.keys.press("ArrowDown")
        self.keys.press("Enter")


def test_a_whole_release_is_written_by_keyboard_alone(desk: Running, opened: Opened) -> None:
    page = opened("")
    me = Keyboard(page)
    me.press("New release…")
    me.to("en")
    me.write("New Laboratory Opens")
    me.to("tc")
    me.write("新實驗室啟用")
    me.to("date")
    me.keys.type("11272026")
    me.press("Begin")
    page.locator(".form .box").first.wait_for()

    me.to("body/0/en")
    me.pair(
        "body/0",
        "The laboratory has 12 rooms: three are open to schools.",
        "實驗室設有12個房間：其中三個開放予學校使用。",
    )
    me.press("Quote")
    me.pair("body/1/quote/words", "Science belongs to everyone.", "科學屬於每一個人。")
    me.press("New person…", "Shift+Tab")
    for name, text in (
        ("Name without title, English", "Mei Lam"),
        ("Name without title, Traditional Chinese", "林美"),
        ("Title, such as Dr, English", "Dr"),
        ("Title, such as Dr, Traditional Chinese", "博士"),
    ):
        me.to(name)
        me.write(text)
    me.press("Add")
    me.at("body/1/quote/speaker")
    me.press("List")
    me.pair("body/2/list/0", "Chemistry", "化學")
    me.press("Item")
    me.pair("body/2/list/1", "Physics", "物理")
    me.press("Table")
    me.pair("body/3/table/head/0", "Ticket", "門票")
    me.to("body/3/table/head/1/en")
    me.pair("body/3/table/head/1", "Price", "票價")
    me.to("body/3/table/rows/0/0/en")
    me.pair("body/3/table/rows/0/0", "Adult", "成人")
    me.press("The same in both languages")
    me.at("body/3/table/rows/0/0")
    me.press("A text for each language")
    me.at("body/3/table/rows/0/0/en")
    me.keys.press("Control+a")
    me.write("Adult")
    me.keys.press("Control+Enter")
    me.keys.press("Control+a")
    me.write("成人")
    me.to("body/3/table/rows/0/1/en")
    me.press("The same in both languages")
    me.at("body/3/table/rows/0/1")
    me.write("HK$30")
    me.press("Remove row 2")
    until(lambda: page.locator('[data-loc="body/3/table/rows/1/0/en"]').count() == 0)

    photo = io.BytesIO()
    Image.new("RGB", (1600, 1000), "#88aacc").save(photo, "JPEG")
    with page.expect_file_chooser() as chooser:
        me.press("Choose photos…")
    chooser.value.set_files({"name": "Hall.JPG", "mimeType": "image/jpeg", "buffer": photo.getvalue()})
    me.pair("photos/0/caption", "The hall", "大堂")
    me.to("photos/0/alt/en")
    me.pair("photos/0/alt", "A long white room", "白色長形房間")

    slug = "2026-11-27-new-laboratory-opens"
    until(lambda: desk.file(slug).read_text("utf-8") == BY_HAND)
    people = (desk.root / "releases" / "_shared" / "people.yaml").read_text("utf-8")
    assert people.endswith(PERSON)
    until(lambda: page.locator(".finding.error").count() == 0)
    built = forked.hkpress(desk.root, "build", slug, "--format", "html,text")
    assert built.returncode == 0, built.stderr
    text = (desk.root / "build" / slug / "tc.txt").read_text("utf-8")
    assert "林美博士表示：「科學屬於每一個人。」" in text


def test_a_figure_is_changed_found_and_corrected_by_keyboard_alone(desk: Running, opened: Opened) -> None:
    page = opened()
    me = Keyboard(page)
    start = desk.file().read_text("utf-8")
    me.to("body/1/tc")
    me.keys.press("Control+Home")
    me.write("共260個團體。")
    finding = page.locator('.place[data-loc="body/1"] .finding').filter(has_text="260")
    finding.first.wait_for()
    for _ in range(10):
        me.keys.press("F8")
        if "260" in me.focus():
            break
    assert "260" in me.focus()
    me.keys.press("Shift+F8")
    me.keys.press("F8")
    assert "260" in me.focus()
    me.to("It is right…")
    me.keys.press("Enter")
    me.at("Why is it right?")
    me.write("the English leaves it out")
    me.keys.press("Enter")
    until(lambda: "reason: the English leaves it out" in desk.file().read_text("utf-8"))
    until(lambda: finding.count() == 0)
    me.at("body/1/en")  # the rows were drawn anew, and the keyboard stays in its row
    me.to("body/1/tc")
    me.keys.press("Control+Home")
    for _ in "共260個團體。":
        me.keys.press("Delete")
    entry = "checks:\n  ignore:\n    - code: figures\n      at: body/2/tc\n      reason: the English leaves it out\n"
    until(lambda: desk.file().read_text("utf-8").replace(entry, "") == start)
