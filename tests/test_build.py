from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hkpress.core.diagnostics import Invalid, Severity
from hkpress.core.files import write_file
from hkpress.formats import variants
from hkpress.production.make import Outcome, make_release
from hkpress.release.editions import EDITIONS
from hkpress.release.inline import without_figures
from hkpress.release.project import Project, find_project
from tests import pdfs
from tests.conftest import MINIMAL
from tests.lines import lines
from tests.test_pictures import picture


def everything(project: Project) -> Outcome:
    return make_release(project, "x")


def test_a_folder_with_nothing_but_a_release_builds(project: Callable[..., Project]) -> None:
    made = everything(project())
    assert made.diagnostics == ()
    names = {each.path.as_posix() for each in made.outputs}
    assert names == {f"x/{edition}.{suffix}" for edition in ("en", "tc", "sc") for suffix in ("html", "pdf", "txt")}


def test_the_same_bytes_in_another_folder(project: Callable[..., Project], tmp_path: Path) -> None:
    files = {"releases/x/photos/01.jpg": picture(size=(80, 60))}
    text = MINIMAL + "photos: [{file: photos/01.jpg, caption: {en: C, tc: 丙}}]\n"
    first = everything(project(text, **files))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "releases").rename(tmp_path / "elsewhere" / "releases")
    second = everything(Project(tmp_path / "elsewhere"))
    assert first.outputs
    assert [hashlib.sha256(each.data).digest() for each in first.outputs] == [
        hashlib.sha256(each.data).digest() for each in second.outputs
    ]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("A paragraph.", "A 🍏 paragraph.", "glyph"),
        ("一段文字。", "一段\ue123文字。", "glyph"),
        ("date: 2025-04-24", "date: soon", "date"),
        ("date: 2025-04-24", "date: 2025-04-24\nphotos: [{file: ../x.jpg, caption: {en: C, tc: 丙}}]", "picture"),
    ],
)
def test_a_release_with_an_error_has_no_outputs(
    project: Callable[..., Project], before: str, after: str, code: str
) -> None:
    made = everything(project(MINIMAL.replace(before, after)))
    assert made.outputs == ()
    assert made.failed
    assert [(each.code, each.severity) for each in made.diagnostics] == [(code, Severity.ERROR)]
    assert made.diagnostics[0].span


def test_a_character_without_a_font_is_pointed_at(project: Callable[..., Project]) -> None:
    (found,) = everything(project(MINIMAL.replace("A paragraph.", "A 🍏 paragraph."))).diagnostics
    assert found.message == "no font has 🍏 (U+1F34F): write it in another way"
    assert found.line_text[found.span.column - 1] == "🍏"  # type: ignore[union-attr]


PAYLOADS = [
    "{{ 7+7 }}",
    "{% raw %}x",
    "{# x #}",
    "<script>alert(1)</script>",
    "</title></style></p><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    '"><svg onload=alert(1)>',
    "%(place)s %s",
    "&lt;b&gt; &#60;",
    "' onmouseover='alert(1)",
]
EVERYWHERE = """\
issuer: i
date: 2025-04-24
place: {en: @, tc: 甲@}
source: {en: @, tc: 甲@}
headline: {en: @, tc: 甲@}
subheadline: {en: @, tc: 甲@}
body:
  - {en: @, tc: 甲@}
  - quote: {speaker: p, words: {en: @, tc: 甲@}}
  - quote: {before: {en: @, tc: 甲@}, words: {en: @, tc: 甲@}, after: {en: @, tc: 甲@}}
  - heading: {en: @, tc: 甲@}
  - list: [{en: @, tc: 甲@}]
  - table: {caption: {en: @, tc: 甲@}, head: [{en: @, tc: 甲@}], rows: [[@]]}
  - image: {file: a.jpg, alt: {en: @, tc: 甲@}, caption: {en: @, tc: 甲@}}
photos: [{file: a.jpg, caption: {en: @, tc: 甲@}, alt: {en: @, tc: 甲@}}]
contacts: [{name: {en: @, tc: 甲@}, organisation: {en: @, tc: 甲@}, phone: @}]
"""
SHARED = {
    "releases/_shared/issuers/i.yaml": "name: {en: @, tc: 甲@}\nboilerplate: {reviewed: 2025-01-01, paragraphs: [{en: @, tc: 甲@}]}\n",
    "releases/_shared/people.yaml": "p: {name: {en: @, tc: 甲@}, honorific: {en: @, tc: 甲@}, post: {en: @, tc: 甲@}}\n",
}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_looks_like_code_is_printed_and_never_run(project: Callable[..., Project], payload: str) -> None:
    def filled(text: str) -> str:
        quoted = "'" + payload.replace("'", "''") + "'"
        return text.replace("甲@", "'甲" + quoted[1:]).replace("@", quoted)

    files: dict[str, str | bytes] = {name: filled(text) for name, text in SHARED.items()}
    source = project(filled(EVERYWHERE), **files, **{"releases/x/a.jpg": picture()})
    made = make_release(source, "x", variants(["en", "tc"], ["html", "text"]), checked=False)
    assert not made.failed, made.diagnostics
    for output in made.outputs:
        text = output.data.decode()
        if output.path.suffix == ".html":
            page = Page(text)
            assert page.tags <= TAGS
            assert page.attributes <= ATTRIBUTES
            strange = {each for each in page.addresses if not re.match(r"(en|tc|sc)\.(html|pdf)$|tel:|a\.jpg$", each)}
            assert not strange
            text = page.text
        assert text.count(payload) >= 15


