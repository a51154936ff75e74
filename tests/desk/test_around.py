"""Around the writing: the list, new releases, Word files, earlier versions, buttons, and the program itself."""

from __future__ import annotations

import io
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import docx
import pytest

import hkpress
from hkpress.core.diagnostics import Invalid
from hkpress.desk import icon, library, running
from hkpress.desk.library import Library
from hkpress.desk.looks import Looks
from hkpress.importing import findings
from hkpress.importing.assemble import Doubt
from hkpress.release import source
from hkpress.release.project import Project
from tests.conftest import ROOT
from tests.desk.conftest import SEED, Running, box, project, started, unprinted, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Opened = Callable[..., Page]


def test_the_list_shows_each_release_and_is_searched_in_both_languages(desk: Running, opened: Opened) -> None:
    page = opened("")
    rows = page.locator(".releases li")
    until(lambda: rows.count() >= 2)
    page.locator(".state .chip").first.wait_for()
    assert "2025-04-24" in (rows.first.text_content() or "")
    for words, slug in (("two sessions", SEED), ("宣講會", SEED), ("河套", "2025-04-16-innovation-institutions")):
        page.locator("input[type=search]").fill(words)
        until(lambda slug=slug: [each.get_attribute("data-slug") for each in rows.all() if each.is_visible()] == [slug])
    page.locator("input[type=search]").fill("nothing like it")
    page.get_by_text("No release is like that.").wait_for()


def test_the_state_of_a_release(tmp_path: Path) -> None:
    project(tmp_path)
    here = Project(tmp_path)
    listed = Library(Looks(here))
    file = here.releases / SEED / "release.yaml"
    assert listed.state(SEED)["state"] == "ready"
    (tmp_path / "golden").mkdir()
    (tmp_path / "golden" / SEED).symlink_to(ROOT / "golden" / SEED)
    assert listed.state(SEED)["state"] == "accepted"
    text = file.read_text("utf-8")
    file.write_text(text.replace("It was", "It is").replace("The event followed", "The event was after"), "utf-8")
    assert listed.state(SEED)["state"] == "changed"
    file.write_text(text.replace("250 distinguished", "260 distinguished"), "utf-8")
    assert listed.state(SEED)["state"] == "draft"
    assert listed.state(SEED)["errors"] >= 1
    file.write_text(text.replace("timing: immediate", "embargo: 2099-01-01T10:00+08:00"), "utf-8")
    assert listed.state(SEED)["state"] in ("embargoed", "draft")
    file.write_text("headline: [", "utf-8")
    assert listed.state(SEED)["state"] == "draft"
    assert {each["slug"] for each in listed.entries()} == {*here.slugs()}


def test_a_new_release_from_another_takes_over_its_text_and_not_what_is_its_own(tmp_path: Path) -> None:
    here = Project(project(tmp_path))
    slug = library.begin(here, {"en": "Next: year", "tc": "下一年"}, "2026-04-24", "hkstp", like=SEED)
    assert slug == "2026-04-24-next-year"
    old = source.read(here.releases / SEED / "release.yaml").data
    new = source.read(here.releases / slug / "release.yaml").data
    assert new["headline"] == {"en": "Next: year", "tc": "下一年"}
    assert new["date"] == "2026-04-24"
    assert new["body"] == old["body"]
    assert not {"photos", "checks", "remarks"} & new.keys()
    assert library.begin(here, {"en": "Next: year"}, "2026-04-24", "hkstp") == f"{slug}-2"
    with pytest.raises(Invalid):
        library.begin(here, {"en": "x"}, "24/4/2026", "")


