"""Photos and pictures of a release: what makes a file unusable, and the bytes that are put on the page."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

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
        _read(path)
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
    from PIL import Image, ImageOps

    path = _inside(folder, file)
    assert path is not None, file
    image = ImageOps.exif_transpose(_read(path))
    image.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS)
    opaque = image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info
    image = image.convert("RGB" if opaque else "RGBA")
    kind = "PNG" if not opaque or path.suffix.lower() == ".png" else "JPEG"
    buffer = io.BytesIO()
    image.save(buffer, kind, quality=88) if kind == "JPEG" else image.save(buffer, kind, optimize=True)
    return PagePicture(FORMATS[kind], buffer.getvalue(), image.width, image.height)


class _Unusable(Exception):  # noqa: N818 (its text ends a sentence about the file)
    pass


def _inside(folder: Path, file: str) -> Path | None:
    parts = PurePosixPath(file)
    if parts.is_absolute() or ".." in parts.parts or "\\" in file or ":" in file:
        return None
    path = (folder / parts).resolve()  # a link must not lead out either
    return path if path.is_relative_to(folder.resolve()) else None


def _read(path: Path):  # type: ignore[no-untyped-def]  # PIL.Image.Image, whose import is put off
    from PIL import Image, ImageFile, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it when it is imported
    try:
        with warnings.catch_warnings(), Image.open(path, formats=list(FORMATS)) as image:
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
