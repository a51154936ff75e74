"""Embeds fonts with only the glyphs that are drawn. WeasyPrint keeps the font's glyph numbers, and so an entry for
each of its twenty thousand glyphs. This module numbers glyphs in the order of drawing: the fonts are smaller and take
a tenth of the time. A glyph has three numbers:

    the font file      23145 科     8201 技     23145 科       as Pango gives them
    the page           <0001 0002 0001>                        1, 2, 3 … in the order in which they are drawn
    the font in the    the page's 1 → 2, 2 → 1                 HarfBuzz sorts by the numbers in the file;
    PDF                                                        CIDToGIDMap: 0000 0002 0001, two bytes each

ToUnicode, for copied text, and the widths use the page's numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, ClassVar

_KEPT = {"glyf", "head", "hhea", "hmtx", "loca", "maxp", "cvt ", "fpgm", "prep"}
"""The tables that a PDF needs of a TrueType font whose glyphs it names by number (ISO 32000-1, 9.9)."""

_PLAN = """
typedef ... hb_subset_plan_t;
typedef ... hb_map_t;
hb_subset_plan_t *hb_subset_plan_create_or_fail(hb_face_t *face, const hb_subset_input_t *input);
hb_face_t *hb_subset_plan_execute_or_fail(hb_subset_plan_t *plan);
hb_map_t *hb_subset_plan_old_to_new_glyph_mapping(const hb_subset_plan_t *plan);
void hb_subset_plan_destroy(hb_subset_plan_t *plan);
hb_codepoint_t hb_map_get(const hb_map_t *map, hb_codepoint_t key);
hb_face_t *hb_face_builder_create(void);
int hb_face_builder_add_table(hb_face_t *face, uint32_t tag, hb_blob_t *blob);
"""


def fits() -> bool:
    """Whether this HarfBuzz can make subsets of fonts and report the new numbers of their glyphs."""
    from weasyprint.text.ffi import harfbuzz, harfbuzz_subset

    return bool(harfbuzz_subset and harfbuzz.hb_version_atleast(4, 1, 0))


def prepare() -> None:
    """Declare the functions of HarfBuzz that WeasyPrint does not use, and give `setting.drawing` fonts with new glyph
    numbers."""
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.ffi import ffi

    ffi.cdef(_PLAN)
    Stream.add_cut_font = _add_cut_font


def _add_cut_font(stream: Any, pango_font: Any) -> tuple[Any, float]:
    """The font in a PDF for one of Pango's, and its size; if it has `drawn`, glyphs are written by their codes in that.

    Where WeasyPrint draws with the same font, it has another one, in which the glyphs have their own numbers.
    """
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.fonts import get_pango_font_key

    key, description, size = get_pango_font_key(pango_font)
    if (key, "drawn") in stream._fonts:
        return stream._fonts[key, "drawn"], size
    font = Font(pango_font, description, size)
    if not _is_simple(font):
        own: tuple[Any, float] = stream.add_font(pango_font)
        return own
    name, font.hash = font.hash, font.hash[::-1]
    font.name = font.name.replace(name.encode(), font.hash.encode())
    font.drawn = Drawn(BareFace.of(font))
    stream._fonts[key, "drawn"] = font
    return font, size


def _is_simple(font: Any) -> bool:
    return bool(
        {"glyf", "loca"} <= set(font.tables)
        and not (font.bitmap or font.png or font.svg or font.colr or "fvar" in font.tables)
    )


# --- what is replaced -----------------------------------------------------------------------------


def begin(own: Callable[..., None]) -> Callable[..., None]:
    """Make a font without copying its file: WeasyPrint seldom needs all of it."""
    from weasyprint.pdf import fonts

    read = fonts.get_hb_object_data

    def begin(font: Any, *what: Any) -> None:
        fonts.get_hb_object_data = lambda _face: None
        try:
            own(font, *what)
        finally:
            fonts.get_hb_object_data = read

    fonts.Font.file_content = _File(read)
    return begin


def subset(own: Callable[..., None]) -> Callable[..., None]:
    """Cut a font down to what is drawn."""

    def subset(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        if drawn := getattr(font, "drawn", None):
            font.file_content = drawn.cut(hinting)
        else:
            own(font, to_unicode, hinting)

    return subset


def describe(own: Callable[..., None]) -> Callable[..., None]:
    """Describe a font in the PDF, and map the numbers of glyphs on the page to those in the font."""

    def describe(
        dictionary: Any, pdf: Any, font: Any, widths: Any, compress: bool, file: bytes, version: str | None
    ) -> None:
        own(dictionary, pdf, font, widths, compress, file, version)
        if drawn := getattr(font, "drawn", None):
            (reference,) = dictionary["DescendantFonts"]
            described = next(each for each in reversed(pdf.objects) if each.reference == reference)
            described["CIDToGIDMap"] = _add(pdf, drawn.numbers(), compress)

    return describe


def used_fonts(own: Callable[..., Any]) -> Callable[..., Any]:
    """Skip fonts that draw no glyph, because it is missing or has no width: all of such a font would be embedded."""

    def used_fonts(pdf: Any, found: dict[Any, Any], *rest: Any) -> Any:
        used = {key: font for key, font in found.items() if font.to_unicode or font.used_in_forms}
        return own(pdf, used, *rest)

    return used_fonts


class _File:
    """The bytes of a font file, copied from HarfBuzz only when they are read."""

    def __init__(self, read: Callable[[Any], bytes]) -> None:
        self.read = read

    def __get__(self, font: Any, _owner: Any) -> bytes:
        data: bytes | None = font.__dict__.get("file_content")
        return self.read(font.hb_face) if data is None else data

    def __set__(self, font: Any, data: bytes | None) -> None:
        font.__dict__["file_content"] = data


def _add(pdf: Any, data: bytes, compress: bool) -> bytes:
    """Add a stream to the PDF. Returns its reference."""
    import pydyf

    stream = pydyf.Stream([data], compress=compress)
    pdf.add_object(stream)
    reference: bytes = stream.reference
    return reference


class BareFace:
    """The tables of a font file that a PDF needs, and the widths of glyphs in thousandths of an em."""

    known: ClassVar[dict[tuple[int, str], BareFace]] = {}
    """Faces by address and description. Keeping a face alive makes sure that no other gets its address."""

    def __init__(self, font: Any) -> None:
        from weasyprint.text.ffi import ffi, harfbuzz

        self.face, self.widths = font.hb_face, dict[int, int]()
        # otherwise HarfBuzz goes through all characters and features of the font, for tables that we drop
        self.bare = ffi.gc(harfbuzz.hb_face_builder_create(), harfbuzz.hb_face_destroy)
        for name in sorted(_KEPT.intersection(font.tables)):
            tag = harfbuzz.hb_tag_from_string(name.encode(), -1)
            table = ffi.gc(harfbuzz.hb_face_reference_table(font.hb_face, tag), harfbuzz.hb_blob_destroy)
            harfbuzz.hb_face_builder_add_table(self.bare, tag, table)

    @classmethod
    def of(cls, font: Any) -> BareFace:
        """The `Face` of one of WeasyPrint's fonts."""
        from weasyprint.text.ffi import ffi

        key = int(ffi.cast("uintptr_t", font.hb_face)), font.hash
        if key not in cls.known:
            cls.known[key] = cls(font)
        return cls.known[key]


