"""Every string of a page is a part of it: a new field cannot be invisible to `hkpress diff`."""

from __future__ import annotations

import dataclasses
import itertools
import re
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from hkpress.golden.changes import changes, pairs
from hkpress.golden.parts import filled_parts
from hkpress.page import page as pages
from hkpress.page.page import Page, Quotation
from hkpress.release.editions import EDITIONS, Edition, WrittenDate, WrittenTime
from hkpress.release.pictures import PagePicture

FOLLOWS = {
    "slug": "the folder's name, not printed",
    "edition": "how the page is written, not what it says",
    "others": "the links to the other editions",
    "names": "where lines may not end",
    "issued": "the date and time, as machines read them",
    "updated": "the time of the last correction, as machines read it",
    "abouts.issuer": "the issuer's name again",
    "photos.number": "the photo's place, written out",
    "photos.by_camera": "how it was made, if readers need not know",
    "photos.file": "the name of the file that the picture is read from",
    "links.file": "the name of the file that is copied",
    "blocks.items.label": "the item's place, written in the list's style",
    "blocks.align": "follows from the cells",
    "blocks.whole": "follows from the cells",
    "blocks.size": "follows from the cells",
    "blocks.scrolls": "follows from the cells",
    "known": "names that a line's end should not part",
    "blocks.speaker": "printed only where nothing else introduces the quotation",
}
"""Fields of a page that print no words of their own, and why."""


def filled(hint: Any, counter: Iterator[int], path: str) -> Any:
    """A value of that type. No two of its strings are equal."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kinds = [each for each in typing.get_args(hint) if each is not type(None)]
        if path.count(".below.") > 0:
            return None  # a list in a list in a list …
        return filled(kinds[0], counter, path)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        kinds = typing.get_args(inner) if typing.get_origin(inner) in (typing.Union, types.UnionType) else (inner,)
        return tuple(filled(each, counter, path) for each in kinds if each is not str) or (
            filled(str, counter, path),
            filled(str, counter, path),
        )
    if typing.get_origin(hint) is typing.Literal:
        return typing.get_args(hint)[-1]
    if hint is str:
        return f"words{next(counter)}"
    if hint is bool:
        return False
    if hint is int:
        return next(counter)
    if hint is Path:  # where files are, and what those beside it are called, is not printed
        return Path("releases/x")
    if typing.get_origin(hint) is Mapping:
        return {}
    if hint is Edition:
        return EDITIONS["en"]
    if hint is WrittenDate:
        return WrittenDate("2025-04-24", f"day{next(counter)}", "", "")
    if hint is WrittenTime:
        return WrittenTime("", f"day{next(counter)}", f"hour{next(counter)}")
    if hint is PagePicture:
        return PagePicture("image/png", f"{next(counter)}".encode(), 1, 1)
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        values = {
            each.name: filled(hints[each.name], counter, f"{path}{each.name}.") for each in dataclasses.fields(hint)
        }
        return hint(**values)
    raise AssertionError(f"{path} has a type that this test does not know: {hint}")


def strings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every string, flag and picture of a page."""
    if isinstance(value, (str, bool, PagePicture, WrittenDate, WrittenTime)):
        yield path
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from strings(each, (*path, number))
    elif dataclasses.is_dataclass(value) and not isinstance(value, (Edition, type)):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name), (*path, field.name))


def changed(value: Any, path: tuple[Any, ...]) -> Any:
    """The same page with another string at that path."""
    if not path:
        if isinstance(value, bool):
            return not value
        if isinstance(value, str):
            return value + " more"
        text = {WrittenDate: "long", WrittenTime: "time", PagePicture: "data"}[type(value)]
        old = getattr(value, text)
        return dataclasses.replace(value, **{text: old + (b"0" if isinstance(old, bytes) else "0")})
    step, *rest = path
    if isinstance(step, int):
        return (*value[:step], changed(value[step], tuple(rest)), *value[step + 1 :])
    return dataclasses.replace(value, **{step: changed(getattr(value, step), tuple(rest))})


PAGE: Page = filled(Page, itertools.count(1), "")


def named(path: tuple[Any, ...]) -> str:
    name = ".".join(step for step in path if isinstance(step, str))
    return re.sub(r"^(body|notes_to_editors)\.", "blocks.", name)


@pytest.mark.parametrize(
    "path", [path for path in strings(PAGE) if named(path) not in FOLLOWS], ids=lambda path: ".".join(map(str, path))
)
def test_a_change_of_any_string_of_a_page_is_seen(path: tuple[Any, ...]) -> None:
    old, new = filled_parts(PAGE), filled_parts(changed(PAGE, path))
    found = changes({"en": pairs(old, new, "en")})
    assert found, f"nothing is said of {named(path)}"


def test_a_speaker_that_is_printed_is_seen() -> None:
    alone = dataclasses.replace(PAGE, body=(Quotation("Dr Lee", "", ("“Words.”",), ""),))
    other = dataclasses.replace(PAGE, body=(Quotation("Dr Li", "", ("“Words.”",), ""),))
    (change,) = changes({"en": pairs(filled_parts(alone), filled_parts(other), "en")})
    assert str(change) == "en paragraph 1, speaker: Dr Lee → Dr Li"


def test_every_block_of_a_page_is_in_the_page_that_is_tried() -> None:
    assert {type(block) for block in PAGE.body} == set(typing.get_args(pages.Block))


def test_the_first_of_several_issuers_is_the_issuer() -> None:
    parts = filled_parts(dataclasses.replace(PAGE, issuers=PAGE.issuers * 2, abouts=PAGE.abouts * 2)).parts
    assert [each.name for each in parts if re.search("issuer.* (address|1$)", each.name)] == [
        *("issuer address", "issuer 2 address"),
        *("about the issuer, paragraph 1", "about issuer 2, paragraph 1"),
    ]
