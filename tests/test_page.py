"""What templates see, and the filters that they have: quick, without a release where none is needed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hkpress.core.layout import PACKAGED
from hkpress.page.document import fill
from hkpress.page.page import Page, Said, localise
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("A park opens to all", 10, ["A park", "opens to", "all"]),
        ("A park opens", 12, ["A park opens"]),
        ("Uncommonly long words", 8, ["Uncommonly", "long", "words"]),
        ("香港科技園，今日開幕。", 10, ["香港科技", "園，今日開", "幕。"]),
        ("在2025年 Hong Kong", 9, ["在2025年", "Hong Kong"]),
        ("One\n  two three", 6, ["One", "two", "three"]),
    ],
)
def test_a_text_in_lines_of_so_many_columns(tmp_path: Path, text: str, width: int, lines: list[str]) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "lines.txt").write_text("{{ text | wrapped(width) }}", "utf-8")
    theme = Theme("house", (tmp_path, PACKAGED))
    assert fill(theme, EDITIONS["en"], "lines.txt", text=text, width=width).split("\n") == lines


def test_words_that_are_copied_keep_their_place() -> None:
    place: Any = ("release.yaml", ("body", 0, "en"))
    words = copy.copy(Said.at(place, "It opens."))
    assert (words, words.source, words.loc) == ("It opens.", *place)


def test_a_page_knows_the_names_in_its_headline_and_describes_itself(project: Callable[..., Project]) -> None:
    manuscript = """\
date: 2025-04-24
headline: {en: Harbour Trust opens a pier, tc: 海港基金啟用碼頭}
subheadline: {en: On the pier, only: en}
body:
  - {en: A **paragraph**., tc: 一段文字。}
"""
    names = "names: [{en: Harbour Trust, tc: 海港基金}, {en: Another Trust, tc: 另一基金}]\n"

    def pages(text: str) -> list[Page]:
        release = project(text, **{"releases/_shared/glossary.yaml": names}).read("x")
        return [localise(release, EDITIONS[name]) for name in ("en", "tc", "sc")]

    made = pages(manuscript)
    assert [page.known for page in made] == [("Harbour Trust",), ("海港基金",), ("海港基金",)]
    assert [page.subheadline for page in made] == ["On the pier", "", ""]
    assert [page.description for page in made] == ["A paragraph.", "一段文字。", "一段文字。"]
    summed = pages(manuscript + "summary: {en: In *short*., tc: 簡介。}\n")
    assert [page.description for page in summed] == ["In short.", "簡介。", "简介。"]
