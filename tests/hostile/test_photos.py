"""Photos keep only the metadata that colours need; colours are right; large photos are read; each has a time limit."""

from __future__ import annotations

import io
import struct
import time
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from hkpress.core.diagnostics import Invalid
from hkpress.core.limits import Late, limited
from hkpress.desk import photos
from hkpress.formats import variants
from hkpress.formats.photopack.container import with_info
from hkpress.formats.photopack.info import PictureInfo
from hkpress.production.make import make_release
from hkpress.release import pictures
from hkpress.release.project import Project
from tests.conftest import MINIMAL

SECRET = b"top-secret"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "x"
    made.mkdir()
    return made


def loaded(folder: Path, data: bytes, name: str = "a.jpg") -> Image.Image:
    (folder / name).write_bytes(data)
    assert pictures.problem(folder, name) is None
    return Image.open(io.BytesIO(pictures.load(folder, name).data))


def profile(primaries: tuple[tuple[float, float, float], ...], gamma: float = 2.2, name: bytes = b"wide") -> bytes:
    """An ICC profile of a screen with these primaries, in XYZ under D50."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    text = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" + bytes(78)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    tags = {b"desc": text, b"wtpt": xyz(0.9642, 1.0, 0.8249), b"cprt": b"text\0\0\0\0-\0\0\0"}
    tags |= {letter + b"XYZ": xyz(*primary) for letter, primary in zip((b"r", b"g", b"b"), primaries, strict=True)}
    tags |= {letter + b"TRC": curve for letter in (b"r", b"g", b"b")}
    table, body, start = b"", b"", 132 + 12 * len(tags)
    for tag, data in tags.items():
        data += bytes(-len(data) % 4)
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s", start + len(body), b"none", 0x02200000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">iii", 63190, 65536, 54061) + bytes(48)
    return head + struct.pack(">I", len(tags)) + table + body


ADOBE = profile(((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)))
P3 = profile(((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)))


def saved(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


def all_metadata() -> list[tuple[str, bytes]]:
    image = Image.new("RGB", (60, 40), (200, 30, 30))
    exif = Image.Exif()
    exif[0x010E] = exif[0x9286] = SECRET.decode()
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    dated = {"dpi": (301, 302)}
    return [
        ("a.jpg", saved(image, comment=SECRET, exif=exif, xmp=SECRET, icc_profile=profile(((0.6, 0.3, 0), (0.2, 0.6, 0.1), (0.1, 0.1, 0.7)), name=SECRET), **dated)),
        ("a.png", saved(image, "PNG", pnginfo=info, exif=exif, icc_profile=profile(((0.6, 0.3, 0), (0.2, 0.6, 0.1), (0.1, 0.1, 0.7)), name=SECRET), **dated)),
        ("b.png", saved(image.convert("RGBA"), "PNG", pnginfo=info, exif=exif, **dated)),
        ("a.webp", saved(image, "WEBP", exif=exif, xmp=SECRET)),
        ("b.jpg", saved(image) + SECRET),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), all_metadata(), ids=lambda value: value if isinstance(value, str) else "")
def test_no_metadata_gets_out(folder: Path, name: str, data: bytes) -> None:
    assert SECRET in data or name.endswith("png")
    image = loaded(folder, data, name)
    assert SECRET not in pictures.load(folder, name).data
    assert not {"comment", "exif", "icc_profile", "xmp", "XML:com.adobe.xmp", "Comment"} & image.info.keys()
    assert image.info.get("dpi", (72, 72)) != (301, 302)


def test_a_comment_is_in_no_page(project: Callable[..., Project]) -> None:
    data = saved(Image.effect_noise((300, 200), 50), comment=SECRET)
    text = MINIMAL + "photos: [{file: a.jpg, caption: {en: C, tc: 丙}, alt: {en: What is seen, tc: 所見}}]\n"
    for output in make_release(
        project(text, **{"releases/x/a.jpg": data}), "x", variants(["en"], ["html", "pdf"])
    ).outputs:
        assert SECRET not in output.data
        assert b"dG9wLXNlY3JldA" not in output.data


@pytest.mark.parametrize(
    ("icc", "colour", "wanted"),
    [
        (ADOBE, (144, 200, 120), (113, 201, 115)),
        (P3, (200, 100, 60), (217, 93, 42)),
        (ADOBE, (128, 128, 128), (128, 128, 128)),
        (b"broken", (144, 200, 120), (144, 200, 120)),
        (ADOBE[:200], (144, 200, 120), (144, 200, 120)),
        (None, (144, 200, 120), (144, 200, 120)),
    ],
    ids=["Adobe RGB", "Display P3", "grey", "broken", "cut off", "none"],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "RGBA"])
def test_colours_are_converted(
    folder: Path, icc: bytes | None, colour: tuple[int, int, int], wanted: tuple[int, int, int], kind: str
) -> None:
    image = Image.new("RGBA" if kind == "RGBA" else "RGB", (16, 16), colour)
    more = {"quality": 100} if kind != "RGBA" else {}
    data = saved(image, "PNG" if kind == "RGBA" else kind, icc_profile=icc, **more)
    found = loaded(folder, data).convert("RGB").getpixel((8, 8))
    assert isinstance(found, tuple)
    assert all(abs(one - other) <= 5 for one, other in zip(found, wanted, strict=True)), found


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def exif_of_adobe() -> bytes:
    """What a camera set to Adobe RGB writes: no profile, colours that are not sRGB, and R03."""
    entries = [
        (0x8769, 4, 1, 26),
        (0xA001, 3, 1, 0xFFFF),
        (0xA005, 4, 1, 56),
        (1, 2, 4, int.from_bytes(b"R03\0", "little")),
    ]
    packed = [struct.pack("<HHII", *each) for each in entries]
    folders = [packed[:1], packed[1:3], packed[3:]]
    return b"Exif\0\0II*\0\x08\0\0\0" + b"".join(
        struct.pack("<H", len(each)) + b"".join(each) + bytes(4) for each in folders
    )


ADOBE_XY = struct.pack(">8I", 31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000)
SRGB = (((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)))  # fmt: skip


@pytest.mark.parametrize(
    ("chunks", "icc", "wanted"),
    [
        (b"", profile(SRGB, 1.0, b"sRGB linear"), (229, 96, 96)),
        (b"", profile(SRGB, 1.8, b"no sRGB"), (210, 40, 40)),
        (b"", profile(SRGB, 2.2, b"monitor"), (200, 24, 24)),
        (chunk(b"gAMA", struct.pack(">I", 100_000)), None, (229, 96, 96)),
        (chunk(b"gAMA", struct.pack(">I", 45_455)), None, (200, 30, 30)),
        (chunk(b"sRGB", b"\0") + chunk(b"gAMA", struct.pack(">I", 100_000)), None, (200, 30, 30)),
        (chunk(b"gAMA", bytes(4)), None, (200, 30, 30)),
        (chunk(b"cHRM", ADOBE_XY), None, (233, 24, 24)),
        (chunk(b"cICP", bytes((12, 13, 0, 1))), None, (218, 0, 6)),
        (chunk(b"cICP", bytes((9, 13, 0, 1))), None, (249, 0, 9)),
        (chunk(b"cICP", bytes((1, 13, 0, 1))), profile(SRGB, 1.0), (200, 30, 30)),
        (chunk(b"cICP", bytes((2, 8, 0, 1))) + chunk(b"sRGB", b"\0"), None, (229, 96, 96)),
    ],
    ids=[
        *("linear", "other gamma", "other name", "gAMA of 1", "usual gAMA", "sRGB and gAMA", "gAMA of 0", "cHRM"),
        *("cICP of P3", "cICP of BT.2020", "cICP and a profile", "cICP and sRGB"),
    ],
)
def test_colours_count_and_not_their_names(
    folder: Path, chunks: bytes, icc: bytes | None, wanted: tuple[int, ...]
) -> None:
    data = saved(Image.new("RGB", (16, 16), (200, 30, 30)), "PNG", icc_profile=icc)
    found = loaded(folder, data[:33] + chunks + data[33:], "a.png").getpixel((8, 8))
    assert isinstance(found, tuple)
    assert all(abs(one - other) <= 5 for one, other in zip(found, wanted, strict=True)), found


@pytest.mark.parametrize(
    "code", [(9, 16, 0, 1), (9, 18, 0, 1), (11, 17, 0, 1), (99, 13, 0, 1), (1, 13, 0, 0), (1, 13, 9, 1)]
)
def test_colours_for_other_screens_are_refused(folder: Path, code: tuple[int, ...]) -> None:
    data = saved(Image.new("RGB", (16, 16)), "PNG")
    (folder / "a.png").write_bytes(data[:33] + chunk(b"cICP", bytes(code)) + data[33:])
    assert "export it in sRGB" in str(pictures.problem(folder, "a.png"))


@pytest.mark.parametrize(
    ("bits", "kind", "row", "clear"),
    [
        (16, 0, struct.pack(">2H", 30_000, 65_535), struct.pack(">H", 30_000)),
        (16, 0, struct.pack(">2H", 30_000, 30_001), struct.pack(">H", 30_000)),
        (16, 2, struct.pack(">6H", 1000, 2000, 3000, 65_535, 0, 0), struct.pack(">3H", 1000, 2000, 3000)),
        (8, 0, b"\x64\xff", struct.pack(">H", 100)),
        (4, 0, b"\x5f", struct.pack(">H", 5)),
        (2, 0, b"\x70", struct.pack(">H", 1)),
        (1, 0, b"\x40", struct.pack(">H", 0)),
    ],
)
def test_the_transparent_colour_of_any_depth(folder: Path, bits: int, kind: int, row: bytes, clear: bytes) -> None:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, bits, kind, 0, 0, 0))
    body = chunk(b"tRNS", clear) + chunk(b"IDAT", zlib.compress(b"\0" + row)) + chunk(b"IEND", b"")
    image = loaded(folder, b"\x89PNG\r\n\x1a\n" + head + body, "a.png").getchannel("A")
    assert [image.getpixel((place, 0)) for place in (0, 1)] == [0, 255]


def test_adobe_rgb_that_only_the_exif_tells(folder: Path) -> None:
    data = saved(Image.new("RGB", (16, 16), (200, 30, 30)), exif=exif_of_adobe(), quality=100)
    found = loaded(folder, data).getpixel((8, 8))
    assert isinstance(found, tuple)
    assert all(abs(one - other) <= 5 for one, other in zip(found, (233, 24, 24), strict=True)), found
    packed = with_info(data, PictureInfo("x", "A", {"en": "B"}, {}))
    assert Image.open(io.BytesIO(packed)).info["icc_profile"]  # newsrooms' copy has the colours too


def test_sixteen_bits_are_read(folder: Path) -> None:
    ramp = Image.frombytes("I;16", (256, 4), b"".join(struct.pack("<H", 257 * step) for step in range(256)) * 4)
    image = loaded(folder, saved(ramp, "PNG"), "a.png").convert("L")
    assert [image.getpixel((step, 1)) for step in (0, 1, 64, 128, 200, 255)] == [0, 1, 64, 128, 200, 255]


def test_the_jpeg_of_the_largest_camera_is_read_and_made_smaller_while_decoding(folder: Path) -> None:
    size = (12_000, 12_400)  # 149 million
    image = loaded(folder, saved(Image.linear_gradient("L").resize(size, Image.Resampling.NEAREST), quality=60))
    assert max(image.size) == pictures.LONG_EDGE
    assert abs(int(image.convert("L").getpixel((image.width // 2, image.height // 2))) - 127) < 4  # type: ignore[arg-type]


def test_many_pictures_of_a_release_are_smaller() -> None:
    assert [pictures.edge(number) for number in (0, 1, 24, 25, 60, 200, 5000)] == [
        1600,
        1600,
        1600,
        1568,
        1012,
        640,
        640,
    ]


@pytest.mark.parametrize("side", [7_000, 65_000])
def test_a_bomb_is_refused_where_it_is_dropped_too(folder: Path, side: int) -> None:
    """A file of a few bytes that says it is huge."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    (folder / "a.png").write_bytes(data)
    assert "million" in str(pictures.problem(folder, "a.png"))
    with pytest.raises(Invalid, match="million"):
        photos.add(folder, "b.png", data)
    assert [each.name for each in folder.rglob("*.png")] == ["a.png"]


