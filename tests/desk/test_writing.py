"""Writing in a real browser: the file gets what is typed, and nothing else changes."""

from __future__ import annotations

import errno
import io
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PIL import Image
from starlette.requests import Request

from hkpress.desk import app
from tests.desk.conftest import Running, box, changed_lines, kept, until

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

    Opened = Callable[..., Page]


def read(desk: Running) -> str:
    return desk.file().read_text("utf-8")


def test_a_sentence_that_is_typed_is_one_changed_line_of_the_file(desk: Running, opened: Opened) -> None:
    before = read(desk)
    page = opened(printed=True)
    paper = page.get_by_alt_text("Page 1 as it is printed")
    paper.wait_for(timeout=60_000)
    first = paper.get_attribute("src")
    box(page, "body/2/en").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It was a fine day: 100% sun.")
    until(lambda: "100% sun." in read(desk))
    until(lambda: paper.get_attribute("src") != first)
    ((old, new),) = changed_lines(before, read(desk))
    assert new == old + " It was a fine day: 100% sun."
    page.get_by_role("button", name="Web page").click()
    shown = page.frame_locator("iframe").locator('[data-loc="body/2/en"]')
    until(lambda: "fine day" in (shown.text_content() or ""))
    assert shown.evaluate("each => each.style.background") == "rgb(255, 241, 184)"
    page.get_by_role("button", name="E-mail text").click()
    until(lambda: "fine day" in (page.locator("pre").text_content() or ""))


def test_a_figure_in_one_language_is_found_and_corrected_by_its_button(desk: Running, opened: Opened) -> None:
    page = opened()
    text = box(page, "body/1/tc")
    before = text.text_content()
    text.click()
    page.evaluate("""() => {
        const node = document.activeElement.firstChild, at = node.data.indexOf("250");
        getSelection().setBaseAndExtent(node, at, node, at + 3);
    }""")
    page.keyboard.insert_text("260")
    row = page.locator('.place[data-loc="body/1"]')
    finding = row.locator(".finding.error").first
    finding.wait_for()
    assert "250" in (finding.text_content() or "")
    assert text.get_attribute("aria-invalid") == "true"
    assert page.evaluate("CSS.highlights.get('error').size") >= 1
    finding.get_by_role("button", name="260 → 250").click()
    until(lambda: row.locator(".finding.error").count() == 0)
    until(lambda: text.get_attribute("aria-invalid") == "false")
    assert text.text_content() == before
    until(lambda: changed_lines(str(before), str(text.text_content())) == [] and "260名" not in read(desk))


def test_a_finding_that_is_right_is_accepted_with_a_reason(desk: Running, opened: Opened) -> None:
    page = opened()
    finding = page.locator(".finding.warning").first
    finding.wait_for()
    count = page.locator(".finding").count()
    finding.get_by_role("button", name="It is right…").click()
    page.get_by_label("Why is it right?").fill("the house: writes it so")
    page.keyboard.press("Enter")
    until(lambda: page.locator(".finding").count() == count - 1)
    assert "\nchecks:\n  ignore:\n    - code: mixed-marks\n" in read(desk)
    assert "      reason: 'the house: writes it so'\n" in read(desk)
    page.get_by_role("button", name="Undo").click()
    until(lambda: "checks:" not in read(desk))