def test_a_new_release_from_a_joint_one_is_joint_unless_another_issuer_is_chosen(tmp_path: Path) -> None:
    here = Project(project(tmp_path))
    home = here.releases / "_shared" / "issuers"
    (home / "second.yaml").write_bytes((home / "hkstp.yaml").read_bytes())
    file = here.releases / SEED / "release.yaml"
    file.write_text(file.read_text("utf-8").replace("issuer: hkstp", "issuers: [second]"), "utf-8")
    looks = Looks(here)
    assert "headline" in looks.html(source.read(file), "en")  # the second is not ticked yet
    file.write_text(file.read_text("utf-8").replace("[second]", "[second, hkstp]"), "utf-8")
    assert library.issuer_of(file) == "second"
    for chosen, written in (("second", ["second", "hkstp"]), ("hkstp", ["second", "hkstp"]), ("", None)):
        made = source.read(
            here.releases / library.begin(here, {"en": "x"}, "2026-04-24", chosen, like=SEED) / "release.yaml"
        )
        assert (made.data.get("issuers"), made.data.get("issuer")) == (written, None)
    (home / "third.yaml").write_bytes((home / "hkstp.yaml").read_bytes())
    made = source.read(
        here.releases / library.begin(here, {"en": "x"}, "2026-04-24", "third", like=SEED) / "release.yaml"
    )
    assert (made.data.get("issuers"), made.data.get("issuer")) == (None, "third")


def test_a_new_release_of_no_issuer_has_no_other_house_s_theme(tmp_path: Path) -> None:
    here = Project(project(tmp_path))
    for chosen, theme in (("hkstp", "hkstp"), ("", None)):
        slug = library.begin(here, {"en": "x"}, "2026-04-24", chosen)
        assert source.read(here.releases / slug / "release.yaml").data.get("theme") == theme
    for slug in here.slugs():
        file = here.releases / slug / "release.yaml"
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"(?m)^theme: .*\n", "", text) + "theme: gazette\n", "utf-8")
    slug = library.begin(here, {"en": "x"}, "2026-04-24", "")
    assert source.read(here.releases / slug / "release.yaml").data["theme"] == "gazette"


def test_a_new_issuer_is_a_file_of_its_own_which_is_whole(desk: Running) -> None:
    given = {
        "name/en": "Sea Museum",
        "name/tc": "海事館",
        "about/en": "Ships.",
        "about/tc": "船。",
        "phone/": "+852 2222 3333",
    }
    ways: dict[str, Any] = {"email/": "nobody", "about/tc": "", "name/tc": ""}
    for way, wrong in ways.items():
        status, told = desk.ask("/api/shared/issuers", {"given": given | {way: wrong}})
        assert (status, told["problems"][0]["file"]) == (422, "new.yaml")
    file = desk.root / "releases" / "_shared" / "issuers" / "sea-museum.yaml"
    assert not file.exists()
    assert desk.ask("/api/shared/issuers", {"given": given}) == (200, {"id": "sea-museum"})
    assert source.read(file).data["contacts"] == [{"phone": "+852 2222 3333"}]
    assert desk.ask("/api/shared/issuers", {"given": given}) == (200, {"id": "sea-museum-2"})
    written = desk.file().read_text("utf-8").replace("issuer: hkstp", "issuer: sea-museum")
    desk.file().write_text(written, "utf-8")
    assert Project(desk.root).read(SEED).issuer.name.en == "Sea Museum"  # type: ignore[union-attr]


def test_what_is_said_of_issuers_names_them(desk: Running) -> None:
    home = desk.root / "releases" / "_shared" / "issuers"
    old = (home / "hkstp.yaml").read_text("utf-8")
    names = source.read(home / "hkstp.yaml").data["name"]
    (home / "second.yaml").write_text(
        old.replace(names["en"], "Second House").replace(names["tc"], "第二機構"), "utf-8"
    )
    own = "contacts:\n  - name: {en: May Ho, tc: 何美}\n    phone: '+852 2222 3333'\n"
    joint = desk.file().read_text("utf-8").replace("issuer: hkstp", "issuers: [hkstp, second]") + own
    desk.file().write_text(joint, "utf-8")
    for language, first, other in (("en", names["en"], "Second House"), ("zh-HK", names["tc"], "第二機構")):
        _, told = desk.ask(f"/api/releases/{SEED}/findings", accept_language=language)
        (said,) = [each["message"] for each in told["findings"] if each["at"] == "contacts"]
        assert first in said
        assert other in said


