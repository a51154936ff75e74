"""What a golden set keeps of an edition: what it says, and its structure as readable data."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from hkpress.golden import history, pictures
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
