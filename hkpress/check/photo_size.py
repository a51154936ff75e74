"""A photo that is too small to print.

A newspaper prints at 300 dots per inch: 1,200 pixels are ten centimetres, one column and a half.
Smaller files mostly come from a chat or a web page. Where a `photo_pack` offers the
photos in high resolution, those in the release may be small.

Wrong: a photo of 640 × 480 pixels
Right: the original from the camera, or a copy of at least 1,200 pixels on its longer side
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity
from hkpress.release import pictures

CODE = "photo-size"
SEVERITY = Severity.WARNING
LONG_EDGE = 1200


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every photo that is smaller."""
    written = proof.release.manuscript
    if written.photo_pack and not written.photo_pack.url.startswith("#"):
        return
    for index, photo in enumerate(written.photos):
        if not photo.file:
            continue
        width, height = pictures.size(proof.release.folder, photo.file)
        if max(width, height) < LONG_EDGE:
            message = say(
                "{width} × {height} pixels are too few to print: give a photo of at least {least} on its longer side",
                width=width,
                height=height,
                least=f"{LONG_EDGE:,}",
            )
            yield Finding(message, proof.manuscript("photos", index, "file"))
