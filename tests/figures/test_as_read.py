from __future__ import annotations

from tests.figures import as_read


def test_texts_are_read_as_accepted() -> None:
    """`python -m tests.figures.as_read --accept` writes the file anew; read what changes."""
    assert list(as_read.read()) == as_read.FILE.read_text("utf-8").splitlines()
