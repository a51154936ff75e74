"""A total in a table that is not the sum of its column.

The last row is checked if it is marked `total: yes` or called Total, 總計 or 合計, in columns of plain figures. The
rule allows for rounding, and skips averages and percentages.

Wrong: Hong Kong 120, Shenzhen 80, Total 210
Right: Hong Kong 120, Shenzhen 80, Total 200
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.check.tables import decimals, figure, words_of
from hkpress.core.diagnostics import Severity
from hkpress.release.model import Table, Text

CODE = "table-total"
SEVERITY = Severity.WARNING

_TOTAL = re.compile(r"(?:grand |overall )?totals?|sum|總計|合計|總數|總額|總和|合共|共計", re.IGNORECASE)
_PART = re.compile(
    r"sub-?total|\btotal|of which|including|average|小計|總計|合計|總數|總額|其中|包括|平均", re.IGNORECASE
)
_NET = re.compile(r"\bnet\b|淨", re.IGNORECASE)
"""Names of a row that may be the difference of others. It is a total all the same if the author has marked it."""
_ROUNDED_BY = re.compile(r"million|billion|thousand|mn\b|bn\b|\$ ?m\b|000|[百千萬億]", re.IGNORECASE)
"""Words in a head or unit which mean that whole numbers may be rounded."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every total that is not the sum of its column."""
    for part, (source, loc) in proof.release.models():
        if isinstance(part, Table) and _has_total(part):
            for column, total in _wrong(part):
                cell = part.rows[-1][column]
                place = (*loc, "rows", len(part.rows) - 1, column, *(["en"] if isinstance(cell, Text) else []))
                message = say("the rows above add up to {total}: correct the total, or the row", total=f"{total:,}")
                yield Finding(message, Place(source, place))


def _has_total(table: Table) -> bool:
    """Whether the last row is a total, of all rows above."""
    *rows, last = table.rows
    named = any(_TOTAL.fullmatch(words.strip("* :：")) for words in words_of(last[0]))
    if len(rows) < 2 or not (table.total == "yes" or named):
        return False
    parts = [words for row in rows for words in words_of(row[0])]
    return not any(map(_PART.search, parts)) and (table.total == "yes" or not any(map(_NET.search, parts)))


def _wrong(table: Table) -> Iterator[tuple[int, Decimal]]:
    """The columns whose total differs from their sum, with the sum."""
    about = [words for cell in (table.unit, table.caption, *table.head) if cell for words in words_of(cell)]
    is_scaled = any(map(_ROUNDED_BY.search, about))
    for column in range(1, len(table.rows[-1])):
        figures = [figure(row[column]) for row in table.rows]
        known = [figure for figure in figures if figure is not None]
        if len(known) < len(figures) or _is_average(known):
            continue
        *parts, total = known
        most = max(map(decimals, known))
        rounding = Decimal(5).scaleb(-most - 1) * len(known) if most or is_scaled else Decimal(0)
        if abs(sum(parts) - total) > rounding:
            yield column, sum(parts, Decimal(0))


def _is_average(figures: list[Decimal]) -> bool:
    """Whether the last figure cannot be a sum: none is below zero, and another is at least as large."""
    *parts, total = figures
    return min(parts) >= 0 and total <= max(parts)