def test_rows_are_added_moved_and_removed_and_all_of_it_is_undone(desk: Running, opened: Opened) -> None:
    page = opened()
    start = read(desk)
    box(page, "body/0/en").click()
    page.keyboard.press("Alt+ArrowDown")
    until(lambda: read(desk) != start)
    assert sorted(read(desk)) == sorted(start)
    until(lambda: page.evaluate("document.activeElement.dataset.loc") == "body/1/en")
    page.route("**/changes", lambda route: (time.sleep(0.3), route.continue_()))  # a slow machine
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")  # its row is moving, so a second click does nothing
    until(lambda: page.title() and read(desk) == start)
    page.unroute("**/changes")
    until(lambda: page.evaluate("document.activeElement.dataset.loc") == "body/0/en")
    page.route("**/changes", lambda route: (time.sleep(0.3), route.continue_()))
    page.keyboard.press("Control+Shift+Enter")
    page.keyboard.type("New words.")  # at once: they wait for their row
    page.unroute("**/changes")
    until(lambda: page.evaluate("document.activeElement.dataset.loc") == "body/1/en")
    until(lambda: "New words." in read(desk))
    page.keyboard.press("Control+Enter")
    page.keyboard.insert_text("新的一段。")
    until(lambda: "  - en: |-\n      New words.\n    tc: |-\n      新的一段。\n" in read(desk))
    page.locator('.place[data-loc="body/1"]').get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name="Remove").click()
    until(lambda: read(desk) == start)
    page.get_by_role("button", name="Undo").click()
    until(lambda: box(page, "body/1/tc").text_content() == "新的一段。")
    page.locator('.place[data-loc="body/1"]').get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name="Remove").click()
    until(lambda: read(desk) == start)


def test_undo_goes_back_over_a_change_of_structure_and_forth_again(desk: Running, opened: Opened) -> None:
    page = opened()
    states = [read(desk)]

    def done(act: Callable[[], object]) -> None:
        act()
        until(lambda: read(desk) != states[-1])
        states.append(read(desk))

    def typed(loc: str, words: str) -> None:
        box(page, loc).click()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text(words)

    done(lambda: typed("body/0/en", " First."))
    done(lambda: typed("body/2/tc", "第二。"))
    done(lambda: page.keyboard.press("Alt+ArrowUp"))
    until(lambda: page.evaluate("document.activeElement.dataset.loc") == "body/1/tc")
    done(lambda: typed("body/3/en", " Third."))
    page.locator('.place[data-loc="body/0"]').get_by_role("button", name="More about").click()
    done(lambda: page.get_by_role("menuitem", name="Remove").click())
    page.get_by_role("button", name="Undo").wait_for()
    for key, way in (("Control+z", reversed(states[:-1])), ("Control+Shift+z", iter(states[1:]))):
        for state in way:
            page.keyboard.press(key)
            until(lambda state=state: read(desk) == state)


def test_photos_that_come_together_go_together(desk: Running, opened: Opened) -> None:
    page, start, photo = opened(), read(desk), io.BytesIO()
    Image.new("RGB", (40, 30)).save(photo, "PNG")
    count = page.locator(".picture").count()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose photos…").click()
    files = {"a.png": photo.getvalue(), "none.png": b"no photo", "b.png": photo.getvalue()}
    chooser.value.set_files(
        [{"name": name, "mimeType": "image/png", "buffer": octets} for name, octets in files.items()]
    )
    until(lambda: page.locator(".picture").count() == count + 2)
    until(lambda: "Photo added – none.png: " in page.locator("body").inner_text())
    assert read(desk).index("photos/a.png") < read(desk).index("photos/b.png")
    page.keyboard.press("Control+z")
    until(lambda: read(desk) == start)


def test_a_row_is_dragged_to_another_place(desk: Running, opened: Opened) -> None:
    page = opened()
    start = read(desk)
    page.locator(".finding").first.wait_for()  # else the rows move away under the mouse
    source, target = page.locator('.place[data-loc="body/3"] span.grip'), page.locator('.place[data-loc="body/2"]')
    source.drag_to(target, target_position={"x": 200, "y": 5})
    until(lambda: read(desk) != start)
    assert read(desk).index("Luminaries") < read(desk).index("The event followed")
    page.get_by_role("button", name="Undo").click()
    until(lambda: read(desk) == start)


def test_a_change_on_the_disk_appears_without_a_reload(desk: Running, opened: Opened) -> None:
    page = opened()
    start = read(desk)
    text = box(page, "body/6/en")
    words = text.text_content() or ""
    desk.file().write_text(start.replace(words, "Written elsewhere."), "utf-8")
    until(lambda: text.text_content() == "Written elsewhere.")
    hidden = "is => Object.defineProperty(document, 'hidden', {get: () => is, configurable: true})"
    ended: list[str] = []
    page.on("requestfailed", lambda request: ended.append(request.url))
    page.evaluate(hidden, True)  # as in a browser with many tabs: a page that nobody sees keeps no connection
    desk.file().write_text(start, "utf-8")
    until(lambda: page.title() and any("/events?" in each for each in ended))
    page.evaluate(hidden, False)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(lambda: text.text_content() == words)


