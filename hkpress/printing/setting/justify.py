"""Justifies Chinese: WeasyPrint stretches spaces only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from hkpress.core.characters import CLOSING, OPENING
from hkpress.printing.setting import spacing
from hkpress.printing.setting.spacing import HAN, is_chinese

_ENDS_HAN = re.compile(rf"[{HAN}]\u2060*$")
_STARTS_HAN = re.compile(rf"\u2060*[{HAN}]")
_OPENS = re.compile(rf"\u2060*[{OPENING}]")
_CLOSES = re.compile(rf"[{CLOSING}]\u2060*$")

MAX_SPACING = 0.098
"""In em, between two characters. From half the width of a space on, copied text would have a space there."""


def justify_line(own: Callable[..., None]) -> Callable[..., None]:
    """Spread the room in a Chinese line; leave other lines to WeasyPrint."""

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        if is_chinese(line.style):
            _Line(line).justify(extra_width)
        else:
            own(context, line, extra_width)

    return justify_line


def text_align(own: Callable[..., Any]) -> Callable[..., Any]:
    """Move the line's first mark to the margin, also in the last line, and justify lines that only blanks make too
    wide."""

    def text_align(context: Any, line: Any, available_width: Any, last: bool) -> Any:
        offset = own(context, line, available_width, last)
        if not is_chinese(line.style) or line.style["text_align_all"] != "justify":
            return offset
        if last:
            return offset - _Line(line).start_trim()
        if line.width > available_width:  # too wide only because of blanks at its ends
            _Line(line).justify(available_width - line.width)
        return offset

    return text_align


class _Line:
    """A line on the page that can be widened."""

    def __init__(self, line: Any) -> None:
        self.line = line
        self.texts = [box for box in _text_boxes(line) if box.text.strip("\u2060 ")]

    def start_trim(self) -> float:
        """The width of the blank half of an opening mark that starts the line, in px."""
        return blank_start(self.texts[0]) if self.texts else 0

    def end_trim(self) -> float:
        """The width of what is blank at the line's end: half a closing mark, or a gap to the next line."""
        last = self.texts[-1]
        spacing = last.style["letter_spacing"]
        return blank_end(last) + (0 if spacing == "normal" else spacing)

    def justify(self, room: float) -> None:
        """Spread *room* px evenly between the Chinese characters."""
        if not self.texts:
            return
        start = self.start_trim()
        room += start + self.end_trim()
        places = [spacing.stretch_points(box.text) for box in self.texts]
        between = [_chinese_goes_on(*pair) for pair in zip(self.texts, self.texts[1:], strict=False)]
        total = sum(places) + sum(between)
        if not total:
            return
        each = min(max(0, room / total), MAX_SPACING * self.texts[0].style["font_size"])
        for box in self.texts:
            _respace(box, each)
        shares = {
            box: (each * inside, each * joined)
            for box, inside, joined in zip(self.texts, places, [*between, False], strict=True)
        }
        _advance(self.line, shares, -start)


def _text_boxes(box: Any) -> Iterator[Any]:
    """The text boxes of a line, in order."""
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _text_boxes(child)


def blank_start(box: Any) -> float:
    """The width of the blank half of an opening mark that starts a text box, in px."""
    return _half_em(box) if _OPENS.match(box.text) else 0


def blank_end(box: Any) -> float:
    """The width of the blank half of a closing mark that ends a text box, in px."""
    return _half_em(box) if _CLOSES.search(box.text) else 0


def _half_em(box: Any) -> float:
    """Half an em, unless the mark is set half as wide already."""
    return 0 if "halt" in str(box.style["font_feature_settings"]) else float(box.style["font_size"]) / 2


def _chinese_goes_on(left: Any, right: Any) -> bool:
    """Whether Chinese continues from one text box to the next."""
    return bool(_ENDS_HAN.search(left.text) and _STARTS_HAN.match(right.text))


def _respace(box: Any, each: float) -> None:
    """Record that the box is to be drawn with *each* px between Chinese characters."""
    layout = copy(box.pango_layout)  # drawing sets its text again
    layout.text, layout.justification_spacing, layout.han_spacing = box.text, 0, each
    box.pango_layout = layout


def _advance(box: Any, shares: dict[Any, tuple[float, float]], shift: float) -> float:
    """Move and widen the boxes of a line by their shares. Returns how far the next box moves."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if child in shares:
            inside, behind = shares[child]
            child.position_x += shift
            child.width += inside
            shift += inside + behind
        elif hasattr(child, "children") and any(each in shares for each in _text_boxes(child)):
            child.position_x += shift
            before = shift
            shift = _advance(child, shares, shift)
            child.width += shift - before
        else:
            child.translate(shift, 0)
    return shift
