"""A place and a new value → the YAML text, with every other character kept.

`written`, `inserted`, `moved` and `removed` return the whole text of the file. They read the result back, and check
that it says what the old text said with that one change. Otherwise they raise Refused. `encoded` turns the text into
bytes with the line ends of
the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from hkpress.core import sequences
from hkpress.core.diagnostics import Invalid
from hkpress.release import source
from hkpress.release.source import Loc, Source


class Refused(Exception):  # noqa: N818 (it says what became of the change, not that an error happened)
    """The change cannot be made in this text without touching something else."""


def written(origin: Source, loc: Loc, value: Any) -> str:
    """The text with *value* at *loc*: a string, group or list. Line ends at the end of an old string stay: they
    belong to its block, not to its words.
    """
    old = value_at(origin.data, loc)
    if isinstance(value, str):
        value = value.rstrip("\n") + (old[len(old.rstrip("\n")) :] if isinstance(old, str) else "")
        if not value and loc[-1] in LANGUAGES and not _in_flow(origin, loc[:-1]):
            value = None  # an empty block
    wanted = _with(origin.data, loc, lambda holder, step: holder.__setitem__(step, value))
    return _first(origin, wanted, _writings(origin, loc, value))


def inserted(origin: Source, loc: Loc, value: Any, order: Sequence[str] = ()) -> str:
    """The text with a new item at an index of a list, or a new field of a group.

    A field goes behind the last of those before it in *order*, or to the end. A missing list or group is added.
    """
    while len(loc) > 1 and not value_at(origin.data, loc[:-1], missing=None):
        value = [value] if isinstance(loc[-1], int) else {loc[-1]: value}
        loc, order = loc[:-1], ()
        if loc[-1] in (value_at(origin.data, loc[:-1], missing=None) or ()):
            return written(origin, loc, value)
    holder, step = loc[:-1], loc[-1]
    there = value_at(origin.data, holder)
    if not isinstance(there, list if isinstance(step, int) else dict) or (isinstance(there, dict) and step in there):
        raise Refused(f"{step} cannot be added here")
    wanted = _with(
        origin.data, loc, lambda copy, at: copy.insert(at, value) if _is_list(copy) else copy.update({at: value})
    )
    return _first(origin, wanted, [_insertion(origin, holder, step, value, order)])


def moved(origin: Source, loc: Loc, to: int) -> str:
    """The text with an item of a list moved to the index *to*, with the comment lines right above it."""
    holder, index = loc[:-1], loc[-1]
    items = value_at(origin.data, holder)
    if not isinstance(index, int) or not isinstance(items, list) or not 0 <= to < len(items):
        raise Refused("only an item of a list can be moved, and only inside the list")
    order = list(range(len(items)))
    order.insert(to, order.pop(index))
    spans = _entry_spans(origin, holder)
    text = origin.text
    for span, which in reversed([*zip(spans, order, strict=True)]):
        text = text[: span[0]] + origin.text[slice(*spans[which])] + text[span[1] :]
    wanted = _with(origin.data, holder, lambda copy, at: copy.__setitem__(at, [items[each] for each in order]))
    return _first(origin, wanted, [text])


def removed(origin: Source, loc: Loc) -> str:
    """The text without that item or field. A list or group that it leaves empty goes with it; comments above stay."""
    value_at(origin.data, loc)
    while len(loc) > 1 and len(value_at(origin.data, loc[:-1])) == 1:
        loc = loc[:-1]
    wanted = _with(origin.data, loc, lambda copy, step: copy.pop(step))
    return _first(origin, wanted, [_removal(origin, loc)])


def as_yaml(value: dict[str, Any]) -> str:
    """A group of new values as the text of a file, in hkpress's own style."""
    return "\n".join(_yaml_lines(value)) + "\n"


def encoded(text: str, before: bytes) -> bytes:
    """*text* as UTF-8, with the byte order mark and the line ends of the file that held *before*."""
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    raw = before.removeprefix(mark).decode("utf-8")
    old, new = _LINE.findall(raw), _LINE.findall(text)
    usual = next((_end_mark(line) for line in old if _end_mark(line)), "\n")
    if all(_end_mark(line) in ("", usual) for line in old):
        return mark + text.replace("\n", usual).encode()
    plain = [line.removesuffix(_end_mark(line)) + ("\n" if _end_mark(line) else "") for line in old]
    marks: list[str] = []
    for _, start, stop, other, end in sequences.steps(plain, new):
        as_many = stop - start == end - other  # then each line keeps its own end
        marks += [_end_mark(line) for line in old[start:stop]] if as_many else [usual] * (end - other)
    pairs = zip(new, marks, strict=True)
    return mark + "".join(line.removesuffix("\n") + (end if "\n" in line else "") for line, end in pairs).encode()


