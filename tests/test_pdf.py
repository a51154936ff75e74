"""Faster PDFs: what is kept from document to document changes none of them."""

from __future__ import annotations

import base64
import dataclasses
import io
import json
import os
import subprocess
import sys
import threading
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from hkpress.core.diagnostics import Invalid
from hkpress.formats import pdf
from hkpress.page.document import Document, typeset
from hkpress.page.page import localise
from hkpress.page.theme import Theme, data_url
from hkpress.printing import engine, patches
from hkpress.printing.setting import tight
from hkpress.printing.sheet import Sheet, sheet
from hkpress.printing.speed import importing, sheets
from hkpress.printing.speed.lines import Line
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project
from tests import boxes, pdfs
from tests.conftest import MINIMAL, ROOT
from tests.jobs import LONG_RUN
from tests.lines import lines
from tests.made import output
from tests.park import picture

SPECIMEN = ROOT / "tests" / "specimen"


def document(edition: str, root: Path = SPECIMEN, slug: str = "specimen", theme: str = "base") -> Document:
    project = Project(root)
    page = localise(project.read(slug), EDITIONS[edition], tuple(EDITIONS.values()))
    return typeset(page, Theme(theme, project.template_roots))


def python(code: str, **environment: str) -> str:
    run = [sys.executable, "-c", code]
    options = {"capture_output": True, "text": True, "check": True, "cwd": ROOT}
    done: subprocess.CompletedProcess[str] = subprocess.run(run, env={**os.environ, **environment}, **options)  # type: ignore[call-overload]
    return done.stdout


LOADED = """
import json
from weasyprint.text import ffi
names = "gobject pango harfbuzz harfbuzz_subset harfbuzz_vector fontconfig pangoft2".split()
print(json.dumps([name for name in names if getattr(ffi, name) is not None]))
"""


ORIGINALS = """
from hkpress.printing import patches
print(json.dumps({patch.replacement: patches.original(patch) for patch in patches.PATCHES}))
"""


@pytest.fixture(scope="module")
def plain() -> list[Any]:
    """The libraries and the originals of the patches that a process finds where WeasyPrint alone was imported."""
    return [json.loads(line) for line in python("import weasyprint" + LOADED + ORIGINALS).splitlines()]


def test_the_quick_import_loads_every_library(plain: list[Any]) -> None:
    libraries, _ = plain
    assert {"gobject", "pango", "harfbuzz", "fontconfig", "pangoft2"} <= set(libraries)
    begun, quick = python(PRELOADED + "engine._engine()" + LOADED).splitlines()
    assert json.loads(quick) == libraries
    # newer Pango has a thread that looks for fonts; in a copy of the process nobody would answer
    assert begun == "0", "fonts are looked for before a process is copied"


PRELOADED = "from hkpress.printing import engine, preload; print(engine._engine.cache_info().currsize);"


def test_the_quick_import_leaves_other_threads_alone() -> None:
    import ctypes.util

    found = []
    own = ctypes.util.find_library("c")
    with importing.importing():
        other = threading.Thread(target=lambda: found.append(ctypes.util.find_library("c")))
        other.start()
        other.join()
    assert found == [own]
    assert ctypes.util.find_library("c") == own


TRIED = ("en", "tc", "sc") if LONG_RUN else ("tc",)  # make proofs
PRINTED = """
import hkpress
release = hkpress.load("tests/specimen/releases/{slug}")
for edition in {editions}:
    print(hkpress.render(release, edition, "pdf").hex())
"""


def printed_elsewhere(slug: str, editions: tuple[str, ...], **environment: str) -> list[bytes]:
    """The PDFs of a release of the specimen, which another process prints in this order."""
    return [*map(bytes.fromhex, python(PRINTED.format(slug=slug, editions=editions), **environment).split())]


SPEED = [patch for patch in patches.PATCHES if patch.module.startswith("speed.")]
TOGETHER = ("speed.embedding.subset", "speed.embedding.describe")  # each needs the other
ONE_BY_ONE = dict.fromkeys(
    ["speed.sheets", *(name for patch in SPEED for name in (patch.module, patch.replacement) if name not in TOGETHER)]
)


