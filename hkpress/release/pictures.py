"""Photos and pictures of a release: which files can be used, and their bytes on the page."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import threading
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from hkpress.core.files import barred, below
from hkpress.core.limits import Late, limited
from hkpress.release import colours

MAX_BYTES = 100 << 20
MAX_PIXELS = {"JPEG": 150_000_000, "MPO": 150_000_000}
"""Of a JPEG, which is made smaller while it is decoded."""
MAX_PIXELS_ELSE = 40_000_000
TOO_LARGE = "has far too many pixels: save it with at most 150 million (a JPEG), or 40 million"
SECONDS = 30.0
"""Seconds that one picture may take."""
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
LONG_EDGE = 1600  # pixels of a picture on the page: 230 dpi over the text width of A4
MANY = 24
"""Up to this many pictures may be that large. With more, each is smaller, so that a page can still be opened."""
SMALL_EDGE = 640


@dataclass(frozen=True)
class PagePicture:
    """A picture ready for the page: upright, in sRGB, at most LONG_EDGE pixels long, without metadata."""

    mime: str
    data: bytes
    width: int
    height: int


def edge(number: int) -> int:
    """The longest edge of a picture, in pixels, in a release with this *number* of pictures."""
    return LONG_EDGE if number <= MANY else max(SMALL_EDGE, round(LONG_EDGE * (MANY / number) ** 0.5))


def problem(folder: Path, file: str, longest: int = LONG_EDGE) -> str | None:
    """Why the picture *file*, a path from the release's *folder*, cannot be used; None if it can.

    It is decoded to find out, and kept for `load`, at most *longest* pixels long.
    """
    path = below(folder, file)
    if why := barred(folder, file):
        return f"`{file}` cannot be read: {why}"
    if "\\" in file and ":" not in file:
        slashed = file.replace("\\", "/")
        return f"`{file}` has a backslash: write `{slashed}`"
    if path is None:
        return f"`{file}` is outside the release's folder: copy the picture into {folder.name}/photos/"
    try:
        if not path.is_file():
            if os.path.lexists(folder / file):
                return f"`{file}` is a folder, a pipe or a link that leads nowhere: put the picture there"
            return f"`{file}` is not in {folder.name}/: {_there(folder, file)}"
        if path.stat().st_size > MAX_BYTES:
            return f"`{file}` is larger than 100 MiB: save a smaller copy, and link the original with `photo_pack`"
        _fitted(path, longest)
    except _Unusable as error:
        return f"`{file}` {error}"
    except OSError as error:
        return f"`{file}` cannot be read: {error.strerror or error}"
    return None


def size(folder: Path, file: str) -> tuple[int, int]:
    """Width and height in pixels, as the file has them. *file* has passed `problem`."""
    path = below(folder, file)
    assert path is not None, file
    with _opened_image(path) as image:
        return int(image.width), int(image.height)


def load(folder: Path, file: str, longest: int = LONG_EDGE) -> PagePicture:
    """The picture as it goes on the page, at most *longest* pixels long. *file* has passed `problem`."""
    path = below(folder, file)
    assert path is not None, file
    return _fitted(path, longest)


def _there(folder: Path, file: str) -> str:
    """The real name of a file that the author wrote with other capitals, or in another Unicode form."""

    def alike(name: str) -> str:
        return unicodedata.normalize("NFKC", name).casefold()

    names = (path.relative_to(folder).as_posix() for path in sorted((folder / file).parent.glob("*")))
    near = next((name for name in names if alike(name) == alike(file)), "")
    if not near:
        return "check the name, small and capital letters too"
    told = "" if near.casefold() == file.casefold() else ", in other characters that look the same"
    return f"there it is called `{near}`{told}: rename the file, or copy that name"


class _Unusable(Exception):  # noqa: N818 (its text ends a sentence about the file)
    pass


# --- decoding -------------------------------------------------------------------------------------


def _fitted(path: Path, longest: int) -> PagePicture:
    """The picture for the page; decoded once for the check and all editions."""
    data = path.read_bytes()
    key = hashlib.sha256(data).digest(), path.suffix.lower(), longest
    picture = _FITTED.get(key)
    if picture is None:
        try:
            with limited(SECONDS):
                picture = _encoded(_decoded(data, longest), png=key[1] == ".png")
        except Late:
            raise _Unusable(f"takes more than {SECONDS:g} seconds to decode: save a smaller copy") from None
        _FITTED.put(key, picture, len(picture.data))
    return picture


def _decoded(data: bytes, longest: int) -> Any:
    """The picture as a Pillow image, upright, in RGB or RGBA of sRGB, at most *longest* pixels long."""
    from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # the PDF engine sets this when it is imported
    try:
        with _opened_image(io.BytesIO(data)) as image:
            _refuse_large(image)
            profile = _profile(image, data)
            image.draft(None, (2 * longest, 2 * longest))  # a JPEG only: decoded at a half, a quarter or an eighth
            image.load()
            with _as_far_as_read():
                ImageOps.exif_transpose(image, in_place=True)
            image = _in_eight_bits(image, data)
    except Image.DecompressionBombError:
        raise _Unusable(TOO_LARGE) from None
    except UnidentifiedImageError:
        raise _Unusable("is not a JPEG, PNG or WebP picture: save it as one of these") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _Unusable("is broken: export it again from the original") from error
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return _in_srgb(image, profile)


@contextmanager
def _opened_image(file: Path | io.BytesIO) -> Iterator[Any]:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # warnings about large pictures, for which our own limit is lower, and about broken metadata
        with Image.open(file, formats=list(FORMATS)) as image:
            yield image


def _refuse_large(image: Any) -> None:
    most = MAX_PIXELS.get(image.format, MAX_PIXELS_ELSE)
    if image.width * image.height > most:
        pixels = f"{image.width * image.height / 1e6:,.0f} million pixels"
        raise _Unusable(f"has {pixels}: save it with at most {most // 10**6}, or as a JPEG of at most 150 million")


def orientation(image: Any) -> int:
    """How a viewer turns the picture, from 1 to 8, as EXIF has it."""
    with _as_far_as_read():
        turned = image.getexif().get(0x0112, 1)
        return int(turned) if turned in range(1, 9) else 1
    return 1


def made_profile(image: Any) -> bytes | None:
    """A profile for a picture that has none, but other marks of its colours; None if they say sRGB, or nothing."""
    with _as_far_as_read():
        return colours.marked(image)
    return None


def _as_far_as_read() -> suppress:
    """Unreadable EXIF counts as none: the pixels are right all the same."""
    return suppress(SyntaxError, ValueError, TypeError, LookupError, OSError, struct.error)


def _profile(image: Any, data: bytes) -> bytes | None:
    """The profile for converting an opened picture's colours; None, or empty, if it is in sRGB."""
    if image.format == "PNG":
        try:
            if (coded := colours.coded(data)) is not None:
                return coded
        except LookupError:
            raise _Unusable("is an HDR picture, or has colours that few programs show: export it in sRGB") from None
    profile: bytes | None = image.info.get("icc_profile")
    return profile or made_profile(image)


