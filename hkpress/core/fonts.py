"""The fonts of the PDFs: their names, their files, the characters they hold.

Pinned files make the same PDF on every machine. No two of them share a family and style, and no family has the name of
an installed font: the PDF engine tells embedded fonts apart by family and style only, and would print one font's
glyphs with the other's numbers.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid, Severity
from hkpress.core.files import write_file

FOLDER = Path(__file__).parent / "fontfiles"

NO_SYSTEM_FONTS = Path(__file__).with_name("fontconfig.xml")
"""A fontconfig configuration without fonts: a PDF uses only the fonts of its style sheets."""


@contextmanager
def without_ours() -> Iterator[None]:
    """Let programs started in this block find the machine's own fonts: a browser without fonts crashes."""
    ours = os.environ.pop("FONTCONFIG_FILE", None)
    try:
        yield
    finally:
        if ours is not None:
            os.environ["FONTCONFIG_FILE"] = ours


@dataclass(frozen=True)
class Package:
    """An npm package that fonts come from, pinned by version and integrity (SHA-512 of its archive)."""

    name: str
    version: str
    integrity: str

    @property
    def archive(self) -> str:
        """The name of its file, as `npm pack` gives it."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    @property
    def licence(self) -> str:
        """The name under which its licence is kept beside the fonts."""
        return f"LICENSE-{self.name.rsplit('/', 1)[1]}.txt"


LATIN = Package(
    "@expo-google-fonts/noto-sans",
    "0.4.2",
    "sha512-zYD8G2ijWLxqmquoQgghNh/x9p0yxWwArD0oxO1oXY1qx5vOd4t0Kbhnu/Cx8RTy08OgA8RtxuULZFaXwVPnPw==",
)
HONG_KONG = Package(
    "@expo-google-fonts/noto-sans-hk",
    "0.4.3",
    "sha512-jPBN2bE492eP4xPhUdmgbmYIOoqkzBPoF+upZYr9meQF3nuwY2ajmjMNtaSMrTlOXWV53td+ru/kFTcZ7/v7fg==",
)
MAINLAND = Package(
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "sha512-9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
)
PACKAGES = (LATIN, HONG_KONG, MAINLAND)


@dataclass(frozen=True)
class Font:
    """One font file: where it comes from, its SHA-256, and the families that CSS knows it by."""

    package: Package
    member: str
    sha256: str
    weight: int
    style: str = "normal"

    @property
    def file(self) -> str:
        return self.member.rsplit("/", 1)[1]

    @property
    def path(self) -> Path:
        return FOLDER / self.file


FONTS = (
    Font(
        LATIN,
        "400Regular/NotoSans_400Regular.ttf",
        "fe8c022f48d8dd29f17b744d16f9346f4357e16f7d4f7be58b000ae7c291b614",
        400,
    ),
    Font(
        LATIN,
        "700Bold/NotoSans_700Bold.ttf",
        "13a813c49624ae3ba3c5c6e72c5ebffc4b9e1e6ea32f421c04069b037c6ad431",
        700,
    ),
    Font(
        LATIN,
        "400Regular_Italic/NotoSans_400Regular_Italic.ttf",
        "feb3e57888ce3acb604f270c278cfb304c674306518771619ddbdefca42a066b",
        400,
        "italic",
    ),
    Font(
        LATIN,
        "700Bold_Italic/NotoSans_700Bold_Italic.ttf",
        "7e34616e092593c340449baf9a259075a054c6419511ccf21ff0d83a1c9dd0d0",
        700,
        "italic",
    ),
    Font(
        HONG_KONG,
        "400Regular/NotoSansHK_400Regular.ttf",
        "154ee8273741df924c7c509029478389bc4d91994fc51d5213af158ce09d3efb",
        400,
    ),
    Font(
        HONG_KONG,
        "700Bold/NotoSansHK_700Bold.ttf",
        "9c8bc87430613644fee27cbde7df8b72fd1ae8a6ff3ef8d9a35c4e6cd155b20f",
        700,
    ),
    Font(
        MAINLAND,
        "400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
        400,
    ),
    Font(
        MAINLAND,
        "700Bold/NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
        700,
    ),
)

# In a Chinese edition the Latin face supplies letters and digits only: “ ” — … · come from the Chinese face.
LATIN_IN_HAN = "U+20-7E, U+A1-B6, U+B8-24F, U+1E00-1EFF"
FAMILIES = {  # CSS family → package, and the part of it that is used
    "hkpress Latin": (LATIN, None),
    "hkpress Latin in Han": (LATIN, LATIN_IN_HAN),
    "hkpress HK": (HONG_KONG, None),
    "hkpress SC": (MAINLAND, None),
}
INSTALL = "hkpress fonts install"


def css() -> str:
    """`@font-face` rules for the installed fonts."""
    return "\n".join(
        f"@font-face {{ font-family: '{family}'; src: url('{font.path.as_uri()}'); "
        f"font-weight: {font.weight}; font-style: {font.style};{f' unicode-range: {part};' if part else ''} }}"
        for family, (package, part) in FAMILIES.items()
        for font in FONTS
        if font.package == package and font.path.is_file()
    )


def ready() -> tuple[Diagnostic, ...]:
    """Return a warning if only the system's Noto CJK is there. Raises Invalid if there are no fonts at all."""
    absent = [font.file for font in FONTS if not font.path.is_file()]
    if not absent:
        return ()
    if _system_fonts():
        message = f"set in this system's Noto CJK: the PDF may differ from other machines; run `{INSTALL}`"
        return (Diagnostic(message, "fonts", severity=Severity.WARNING),)
    message = f"{len(absent)} of the {len(FONTS)} fonts are not installed ({absent[0]} …): run `{INSTALL}`"
    raise Invalid([Diagnostic(message, "fonts")])


