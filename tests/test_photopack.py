from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageCms

from hkpress.formats import variants
from hkpress.formats.photopack import captions, iim
from hkpress.formats.photopack.container import TooLong, with_info
from hkpress.formats.photopack.info import PictureInfo
from hkpress.production.make import Outcome, make_release
from hkpress.release.project import Project

ABOUT = PictureInfo(
    slug="2025-04-24-two-sessions",
    headline="Park <opens> & shows",
    captions={"en-HK": "A “caption” & more", "zh-Hant-HK": "圖片說明", "zh-Hans-CN": "图片说明"},
    alternatives={"en-HK": "People", "zh-Hant-HK": "人群"},
    rights={"en-HK": "© Park"},
    credit="科技園公司" * 4,
)
RDF, XML = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://www.w3.org/XML/1998/namespace}"
SAID = ("SN-SECRET-1", "OWNER-SECRET", "COMMENT-SECRET", "CAMERA-SECRET")


def photo(kind: str, *, progressive: bool = False, size: tuple[int, int] = (120, 80)) -> bytes:
    """A picture as a camera writes it: turned, with a place, a serial number, an owner and a comment."""
    image = Image.effect_noise((60, 40), 80).resize(size).convert("RGB")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "CAMERA-SECRET"
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 25.0, 1.0), 3: "E", 4: (114.0, 12.0, 0.0)})
    exif.get_ifd(0x8769).update({0xA431: "SN-SECRET-1", 0xA430: "OWNER-SECRET"})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    buffer = io.BytesIO()
    more: dict[str, Any] = {"comment": b"COMMENT-SECRET", "progressive": progressive, "dpi": (300, 300)}
    image.save(buffer, kind, exif=exif, icc_profile=profile, **(more if kind == "JPEG" else {}))
    return buffer.getvalue()


PHOTOS = {
    "baseline": photo("JPEG"),
    "progressive": photo("JPEG", progressive=True),
    "two pictures in one file": photo("JPEG") + photo("JPEG"),
    "filled": photo("JPEG").replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1),
    "png": photo("PNG"),
    "webp": photo("WEBP"),
    "grey": (lambda buffer: (Image.new("L", (9, 7), 99).save(buffer, "JPEG"), buffer.getvalue())[1])(io.BytesIO()),
}


@pytest.fixture(params=PHOTOS)
def original(request: pytest.FixtureRequest) -> bytes:
    return PHOTOS[request.param]


def test_the_pixels_the_colours_and_the_way_up_stay(original: bytes) -> None:
    before, after = (Image.open(io.BytesIO(data)) for data in (original, with_info(original, ABOUT)))
    assert ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox() is None
    assert after.info.get("icc_profile") == before.info.get("icc_profile")
    assert after.getexif().get(0x0112, 1) == before.getexif().get(0x0112, 1)
    assert after.size == before.size


def test_nothing_private_is_left(original: bytes) -> None:
    packed = with_info(original, ABOUT)
    assert not [each for each in SAID if each.encode() in packed]
    assert not Image.open(io.BytesIO(packed)).getexif().get_ifd(0x8825)


def test_what_is_broken_or_was_said_before_is_taken_out() -> None:
    whole = photo("JPEG")
    broken = whole.replace(b"Exif\0\0MM\0*", b"Exif\0\0\xff\xff\xff\xff")
    assert broken != whole
    told = with_info(whole, replace(ABOUT, captions={"en-HK": "TOLD BEFORE"}))
    for data in (broken, told):
        packed = with_info(data, ABOUT)
        assert not [each for each in (*SAID, "TOLD BEFORE") if each.encode() in packed]
        before, after = (Image.open(io.BytesIO(each)) for each in (whole, packed))
        assert ImageChops.difference(before, after).getbbox() is None


def said_of(data: bytes) -> dict[str, dict[str, str]]:
    """The properties of a picture's XMP: what is said in each language, or "" without one."""
    image = Image.open(io.BytesIO(data))
    packet = image.info.get("xmp") or image.info["XML:com.adobe.xmp"].encode()
    (description,) = ElementTree.fromstring(packet).iter(f"{RDF}Description")
    found = {}
    for each in description:
        items = [*each.iter(f"{RDF}li")] or [each]
        found[each.tag.partition("}")[2]] = {item.get(f"{XML}lang", ""): item.text or "" for item in items}
    return found


def test_what_is_said_is_read_back(original: bytes) -> None:
    found = said_of(with_info(original, ABOUT))
    assert found["description"] == {"x-default": ABOUT.captions["en-HK"], **ABOUT.captions}
    assert found["Headline"] == {"": ABOUT.headline}