def test_the_same_text_changed_on_disk_and_on_screen_is_asked_about(desk: Running, opened: Opened) -> None:
    page = opened()
    start = read(desk)
    text = box(page, "body/6/en")
    loc = text.get_attribute("data-loc")
    words = text.text_content() or ""
    page.route("**/api/events*", lambda route: route.abort())  # the page does not hear of it in time
    page.reload()
    text.wait_for()
    text.click()
    desk.file().write_text(start.replace(words, "Theirs."), "utf-8")
    page.keyboard.insert_text("Mine. ")
    contest = page.locator(f'.contest[data-for="{loc}"]')
    contest.wait_for()
    assert "Theirs." in (contest.text_content() or "")
    assert "Mine." in (text.text_content() or "")
    assert "Mine." not in read(desk)
    page.unroute("**/api/events*")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    for name in ("Make all files", "All releases", "中"):  # no step continues without the text
        page.get_by_role("button", name=name).click()
    until(lambda: page.title() and asked == ["confirm"] * 3)
    page.remove_listener("dialog", stay)
    until(lambda: "waits for your choice" in page.locator(".banner").inner_text())
    assert page.locator("dialog").count() == 0
    contest.get_by_role("button", name="Keep mine").click()
    until(lambda: "Mine." in read(desk))
    assert "Theirs." not in read(desk)


def test_a_file_that_cannot_be_read_leaves_the_form_and_is_not_written(desk: Running, opened: Opened) -> None:
    page = opened()
    start = read(desk)
    broken = start.replace("body:\n", "body: {\n")
    desk.file().write_text(broken, "utf-8")
    banner = page.locator(".banner")
    until(lambda: "cannot be read. Line " in (banner.text_content() or ""))
    page.locator(".chip.error").get_by_text("Not checked: ").wait_for()
    box(page, "body/11/quote/words/en").scroll_into_view_if_needed()
    assert banner.evaluate("each => each.getBoundingClientRect().top >= 0")  # wherever the officer is
    box(page, "body/0/en").click()
    with page.expect_response("**/changes"):
        page.keyboard.insert_text("Waiting ")
    assert read(desk) == broken
    assert "Waiting" in (box(page, "body/0/en").text_content() or "")
    desk.file().write_text(start, "utf-8")
    until(lambda: "Waiting " in read(desk))
    desk.file().write_text(start, "utf-8")
    until(lambda: "Waiting" not in (box(page, "body/0/en").text_content() or ""))
    page.locator(".chip.warning").wait_for()
    page.route("**/findings", lambda route: route.fulfill(status=500, body="Internal Server Error"))
    box(page, "body/0/en").fill("A check that fails is none.")
    page.locator(".chip.error").get_by_text("Not checked: Internal Server Error").wait_for()


def test_what_is_selected_stays_so_when_the_file_is_read_again(desk: Running, opened: Opened) -> None:
    page, start = opened(), read(desk)
    text = box(page, "body/6/en")
    text.click()
    page.keyboard.press("Control+a")
    words = box(page, "body/7/en").text_content() or ""
    desk.file().write_text(start.replace(words, "Written elsewhere."), "utf-8")
    until(lambda: box(page, "body/7/en").text_content() == "Written elsewhere.")
    page.keyboard.insert_text("All of it.")
    assert text.text_content() == "All of it."