@pytest.mark.parametrize("left_out", ["1", *(ONE_BY_ONE if LONG_RUN else [])])
def test_what_is_quicker_draws_the_same(left_out: str) -> None:
    def pictures(data: bytes) -> list[bytes]:
        with pypdfium2.PdfDocument(data) as opened:
            return [page.render(scale=(200 if LONG_RUN else 100) / 72).to_pil().tobytes() for page in opened]

    def unspaced(pages: list[str]) -> list[str]:
        return [page.replace(" ", "") for page in pages]

    slug = "specimen" if LONG_RUN else "appointment"
    plain = printed_elsewhere(slug, TRIED, HKPRESS_PLAIN=left_out)
    made = [output(SPECIMEN, slug, f"{edition}.pdf") for edition in TRIED]
    assert plain != made or left_out != "1"
    for one, other in zip(plain, made, strict=True):
        assert pdfs.summary(one) == pdfs.summary(other)
        assert unspaced(pdfs.pages(one)) == unspaced(pdfs.pages(other))
        assert pictures(one) == pictures(other)


def test_every_patch_was_written_for_what_is_installed(plain: list[Any]) -> None:
    _, originals = plain
    assert originals == {patch.replacement: patch.source for patch in patches.PATCHES}
    assert len(patches.PATCHES) > 15


ANOTHER = """
import os
from hkpress.printing import patches
from hkpress.printing.press import printed
from hkpress.printing.sheet import Sheet
from hkpress.printing.speed.importing import importing
html = "<html lang='zh-Hant-HK'><head><title>x</title></head><body><h1>x</h1><p>甲乙丙</p></body></html>"
with importing():
    import weasyprint
for other in (patches.PATCHES[0], next(each for each in patches.PATCHES if each.module == "speed.styles")):
    if os.fork():  # WeasyPrint is loaded once, and each copy of the process patches its own
        os.wait()
        continue
    patches.PATCHES = tuple(each._replace(source="another") if each == other else each for each in patches.PATCHES)
    data, warnings = printed(Sheet(html, "", (), True))
    print(data[:4], [each.code for each in warnings], sorted(patches.install()), flush=True)
    os._exit(0)
"""


def test_a_patch_for_another_original_is_left_out_with_its_module_or_with_all() -> None:
    engine.library()
    others = sorted(patches.install() - {"speed.styles"})
    assert len(others) > 6
    assert python(ANOTHER).splitlines() == ["b'%PDF' ['justify'] []", f"b'%PDF' [] {others}"]


def test_lines_found_in_one_go_are_those_of_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    engine._engine()
    from weasyprint.layout import inline

    if "speed.lines" not in patches.install():
        pytest.skip("this Pango finds no lines in one go")
    find, seen, quick_ones = inline.split_first_line, 0, 0

    def both(*args: Any, **options: Any) -> Any:
        nonlocal seen, quick_ones
        found, wanted = find(*args, **options), find.own(*args, **options)
        assert (found[0].text, *found[1:3]) == (wanted[0].text, *wanted[1:3])
        assert found[3:] == pytest.approx(wanted[3:], abs=1e-6)
        seen, quick_ones = seen + 1, quick_ones + isinstance(found[0], Line)
        return found

    monkeypatch.setattr(inline, "split_first_line", both)
    for number, edition in enumerate(("en", "tc", "sc")):
        made = sheet(document(edition))
        for margin in (15, 22, 40, 65) if LONG_RUN else ((15, 65, 40)[number],):
            css = f"{made.style} @page {{ margin-left: {margin}mm; margin-right: {margin}mm }}"
            engine.print_sheets(dataclasses.replace(made, style=css))
    assert seen > (1400 if LONG_RUN else 350)
    assert quick_ones > 0.85 * seen