def _in_eight_bits(image: Any, data: bytes) -> Any:
    """The picture with one byte for each channel: Pillow would cut off whatever is brighter than 255 of 65,535.

    The colour that a PNG calls transparent is in as many bits as its file has.
    """
    from PIL import Image

    clear = image.info.get("transparency")
    if image.mode.startswith("I"):
        image.info.pop("transparency", None)
        grey = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
        if isinstance(clear, int):
            opaque = [255 * (value != clear) for value in range(65536)]
            return Image.merge("LA", [grey, image.convert("I").point(opaque, "L")])
        return grey
    bits = data[24] if image.format == "PNG" else 8
    if image.mode == "L" and isinstance(clear, int) and bits < 8:
        image.info["transparency"] = clear * 255 // (2**bits - 1)
    if image.mode == "RGB" and isinstance(clear, tuple) and bits == 16:
        image.info["transparency"] = tuple(each >> 8 for each in clear)
    return image


def _in_srgb(image: Any, profile: bytes | None) -> Any:
    """The picture in RGB or RGBA, its colours converted by its profile. A broken profile is ignored."""
    from PIL import ImageCms

    alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if image.mode in ("P", "PA", "LA") or (alpha and image.mode != "RGBA"):
        image = image.convert("RGBA" if alpha else "RGB")
    if profile:
        opacity = image.getchannel("A") if alpha else None
        try:
            source = colours.open_profile(profile)
            if not colours.is_srgb(source):
                image = colours.in_srgb(image.convert("RGB") if alpha else image, source)
                if opacity:
                    image.putalpha(opacity)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    image = image.convert("RGBA" if alpha else "RGB")
    image.info.clear()  # Pillow would write a comment, a profile and the resolution into the new file
    return image


def _encoded(image: Any, *, png: bool) -> PagePicture:
    kind = "PNG" if png or image.mode == "RGBA" else "JPEG"
    buffer = io.BytesIO()
    image.save(buffer, kind, quality=88) if kind == "JPEG" else image.save(buffer, kind, optimize=True)
    return PagePicture(FORMATS[kind], buffer.getvalue(), image.width, image.height)


# --- what is kept ---------------------------------------------------------------------------------

T = TypeVar("T")


class _Shelf(Generic[T]):
    """Results for recently read files, by their contents. The oldest makes room."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.items: dict[object, tuple[T, int]] = {}
        self.lock = threading.Lock()

    def get(self, key: object) -> T | None:
        return self.items.get(key, (None, 0))[0]

    def put(self, key: object, item: T, size: int) -> None:
        if size > self.room:
            return
        with self.lock:
            self.items.pop(key, None)
            while sum(each for _, each in list(self.items.values())) + size > self.room:
                self.items.pop(next(iter(self.items)), None)
            self.items[key] = item, size


_FITTED: _Shelf[PagePicture] = _Shelf(64 << 20)  # bytes