def test_a_picture_that_takes_too_long_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "SECONDS", 0.05)
    monkeypatch.setattr(pictures, "_decoded", lambda *_: time.sleep(5))
    (folder / "a.jpg").write_bytes(saved(Image.new("RGB", (9, 9))))
    with limited(60):
        assert (
            pictures.problem(folder, "a.jpg") == "`a.jpg` takes more than 0.05 seconds to decode: save a smaller copy"
        )


def test_pictures_have_their_own_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document may take 0.3 s. Eight pictures of 0.1 s do not count towards it, but what follows them does."""
    decoded = pictures._decoded
    monkeypatch.setattr(pictures, "_decoded", lambda *given: (time.sleep(0.1), decoded(*given))[1])
    for number in range(8):
        (folder / f"{number}.jpg").write_bytes(saved(Image.new("RGB", (9, 9), (number, 0, 0))))

    def read_all_and_sleep() -> None:
        assert [pictures.problem(folder, f"{number}.jpg") for number in range(8)] == [None] * 8
        read.append(True)
        time.sleep(5)

    read: list[bool] = []
    with pytest.raises(Late), limited(0.3):
        read_all_and_sleep()
    assert read == [True]


@pytest.mark.parametrize(
    ("there", "written"),
    [
        ("Photo.JPG", "photo.jpg"),
        (unicodedata.normalize("NFD", "café.jpg"), "café.jpg"),
        ("café.jpg", unicodedata.normalize("NFD", "café.jpg")),
        ("photo（1）.jpg", "photo(1).jpg"),
    ],
)
def test_a_name_in_other_letters_is_shown_as_it_is(folder: Path, there: str, written: str) -> None:
    (folder / "photos").mkdir()
    (folder / "photos" / there).write_bytes(b"")
    if (folder / "photos" / written).exists():
        pytest.skip("this file system does not tell the names apart")
    assert f"there it is called `photos/{there}`" in (pictures.problem(folder, f"photos/{written}") or "")


def test_two_hundred_photos_are_decoded_once(project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = []
    own = pictures._decoded
    monkeypatch.setattr(pictures, "_decoded", lambda data, longest: decoded.append(longest) or own(data, longest))
    files = {f"releases/x/{n}.jpg": saved(Image.new("L", (700, 70), n)) for n in range(200)}
    photos = "".join(
        f"  - {{file: {n}.jpg, caption: {{en: C, tc: 丙}}, alt: {{en: Room {n}, tc: 房{n}}}}}\n" for n in range(200)
    )
    made = make_release(
        project(f"{MINIMAL}photos:\n{photos}", **files), "x", variants(["en", "tc", "sc"], ["html"]), checked=False
    )
    assert not made.failed, made.diagnostics
    assert decoded == [pictures.SMALL_EDGE] * 200
    assert all(len(output.data) < 4_000_000 for output in made.outputs)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "exif",
    [b"nothing", b"MM\0*\0\0\0\x08\0\x09", b"II*\0\xff\xff\xff\xff", b""],
    ids=["none", "cut off", "far", "empty"],
)
def test_a_photo_whose_exif_cannot_be_read_is_taken_as_it_is(folder: Path, kind: str, exif: bytes) -> None:
    image = Image.new("RGB", (60, 40), (200, 30, 30))
    name = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp"}[kind]
    data = saved(image, kind, exif=b"Exif\0\0" + exif)
    assert loaded(folder, data, name).size == (60, 40)
    assert Image.open(io.BytesIO(with_info(data, PictureInfo("x", "A", {"en": "B"}, {})))).size == (60, 40)
    assert photos.thumbnail(folder / name).width == 60


def test_a_drawing_that_refers_to_itself_gets_a_sentence(project: Callable[..., Project]) -> None:
    place = project(
        f"{MINIMAL}issuer: i\n", **{"releases/_shared/issuers/i.yaml": "name: {en: I, tc: 甲}\nlogo: {file: l.svg}\n"}
    )
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="a"><use href="#a"/></g></svg>'
    (place.releases / "_shared/l.svg").write_text(drawing, "utf-8")
    made = make_release(place, "x", variants(["en"], ["pdf"]), checked=False)
    assert made.failed
    assert ["refers to itself" in each.message for each in made.diagnostics] == [True]
