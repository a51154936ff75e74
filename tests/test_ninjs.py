from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hkpress.formats import ninjs, text
from hkpress.newsroom.making import Lifted
from hkpress.page.document import Document, typeset
from hkpress.page.page import localise
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project
from tests.conftest import MINIMAL
from tests.test_mail import CASES, SPECIMEN, documents

SCHEMA = Path(__file__).parent / "schemas" / "ninjs.json"


@cache
def validator() -> Any:
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # of IRIs, which ninjs has none of: a second
    from jsonschema import Draft202012Validator, FormatChecker

    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")), format_checker=FormatChecker())


IPTC = os.environ.get("NINJS_SCHEMA")
"""A copy of iptc.org's ninjs-schema_3.1.json, to validate against that too. Ours is a part of it, and stricter."""


@pytest.mark.skipif(not IPTC, reason="NINJS_SCHEMA names no copy of the standard's own schema")
def test_an_edition_is_valid_by_the_schema_of_the_standard(release: dict[str, Document]) -> None:
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    geojson = Resource.from_contents({}, default_specification=DRAFT202012)  # of places, which we do not give
    standard = Draft202012Validator(
        json.loads(Path(IPTC or "").read_text("utf-8")),
        registry=Registry().with_resource("https://geojson.org/schema/GeoJSON.json", geojson),
        format_checker=FormatChecker(),
    )
    for document in release.values():
        news = json.loads(ninjs.make(document)[0])
        assert [error.message for error in standard.iter_errors(news)] == []
        assert not standard.is_valid({**news, "embargoedUntil": "tomorrow at ten"})
        assert not standard.is_valid({**news, "headline": "in the singular, as before version 2"})


def problems(news: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(news)]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case[1])
def release(request: pytest.FixtureRequest) -> dict[str, Document]:
    return documents(*request.param)


def test_an_edition_is_valid_ninjs(release: dict[str, Document]) -> None:
    for document in release.values():
        assert problems(json.loads(ninjs.make(document)[0])) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("embargoedUntil", "tomorrow at ten"),
        ("versionCreated", "2025-04-24"),
        ("uri", "not an address"),
        ("pubStatus", "embargoed"),
        ("representationType", "complete"),
        ("headline", "in the singular, as before version 2"),
        ("associations", [{"name": "without an address"}]),
        ("genres", [{"name": "Press Release", "rel": "of a subject, not of a genre"}]),
        ("headlines", [{"value": "of bodies alone", "charCount": 15}]),
    ],
)
def test_what_is_not_ninjs_is_refused(name: str, value: object) -> None:
    found = ninjs.news(documents(SPECIMEN, "specimen")["en"])
    assert problems(found) == []
    assert problems({**found, name: value})


def test_an_embargo_withholds() -> None:
    found = ninjs.news(documents(SPECIMEN, "specimen")["en"])
    assert found["pubStatus"] == "withheld"
    assert found["embargoedUntil"] == "2026-01-12T10:30:00+08:00"


def test_what_was_embargoed_was_first_created_when_the_embargo_ended(project: Callable[..., Project]) -> None:
    embargo = "embargo: 2025-04-24T10:00+08:00\n"
    note = "corrections: [{at: 2025-04-24T12:00+08:00, note: {en: A name was wrong., tc: 姓名有誤。}}]\n"
    root = project(MINIMAL + embargo + note, **{"releases/y/release.yaml": MINIMAL + embargo}).root
    lifted = Lifted(root).read("y")
    edition = EDITIONS["en"]
    over = typeset(localise(lifted, edition, (edition,)), Theme("base", Project(root).template_roots))
    for found in (ninjs.news(documents(root, "x")["en"]), ninjs.news(over)):
        assert (found["firstCreated"], found["pubStatus"]) == ("2025-04-24T10:00:00+08:00", "usable")


def test_the_words_are_those_of_the_text_and_the_web_page(release: dict[str, Document]) -> None:
    for document in release.values():
        html, plain = (body["value"] for body in ninjs.news(document)["bodies"])
        assert plain == text.make(document)[0].decode()
        assert "<h1>" in html
        assert "data:" not in html
        assert "<nav" not in html  # what is around the article is the web page's own


def test_editions_name_each_other_and_have_names_of_their_own(release: dict[str, Document]) -> None:
    found = {name: ninjs.news(document) for name, document in release.items()}
    names = {name: each["uri"] for name, each in found.items()}
    assert len({*names.values()}) == len(release)
    for name, each in found.items():
        others = {other["uri"] for other in each["associations"] if other["rel"] == "translation"}
        assert others == {uri for other, uri in names.items() if other != name}


def test_photos_are_associations_with_caption_and_alternative_text() -> None:
    found = ninjs.news(documents(SPECIMEN, "specimen")["tc"])
    photos = [each for each in found["associations"] if each["rel"] == "photo"]
    assert photos
    for photo in photos:
        assert [each["role"] for each in photo["descriptions"]] == ["caption", "alternative"]
