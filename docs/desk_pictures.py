"""Makes the pictures of the desk in the README from the desk itself (make pictures)."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
SEED = "2025-04-24-two-sessions"
SIZE = {"width": 1280, "height": 780}


def main() -> None:
    """Go through what an officer does, with a picture of each step."""
    with tempfile.TemporaryDirectory() as folder, desk(Path(folder)) as page:
        page.locator(".state .chip").nth(1).wait_for()
        keep(page, "list")
        page.get_by_role("button", name="New release…").click()
        page.locator("input[name=en]").fill("Science Park Opens Robotics Laboratory")
        page.locator("input[name=tc]").fill("科學園機械人實驗室啟用")
        page.locator("input[name=date]").fill("2026-11-30")
        keep(page, "new")
        page.get_by_role("button", name="Begin").click()
        write(page)
        mistake(page)
        photo(page)
        page.get_by_role("button", name="Make all files").click()
        page.get_by_text("Done.", exact=True).wait_for(timeout=120_000)
        keep(page, "files")


def write(page: Page) -> None:
    """The first paragraph and a quote."""
    page.locator('[data-loc="body/0/en"].box').click()
    page.keyboard.insert_text(
        "The laboratory opened its doors today. Its 12 rooms are shared by 40 companies, "
        "which employ more than 250 people."
    )
    page.keyboard.press("Control+Enter")
    page.keyboard.insert_text("實驗室今日啟用，12個房間由40家公司共用，合共聘用逾250人。")
    page.get_by_role("button", name="Quote").click()
    page.locator('[data-loc="body/1/quote/words/en"].box').wait_for()
    page.keyboard.insert_text("Robots learn here from the people who will work with them.")
    page.keyboard.press("Control+Enter")
    page.keyboard.insert_text("機械人在這裏向日後的同事學習。")
    page.locator('[data-loc="body/1/quote/speaker"].box').select_option(index=1)
    page.locator('[data-loc="body/0/tc"].box').click()
    printed(page)
    page.locator(".writing").evaluate("each => each.scrollTop = 420")
    keep(page, "write")


def mistake(page: Page) -> None:
    """A figure that differs, found as it is typed."""
    text = page.locator('[data-loc="body/0/tc"].box')
    text.click()
    page.evaluate("""() => {
        const node = document.activeElement.firstChild, at = node.data.indexOf("250");
        getSelection().setBaseAndExtent(node, at, node, at + 3);
    }""")
    page.keyboard.insert_text("260")
    page.locator(".finding.error").first.wait_for()
    page.get_by_role("button", name="Web page").click()
    settle(page, 1500)
    keep(page, "finding")
    page.get_by_role("button", name="260 → 250").click()
    page.locator(".finding.error").first.wait_for(state="detached")


def photo(page: Page) -> None:
    """A photo with its caption."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose photos…").click()
    chooser.value.set_files({"name": "laboratory.jpg", "mimeType": "image/jpeg", "buffer": drawn()})
    page.locator('[data-loc="photos/0/caption/en"].box').wait_for()
    page.keyboard.insert_text("Visitors in the new laboratory.")
    page.keyboard.press("Control+Enter")
    page.keyboard.insert_text("訪客參觀新實驗室。")
    for language, words in (("en", "A bright hall with robots"), ("tc", "放置機械人的明亮大堂")):
        page.locator(f'[data-loc="photos/0/alt/{language}"].box').click()
        page.keyboard.insert_text(words)
    printed(page)
    keep(page, "photo")


def drawn() -> bytes:
    """A photo that is free of rights: a hall with windows, and two robots."""
    image = Image.new("RGB", (1600, 1000), "#dfe7ec")
    draw = ImageDraw.Draw(image)
    for top in range(640):  # light falls from above
        shade = 235 - top // 12
        draw.line((0, top, 1600, top), (shade - 12, shade - 4, shade))
    for left in range(120, 1500, 350):
        draw.rectangle((left, 90, left + 250, 470), "#9fc4dd", "#f4f7f9", 14)
        draw.line((left + 125, 90, left + 125, 470), "#f4f7f9", 10)
    draw.polygon(((0, 640), (1600, 640), (1600, 1000), (0, 1000)), "#b9b2a6")
    for left, colour in ((420, "#e07b39"), (1040, "#2f6f8f")):
        draw.rounded_rectangle((left, 560, left + 200, 860), 40, colour)
        draw.rounded_rectangle((left + 30, 420, left + 170, 545), 34, "#f1f3f4", colour, 10)
        for eye in (70, 130):
            draw.ellipse((left + eye - 14, 465, left + eye + 14, 493), "#22303a")
        draw.line((left + 200, 620, left + 290, 540), colour, 34)
        draw.line((left, 620, left - 80, 720), colour, 34)
    data = io.BytesIO()
    image.save(data, "JPEG", quality=88)
    return data.getvalue()


def printed(page: Page) -> None:
    """Show the Chinese edition on paper, as it is now."""
    settle(page, 1500)  # everything typed is saved
    page.get_by_role("button", name="Web page").click()
    page.get_by_role("button", name="繁體").click()
    with page.expect_response(lambda each: "/paper?" in each.url and each.status == 200, timeout=60_000):
        page.get_by_role("button", name="Paper").click()
    settle(page, 1000)


def settle(page: Page, milliseconds: int) -> None:
    """Give the page time to show what it has been asked for."""
    page.wait_for_timeout(milliseconds)


def keep(page: Page, name: str) -> None:
    """The page as a small picture."""
    page.evaluate("document.querySelector('.toast')?.remove()")
    image = Image.open(io.BytesIO(page.screenshot()))
    image.convert("RGB").quantize(200, dither=Image.Dither.NONE).save(IMAGES / f"desk-{name}.png", optimize=True)


@contextmanager
def desk(folder: Path) -> Iterator[Page]:
    """The list of a desk in *folder*, with the repository's releases."""
    from playwright.sync_api import sync_playwright

    for name in ("releases", "golden"):
        shutil.copytree(ROOT / name, folder / "Press office" / name)
    command = [sys.executable, "-m", "hkpress", "desk", "--no-browser"]
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with subprocess.Popen(command, cwd=folder / "Press office", stdout=subprocess.PIPE, text=True) as running:  # noqa: S603
        try:
            assert running.stdout
            address = running.stdout.readline().split()[-1]
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
                page = browser.new_page(viewport=SIZE, locale="en-HK")
                page.goto(address)
                yield page
                browser.close()
        finally:
            running.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
