from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from hkpress.release import pictures


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: object) -> bytes:
    buffer = io.BytesIO()
    noise = Image.effect_noise(size, 60) if size[0] < 1000 else Image.new("L", size)
    noise.convert(mode if mode != "I;16" else "I").convert(mode).save(buffer, kind, **more)
    return buffer.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x" / "photos").mkdir(parents=True)
    return tmp_path / "x"


def test_a_broken_picture_is_found_even_after_weasyprint_was_imported(folder: Path) -> None:
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as importing WeasyPrint does
    (folder / "a.jpg").write_bytes(picture(size=(60, 60))[:-900])
    assert "is broken" in (pictures.problem(folder, "a.jpg") or "")


NO_PICTURE = "is not a JPEG, PNG or WebP picture"
BROKEN = "is broken: export it again"


@pytest.mark.parametrize(
    ("draw", "problem"),
    [
        (lambda: picture(), None),
        (lambda: picture("PNG"), None),
        (lambda: picture("WEBP"), None),
        (lambda: picture("JPEG", mode="CMYK"), None),
        (lambda: picture("PNG", mode="I;16"), None),
        (lambda: picture("PNG", mode="LA"), None),
        (lambda: picture()[:-30], BROKEN),
        (lambda: picture("PNG")[:300], BROKEN),
        (lambda: picture("GIF"), NO_PICTURE),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", NO_PICTURE),
        (lambda: b"", NO_PICTURE),
        (lambda: blank(6400, 6300), "has 40 million pixels: save it with at most 40"),
        (lambda: resized(blank(8, 8), 30_000, 30_000), "has far too many pixels"),
        (lambda: resized(picture("JPEG"), 13_000, 12_000), "has 156 million pixels: save it with at most 150"),
    ],
)
def test_what_a_picture_must_be(folder: Path, draw: Callable[[], bytes], problem: str | None) -> None:
    (folder / "photos" / "01.jpg").write_bytes(draw())
    found = pictures.problem(folder, "photos/01.jpg")
    assert found is None if problem is None else problem in (found or "")


def test_a_file_may_be_too_large_for_its_pixels(folder: Path) -> None:
    with (folder / "a.jpg").open("wb") as file:
        file.write(picture())
        file.truncate((100 << 20) + 1)
    assert "larger than 100 MiB" in (pictures.problem(folder, "a.jpg") or "")


def resized(data: bytes, width: int, height: int) -> bytes:
    """A picture whose header names a false size, which anyone who reads only the header believes."""
    if data.startswith(b"\x89PNG"):
        head = data[12:16] + struct.pack(">II", width, height) + data[24:29]
        return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]
    at = data.index(b"\xff\xc0") + 5  # start of frame: marker, length, precision, height, width
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def blank(width: int, height: int) -> bytes:
    """A black PNG of this size, one bit a pixel."""
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "file",
    ["../y.jpg", "/etc/passwd", "photos/../../y.jpg", "C:/y.jpg", "file:///etc/passwd", "link.jpg"],
)
def test_a_picture_stays_inside_the_release(folder: Path, file: str) -> None:
    (folder.parent / "y.jpg").write_bytes(picture())
    (folder / "link.jpg").symlink_to(folder.parent / "y.jpg")
    assert "is outside the release's folder" in (pictures.problem(folder, file) or "")


def test_a_path_of_windows_is_reported_in_its_right_form(folder: Path) -> None:
    assert pictures.problem(folder, "photos\\01.jpg") == "`photos\\01.jpg` has a backslash: write `photos/01.jpg`"


@pytest.mark.parametrize("file", ["photos/02.jpg", "photos", "x" * 300 + ".jpg"])
def test_a_picture_must_be_there(folder: Path, file: str) -> None:
    assert pictures.problem(folder, file)


def test_a_page_picture_is_upright_and_small(folder: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was held on its side
    (folder / "a.jpg").write_bytes(picture(size=(4000, 2000), exif=turned))
    made = pictures.load(folder, "a.jpg")
    assert (made.mime, made.width, made.height) == ("image/jpeg", 800, 1600)
    assert made == pictures.load(folder, "a.jpg")
    with Image.open(io.BytesIO(made.data)) as image:
        assert not image.getexif()


@pytest.mark.parametrize(("kind", "mode", "mime"), [("PNG", "RGBA", "image/png"), ("WEBP", "RGB", "image/jpeg")])
def test_page_pictures_are_jpeg_or_png(folder: Path, kind: str, mode: str, mime: str) -> None:
    (folder / "a").write_bytes(picture(kind, mode=mode))
    assert pictures.load(folder, "a").mime == mime


def test_a_picture_is_decoded_once_for_the_check_and_all_editions(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = []
    own = pictures._decoded
    monkeypatch.setattr(pictures, "_decoded", lambda data, longest: decoded.append(data) or own(data, longest))
    for name in ("a.jpg", "b.png"):
        (folder / name).write_bytes(picture("JPEG" if name == "a.jpg" else "PNG", size=(50, 40)))
    for _ in range(3):
        assert [pictures.problem(folder, name) for name in ("a.jpg", "b.png")] == [None, None]
        first = [pictures.load(folder, name) for name in ("a.jpg", "b.png")]
    assert len(decoded) == 2
    (folder / "a.jpg").write_bytes(picture(size=(60, 40)))
    assert pictures.load(folder, "a.jpg").width == 60
    assert [each.width for each in first] == [50, 50]


def test_what_is_kept_of_pictures_is_bounded() -> None:
    shelf: pictures._Shelf[int] = pictures._Shelf(10)
    for number in range(8):
        shelf.put(number, number, 4)
    shelf.put("large", 0, 11)
    assert list(shelf.items) == [6, 7]
    assert shelf.get(6) == 6
    assert shelf.get(5) is None
