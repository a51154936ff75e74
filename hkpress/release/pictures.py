"""Photos and pictures of a release: what makes a file unusable, and the bytes that are put on the page."""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Generic, TypeVar

from hkpress.core.files import inside

MAX_PIXELS = 40_000_000
MAX_BYTES = 25 << 20
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
LONG_EDGE = 1600  # pixels of a picture on the page: 230 dpi over the text width of A4


@dataclass(frozen=True)
class PagePicture:
    """A picture made fit for the page: upright, at most LONG_EDGE pixels long, without metadata."""

    mime: str
    data: bytes
    width: int
    height: int


def problem(folder: Path, file: str) -> str | None:
    """Why the picture *file*, a path from the release's *folder*, cannot be used; None if it can."""
    path = _inside(folder, file)
    if path is None:
        return f"`{file}` is outside the release's folder: copy the picture into {folder.name}/photos/"
    try:
        if not path.is_file():
            return f"`{file}` is not in {folder.name}/: check the name, small and capital letters too"
        if path.stat().st_size > MAX_BYTES:
            return f"`{file}` is larger than 25 MiB: save a smaller copy, and link the original with `photo_pack`"
        data = path.read_bytes()
        key = _key(path, data)
        if key not in _FITTED and key not in _DECODED:
            image = _decoded(data)
            _DECODED.put(key, image, image.width * image.height)
    except _Unusable as error:
        return f"`{file}` {error}"
    except OSError as error:
        return f"`{file}` cannot be read: {error.strerror or error}"
    return None


def size(folder: Path, file: str) -> tuple[int, int]:
    """Width and height in pixels, as the file has them. *file* has passed `problem`."""
    from PIL import Image

    path = _inside(folder, file)
    assert path is not None, file
    with warnings.catch_warnings(), Image.open(path, formats=list(FORMATS)) as image:
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return image.size


def load(folder: Path, file: str) -> PagePicture:
    """The picture as it goes on the page. *file* has passed `problem`."""
    path = _inside(folder, file)
    assert path is not None, file
    data = path.read_bytes()
    key = _key(path, data)
    picture = _FITTED.get(key)
    if picture is None:
        picture = _fitted(_DECODED.take(key) or _decoded(data), png=path.suffix.lower() == ".png")
        _FITTED.put(key, picture, len(picture.data))
    return picture


def _fitted(image: Any, *, png: bool) -> PagePicture:
    from PIL import Image, ImageOps

    ImageOps.exif_transpose(image, in_place=True)
    image.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS)
    opaque = image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info
    image = image.convert("RGB" if opaque else "RGBA")
    kind = "PNG" if not opaque or png else "JPEG"
    buffer = io.BytesIO()
    image.save(buffer, kind, quality=88) if kind == "JPEG" else image.save(buffer, kind, optimize=True)
    return PagePicture(FORMATS[kind], buffer.getvalue(), image.width, image.height)


class _Unusable(Exception):  # noqa: N818 (its text ends a sentence about the file)
    pass


def _inside(folder: Path, file: str) -> Path | None:
    parts = PurePosixPath(file)
    if parts.is_absolute() or ".." in parts.parts or "\\" in file or ":" in file:
        return None
    try:
        return inside(folder / parts, folder)  # a link must not lead out either
    except OSError:
        return None


def _decoded(data: bytes) -> Any:
    from PIL import Image, ImageFile, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # what prints PDFs sets it when it is imported
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=list(FORMATS)) as image:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            if image.width * image.height > MAX_PIXELS:
                raise _Unusable(f"has {image.width * image.height / 1e6:,.0f} million pixels: save it with at most 40")
            image.load()
            return image
    except Image.DecompressionBombError:
        raise _Unusable("has far too many pixels: save it with at most 40 million") from None
    except UnidentifiedImageError:
        raise _Unusable("is not a JPEG, PNG or WebP picture: save it as one of these") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _Unusable("is broken: export it again from the original") from error


# --- what is kept: each picture is decoded once for the check and all editions --------------------

T = TypeVar("T")


class _Shelf(Generic[T]):
    """What was made of files lately, by what is in them; the oldest makes room."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.items: dict[object, tuple[T, int]] = {}
        self.lock = threading.Lock()

    def __contains__(self, key: object) -> bool:
        return key in self.items

    def get(self, key: object) -> T | None:
        return self.items.get(key, (None, 0))[0]

    def take(self, key: object) -> T | None:
        return self.items.pop(key, (None, 0))[0]

    def put(self, key: object, item: T, size: int) -> None:
        if size > self.room:
            return
        with self.lock:
            self.items.pop(key, None)
            while sum(each for _, each in list(self.items.values())) + size > self.room:
                self.items.pop(next(iter(self.items)), None)
            self.items[key] = item, size


_DECODED: _Shelf[Any] = _Shelf(25_000_000)  # pixels: two photos of a telephone, between the check and the page
_FITTED: _Shelf[PagePicture] = _Shelf(32 << 20)  # bytes


def _key(path: Path, data: bytes) -> tuple[bytes, str]:
    return hashlib.sha256(data).digest(), path.suffix.lower()
