"""The specimen's releases, whose pages were looked at one by one: they stay as they were accepted."""

from __future__ import annotations

import dataclasses
import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from hkpress.core.diagnostics import Invalid
from hkpress.formats import pdf
from hkpress.golden import sets
from hkpress.golden.comparing import SetComparison
from hkpress.golden.parts import filled_parts
from hkpress.page.document import Document, typeset
from hkpress.page.page import Grid, Paragraph, localise
from hkpress.page.theme import Theme
from hkpress.printing.setting import addresses
from hkpress.release import model
from hkpress.release.editions import EDITIONS
from hkpress.release.parse import _models
from hkpress.release.project import Project
from tests import boxes, pdfs, strange
from tests.conftest import ROOT
from tests.made import made, output

SPECIMEN = Project(ROOT / "tests" / "specimen")
NEW = ["appointment", "ferry-timetable", "harbour-market", "joint-laboratory", "pier-notice"]


def document(project: Project, slug: str, edition: str, css: str = "") -> Document:
    release = project.read(slug)
    page = localise(release, EDITIONS[edition], tuple(EDITIONS.values()))
    plain = typeset(page, Theme(release.manuscript.theme, project.template_roots))
    return replace(plain, html=plain.html.replace("</head>", f"<style>{css}</style></head>"))


@pytest.mark.parametrize("slug", NEW)
def test_a_release_looks_as_accepted(slug: str) -> None:
    golden = sets.read(sets.folder_of(SPECIMEN), slug)
    assert golden
    found = SetComparison(golden, sets.assemble_set(SPECIMEN.read(slug), made(SPECIMEN.root, slug).outputs))
    assert found.differences == (), "\n".join(found.said)


