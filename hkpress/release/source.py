"""YAML text → plain data, and the place of every key and value.

No value is interpreted: every scalar stays the text that was typed, so that `no`, `12:30` and `0123` survive. Anything
that could hide, explode or execute is refused before data is built from it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import yaml

from hkpress.core.diagnostics import MOST, Diagnostic, Invalid, Span, and_more

MAX_BYTES = 1 << 20
MAX_DEPTH = 32
MAX_NODES = 20_000
MAX_TEXT = 20_000
"""Characters of one text."""

Loc = tuple[str | int, ...]
"""The path of a value: keys and list indices from the top, such as ("body", 3, "en")."""


@dataclass(frozen=True)
class Offsets:
    """Where a value is in the text: character offsets of its key (if it has one) and itself."""

    key: tuple[int, int] | None
    value: tuple[int, int]


@dataclass(frozen=True)
class Source:
    """One YAML file as read: `data` of dicts, lists, str and None, and `places` by Loc."""

    path: Path
    text: str
    data: Any
    places: dict[Loc, Offsets] = field(repr=False, compare=False)
    _lines: dict[Loc, tuple[tuple[int, int, int], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Where the lines of a value are in the file: `_line_offsets`, computed once for each value."""

    def diagnostic(
        self, loc: Loc, message: str, code: str, *, key: bool = False, part: slice | None = None, **more: Any
    ) -> Diagnostic:
        """A diagnostic at the value that *loc* leads to, or at its nearest known ancestor.

        *key* points at the key instead; *part* at that slice of the value, if the file spells it as the value
        does, else at the start of the value.
        """
        while loc not in self.places and loc:
            loc = loc[:-1]
        place = self.places.get(loc, Offsets(None, (0, 0)))
        start, end = place.key if key and place.key else place.value
        if part is not None:
            start, end = self.exact(loc, part) or (start, start + 1)
        return at(self.path, self.text, start, end, message, code, **more)

    def exact(self, loc: Loc, part: slice) -> tuple[int, int] | None:
        """The characters of the file for that slice of a value; None if the file spells them otherwise."""
        value: Any = self.data
        for step in loc:
            value = value[step]
        start, end = self.places[loc].value
        piece = value[part]
        if not piece:
            return None
        if loc not in self._lines:
            self._lines[loc] = tuple(_line_offsets(value, self.text[start:end]))
        lines = self._lines[loc]
        if lines:
            offset, shift, length = lines[bisect_right(lines, (part.start, end, end)) - 1]
            if part.stop <= offset + length:
                return start + part.start + shift, start + part.stop + shift
            return self._line_end(lines, part, start)
        in_value, in_file = _occurrences(piece, value), _occurrences(piece, self.text[start:end])
        if len(in_value) == len(in_file):
            offset = in_file[in_value.index(part.start)]
            return start + offset, start + offset + len(piece)
        return self._amid(value, part, start, end)

    def _line_end(self, lines: Sequence[tuple[int, int, int]], part: slice, start: int) -> tuple[int, int] | None:
        """`exact` for a line end and the spaces round it: in the file the indent of the next line belongs to it."""
        before = bisect_right(lines, (part.start, len(self.text), 0)) - 1
        after = bisect_right(lines, (part.stop, len(self.text), 0)) - 1
        if after != before + 1 or not self.text.startswith(("|", ">"), start):
            return None
        return start + part.start + lines[before][1], start + part.stop + lines[after][1]

    def _amid(self, value: str, part: slice, start: int, end: int) -> tuple[int, int] | None:
        """`exact` by the text around: two spaces are also the indent of a text's next line."""
        for reach in (2, 6, 20):
            before = min(reach, part.start)
            around = value[part.start - before : part.stop + reach]
            spots = _occurrences(around, self.text[start:end])
            if len(spots) == 1 == len(_occurrences(around, value)):
                offset = start + spots[0] + before
                return offset, offset + part.stop - part.start
        return None


def at(path: Path, text: str, start: int, end: int, message: str, code: str, **more: Any) -> Diagnostic:
    """A diagnostic at the characters from *start* to *end* of a file's text."""
    line = text.count("\n", 0, start) + 1
    line_start = text.rfind("\n", 0, start) + 1
    stop = max(end, start + 1)
    end_line = line + text.count("\n", start, stop)
    span = Span(line, start - line_start + 1, end_line, stop - text.rfind("\n", 0, stop))
    return Diagnostic(message, code, path, span, line_text=text[line_start:].split("\n", 1)[0], **more)


