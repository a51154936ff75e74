"""WeasyPrint without what it does over and over: the same PDF in less time.

There is no hook for any of this: private functions are replaced, for the one version that this was
written for. What they draw stays the same.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import gc
import importlib
import io
import re
import ssl
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import deflate

from hkpress.printing import drawing, lines
from hkpress.printing.spacing import VERSION


@contextlib.contextmanager
def importing() -> Iterator[None]:
    """Within it WeasyPrint is imported in two thirds of the time.

    It looks for each library under the names of other systems first, for which find_library on Linux starts
    ldconfig, gcc and ld; those that Linux has are loaded without it. It makes fetchers, which read every
    certificate of the system, for style sheets of its own. And it imports large parts of fontTools that it
    seldom needs.
    """
    own, own_context, me = ctypes.util.find_library, ssl._create_default_https_context, threading.get_ident()
    collected = gc.isenabled()

    def find_library(name: str) -> str | None:
        return None if threading.get_ident() == me else own(name)

    def context(*args: Any, **options: Any) -> ssl.SSLContext:
        bare = threading.get_ident() == me
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if bare else own_context(*args, **options)

    rare = [_rare(*each) for each in _RARE if each[0] not in sys.modules]
    sys.modules.update((each.__name__, each) for each in rare)
    if sys.platform == "linux":
        ctypes.util.find_library = find_library
    ssl._create_default_https_context = context
    gc.disable()
    try:
        yield
    finally:
        ctypes.util.find_library, ssl._create_default_https_context = own, own_context
        for each in rare:
            del sys.modules[each.__name__]
        if collected:
            gc.enable()


_RARE = (("fontTools.subset", "Options", "Subsetter"), ("fontTools.varLib.instancer", "instantiateVariableFont"))


def _rare(name: str, *functions: str) -> ModuleType:
    """A stand-in for a module: its *functions* import it when they are called."""
    module = ModuleType(name)
    for function in functions:

        def call(*args: Any, function: str = function, **options: Any) -> Any:
            return getattr(importlib.import_module(name), function)(*args, **options)

        setattr(module, function, call)
    return module


@cache
def install() -> bool:
    """Make WeasyPrint quicker; False if this is a version that is not known."""
    import pydyf
    import weasyprint
    from cssselect2 import tree  # type: ignore[import-untyped,unused-ignore]
    from tinyhtml5 import inputstream
    from weasyprint.draw import text
    from weasyprint.images import RasterImage
    from weasyprint.text.ffi import ffi, pango

    if weasyprint.__version__ != VERSION:
        return False
    tree.compile_selector_list = lru_cache(tree.compile_selector_list)
    inputstream.characters_until_regex = _Patterns()
    pydyf.zlib = SimpleNamespace(**{**vars(zlib), "compressobj": lambda **_: _Deflate()})
    lines.install()
    RasterImage._get_png_data = staticmethod(_Png(RasterImage._get_png_data))
    if drawing.is_known(ffi, pango):
        text.draw_first_line = drawing.Drawing(text.draw_first_line)
    return True


class _Patterns(dict[tuple[Iterable[str], bool], "re.Pattern[str]"]):
    """What the parser of HTML runs up to, which it does not remember by itself: up to characters, or through them."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, through = key
        inside = "".join(re.escape(each) for each in sorted(characters))
        found = self[key] = re.compile(f"[{'' if through else '^'}{inside}]+")
        return found


class _Deflate:
    """Compresses at once with libdeflate: in a quarter of the time of zlib's highest level, to the same size."""

    LEVEL = 6

    def compress(self, data: bytes) -> bytes:
        return bytes(deflate.zlib_compress(data, self.LEVEL))

    def flush(self) -> bytes:
        return b""


# --- fonts ----------------------------------------------------------------------------------------


class FontFile(bytes):
    """A font that need not be read: its first bytes, by which WeasyPrint tells its kind, and where it is."""

    def __new__(cls, path: str) -> FontFile:
        with Path(path).open("rb") as file:
            made = super().__new__(cls, file.read(4))
        made.path = path
        return made

    path: str

    def read(self) -> FontFile:
        return self

    def close(self) -> None:
        pass


class Links(type(Path())):  # type: ignore[misc]
    """A folder into which WeasyPrint writes the fonts that it is given: those that are files become links to them."""

    def write_bytes(self, data: bytes) -> int:
        if not isinstance(data, FontFile):
            return int(super().write_bytes(data))
        self.symlink_to(data.path)
        return len(data)


# --- pictures -------------------------------------------------------------------------------------


class _Png:
    """The compressed pixels of a PNG as PDF takes them: those in the file, where it has 8 bits and no gaps."""

    def __init__(self, own: Any) -> None:
        self.own = own

    def __call__(self, image: Any) -> bytes:
        file = getattr(image, "fp", None)  # there until an image is decoded
        data = file.getvalue() if image.format == "PNG" and isinstance(file, io.BytesIO) else b""
        depth, kind, interlaced = data[24:25], data[25:26], data[28:29]
        if (depth, interlaced) != (b"\x08", b"\0") or kind not in (b"\0", b"\2"):  # grey, RGB
            pixels: bytes = self.own(image)
            return pixels
        parts, start = [], 8
        while start < len(data):
            length = int.from_bytes(data[start : start + 4], "big")
            if data[start + 4 : start + 8] == b"IDAT":
                parts.append(data[start + 8 : start + 8 + length])
            start += 12 + length
        return b"".join(parts)