@pytest.mark.parametrize(
    ("project", "slug"),
    [(project, slug) for project in (SPECIMEN, Project(ROOT)) for slug in project.slugs()],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_nothing_leaves_the_page_and_no_text_covers_another(project: Project, slug: str) -> None:
    for edition in project.read(slug).manuscript.editions:
        printed = output(project.root, slug, f"{edition}.pdf")
        assert len(list(boxes.texts(printed))) > 20
        assert boxes.leaving(printed) == []
        assert boxes.covered(printed) == []


def test_pictures_give_way_to_a_last_page_of_a_few_lines() -> None:
    printed = output(SPECIMEN.root, "harbour-market", "en.pdf")
    pages = pdfs.pages(printed, top=23, bottom=20, first=36)
    assert len(pages) == 2
    assert "Media Contact:" in pages[1]


def test_paper_says_where_a_link_leads_once() -> None:
    root = ElementTree.fromstring(
        '<p><a href="https://a.hk/x/">here</a> <a href="https://a.hk/x/">there</a> <a href="https://b.hk">b.hk</a>'
        ' <a href="mailto:c@d.hk">us</a> <a href="tel:+85220000000">call</a> <a href="#note-1">1</a></p>'
    )
    addresses.write_out(root, chinese=False)
    assert [link.get(addresses.TO) for link in root.iter("a")] == [" (a.hk/x)", None, None, " (c@d.hk)", None, None]
    assert "Click here (museum.example/photos) to download" in "".join(
        pdfs.pages(output(SPECIMEN.root, "specimen", "en.pdf"), top=23, bottom=20, first=36)
    )


def test_an_address_behind_a_link_is_read_where_it_stands() -> None:
    behind = [(words, mark) for words in ("文件", "《文件》", "附件（一）") for mark in ("一文", "。", "，", "「乙」")]
    text = "".join(f"見[{words}](https://a.example/{at}){mark}" for at, (words, mark) in enumerate(behind))
    page = replace(localise(SPECIMEN.read("specimen"), EDITIONS["tc"]), body=(Paragraph(text),), photos=())
    said = "".join(pdfs.pages(pdf.make(typeset(page, Theme("base")))[0])).replace("\n", "")
    assert re.sub(r"\[(.*?)\]\(https://(.*?)\)", r"\1（\2）", text) in said


def test_no_line_of_a_headline_ends_inside_a_name() -> None:
    html = output(SPECIMEN.root, "appointment", "en.html").decode()
    assert 'Appoints <span class="whole">Dr Ho Tsz-ching</span> as' in html


def test_a_mark_without_words_has_the_name_beside_it() -> None:
    html = output(SPECIMEN.root, "joint-laboratory", "en.html").decode()
    assert html.count('alt="Logo"') == html.count('<span class="name">Specimen College of the Sea</span>') == 1
    assert 'alt="Harbour Trust of the Specimen"' in html


def test_a_name_beside_a_logo_stays_between_the_margins() -> None:
    page = localise(SPECIMEN.read("joint-laboratory"), EDITIONS["en"])
    page = replace(page, issuers=(page.issuers[0], replace(page.issuers[1], name="University of the Harbour")))
    printed, _ = pdf.make(typeset(page, Theme("base")))
    assert [box.text for box, width, _ in boxes.texts(printed) if box.right > width - 23.8 * pdfs.MM] == []


THEMES = ("base", "gazette", "hkstp", "newswire")
LONG = bool(os.environ.get("HKPRESS_LONG"))  # make proofs
TRIED = [*product(THEMES, EDITIONS)] if LONG else [("newswire", "en")]


@pytest.mark.parametrize(("theme", "edition"), TRIED)
def test_strange_content_stays_on_the_page(project: Callable[..., Project], theme: str, edition: str) -> None:
    printed = pdf.make(
        document(project(strange.manuscript(theme, 40 if LONG else 3), **strange.files()), "x", edition)
    )[0]
    assert boxes.leaving(printed) == []
    assert boxes.covered(printed) == []


@pytest.mark.parametrize(
    "css", ["h2 { margin-left: 150mm; white-space: nowrap }", "h1 { margin-left: -23mm; white-space: nowrap }"]
)
def test_what_leaves_the_page_is_seen(css: str) -> None:
    assert boxes.leaving(pdf.make(document(SPECIMEN, "harbour-market", "en", css))[0])


def test_what_covers_a_text_is_seen() -> None:
    assert boxes.covered(pdf.make(document(SPECIMEN, "appointment", "en", ".kind { margin-bottom: -12mm }"))[0])


WIDE = """\
date: 2025-04-24
headline: {{en: Accounts, tc: 帳目}}
body:
  - table:
      head: [{head}]
      rows:
        - [{row}]
        - [{row}]
"""


@pytest.mark.parametrize(("columns", "size"), [(5, ""), (9, "small"), (11, "smaller"), (13, "turned")])
def test_a_wide_table_stays_on_the_page(project: Callable[..., Project], columns: int, size: str) -> None:
    head = ", ".join("{en: Quarter ended, tc: 截至季度}" for _ in range(columns))
    row = ", ".join('"1,234,567"' for _ in range(columns))
    wide = document(project(WIDE.format(head=head, row=row)), "x", "en")
    grid = next(block for block in wide.page.body if isinstance(block, Grid))
    assert grid.size == size
    printed = pdf.make(wide)[0]
    assert boxes.leaving(printed) == []
    assert boxes.covered(printed) == []
    assert " ".join(each.text for each, *_ in boxes.texts(printed)).count("1,234,567") == 2 * columns


def test_the_engine_sets_a_table_narrower_where_the_guess_was_wrong(project: Callable[..., Project]) -> None:
    head = ", ".join("{en: Department, tc: 部門}" for _ in range(9))
    made = document(project(WIDE.format(head=head, row=", ".join(['"1,234,567"'] * 9))), "x", "en", "th { width: 9em }")
    printed = pdf.make(made)[0]
    assert boxes.leaving(printed) == []
    with pypdfium2.PdfDocument(printed) as opened:
        assert [page.get_width() > page.get_height() for page in opened] == [False, True]


def test_a_table_that_no_page_has_room_for(project: Callable[..., Project]) -> None:
    head = ", ".join("{en: Department, tc: 部門}" for _ in range(20))
    made = project(WIDE.format(head=head, row=", ".join(['"1,234,567"'] * 20)))
    with pytest.raises(Invalid) as caught:
        pdf.make(document(made, "x", "en"))
    (found,) = caught.value.diagnostics
    assert (found.path, found.span and found.span.line) == (made.releases / "x/release.yaml", 4)
    assert "`Department | Department | Department` is too wide for its page" in found.message


BOTH = "joint-laboratory" if LONG else "appointment"


def test_both_languages_in_one_pdf() -> None:
    english, chinese = (document(SPECIMEN, BOTH, edition) for edition in ("en", "tc"))
    data, found = pdf.make_both((english, chinese))
    assert found == ()
    said = pdfs.pages(data)
    single = [len(pdfs.pages(output(SPECIMEN.root, BOTH, f"{name}.pdf"))) for name in ("en", "tc")]
    assert len(said) == sum(single)
    assert f"Page {single[0]} of {len(said)}" in said[single[0] - 1]
    assert f"第{single[0] + 1}頁，共{len(said)}頁" in said[single[0]]
    with pikepdf.open(io.BytesIO(data)) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
        parts = opened.Root.StructTreeRoot.K[0].K
        languages = [str(part.get("/Lang")) for part in parts if "/Lang" in part]
    assert titles == [english.page.headline, chinese.page.headline]
    assert languages == sorted(languages)
    assert {*languages} == {"en-HK", "zh-Hant-HK"}


def test_every_field_is_used_in_a_release() -> None:
    kinds = [each for each in vars(model).values() if isinstance(each, type) and issubclass(each, model.Model)]
    fields = {(kind, name) for kind in kinds for name in vars(kind).get("__annotations__", {}) if name[0].islower()}
    used = {(model.Model, "model_config")}
    assert len(fields) > 100
    for project in (SPECIMEN, Project(ROOT)):
        for release in map(project.read, project.slugs()):
            for each, _ in [*release.models(), *_models(release.glossary, ())]:
                used |= {(kind, name) for kind in type(each).__mro__ for name in each.model_fields_set}
    assert {f"{kind.__name__}.{name}" for kind, name in fields - used} == set()


FOLLOWS = {
    *("slug", "edition", "others", "names", "known", "issued", "updated", "topic_ids", "folder", "stems", "downloads"),
    *("file", "label", "align", "whole", "size", "scrolls", "mime", "data", "iso", "short", "numerals", "kind"),
}
"""Fields of a page that are no words, or follow from other fields."""


def altered(value: Any) -> Iterator[tuple[str, Any]]:
    """Copies of a value, each with one of its texts changed, and the way to that text."""
    if isinstance(value, str):
        yield "", f"{value}~"
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            for way, other in altered(each):
                yield f"/{index}{way}", (*value[:index], other, *value[index + 1 :])
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if field.name not in FOLLOWS and getattr(value, field.name):
                for way, other in altered(getattr(value, field.name)):
                    yield f"/{field.name}{way}", replace(value, **{field.name: other})


@pytest.mark.parametrize("slug", NEW)
def test_a_golden_set_sees_every_text_of_a_page(slug: str) -> None:
    page = document(SPECIMEN, slug, SPECIMEN.read(slug).manuscript.editions[0]).page
    before = filled_parts(page)
    ways = []
    for way, other in altered(page):
        ways.append(way)
        follows = re.fullmatch(r"/abouts/\d+/issuer|/photos/\d+/number", way)  # from the issuer's name, from its place
        assert follows or filled_parts(other) != before, way
    assert len(ways) > 20