TAGS = set(
    "html head meta title link style body header nav main article section div p span a b i h1 h2 ul li wbr".split()
) | set("table caption thead tbody tr th td figure img figcaption address".split())
ATTRIBUTES = set(
    "lang charset name property content http-equiv rel hreflang href download media class hidden aria-label role tabindex src alt width height scope".split()
)


class Page(HTMLParser):
    """The tags, attributes, addresses and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name == "href"}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_weasyprint_calls_an_error_fails_the_release(project: Callable[..., Project]) -> None:
    theme = '{% extends "base/release.html" %}{% block headline %}<img src="data:image/png;base64,AAAA" alt="x">{% endblock %}'
    made = everything(project("theme: own\n" + MINIMAL, **{"templates/own/release.html": theme}))
    assert made.outputs == ()
    assert any("Failed to load image" in each.message for each in made.diagnostics)


def test_what_weasyprint_warns_of_is_reported(project: Callable[..., Project]) -> None:
    made = everything(project("theme: own\n" + MINIMAL, **{"templates/own/pdf.css": "h1 { colour: red }"}))
    assert len(made.outputs) == len(variants())
    assert [each.severity for each in made.diagnostics] == [Severity.WARNING]
    assert "colour" in made.diagnostics[0].message


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x.png", "file:///etc/passwd", "//127.0.0.1/x"])
def test_the_pdf_fetches_nothing(project: Callable[..., Project], url: str) -> None:
    made = everything(
        project("theme: own\n" + MINIMAL, **{"templates/own/pdf.css": f"h1 {{ background: url({url}) }}"})
    )
    assert made.outputs == ()
    assert made.failed


def test_no_face_of_the_machine_stands_in_for_a_misspelt_one(project: Callable[..., Project]) -> None:
    css = ':root { --face-tc: "Gorgia"; --face-en: "No Such Face" }'
    made = everything(project("theme: own\n" + MINIMAL, **{"templates/own/pdf.css": css}))
    fonts = {name for each in made.outputs if each.path.suffix == ".pdf" for name in pdfs.font_names(each.data)}
    assert fonts
    assert all(name.startswith("hkpress-") for name in fonts), fonts


def test_an_embargo_is_printed_in_every_theme(project: Callable[..., Project]) -> None:
    for theme in ("base", "hkstp", "newswire"):
        text = f"theme: {theme}\n{MINIMAL}embargo: 2025-04-24T10:00+08:00\n"
        made = make_release(project(text), "x", variants(EDITIONS, ["html", "text"]))
        outputs = {each.path.name: each.data.decode() for each in made.outputs}
        assert "Embargoed until 10am HKT, 24 April 2025" in outputs["en.txt"]
        assert "Embargoed until 10am HKT, 24 April 2025" in without_figures(outputs["en.html"].split("<main>")[1])
        assert "香港時間2025年4月24日上午10時前不得發佈" in outputs["tc.txt"]
        assert '<meta name="robots" content="noindex, noarchive">' in outputs["sc.html"]


def test_a_column_of_figures_is_set_right(project: Callable[..., Project]) -> None:
    table = "  - table: {head: [a, b], rows: [[x, '1,200'], [y, '-3.5%']]}\n"
    html = make_release(project(MINIMAL + table), "x", variants(["en"], ["html"])).outputs[0].data.decode()
    assert '<td class="whole">x</td><td class="number whole">1,200</td>' in html


# --- projects and files ---------------------------------------------------------------------------


def test_the_project_is_the_nearest_folder_upwards_that_holds_releases(project: Callable[..., Project]) -> None:
    made = project()
    assert find_project(made.releases / "x") == made
    assert made.slugs() == ("x",)


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no folder `releases/` here or above"):
        find_project(tmp_path)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a" / "en.txt"
    write_file(tmp_path / "a/en.txt", b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert [each.name for each in path.parent.iterdir()] == ["en.txt"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~_mask()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "en.txt"
    write_file(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        write_file(path, b"new")
    assert caught.value.filename == str(path)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["en.txt"]


def test_readers_see_whole_files_only(tmp_path: Path) -> None:
    path, stop, seen = tmp_path / "en.txt", threading.Event(), set()
    contents = [bytes([letter]) * 200_000 for letter in b"ab"]
    write_file(path, contents[0])

    def read() -> None:
        while not stop.is_set():
            seen.add(hashlib.sha256(path.read_bytes()).digest())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        write_file(path, contents[number % 2])
    stop.set()
    reader.join()
    assert seen <= {hashlib.sha256(content).digest() for content in contents}
    assert seen


def test_a_picture_is_in_the_page_and_its_pdf(project: Callable[..., Project]) -> None:
    text = MINIMAL + "photos: [{file: a.jpg, caption: {en: C, tc: 丙}, alt: {en: What is seen, tc: 所見}}]\n"
    made = everything(project(text, **{"releases/x/a.jpg": picture(size=(300, 200))}))
    outputs = {each.path.name: each.data for each in made.outputs}
    assert b'alt="What is seen" width="300" height="200"' in outputs["en.html"]
    assert b"data:image/jpeg;base64," in outputs["tc.html"]
    assert b"/Subtype /Image" in outputs["en.pdf"] or b"/DCTDecode" in outputs["en.pdf"]


def test_a_long_address_stays_on_the_page(project: Callable[..., Project]) -> None:
    address = "https://www.example.com/registration?session=" + "a1b2c3d4e5" * 20
    text = f"date: 2025-04-24\nheadline: {{en: A, tc: 甲}}\nbody: [{{en: See {address} now., tc: 見 {address} 。}}]\n"
    made = make_release(project(text), "x", variants(["en", "tc"], ["pdf"]), checked=False)
    assert len(made.outputs) == 2
    for output in made.outputs:
        assert max(line.right for line in lines(output.data)) < 595 - 60  # points
