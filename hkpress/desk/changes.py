"""Puts the page's changes into the file as it is now. Nobody's text is lost.

A change names a place and the value that it saw there. If the file says something else by now, the desk writes
nothing, and the page gets the file's text.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from hkpress.chinese import to_simplified
from hkpress.core.files import exchange_file, inside, read_file
from hkpress.desk import pasting
from hkpress.desk.form import LANGUAGES, kind_at, order_at
from hkpress.desk.versions import Versions, version_name
from hkpress.importing.labels import numbering
from hkpress.release import rewrite, source
from hkpress.release.rewrite import Refused, value_at
from hkpress.release.source import Loc, Source

_PATIENCE = 15.0
"""How long to retry a change while another program writes to the file, in seconds."""
Step = Annotated[int, Field(ge=0, strict=True)] | Annotated[str, Field(max_length=100)]


def _writable(value: Any, depth: int = 8) -> Any:
    """The value, if a file can hold it: texts, lists and groups of them, or nothing."""
    inside = [*value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    if not (value is None or isinstance(value, (str, list, dict))) or (inside and not depth):
        raise ValueError("no value of a release")
    for each in inside:
        _writable(each, depth - 1)
    return value


Written = Annotated[Any, AfterValidator(_writable)]


class FieldChange(BaseModel):
    """One change of one file that the page asks for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    do: Literal["write", "insert", "move", "remove", "swap", "derive", "paste"]
    """`paste` puts what the clipboard holds (`text` and `html`) into a text and below it; `swap` makes a text for
    each language of one text, or one of those; `derive` writes Simplified words from Traditional."""
    loc: tuple[Step, ...] = Field(min_length=1, max_length=20)
    was: Written = None
    """The value that the page saw there; None for none, or to skip the comparison."""
    value: Written = None
    to: int = 0


class Conflict(Exception):  # noqa: N818 (what happened, not that something failed)
    """The file's value differs from the one that the page saw."""

    def __init__(self, change: FieldChange, theirs: Any) -> None:
        self.change, self.theirs = change, theirs
        super().__init__(f"{change.loc} has changed")


def apply(origin: Source, changes: Sequence[FieldChange]) -> Source:
    """Apply the changes to the file's text, one after the other. Raises Conflict and Refused."""
    for change in (step for each in changes for step in (_pasted(origin, each) if each.do == "paste" else [each])):
        if problems := [*_unseen(change.value)]:
            raise Refused(problems[0])
        text = _changed_text(origin, change)
        if text != origin.text:
            origin = rewrite.read_back(text, origin.path)
    return origin


def _unseen(value: Any) -> Iterator[str]:
    """What is wrong with the characters of a value that nobody can see."""
    if isinstance(value, str):
        yield from source.unseen_problems(value)
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _unseen(each)


def save(path: Path, changes: Sequence[FieldChange], *, within: Path, versions: Versions) -> tuple[Source, str]:
    """Make the changes in the file at *path*: the file as it is now, and its digest.

    Raises Conflict, Refused, Invalid if the file cannot be read as YAML, and OSError.
    """
    return rewritten(path, lambda origin: apply(origin, changes), within=within, versions=versions)


