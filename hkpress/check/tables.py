"""The cells of a table: their words, and the figure of a cell that has nothing else."""

from __future__ import annotations

import re
from decimal import Decimal

from hkpress.release import inline
from hkpress.release.model import Text

NOTHING = frozenset(["–", "—", "-", "Nil", "無", "0"])
_FIGURE = re.compile(r"(?P<minus>[-−–(])?(?:HK|US)?\$?(?P<digits>\d{1,3}(?:[, ]\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?)\)?")


def words_of(cell: Text | str) -> tuple[str, ...]:
    """What a cell says, in each language."""
    texts = (cell,) if isinstance(cell, str) else (cell.en, cell.tc)
    return tuple(inline.to_words(text) for text in texts if text)


def only(cell: Text | str) -> str | None:
    """What a cell says, if it says the same in both languages."""
    words = {text.strip() for text in words_of(cell)}
    return words.pop() if len(words) == 1 else None


def figure(cell: Text | str) -> Decimal | None:
    """The figure of a cell that has nothing else and is the same in both languages; a dash is 0."""
    text = only(cell)
    if text in NOTHING:
        return Decimal(0)
    match = _FIGURE.fullmatch(text or "")
    if not match:
        return None
    found = Decimal(re.sub("[, ]", "", match["digits"]))
    return -found if match["minus"] else found


def decimals(number: Decimal) -> int:
    """The number of digits after the point."""
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
