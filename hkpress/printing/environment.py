"""What affects the look of a page besides the release and its theme: versions of engines, and fonts."""

from __future__ import annotations

import ctypes
import hashlib
import re
import zlib
from functools import cache
from importlib import metadata
from pathlib import Path

from hkpress import __version__
from hkpress.core import fonts
from hkpress.printing import OLDEST_PANGO

_PACKAGES = {
    "WeasyPrint": "weasyprint",
    "pydyf": "pydyf",
    "Pillow": "pillow",
    "pypdfium2": "pypdfium2",
    "deflate": "deflate",
}

WITHOUT_PIXELS = frozenset(["hkpress", "pydyf", "zlib"])
"""Names in `describe` that do not affect how a page looks."""


@cache
def describe() -> dict[str, str]:
    """The versions of everything that affects a PDF and its pictures, and the SHA-256 of each font.

    No engine is imported. A missing one is "absent".
    """
    files = (*(font.path for font in fonts.FONTS), *fonts.stand_ins())
    return {**versions(), **{path.name: _sha256(path) for path in files}}


@cache
def versions() -> dict[str, str]:
    """The part of `describe` that reads no font."""
    packages = {name: _package(package) for name, package in _PACKAGES.items()}
    return {"hkpress": __version__, **packages, **_libraries(), "zlib": zlib.ZLIB_RUNTIME_VERSION}


def prints() -> bool:
    """Whether PDFs can be made here."""
    numbers = re.findall(r"\d+", versions()["Pango"])
    return tuple(int(number) for number in numbers[:2]) >= OLDEST_PANGO


def _package(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"


def _libraries() -> dict[str, str]:
    """The versions of the libraries that WeasyPrint loads."""
    pango, harfbuzz = _library("pango-1.0", "0"), _library("harfbuzz", "0")
    fontconfig = _library("fontconfig", "1")
    number = fontconfig.FcGetVersion() if fontconfig else 0
    return {
        "Pango": _version(pango.pango_version_string) if pango else "absent",
        "HarfBuzz": _version(harfbuzz.hb_version_string) if harfbuzz else "absent",
        "HarfBuzz subsetting": "present" if _library("harfbuzz-subset", "0") else "absent",
        "fontconfig": f"{number // 10000}.{number // 100 % 100}.{number % 100}" if fontconfig else "absent",
    }


def _library(name: str, number: str) -> ctypes.CDLL | None:
    """A shared library by its names on Linux, macOS and Windows, as WeasyPrint looks for it."""
    for file in (f"lib{name}.so.{number}", f"lib{name}.{number}.dylib", f"lib{name}-{number}.dll"):
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    return None


def _version(function: ctypes._NamedFuncPointer) -> str:
    function.restype = ctypes.c_char_p
    return str(function().decode())


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "absent"