def rewritten(
    path: Path,
    work: Callable[[Source], Source],
    *,
    within: Path,
    versions: Versions,
    parsed: Callable[[bytes, Path], Source] = source.parse_bytes,
) -> tuple[Source, str]:
    """Replace a file by the result of *work*, as `save` does. *work* may be called more than once."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        raw = read_file(inside(path, within))
        before = parsed(raw, path)
        after = work(before)
        if after is before:
            return before, version_name(raw)
        new = rewrite.encoded(after.text, raw)
        versions.keep(raw)
        name = versions.keep(new)
        if exchange_file(path, raw, new, within=within) is None:
            return after, name
    raise Refused("another program writes to this file all the time")


def restore(path: Path, seen: str, wanted: str, *, within: Path, versions: Versions) -> str | None:
    """Restore the version *wanted*, if the file is still the one that the page has *seen*. Returns its digest.

    None if the file has changed since, or there is no such version.
    """
    raw, old = read_file(inside(path, within)), versions.read(wanted)
    if old is None or version_name(raw) != seen:
        return None
    versions.keep(raw)
    return wanted if exchange_file(path, raw, old, within=within) is None else None


def _changed_text(origin: Source, change: FieldChange) -> str:
    loc, now = change.loc, value_at(origin.data, change.loc, None)
    if change.do == "insert":
        return _inserted(origin, loc, change.value)
    if change.do == "derive":
        return _inserted(origin, loc, to_simplified(str(value_at(origin.data, (*loc[:-1], "tc"), None) or "")))
    if change.do == "write" and _says_the_same(now, change.value):
        return origin.text
    if not _says_the_same(now, change.was):
        raise Conflict(change, now)
    if change.do == "swap":
        return rewrite.written(origin, loc, _swapped(now))
    if change.do == "move":
        return rewrite.moved(origin, loc, change.to)
    if change.do == "remove":
        return rewrite.removed(origin, loc) if loc in origin.places else origin.text
    if loc in origin.places:
        return rewrite.written(origin, loc, change.value)
    return _inserted(origin, loc, change.value)


def _inserted(origin: Source, loc: Loc, value: Any) -> str:
    """The text with a new value; missing lists and groups above it are added."""
    value = _unwritten(loc[-1], value)
    while len(loc) > 1 and not value_at(origin.data, loc[:-1], None):
        value = [value] if isinstance(loc[-1], int) else {loc[-1]: value}
        loc = loc[:-1]
    if loc in origin.places and not value_at(origin.data, loc, None):
        return rewrite.written(origin, loc, value)
    return rewrite.inserted(origin, loc, value, order_at(origin.path, origin.data, loc))


def _pasted(origin: Source, change: FieldChange) -> Iterator[FieldChange]:
    """A paste into a text in one language, as changes of single texts, items and cells.

    A text with words keeps them: what is pasted stands below it. Items that lack this language are filled first, so
    that the second language can be pasted beside the first. The rest become new items.
    """
    *steps, number, language = change.loc
    way, given = tuple(steps), change.value if isinstance(change.value, dict) else {}
    rows = value_at(origin.data, way, None)
    if not isinstance(rows, list) or not isinstance(number, int) or not 0 <= number < len(rows):
        raise Refused("there is no list to paste into")
    names = [each for each in LANGUAGES if each in rows[number]]
    made = pasting.parts(str(given.get("text", "")), str(given.get("html", "")))
    if way[-1] == "head" or "rows" in way[-2:]:
        yield from _cells(origin, way, number, str(language), pasting.rows_of(made))
        return
    kind = kind_at(origin.path, origin.data, way)["of"]
    if kind["is"] != "one":  # items that are only texts
        made = [*pasting.flat(made)]
    first = number + bool(rows[number].get(language))
    for at, part in enumerate(made, first):
        row = rows[at] if at < len(rows) else None
        block = _block(part, str(language), names)
        if (texts := _fitting(row, block, str(language))) is not None:
            for own, text in texts.items():
                yield FieldChange(do="write", loc=(*way, at, *own), was=value_at(row, own, None), value=text)
        else:
            yield FieldChange(do="insert", loc=(*way, at), value=block)
            is_empty = isinstance(row, dict) and not any(row.values())
            if at == first and not isinstance(part, str) and is_empty:
                yield FieldChange(do="remove", loc=(*way, at + 1), was=row)
                rows = [*rows[:at], block, *rows[at + 1 :]]
            else:
                rows = [*rows[:at], block, *rows[at:]]


def _block(part: pasting.Part, language: str, names: list[str]) -> dict[str, Any]:
    """A paragraph, a list or a table in one language, with room for the others. A cell of figures needs no other."""

    def text(words: str) -> dict[str, Any]:
        return dict.fromkeys(names) | {language: words}

    def cell(words: str) -> dict[str, Any] | str:
        return text(words) if any(map(str.isalpha, words)) else words

    if isinstance(part, str):
        return text(part)
    if isinstance(part, pasting.PastedList):
        return {"list": [*map(text, part.texts)]} | numbering(part.count, part.count)
    head, *lines = [[*map(cell, row)] for row in part]
    return {"table": {"head": head, "rows": lines}}


def _fitting(row: Any, block: Any, language: str, loc: Loc = ()) -> dict[Loc, Any] | None:
    """The texts of *block* by their places in *row*; None if that has another shape or has words in this language."""
    if isinstance(block, dict) and language in block:
        fits = isinstance(row, dict) and language in row and not row[language]
        return {(*loc, language): block[language]} if fits else None
    if isinstance(block, str):  # a cell of figures
        if isinstance(row, (dict, list, type(None))):
            return None
        return {} if str(row) == block else {loc: dict.fromkeys(LANGUAGES, str(row)) | {language: block}}
    if isinstance(row, dict) and isinstance(block, dict):
        kept = {"numbered", "style"} - row.keys()  # a list that is there counts as it did
        inside = [_fitting(row.get(name), block[name], language, (*loc, name)) for name in block.keys() - kept]
    elif isinstance(row, list) and isinstance(block, list) and len(row) == len(block):
        inside = [_fitting(row[at], each, language, (*loc, at)) for at, each in enumerate(block)]
    else:
        return None
    return None if None in inside else {place: text for each in inside if each for place, text in each.items()}


def _cells(origin: Source, way: Loc, column: int, language: str, given: pasting.Table) -> Iterator[FieldChange]:
    """A paste of cells into a table, from an empty cell to the right and down."""
    base = way[:-1] if way[-1] == "head" else way[:-2]
    lines = [way for way in ((*base, "head"),) if value_at(origin.data, way, None)]
    lines += [(*base, "rows", at) for at in range(len(value_at(origin.data, (*base, "rows"), None) or []))]
    first, width = lines.index(way), max(len(value_at(origin.data, line, None)) for line in lines)
    empty = dict.fromkeys(LANGUAGES)
    for at in range(width, column + max(map(len, given))):
        yield from (FieldChange(do="insert", loc=(*line, at), value=empty) for line in lines)
        width += 1
    for at, row in enumerate(given, first):
        if at == len(lines):
            lines.append((*base, "rows", at - 1 if lines[0][-1] == "head" else at))
            yield FieldChange(do="insert", loc=lines[at], value=[empty] * width)
        for beside, text in enumerate(row, column):
            cell = value_at(origin.data, (*lines[at], beside), None)
            if (cell.get(language) if isinstance(cell, dict) else cell) and text:
                raise Refused("some of these cells are not empty: empty them first, or paste one cell after the other")
            if text:
                yield FieldChange(do="write", loc=(*lines[at], beside, language), value=text)


def _unwritten(name: str | int, value: Any) -> Any:
    """A new value as a file holds it: a language without words yet is empty."""
    if isinstance(value, dict):
        return {each: _unwritten(each, inside) for each, inside in value.items()}
    if isinstance(value, list):
        return [_unwritten(at, inside) for at, inside in enumerate(value)]
    return None if value == "" and name in ("en", "tc", "sc") else value


def _swapped(value: Any) -> Any:
    """A single text as a pair with the same words in both languages; a pair as its English, or else its Chinese."""
    if isinstance(value, dict):
        return value.get("en") or value.get("tc") or ""
    return dict.fromkeys(LANGUAGES, value or None)


def _says_the_same(one: Any, other: Any) -> bool:
    """Whether two values say the same: line ends at the end of a block do not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_says_the_same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_says_the_same, one, other))
    return bool(_comparable(one) == _comparable(other))


def _comparable(value: Any) -> Any:
    return value.rstrip("\n") if isinstance(value, str) else "" if value is None else value
