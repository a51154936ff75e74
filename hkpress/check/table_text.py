"""A figure in the text that differs from the table's in one digit, or has two digits swapped.

The sentence must name the row by its label, and have no other figure of that row.

Wrong: a table with Passengers 1,234, and the sentence "Passengers numbered 1,243."
Right: Passengers 1,234, and "Passengers numbered 1,234."
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.tables import only
from hkpress.core.diagnostics import Severity
from hkpress.release.model import Table, Text

CODE = "table-text"
SEVERITY = Severity.WARNING

_FIGURE_IN_TEXT = re.compile(
    r"(?<![\d.,A-Za-z-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*\d)|(?<![\d.,A-Za-z-])\d+(?:\.\d+)?(?!\d|,\d{3})"
)
_SENTENCE = re.compile(r"[^.!?。！？；;\n]*(?:\.\d[^.!?。！？；;\n]*)*")
LEAST = {"en": 5, "tc": 2}
"""How many letters a label must have to be recognised in a sentence."""


@dataclass(frozen=True)
class _Row:
    """A row by its label in one language, and the digits of its cells."""

    label: str
    edition: str
    cells: tuple[str, ...]


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such figure."""
    tables = [part for part, _ in proof.release.models() if isinstance(part, Table)]
    rows = memo.shared(tuple(row for table in tables for row in _table_rows(table)))
    everywhere = frozenset(cell for row in rows.value for cell in row.cells)
    if rows.value:
        yield from memo.each(proof, _in_passage, rows, everywhere, only="en tc")


def _table_rows(table: Table) -> Iterator[_Row]:
    for row in table.rows:
        label = row[0]
        cells = tuple(text for cell in row[1:] if (text := only(cell)) and re.search(r"\d", text))
        digits = tuple(number for text in cells for number in _FIGURE_IN_TEXT.findall(text))
        for edition, words in (("en", label.en), ("tc", label.tc)) if isinstance(label, Text) else ():
            plain = re.sub(r"[(（].*|[*:：]", "", words or "").strip()
            if len(plain) >= LEAST[edition] and digits:
                yield _Row(plain.lower(), edition, digits)


def _in_passage(passage: Passage, rows: memo.Shared[tuple[_Row, ...]], everywhere: frozenset[str]) -> Iterator[Finding]:
    if "rows" in passage.loc or "head" in passage.loc:
        return
    for sentence in _SENTENCE.finditer(passage.prose):
        numbers = [*_FIGURE_IN_TEXT.finditer(passage.prose, *sentence.span())]
        named = (
            [row for row in rows.value if row.edition == passage.edition and _names(row, sentence[0])]
            if numbers
            else []
        )
        if len({row.label for row in named}) != 1:
            continue
        cells = {cell for row in named for cell in row.cells}
        if cells & {number[0] for number in numbers}:
            continue
        for number in numbers:
            near = [cell for cell in cells if _is_digit_slip(cell, number[0])]
            if number[0] not in everywhere and len(near) == 1:
                message = say(
                    "the table has {cell} for {label}: correct one of them", cell=near[0], label=named[0].label
                )
                yield passage.finding(message, *number.span())


def _names(row: _Row, sentence: str) -> bool:
    if row.edition == "en":
        return bool(re.search(rf"(?<!\w){re.escape(row.label)}(?!\w)", sentence.lower()))
    return row.label in sentence


def _is_digit_slip(cell: str, number: str) -> bool:
    """Whether two neighbouring digits are swapped, or one of four or more differs; 8,420 rounds 8,421."""
    ones, others = (re.sub(r"\D", "", each) for each in (cell, number))
    if len(ones) != len(others) or len(ones) < (3 if "." in cell and "." in number else 4):
        return False
    differ = [index for index, (one, other) in enumerate(zip(ones, others, strict=True)) if one != other]
    if len(differ) == 1:
        is_rounded = differ[0] == len(ones) - 1 and others.endswith("0")
        return len(ones) > 3 and not is_rounded
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    swapped = slice(differ[0], differ[1] + 1)
    return ones[swapped] == others[swapped][::-1]
