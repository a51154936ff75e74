"""Repairs to the text of files. Comments and layout stay as they are."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hkpress.check.finding import Edit
from hkpress.core import sequences
from hkpress.core.diagnostics import Invalid
from hkpress.core.files import exchange_file, inside, read_file
from hkpress.release import rewrite, source
from hkpress.release.source import Source


@dataclass(frozen=True)
class Repair:
    """A file's text before and after."""

    path: Path
    before: str
    after: str

    def diff(self, name: str) -> str:
        """A unified diff of the file, called *name*."""
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        lines = sequences.unified(before, after, (name, name), context=1)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)

    def make(self, root: Path) -> bool:
        """Write the file; links inside the folder *root* may lead to it. Every other byte and the mode stay. Returns
        False, and writes nothing, if the file has changed since. Raises OSError.
        """
        raw = read_file(inside(self.path, root))
        if source.decode(raw, self.path) != self.before:
            return False
        return exchange_file(self.path, raw, rewrite.encoded(self.after, raw), within=root) is None


def repaired(edits: Iterable[Edit]) -> dict[Path, str]:
    """The texts of the files that change. It leaves out an edit if the file spells its value in another way, if another
    edit is in its way, or if the file would then say something else: `：` → `:` can end a text in YAML.
    """
    files: dict[Path, list[Edit]] = {}
    for edit in edits:
        files.setdefault(edit.place.source.path, []).append(edit)
    texts = {path: _apply(own[0].place.source, own) for path, own in files.items()}
    return {path: text for path, text in texts.items() if text != files[path][0].place.source.text}


@dataclass(frozen=True)
class _Change:
    start: int
    end: int
    edit: Edit


def _apply(origin: Source, edits: Sequence[Edit]) -> str:
    changes = _apart(edits)
    text = _changed(origin, changes)
    return text if _says(text, origin, changes) else _changed(origin, _possible(origin, changes))


def _possible(origin: Source, changes: Sequence[_Change], kept: Sequence[_Change] = ()) -> list[_Change]:
    """*kept*, and those *changes* after which the file still has the right values. Halves are tried first."""
    both = [*kept, *changes]
    if _says(_changed(origin, both), origin, both):
        return both
    if len(changes) == 1:
        return list(kept)
    half = len(changes) // 2
    return _possible(origin, changes[half:], _possible(origin, changes[:half], kept))


def _apart(edits: Iterable[Edit]) -> list[_Change]:
    """The edits that have an exact place and do not overlap, in their order."""
    changes = []
    for edit in edits:
        span = edit.place.source.exact(edit.place.loc, edit.place.part) if edit.place.part else None
        changes += [_Change(*span, edit)] if span else []
    apart: list[_Change] = []
    for change in sorted(changes, key=lambda each: (each.start, each.end)):
        if not apart or change.start >= apart[-1].end:
            apart.append(change)
    return apart


def _changed(origin: Source, changes: Sequence[_Change]) -> str:
    parts, end = [], 0
    for change in changes:
        parts += [origin.text[end : change.start], change.edit.text]
        end = change.end
    return "".join((*parts, origin.text[end:]))


def _says(text: str, origin: Source, changes: Sequence[_Change]) -> bool:
    """Whether *text* has the values of *origin* with the changes, and nothing else differs."""
    wanted = copy.deepcopy(origin.data)
    for change in reversed(changes):
        _replace(wanted, change.edit)
    try:
        return bool(source.parse_text(text, origin.path).data == wanted)
    except Invalid:
        return False


def _replace(data: Any, edit: Edit) -> None:
    *way, last = edit.place.loc
    for step in way:
        data = data[step]
    value, start, end = data[last], edit.place.start, edit.place.end
    data[last] = value[:start] + edit.text + value[end:]
