"""Photos that are dropped on the page: saved in the release's folder under a name of hkpress's own."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.files import inside, write_file
from hkpress.release import pictures
from hkpress.release.pictures import PagePicture

FOLDER = "photos"
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


def add(folder: Path, name: str, data: bytes) -> str:
    """Save a picture in the release's *folder*. Returns its path there. Its bytes decide its kind, not its *name*.
    Raises Invalid if a page cannot show it, and OSError.
    """
    kind = _kind(data)
    stem = re.sub(
        r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", Path(name).stem).encode("ascii", "ignore").decode().lower()
    )
    target = _free(inside(folder / FOLDER, folder), stem.strip("-")[:40] or "photo", _SUFFIXES[kind], data)
    file = f"{FOLDER}/{target.name}"
    if not target.exists():
        write_file(target, data)
        if problem := pictures.problem(folder, file):
            target.unlink()
            raise Invalid([Diagnostic(problem, "picture")])
    return file


def thumbnail(path: Path, edge: int = 480) -> PagePicture:
    """A small copy of a picture, upright and without metadata. Raises Invalid if the file is no picture."""
    if problem := pictures.problem(path.parent, path.name, edge):
        raise Invalid([Diagnostic(problem, "picture")])
    return pictures.load(path.parent, path.name, edge)


def _kind(data: bytes) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of many pixels: `pictures.problem` has its own limit
            return str(Image.open(io.BytesIO(data), formats=[*_SUFFIXES]).format)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Invalid([Diagnostic("this is no photo: drop a JPEG, PNG or WebP file", "picture")]) from None


def _free(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """A name that no other picture has; the same picture keeps the one that it has."""
    names = (f"{stem}{number}{suffix}" for number in ("", *(f"-{number}" for number in range(2, 10_000))))
    paths = (folder / name for name in names)
    return next(path for path in paths if not path.exists() or path.read_bytes() == data)
