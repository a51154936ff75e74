"""A small project in which to change one thing, and what the golden sets then say."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PIL import Image

from hkpress.formats import variants
from hkpress.golden import FORMS, LAYERS, history, sets
from hkpress.golden.comparing import SetComparison
from hkpress.page import document
from hkpress.production.make import make_release
from hkpress.release.project import Project
from tests.conftest import ROOT

RELEASE = "releases/x/release.yaml"
PEOPLE = "releases/_shared/people.yaml"
ISSUER = "releases/_shared/issuers/park.yaml"
PHOTO = "releases/x/photos/1.png"
SHEET, PDF_SHEET, PAGE, PARTS = (
    f"templates/base/{name}" for name in ("print.css", "pdf.css", "release.html", "components.html")
)

_FILES = {
    RELEASE: """\
issuer: park
date: 2025-04-24
place: {en: Hong Kong, tc: 香港}
timing: immediate
photo_pack: {url: https://park.example/photos}
headline: {en: Park Opens New Laboratory, tc: 科技園新實驗室啟用}
body:
  - en: The park spent HK$60 billion on **50 laboratories** for 1,200 researchers.
    tc: 園區耗資600億港元興建**50間實驗室**，供1,200名研究員使用。
  - quote:
      speaker: lee
      words: {en: This laboratory is for young people., tc: 這所實驗室屬於年輕人。}
  - en: It opens on 1 May 2025. Bookings are taken at [the park's site](https://park.example/book).
    tc: 實驗室於2025年5月1日啟用，可於[園區網站](https://park.example/book)預約。
  - en: Prof John Wong of Peak University thanked the Park (科技園).
    tc: 山頂大學黃志強教授向園區致謝。
  - list:
      - {en: Open from 10am, tc: 上午10時開放}
      - {en: Closed on Mondays, tc: 星期一休息}
  - heading: {en: For visitors, tc: 訪客須知}
  - break
  - en: Visitors are welcome.
    tc: 歡迎參觀。
  - table:
      caption: {en: Visitors, tc: 訪客}
      head: [{en: Year, tc: 年份}, {en: Number, tc: 人數}]
      rows:
        - ["2023", "1,500"]
        - ["2024", "2,700"]
photos:
  - file: photos/1.png
    caption: {en: The new laboratory., tc: 新實驗室。}
    alt: {en: A white room, tc: 白色房間}
""",
    PEOPLE: """\
lee:
  name: {en: Mary Lee, tc: 李美儀}
  honorific: {en: Dr, tc: 博士}
  post: {en: Director of the Park, tc: 園區總監}
""",
    ISSUER: """\
name: {en: The Park, tc: 科技園}
boilerplate:
  reviewed: 2025-04-01
  paragraphs:
    - {en: The Park was founded in 2001., tc: 科技園於2001年成立。}
contacts:
  - name: {en: Press Office, tc: 新聞組}
    phone: "+852 2000 0000"
    email: press@park.example
""",
}

SHORT = """\
date: 2025-04-24
headline: {en: Park Opens New Laboratory, tc: 科技園新實驗室啟用}
body:
  - en: The park spent HK$60 billion.
    tc: 園區耗資600億港元。
  - en: It opens on 1 May 2025. Visitors are welcome.
    tc: 實驗室於2025年5月1日啟用，歡迎參觀。
"""


def picture(blue: int = 140, size: tuple[int, int] = (60, 40)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, (30, 80, blue)).save(buffer, "PNG")
    return buffer.getvalue()


def lay_out(root: Path, manuscript: str = _FILES[RELEASE]) -> Project:
    """The project in a folder, with templates of its own."""
    shutil.copytree(ROOT / "templates", root / "templates")
    for name, content in {**_FILES, PHOTO: picture(), RELEASE: manuscript}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Project(root)


def change(project: Project, file: str, old: str, new: str) -> None:
    path = project.root / file
    before = path.read_text("utf-8")
    assert before.count(old) == 1, f"{old!r} stands {before.count(old)} times in {file}"
    path.write_text(before.replace(old, new), "utf-8")


@contextmanager
def changed(project: Project, file: str, old: str, new: str) -> Iterator[None]:
    """With one thing changed, and restored afterwards: all tests share the folder, so Jinja compiles its templates once."""
    before = (project.root / file).read_bytes()
    change(project, file, old, new)
    forget = document.forget if file.startswith("templates/") else lambda: None
    forget()
    try:
        yield
    finally:
        (project.root / file).write_bytes(before)
        forget()


def compared(project: Project, accepted: sets.Set, edition: str, *, printed: bool = True) -> SetComparison:
    """Compare the project with *accepted*: one edition in every layer, the others by their words.

    Unless it is *printed*, only the text and the web page are made and compared.
    """
    formats = ["html", "pdf", "text", *FORMS] if printed else ["html", "text"]
    layers = LAYERS if printed else ("text", "html")
    outcome = make_release(project, "x", variants([edition], formats), checked=False)
    assert not outcome.failed, outcome.diagnostics
    said = history.said(project.read("x"))
    made = {output.variant.format: output.data for output in outcome.outputs}
    editions = {name: replace(each, parts=said[name]) for name, each in accepted.editions.items()}
    editions[edition] = sets.edition(made, said[edition])
    return SetComparison(accepted, sets.Set(editions, accepted.environment), layers)
