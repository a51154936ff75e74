"""Sets the space between Chinese characters: gaps, squeezed marks, and the spacing of a justified line.

`typography` finds where they belong and how wide they are (`GAP_WIDTH`).

All are attributes of Pango's texts. Spans would work too, but each span is a box, which takes as long to set as a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from hkpress.printing.setting.typography import GAP, GAP_WIDTH, JOINED_GAP, JOINER, halves
from hkpress.release.unbroken import in_chinese, in_english

# —— and …… are one piece each, and a combining mark has no width of its own
HAN = (
    r"\u2e80-\u3029\u3030-\u3098\u309b-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9d\uffa0-\uffef"
    r"\U00020000-\U0003ffff“”‘’·"
)
_HAN_RUN = re.compile(f"[{HAN}]+")
_GAP_INSIDE = re.compile(f"(?<!^)[{GAP}{JOINED_GAP}](?!$)")  # at a line's end there is none
_HALF_PLACE = re.compile(f"^(?=[{HAN}])|(?<=[{HAN}])(?:$|[{GAP}{JOINED_GAP}])|[{GAP}{JOINED_GAP}](?=[{HAN}])")

_GAP_SIGNS = frozenset(GAP + JOINED_GAP + JOINER)

Span = tuple[int, int]


def prepare() -> None:
    """Declare the functions of Pango that WeasyPrint does not use."""
    from weasyprint.text.ffi import ffi

    ffi.cdef("""
        PangoAttrList *pango_attr_list_copy(PangoAttrList *list);
        PangoAttribute *pango_attr_allow_breaks_new(gboolean allow_breaks);
    """)


def set_text(own: Callable[..., None]) -> Callable[..., None]:
    """Give a layout's text the attributes for its gaps and squeezed marks."""

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        from weasyprint.text.ffi import pango

        if unmarked := self.__dict__.pop("unmarked", None):  # these attributes belong to another text
            pango.pango_layout_set_attributes(self.layout, unmarked)
        own(self, text, justify)
        if str(self.style["lang"] or "").startswith("zh"):
            _mark(self)
        elif spans := unbroken(self.text, False):
            _hold(self, spans)

    return set_text


def widen(layout: Any, each: float) -> None:
    """Put *each* px between the Chinese characters of a layout."""
    from weasyprint.text.ffi import pango

    if unmarked := layout.__dict__.pop("unmarked", None):
        pango.pango_layout_set_attributes(layout.layout, unmarked)
    _mark(layout, each)


def stretch_points(text: str) -> float:
    """How many times a line's extra space is added to a text: once for each character, half at an edge or beside a
    gap."""
    return sum(end - start for start, end in _chinese_runs(text)) - len(_HALF_PLACE.findall(text)) / 2


def shifts(text: str, start: int, each: float) -> dict[int, float]:
    """How far each character moves if *each* is put between Chinese ones, by its first byte, counted from *start*."""
    moves, wide, before = {}, 0.0, "gap"
    for character in text:
        kind = _script_of(character)
        if kind != "gap" and before != "gap":
            wide += ((kind == "han") + (before == "han")) * each / 2
        moves[start] = wide
        start += len(character.encode())
        before = kind
    return moves


@lru_cache(maxsize=4096)
def _script_of(character: str) -> str:
    if character in GAP + JOINED_GAP:
        return "gap"
    return "han" if _HAN_RUN.match(character) else ""


def mark(attributes: Any, text: str, mainland: bool, font_size: float, spacing: float = 0) -> None:
    """Add the text's gaps and squeezed marks to Pango's attributes, and *spacing* px between Chinese characters."""
    from weasyprint.text.ffi import TO_UNITS, pango

    def space(spans: Iterable[Span], width: float) -> None:
        for start, end in spans:
            attribute = pango.pango_attr_letter_spacing_new(round(width * TO_UNITS))
            attribute.start_index, attribute.end_index = start, end
            pango.pango_attr_list_change(attributes, attribute)

    space(_in_bytes(text, _chinese_runs(text)) if spacing else (), spacing)
    space(_gaps(text), GAP_WIDTH * font_size - spacing / 2)  # the character beside it gets the other half
    hold(attributes, unbroken(text, True))
    for start, end in _squeezed_marks(text, mainland):
        attribute = pango.pango_attr_font_features_new(b"halt")
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_insert(attributes, attribute)


def hold(attributes: Any, spans: Iterable[Span]) -> None:
    """Let no line end inside these spans, in bytes. The text and its glyphs stay the same."""
    from weasyprint.text.ffi import pango

    for start, end in spans:
        attribute = pango.pango_attr_allow_breaks_new(False)
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_insert(attributes, attribute)


@contextmanager
def _attributes(layout: Any) -> Iterator[Any]:
    """The attributes of a layout, for adding to them; `unmarked` keeps the originals."""
    from weasyprint.text.ffi import ffi, pango

    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    layout.unmarked = ffi.gc(pango.pango_attr_list_copy(attributes), pango.pango_attr_list_unref)
    yield attributes
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _hold(layout: Any, spans: Iterable[Span]) -> None:
    with _attributes(layout) as attributes:
        hold(attributes, spans)


def _mark(layout: Any, spacing: float = 0) -> None:
    """Mark the text of a layout."""
    text, mainland = layout.text, str(layout.style["lang"]).startswith("zh-Hans")
    if _gaps(text) or _squeezed_marks(text, mainland) or spacing or unbroken(text, True):
        with _attributes(layout) as attributes:
            mark(attributes, text, mainland, layout.style["font_size"], spacing)


# each line is set twice: for layout and for drawing


@lru_cache(maxsize=4096)
def _chinese_runs(text: str) -> tuple[Span, ...]:
    return tuple(match.span() for match in _HAN_RUN.finditer(text))


@lru_cache(maxsize=4096)
def _gaps(text: str) -> tuple[Span, ...]:
    return tuple(_in_bytes(text, (match.span() for match in _GAP_INSIDE.finditer(text))))


def is_chinese(style: Any) -> bool:
    """Whether a text of this style is Chinese."""
    return str(style["lang"] or "").startswith("zh")


@lru_cache(maxsize=4096)
def unbroken(text: str, chinese: bool) -> tuple[Span, ...]:
    """The spans of the *text* that must stay on one line, in bytes."""
    if not chinese:
        return tuple(_in_bytes(text, (match.span() for match in in_english().finditer(text))))
    seen = [index for index, character in enumerate(text) if character not in _GAP_SIGNS]
    said = "".join(text[index] for index in seen)
    spans = (match.span() for match in in_chinese().finditer(said))
    return tuple(_in_bytes(text, ((seen[start], seen[end - 1] + 1) for start, end in spans)))


@lru_cache(maxsize=4096)
def _squeezed_marks(text: str, mainland: bool) -> tuple[Span, ...]:
    return tuple(_in_bytes(text, ((index, index + 1) for index in sorted(halves(text, mainland=mainland)))))


def _in_bytes(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in bytes of UTF-8, as Pango counts them; they must be in order."""
    at = here = 0
    for start, end in spans:
        first = here + len(text[at:start].encode())
        at, here = end, first + len(text[start:end].encode())
        yield first, here
