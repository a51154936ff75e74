"""The two real releases: the English is the seed's, and nothing that was accepted changes unnoticed."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from functools import cache

import pytest

from hkpress.formats import variants
from hkpress.golden import history, sets
from hkpress.golden.comparing import SetComparison
from hkpress.golden.structure import WebPage, legible
from hkpress.production.make import make_release
from hkpress.release.project import Project
from tests import pdfs
from tests.conftest import ROOT
from tests.made import made, output
from tests.park import changed
from tests.words import Words

SEEDS = {
    "2025-04-24-two-sessions": "000_e643367424372a7a.txt",
    "2025-04-16-innovation-institutions": "004_22370086f0b82f53.txt",
}
# what page heads add to the words: on the first page, and on the others
LETTERHEAD = {
    "2025-04-24-two-sessions": "Hong Kong Science and Technology Parks Corporation",
    "2025-04-16-innovation-institutions": "",
}
RUNNING = {
    "2025-04-24-two-sessions": "Hong Kong Science and Technology Parks Corporation 24 April 2025",
    "2025-04-16-innovation-institutions": "GMT Eight 16 April 2025",
}

PROJECT = Project(ROOT)


@cache
def accepted(slug: str) -> sets.Set:
    golden = sets.read(sets.folder_of(PROJECT), slug)
    assert golden
    return golden


def seed(slug: str) -> bytes:
    return (ROOT / "seeds" / SEEDS[slug]).read_bytes()


def words(slug: str) -> list[str]:
    """The seed's words; its one Markdown link as a reader sees it."""
    return re.sub(r"\[(.*?)\]\(.*?\)", r"\1", seed(slug).decode()).split()


@pytest.mark.parametrize("slug", SEEDS)
def test_the_english_text_is_the_seed_byte_for_byte(slug: str) -> None:
    assert output(ROOT, slug, "en.txt") == seed(slug)


@pytest.mark.parametrize("slug", SEEDS)
def test_the_web_page_says_the_words_of_the_seed_and_no_others(slug: str) -> None:
    page = Words(output(ROOT, slug, "en.html").decode())
    assert page.inside.split() == words(slug)
    assert page.outside.split() == [*LETTERHEAD[slug].split(), "繁體中文", "简体中文", "PDF"]


@pytest.mark.parametrize("slug", SEEDS)
def test_the_pdf_says_the_words_of_the_seed_and_no_others(slug: str) -> None:
    data = output(ROOT, slug, "en.pdf")
    margins = {"top": 23, "bottom": 20, "first": 36 if LETTERHEAD[slug] else 20}
    texts = pdfs.pages(data, **margins)
    assert len(texts) > 1
    assert " ".join(texts).split() == words(slug)
    for number, (head, foot) in enumerate(pdfs.bands(data, **margins), 1):
        assert head.split() == (RUNNING[slug] if number > 1 else LETTERHEAD[slug]).split()
        assert foot == f"Page {number} of {len(texts)}"


@pytest.mark.parametrize("slug", SEEDS)
def test_every_edition_is_as_accepted(slug: str) -> None:
    assert made(ROOT, slug).diagnostics == ()
    found = SetComparison(accepted(slug), sets.assemble_set(PROJECT.read(slug), made(ROOT, slug).outputs))
    assert found.differences == (), "\n".join([*found.said, "make goldens accepts it, if it is right"])


@pytest.mark.parametrize("slug", SEEDS)
def test_a_paragraph_of_the_pdf_is_one_of_the_web_page_wherever_lines_and_pages_end(slug: str) -> None:
    for name, edition in accepted(slug).editions.items():
        page = WebPage(edition.html)
        assert set(edition.pdf.splitlines()) <= set(page.known.values()), name
        assert len(edition.pdf.splitlines()) >= 10


def test_no_golden_set_is_missing_or_left_over() -> None:
    assert set(sets.slugs(sets.folder_of(PROJECT))) == set(SEEDS)


# --- deleting anything must be noticed -------------------------------------------------------------


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("copy")
    for name in ("releases", "templates"):
        shutil.copytree(ROOT / name, root / name)
    return Project(root)


