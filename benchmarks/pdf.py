"""How fast one of many PDFs is made, beside other tools: run it on a quiet machine.

    python benchmarks/pdf.py [ROUNDS]

Every contender is a warm process, and every document has a different text. It typesets the project's own release of
four pages in English and in Traditional Chinese:

* hkpress, with its fonts;
* WeasyPrint, as in its documentation: `HTML(string=…).write_pdf()`, with the system's Noto Sans CJK
  (Debian: apt-get install fonts-noto-cjk);
* headless Chromium with one page kept open, in hkpress's fonts: the web page, printed (apt-get install chromium);
* Typst, in hkpress's fonts: headings and paragraphs only (PyPI: typst, which is put into .bench/).
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import sidebyside
from sidebyside import BENCH, ROOT, Missing

SLUG = "2025-04-24-two-sessions"
SYSTEM = """<style>:root { --face-en: "Noto Sans", "DejaVu Sans", sans-serif;
--face-tc: "Noto Sans CJK HK"; --face-sc: "Noto Sans CJK SC" }</style>"""
OURS = """<style>:root { --face-en: "Noto Sans"; --face-tc: "Noto Sans", "Noto Sans HK" }</style>"""
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def document(edition: str) -> Any:
    from hkpress.page.document import typeset
    from hkpress.page.page import localise
    from hkpress.page.theme import Theme
    from hkpress.release.editions import EDITIONS
    from hkpress.release.project import Project

    project = Project(ROOT)
    release = project.read(SLUG)
    page = localise(release, EDITIONS[edition], tuple(EDITIONS.values()))
    return typeset(page, Theme(release.manuscript.theme, project.template_roots))


def hkpress(edition: str) -> None:
    from hkpress.formats import pdf

    made = document(edition)
    sidebyside.serve(lambda number: pdf.make(replace(made, html=sidebyside.varied(made.html, number)))[0])


def plain(edition: str) -> str:
    """The page as WeasyPrint sets it without hkpress: the same style sheets, the system's fonts."""
    from hkpress.page import theme

    made = document(edition)
    return made.html.replace("</head>", f"<style>{theme.style(made.theme, 'pdf.css')}</style>{SYSTEM}</head>")


def weasyprint(edition: str) -> None:
    page = plain(edition)
    found = subprocess.run(["fc-list", ":family=Noto Sans CJK HK"], capture_output=True, check=False).stdout
    if not found:
        print("the system has no Noto Sans CJK (Debian: apt-get install fonts-noto-cjk)")
        return
    import logging

    from weasyprint import HTML

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    sidebyside.serve(lambda number: HTML(string=sidebyside.varied(page, number)).write_pdf())


# --- Chromium -------------------------------------------------------------------------------------


class Browser:
    """A headless Chromium, driven through two pipes."""

    def __init__(self, program: str, scratch: Path) -> None:
        (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
        theirs = [fcntl.fcntl(each, fcntl.F_DUPFD, 20) for each in (theirs_in, theirs_out)]
        fonts = scratch / "fonts.conf"
        fonts.write_text(FONTCONFIG.format(fonts=sidebyside.FONTS, cache=scratch / "cache"))
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"]
        flags += [f"--user-data-dir={scratch / 'profile'}", "about:blank"]
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{theirs[0]} 4>&{theirs[1]}', "bash", program, *flags],
            pass_fds=theirs,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
        for each in (theirs_in, theirs_out, *theirs):
            os.close(each)
        self.out, self.into, self.number, self.rest = ours_out, ours_in, 0, b""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.frame = self.ask("Page.getFrameTree")["frameTree"]["frame"]["id"]

    session = ""

    def ask(self, method: str, **parameters: object) -> Any:
        self.number += 1
        message: dict[str, object] = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                more = os.read(self.into, 1 << 20)
                if not more:
                    raise Missing("Chromium ended")
                self.rest += more
            line, _, self.rest = self.rest.partition(b"\0")
            answer = json.loads(line)
            if answer.get("id") == self.number:
                return answer["result"]

    def pdf(self, html: str) -> bytes:
        self.ask("Page.setDocumentContent", frameId=self.frame, html=html)
        self.ask("Runtime.evaluate", expression="document.fonts.ready.then(() => 1)", awaitPromise=True)
        return base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])