def test_lines_that_are_left_to_weasyprint_to_draw() -> None:
    style = ".cut { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; width: 5em }"
    lines = "<p>甲乙丙，丁戊己。</p><p class='cut'>子丑寅卯辰巳午未</p><p>帶聲調 ḿ 的字，甲乙丙</p>"
    html = f"<html lang='zh-Hant-HK'><head><title>x</title></head><body><h1>x</h1>{lines}</body></html>"
    data, found = engine.print_sheets(Sheet(html, style, (), True))
    assert found == ()
    (page,) = pdfs.pages(data)
    assert "甲乙丙，丁戊己。" in page
    assert "子丑寅" in page
    assert "巳" not in page
    assert "的字，甲乙丙" in page


def test_pages_of_several_documents_are_numbered_as_if_laid_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    foot = "<div class='folio'>Page <i class='page'></i> of <i class='pages'></i></div>"
    style = (
        "@page { size: A5; @bottom-right { content: element(folio) } } .folio { position: running(folio) } "
        ".page::before { content: counter(page) } .pages::before { content: counter(pages) } p { break-after: page }"
    )

    def printed(words: str) -> list[str]:
        body = f"{foot}<h1>x</h1><p>{words}</p><p>{words}</p>end"
        html = f"<html lang='en'><head><title>x</title></head><body>{body}</body></html>"
        data, _ = engine.print_sheets(Sheet(html, style, (), False), Sheet(html, style, (), False))
        return [" ".join(page.split()) for page in pdfs.pages(data)]

    inside = printed("on <i class='page'></i>")  # all is laid out again
    assert [f"on {number}" in page for number, page in enumerate(inside, 1)] == [True, True, False] * 2
    margins = printed("on 1")
    assert [page.split()[-4:] for page in margins] == [page.split()[-4:] for page in inside]
    assert margins[4].endswith("Page 5 of 6")
    monkeypatch.setattr(engine.numbering, "number", lambda *_: False)
    assert printed("on 1") == margins


def printed_text(lang: str, text: str) -> bytes:
    html = f"<html lang='{lang}'><head><title>x</title></head><body><h1>x</h1><p>{text}</p></body></html>"
    data, found = engine.print_sheets(Sheet(html, "body { font-size: 14px }", (), True))
    assert found == ()
    return data


def test_a_table_and_a_list_over_several_pages_are_one_each() -> None:
    rows = "".join(f"<tr><td>Row {number}</td><td>{number}</td></tr>" for number in range(80))
    items = "".join(f"<li>Item {number} {'word ' * 60}</li>" for number in range(30))
    table = f"<table><thead><tr><th scope='col'>A</th><th scope='col'>B</th></tr></thead><tbody>{rows}</tbody></table>"
    html = f"<html lang='en'><head><title>x</title></head><body><h1>x</h1>{table}<ul>{items}</ul></body></html>"
    data, found = engine.print_sheets(Sheet(html, "", (), False))
    assert found == ()
    with pikepdf.open(io.BytesIO(data)) as made:
        assert len(made.pages) > 4
        tags = list(tagged(made.Root.StructTreeRoot.K[0]))
    counted = Counter(str(tag.S) for tag, _ in tags)
    assert [counted[name] for name in ("/Table", "/THead", "/TBody", "/L", "/LI", "/TD")] == [1, 1, 1, 1, 30, 160]
    assert all(tag.P.objgen == parent.objgen for tag, parent in tags)


def tagged(parent: Any) -> Iterator[tuple[Any, Any]]:
    """The tags below another, each with its parent."""
    for kid in parent.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, parent
            yield from tagged(kid)


def test_a_long_document_is_not_set_again_with_smaller_pictures_and_a_class_leaves_no_trace() -> None:
    root = ElementTree.fromstring("<html><body class='a'><figure/></body></html>")
    assert not tight.is_worth_it(root, [None] * 13)
    for size in (*tight.SIZES, ""):
        tight.tighten(root, size)
    assert ElementTree.tostring(root, "unicode") == '<html><body class="a"><figure /></body></html>'