def after_deletion(project: Project, file: str, removed: str) -> SetComparison:
    """Remove something from the seed and compare it with its golden set. Makes no PDF."""
    slug = "2025-04-24-two-sessions"
    with changed(project, file, removed, ""):
        outcome = make_release(project, slug, variants(("en", "tc", "sc"), ("text", "html")), checked=False)
        assert not outcome.failed, outcome.diagnostics
        said, old = history.said(project.read(slug)), accepted(slug)
    files = {each.path.name: each.data.decode() for each in outcome.outputs}
    new = {
        name: replace(
            each,
            text=files[f"{name}.txt"],
            html=legible(files[f"{name}.html"]),
            parts=said[name],
        )
        for name, each in old.editions.items()
    }
    return SetComparison(old, replace(old, editions=new), ("text", "html"))


def deleted(found: SetComparison) -> str:
    """The texts that lack something."""
    pairs = [pair for edition in found.pairs.values() for pair in edition if pair.changed]
    return "\n".join(pair.old.text for pair in pairs if pair.old)


RELEASE = "releases/2025-04-24-two-sessions/release.yaml"
ISSUER = "releases/_shared/issuers/hkstp.yaml"


def item(file: str, phrase: str) -> str:
    """The whole list item of a YAML file that the phrase stands in."""
    items = re.split(r"(?m)^(?= {2,4}- |\S)", (ROOT / file).read_text("utf-8"))
    return next(each for each in items if phrase in each and each.startswith(" "))


@pytest.mark.parametrize(
    ("file", "removed"),
    [
        (RELEASE, "  - break\n"),
        (RELEASE, "timing: immediate\n"),
        (RELEASE, 'photo_pack:\n  url: "#"\n'),
        (ISSUER, "name:\n      en: Cecilia Kwok\n      tc: Cecilia Kwok\n    "),
        (ISSUER, '    phone: "+852 2629 6850"\n'),
        (ISSUER, "    email: cecilia.kwok@hkstp.org\n"),
        ("templates/base/order.conf", "photos: photos\n"),
        ("templates/base/order.conf", "boilerplate, "),
        ("templates/base/components.txt", '  _("Tel:") ~ space ~ contact.phone if contact.phone,\n'),
        ("templates/base/components.html", "{{ quotation(block, opening) -}}\n"),
        ("templates/base/components.html", "picture.caption | inline, "),
    ],
    ids=lambda value: value[:40].strip(),
)
def test_a_deletion_is_noticed(copy: Project, file: str, removed: str) -> None:
    assert after_deletion(copy, file, removed).differences


@pytest.mark.parametrize(
    ("file", "phrase"),
    [
        (RELEASE, "Mr Augustus Tang shared his proposals"),
        (RELEASE, "In his welcome remarks, Dr Sunny Chai, Chairman of HKSTP, shared:"),
        (RELEASE, "mentioned in his keynote speech that Hong Kong"),
        (ISSUER, "in seven key areas"),
    ],
    ids=("paragraph", "quote", "caption", "boilerplate"),
)
def test_a_deleted_item_is_noticed(copy: Project, file: str, phrase: str) -> None:
    found = after_deletion(copy, file, item(file, phrase))
    assert found.differences
    assert phrase in deleted(found)


@pytest.mark.parametrize(
    "start", ["Participants discussed strategies", "他亦建議運用", "As Hong Kong’s innovation flagship"]
)
def test_a_deleted_sentence_is_noticed(copy: Project, start: str) -> None:
    sentence = re.search(re.escape(start) + r"[^.。\n]*[.。]", (ROOT / RELEASE).read_text("utf-8"))
    assert sentence
    found = after_deletion(copy, RELEASE, sentence[0])
    assert found.differences
    assert start in deleted(found)


def test_an_untouched_copy_is_the_same(copy: Project) -> None:
    path = copy.root / RELEASE
    before = path.read_bytes()
    path.write_bytes(before + b"REMOVED")
    try:
        assert after_deletion(copy, RELEASE, "REMOVED").said == ()
    finally:
        path.write_bytes(before)
