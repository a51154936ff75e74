"""Pasted content: paragraphs, lists and tables, from the clipboard's plain text and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from hkpress.core.diagnostics import Invalid
from hkpress.importing import reading
from hkpress.importing.received import ReceivedTable, Strip

Table = list[list[str]]
Part = str | list[str] | Table
"""A paragraph, the items of a list, or the rows of a table."""

_STRUCTURE = re.compile(r"(?i)<(?:li|table)\b")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\xa0]")
"""Characters that no file can hold, except tabs and line ends; and the no-break space, which typing can insert."""
_HIDDEN = re.compile(r"[\xad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters that other programs add to copied text. They mean nothing in English or Chinese."""
_BULLET = re.compile(r"[•·▪▫‣◦○●■□➢✓]\s*|[-–*]\s+")


def parts(text: str, html: str) -> list[Part]:
    """The content of the clipboard. Words that only its plain text has are kept."""
    text, html = _HIDDEN.sub("", _UNSEEN.sub(" ", text)), _HIDDEN.sub("", html)
    lines = [line for line in re.split(r"[\n\v\f\u2028\u2029]", text) if line.strip()]
    if _STRUCTURE.search(html):
        try:
            (page,) = reading.read_document("pasted.html", html.encode())
        except Invalid:
            return [*_of_lines(lines)]
        made = [part for block, same in groupby(page.blocks, _block_kind) for part in _of_blocks(block, [*same])]
        if len(_letters_of("".join(flat(made)))) >= 0.95 * len(_letters_of(text)):
            return made
    return [*_of_lines(lines)]


def flat(made: list[Part]) -> list[str]:
    """The same as single lines: items one by one, the cells of a row beside each other."""
    lines: list[str] = []
    for part in made:
        lines += (
            [part] if isinstance(part, str) else [each if isinstance(each, str) else " ".join(each) for each in part]
        )
    return lines


def rows_of(made: list[Part]) -> Table:
    """The same as rows of a table; other content has one cell a line."""
    rows: Table = []
    for part in made:
        items = [part] if isinstance(part, str) else part
        rows += [[each] if isinstance(each, str) else each for each in items]
    return rows


def is_table(part: Part) -> bool:
    """Whether the part has rows and columns."""
    return isinstance(part, list) and isinstance(part[0], list)


def _letters_of(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _block_kind(block: object) -> str:
    return "table" if isinstance(block, ReceivedTable) else "item" if isinstance(block, Strip) and block.bullet else ""


def _of_blocks(kind: str, blocks: list[object]) -> Iterator[Part]:
    if kind == "item":
        yield [block.text for block in blocks if isinstance(block, Strip)]
    for block in blocks if kind != "item" else ():
        if isinstance(block, Strip) and block.words:
            yield block.text
        elif isinstance(block, ReceivedTable):
            yield from _table_rows([["\n".join(strip.text for strip in cell) for cell in row] for row in block.rows])


def _of_lines(lines: list[str]) -> Iterator[Part]:
    for kind, same in groupby(lines, _kind_of_line):
        group = [*same]
        if kind == "row":
            yield from _table_rows([[cell.strip() for cell in line.split("\t")] for line in group])
        elif kind == "item" and len(group) > 1:
            yield [_BULLET.sub("", line.strip(), count=1) for line in group]
        else:
            yield from (" ".join(line.split("\t")).strip() for line in group)


def _kind_of_line(line: str) -> str:
    return "item" if _BULLET.match(line.strip()) else "row" if "\t" in line.strip() else ""


def _table_rows(rows: Table) -> Iterator[Part]:
    """The rows, each with the same number of cells; one row or one column is no table."""
    width = max(map(len, rows))
    if len(rows) < 2 or width < 2:
        yield from (" ".join(filter(None, row)) for row in rows if any(row))
    else:
        yield [row + [""] * (width - len(row)) for row in rows]