class Drawn:
    """The glyphs drawn in one font, with their numbers in the PDF."""

    def __init__(self, face: BareFace) -> None:
        self.face = face
        self.codes: dict[int, int] = {}
        """The number of each glyph in the PDF, from 1."""
        self.cut_numbers: dict[int, int] = {}
        """The number of each glyph in the cut font."""

    def code(self, glyph: int) -> int:
        """The number of a glyph in the PDF."""
        return self.codes.setdefault(glyph, len(self.codes) + 1)

    def numbers(self) -> bytes:
        """The numbers of the glyphs in the font, as CIDToGIDMap."""
        return struct.pack(f">{len(self.codes) + 1}H", 0, *(self.cut_numbers[glyph] for glyph in self.codes))

    def cut(self, hinting: bool) -> bytes:
        """The font cut down to the glyphs."""
        from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
        from weasyprint.text.fonts import get_hb_object_data

        wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
        glyphs = ffi.new("hb_codepoint_t[]", sorted(self.codes))
        harfbuzz.hb_set_add_sorted_array(harfbuzz_subset.hb_subset_input_glyph_set(wanted), glyphs, len(glyphs))
        flags = 0 if hinting else harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
        harfbuzz_subset.hb_subset_input_set_flags(wanted, flags)
        plan = harfbuzz_subset.hb_subset_plan_create_or_fail(self.face.bare, wanted)
        face = ffi.NULL if plan == ffi.NULL else harfbuzz_subset.hb_subset_plan_execute_or_fail(plan)
        if face == ffi.NULL:
            raise ValueError("HarfBuzz cannot cut the font: there is no memory left, or its file is damaged")
        plan, face = (
            ffi.gc(plan, harfbuzz_subset.hb_subset_plan_destroy),
            ffi.gc(face, harfbuzz.hb_face_destroy),
        )
        new = harfbuzz_subset.hb_subset_plan_old_to_new_glyph_mapping(plan)
        self.cut_numbers = {glyph: harfbuzz_subset.hb_map_get(new, glyph) for glyph in self.codes}
        data: bytes = get_hb_object_data(face)
        return data
