from __future__ import annotations

import dataclasses
import html
import pickle
import re
from collections.abc import Iterator
from typing import Any

import pytest

from hkpress.page.document import typeset
from hkpress.page.page import Page, Said, localise
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project
from tests.conftest import ROOT

RELEASES = [(ROOT, slug) for slug in Project(ROOT).slugs()] + [(ROOT / "tests" / "specimen", "specimen")]


def said(value: Any) -> Iterator[Said]:
    if isinstance(value, Said):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from said(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from said(getattr(value, field.name))


def page(root: Any, slug: str, edition: str) -> Page:
    return localise(Project(root).read(slug), EDITIONS[edition], tuple(EDITIONS.values()))


@pytest.mark.parametrize(("root", "slug"), RELEASES, ids=lambda each: str(each).rsplit("/", 1)[-1])
@pytest.mark.parametrize("edition", ["en", "tc"])
def test_every_text_knows_where_it_is_written(root: Any, slug: str, edition: str) -> None:
    texts = list(said(page(root, slug, edition)))
    assert len(texts) > 5
    for text in texts:
        value = text.source.data
        for step in text.loc:
            value = value[step]
        assert value.strip() in text or text.strip("“”「」") in value


def test_simplified_words_point_at_the_traditional_they_come_from() -> None:
    headline = page(ROOT, "2025-04-24-two-sessions", "sc").headline
    assert isinstance(headline, Said)
    assert headline.loc == ("headline", "tc")


def test_a_page_can_mark_each_text_with_its_place_and_nothing_else_changes() -> None:
    made = page(ROOT, "2025-04-24-two-sessions", "en")
    plain = typeset(made, Theme("hkstp")).html
    located = typeset(made, Theme("hkstp"), located=True).html
    marks = re.findall(r'<span data-loc="([^"]*)">', located)
    assert {"headline/en", "body/0/en", "photos/0/caption/en", "hkstp.yaml:boilerplate/paragraphs/0/en"} <= set(marks)
    assert words(located) == words(plain)


def words(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def test_a_text_travels_to_another_process_as_its_words() -> None:
    headline = page(ROOT, "2025-04-24-two-sessions", "en").headline
    assert pickle.loads(pickle.dumps(headline)) == headline
