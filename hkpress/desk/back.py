"""Returned Word files of a release: their changes, and which of them are taken over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hkpress.core import sequences
from hkpress.importing import filling, restructure, returned
from hkpress.importing.assemble import Doubt
from hkpress.importing.house import house
from hkpress.importing.reading import read_document
from hkpress.importing.returned import JOINT, Proposal
from hkpress.release import source
from hkpress.release.parse import Release
from hkpress.release.project import Project
from hkpress.release.source import Source

KINDS = {
    "words": "Changed words",
    "told": "Changed words",
    "added": "A new paragraph",
    "removed": "A text taken away",
    "moved": "A paragraph moved",
    "split": "A paragraph split",
    "joined": "Paragraphs joined",
    "label": "Words of the page changed",
    "conflict": "Both files change this",
    "comment": "A comment",
    "older": "This Word file is an older one",
}
"""The kinds of differences, in words."""


def sentences() -> Iterator[str]:
    """What can differ, to be translated."""
    yield from KINDS.values()


def compare_words(old: str, new: str) -> list[tuple[str, str]]:
    """Two texts merged into one: kept, deleted (`del`) and inserted (`ins`) pieces, by words and characters."""
    before, after = (_PIECE.findall(text.replace(JOINT, " ¶ ")) for text in (old, new))
    marked: list[tuple[str, str]] = []
    for tag, start, end, first, last in sequences.steps(before, after):
        gone, come = "".join(before[start:end]), "".join(after[first:last])
        marked += [("", gone)] if tag == "equal" else [("del", gone), ("ins", come)]
    return [each for each in marked if each[1]]


_PIECE = re.compile(r"[A-Za-z0-9]+(?:[.,'’][A-Za-z0-9]+)*\s*|.", re.DOTALL)


class Back:
    """Files that came back for one release. Raises Invalid where one cannot be read."""

    def __init__(self, project: Project, slug: str, given: Sequence[tuple[str, bytes]]) -> None:
        self._project, self._slug, self._begun = project, slug, False
        self._documents = [each for name, data in given for each in read_document(name, data)]
        self.doubts: list[Doubt] | None = None
        """The doubts, if the files held the language that the release lacked; None if they did not."""

    def proposals(self, origin: Source) -> list[Proposal]:
        """The changes that the files would still make. Raises Invalid."""
        proposed = returned.proposals(self._project, self._read(origin), self._documents)
        return [
            each for each in proposed if not (self._begun and each.kind == "older")
        ]  # the file on disk already has what was taken over

    def taken(self, origin: Source, chosen: Sequence[tuple[str, str, str, str]]) -> Source:
        """The file with the chosen differences in it, each by kind, edition, old and new words; or with the language
        that it lacked. Raises Invalid and rewrite.Refused."""
        if filling.missing(origin) and not any(map(returned.is_ours, self._documents)):
            return self._filled(origin)
        if not chosen:
            return origin
        self._begun = True
        wanted = {*chosen}
        picked = [each for each in self.proposals(origin) if (each.kind, each.edition, each.old, each.new) in wanted]
        return source.parse_text(restructure.accepted(origin, picked), origin.path) if picked else origin

    def _filled(self, origin: Source) -> Source:
        known = house(self._project)
        self.doubts = []
        for document in self._documents:
            made = filling.filled(origin, document, known)
            origin = source.parse_text(made.text, origin.path)
            self.doubts += made.doubts
        return origin

    def _read(self, origin: Source) -> Release:
        return self._project.read(self._slug, {origin.path: origin.text})
