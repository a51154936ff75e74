"""A photo without words for those who cannot see it, or with words that do not say what it shows.

The alternative text says what is in the picture; the caption says who and why. A screen reader reads both, so neither
should repeat the other. A file's name tells nobody anything.

Wrong: alt: {en: photo1.jpg, tc: 相片一}
Right: alt: {en: Four speakers on a stage, tc: 四位講者在台上}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity
from hkpress.release.model import ImageBlock, Photo, Picture
from hkpress.release.source import Loc

CODE = "alt-text"
SEVERITY = Severity.WARNING

_ITS_NUMBER = r"[\s_-]*[\d一二三四五六七八九十]*"
_SAYS_NOTHING = re.compile(
    r"\S+\.(?:jpe?g|png|webp|gif|tiff?|heic)|\W*"
    rf"|(?:an? |the )?(?:group )?(?:IMG|DSCN?|image|photo|photograph|picture|pic|figure){_ITS_NUMBER}"
    rf"|(?:一張|大)?(?:圖|圖片|圖像|相|相片|照片|合照){_ITS_NUMBER}",
    re.IGNORECASE,
)


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every photo whose alternative text is missing or says nothing."""
    origin = proof.release.sources[0][0]
    for loc, photo in _pictures(proof):
        if photo.alt is None:
            message = say("this photo has no `alt`: say in a few words what it shows, in both languages")
            yield Finding(message, Place(origin, (*loc, "file")))
            continue
        for edition in ("en", "tc"):
            alt = getattr(photo.alt, edition)
            if not alt:
                continue  # the photo is in the other language only
            caption = getattr(photo.caption, edition) if photo.caption else ""
            place = Place(origin, (*loc, "alt", edition))
            if _same(alt, caption):
                yield Finding(say("`alt` repeats the caption: say what the photo shows"), place)
            elif _SAYS_NOTHING.fullmatch(alt.strip()) or _same(
                alt, re.sub(r"\.\w+$", "", (photo.file or "").split("/")[-1])
            ):
                yield Finding(
                    say("`{alt}` does not say what the photo shows: describe it in a few words", alt=alt), place
                )


def _pictures(proof: Proof) -> Iterator[tuple[Loc, Photo | Picture]]:
    written = proof.release.manuscript
    for index, block in enumerate(written.body):
        if isinstance(block, ImageBlock):
            yield ("body", index, "image"), block.image
    yield from ((("photos", index), photo) for index, photo in enumerate(written.photos) if photo.file)


def _same(one: str, other: str) -> bool:
    return bool(_letters(one)) and _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