def test_word_files_are_brought_in(desk: Running, opened: Opened) -> None:
    files = []
    for name, headline, words in (
        ("en.docx", "Robots Arrive at the Park", "The park has 12 robots, which greet visitors at the gate every day."),
        ("tc.docx", "機械人進駐科學園", "科學園設有12個機械人，每天在大門迎接訪客。"),
    ):
        document = docx.Document()
        document.add_heading(headline, 0)
        document.add_paragraph(words)
        data = io.BytesIO()
        document.save(data)
        files.append({"name": name, "mimeType": "application/octet-stream", "buffer": data.getvalue()})
    page = opened("")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Bring in a Word file…").click()
    chooser.value.set_files(files)
    page.locator(".form .box").first.wait_for()
    assert box(page, "headline/en").text_content() == "Robots Arrive at the Park"
    assert "科學園設有12個機械人，每天在大門迎接訪客。" in (page.locator(".form").text_content() or "")


def test_what_an_import_was_not_sure_of_is_put_right(desk: Running, opened: Opened) -> None:
    here = Project(desk.root)
    before = desk.file().read_text("utf-8")
    findings.keep(here, SEED, [Doubt("body/2", "these two may not belong together"), Doubt("body/3", "nor these")])
    page = opened()
    row = page.locator('.place[data-loc="body/2"]')
    row.get_by_role("button", name="Right so").click()
    until(lambda: len(findings.kept(here, SEED)) == 1)
    assert desk.file().read_text("utf-8") == before
    text = box(page, "body/1/en")
    text.click()
    page.keyboard.press("Control+Home")
    for _ in "The event ":
        page.keyboard.press("ArrowRight")
    page.locator('.place[data-loc="body/1"]').get_by_role("button", name="Put it right…").click()
    page.get_by_role("menuitem", name="Split where the caret is").click()
    until(lambda: findings.kept(here, SEED) == ())
    data = source.read(desk.file()).data
    assert data["body"][1]["en"] == "The event"
    assert data["body"][2]["en"].startswith("attracted more than 250")
    page.get_by_role("button", name="Undo").click()
    until(lambda: desk.file().read_text("utf-8") == before)