def chromium(edition: str) -> None:
    try:
        program = sidebyside.chromium()
    except Missing as error:
        print(error)
        return
    page = document(edition).html.replace("</head>", f"{OURS}</head>")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        browser = Browser(program, Path(scratch))
        sidebyside.serve(
            lambda number: browser.pdf(sidebyside.varied(page, number)),
            lambda: sidebyside.tree_memory(browser.process.pid),
            cpu=False,
        )
        browser.process.terminate()
        browser.process.wait()


# --- Typst ----------------------------------------------------------------------------------------


class Blocks(HTMLParser):
    """Headings and paragraphs of a page, as Typst."""

    LEVELS = {"h1": "= ", "h2": "== ", "p": "", "li": "- ", "td": "", "th": ""}  # noqa: RUF012

    def __init__(self, html: str) -> None:
        super().__init__()
        self.source, self.open, self.text = "", "", ""
        self.feed(html[html.index("<main>") :])

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in self.LEVELS:
            self.open, self.text = tag, ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open:
            words = self.text.strip().replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
            self.source += f'{self.LEVELS[tag]}#"{words}"\n\n'


TYPST = """#set page(paper: "a4", margin: 24mm, numbering: "1 / 1", header: [hkpress])
#set text(font: ("Noto Sans", "Noto Sans HK"), size: 10.5pt, lang: "{lang}")
#set par(justify: true)

"""


def typst(edition: str) -> None:
    """Run in the environment that has Typst; the page comes from a file."""
    import typst as engine  # type: ignore[import-not-found,unused-ignore]

    head = TYPST.format(lang="en" if edition == "en" else "zh")
    page = Path(os.environ["PAGE"]).read_text("utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        main = Path(scratch, "main.typ")
        main.write_text(head, "utf-8")
        fonts = [str(sidebyside.FONTS)]
        compiler = engine.Compiler(str(main), font_paths=fonts, ignore_system_fonts=True)

        def work(number: int) -> bytes:
            main.write_text(head + Blocks(sidebyside.varied(page, number)).source, "utf-8")
            made: bytes = compiler.compile(input=str(main))
            return made

        sidebyside.serve(work)


def typst_turn(edition: str) -> sidebyside.Turn:
    program = sidebyside.venv("typst", "typst") / "python"
    page = BENCH / f"{edition}.html"
    page.write_text(document(edition).html, "utf-8")
    return sidebyside.worker("env", f"PAGE={page}", program, __file__, "--serve", "typst", edition)


def main() -> None:
    if sys.argv[1:2] == ["--serve"]:
        globals()[sys.argv[2]](sys.argv[3])
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    sidebyside.machine()
    BENCH.mkdir(exist_ok=True)
    for edition, title in (("en", "English"), ("tc", "Traditional Chinese")):

        def ours(name: str, edition: str = edition) -> Callable[[], sidebyside.Turn]:
            return lambda: sidebyside.worker(sys.executable, __file__, "--serve", name, edition)

        turns, missing = sidebyside.present(
            {
                "hkpress": ours("hkpress"),
                "WeasyPrint, plain, system's fonts": ours("weasyprint"),
                "Chromium, same fonts": ours("chromium"),
                "Typst, same fonts": lambda edition=edition: typst_turn(edition),  # type: ignore[misc]
            }
        )
        sidebyside.table(title, sidebyside.alternate(turns, rounds, warm=3), "hkpress", missing)
        characters = len(re.sub(r"<[^>]*>|\s", "", document(edition).html.split("<main>")[1]))
        print(f"\n{characters:,} characters")


if __name__ == "__main__":
    main()
