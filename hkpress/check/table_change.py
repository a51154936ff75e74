"""A change in a table that does not match the figures of its row: +5.2% beside 1,000 and 948.

A column whose head says Change, 變動 or 增減 is compared with the two columns of figures before it. The rule reports it
only if the other rows show how the change is worked out. It allows for rounding, and skips cells such as N/A.

Wrong: Revenue 1,000, 948, Change -5.5%
Right: Revenue 1,000, 948, Change +5.5%
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.check.tables import decimals, figure, only, words_of
from hkpress.core.diagnostics import Severity
from hkpress.release.model import Table, Text

CODE = "table-change"
SEVERITY = Severity.WARNING

_CHANGE_HEAD = re.compile(
    r"\b(?:change|growth|increase|decrease|variance|y-?o-?y)\b|變動|變化|增減|升跌|按年|同比|增長|增幅|變幅",
    re.IGNORECASE,
)
_CELL = re.compile(
    r"(?P<sign>[+＋▲-]|−|–|▼|\()?\s?(?P<digits>\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<percent>[%％])?\)?"
)
_DOWN = frozenset("-−–▼(")
_FALL = re.compile(r"\bdecrease\b|減幅|跌幅", re.IGNORECASE)
Row = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class _Stated:
    """A change as its cell states it."""

    row: int
    amount: Decimal
    percent: bool
    signed: bool


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such change."""
    for part, (source, loc) in proof.release.models():
        if isinstance(part, Table):
            for row, column, right in _wrong(part):
                cell = part.rows[row][column]
                place = (*loc, "rows", row, column, *(["en"] if isinstance(cell, Text) else []))
                message = say("the figures of this row make {right}: correct the change, or one of them", right=right)
                yield Finding(message, Place(source, place))


def _wrong(table: Table) -> Iterator[tuple[int, int, str]]:
    """The cells with a wrong change: row, column, and the right change."""
    for column, head in enumerate(table.head):
        if column >= 3 and any(map(_CHANGE_HEAD.search, words_of(head))) and not any(map(_FALL.search, words_of(head))):
            stated = [each for row in range(len(table.rows)) if (each := _stated(table, row, column))]
            yield from ((row, column, right) for row, right in _judged(table, stated, column))


def _stated(table: Table, row: int, column: int) -> _Stated | None:
    match = _CELL.fullmatch((only(table.rows[row][column]) or "").strip())
    if not match:
        return None
    amount = Decimal(match["digits"].replace(",", ""))
    head = " ".join(words_of(table.head[column]))
    percent = bool(match["percent"]) or "%" in head or "％" in head
    return _Stated(row, -amount if match["sign"] in _DOWN and match["sign"] else amount, percent, bool(match["sign"]))


def _judged(table: Table, stated: list[_Stated], column: int) -> Iterator[tuple[int, str]]:
    """The rows whose change is wrong, by the way of working it out that fits most rows."""
    rows = {
        way: [(each, two) for each in stated if (two := _two(table, each.row, *way))] for way in _ways(table, column)
    }
    fits = {way: sum(_fits(each, two) for each, two in rows[way]) for way in rows}
    way = max(fits, key=lambda each: fits[each])
    if not fits[way] or (len(fits) > 1 and len(set(fits.values())) == 1):
        return
    is_sure = 2 * fits[way] > len(rows[way])
    is_signed = any(each.signed and _fits(each, two) for each, two in rows[way])
    for each, two in rows[way]:
        is_opposite = is_signed and _fits(replace(each, amount=-each.amount), two)
        if not _fits(each, two) and (is_sure or is_opposite):
            yield each.row, _change_shown(each, *two)


def _ways(table: Table, column: int) -> list[tuple[int, int]]:
    """The columns of the later and of the earlier figures; both ways round if the heads name no years."""
    years = [re.search(r"20\d\d", " ".join(words_of(table.head[each]))) for each in (column - 2, column - 1)]
    ways = [(column - 2, column - 1), (column - 1, column - 2)]
    if years[0] and years[1] and years[0][0] != years[1][0]:
        return [ways[years[0][0] < years[1][0]]]
    return ways


def _two(table: Table, row: int, now: int, before: int) -> Row | None:
    """The two figures of a row; None if they give no change."""
    one, other = figure(table.rows[row][now]), figure(table.rows[row][before])
    return (one, other) if one is not None and other is not None and one >= 0 and other > 0 else None


def _fits(stated: _Stated, two: Row) -> bool:
    """Whether the change fits the two figures, if all three are rounded."""
    ends = [(number - half, number + half) for number in two for half in [Decimal(5).scaleb(-decimals(number) - 1)]]
    reckoned = [_reckoned(stated.percent, now, before) for now, before in product(*ends) if before > 0]
    half = Decimal(5).scaleb(-decimals(stated.amount) - 1)
    least, most = min(reckoned) - half, max(reckoned) + half
    if stated.signed:
        return least <= stated.amount <= most
    return least <= stated.amount <= most or least <= -stated.amount <= most


def _reckoned(percent: bool, now: Decimal, before: Decimal) -> Decimal:
    return (now - before) / before * 100 if percent else now - before


def _change_shown(stated: _Stated, now: Decimal, before: Decimal) -> str:
    amount = _reckoned(stated.percent, now, before)
    digits = max(decimals(stated.amount), 1) if stated.percent else max(decimals(now), decimals(before))
    return f"{amount:+,.{digits}f}{'%' if stated.percent else ''}"