def test_an_earlier_version_is_compared_in_words_and_put_back(desk: Running, opened: Opened) -> None:
    page = opened()
    before = desk.file().read_text("utf-8")
    text = box(page, "body/1/en")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" They stayed for 3 hours.")
    until(lambda: "3 hours" in desk.file().read_text("utf-8"))
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Earlier versions").click()
    page.locator(".versions button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(lambda: "3" in (page.locator(".said").text_content() or ""))
    page.get_by_role("button", name="Put this version back").click()
    until(lambda: desk.file().read_text("utf-8") == before)


SHORT = """\
date: 2026-11-27
editions: [en]
headline: A Short Release
body:
  - One paragraph of it.
"""


def test_buttons_run_the_commands_and_show_what_they_say(desk: Running, opened: Opened) -> None:
    desk.file("short").parent.mkdir()
    desk.file("short").write_text(SHORT, "utf-8")
    page = opened("short")
    page.get_by_role("button", name="Make all files").click()
    page.get_by_text("Done.", exact=True).wait_for(timeout=170_000)
    links = page.locator(".files a")
    made = dict(each.all_text_contents() for each in (link.locator("b, small") for link in links.all()))
    assert page.locator(".files h3").all_text_contents() == ["English", "All languages"]
    assert made == {
        "Web page": "en.html",
        "PDF to print or send": "en.pdf",
        "E-mail text": "en.txt",
        "Word file": "en.docx",
        "E-mail, ready to send": "en.eml",
        "E-mail, to copy into another program": "en.mail.html",
        "Data for news agencies (ninjs)": "en.ninjs.json",
        "Press kit: everything in one file": "press-kit.zip",
    }
    address = links.nth(0).get_attribute("href")
    assert desk.ask(str(address), x_hkpress_key="")[0] == 200
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Accept…").click()
    page.get_by_label("Why").fill("It is right")
    page.keyboard.press("Enter")
    page.get_by_text("Done.", exact=True).wait_for(timeout=120_000)
    assert "It is right" in (desk.root / "golden" / "short" / "log.md").read_text("utf-8")


def test_what_stands_in_the_way_is_reported_by_its_row(desk: Running, opened: Opened) -> None:
    desk.file().write_text(desk.file().read_text("utf-8").replace("逾250名", "逾260名"), "utf-8")
    page = opened(language="tc")
    page.get_by_role("button", name="製作所有檔案").click()
    page.get_by_text("未能完成").wait_for(timeout=170_000)
    problems = page.locator(".problems li")
    assert "260" in (problems.first.text_content() or "")
    assert "release.yaml" not in (page.locator(".problems").text_content() or "")
    problems.get_by_role("button", name="段落 2").first.click()
    until(lambda: str(page.evaluate("document.activeElement.dataset.loc")).startswith("body/1/"))


def test_a_word_file_comes_back_and_its_changes_are_taken_over_one_by_one(desk: Running, opened: Opened) -> None:
    before = desk.file().read_text("utf-8")
    document = hkpress.render(hkpress.load(desk.file().parent), "en", "word")
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as sent, zipfile.ZipFile(changed, "w") as back:
        for name in sent.namelist():
            words = sent.read(name)
            if name == "word/document.xml":
                words = words.replace(b"The event followed", b"It came after").replace(
                    b"Luminaries from", b"People of", 1
                )
            back.writestr(name, words)
    page = opened()
    page.get_by_role("button", name="More", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Word file back…").click()
    chooser.value.set_files({"name": "en.docx", "mimeType": "application/octet-stream", "buffer": changed.getvalue()})
    entries = page.locator(".proposals li")
    entries.first.wait_for()
    assert entries.count() == 2
    assert (entries.first.locator("del").text_content(), entries.first.locator("ins").text_content()) == (
        "The event followed ",
        "It came after ",
    )
    entries.first.get_by_role("button", name="Take over").click()
    until(lambda: entries.count() == 1)
    once = desk.file().read_text("utf-8")
    assert once == before.replace("The event followed", "It came after")
    entries.first.get_by_role("button", name="Take over").click()
    page.get_by_text("Nothing else differs from the release.").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    until(lambda: desk.file().read_text("utf-8") == once)


def test_the_newsroom_is_looked_at_as_it_will_be(desk: Running, opened: Opened) -> None:
    for path in (desk.root / "releases").glob("2*"):
        shutil.rmtree(path)
    desk.file("short").parent.mkdir()
    desk.file("short").write_text(SHORT + "embargo: 2099-01-01T10:00+08:00\n", "utf-8")
    (desk.root / "hkpress.toml").write_text('[newsroom]\nurl = "https://news.example.org"\n', "utf-8")
    page = opened("short")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="The newsroom as it will be…").click()
    moment = page.get_by_label("At which moment, in Hong Kong?")
    assert moment.input_value() == "2099-01-01T10:00"
    page.keyboard.press("Enter")
    link = page.locator(".files a").first
    link.wait_for(timeout=170_000)
    with page.context.expect_page() as tab:
        link.click()
    tab.value.get_by_role("link", name="A Short Release").first.click()
    tab.value.get_by_text("One paragraph of it.").first.wait_for()
    address = str(link.get_attribute("href"))
    with urllib.request.urlopen(desk.origin + address) as answer:
        assert answer.headers["content-security-policy"].startswith(
            "sandbox allow-same-origin allow-popups; default-src 'none'"
        )
    assert desk.ask(address.replace("/site/", "/site/0"))[0] == 403


def test_a_second_start_opens_the_desk_that_runs(desk: Running) -> None:
    command = [sys.executable, "-m", "hkpress", "desk", "--no-browser", SEED]
    second = subprocess.run(command, cwd=desk.root, capture_output=True, text=True, timeout=60, check=True)
    assert desk.address in second.stdout
    assert f"&release={SEED}" in second.stdout


def test_a_signal_ends_it_and_its_page_keeps_what_is_not_saved_for_the_next_start(
    tmp_path: Path, browser: Browser
) -> None:
    own, asked = started(project(tmp_path)), list[str]()
    with unprinted(browser) as context:
        page = context.new_page()
        page.add_init_script("const later = setTimeout; window.setTimeout = (act, time) => later(act, time / 20)")
        page.goto(f"{own.address}&release={SEED}")
        box(page, "body/1/en").wait_for()
        assert_ended(own, signal.SIGTERM, 0)
        box(page, "body/1/en").fill("Typed too late.")
        until(lambda: "has ended" in page.locator(".banner").inner_text())
        page.on("request", lambda request: asked.append(request.url))
        box(page, "body/1/en").fill("Typed much too late.")
        page.wait_for_timeout(300)  # six seconds of the page
        page.get_by_role("button", name="Copy what is not saved").click()
        assert page.locator("dialog pre").inner_text() == "Paragraph 2\nTyped much too late."
        assert asked == []  # another program may have the port by now
        page.locator("dialog button").click()
        page.get_by_role("button", name="Try again").click()
        until(lambda: page.title() and len(asked) == 1)
        until(lambda: "has ended" in page.locator(".banner").inner_text())
        again = started(tmp_path)
        assert (again.origin, again.key == own.key) == (own.origin, False)
        context.new_page().goto(again.address)
        until(lambda: "Typed much too late." in again.file().read_text("utf-8"))
        until(page.locator(".banner").is_hidden)
    assert_ended(again, signal.SIGINT, 130, 0)
    assert not (tmp_path / ".hkpress" / "desk.json").exists()


def assert_ended(own: Running, how: int, *codes: int) -> None:
    said = own.end(how)
    assert own.process.returncode in codes
    assert "Traceback" not in said
    assert "semaphore" not in said


def test_it_ends_when_nobody_has_used_it_for_a_while(tmp_path: Path) -> None:
    project(tmp_path)
    with mock.patch.object(running, "IDLE", 0.5), ThreadPoolExecutor(1) as thread:
        assert thread.submit(running.serve, Project(tmp_path)).result(60)
    assert running.known_address(Project(tmp_path)) is None


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_an_icon_opens_the_desk_of_its_project(tmp_path: Path, system: str) -> None:
    root = tmp_path / 'Press "Office" 100%'
    project(root)
    with mock.patch.object(icon.sys, "platform", system):
        path = icon.install(root, tmp_path)
    text = path.read_text("utf-8")
    assert path.stat().st_mode & 0o111
    assert "hkpress" in text
    assert "desk" in text
    if system == "darwin":
        assert subprocess.run(["sh", "-n", str(path)], check=False).returncode == 0
    else:
        assert text.startswith("[Desktop Entry]\n")
        assert f"Path={root}" in text
        assert 'Exec="' in text


def test_no_page_is_asked_for_without_a_release_of_that_name(desk: Running) -> None:
    for path in ("", "/state", "/findings", "/look?edition=en&look=web", "/versions", "/paper?edition=en"):
        assert desk.ask(f"/api/releases/nothing{path}")[0] in (404, 422)
    assert desk.ask(f"/api/releases/{SEED}/look?edition=fr&look=web")[0] == 404
    assert desk.ask(f"/api/releases/{SEED}/actions/format", {"answer": "x"})[0] == 404
    assert desk.ask("/api/begin")[1]["issuers"]
