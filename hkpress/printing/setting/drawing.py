"""Draws Chinese exactly where it was set, and all lines without the loop that also handles emojis.

WeasyPrint draws spacing 1.024 times too wide, and PDFium drops a spacing at the end of a piece of text.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hkpress.printing.setting import spacing

_GLYPH = struct.Struct("=Iiii4x")  # PangoGlyphInfo: glyph, width, horizontal and vertical offset


def fits() -> bool:
    """Whether WeasyPrint declares Pango's glyphs in the form that this module reads."""
    from weasyprint.text.ffi import ffi

    return bool(ffi.sizeof("PangoGlyphInfo") == _GLYPH.size)


def prepare() -> None:
    """Declare the functions of GLib that WeasyPrint does not use."""
    from weasyprint.text.ffi import ffi

    ffi.cdef("gpointer g_object_ref(gpointer object);")


def draw_first_line(own: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Draw plain glyphs exactly, and leave all others to WeasyPrint."""
    return Drawing(own)


@dataclass(frozen=True)
class _Source:
    """What is needed to draw a line."""

    text: bytes
    spread: dict[int, float]
    """How far each character is moved by justification, by its first byte in the text, in Pango's units."""
    exact: bool
    """Whether to draw glyphs exactly, and not as WeasyPrint does."""


def _glyph_runs(line: Any, spaces: int) -> list[tuple[Any, int]]:
    """The runs of a line with the number of glyphs to draw, without the last *spaces* of the line."""
    from weasyprint.text.ffi import ffi

    runs, run = [], line.runs[0]
    while run != ffi.NULL:
        runs.append((run.data, run.data.glyphs.num_glyphs))
        run = run.next
    while spaces and runs:
        run, count = runs.pop()
        if count > spaces:
            runs.append((run, count - spaces))
        spaces = max(0, spaces - count)
    return runs


class Drawing:
    """Draws a line of plain glyphs; leaves pictures of glyphs, missing and raised ones to WeasyPrint."""

    def __init__(self, own: Any) -> None:
        self.own = own
        self.fonts: tuple[Any, dict[Any, tuple[Any, float, Any]]] = (None, {})
        """The fonts of the document being drawn, by Pango's font, which this keeps alive."""

    def __call__(self, stream: Any, box: Any, overflow: str, ellipsis: str, matrix: Any) -> list[Any]:
        """Draw the first line of a text box. Returns the emojis to draw on top."""
        plain = overflow != "ellipsis" and ellipsis == "none" and box.text.strip() and box.style["font_size"] >= 1e-6
        if plain and (pieces := self.pieces(stream, box)) is not None:
            stream.set_text_matrix(*matrix.values)
            for font, size, glyphs in pieces:
                stream.set_font_size(font.hash, size)
                stream.show_text(glyphs)
            return []
        if hasattr(box.pango_layout, "found"):  # of `speed.lines`
            box.pango_layout = box.pango_layout.layout(box.style)
        if each := getattr(box.pango_layout, "han_spacing", 0):
            spacing.widen(box.pango_layout, each)
        drawn: list[Any] = self.own(stream, box, overflow, ellipsis, matrix)
        return drawn

    def pieces(self, stream: Any, box: Any) -> list[tuple[Any, float, str]] | None:
        """Fonts with their sizes and glyphs; None if a glyph is not plain."""
        from weasyprint.text.ffi import TO_UNITS, pango

        layout = box.pango_layout
        spread: dict[int, float] = {}
        if hasattr(layout, "found"):  # of `speed.lines`
            line, text, spaces = layout.found, layout.source, layout.spaces
        else:
            pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
            (line, _), text, spaces = layout.get_first_line(), layout.text.encode(), 0
        if each := getattr(layout, "han_spacing", 0):
            spread = spacing.shifts(layout.text, line.start_index, round(each * TO_UNITS))
        source = _Source(text, spread, str(box.style["lang"] or "").startswith("zh"))
        found: list[tuple[Any, float, list[str]]] = []
        before, shift = None, (0.0, 0.0)
        for item, count in _glyph_runs(line, spaces):
            if item.item.analysis.font != before:
                before = item.item.analysis.font
                font, size = self.font(stream, before)
                if font.bitmap or font.png or font.svg or font.colr:
                    return None
                found.append((font, size, []))
            drawn = self.glyphs(stream, font, size, item, count, source, shift)
            if drawn is None:
                return None
            glyphs, shift = drawn  # not at the end of a piece: there PDFium drops it
            found[-1][2].extend(glyphs)
        return [(font, size, f"<{''.join(glyphs)}>") for font, size, glyphs in found if glyphs]

    def font(self, stream: Any, pango_font: Any) -> tuple[Any, float]:
        """The font in the PDF, and its size."""
        from weasyprint.text.ffi import ffi, gobject

        if self.fonts[0] is not stream._fonts:
            self.fonts = (stream._fonts, {})
        known = self.fonts[1]
        if pango_font not in known:
            kept = ffi.gc(gobject.g_object_ref(pango_font), gobject.g_object_unref)
            add = getattr(stream, "add_cut_font", stream.add_font)  # the first comes from `speed.embedding`
            known[pango_font] = (*add(pango_font), kept)
        font, size, _ = known[pango_font]
        return font, size

    def glyphs(
        self, stream: Any, font: Any, size: float, run: Any, count: int, source: _Source, before: tuple[float, float]
    ) -> tuple[list[str], tuple[float, float]] | None:
        """The first *count* glyphs of a run in PDF's notation, and the state for the next run. None if one is not
        plain. *before* is the state after the previous run: a shift to the left, in thousandths of an em, and how much
        of the line's widening is drawn.
        """
        from weasyprint.text.ffi import FROM_UNITS, ffi, pango

        scale = 1000 * FROM_UNITS / size
        spacing = scale if source.exact else 1 / size
        numbers = font.__dict__.setdefault("numbers", {})
        glyphs = run.glyphs
        buffer = ffi.buffer(glyphs.glyphs, count * _GLYPH.size)
        clusters = ffi.unpack(glyphs.log_clusters, count) if source.spread else ()
        start = run.item.offset
        drawn = []
        shift, spent = before
        for index, (number, width, offset, rise) in enumerate(_GLYPH.iter_unpack(buffer)):
            if clusters and (wide := source.spread.get(start + clusters[index], spent)) != spent:
                shift -= (wide - spent) * scale
                spent = wide
            if number == pango.PANGO_GLYPH_EMPTY:
                shift -= width * spacing
                continue
            known = numbers.get(number)
            if known is None:
                if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                    return None
                known = numbers[number] = self.glyph(stream, font, scale, run, source.text, index, number)
            if rise:
                return None
            code, natural = known
            if offset:
                shift -= offset * spacing
            if shift:
                drawn.append(_shift(shift))
            drawn.append(code)
            shift = natural + offset * spacing - width * scale
            if not source.exact or -0.1 < shift < 0.1:
                shift = float(int(shift))
        return drawn, (shift, spent)

    def glyph(
        self, stream: Any, font: Any, scale: float, run: Any, text: bytes, index: int, number: int
    ) -> tuple[str, int]:
        """A glyph's code in the PDF and its width. Notes its text and width for the font."""
        drawn = getattr(font, "drawn", None)
        code = drawn.code(number) if drawn else number
        if code not in font.to_unicode:
            font.to_unicode[code] = _glyph_text(run, text, index)
        if code not in font.widths:
            widths = drawn.face.widths if drawn else {}
            if number not in widths:
                widths[number] = self.width(stream, run, number, scale)
            font.widths[code] = widths[number]
        return f"{code:04x}", font.widths[code]

    def width(self, stream: Any, run: Any, number: int, scale: float) -> int:
        """The width of a glyph, in thousandths of an em."""
        from weasyprint.text.ffi import pango

        pango.pango_font_get_glyph_extents(run.item.analysis.font, number, stream.ink_rect, stream.logical_rect)
        width: int = stream.logical_rect.width
        return round(width * scale)


def _glyph_text(run: Any, text: bytes, index: int) -> str:
    """The text of a glyph. A letter and its accent that are two glyphs get their own part each."""
    clusters, count = run.glyphs.log_clusters, run.glyphs.num_glyphs
    first, after = index, index + 1
    while first and clusters[first - 1] == clusters[index]:
        first -= 1
    while after < count and clusters[after] == clusters[index]:
        after += 1
    if run.item.analysis.level % 2:
        end = clusters[first - 1] if first else run.item.length
    else:
        end = clusters[after] if after < count else run.item.length
    said = text[run.item.offset + clusters[index] : run.item.offset + end].decode()
    if after - first == 1:
        return said
    parts = unicodedata.normalize("NFD", said)
    return parts[index - first] if len(parts) == after - first else said


@lru_cache(maxsize=4096)
def _shift(value: float) -> str:
    """A shift to the left between two glyphs, as a PDF writes it inside <…>."""
    return f">{f'{value:.2f}'.rstrip('0').rstrip('.')}<"
