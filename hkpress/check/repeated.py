"""The same paragraph, caption or photo twice in one release.

It happens when somebody combines several drafts, or pastes an "About …" that hkpress adds anyway.

Wrong: a caption under the first photo, and the same under the second
Right: what each photo shows
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.release.model import ImageBlock, Manuscript
from hkpress.release.source import Loc

CODE = "repeated"
SEVERITY = Severity.WARNING

LEAST = {"en": 40, "tc": 16, "sc": 16}
"""A paragraph of this many letters is not repeated by chance. A caption may have fewer."""
_SHORT_FIELDS = ("caption",)
_CELLS = frozenset(["rows", "head", "contacts", "checks", "alt", "name", "post", "organisation"])


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every text and every photo that the release already has."""
    told: set[Loc] = set()
    for edition in ("en", "tc"):
        first: dict[tuple[str, str], Passage] = {}
        for passage in proof.texts_in(edition):
            key = _key(passage)
            if not key:
                continue
            before = first.setdefault(key, passage)
            if before is not passage and passage.loc[:-1] not in told:
                told.add(passage.loc[:-1])
                message = say("the same words are here and further up: keep one of them")
                yield passage.finding(message, related=(before.place(),))
    yield from _photos(proof)


def _key(passage: Passage) -> tuple[str, str] | None:
    """A key that equal texts share; None for a text that may be there twice."""
    if _CELLS & set(map(str, passage.loc)) or passage.field in ("headline", "subheadline", "heading"):
        return None
    letters = re.sub(r"[\W_]+", "", passage.text).lower()
    caption = passage.field in _SHORT_FIELDS
    least = 4 if caption else LEAST[passage.edition]
    return ("caption" if caption else "text", letters) if len(letters) >= least else None


def _photos(proof: Proof) -> Iterator[Finding]:
    files = [*_files(proof.release.manuscript)]
    first: dict[bytes | str, Loc] = {}
    sizes: dict[int, list[str]] = {}
    for _, file in files:
        sizes.setdefault((proof.release.folder / file).stat().st_size, []).append(file)
    for loc, file in files:
        path = proof.release.folder / file
        alike = len(set(sizes[path.stat().st_size])) > 1
        before = first.setdefault(path.read_bytes() if alike else file, loc)
        if before != loc:
            message = say("the same photo is here and further up: keep one of them, or give the other one")
            yield Finding(message, proof.manuscript(*loc), related=(proof.manuscript(*before),))


def _files(written: Manuscript) -> Iterator[tuple[Loc, str]]:
    """Where the body and the photos name a file, and the file."""
    for index, block in enumerate(written.body):
        if isinstance(block, ImageBlock):
            yield ("body", index, "image", "file"), block.image.file
    for index, photo in enumerate(written.photos):
        if photo.file:
            yield ("photos", index, "file"), photo.file