def read(path: Path, *, shown: Path | None = None) -> Source:
    """The Source of a YAML file; raises Invalid with all that is wrong, OSError if unreadable.

    *shown* is the path that messages give, where it differs from the one that is opened.
    """
    shown = shown or path
    if not (path.is_file() or path.is_dir()) and path.exists():  # opening a pipe would wait for ever
        raise Invalid([Diagnostic("this is a pipe or a device, not a file: put a file in its place", "file", shown)])
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    return parse_bytes(raw, shown)


def parse_bytes(raw: bytes, path: Path) -> Source:
    """The Source of the bytes of a YAML file that came from *path*."""
    return parse_text(decode(raw, path), path)


def parse_text(text: str, path: Path) -> Source:
    """The Source of YAML text that came from *path*."""
    forbidden = list(islice(_forbidden(text), MOST))  # a binary file has a million
    problems = [at(path, text, each, each + 1, _name_character(text[each]), "character") for each in forbidden]
    if len(problems) == MOST:
        raise Invalid([*problems, and_more(path)])
    if problems:
        raise Unseen(problems, text, path)
    composer = _Composer(text, path)
    data = composer.document()
    origin = Source(path, text, data, composer.places)
    if composer.problems and composer.whole:
        raise Readable(composer.problems, origin)
    if composer.problems:
        raise Invalid(composer.problems)
    return origin


_WORD_DOCUMENT = "this is a Word document, not a text file: copy its text into a file that a plain text editor saves"
_UTF_16 = "the file is saved as UTF-16: save it again with the encoding UTF-8"
_SIGNATURES = (  # the first bytes of what is not UTF-8 text
    (b"PK\x03\x04", _WORD_DOCUMENT),
    (b"\xd0\xcf\x11\xe0", _WORD_DOCUMENT),
    (b"\xff\xfe", _UTF_16),
    (b"\xfe\xff", _UTF_16),
)


