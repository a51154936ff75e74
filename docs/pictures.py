"""Makes the pictures of the documentation from real output: `python docs/pictures.py` (make pictures)."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from hkpress.formats import pdf  # noqa: E402
from hkpress.page.document import typeset  # noqa: E402
from hkpress.page.page import localise  # noqa: E402
from hkpress.page.theme import Theme  # noqa: E402
from hkpress.printing.setting import spacing  # noqa: E402
from hkpress.release.editions import EDITIONS  # noqa: E402
from hkpress.release.project import Project  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SEED = "2025-04-24-two-sessions"
BEFORE = """
.cjk-clause { display: inline }
.justified[lang|="zh"] p { text-align: left }"""
CROPS = {  # name: the first and the last words of it
    "headline": ("用字館舉辦", "展出地名"),
    "paragraph": ("（香港，2026", "日起至2026"),
    "marks": ("入口寫着", "夫」等外文"),
}
LAST_BEFORE = {"paragraph": "起至2026", "marks": "史密夫」等外文"}  # its lines end elsewhere
SCALE = 2.2


def render(project: Project, slug: str, edition: str, css: str = "") -> bytes:
    """The PDF of an edition, with *css* after the theme's."""
    release = project.read(slug)
    with tempfile.TemporaryDirectory() as folder:
        roots = project.template_roots
        name = release.manuscript.theme
        if css:
            name = "before"
            (Path(folder) / name).mkdir()
            (Path(folder) / name / "pdf.css").write_text(css, "utf-8")
            roots = (Path(folder), *roots)
        data, _ = pdf.make(typeset(localise(release, EDITIONS[edition], (*EDITIONS.values(),)), Theme(name, roots)))
    return data


def first_page(data: bytes) -> Image.Image:
    """A picture of the first page."""
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=1.4).to_pil()


def crop(data: bytes, first: str, last: str) -> Image.Image:
    """The lines of the first page from the one with the words *first* to the one with *last*, as wide as the text."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        text = page.get_textpage()
        found = [text.search(words, match_case=True).get_next() for words in (first, last)]
        boxes = [text.get_charbox(place[0], loose=True) for place in found if place]
        top, bottom = page.get_height() - boxes[0][3] - 3, page.get_height() - boxes[1][1] + 3
        box = (60, top, page.get_width() - 60, bottom)
        return page.render(scale=SCALE).to_pil().crop(tuple(round(SCALE * side) for side in box))


def save(image: Image.Image, name: str) -> None:
    """A small PNG in docs/images/."""
    image.convert("RGB").quantize(64).save(IMAGES / f"{name}.png", optimize=True)


def main() -> None:
    """All pictures."""
    IMAGES.mkdir(exist_ok=True)
    for edition in EDITIONS:
        save(first_page(render(Project(ROOT), SEED, edition)), edition)
    specimen = Project(ROOT / "tests" / "specimen")
    for state, css in (("before", BEFORE), ("after", "")):
        with ExitStack() as stack:
            for what in ("_gaps", "_squeezed_marks") if css else ():
                stack.enter_context(mock.patch.object(spacing, what, return_value=()))
            data = render(specimen, "specimen", "tc", css)
        for name, (first, last) in CROPS.items():
            end = last if state == "after" else LAST_BEFORE.get(name, last)
            save(crop(data, first, end), f"specimen-{name}-{state}")
    for edition in ("tc", "sc"):
        save(first_page(render(specimen, "specimen", edition)), f"specimen-{edition}")


if __name__ == "__main__":
    main()
