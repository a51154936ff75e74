"""Saves files that are dropped on the page, in its folder or the shared one, under a name that hkpress chooses."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.files import inside, write_file
from hkpress.core.layout import SHARED
from hkpress.release import attachments, logos, pictures
from hkpress.release.pictures import PagePicture

_FOLDERS = {
    ("picture", False): ("photos", pictures.problem),
    ("picture", True): ("portraits", pictures.problem),
    ("file", False): ("files", attachments.problem),
    ("file", True): ("logos", logos.problem),
}
"""The folders for pictures and other files, in a release's folder and in the shared one, and the functions that judge
them."""
_SUFFIX_OF = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


def add(folder: Path, name: str, data: bytes, kind: str = "picture") -> str:
    """Save a picture, or with *kind* "file" a logo or what a link leads to. Returns its path in *folder*.

    The bytes of a picture decide its suffix, not its *name*. Raises Invalid if it cannot be shown, and OSError.
    """
    home, judge = _FOLDERS[kind, folder.name == SHARED]
    given = re.sub(r"[^.a-z0-9]", "", Path(name).suffix.lower())
    suffix = _SUFFIX_OF[_format_of(name, data)] if kind == "picture" else given
    stem = re.sub(
        r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", Path(name).stem).encode("ascii", "ignore").decode().lower()
    )
    target = _free(inside(folder / home, folder), stem.strip("-")[:40] or home[:-1], suffix, data)
    file = f"{home}/{target.name}"
    if not target.exists():
        write_file(target, data)
        if problem := judge(folder, file):
            target.unlink()
            raise Invalid([Diagnostic(problem, "picture")])
    return file


def thumbnail(path: Path, edge: int = 480) -> PagePicture:
    """A small copy of a picture, upright and without metadata. Raises Invalid if the file is no picture."""
    if problem := pictures.problem(path.parent, path.name, edge):
        raise Invalid([Diagnostic(problem, "picture")])
    return pictures.load(path.parent, path.name, edge)


def _format_of(name: str, data: bytes) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # a warning about large pictures, for which `pictures.problem` has its own limit
            return str(Image.open(io.BytesIO(data), formats=[*_SUFFIX_OF]).format)
    except Image.DecompressionBombError:
        raise Invalid([Diagnostic(f"`{name}` {pictures.TOO_LARGE}", "picture")]) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        message = "this is not a JPEG, PNG or WebP picture: save it as one of these"
        raise Invalid([Diagnostic(message, "picture")]) from None


def _free(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """A name that no other picture has; the same picture keeps its name."""
    names = (f"{stem}{number}{suffix}" for number in ("", *(f"-{number}" for number in range(2, 10_000))))
    paths = (folder / name for name in names)
    return next(path for path in paths if not path.exists() or path.read_bytes() == data)
