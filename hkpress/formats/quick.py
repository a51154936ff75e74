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
import ssl
import sys
import threading
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import deflate

from hkpress.formats import drawing
from hkpress.formats.spacing import VERSION

_FONT = (
    *("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings"),
    *("direction", "lang", "font_language_override", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian", "font_feature_settings"),
)


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
    from weasyprint.draw import text
    from weasyprint.images import RasterImage
    from weasyprint.layout import inline
    from weasyprint.text.ffi import ffi, pango
    from weasyprint.text.line_break import Layout

    if weasyprint.__version__ != VERSION:
        return False
    pydyf.zlib = SimpleNamespace(**{**vars(zlib), "compressobj": lambda **_: _Deflate()})
    Layout.setup = _setup
    inline.split_first_line = _Lines(inline.split_first_line)
    RasterImage._get_png_data = staticmethod(_Png(RasterImage._get_png_data))
    if drawing.is_known(ffi, pango):
        text.draw_first_line = drawing.Drawing(text.draw_first_line)
    return True


class _Deflate:
    """Compresses at once with libdeflate: in a quarter of the time of zlib's highest level, to the same size."""

    LEVEL = 7

    def compress(self, data: bytes) -> bytes:
        return bytes(deflate.zlib_compress(data, self.LEVEL))

    def flush(self) -> bytes:
        return b""


# --- fonts ----------------------------------------------------------------------------------------


def _setup(self: Any, style: Any) -> None:
    """Give a layout its font: what depends on the style only is made once for all layouts."""
    from weasyprint.text.ffi import ffi, gobject, pango

    made = _made(style.font_config, style["text_decoration_line"] != "none", _values(style))
    self.style, self.first_line_direction = style, 0
    self.__dict__.update(made.measures)
    self.layout = ffi.gc(pango.pango_layout_new(made.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, made.description)
    if made.features:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(made.features))
        pango.pango_layout_set_attributes(self.layout, attributes)


_values = itemgetter(*_FONT)


@lru_cache(maxsize=1024)
def _made(font_config: Any, decorated: bool, values: tuple[Any, ...]) -> SimpleNamespace:
    """Pango's context, the description of the font, its OpenType features and its measures."""
    from weasyprint.text import constants, ffi, fonts
    from weasyprint.text.ffi import FROM_UNITS, gobject, pango

    style = dict(zip(_FONT, values, strict=True))
    context = ffi.ffi.gc(pango.pango_font_map_create_context(font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, constants.PANGO_DIRECTION[style["direction"]])
    lang, override = style["lang"], style["font_language_override"]
    if override != "normal":
        lang = constants.LST_TO_ISO.get(override.lower(), override)
    language = pango.pango_language_get_default()
    if lang:
        pointer, _ = ffi.unicode_to_char_p(lang)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    description = fonts.get_font_description(style)
    measures = dict.fromkeys(("ascent", "underline_position", "strikethrough_position"))
    if decorated:
        found = pango.pango_context_get_metrics(context, description, language)
        for name in (*measures, "underline_thickness", "strikethrough_thickness"):
            measures[name] = FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(found)
        pango.pango_font_metrics_unref(found)
    features = ",".join(f"{tag} {value}" for tag, value in fonts.font_features(*values[9:]).items()).encode()
    return SimpleNamespace(
        context=context, description=description, features=features, measures={"language": language, **measures}
    )


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


# --- lines ----------------------------------------------------------------------------------------


class _Lines:
    """Finds the first line of a text without setting the four lines after it: Chinese has so many characters a line."""

    ENOUGH = 1.5
    """Lines in which the first and the next place to break after it are sure to be found, or else all is set."""

    def __init__(self, own: Any) -> None:
        self.own = own

    def __call__(self, text: str, style: Any, context: Any, width: float | None, *rest: Any, **more: Any) -> Any:
        """What WeasyPrint finds, see its `split_first_line`; the third value is None if there is no second line."""
        if width is not None and width < _ENDLESS and style["font_size"] and str(style["lang"]).startswith("zh"):
            enough = int(self.ENOUGH * width / style["font_size"]) + 10
            if len(text) > enough and (found := self.own(text[:enough], style, context, width, *rest, **more))[2]:
                return found
        return self.own(text, style, context, width, *rest, **more)


_ENDLESS = 2**21  # px, as for WeasyPrint


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
