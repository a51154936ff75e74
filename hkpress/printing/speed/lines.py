"""Break a text into all its lines at once, and keep them until they are drawn. The lines are the same.

WeasyPrint lays out three more lines to find where a line ends, then the line alone, then the line again to draw it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any

from hkpress.core.characters import HAN
from hkpress.printing.setting import spacing
from hkpress.printing.setting.typography import GAP, JOINED_GAP, JOINER, halves


def fits() -> bool:
    """Whether this Pango breaks a text into the lines that it finds one by one: 1.44 and 1.46 do not, at a slash."""
    from weasyprint.text.ffi import pango

    return bool(pango.pango_version() >= 15000)


def prepare() -> None:
    """Declare what WeasyPrint does not use of Pango."""
    from weasyprint.text.ffi import ffi

    ffi.cdef("""
        PangoLayoutLine *pango_layout_line_ref(PangoLayoutLine *line);
        void pango_layout_line_unref(PangoLayoutLine *line);
    """)


# --- faces ----------------------------------------------------------------------------------------


def setup(_own: Callable[..., None]) -> Callable[..., None]:
    """Give a layout its font. Whatever depends on the style alone is computed once and shared."""

    def setup(self: Any, style: Any) -> None:
        font = face(style)
        self.style, self.first_line_direction = style, 0
        self.__dict__.update(font.measures)
        self.layout = font.layout()

    return setup


def face(style: Any) -> Face:
    """The font of a style."""
    if "face" not in style.__dict__:
        values = (tuple(value) if isinstance(value, list) else value for value in _font_key(style))  # lists: in an SVG
        style.face = _made(style.font_config, style["text_decoration_line"] != "none", tuple(values))
    known: Face = style.face
    return known


_FONT = (
    *("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings"),
    *("direction", "lang", "font_language_override", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian", "font_feature_settings"),
)
_fields = itemgetter(*_FONT)


def _font_key(style: Any) -> tuple[Any, ...]:
    """The values of a style that decide its font; a text in an SVG has its families in a list."""
    return tuple(tuple(each) if isinstance(each, list) else each for each in _fields(style))


class Face:
    """The font of a style: Pango's context and description, OpenType features, measures."""

    def __init__(self, font_config: Any, decorated: bool, values: tuple[Any, ...]) -> None:
        from weasyprint.text import constants, fonts
        from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p

        style = dict(zip(_FONT, values, strict=True))
        self.context = ffi.gc(pango.pango_font_map_create_context(font_config.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(self.context, False)
        pango.pango_context_set_base_dir(self.context, constants.PANGO_DIRECTION[style["direction"]])
        lang, override = style["lang"], style["font_language_override"]
        if override != "normal":
            lang = constants.LST_TO_ISO.get(override.lower(), override)
        language = pango.pango_language_get_default()
        if lang:
            pointer, _ = unicode_to_char_p(lang)
            language = pango.pango_language_from_string(pointer)
            pango.pango_context_set_language(self.context, language)
        self.description = fonts.get_font_description(style)
        self.measures = dict.fromkeys(("ascent", "underline_position", "strikethrough_position"))
        if decorated:
            metrics = pango.pango_context_get_metrics(self.context, self.description, language)
            for name in (*self.measures, "underline_thickness", "strikethrough_thickness"):
                self.measures[name] = FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(metrics)
            pango.pango_font_metrics_unref(metrics)
        self.measures["language"] = language
        features = fonts.font_features(*values[_FONT.index("font_kerning") :])
        self.features = ",".join(f"{tag} {value}" for tag, value in features.items()).encode()
        self.own = self.layout()
        """A layout for measuring."""

    def layout(self) -> Any:
        """A new layout of Pango's."""
        from weasyprint.text.ffi import ffi, gobject, pango

        made = ffi.gc(pango.pango_layout_new(self.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(made, False)
        pango.pango_layout_set_font_description(made, self.description)
        if self.features:
            pango.pango_layout_set_attributes(made, self.attributes())
        return made

    def attributes(self) -> Any:
        """A new list of Pango attributes."""
        from weasyprint.text.ffi import ffi, pango

        made = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        if self.features:
            pango.pango_attr_list_insert(made, pango.pango_attr_font_features_new(self.features))
        return made


_made = lru_cache(maxsize=1024)(Face)

# --- lines ----------------------------------------------------------------------------------------


class Line:
    """A line that Pango broke. It stands in for WeasyPrint's `Layout` in a text box."""

    justification_spacing = first_line_direction = 0
    han_spacing = 0.0
    """Extra space between its Chinese characters, in px."""

    def __init__(self, text: str, found: Any, source: bytes, spaces: int, max_width: float | None, face: Face) -> None:
        self.text, self.found, self.max_width = text, found, max_width
        self.source = source
        """The whole text that was broken into lines, in UTF-8."""
        self.spaces = spaces
        """The number of spaces at its end that are not in `text`."""
        self.__dict__.update(face.measures)

    def reactivate(self, _style: Any) -> None:
        """Nothing to do: the line was kept."""

    def deactivate(self) -> None:
        """Nothing to do: the line is needed until it is drawn."""

    def layout(self, style: Any) -> Any:
        """The line as a `Layout` of WeasyPrint's."""
        from weasyprint.text.line_break import Layout

        made = Layout(style, max_width=self.max_width)
        made.han_spacing = self.han_spacing
        made.set_text(self.text, justify=True)
        return made


Answer = tuple[Any, int, "int | None", float, float, float]
"""A line's layout, its length and the start of the next line in bytes; width, height and baseline in px."""


def split_first_line(own: Callable[..., Any]) -> Callable[..., Any]:
    """Find the first line of a text, and with it all others."""
    return _Lines(own)


class _Lines:
    """Finds the first line of a text. It breaks the whole text and remembers the other lines."""

    ENOUGH = 1.5
    """This many lines of text are enough to find the first line; if not, more of the text is laid out."""

    def __init__(self, own: Any) -> None:
        self.own = own
        self.place: tuple[Face, float | None, float | None] | None = None
        self.found: dict[str, Answer | None] = {}
        """The answers for the last place, by the rest of the text at each line; None if WeasyPrint must find it."""

    def __call__(
        self, text: str, style: Any, context: Any, width: float | None, justified: float, *rest: Any, **more: Any
    ) -> Any:
        """The answer of WeasyPrint's `split_first_line`."""
        wraps = style["white_space"] in ("normal", "pre-wrap", "pre-line")
        room = width if wraps and width is not None and width < _ENDLESS else None
        if not justified and _is_simple(text, style, room):
            place = face(style), room, width
            if self.place != place or text not in self.found:
                self.place, self.found = place, _find(text, style, *place)
            if answer := self.found.get(text):
                return answer
        if room is not None and style["hyphens"] != "auto" and (spacing.is_chinese(style) or len(text) > _MUCH):
            enough = int(self.ENOUGH * max(room, 0) / style["font_size"]) + 10  # no room is left behind a long word
            while enough < len(text):
                found = self.own(text[:enough], style, context, width, justified, *rest, **more)
                if found[2]:  # there is a second line
                    return found
                enough *= 4  # letters are narrow, and combining marks have no width
        return self.own(text, style, context, width, justified, *rest, **more)


_ENDLESS = 2**21  # px, as for WeasyPrint
_NARROW = 4  # em, as for WeasyPrint
_LONG_TEXT = 5000  # characters: a longer unbreakable text would be set again for every line
_MUCH = 1000
"""In an English text of more characters than this, the first line is sought in its beginning only."""
_SPECIAL = re.compile("[\t\n\r\f\xad\x85\u2028\u2029\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Characters that end a line, allow a hyphen, or run from right to left."""
_IDEOGRAPH = re.compile(rf"[{HAN}\u3040-\u30ff]")
"""Characters after which a line may end without Pango adding a hyphen."""
_FEATURES = 24
"""The most marks squeezed in one text: Pango passes on 32 OpenType features."""
_EDGES = frozenset(f" {GAP}{JOINED_GAP}{JOINER}")
"""Characters whose width differs at the end of a text."""


def _is_simple(text: str, style: Any, room: float | None) -> bool:
    """Whether lines found together are sure to equal lines found one by one."""
    return bool(
        style["font_size"]
        and style["letter_spacing"] == "normal"
        and not style["word_spacing"]
        and style["hyphens"] != "auto"
        and style["direction"] == "ltr"
        and (room is None or room >= _NARROW * style["font_size"])
        and 0 < len(text.strip()) <= _LONG_TEXT
        and not _SPECIAL.search(text)
    )


def _find(text: str, style: Any, face: Face, room: float | None, width: float | None) -> dict[str, Answer | None]:
    """The answers by the rest of the text from each line on; None for a line that would differ.

    *width* is the width of the box, *room* the width at which lines break, both in px.
    """
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    mainland = str(style["lang"]).startswith("zh-Hans")
    squeezed = halves(text, mainland=mainland) if spacing.is_chinese(style) else frozenset()
    head = text[: sorted(squeezed)[_FEATURES]] if len(squeezed) > _FEATURES else text
    source = head.encode()
    collapses = style["white_space"] in ("normal", "nowrap", "pre-line")
    extents = ffi.new("PangoRectangle *")
    answers: dict[str, Answer | None] = {}
    start = 0
    broken = _broken_lines(source, head, style, face, room)
    for line, after in zip(broken if head == text else broken[:-1], [*broken[1:], None], strict=False):
        first, length = line.start_index, line.length
        resume = after and after.start_index - first
        left, piece = text[start:], source[first : first + length].decode()
        spaces = len(piece) - len(piece.rstrip(" ")) if after and collapses else 0
        alike = not start or (left[0] not in _EDGES and start not in squeezed)
        if after:
            last = len(piece) - spaces - 1
            alike = alike and resume == length and left[last] not in _EDGES and start + last not in squeezed
            alike = alike and bool(spaces or not left[last].isalnum() or _IDEOGRAPH.match(left[last]))
        pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
        used = extents.width * FROM_UNITS
        answers[left] = None
        if alike and (room is None or used <= room):
            kept = Line(piece[: len(piece) - spaces], line, source, spaces, width, face)
            height, baseline = extents.height * FROM_UNITS, -extents.y * FROM_UNITS
            answers[left] = kept, length - spaces, resume, used, height, baseline
        start += len(source[first : after.start_index].decode()) if after else 0
    return answers


def _broken_lines(source: bytes, text: str, style: Any, face: Face, room: float | None) -> list[Any]:
    """The lines of a text as Pango breaks them."""
    from weasyprint.text.ffi import TO_UNITS, ffi, pango

    attributes = face.attributes()
    if spacing.is_chinese(style):
        spacing.mark(attributes, text, str(style["lang"]).startswith("zh-Hans"), style["font_size"])
    else:
        spacing.hold(attributes, spacing.unbroken(text, False))
    pango.pango_layout_set_attributes(face.own, attributes)
    pango.pango_layout_set_width(face.own, -1 if room is None else int(room * TO_UNITS))
    pango.pango_layout_set_text(face.own, source, len(source))
    lines: list[Any] = []
    while (line := pango.pango_layout_get_line_readonly(face.own, len(lines))) != ffi.NULL:
        lines.append(ffi.gc(pango.pango_layout_line_ref(line), pango.pango_layout_line_unref))
    return lines