def decode(raw: bytes, path: Path) -> str:
    """The text of a file with these bytes, its lines ended by `\\n`. Raises Invalid if it is none."""
    for signature, message in _SIGNATURES:
        if raw.startswith(signature):
            raise Invalid([Diagnostic(message, "encoding", path)])
    if len(raw) > MAX_BYTES:
        raise Invalid([Diagnostic("the file is larger than 1 MiB: a release is a few kilobytes of text", "size", path)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        span = Span.at(before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = "the file is not UTF-8 text from here on: save it again with the encoding UTF-8"
        raise Invalid([Diagnostic(message, "encoding", path, span)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


# --- characters that a reader cannot see ---------------------------------------------------------

_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters or marks by category, blank on the page
_SUSPECT = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff0-\uffff\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000effff"
    + _FILLERS
    + r"\ud800-\udfff]"
)
_COMMENT = re.compile(r"(?m)(?:^|(?<=[ \t]))#[^\n]*")
"""A comment, or a line of text that looks like one."""
_BLANKS = r"\u00a0\u2000-\u200a\u202f\u205f\u3000"
_INDENT = re.compile(rf"(?m)^ *([{_BLANKS}][ {_BLANKS}]*)(?:- +)?[A-Za-z][\w-]*:(?=\s|$)")
"""Spaces before a name that YAML takes for letters, such as the full-width one."""
_LOOKALIKE = "these look like spaces but are other signs: write ordinary spaces"
_TAB = "a tab: write spaces instead"
_LOST = "U+FFFD marks a character that was lost when the text was saved: type it again"


class Readable(Invalid):
    """A file has mistakes that leave its values legible; *found* holds the values, in which more problems can be
    looked for."""

    def __init__(self, problems: Iterable[Diagnostic], found: Source) -> None:
        super().__init__(problems)
        self.found = found


class Unseen(Invalid):
    """A file has invisible characters; its `legible` text can be searched for more problems."""

    def __init__(self, problems: Iterable[Diagnostic], text: str, path: Path) -> None:
        super().__init__(problems)
        self._text, self._path, unseen = text, path, frozenset(_forbidden(text))
        signs = (" " if _is_blank(sign) else "" if index in unseen else sign for index, sign in enumerate(text))
        self.legible = "".join(signs)

    def placed(self, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The *problems* of the legible text, at their places in the file, without those that an indent of
        tabs
        may have caused."""
        lines, askew = self._text.split("\n"), re.search(r"(?m)^ *\t", self._text) or _INDENT.search(self._text)
        for each in problems:
            span = each.span
            if askew and each.code == "yaml":
                continue
            if each.path != self._path or not span:
                yield each
                continue
            line = lines[span.line - 1]
            unseen = {column for column in _forbidden(line) if not _is_blank(line[column])}
            columns = [column for column in range(1, len(line) + 3) if column - 1 not in unseen]
            column, end = (columns[min(number, len(columns)) - 1] for number in (span.column, span.end_column))
            end = end if span.end_line == span.line else span.end_column
            yield replace(each, span=Span(span.line, column, span.end_line, end), line_text=line)


def _is_blank(sign: str) -> bool:
    """Whether the legible text has an ordinary space in place of the sign."""
    return sign == "\t" or (sign != " " and unicodedata.category(sign) == "Zs")


def _forbidden(text: str) -> Iterator[int]:
    """Where characters are that a reader cannot see."""
    spaced = _COMMENT.sub(lambda comment: comment[0].replace("\t", " "), text)  # a tab does no harm there
    yield from (match.start() for match in _SUSPECT.finditer(spaced) if not _joins_emoji(text, match.start()))
    yield from (match.start(1) for match in _INDENT.finditer(text))


def _name_character(char: str, *, escaped: bool = False) -> str:
    if char == "\t":
        return _TAB
    if char == "\ufffd":
        return _LOST
    if char.isspace() and unicodedata.category(char) == "Zs":
        return _LOOKALIKE
    name, number = unicodedata.name(char, "CONTROL CHARACTER"), ord(char)
    escape = f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    repaired = ", or let `hkpress check --fix` do it" if _HIDDEN.match(char) else ""
    advice = f"delete `{escape}`" if escaped else f"delete it{repaired}"
    return f"U+{number:04X} {name} cannot be seen on the page and can change how the text reads: {advice}"


def unseen_problems(text: str) -> list[str]:
    """What is wrong with each character of a text that a reader cannot see."""
    found = [match.start() for match in _SUSPECT.finditer(text.replace("\t", " "))]
    return [_name_character(text[each]) for each in found if not _joins_emoji(text, each)]


_HIDDEN = re.compile("[\u200b\u200e\u2060\ufeff]")


def without_hidden(text: str) -> str:
    """*text* without the zero-width characters that have no meaning in English and Chinese. They come with pasted
    text."""
    return _HIDDEN.sub("", text)


def _joins_emoji(text: str, index: int) -> bool:
    """Whether a zero-width joiner is between two pictographs, as in 👩‍🔬."""
    around = text[index - 1 : index].strip("\ufe0f") or text[max(0, index - 2) : max(0, index - 1)]
    after = text[index + 1 : index + 2]
    return text[index] == "\u200d" and all(c and unicodedata.category(c) in ("So", "Sk") for c in (around, after))


# --- YAML ----------------------------------------------------------------------------------------

NO_VALUES = frozenset(["~", "null", "Null", "NULL"])
"""How YAML spells "no value"."""
_OPEN = "this brace is not closed: write its partner after its last text"
_LOST_TEXT = re.compile(r" +(#)[^\s#]")
_IN_BLOCK = "put the text in a block, `|-` here and the text in the next line, indented"
_HASH = f"what follows ` #` is not printed: {_IN_BLOCK} (a real comment has a space after `#`)"


class _Stop(Exception):  # noqa: N818 (nothing after this point of the file can be trusted)
    pass


class _Composer:
    """Builds plain data from libyaml's events, one by one.

    PyYAML's own composer is not used: it recurses without limit (100,000 nested brackets end the
    process), expands aliases, and lets the last of two equal keys win.
    """

    def __init__(self, text: str, path: Path) -> None:
        self.text, self.path = text, path
        self.problems: list[Diagnostic] = []
        self.places: dict[Loc, Offsets] = {}
        self.nodes = 0
        self.whole = True
        """Whether every value was read, so that missing fields can be reported too."""
        self.swallowed = False
        """Whether a `#` has hidden the end of a `{ }`: then the reader's own message adds nothing."""
        self.events = yaml.parse(text, Loader=yaml.CSafeLoader)

    def document(self) -> Any:
        data = None
        try:
            next(self.events), next(self.events)  # the stream and, unless the file is empty, the document
            data = self._node(next(self.events), (), None, 0)
            next(self.events)
            if not isinstance(extra := next(self.events), yaml.StreamEndEvent):
                self._problem(extra, "a second document starts here: one file holds one document, without `---`")
        except StopIteration:
            pass  # an empty stream
        except _Stop:  # reported where it was raised
            self.whole = False
        except yaml.MarkedYAMLError as error:
            self.whole = False
            self._ends_with(error)
        if data is None and not self.problems:
            message = "the file is empty: `hkpress new` writes one to start from"
            self.problems.append(Diagnostic(message, "empty", self.path))
        self.whole = self.whole and data is not None
        return data

    def _ends_with(self, error: yaml.MarkedYAMLError) -> None:
        """Add the problem that ended the reading, without those that only follow from what it left open."""
        if self.swallowed:
            return
        problem = _syntax_error(error, self.text, self.path)
        opened = error.context_mark.line + 1 if error.context_mark else 0
        self.problems = [
            each
            for each in self.problems
            if not (opened and each.code == "duplicate" and each.span and each.span.line >= opened)
        ]
        self.problems += [problem] if problem not in self.problems else []

    def _problem(self, event: Any, message: str, code: str = "yaml") -> None:
        self._problem_at(_span(event), message, code)

    def _problem_at(self, span: tuple[int, int], message: str, code: str) -> None:
        self.problems.append(at(self.path, self.text, *span, message, code))
        if len(self.problems) == MOST:
            self.problems.append(and_more(self.path))
            raise _Stop

    def _node(self, event: Any, loc: Loc, key: tuple[int, int] | None, depth: int) -> Any:
        self._guard(event, depth)
        start, end = _span(event)
        self.places[loc] = Offsets(key, (start, end))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            self.whole = False
            return None
        flow = event.flow_style
        value, last = (self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence)(loc, depth)
        # the end of a block collection is where the next token starts, often lines below
        self.places[loc] = Offsets(key, (start, last.end_mark.index if flow else start + 1))
        return value

    def _guard(self, event: Any, depth: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._problem(event, f"more than {MAX_NODES:,} values in one file: a release has a few hundred", "size")
            raise _Stop
        if depth > MAX_DEPTH:
            self._problem(event, f"nested more than {MAX_DEPTH} levels deep: a release needs five or six", "size")
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            self._problem(event, f"`*{event.anchor}` refers to another part: write the text out, or put it in quotes")
            return
        if event.anchor:
            self._problem(event, f"`&{event.anchor}` names a part: leave it out, or put the text in quotes")
        if event.tag:
            self._problem(event, f"`{event.tag}` is a YAML tag: leave it out, or put the text in quotes")

    def _scalar(self, event: Any) -> str | None:
        value: str = event.value
        if not event.style and (lost := _LOST_TEXT.match(self.text, event.end_mark.index)):
            self._problem_at(lost.span(1), _fitting(_HASH, self.text, lost.start(1)), "yaml")
            self.whole = False
            self.swallowed = _is_in_braces(self.text, lost.start(1))
        if (not value and event.style not in ("'", '"')) or (not event.style and value in NO_VALUES):
            return None
        for match in _SUSPECT.finditer(value) if event.style == '"' else ():  # typed as an escape, such as \u202e
            if match[0] not in "\t\n" and not _joins_emoji(value, match.start()):
                self._problem(event, _name_character(match[0], escaped=True), "character")
        raw = self.text[slice(*_span(event))]
        if "\t" in raw:  # after a `#` that does not begin a comment
            self._problem(event, _TAB, "character")
        return value if event.style == "|" or "\n" not in raw else _join_han(value, raw)

    def _sequence(self, loc: Loc, depth: int) -> tuple[list[Any], Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*loc, len(items)), None, depth + 1))
        return items, event

    def _mapping(self, loc: Loc, depth: int) -> tuple[dict[str, Any], Any]:
        mapping: dict[str, Any] = {}
        start, before, again = self.places[loc].value[0], len(self.problems), False
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            span = _span(event)
            if not isinstance(event, yaml.ScalarEvent) and self.text[start] == "{":
                self.problems[before:] = []
                self._problem_at((start, start + 1), _OPEN, "yaml")
                raise _Stop
            name = self._key(event, depth)
            place = (*loc, name)
            if name in mapping:
                again = again or self._twice(event, place, next(iter(mapping)))
                place = (*loc, f"{name} again")
            value = self._node(next(self.events), place, span, depth + 1)
            mapping.setdefault(name, value)
        return mapping, event

    def _twice(self, event: Any, loc: Loc, first: str) -> bool:
        """Add the problem of a repeated name. Returns whether another item of a list seems to begin."""
        line = self.text.count("\n", 0, self.places[loc].value[0]) + 1
        begins = len(loc) > 1 and isinstance(loc[-2], int) and loc[-1] == first
        advice = (
            "put `- ` before it, two columns to the left, if another item begins here" if begins else "keep one of them"
        )
        self._problem(event, f"`{loc[-1]}` is here twice, first on line {line}: {advice}", "duplicate")
        return begins

    def _key(self, event: Any, depth: int) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._problem(event, "a name is expected here, such as `headline:`; put text that starts so in quotes")
            raise _Stop
        self._guard(event, depth)
        return event.value


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


_DOUBLE_WIDTH = (
    ("\u2e80", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),
    ("\uff00", "\uff60"),
    ("\U00020000", "\U0003ffff"),
)


def _is_wide(char: str) -> bool:
    return any(first <= char <= last for first, last in _DOUBLE_WIDTH)


def _join_han(value: str, raw: str) -> str:
    """*value* without the spaces that YAML inserts where Chinese text continues on the next line."""
    if len(value) > MAX_TEXT:
        return value  # it will be refused
    lines = [line.strip() for line in raw.split("\n")]
    parts, position = [], 0
    for above, below in pairwise(lines):
        if above and below and _is_wide(above[-1]) and _is_wide(below[0]):
            place = value.find(f"{above[-8:]} {below[:8]}", position)
            if place >= 0:
                space = place + len(above[-8:])
                parts.append(value[position:space])
                position = space + 1
    return "".join([*parts, value[position:]])


_QUOTE_HELP = "put text that holds a colon, or starts with a sign, in a block: `|-` here and the text in the next line"
_COLON = f"a colon and a space inside a text end it here; {_QUOTE_HELP}"
_NO_FIT = "this line does not fit the lines above: check its indent, and that quotes close"
_NO_ITEM = "a list item is expected here: start the line with `- `, or indent it"
_ITEM_APART = "this item has another indent than those above: give all items of a list the same"
_SYNTAX = (  # libyaml's messages, and what they mean to an author
    ("mapping values are not allowed", _COLON),
    ("cannot start any token", f"a text cannot start with this sign; {_QUOTE_HELP}"),
    ("did not find expected key", _NO_FIT),
    ("could not find expected ':'", "a name with a colon is expected here, such as `en: …`; check the indent"),
    ("did not find expected '-' indicator", _NO_ITEM),
    (
        "did not find expected ',' or",
        "`{ }` or `[ ]` does not close here: put text with commas, colons or brackets, such as [^1], in quotes",
    ),
    ("found unexpected end of stream", "the quotation mark that opened here is never closed"),
    ("block sequence entries are not allowed", "a list cannot start here: put `- ` on a line of its own, indented"),
    ("found undefined tag handle", f"a text cannot start with `!`; {_QUOTE_HELP}"),
    ("found unknown escape character", "in \"…\" a backslash must be written twice; or use '…' instead"),
)


def _syntax_error(error: yaml.MarkedYAMLError, text: str, path: Path) -> Diagnostic:
    problem = error.problem or "this is not YAML"
    message = next((ours for theirs, ours in _SYNTAX if theirs in problem), problem)
    mark = ("end of stream" in problem and error.context_mark) or error.problem_mark
    index = min(mark.index, len(text)) if mark else 0
    if index == len(text) and text:  # the end of the file: show its last line instead
        index = len(text.rstrip()) - 1
    if message in (_NO_FIT, _NO_ITEM) and text.startswith("- ", index):
        message = _ITEM_APART
    if "end of stream" not in problem:  # libyaml gives the place of an open quotation mark
        index, message = _likely_cause(text, index) or (index, message)
    return at(path, text, index, index + 1, _fitting(message, text, index), "yaml")


def _fitting(message: str, text: str, index: int) -> str:
    """The message, with different advice inside `{ }` and `[ ]`, where no block can begin."""
    if not _is_in_braces(text, index):
        return message
    for advice in (_QUOTE_HELP, _IN_BLOCK, "write `|-` here and the text in the next line, indented"):
        message = message.replace(advice, "put the text in quotes")
    return message


def _is_in_braces(text: str, index: int) -> bool:
    """Whether a brace or bracket is open before the place, on its line."""
    before = re.sub(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", "", text[text.rfind("\n", 0, index) + 1 : index])
    opened = re.match(r" *(?:- +)*(?:[\w-]+: +)?[{\[]", before)
    return bool(opened) and sum(before.count(each) for each in "{[") > sum(before.count(each) for each in "}]")


# --- what the author did, which libyaml only notices later ----------------------------------------

_ITEM = r" *(?:- +)*"
_VALUE = r" *(?:(?:- +)+(?:[\w-]+: +|(?![\w-]+:(?:\s|$)))|[\w-]+: +)"
_STARTS_WITH_SIGN = "a text cannot start with this sign: write `|-` here and the text in the next line, indented"
_NO_PARTNER = "this quotation mark has no partner: write one at the end of the text"
_DASH = "an item of a list starts with a hyphen and a space, `- `"
_SHALLOW = "text under `|-` stands further to the right than the name above it: put two more spaces before each line"
_CAUSES = tuple(  # a group marks the offending sign
    (re.compile(regex), sentence)
    for regex, sentence in (
        (r" *([\u3000\xa0])", _LOOKALIKE),
        (_ITEM + r"[A-Za-z][\w-]* *(：)", "this colon is the full-width one: write `:` and a space"),
        (r" *(-)[A-Za-z][\w-]*[:：]", _DASH),
        (r" *([*–—•‧·●▪]) *[A-Za-z][\w-]*[:：](?:\s|$)", _DASH),
        (_ITEM + r"[A-Za-z][\w-]*(:)[^\s:/]", "a space is missing after this colon"),
        (
            _VALUE + r"([|>])[-+0-9]*(?: +[^\s#]|[^\s#0-9+-])",
            "the text goes on the next line, indented, not behind `|-`",
        ),
        (_VALUE + r"([@`%])", _STARTS_WITH_SIGN),
        (_VALUE + r"(\*)(?![\w-]+\s*$)", _STARTS_WITH_SIGN),
        (_VALUE + r"(\[)[^\]\n]*\]+ *[^\s#:,\]}]", _STARTS_WITH_SIGN),
        (_VALUE + r"(\{)[^}\n]*\}+ *[^\s#:,\]}]", _STARTS_WITH_SIGN),
        (_VALUE + r"(\")(?:[^\"\\\n]|\\.)*\"(?: *[^\s#:,\]}]|, *[^\s:][^:]*$)", _STARTS_WITH_SIGN),
        (_VALUE + r"(')(?:[^'\n]|'')*'(?: *[^\s#:,\]}]|, *[^\s:][^:]*$)", _STARTS_WITH_SIGN),
        (_VALUE + r"[^\s'\"|>{\[#][^#]*? (#)[^\s#]", _HASH),
        (_VALUE + r"[^\s'\"|>{\[#&!*][^#]*?(:)(?:\s|$)", _COLON),
    )
)
_BLOCK_SCALAR = re.compile(rf"({_ITEM})(?:-|[\w-]+:) +[|>][-+0-9]*(?: +#.*| *)$")
_UNDER_BLOCK = re.compile(r" *([^\s#-])(?![\w'\"-]*[:：])")
_FIELD_AND_VALUE = re.compile(rf"({_ITEM})([A-Za-z][\w-]*): +[^\s#]")
_FIELD_ALONE = re.compile(r"( *)([A-Za-z][\w-]*):(?:\s|$)")
_LINES_ABOVE = 3


def _likely_cause(text: str, index: int) -> tuple[int, str] | None:
    """The sign that most likely caused a syntax error, on its line or the lines above."""
    written = [match for match in re.finditer(r"^.*\S.*$", text, re.MULTILINE) if match.start() <= index]
    lines = [match[0] for match in written]
    for found in filter(None, (_open_quote(lines), _no_dash(lines))):
        return written[found[0]].start() + found[1], found[2]
    for number in range(len(lines) - 1, max(-1, len(lines) - 2 - _LINES_ABOVE), -1):
        if not _in_text_block(lines, number) and (cause := _cause_on_line(lines, number)):
            return written[number].start() + cause[0], cause[1]
    return None


_OPEN_QUOTE = re.compile(_VALUE + r"(?:(\")(?:[^\"\\]|\\.)*|(')(?:[^']|'')*)$")
_DASHED = re.compile(r"( *)- ")


def _open_quote(lines: list[str]) -> tuple[int, int, str] | None:
    """The first line with a text in quotes that does not close, where the next one has a name."""
    named = (
        (number, opened)
        for number, (line, after) in enumerate(pairwise(lines))
        if (opened := _OPEN_QUOTE.match(line)) and _FIELD_ALONE.match(after.replace("- ", "  "))
    )
    for number, opened in islice(named, MOST):  # in a long text under `|-` every line may look like this
        if not _in_text_block(lines, number):
            return number, opened.start(opened.lastindex or 0), _NO_PARTNER
    return None


def _no_dash(lines: list[str]) -> tuple[int, int, str] | None:
    """The first item of a list, if the last line begins another one and this has no dash."""
    item = _DASHED.match(lines[-1]) if lines else None
    above = next((n for n in reversed(range(len(lines) - 1)) if item and _indent(lines[n]) < len(item[1])), None)
    if above is None or not lines[above].rstrip().endswith(":"):
        return None
    first = _FIELD_ALONE.match(lines[above + 1])
    return (above + 1, first.start(2), "put `- ` before this name: an item of the list begins here") if first else None


def _cause_on_line(lines: list[str], number: int) -> tuple[int, str] | None:
    above = _BLOCK_SCALAR.match(lines[number - 1]) if number else None
    shallow = above and _UNDER_BLOCK.match(lines[number])
    if shallow:
        return shallow.start(1), _SHALLOW
    if askew := _askew(lines, number):
        return askew
    tried = ((regex.match(lines[number]), sentence) for regex, sentence in _CAUSES)
    return next(((match.start(1), sentence) for match, sentence in tried if match), None)


def _askew(lines: list[str], number: int) -> tuple[int, str] | None:
    """A key that is neither below the key above it, which has a text, nor further out."""
    name = _FIELD_ALONE.match(lines[number])
    above = next((line for line in reversed(lines[:number]) if name and _indent(line) < len(name[1])), "")
    first = _FIELD_AND_VALUE.match(above) or (above and _first_below(lines[:number], above))
    if not first or not name or len(name[1]) == len(first[1]):
        return None
    room = {0: "no space", 1: "1 space"}.get(len(first[1]), f"{len(first[1])} spaces")
    return name.start(2), f"`{name[2]}` must stand exactly below `{first[2]}`: put {room} before it"


def _first_below(lines: list[str], above: str) -> re.Match[str] | None:
    """The first name below the last of these lines that is *above*."""
    place = len(lines) - 1 - lines[::-1].index(above)
    return _FIELD_ALONE.match(lines[place + 1]) if above.rstrip().endswith(":") and place + 1 < len(lines) else None


def _in_text_block(lines: list[str], number: int) -> bool:
    """Whether a line is text under `|-`, which may hold any sign: it is indented like the first."""
    own = indent = _indent(lines[number])
    for opener in reversed(range(number)):
        block = _BLOCK_SCALAR.match(lines[opener])
        if block and len(block[1]) < indent:
            return own >= _indent(lines[opener + 1])
        indent = min(indent, _indent(lines[opener]))
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _line_offsets(value: str, raw: str) -> list[tuple[int, int, int]]:
    """For each line of a value: where it starts, how much later it starts in *raw*, and its length.

    Nothing if the file does not read as the value does, as where a quotation mark is doubled.
    """
    if raw.startswith("|"):
        return _literal_lines(value, raw.split("\n"))
    quoted = raw[:1] in ("'", '"')
    rows = raw[quoted : len(raw) - quoted].split("\n")
    offset, position, offsets = int(quoted), 0, []
    for row in rows:
        words = row.strip() if len(rows) > 1 else row
        if words:
            if not value.startswith(words, position):
                return []
            offsets.append((position, offset + row.index(words) - position, len(words)))
            position += len(words)
            position += len(value[position:]) - len(value[position:].lstrip(" \n"))
        offset += len(row) + 1
    return offsets if position == len(value) else []


def _literal_lines(value: str, rows: list[str]) -> list[tuple[int, int, int]]:
    indent = next((_indent(row) for row in rows[1:] if row.strip()), 0)
    offset, position, ends = len(rows[0]) + 1, 0, []
    for row, line in zip(rows[1:], value.split("\n"), strict=False):
        if row[indent:] != line:
            return []
        ends.append((position, offset + min(indent, len(row)) - position, len(line)))
        position += len(line) + 1
        offset += len(row) + 1
    return ends


def _occurrences(piece: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(piece)})", text)]
