"""Fonts in a PDF that hold the glyphs drawn and nothing else.

WeasyPrint keeps the numbers of the glyphs, and with them an entry for each of a font's twenty thousand. Here they
are numbered anew, and the PDF says which is which: the fonts are smaller and made in a quarter of the time. There is
no hook for this: private functions are replaced, for the one version that this was written for.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import cache
from typing import Any

from hkpress.formats.spacing import VERSION

_KEPT = {"glyf", "head", "hhea", "hmtx", "loca", "maxp", "cvt ", "fpgm", "prep"}
"""What a PDF asks of a TrueType font whose glyphs it names by number (ISO 32000-1, 9.9)."""

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


@cache
def install() -> bool:
    """Have WeasyPrint embed fonts so; False if this is a version that is not known."""
    import weasyprint
    from weasyprint.pdf import fonts
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset

    if weasyprint.__version__ != VERSION or not harfbuzz_subset or not harfbuzz.hb_version_atleast(4, 1, 0):
        return False
    ffi.cdef(_PLAN)
    own_subset, own_build = fonts.Font._harfbuzz_subset, fonts._build_vector_font_dictionary

    def subset(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        font.to_unicode = dict(sorted(font.to_unicode.items()))  # which takes less room, compressed
        simple = not (font.missing or font.png or font.svg or font.colr or "fvar" in font.tables)
        if not (simple and {"glyf", "loca"} <= set(font.tables) and _cut(font, sorted(to_unicode), hinting)):
            own_subset(font, to_unicode, hinting)

    def build(
        dictionary: Any, pdf: Any, font: Any, widths: Any, compress: bool, file: bytes, version: str | None
    ) -> None:
        own_build(dictionary, pdf, font, widths, compress, file, version)
        numbers = pdf.__dict__.setdefault("glyph_numbers", {})  # several fonts may have one file
        if stream := getattr(font, "glyph_numbers", None):
            numbers[file] = _add(pdf, stream, compress)
        if file in numbers:
            (reference,) = dictionary["DescendantFonts"]
            next(each for each in reversed(pdf.objects) if each.reference == reference)["CIDToGIDMap"] = numbers[file]

    fonts.Font._harfbuzz_subset, fonts._build_vector_font_dictionary = subset, build
    own_begin, read = fonts.Font.__init__, fonts.get_hb_object_data

    def begin(font: Any, *what: Any) -> None:
        fonts.get_hb_object_data = lambda _face: None
        try:
            own_begin(font, *what)
        finally:
            fonts.get_hb_object_data = read

    fonts.Font.__init__, fonts.Font.file_content = begin, _File(read)
    return True


class _File:
    """The bytes of a font, which are copied from HarfBuzz only when somebody asks for the whole of it."""

    def __init__(self, read: Callable[[Any], bytes]) -> None:
        self.read = read

    def __get__(self, font: Any, _owner: Any) -> bytes:
        data: bytes | None = font.__dict__.get("file_content")
        return self.read(font.hb_face) if data is None else data

    def __set__(self, font: Any, data: bytes | None) -> None:
        font.__dict__["file_content"] = data


def _add(pdf: Any, data: bytes, compress: bool) -> bytes:
    """The reference of a stream that is added to the PDF."""
    import pydyf

    stream = pydyf.Stream([data], compress=compress)
    pdf.add_object(stream)
    reference: bytes = stream.reference
    return reference


_BARE: dict[int, tuple[Any, Any]] = {}
"""Fonts by the address of their face, which is kept so that no other takes its place."""


def _bare(font: Any) -> Any:
    """The font with nothing but what goes into a PDF: HarfBuzz would go through its characters and features, too."""
    from weasyprint.text.ffi import ffi, harfbuzz

    address = int(ffi.cast("uintptr_t", font.hb_face))
    if address not in _BARE:
        made = ffi.gc(harfbuzz.hb_face_builder_create(), harfbuzz.hb_face_destroy)
        for name in sorted(_KEPT.intersection(font.tables)):
            tag = harfbuzz.hb_tag_from_string(name.encode(), -1)
            table = ffi.gc(harfbuzz.hb_face_reference_table(font.hb_face, tag), harfbuzz.hb_blob_destroy)
            harfbuzz.hb_face_builder_add_table(made, tag, table)
        _BARE[address] = font.hb_face, made
    return _BARE[address][1]


def _cut(font: Any, glyphs: list[int], hinting: bool) -> bool:
    """Cut the font down to these glyphs and note their new numbers; False if HarfBuzz does not."""
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
    from weasyprint.text.fonts import get_hb_object_data

    wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)

    numbers = harfbuzz_subset.hb_subset_input_glyph_set(wanted)
    harfbuzz.hb_set_add_sorted_array(numbers, ffi.new("hb_codepoint_t[]", glyphs), len(glyphs))
    flags = 0 if hinting else harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(wanted, flags)
    plan = harfbuzz_subset.hb_subset_plan_create_or_fail(_bare(font), wanted)
    if plan == ffi.NULL:
        return False
    plan = ffi.gc(plan, harfbuzz_subset.hb_subset_plan_destroy)
    face = harfbuzz_subset.hb_subset_plan_execute_or_fail(plan)
    if face == ffi.NULL:
        return False
    font.file_content = get_hb_object_data(ffi.gc(face, harfbuzz.hb_face_destroy))
    new = harfbuzz_subset.hb_subset_plan_old_to_new_glyph_mapping(plan)
    renumbered = [0] * (glyphs[-1] + 1)
    for glyph in glyphs:
        renumbered[glyph] = harfbuzz_subset.hb_map_get(new, glyph)
    font.glyph_numbers = struct.pack(f">{len(renumbered)}H", *renumbered)
    return True