@lru_cache(maxsize=1)
def read_back(text: str, path: Path) -> Source:
    """The Source of a text that a function of this module has just made: it has read it already."""
    return source.parse_text(text, path)


def says(text: str, origin: Source, data: Any) -> bool:
    """Whether *text* can be read in the place of *origin*'s, and holds *data*."""
    try:
        return bool(read_back(text, origin.path).data == data)
    except Invalid:
        return False


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def _end_mark(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _first(origin: Source, wanted: Any, texts: Iterable[str]) -> str:
    for text in texts:
        if says(text, origin, wanted):
            return text
    raise Refused("this change cannot be written into the file without touching something else")


# --- the data ---------------------------------------------------------------------------------------

_NEEDED = object()


def value_at(data: Any, loc: Loc, missing: Any = _NEEDED) -> Any:
    """The value at *loc*, or *missing* where there is none. Raises Refused if nothing is given for *missing*."""
    for step in loc:
        holder: Any = data if isinstance(data, (dict, list)) else {}  # the letters of a string are no values
        try:
            data = holder[step]
        except (LookupError, TypeError):
            if missing is _NEEDED:
                raise Refused(f"{'/'.join(map(str, loc))} is not in the file any more") from None
            return missing
    return data


def _with(data: Any, loc: Loc, change: Callable[[Any, Any], Any]) -> Any:
    """A copy of *data* with *change* applied to the list or group that holds the last step."""
    copy = data.copy()
    if len(loc) == 1:
        change(copy, loc[0])
    else:
        copy[loc[0]] = _with(copy[loc[0]], loc[1:], change)
    return copy


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


# --- where things are ------------------------------------------------------------------------------


def _in_flow(origin: Source, loc: Loc) -> bool:
    """Whether the list or group at *loc* is written in [ ] or { }."""
    ways = (loc[:length] for length in range(len(loc) + 1))
    return any(
        isinstance(value_at(origin.data, way), (list, dict)) and origin.text[origin.places[way].value[0]] in "[{"
        for way in ways
    )


def _value_span(origin: Source, loc: Loc) -> tuple[int, int]:
    """Where a value starts and ends, without the blank lines below a block."""
    start, end = origin.places[loc].value
    value = value_at(origin.data, loc)
    if isinstance(value, (dict, list)) and value and origin.text[start] not in "[{":
        last = len(value) - 1 if isinstance(value, list) else next(reversed(value))
        return start, _value_span(origin, (*loc, last))[1]
    raw = origin.text[start:end]
    if raw.startswith(("|", ">")):
        return start, start + len(raw.rstrip("\n "))
    return start, end


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    newline = text.find("\n", index)
    return len(text) if newline < 0 else newline


def _entry_starts(origin: Source, loc: Loc) -> list[int]:
    """Where the entries of a list or group start: at their keys, their dashes, or in [ ] themselves."""
    value, text = value_at(origin.data, loc), origin.text
    if isinstance(value, dict):
        keys = (origin.places[(*loc, name)].key for name in value)
        return [key[0] for key in keys if key]
    if _in_flow(origin, loc):
        return [origin.places[(*loc, index)].value[0] for index in range(len(value))]
    dash = origin.places[loc].value[0]
    starts = [dash]
    pattern = re.compile(rf"^ {{{dash - _line_start(text, dash)}}}-(?=\s|$)", re.MULTILINE)
    for index in range(len(value) - 1):
        match = pattern.search(text, _line_end(text, _value_span(origin, (*loc, index))[1]))
        if not match:
            raise Refused("the items of this list do not stand below each other")
        starts.append(match.end() - 1)
    return starts


def _entry_spans(origin: Source, loc: Loc) -> list[tuple[int, int]]:
    """Start and end of each entry of a list or group, with the comments right above and behind it."""
    value, text = value_at(origin.data, loc), origin.text
    steps = value if isinstance(value, dict) else range(len(value))
    ends = [_value_span(origin, (*loc, step))[1] for step in steps]
    starts = _entry_starts(origin, loc)
    if _in_flow(origin, loc):
        return [*zip(starts, ends, strict=True)]
    return [(_lead(text, start), _line_end(text, end)) for start, end in zip(starts, ends, strict=True)]


def _lead(text: str, start: int) -> int:
    """The start of the comment lines right above an entry that are indented as it is."""
    line = _line_start(text, start)
    column = start - line
    if text[line:start].strip():
        return start
    while line:
        above = _line_start(text, line - 1)
        if text[above : above + column].strip() or text[above + column : above + column + 1] != "#":
            break
        line, start = above, above + column
    return start


# --- changes ------------------------------------------------------------------------------------------


def _writings(origin: Source, loc: Loc, value: Any) -> Iterator[str]:
    """Candidates for the text with *value* at *loc*, the one that changes least first."""
    text = origin.text
    start, end = _value_span(origin, loc)
    flow, old = _in_flow(origin, loc[:-1]), value_at(origin.data, loc)
    gap = " " if start == end and text[start - 1 : start] in (":", "-") else ""
    if isinstance(value, (dict, list)):
        if flow:
            yield text[:start] + gap + _flow(value) + text[end:]
        else:
            yield _block_instead(origin, loc, value)
        return
    if value and old and isinstance(old, str):
        yield from _spliced(origin, loc, value)
    column = _column(origin, loc)
    if not (old and value) and not flow:
        first, *rest = _text_lines(value, block=loc[-1] in LANGUAGES)
        yield text[:start] + gap + "\n".join([first, *_indented(rest, column)]) + text[end:]
    ways = _styles(value or "", text[start:end], column + 2, flow=flow)
    yield from (text[:start] + gap + way + text[end:] for way in ways)


def _column(origin: Source, loc: Loc) -> int:
    """The indent of an entry's key or dash."""
    key = origin.places[loc].key
    holder = value_at(origin.data, loc[:-1])
    start = key[0] if key else origin.places[loc[:-1]].value[0] if _is_list(holder) else 0
    return start - _line_start(origin.text, start)


def _spliced(origin: Source, loc: Loc, value: str) -> Iterator[str]:
    """The text with only the differing characters changed."""
    old = value_at(origin.data, loc)
    shared = min(len(old), len(value))
    head = next((at for at in range(shared) if old[at] != value[at]), shared)
    tail = next((at for at in range(shared - head) if old[-1 - at] != value[-1 - at]), shared - head)
    if head == len(old) - tail:  # nothing is removed, so a neighbour marks the place
        head, tail = (head - 1, tail) if head else (head, tail - 1)
    span = origin.exact(loc, slice(head, len(old) - tail)) if head < len(old) - tail and tail >= 0 else None
    if span:
        yield origin.text[: span[0]] + value[head : len(value) - tail] + origin.text[span[1] :]


def _styles(value: str, raw: str, indent: int, *, flow: bool) -> Iterator[str]:
    """Ways to write a text, the one that *raw* is written in first."""
    header = re.match(r"([|>])([-+0-9]*)([^\n]*)(?:\n( *))?", raw)
    if header and not flow:
        depth = len(header[4] or "") or indent
        lines = value.rstrip("\n").replace("\n", "\n\n" if header[1] == ">" else "\n").split("\n")
        yield "\n".join([f"{header[1]}{header[2]}{header[3]}", *_indented(lines, depth)])
    if raw.startswith('"'):
        yield json.dumps(value, ensure_ascii=False)
    elif not raw.startswith("'") and "\n" not in value and not header:
        yield value
    if "\n" not in value and not header:
        yield _single(value)
    if not flow:
        yield "\n".join([_header(value), *_indented(value.rstrip("\n").split("\n"), indent)])
    yield json.dumps(value, ensure_ascii=False)


def _block_instead(origin: Source, loc: Loc, value: Any) -> str:
    """The text with a list or group on lines of its own instead of the old value."""
    text = origin.text
    start, end = _value_span(origin, loc)
    column = _column(origin, loc)
    lines = _yaml_lines(value)
    if isinstance(loc[-1], int):
        first, *rest = lines
        gap = " " if text[start - 1 : start] == "-" else ""
        return text[:start] + gap + "\n".join([first, *_indented(rest, column + 2)]) + text[end:]
    if not value:
        return text[:start].rstrip() + " " + lines[0] + text[end:]
    line_end = _line_end(text, end)
    kept = text[end:line_end]
    return text[:start].rstrip() + kept + "\n" + "\n".join(_indented(lines, column + 2)) + text[line_end:]


def _insertion(origin: Source, holder: Loc, step: Any, value: Any, order: Sequence[str]) -> str:
    text, there = origin.text, value_at(origin.data, holder)
    flow = _in_flow(origin, holder)
    spans = _entry_spans(origin, holder)
    index = step if isinstance(step, int) else _predecessor(there, step, order)
    if index > len(spans) or index < 0:
        raise Refused(f"there are only {len(spans)} items here")
    written = [value] if isinstance(step, int) else {step: value}
    if flow:
        inside = _flow(written)[1:-1]
        at = spans[index - 1][1] if index else spans[0][0]
        return text[:at] + (f", {inside}" if index else f"{inside}, ") + text[at:]
    start = _entry_starts(origin, holder)[0]
    column = start - _line_start(text, start)
    entry = "\n".join(_indented(_yaml_lines(written), column))
    if index:
        at = spans[index - 1][1]
        return f"{text[:at]}\n{_rhythm(text, spans, index)}{entry}{text[at:]}"
    at = spans[0][0] if isinstance(step, int) else start
    return text[:at] + entry[column:] + "\n" + _rhythm(text, spans, 1) + " " * column + text[at:]


def _rhythm(text: str, spans: Sequence[tuple[int, int]], index: int) -> str:
    """An extra line end where blank lines separate the entries around."""
    gaps = [text[above[1] : below[0]] for above, below in pairwise(spans)]
    near = gaps[min(index, len(gaps)) - 1] if gaps else ""
    return "\n" if re.match(r"\n *\n", near) else ""


def _predecessor(there: dict[str, Any], name: str, order: Sequence[str]) -> int:
    """The existing field that a new one goes behind."""
    if name not in order:
        return len(there)
    before = set(order[: order.index(name)])
    return max((number for number, field in enumerate(there, 1) if field in before), default=0)


def _removal(origin: Source, loc: Loc) -> str:
    text, holder, step = origin.text, loc[:-1], loc[-1]
    there = value_at(origin.data, holder)
    index = step if isinstance(step, int) else list(there).index(step)
    starts, end = _entry_starts(origin, holder), _value_span(origin, loc)[1]
    start = starts[index]
    following = starts[index + 1] if index + 1 < len(starts) else None
    if _in_flow(origin, holder):
        if following is not None:
            return text[:start] + text[following:]
        before = _entry_spans(origin, holder)[index - 1][1] if index else start
        return text[:before] + text[end:]
    line_end = _line_end(text, end)
    if not text[_line_start(text, start) : start].strip():  # nothing else is on its lines
        return text[: _line_start(text, start)] + text[line_end + 1 :]
    if following is not None and not text[line_end:following].strip():
        return text[:start] + text[following:]
    return text[:start].rstrip(" ") + text[line_end:]


# --- how new values are written -------------------------------------------------------------------------

LANGUAGES = ("en", "tc", "sc")
"""The fields that hold words: new ones are written as blocks, which may hold any sign."""
_SHORT_TEXT = 40
_PLAIN_SCALAR = re.compile(r"[^\W_](?:[^\n#:\[\]{},&*!|>'\"%@`\\]|:(?=[^\s,\[\]{}]))*(?<! )")
_NUMBER = re.compile(r"[\d.,]+")


def _yaml_lines(value: Any) -> list[str]:
    """A value as lines of YAML in hkpress's own style: texts in blocks, two spaces for each level."""
    if isinstance(value, dict) and value:
        return [line for name, item in value.items() for line in _field(name, item)]
    if isinstance(value, list) and value:
        return [line for item in value for line in _item_lines(item)]
    if isinstance(value, str):
        return _text_lines(value)
    return [_flow(value)]


def _field(name: str, value: Any) -> list[str]:
    if isinstance(value, (dict, list)) and value:
        return [f"{name}:", *_indented(_yaml_lines(value), 2)]
    first, *rest = _text_lines(value, block=True) if name in LANGUAGES else _yaml_lines(value)
    return [f"{name}: {first}".rstrip(), *rest]


def _item_lines(value: Any) -> list[str]:
    first, *rest = _yaml_lines(value)
    return [f"- {first}", *(rest if isinstance(value, str) else _indented(rest, 2))]


def _text_lines(value: str | None, *, block: bool = False) -> list[str]:
    """A text, in a *block* even if it is short; None is a block to write into."""
    text = value or ""
    if text.endswith("\n"):
        return [json.dumps(text, ensure_ascii=False)]
    if block or "\n" in text or len(text) > _SHORT_TEXT:
        return [_header(text), *_indented(text.split("\n") if text else [], 2)]
    return [_plain_or_quoted(text)]


def _plain_or_quoted(value: str) -> str:
    if _PLAIN_SCALAR.fullmatch(value) and not _NUMBER.fullmatch(value) and value not in source.NO_VALUES:
        return value
    return json.dumps(value, ensure_ascii=False) if set(value) & set("'\n\t") else _single(value)


def _single(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _header(value: str) -> str:
    """How a block opens: `|2-` where the text itself starts with a space."""
    return "|2-" if value.lstrip("\n").startswith(" ") else "|-"


def _indented(lines: Iterable[str], by: int) -> list[str]:
    return [" " * by + line if line else line for line in lines]


def _flow(value: Any) -> str:
    """A value in one line, with { } and [ ]."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "" if value is None else _plain_or_quoted(value)
