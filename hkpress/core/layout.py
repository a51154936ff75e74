"""What things are called on disk: the folders of a project, and the files made of a release."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

RELEASES = "releases"
SHARED = "_shared"
MANUSCRIPT = "release.yaml"

_HERE = Path(__file__).parents[1]
PACKAGED = next(path for path in (_HERE / "templates", _HERE.parent / "templates") if path.is_dir())
"""The templates that come with hkpress: inside the installed package, or beside it in a checkout."""

EDITIONS = ("en", "tc", "sc")
SUFFIXES = {"html": ".html", "pdf": ".pdf", "text": ".txt"}
"""The formats, and the suffixes of their files."""


class Variant(NamedTuple):
    """One edition in one format: what one file holds."""

    edition: str
    format: str

    @property
    def file(self) -> str:
        return self.edition + SUFFIXES[self.format]


def variants(editions: Iterable[str] = EDITIONS, formats: Iterable[str] = tuple(SUFFIXES)) -> tuple[Variant, ...]:
    """Each of the editions in each of the formats."""
    kinds = tuple(formats)
    return tuple(Variant(edition, kind) for edition in editions for kind in kinds)