def test_text_in_an_svg_is_drawn() -> None:
    words = "<text x='10' y='40' font-family='hkpress HK' font-weight='bold' letter-spacing='2'>Park 科技園，「甲」、乙</text>"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='200' height='80'>{words}</svg>"
    picture = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
    body = f'<h1>x</h1><p><img src="{picture}" alt="x"></p>'
    html = f"<html lang='zh-Hant-HK'><head><title>x</title></head><body>{body}</body></html>"
    data, found = engine.print_sheets(Sheet(html, "", (), True))
    assert found == ()
    (page,) = pdfs.pages(data)
    assert "Park 科技園，「甲」、乙" in page


@pytest.mark.parametrize("lang", ["en", "zh-Hant-HK"])
def test_full_width_letters_are_broken_without_a_hyphen(lang: str) -> None:
    text = "例子ＡＢＣＤＥＦＧＨ和ＸＹＺ，" * 9
    (page,) = pdfs.pages(printed_text(lang, text))
    assert text in page.replace("\n", "")


def test_a_letter_and_its_accent_are_copied_as_they_are_though_each_is_a_glyph() -> None:
    text = "Phạm Ngọc Thạch told the people of Hong Kong"
    (page,) = pdfs.pages(printed_text("en", text))
    assert text in unicodedata.normalize("NFC", page)


@pytest.mark.parametrize("text", ["甲𠮷乙", "𠮷", "\u2060\u200b"])
def test_of_a_font_in_which_nothing_is_drawn_nothing_is_embedded(text: str) -> None:
    html = f"<html lang='zh-Hant-HK'><head><title>x</title></head><body><h1>x</h1><p>{text}</p></body></html>"
    data, _ = engine.print_sheets(Sheet(html, "body { font-family: 'hkpress Latin in Han', 'hkpress HK' }", (), True))
    assert len(data) < 20_000


def test_any_number_of_marks_is_squeezed() -> None:
    data = printed_text("zh-Hant-HK", "、".join(["「甲乙丙」"] * 40) + "。")
    full = [len(line.text) for line in lines(data)][1:-1]
    assert max(full) - min(full) < 4  # characters: squeezed, there are a third more to a line


def test_the_same_bytes_in_any_process_and_order() -> None:
    first = [output(SPECIMEN, "appointment", f"{edition}.pdf") for edition in ("en", "tc")]
    second = printed_elsewhere("appointment", ("tc", "en"), PYTHONHASHSEED="2", TZ="America/New_York")
    assert first == second[::-1]


def test_threads_make_the_same() -> None:
    documents = [document(edition, slug="appointment") for edition in ("tc", "en")]
    alone = [output(SPECIMEN, "appointment", f"{edition}.pdf") for edition in ("tc", "en")]
    with ThreadPoolExecutor(4) as executor:
        assert [data for data, _ in executor.map(pdf.make, documents * 2)] == alone * 2


def test_a_warning_of_a_style_sheet_is_reported_for_every_document(project: Callable[..., Project]) -> None:
    root = project(**{"templates/own/pdf.css": "p { colour: red }"}).root
    told = [pdf.make(document("en", root, "x", "own"))[1] for _ in range(2)]
    assert "colour" in told[0][0].message
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("head", "taken"),
    [
        ("<style>a {}</style><style media='print'>b {}</style><style media='screen'>c {}</style>", ["a {}", "b {}"]),
        ("<style>@layer a, b;</style><style>a {}</style>", []),
        ("<style>@counter-style x { symbols: a } b {}</style>", [" b {}"]),
        ("<style media='print and (color)'>a {}</style>", []),
        ("<style>a {}</style><link rel='stylesheet' href='data:text/css,a{}'/>", []),
        ("<style>a {}</style><meta style='color: red !important'/>", []),
    ],
)
def test_style_sheets_are_parsed_apart_only_if_the_page_stays_the_same(head: str, taken: list[str]) -> None:
    root = ElementTree.fromstring(f"<html><head>{head}</head></html>")
    before = ElementTree.tostring(root)
    assert sheets.cut_out(root) == taken
    assert (ElementTree.tostring(root) == before) == (not taken)


