"""The width of tables, and how to set them so that they stay on the page."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from hkpress.core.characters import HAN, IS_HAN
from hkpress.release import inline


class Room(NamedTuple):
    """The width that a table may take, in ems: in ordinary type, in small type, in smaller type."""

    ordinary: float
    small: float
    smaller: float


PAGE = Room(46, 55, 64)
"""The width of an upright page: a guess. It saves the engine from setting most wide tables twice;
`printing.setting.wide` sees what really fits.
"""
MAIL = Room(37, 43, 43)
"""A mail, which is 600 pixels wide in Outlook for Windows."""
TELEPHONE = Room(20, 25, 25)
"""A mail on a telephone's screen."""
SHORT = 15.0
"""A cell up to this many ems wide stays on one line."""
GUTTER = 1.0

_PIECE = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")


Cells = tuple[str, ...]


class Layout(NamedTuple):
    """How a table is set: see the fields of `Grid`."""

    whole: tuple[bool, ...]
    size: Literal["", "small", "smaller", "turned"]
    """`turned` if it is wider than its room."""
    scrolls: bool


_DIGITS = r"\d[\d,.]*(?:[ \u2009]\d{3}(?!\d))*"
_CHINESE_UNIT = rf"(?![月日號号樓楼座室班])(?!(?<=(?:19|20)\d\d)年)[{HAN}]{{1,6}}"  # not a month, a floor or a year
_UNIT_WORD = (  # Wan, as in 3 Wan Chai Road, is none
    r"(?:[a-z][a-z./²³]*|[A-Z]{2,3}[a-z]?|[a-z][A-Z][a-z]?|[KMGWVL]|[%‰]|°[CF]?)(?![^\W\d_])"
)
_UNIT = rf"[ -]?(?:{_CHINESE_UNIT}|{_UNIT_WORD}(?: {_UNIT_WORD}){{0,2}})"
_MONEY = r"(?:[A-Z]{1,3} ?)?[$€£¥]|(?:HKD|USD|RMB|EUR|GBP|MOP) ?|[港澳][幣币元]|人民[幣币]|美[元金]"
_AMOUNT = rf"[-+–−±<>≤≥▲▼↑↓]?(?:{_MONEY})?[-+–−]? ?[(]?(?:{_MONEY})?{_DIGITS}[)]?(?:{_UNIT})?[)]?"
_LEAD = (
    "(?:about|around|over|up to|more than|less than|at least"
    "|約|约|逾|超過|超过|近|至少|每[日月年]|上午|下午|中午|晚上|凌晨)"
)
_DATE = r"\d{1,4}([-/.])\d\d?\1\d{1,4}$|(?:19|20)\d\d[-–/]\d\d"
_FIGURE_CELL = re.compile(
    rf"(?!{_DATE})(?:{_LEAD} ?)?{_AMOUNT}(?:(?: ?[-–—~～至到/:：] ?| to |(?<=\D) ?){_AMOUNT}){{0,2}}[*]?"
)
"""A figure with or without its unit: (35.5), HK$10 million, 1.2億港元, 9.30 a.m., 2小時30分鐘, 10–20 people."""
_NO_FIGURE = re.compile(r"[-–—]*|n\.?/?a\.?|nil|free|noon|無|无|不適用|不适用|沒有|没有|免費|免费|正午", re.IGNORECASE)
"""Signs that a column of figures has in place of a figure."""


def alignments(rows: tuple[Cells, ...]) -> tuple[Literal["left", "right"], ...]:
    """How to align each column of these cells, which are inline Markdown: figures on the right, words on the left."""
    return tuple("right" if _counts([*map(inline.to_words, column)]) else "left" for column in zip(*rows, strict=True))


def _counts(column: list[str]) -> bool:
    """Whether a column holds only figures, and signs in place of figures."""
    figures = [bool(_FIGURE_CELL.fullmatch(cell)) for cell in column]
    return any(figures) and all(
        figure or _NO_FIGURE.fullmatch(cell) for figure, cell in zip(figures, column, strict=True)
    )


def lay_out(head: Cells, rows: tuple[Cells, ...], room: Room = PAGE) -> Layout:
    """How to set a table with these cells, which are inline Markdown, where it has so much room."""
    columns = [[inline.to_words(cell) for cell in column] for column in zip(*rows, strict=True)]
    heads = [inline.to_words(cell) for cell in head]
    whole = tuple(max(map(ems, column)) <= SHORT for column in columns)
    if _needs(heads, columns, whole) > room.small:  # wrap words before making the type small
        whole = tuple(
            is_whole and not any(_has_words(cell) for cell in column)
            for is_whole, column in zip(whole, columns, strict=True)
        )
    width = _needs(heads, columns, whole)
    if width <= room.ordinary:
        return Layout(whole, "", width > TELEPHONE.ordinary)
    return Layout(whole, "small" if width <= room.small else "smaller" if width <= room.smaller else "turned", True)


def split_columns(head: Cells, rows: tuple[Cells, ...]) -> Iterator[tuple[list[int], Layout]]:
    """The parts of a table that is too wide for a mail: the columns of each (the first column is in all) and how to
    set it. Each part fits a telephone if possible, else a mail.
    """
    others = len(head) - 1
    for room, count in itertools.product((TELEPHONE, MAIL), range(2, others + 1)):
        ends = [1 - (-others * n // count) for n in range(count + 1)]
        parts = [[0, *range(*each)] for each in itertools.pairwise(ends)]
        layouts = [lay_out(*columns_of(part, head, rows), room) for part in parts]
        if all(each.size != "turned" for each in layouts) or (room, count) == (MAIL, others):
            return zip(parts, layouts, strict=True)
    raise ValueError(head)


def columns_of(columns: Sequence[int], head: Cells, rows: tuple[Cells, ...]) -> tuple[Cells, tuple[Cells, ...]]:
    """The head and the rows of these columns."""
    return tuple(head[n] for n in columns), tuple(tuple(row[n] for n in columns) for row in rows)


def _needs(heads: list[str], columns: list[list[str]], whole: tuple[bool, ...]) -> float:
    """The least width of the table, in ems."""
    widths = (
        max(_longest(head), *(ems(cell) if is_whole else _longest(cell) for cell in column))
        for head, column, is_whole in zip(heads, columns, whole, strict=True)
    )
    return sum(width + GUTTER for width in widths)


def _longest(text: str) -> float:
    """The width of the longest word that cannot be broken; for Chinese, the width that makes five lines."""
    words = max((ems(word) for word in _PIECE.findall(text)), default=0.0)
    few = max(4.0, ems(text) / 5) if IS_HAN.search(text) else 4.0
    return max(words, min(ems(text), few))


def _has_words(cell: str) -> bool:
    """Whether it has more than one word, besides figures and months."""
    return len(re.findall(r"[^\W\d_]{2,}", cell)) > 1


def ems(text: str) -> float:
    """The rough width of the text, in ems."""
    return sum(_EMS.get(char) or (1.0 if unicodedata.east_asian_width(char) in "WF" else 0.58) for char in text)


_EMS = (
    dict.fromkeys("iIjl.,:;'!|()[] ", 0.34)
    | dict.fromkeys("mwMW@%", 0.92)
    | dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ", 0.68)
)
