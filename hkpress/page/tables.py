"""The width of tables, and how to set them so that they stay on the page."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from hkpress.release import inline

PAGE, SMALL, SMALLER = 46.0, 55.0, 64.0
"""The width of an upright page in ems: in ordinary type, in small type, in smaller type.

A guess, which saves the engine from setting most wide tables twice: `printing.setting.wide` sees what really fits.
"""
TELEPHONE = 20.0
SHORT = 15.0
"""A cell up to this many ems wide stays on one line."""
GUTTER = 1.0

_HAN = re.compile("[\u4e00-\u9fff]")
_PIECE = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")


class Layout(NamedTuple):
    """How a table is set: see the fields of `Grid`."""

    whole: tuple[bool, ...]
    size: Literal["", "small", "smaller", "turned"]
    scrolls: bool


def lay_out(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Layout:
    """How to set a table with these cells, which are inline Markdown."""
    columns = [[inline.to_words(cell) for cell in column] for column in zip(*rows, strict=True)]
    heads = [inline.to_words(cell) for cell in head]
    whole = tuple(max(map(ems, column)) <= SHORT for column in columns)
    if _needs(heads, columns, whole) > SMALL:  # words may go to the next line before the type gets small
        whole = tuple(
            is_whole and not any(_has_words(cell) for cell in column)
            for is_whole, column in zip(whole, columns, strict=True)
        )
    width = _needs(heads, columns, whole)
    if width <= PAGE:
        return Layout(whole, "", width > TELEPHONE)
    return Layout(whole, "small" if width <= SMALL else "smaller" if width <= SMALLER else "turned", True)


def _needs(heads: list[str], columns: list[list[str]], whole: tuple[bool, ...]) -> float:
    """The least width of the table, in ems."""
    widths = (
        max(_longest(head), *(ems(cell) if is_whole else _longest(cell) for cell in column))
        for head, column, is_whole in zip(heads, columns, whole, strict=True)
    )
    return sum(width + GUTTER for width in widths)


def _longest(text: str) -> float:
    """The width of the longest piece that no line may break, a Latin word; of Chinese, what makes five lines of it."""
    words = max((ems(word) for word in _PIECE.findall(text)), default=0.0)
    few = max(4.0, ems(text) / 5) if _HAN.search(text) else 4.0
    return max(words, min(ems(text), few))


def _has_words(cell: str) -> bool:
    """Whether it has more than one word, besides figures and months."""
    return len(re.findall(r"[^\W\d_]{2,}", cell)) > 1


def ems(text: str) -> float:
    """About how wide the text is, in ems."""
    return sum(_EMS.get(char) or (1.0 if unicodedata.east_asian_width(char) in "WF" else 0.58) for char in text)


_EMS = (
    dict.fromkeys("iIjl.,:;'!|()[] ", 0.34)
    | dict.fromkeys("mwMW@%", 0.92)
    | dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ", 0.68)
)
