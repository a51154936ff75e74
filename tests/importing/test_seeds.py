"""Both seed releases, as Word files made in many ways, come in as what their release.yaml says."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml

from hkpress.formats import variants
from hkpress.importing import fresh
from hkpress.importing.house import House, house
from hkpress.importing.reading import read_document
from hkpress.importing.recognise import _Recogniser
from hkpress.production.make import make_release
from hkpress.release.project import Project
from tests.conftest import ROOT
from tests.importing import office

LEAST = {"2025-04-24-two-sessions": (45, 47), "2025-04-16-innovation-institutions": (19, 19)}
"""How many values must come in unchanged, of how many."""


@cache
def known() -> House:
    """The house before it published anything, so that the seeds teach no words."""
    found = house(Project(ROOT))
    return replace(found, lexicon=replace(found.lexicon, learnt={}))


def values(data: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in items:
        yield from values(value, (*way, step))
    if not isinstance(data, (dict, list)):
        yield way, str(data)


def compared(data: dict[str, Any]) -> dict[tuple[Any, ...], str]:
    """The values without remarks, house style, and gaps that not every kind of file has."""
    kept = {name: value for name, value in data.items() if name not in ("remarks", "checks", "theme")}
    return dict(values(kept | {"body": [block for block in kept["body"] if block != "break"]}))


def imported(*files: tuple[str, bytes]) -> dict[str, Any]:
    return fresh.assembled([each for name, data in files for each in read_document(name, data)], known()).data


def missed(slug: str, *files: tuple[str, bytes]) -> set[tuple[Any, ...]]:
    wanted = compared(yaml.safe_load((ROOT / "releases" / slug / "release.yaml").read_text("utf-8")))
    found = compared(imported(*files))
    least, total = LEAST[slug]
    assert len(wanted) == total
    wrong = {way for way, value in wanted.items() if found.get(way) != value}
    assert total - len(wrong) >= least, {way: found.get(way) for way in wrong}
    return wrong


def each_way(ways: Iterable[str]) -> list[tuple[str, str]]:
    """Each way with one seed in turns; with both, where the tests may take long."""
    slugs = [*LEAST]
    if os.environ.get("HKPRESS_LONG"):
        return [(slug, way) for way in ways for slug in slugs]
    return [(slugs[number % 2], way) for number, way in enumerate(ways)]


@pytest.mark.parametrize(("slug", "way"), each_way(office.WAYS))
def test_a_pair_of_word_files(slug: str, way: str) -> None:
    make = office.WAYS[way]
    missed(slug, ("en.docx", make(office.lines(slug, "en"))), ("tc.docx", make(office.lines(slug, "tc"))))


@pytest.mark.parametrize(("slug", "way"), each_way(office.TOGETHER))
def test_one_word_file_of_both_languages(slug: str, way: str) -> None:
    missed(slug, ("both.docx", office.TOGETHER[way](office.lines(slug, "en"), office.lines(slug, "tc"))))


@pytest.mark.parametrize("slug", LEAST)
def test_saved_web_pages(slug: str) -> None:
    missed(slug, *((f"{name}.html", office.page(office.lines(slug, name), name)) for name in ("en", "tc")))


@pytest.mark.parametrize("slug", LEAST)
def test_text_files_and_mails(slug: str) -> None:
    texts = {name: "\n".join(words for _, words in office.lines(slug, name)) for name in ("en", "tc")}
    assert not missed(slug, *((f"{name}.txt", words.encode()) for name, words in texts.items()))
    missed(slug, ("en.txt", texts["en"].encode("utf-16")), ("tc.txt", texts["tc"].encode("big5hkscs")))
    head = "From: a@b.example\nSubject: Release\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    missed(slug, *((f"{name}.eml", (head + words).encode()) for name, words in texts.items()))


@pytest.mark.parametrize("slug", LEAST)
def test_the_order_of_the_files_does_not_matter(slug: str) -> None:
    files = [(f"{name}.docx", office.boldly(office.lines(slug, name))) for name in ("tc", "en")]
    missed(slug, *files)


# --- what other releases hold ----------------------------------------------------------------------


def brought(slug: str) -> dict[str, Any]:
    """A release of the specimen, sent out as Word files and imported again."""
    house_of = Project(ROOT / "tests/specimen")
    made = make_release(house_of, slug, variants(["en", "tc"], ["word"]), checked=False).outputs
    files = [(each.path.name, each.data) for each in made if each.path.suffix == ".docx"]
    return fresh.assembled([each for name, data in files for each in read_document(name, data)], house(house_of)).data


def test_headings_lists_tables_and_long_quotations() -> None:
    wanted = yaml.load((ROOT / "tests/specimen/releases/specimen/release.yaml").read_text("utf-8"), yaml.BaseLoader)
    found = brought("specimen")
    assert found["embargo"].startswith("2026-01-12T10:30")
    assert found["photo_pack"] == wanted["photo_pack"]
    for kind in ("heading", "quote", "table", "list"):
        there, here = (
            [block for block in each["body"] if kind in block and block != "break"] for each in (wanted, found)
        )
        assert here == there, kind
    assert [each["caption"] for each in found["photos"]] == [each["caption"] for each in wanted["photos"]]
    assert found["photos"][0]["file"] == "photos/01.png"
    assert "remarks" not in found


def test_a_link_or_bold_words_in_the_first_paragraph_stay() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Museum Opens a New Wing for Rare Characters", style="Title")
    paragraph = document.add_paragraph("(Hong Kong, 5 May 2026) – The museum opens its ")
    paragraph.add_run("new wing").bold = True
    paragraph.add_run(
        " today, and everybody who has an interest in rare characters is invited to see it before the end of June."
    )
    made = imported(("en.docx", office.saved(document)))
    assert made["body"][0]["en"].startswith("The museum opens its **new wing** today")
    assert (made["date"], made["place"]["en"]) == ("2026-05-05", "Hong Kong")


def test_lists_inside_lists_units_and_footnotes_come_back() -> None:
    found = brought("harbour-market")
    (inner,) = [block["list"] for block in found["body"] if "list" in block]
    assert [len(item.get("list", ())) for item in inner] == [2, 0, 0]
    assert inner[0]["style"] == {"en": "(a)", "tc": "（一）"}
    (table,) = [block["table"] for block in found["body"] if "table" in block]
    assert (table["caption"]["en"], table["unit"]["en"][:13]) == ("The market in four years", "HK$ thousand ")
    assert len(found["footnotes"]) == 1
    assert "weekends[^1]" in found["body"][0]["en"]


def test_joint_issuers_corrections_and_hours_come_back() -> None:
    found = brought("joint-laboratory")
    assert sorted(found["issuers"]) == ["college", "harbour"]
    assert (found["time"], found["on_behalf_of"]["tc"]) == ("10:00", "樣本碼頭局")
    assert [each.get("kind", "correction") for each in found["corrections"]] == ["correction", "update"]
    assert [each["url"] for each in found["links"]] == [
        "https://harbour.example/film",
        "https://harbour.example/laboratory",
    ]
    assert not {"contacts", "boilerplate"} & found.keys()


def test_the_names_of_two_issuers_in_one_line_are_a_masthead() -> None:
    draft = _Recogniser("en", {"harbourtrust", "collegeofthesea"})
    assert draft.names_only("Harbour Trust College of the Sea")
    assert not draft.names_only("Harbour Trust of Wanchai")
