"""Pasted content: paragraphs, lists and tables, from the clipboard's plain text and HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from hkpress.core.diagnostics import Invalid
from hkpress.importing import reading
from hkpress.importing.labels import BULLET, MARKER, runs_of
from hkpress.importing.received import ReceivedTable, Strip

Table = list[list[str]]


@dataclass
class PastedList:
    """The items of a list."""

    texts: list[str]
    count: str = BULLET
    """How they count: a bullet, "1." or another style of a list."""


Part = str | PastedList | Table
"""A paragraph, a list, or the rows of a table."""

_STRUCTURE = re.compile(r"(?i)<(?:li|table|sup|sub|a)\b|mso-list:|vertical-align: ?su")
"""What plain text cannot say."""
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\xa0]")
"""Characters that no file can hold, except tabs and line ends; and the no-break space, which typing can insert."""
_HIDDEN = re.compile(r"[\xad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters that other programs add to copied text. They mean nothing in English or Chinese."""


def parts(text: str, html: str) -> list[Part]:
    """The content of the clipboard. Words that only its plain text has are kept."""
    text, html = _HIDDEN.sub("", _UNSEEN.sub(" ", text)), _HIDDEN.sub("", html)
    lines = [line for line in re.split(r"[\n\v\f\u2028\u2029]", text) if line.strip()]
    if _STRUCTURE.search(html):
        try:
            (page,) = reading.read_document("pasted.html", html.encode())
        except Invalid:
            return [*_of_lines(lines)]
        made = [part for kind, same in groupby(page.blocks, _block_kind) for part in _of_blocks(kind, [*same])]
        there = _letters_of("".join(flat(made)))
        if all(_letters_of(cell) in there for line in lines for cell in _unmarked(line).split("\t")):
            return made
    return [*_of_lines(lines)]


def flat(made: list[Part]) -> list[str]:
    """The same as single lines: items one by one, the cells of a row beside each other."""
    return [" ".join(row) for row in rows_of(made)]


def rows_of(made: list[Part]) -> Table:
    """The same as rows of a table; other content has one cell a line."""
    rows: Table = []
    for part in made:
        texts = [part] if isinstance(part, str) else part.texts if isinstance(part, PastedList) else part
        rows += [[each] if isinstance(each, str) else each for each in texts]
    return rows


def _letters_of(text: str) -> str:
    """Letters and figures, without the addresses of links; raised figures like others."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", re.sub(r"\]\([^)]*\)", "", text)))


def _unmarked(line: str) -> str:
    return MARKER.sub("", line, count=1) if MARKER.match(line) else line


def _block_kind(block: object) -> str:
    return "table" if isinstance(block, ReceivedTable) else "item" if isinstance(block, Strip) and block.bullet else ""


def _of_blocks(kind: str, blocks: list[object]) -> Iterator[Part]:
    strips = [block for block in blocks if isinstance(block, Strip)]
    if kind == "item":
        yield from _of_items(strips)
    yield from _of_lines([line for strip in strips if kind == "" for line in strip.text.split("\n")])
    for block in blocks:
        if isinstance(block, ReceivedTable):
            yield from _table_rows([["\n".join(strip.text for strip in cell) for cell in row] for row in block.rows])


def _of_items(strips: list[Strip]) -> Iterator[PastedList]:
    """The lists. Items of a list below an item are items of the same list."""
    listed: list[PastedList] = []
    for strip in strips:
        same = listed and (strip.level or (strip.bullet == BULLET) == (listed[-1].count == BULLET))
        if not same:
            listed.append(PastedList([], strip.bullet))
        listed[-1].texts.append(strip.text)
    yield from listed


def _of_lines(lines: list[str]) -> Iterator[Part]:
    lines = [line.strip() for line in lines if line.strip()]
    kinds = _line_kinds(lines)
    for kind, same in groupby(range(len(lines)), kinds.__getitem__):
        group = [lines[at] for at in same]
        if kind == "row":
            yield from _table_rows([[cell.strip() for cell in line.split("\t")] for line in group])
        elif kind and (len(group) > 1 or "\t" in group[0]):
            yield PastedList([" ".join(_unmarked(line).split("\t")) for line in group], kind)
        else:
            yield from (" ".join(line.split("\t")) for line in group)


def _line_kinds(lines: list[str]) -> list[str]:
    """What each line is: how its list counts if it is an item, "row" of a table, or "" for a paragraph."""
    counts = {at: count for run, count in runs_of(lines) for at in run}
    kinds: list[str] = []
    for at, line in enumerate(lines):
        mark, tabs = MARKER.match(line), line.count("\t")
        is_below = bool(kinds) and kinds[-1] == "row" and lines[at - 1].count("\t") == tabs
        if mark and mark["bullet"]:
            kinds.append(BULLET)
        elif tabs and (not mark or tabs > 1 or is_below):
            kinds.append("row")
        else:
            kinds.append(counts.get(at, ""))
    return kinds


def _table_rows(rows: Table) -> Iterator[Part]:
    """The rows, each with the same number of cells; one row or one column is no table."""
    width = max(map(len, rows))
    if len(rows) < 2 or width < 2:
        yield from (" ".join(filter(None, row)) for row in rows if any(row))
    else:
        yield [row + [""] * (width - len(row)) for row in rows]