def test_a_picture_is_not_read_with_the_page() -> None:
    made = document("en")
    fetcher = engine._engine().fetcher
    fetcher.kept.clear()  # other tests have printed pictures too
    kept = fetcher.keep(made.html)
    assert "data:image/png" in made.html
    assert "data:image/png" not in kept
    assert fetcher.fetch(next(iter(fetcher.kept))).read().startswith(b"\x89PNG")
    missing = dataclasses.replace(made, html=made.html.replace("data:image/png;base64,", "data:image/png;base64,AAAA"))
    with pytest.raises(Invalid):
        pdf.make(missing)


def test_no_links_to_fonts_are_left_behind(
    project: Callable[..., Project], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = project(MINIMAL + "editions: [en, tc]\n")
    for workers in ("1", "2"):
        command = [sys.executable, "-m", "hkpress", "build", "-o", str(tmp_path / "out" / workers), "-j", workers]
        command += ["--format", "pdf"]
        folder = tmp_path_factory.mktemp("t")  # short, since the address of a socket has at most 107 bytes
        subprocess.run(command, env={**os.environ, "TMPDIR": str(folder)}, cwd=made.root, check=True)
        until = time.monotonic() + 10
        while list(folder.iterdir()) and time.monotonic() < until:
            time.sleep(0.05)  # printers end after the build
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("kind", "pages"), [("contacts", 1), ("boilerplate", 2)])
def test_contacts_alone_make_no_page_that_a_smaller_picture_saves(kind: str, pages: int) -> None:
    url = data_url("image/png", picture(size=(40, 40)))
    html = f'<figure><img src="{url}" alt="x"></figure><section class="{kind}"><p>A<p>B</section>'
    style = "@page { size: 600px; margin: 0 } body { margin: 0 } figure, p { margin: 0 } img { height: 550px } "
    style += "section { break-inside: avoid; line-height: 100px } .tight img { height: 350px }"
    data, _ = engine.print_sheets(
        Sheet(f'<html lang="en-HK"><head><title>T</title></head><body>{html}</body></html>', style, (), False)
    )
    assert len(pdfs.pages(data)) == pages


def test_the_names_of_joint_issuers_stand_on_one_line_whoever_has_an_address(project: Callable[..., Project]) -> None:
    name = "name: {{en: {0}, tc: {0}}}\nwebsite: https://{0}.hk\n"
    address = "address: {en: 1 Pier Road, tc: 碼頭道1號}\n"
    houses = {"Museum": name.format("Museum") + address, "Society": name.format("Society")}
    files = {f"releases/_shared/issuers/{each.lower()}.yaml": text for each, text in houses.items()}
    house = project(f"issuers: [museum, society]\n{MINIMAL}", **files)
    page = localise(house.read("x"), EDITIONS["en"])
    data, _ = pdf.make(typeset(page, Theme("base", house.template_roots)))
    first, second = (next(box for box, *_ in boxes.texts(data) if box.text.strip() == each) for each in houses)
    assert abs(first.top - second.top) < 3


def test_a_picture_has_the_size_of_its_attributes_unless_a_style_says_another() -> None:
    url = data_url("image/png", picture(size=(400, 200)))
    sizes = ('width="200"', 'width="50%"', 'width="90" height="90"', 'class="low" width="400" height="200"', "")
    html = "".join(f'<p><img src="{url}" alt="x" {size}></p>' for size in sizes)
    style = "@page { size: 600px } .low { width: auto; height: 30px }"
    data, _ = engine.print_sheets(
        Sheet(f'<html lang="en-HK"><head><title>T</title></head><body>{html}</body></html>', style, (), False)
    )
    found = [((box.right - box.left) / 0.75, box.height / 0.75) for box, *_ in boxes.pictures(data)]
    assert [(round(wide), round(high)) for wide, high in found] == [
        (200, 100),
        (217, 108),
        (90, 90),
        (60, 30),
        (400, 200),
    ]