def test_the_keyboard_stays_where_it_is_when_rows_are_drawn_anew(desk: Running, opened: Opened) -> None:
    page, start = opened(), read(desk)
    page.locator(".finding").first.wait_for()
    paragraphs = page.locator('.row[data-loc^="body/"] > .pair')
    at = """() => {
        const here = document.activeElement;
        return [here.ariaLabel ?? here.textContent, here.closest(".place").querySelector(".box").textContent, here.getBoundingClientRect().top];
    }"""
    there = [
        page.locator('.place[data-loc="body/6"] .row-head button'),
        page.locator('.place[data-loc="body/4"]').get_by_role("button", name="New person…"),
        page.locator('.place[data-loc="body/7"] .finding'),
    ]
    for which in there:
        count = paragraphs.count()
        which.focus()
        name, words, top = page.evaluate(at)
        desk.file().write_text(read(desk).replace("body:\n", "body:\n  - en: Above\n    tc: 上文\n"), "utf-8")
        until(lambda count=count: paragraphs.count() == count + 1)
        now, same, height = page.evaluate(at)
        assert (now.rstrip("0123456789"), same) == (name.rstrip("0123456789"), words)
        assert abs(height - top) < 2
        desk.file().write_text(start, "utf-8")
        until(lambda count=count: paragraphs.count() == count)
    page.locator('.place[data-loc="body/7"]').get_by_role("button", name="It is right…").click()
    page.keyboard.type("The house ")
    desk.file().write_text(start.replace("body:\n", "body:\n  - en: Above\n    tc: 上文\n"), "utf-8")
    until(lambda: paragraphs.count() == count + 1)
    page.keyboard.type("writes it so")
    page.keyboard.press("Enter")
    until(lambda: "      reason: The house writes it so\n" in read(desk))
    until(lambda: page.locator('.place[data-loc="body/8"] .finding').count() == 0)
    assert page.evaluate("document.activeElement.dataset.loc") == "body/8/en"


LATER = "() => new Promise((done) => setTimeout(done, 150))"
"""Lets pass the time after which a page sends what was typed, by its own clock: a busy machine delays both."""


def test_an_input_method_composes_undisturbed(desk: Running, opened: Opened) -> None:
    page = opened()
    start = read(desk)
    saves: list[str] = []
    page.on("request", lambda request: saves.append(request.url) if request.url.endswith("/changes") else None)
    text = box(page, "body/2/tc")
    before = text.text_content() or ""
    text.click()
    page.keyboard.press("Control+End")
    tool = page.context.new_cdp_session(page)
    for typed in ("x", "xi", "xia", "xian", "xiang", "xiangg", "xianggang"):
        tool.send("Input.imeSetComposition", {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)})
    page.evaluate(LATER)
    other = box(page, "body/1/en")
    words = other.text_content() or ""
    desk.file().write_text(start.replace(words, "Changed meanwhile."), "utf-8")
    until(lambda: other.text_content() == "Changed meanwhile.")
    assert saves == []
    assert (text.text_content() or "").endswith("xianggang")
    tool.send("Input.insertText", {"text": "香港"})
    until(lambda: before + "香港" in read(desk))
    page.locator(".saved.ok").wait_for()
    page.evaluate(LATER)
    assert len(saves) == 1
    assert "xiang" not in read(desk)
    page.keyboard.press("Control+z")
    until(lambda: text.text_content() == before)
    until(lambda: "Changed meanwhile." in read(desk) and "香港\n" not in read(desk).split(before)[1][:4])


def refused(number: int) -> str:
    """What the program answers where it cannot write."""
    return app._unreadable(Request({"type": "http", "headers": []}), OSError(number, "")).body.decode()


def test_what_cannot_be_written_stays_on_the_page_and_is_saved_once_it_can(desk: Running, opened: Opened) -> None:
    page, asked = opened(), []
    assert "does not let hkpress write" in refused(errno.EROFS)
    page.route("**/changes", lambda route: route.fulfill(status=500, body=refused(errno.ENOSPC)))
    box(page, "body/1/en").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("Reason enough.")
    until(lambda: "the disk is full" in page.locator(".banner").inner_text())

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.evaluate("void setTimeout(() => location.reload())")
    until(lambda: page.title() and asked == ["beforeunload"])
    page.remove_listener("dialog", stay)
    page.unroute("**/changes")
    until(lambda: "Reason enough." in read(desk))
    until(page.locator(".banner").is_hidden)


def test_a_tab_closed_right_after_a_key_loses_nothing(desk: Running, opened: Opened) -> None:
    page = opened()
    box(page, "body/0/en").click()
    page.keyboard.insert_text("Last words. ")
    page.wait_for_timeout(100)
    page.close()
    until(lambda: any("Last words." in each for each in kept(desk.root)))


