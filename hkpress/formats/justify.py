"""Justified Chinese in WeasyPrint, which by itself stretches nothing but spaces.

WeasyPrint has no hook for this, so two of its functions are wrapped. They are private: `install`
does it for the one version that this was written and tested for, and for no other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from copy import copy
from functools import cache, lru_cache
from typing import Any

VERSION = "70.0"

_HAN = r"\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’·"  # —— and …… are one piece each
# neither the first nor the last character beside a joiner or another script: the gap there is wide enough, and PDFium
# drops a spacing at the end of a piece of text
_SET_SOLID = re.compile(rf"(?:^|(?<=[{_HAN}]))[{_HAN}]+(?=[{_HAN}]|$)")
_ENDS_HAN = re.compile(rf"[{_HAN}]\u2060*$")
_STARTS_HAN = re.compile(rf"\u2060*[{_HAN}]")
_OPENING = re.compile(r"\u2060*[「『（《〈【〔]")
_CLOSING = re.compile(r"[」』）》〉】〕]\u2060*$")

# WeasyPrint writes half of a spacing 1.024 times too wide and cuts the rest to whole thousandths of an em. Multiples of
# this, in em, are drawn as wide as they are meant.
_REST = 1000 / 1024 - 1 / 2
UNIT = (1 + 1 / 2 / _REST) / 1000
MAX_SPACING = 48  # units between two characters: from half the width of a space, copied text has one there


@cache
def install() -> bool:
    """Teach WeasyPrint to justify Chinese; False if this is a version that is not known."""
    import weasyprint
    from weasyprint.layout import inline
    from weasyprint.text.line_break import Layout

    if weasyprint.__version__ != VERSION:
        return False
    own_justify, own_align, own_set_text = inline.justify_line, inline.text_align, Layout.set_text

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        if not _is_chinese(line) or not _Line(line).justify(extra_width):
            own_justify(context, line, extra_width) if not _is_chinese(line) else None

    def text_align(context: Any, line: Any, available_width: Any, last: bool) -> Any:
        offset = own_align(context, line, available_width, last)
        trims = last and _is_chinese(line) and line.style["text_align_all"] == "justify"
        return offset - _Line(line).start_trim() if trims else offset

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        own_set_text(self, text, justify)
        if justify and (spacing := getattr(self, "han_spacing", None)):
            _space(self, *spacing)

    inline.justify_line, inline.text_align, Layout.set_text = justify_line, text_align, set_text
    return True


def _is_chinese(box: Any) -> bool:
    return str(box.style["lang"] or "").startswith("zh")


class _Line:
    """A line of the page, and the room in it."""

    def __init__(self, line: Any) -> None:
        self.line = line
        self.texts = [box for box in _texts(line) if box.text.strip("\u2060 ")]

    def start_trim(self) -> float:
        """The width of the blank half of an opening mark that starts the line, in px."""
        first = self.texts[0] if self.texts else None
        return _half(first) if first and _OPENING.match(first.text) else 0

    def end_trim(self) -> float:
        """The width of what is blank at the line's end: half a closing mark, or a gap to the next line."""
        last = self.texts[-1]
        spacing = last.style["letter_spacing"]
        return (_half(last) if _CLOSING.search(last.text) else 0) + (0 if spacing == "normal" else spacing)

    def justify(self, room: float) -> bool:
        """Spread *room* px evenly between the Chinese characters; False if it would show."""
        if not self.texts:
            return False
        start = self.start_trim()
        room += start + self.end_trim()
        size = self.texts[0].style["font_size"]
        gaps = [_gaps(box) for box in self.texts]
        between = [_joined(*pair) for pair in zip(self.texts, self.texts[1:], strict=False)]
        total = sum(gaps) + sum(between)
        if not total:
            return False
        each, left = divmod(max(0, round(room / size / UNIT)), total)
        each, left = (int(each), left) if each < MAX_SPACING else (MAX_SPACING, 0)
        shares = {}
        for box, inside, joined in zip(self.texts, gaps, [*between, False], strict=True):
            more = int(min(left, inside))
            extra = min(left - more, int(joined))
            left -= more + extra
            _respace(box, each, more)
            shares[box] = (each * inside + more) * UNIT * size, (each + extra) * joined * UNIT * size
        _advance(self.line, shares, -start)
        return True


def _texts(box: Any) -> Iterator[Any]:
    """The text boxes of a line, in order."""
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def _half(box: Any) -> float:
    """Half an em, unless the mark is set half as wide already."""
    return 0 if "halt" in str(box.style["font_feature_settings"]) else float(box.style["font_size"]) / 2


def _gaps(box: Any) -> float:
    """The places between two Chinese characters of a text box, as Pango counts them: at some edges half a one."""
    from weasyprint.text.line_break import Layout, line_size

    if not _solid(box.text):
        return 0
    layout = Layout(box.style)  # which owns the line
    layout.han_spacing = MAX_SPACING, 0
    layout.set_text(box.text, justify=True)
    wide, _ = line_size(layout.get_first_line()[0], box.style)
    places: float = (wide - box.width) / (MAX_SPACING * UNIT * box.style["font_size"])
    return round(2 * places) / 2


def _joined(left: Any, right: Any) -> bool:
    """Whether Chinese goes on from one text box to the next."""
    return bool(_ENDS_HAN.search(left.text) and _STARTS_HAN.match(right.text))


def _respace(box: Any, each: int, more: int) -> None:
    """Have the box drawn with *each* units between Chinese characters, one more in the first *more*."""
    layout = copy(box.pango_layout)  # its text is set again when it is drawn
    layout.text, layout.justification_spacing, layout.han_spacing = box.text, 0, (each, more)
    box.pango_layout = layout


def _advance(box: Any, shares: dict[Any, tuple[float, float]], shift: float) -> float:
    """Move and widen the boxes of a line by their shares; what the next box is to be moved by."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if child in shares:
            inside, behind = shares[child]
            child.position_x += shift
            child.width += inside
            shift += inside + behind
        elif hasattr(child, "children") and any(each in shares for each in _texts(child)):
            child.position_x += shift
            before = shift
            shift = _advance(child, shares, shift)
            child.width += shift - before
        else:
            child.translate(shift, 0)
    return shift


def _space(layout: Any, each: int, more: int) -> None:
    """Set the letter spacing of the Chinese in a Pango layout."""
    from weasyprint.text.ffi import ffi, pango

    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for start, end, units in _spacings(layout.text, each, more):
        half = math.ceil(units * layout.style["font_size"] / _REST / 2)  # in Pango's units
        spacing = pango.pango_attr_letter_spacing_new(2 * half)
        spacing.start_index, spacing.end_index = (len(layout.text[:index].encode()) for index in (start, end))
        pango.pango_attr_list_change(attributes, spacing)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _spacings(text: str, each: int, more: int) -> Iterator[tuple[int, int, int]]:
    """Start, end and spacing of the parts of a text."""
    for start, end in _solid(text):
        middle = min(end, start + more)
        more -= middle - start
        parts = (start, middle, each + 1), (middle, end, each)
        yield from (part for part in parts if part[0] < part[1])


@lru_cache(maxsize=4096)  # each line is asked about when it is laid out and when it is drawn
def _solid(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of the parts that are set solid."""
    return tuple(match.span() for match in _SET_SOLID.finditer(text))