def test_labelling_twice_changes_nothing(original: bytes) -> None:
    once = with_info(original, ABOUT)
    assert with_info(once, ABOUT) == once


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("科技園公司" * 4, "科技園公司科技園公司"),
        ("Harbour Trust of the Specimen and Specimen College", "Harbour Trust of the Specimen"),
        ("Harbour Trust of the Specimen X and College", "Harbour Trust of the Specimen X"),
        ("Specimen College, Harbour Trust, Museum", "Specimen College, Harbour Trust"),
        ("Harbour Trust of the Specimen Piers", "Harbour Trust of the Specimen"),
        ("2025-04-24-a-name-without-any-blank-in-it", "2025-04-24-a-name-without-any-bl"),
        ("樣本海港基金會、樣本海洋學院", "樣本海港基金會、樣本"),
        ("Trust and", "Trust and"),
    ],
)
def test_the_older_form_cuts_between_words_and_characters(text: str, kept: str) -> None:
    assert iim.cut_to_octets(text, 32).decode() == kept


def test_the_older_form_holds_what_fits() -> None:
    assert "科技園公司科技園公司".encode() in iim.resources(ABOUT)


def test_what_does_not_fit_is_refused() -> None:
    long = PictureInfo(
        slug="x", headline="x", captions={"en-HK": "字" * 9000, "zh-Hant-HK": "字" * 9000}, alternatives={}
    )
    with pytest.raises(TooLong):
        with_info(PHOTOS["baseline"], long)


@pytest.mark.skipif(not shutil.which("exiftool"), reason="no exiftool: setup/system-packages libimage-exiftool-perl")
def test_exiftool_reads_every_language_and_finds_nothing_wrong(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("baseline", "progressive", "png", "webp")]
    for path in paths:
        path.write_bytes(with_info(PHOTOS[path.name], ABOUT))

    def told(*arguments: str) -> list[dict[str, Any]]:  # one call for all: it takes half a second to start
        run = subprocess.run(["exiftool", "-j", "-G1", "-a", *arguments, *paths], capture_output=True, check=True)
        found = json.loads(run.stdout)
        assert [Path(each.pop("SourceFile")) for each in found] == paths
        return [{key.lower(): value for key, value in each.items()} for each in found]

    for path, said in zip(paths, told("-XMP:all", "-IPTC:all", "-charset", "iptc=utf8"), strict=True):
        assert said["xmp-dc:description"] == said["xmp-dc:description-en-hk"] == ABOUT.captions["en-HK"]
        assert said["xmp-dc:description-zh-hant-hk"] == "圖片說明"
        assert said["xmp-dc:description-zh-hans-cn"] == "图片说明"
        assert said["xmp-iptccore:alttextaccessibility-zh-hant-hk"] == "人群"
        if path.name not in ("png", "webp"):
            assert said["iptc:by-line"] if ABOUT.creator else "iptc:by-line" not in said
            assert said["iptc:credit"] == "科技園公司科技園公司"
    assert told("-gps:all", "-serialnumber", "-ownername", "-make", "-comment") == [{}] * len(paths)
    for said in told("-validate", "-warning"):
        assert said["exiftool:validate"].startswith(("0 0 0", "OK"))


# --- the pack and the kit -------------------------------------------------------------------------

MANUSCRIPT = """\
date: 2025-04-24
issuer: park
embargo: 2025-04-24T10:00+08:00
headline: {en: A headline, tc: 標題}
body:
  - {en: A paragraph., tc: 一段文字。}
photos:
  - caption: {en: The opening., tc: 開幕。}
    alt: {en: People on a stage, tc: 台上的人}
    file: photos/b.jpg
    photographer: Chan Tai Man
    credit: {en: The Park, tc: 園方}
    taken: 2025-04-23
    made: ai
  - caption: {en: "A caption alone, =1+1", tc: 只有說明}
  - caption: {en: The building., tc: 大樓。}
    file: photos/a.png
"""
ISSUER = "name: {en: The Park, tc: 園方}\nphoto_terms: {en: For news only., tc: 只供新聞之用。}\n"


@pytest.fixture
def made(project: Callable[..., Project]) -> Callable[..., Outcome]:
    def making(*formats: str, manuscript: str = MANUSCRIPT) -> Outcome:
        files = {"releases/x/photos/b.jpg": PHOTOS["baseline"], "releases/x/photos/a.png": PHOTOS["png"]}
        place = project(manuscript, **files, **{"releases/_shared/issuers/park.yaml": ISSUER})
        return make_release(place, "x", variants(["en", "tc", "sc"], formats), checked=False)

    return making


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        assert pack.testzip() is None
        return {name: pack.read(name) for name in pack.namelist()}