def installed() -> bool:
    """Whether all fonts are installed."""
    return all(font.path.is_file() for font in FONTS)


def stand_ins() -> tuple[Path, ...]:
    """The system's fonts that PDFs use while a pinned one is missing."""
    return () if installed() else tuple(dict.fromkeys(Path(file) for file, _ in _system_fonts()))


def verify() -> tuple[Diagnostic, ...]:
    """What is wrong with the installed fonts: absent, or not the pinned bytes."""
    wrong = (font.path for font in FONTS if not _is_pinned(font))
    states = ((path, "is not the pinned file" if path.is_file() else "is absent") for path in wrong)
    return tuple(Diagnostic(f"{state}: run `{INSTALL}`", "fonts", path) for path, state in states)


def _is_pinned(font: Font) -> bool:
    return font.path.is_file() and hashlib.sha256(font.path.read_bytes()).hexdigest() == font.sha256


# --- what they hold -------------------------------------------------------------------------------


def uncovered(text: str) -> Iterator[tuple[int, str]]:
    """The characters of *text* that no font has, with their index."""
    strange = {char for char in set(text) - _held() if not _is_held(char)}
    if strange:
        yield from ((index, char) for index, char in enumerate(text) if char in strange)


@cache
def _held() -> set[str]:
    """Characters already looked up that some font has. Most look-ups end here."""
    return {"\n"}


def _is_held(char: str) -> bool:
    """Whether some font has the character; in each edition the other families follow as fallback."""
    code = ord(char)
    for firsts, lasts in _ranges():
        group = bisect_right(firsts, code) - 1
        if group >= 0 and code <= lasts[group]:
            _held().add(char)
            return True
    return False


Ranges = tuple[Sequence[int], Sequence[int]]


@cache
def _ranges() -> tuple[Ranges, ...]:
    """The code points that each font has, as groups: the first and last of each."""
    ready()
    files = [(str(font.path), 0) for font in FONTS] if installed() else _system_fonts()
    return tuple(_cmap(file, number) for file, number in files)


