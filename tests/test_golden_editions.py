"""What a golden set keeps of an edition: what it says, and its structure as readable data."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from hkpress.golden import history, pictures, report, sets
from hkpress.golden.comparing import SetComparison
from hkpress.golden.judging import Judgement, State
from hkpress.golden.parts import Parts
from hkpress.golden.structure import WebPage
from hkpress.release.project import Project
from tests.conftest import MINIMAL


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>A <b>bold</b><i>er</i> word<br>here</p>", ("A bolder word here",)),
        ("<main><p>One</p><div><p>Two</p></div></main>", ("One", "Two")),
        ("<style>p {}</style><p>Alone</p><script>run()</script>", ("Alone",)),
    ],
)
def test_the_paragraphs_of_a_web_page(html: str, paragraphs: tuple[str, ...]) -> None:
    assert WebPage(f"<title>Not said</title>{html}").paragraphs == paragraphs


def test_a_release_says_nothing_in_an_edition_that_it_does_not_have(project: Callable[..., Project]) -> None:
    written = project(f"editions: [tc, sc]\n{MINIMAL}").releases / "x"
    assert [*history.from_path(written)] == ["tc", "sc"]


def test_the_places_where_two_pictures_of_a_page_differ() -> None:
    old = Image.new("RGB", (200, 100), "white")
    new = old.copy()
    ImageDraw.Draw(new).rectangle((100, 20, 149, 39), fill="black")
    new.putpixel((30, 70), (255, 255, 254))
    assert pictures.changed(old, old.copy()) == ()
    assert pictures.changed(old, new) == (pictures.Box(100, 20, 150, 40), pictures.Box(30, 70, 31, 71))
    assert str(pictures.Box(100, 20, 150, 40)) == "13 × 5 mm, 5 mm from the top"
    assert str(pictures.Box(0, 0, 1, 2)) == "1 × 1 mm, 1 mm from the top"


@pytest.mark.parametrize(
    ("places", "boxes"),
    [
        ([(0, 0), (0, 15)], [(0, 0, 1, 16)]),
        ([(0, 0), (0, 16)], [(0, 0, 1, 1), (0, 16, 1, 17)]),
        ([(40, 0), (63, 0)], [(40, 0, 64, 1)]),
        ([(40, 0), (64, 0)], [(40, 0, 41, 1), (64, 0, 65, 1)]),
        ([(63, 8), (40, 0), (47, 16)], [(40, 0, 64, 17)]),
    ],
)
def test_changes_in_cells_that_touch_are_one(
    places: list[tuple[int, int]], boxes: list[tuple[int, int, int, int]]
) -> None:
    old = Image.new("RGB", (200, 100), "white")
    new = old.copy()
    for place in places:
        new.putpixel(place, (0, 0, 0))
    assert pictures.changed(old, new) == tuple(pictures.Box(*each) for each in boxes)


def test_a_page_shows_what_went_in_red_and_what_came_in_green() -> None:
    old = _page((20, 20), (80, 5))
    shown = pictures.overlay(old, _page((60, 40), (80, 5)), (pictures.Box(60, 40, 70, 50),))
    white, red, green, faded = (255, 255, 255), (200, 30, 30), (20, 120, 60), (153, 153, 153)
    assert [shown.getpixel(place) for place in ((25, 25), (65, 45), (85, 10))] == [red, green, faded]
    frame = [[shown.getpixel((x, 45)) for x in range(*ends)] for ends in ((55, 59), (71, 75))]
    assert frame == [[white, red, red, white], [white, red, red, white]]
    assert [shown.getpixel((65, y)) for y in (35, 36, 37, 38, 52, 53)] == [white, red, red, white, red, red]


def test_pages_that_differ_stand_side_by_side_with_close_ups() -> None:
    same, old, new, more = _page(), _page((400, 90)), _page((0, 0), (400, 90), (598, 790)), _page()
    comparison = SetComparison(*map(_golden, ((same, old), (same, new, more))), layers=("pictures",))
    assert comparison.said == (
        "tc PDF: 3 pages, 2 were accepted",
        "tc PDF page 2 looks different in 2 places, the largest: 3 × 3 mm, 1 mm from the top",
    )
    changed, added = report.sheets(Judgement("x", State.DIFFERS, comparison))
    assert (changed.number, changed.boxes) == (2, (pictures.Box(0, 0, 10, 10), pictures.Box(598, 790, 600, 800)))
    assert [_opened(each.new).size for each in changed.close_ups] == [(130, 23), (122, 23)]
    assert [each.width for each in changed.close_ups] == [130, 122]
    assert (added.number, added.old, _opened(added.new).size, added.overlay) == (3, "", (600, 800), "")


def test_where_most_of_a_page_moved_there_are_no_close_ups() -> None:
    boxes = (pictures.Box(0, 0, 200, 200), pictures.Box(0, 300, 1, 301))
    assert not [*report._close_ups(_page(), _page(), boxes)]
    assert len([*report._close_ups(_page(), _page(), boxes[1:] * 7)]) == 6


def _page(*places: tuple[int, int]) -> Image.Image:
    """A white page with a black square at each of the places."""
    page = Image.new("RGB", (600, 800), "white")
    for left, top in places:
        ImageDraw.Draw(page).rectangle((left, top, left + 9, top + 9), fill="black")
    return page


def _golden(pages: tuple[Image.Image, ...]) -> sets.Set:
    structure: dict[str, object] = {"html": {}, "pdf": {}, "pages": {}}
    return sets.Set({"tc": sets.AcceptedEdition("", "", Parts((), ()), structure, "", pages)}, {})


def _opened(address: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(address.removeprefix("data:image/png;base64,"))))