def test_paragraphs_that_are_pasted_become_rows_first_one_language_then_the_other(
    desk: Running, opened: Opened
) -> None:
    page = opened()
    start = read(desk)
    box(page, "body/0/en").click()
    page.keyboard.press("Control+Shift+Enter")
    until(lambda: page.evaluate("document.activeElement.dataset.loc") == "body/1/en")
    paste = """given => {
        const [text, html = ""] = [given].flat();
        const data = new DataTransfer();
        data.setData("text/plain", text);
        data.setData("text/html", html);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    }"""
    page.evaluate(paste, "One.\r\n\r\nTwo: \x07more.\vThree.\n")
    until(lambda: "Three." in read(desk))
    until(lambda: box(page, "body/3/en").text_content() == "Three.")
    box(page, "body/1/tc").click()
    page.evaluate(paste, "一。\n二。\n三。")
    until(lambda: "三。" in read(desk))
    pairs = (("One.", "一。"), ("Two:  more.", "二。"), ("Three.", "三。"))
    rows = "".join(f"  - en: |-\n      {en}\n    tc: |-\n      {tc}\n" for en, tc in pairs)
    assert read(desk).replace(rows, "") == start
    page.get_by_role("button", name="Undo").click()
    until(lambda: "一。" not in read(desk) and not box(page, "body/1/tc").text_content())
    box(page, "body/1/tc").click()
    page.evaluate(paste, ["H2O", "H<sub>2</sub>O"])
    until(lambda: box(page, "body/1/tc").text_content() == "H₂O")
    page.keyboard.insert_text(" is wet")
    until(lambda: "is wet" in read(desk))
    assert "H₂O is wet" in read(desk), [each for each in read(desk).split("\n") if "wet" in each]
    box(page, "body/0/tc").click()
    page.keyboard.press("Control+End")
    page.evaluate(paste, "\u202a增\u200b長\u202c")
    until(lambda: "增長" in read(desk))
    page.evaluate(paste, "• 甲項\n• 乙項")  # at the end of a text with words
    until(lambda: box(page, "body/1/list/1/tc").text_content() == "乙項")
    assert "增長\n" in read(desk)


def test_an_issuer_and_a_person_are_changed_for_all_releases(desk: Running, opened: Opened) -> None:
    page, shared = opened(), desk.root / "releases" / "_shared"
    issuer, people = (shared / each for each in ("issuers/hkstp.yaml", "people.yaml"))
    before = issuer.read_text("utf-8"), people.read_text("utf-8")
    page.get_by_role("button", name="Change Hong Kong Science and Technology Parks Corporation…").click()
    assert "for all releases" in page.locator(".for-all").inner_text()
    more = page.get_by_role("button", name="Add…").last
    more.click()
    page.get_by_role("menuitem", name="Address").click()
    until(lambda: page.evaluate("document.activeElement.dataset.loc") == "address/en")
    page.keyboard.insert_text("1 Park Road")
    page.keyboard.press("Control+Enter")
    page.keyboard.insert_text("園區路1號")
    more.click()
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><path d="M0 0h9v9z"/></svg>'
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Logo").click()
    chooser.value.set_files({"name": "Our Logo.SVG", "mimeType": "image/svg+xml", "buffer": drawing})
    added = "address:\n  en: |-\n    1 Park Road\n  tc: |-\n    園區路1號\nlogo:\n  file: logos/our-logo.svg\n"
    until(lambda: issuer.read_text("utf-8").replace(added, "") == before[0])
    assert (shared / "logos" / "our-logo.svg").read_bytes() == drawing
    until(lambda: page.locator(".chip.done").count() == 1)
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Change Dr Sunny Chai…").first.click()
    box(page, "sunny-chai/post/en").fill("Chairperson of HKSTP")
    until(lambda: "Chairperson" in people.read_text("utf-8"))
    assert len(changed_lines(before[1], people.read_text("utf-8"))) == 1
    page.get_by_role("button", name="Back").click()
    box(page, "body/1/en").wait_for()
    assert desk.ask("/api/releases/_people.nobody")[0] == desk.ask("/api/releases/_issuers.x")[0] == 422