def _cmap(file: str, number: int) -> Ranges:
    """Read a font's table of character groups. fontTools would name every glyph, which is slow.

    https://learn.microsoft.com/typography/opentype/spec/cmap#format-12-segmented-coverage
    """
    table = _font_table(file, number, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    for _, _, start in struct.iter_unpack(">HHI", table[4 : 4 + 8 * count]):
        if struct.unpack_from(">H", table, start) == (12,):
            length, _, _ = struct.unpack_from(">III", table, start + 4)
            groups = array("I", table[start + 16 : start + length])
            if sys.byteorder == "little":
                groups.byteswap()
            return groups[0::3], groups[1::3]
    from fontTools.ttLib import TTFont

    with TTFont(file, fontNumber=number, lazy=True) as font:
        codes = sorted(font.getBestCmap())
        return codes, codes


def _font_table(file: str, number: int, tag: bytes) -> bytes:
    """A table of a font, or of font *number* in a collection."""
    with Path(file).open("rb") as font:
        start = 0
        if font.read(4) == b"ttcf":
            font.seek(12 + 4 * number)
            (start,) = struct.unpack(">I", font.read(4))
        font.seek(start + 4)
        (count,) = struct.unpack(">H6x", font.read(8))
        places = {name: place for name, _, *place in struct.iter_unpack(">4sIII", font.read(16 * count))}
        offset, length = places[tag]
        font.seek(offset)
        return font.read(length)


@cache
def _system_fonts() -> tuple[tuple[str, int], ...]:
    """File and number of the system's Noto Sans CJK HK and SC, if it has both."""
    command = shutil.which("fc-list")
    fonts = []
    for family in ("Noto Sans CJK HK", "Noto Sans CJK SC") if command else ():
        query = [str(command), f":family={family}", "--format=%{file}\t%{index}\n"]
        lines = subprocess.run(query, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603
        fonts += [(line.split("\t")[0], int(line.split("\t")[1]) & 0xFFFF) for line in lines[:1]]
    return tuple(fonts) if len(fonts) == 2 else ()


# --- installing -----------------------------------------------------------------------------------


def install(folder: Path | None = None, say: Callable[[str], None] = lambda _: None) -> None:
    """Install the fonts and their licences, from npm or from *folder*, which holds the packages' archives or their
    files. A file that is not byte for byte the pinned one is refused. Raises Invalid, and OSError if FOLDER is
    read-only.
    """
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            fonts = [font for font in FONTS if font.package == package]
            if all(map(_is_pinned, fonts)) and (FOLDER / package.licence).is_file():
                continue
            say(f"installing {package.name} {package.version} into {FOLDER}")
            root = _unpacked(package, Path(scratch), folder)
            for font in fonts:
                _put(_find(root, font.member, font.file), font.path, font.sha256)
            _put(_find(root, "LICENSE_FONT", package.licence), FOLDER / package.licence, None)


def _unpacked(package: Package, scratch: Path, folder: Path | None) -> Path:
    """A folder that holds the package's files."""
    archive = next(iter(sorted(folder.rglob(package.archive))), None) if folder else _download(package, scratch)
    if archive is None:
        assert folder
        return folder
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
    if f"sha512-{digest}" != package.integrity:
        raise Invalid([Diagnostic("is not the pinned archive: download it again", "fonts", archive)])
    target = scratch / package.archive.removesuffix(".tgz")
    with tarfile.open(archive) as tar:
        # Python 3.11.2 has no filters; the archive is pinned, so it is safe without one
        tar.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        tar.extractall(target)  # noqa: S202
    return target


def _download(package: Package, scratch: Path) -> Path:
    beside = Path(sys.executable).with_name("npm")
    npm = str(beside) if beside.is_file() else shutil.which("npm")
    if npm is None:
        message = "npm is needed to fetch the fonts: pip install 'hkpress[fonts]', or give a folder with --from"
        raise Invalid([Diagnostic(message, "fonts")])
    environment = {**os.environ, "PATH": f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [npm, "pack", "--silent", "--json", f"--pack-destination={scratch}", f"{package.name}@{package.version}"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=scratch, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise Invalid([Diagnostic(f"npm could not fetch {package.name} {package.version}: {said}", "fonts")])
    return scratch / str(json.loads(done.stdout)[0]["filename"])


def _find(root: Path, *names: str) -> Path:
    for name in names:
        for path in (root / "package" / name, *sorted(root.rglob(Path(name).name))):
            if path.is_file():
                return path
    raise Invalid([Diagnostic(f"`{names[-1]}` is not there", "fonts", root)])


def _put(path: Path, target: Path, sha256: str | None) -> None:
    data = path.read_bytes()
    if sha256 and hashlib.sha256(data).hexdigest() != sha256:
        raise Invalid([Diagnostic("is not the pinned font (its SHA-256 differs)", "fonts", path)])
    write_file(target, data)
