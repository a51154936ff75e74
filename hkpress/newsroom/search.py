"""The files of the search: an index a language, and the titles that an edition shows."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from hkpress.formats.item import compact_json
from hkpress.newsroom.index import GROUP, SPAN, Index
from hkpress.newsroom.public import Public
from hkpress.newsroom.site import Site
from hkpress.release.editions import Edition

TITLES = 8
"""The number of releases in a file of titles."""
ROOM = 12_000
"""The octets of texts in one file, unless a single text has more."""
LANGUAGES = {"en": ("en",), "zh": ("tc", "sc")}
"""The languages that have an index, and their editions."""


class Search:
    """The search of a site. Releases are added, the oldest first; those that were withdrawn are not found."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._scratch = tempfile.TemporaryDirectory(prefix="hkpress-")
        self._indexes: dict[str, Index] = {}
        self._folds: dict[str, dict[str, str]] = {}
        for language, editions in LANGUAGES.items():
            if not {*editions}.isdisjoint(site.settings.editions):
                folder = Path(self._scratch.name, language)
                folder.mkdir()
                self._indexes[language], self._folds[language] = Index(folder), {}
        self._found = site.releases.none()

    def __enter__(self) -> Search:
        """The search. Its temporary files are deleted at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.cleanup()

    def add(self, number: int, release: Public) -> Iterator[tuple[str, bytes]]:
        """Add a release of that number to the search. Yields the files of its texts."""
        if release.summary["withdrawn"]:
            return
        document = len(self._found)
        for language, index in self._indexes.items():
            if terms := release.terms(language):
                index.add(document, terms["terms"])
                self._folds[language] |= terms["folds"]
                for part, data in enumerate(text_files(*terms["texts"])):
                    yield f"index/{language}/texts/{document}{f'-{part}' if part else ''}.json", data
        self._found.numbers.append(number)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each file of what all have in common, and its name."""
        for language, index in self._indexes.items():
            starts: list[str] = []
            made = hashlib.blake2b(digest_size=6)
            for name, data in index.files(starts):
                made.update(data)
                yield f"index/{language}/{name}", data
            folds = dict(sorted(self._folds[language].items()))
            sizes = {"group": GROUP, "span": SPAN, "titles": TITLES}
            yield (
                f"index/{language}/about.json",
                compact_json({"made": made.hexdigest(), "starts": starts, "folds": folds, **sizes}),
            )
        for start in range(0, len(self._found), TITLES):
            releases = [*self._found[start : start + TITLES]]
            for edition in self._site.editions:
                rows = [self._row(release, edition) for release in releases]
                yield f"index/titles-{edition.name}/{start // TITLES}.json", compact_json(rows)

    def _row(self, release: Public, edition: Edition) -> list[str] | None:
        """The path of a release's page, its title and date; in another language if it has no such edition."""
        known = release.summary["editions"]
        shown = next((each for each in (edition, *self._site.editions) if each.name in known), None)
        if shown is None:
            return None
        return [self._site.page(release, shown), known[shown.name]["title"], known[shown.name]["date"]]


def text_files(headlines: Sequence[str], texts: Sequence[str]) -> Iterator[bytes]:
    """The files of the texts of a release. All but the last say that another follows; headlines are in the first."""
    part: list[str] = []
    room = ROOM
    for text in texts:
        size = len(text.encode())
        if part and size > room:
            yield compact_json([headlines, part, True])
            headlines, part, room = [], [], ROOM
        part.append(text)
        room -= size
    yield compact_json([headlines, part])
