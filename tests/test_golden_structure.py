"""The structure of an edition as readable data."""

from __future__ import annotations

import pytest

from hkpress.golden.structure import WebPage


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