def test_a_pack_has_the_photos_by_number_and_captions_in_all_languages(made: Callable[..., Outcome]) -> None:
    pack, _ = made("photos").outputs  # and the file that says the embargo
    files = unpacked(pack.data)
    assert [*files] == ["x-photo-01.jpg", "x-photo-02.png", "captions.txt", "captions.xlsx"]
    text = files["captions.txt"].decode("utf-8-sig")
    assert text.startswith("x-photo-01.jpg\r\n")
    for words in (
        "The opening.",
        "開幕。",
        "开幕。",
        "大樓。",
        "Chan Tai Man",
        "只供新聞之用。",
        "Embargoed until 10am HKT, 24 April 2025",
    ):
        assert words in text
    assert "\n" not in text.replace("\r\n", "")
    found = said_of(files["x-photo-01.jpg"])
    assert found["DigitalSourceType"][""].endswith("/trainedAlgorithmicMedia")
    assert found["DateCreated"] == {"": "2025-04-23"}
    assert found["Instructions"] == {"": "Embargoed until 10am HKT, 24 April 2025"}
    assert found["creator"] == {"": "Chan Tai Man"}
    unsaid = said_of(files["x-photo-02.png"])
    assert not {"DateCreated", "DigitalSourceType"} & unsaid.keys()


def test_the_sheet_has_a_row_a_photo_and_language_and_no_formula(made: Callable[..., Outcome]) -> None:
    pack, _ = made("photos").outputs  # and the file that says the embargo
    parts = unpacked(unpacked(pack.data)["captions.xlsx"])
    sheet, strings = parts["xl/worksheets/sheet1.xml"].decode(), parts["xl/sharedStrings.xml"].decode()
    assert sheet.count("<row ") == 1 + 2 * 3
    assert [captions._line_count(said, 10) for said in ("", "0" * 10, "0" * 11, "開" * 6, "開" * 12)] == [1, 1, 2, 2, 3]
    assert "<f>" not in sheet
    assert "开幕。" in strings


@pytest.mark.parametrize(
    ("change", "embargoed"),
    [
        ("corrections: [{at: 2025-04-24T09:59+08:00, note: {en: It is two., tc: 應為兩個。}}]", True),
        ("corrections: [{at: 2025-04-25T09:00+08:00, note: {en: It is two., tc: 應為兩個。}}]", False),
        ("withdrawn: {at: 2025-04-24T02:00+00:00, note: {en: It is not so., tc: 並非如此。}}", False),
    ],
)
def test_a_change_after_an_embargo_shows_that_it_is_over(
    made: Callable[..., Outcome], change: str, embargoed: bool
) -> None:
    outputs = made("html", "text", "photos", manuscript=f"{MANUSCRIPT}{change}\n").outputs
    said = [each.path.name for each in outputs if b"mbargoed until" in each.data or "EMBARGOED" in each.path.name]
    assert bool(said) is embargoed


def test_a_release_without_pictures_has_no_pack(made: Callable[..., Outcome]) -> None:
    outcome = made("photos", manuscript=MANUSCRIPT[: MANUSCRIPT.index("photos:")])
    assert outcome.outputs == ()
    assert not outcome.failed


def test_a_kit_has_everything_and_proves_it(made: Callable[..., Outcome], tmp_path: Path) -> None:
    kit, _ = made("press-kit").outputs
    files = unpacked(kit.data)
    assert {name.split("/")[0] for name in files} == {"x"}
    assert [*files][:2] == ["x/index.html", "x/EMBARGOED-UNTIL-2025-04-24-1000-HKT.txt"]
    suffixes = sorted(name.rpartition(".")[2] for name in files)
    assert suffixes == sorted(["html", *["pdf", "docx", "txt"] * 3, "jpg", "png", "xlsx", *["txt"] * 3])
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    run = subprocess.run(["sha256sum", "-c", "SHA256SUMS.txt"], cwd=tmp_path / "x", capture_output=True, text=True)
    assert (run.returncode, run.stdout.count(": OK")) == (0, len(files) - 1)
    page = files["x/index.html"].decode()
    assert page.count('src="data:image/') == 2 * 3
    assert 'alt="台上的人"' in page
    assert re.search("開幕。.*（圖片：園方）", page)
    unlisted = {name for name in files if f'href="{name.removeprefix("x/")}"' not in page}
    assert unlisted == {"x/index.html", "x/EMBARGOED-UNTIL-2025-04-24-1000-HKT.txt", "x/SHA256SUMS.txt"}


def test_packs_are_the_same_bytes_each_time(made: Callable[..., Outcome]) -> None:
    first, second = (made("photos", "press-kit").outputs for _ in range(2))
    assert [each.data for each in first] == [each.data for each in second]
