"""The one error value of hkpress, and how it prints."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

UNREADABLE = "unreadable"
"""The error code for a file that cannot be read."""

_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that steer a terminal or a log, are invisible, or reverse the direction of a line."""


def printable(text: str) -> str:
    """*text* in one line that any terminal, log and XML file can hold: ESC becomes `\\x1b`, a line end `\\n`.

    What the writer sees as letters, spaces and signs stays; the joiner inside an emoji does too.
    """
    safe = text if text.isprintable() else "".join(map(_printable, text))
    return safe.replace("##[", r"##\x5b")  # GitHub takes this for a command anywhere in a line


def _printable(char: str) -> str:
    unseen = unicodedata.category(char) in _STEERING and char != "\u200d"
    return ascii(char)[1:-1] if unseen or ord(char) & 0xFFFE == 0xFFFE else char  # surrogates are no characters


class Severity(StrEnum):
    """How bad a finding is: an error stops the release, a warning does not, a hint is advice."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, order=True)
class Span:
    """A place in a text file: line and column from 1, columns counted in characters."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def at(cls, line: int, column: int, length: int = 1) -> Span:
        """A span of *length* characters on one line."""
        return cls(line, column, line, column + length)


@dataclass(frozen=True)
class Spot:
    """Another place that a diagnostic is about, such as the same words in the other language."""

    path: Path
    span: Span
    line_text: str
    edition: str = ""


@dataclass(frozen=True)
class Diagnostic:
    """One thing a person must know: what is wrong, where, and what to write instead."""

    message: str
    code: str
    path: Path | None = None
    span: Span | None = None
    severity: Severity = Severity.ERROR
    line_text: str = ""  # the source line that the span starts on, for the caret
    edition: str = ""
    """The language it is about: en, tc, sc, or "" for none."""
    at: str = ""
    """The path of the value, counted from 1: body/3/en is the English of the third item of `body`."""
    fix: str | None = None
    """What to write at the span instead, where that is known."""
    related: tuple[Spot, ...] = ()

    def __str__(self) -> str:
        where = [str(self.path)] if self.path else []
        if self.span:
            where += [str(self.span.line), str(self.span.column)]
        head = "".join(f"{part}:" for part in where)
        return printable(f"{head}{' ' if head else ''}{self.severity}[{self.code}] {self.message}")


def unreadable(error: OSError, path: Path) -> Diagnostic:
    """The diagnostic for a file that cannot be read: the one that the error names, or *path*."""
    return Diagnostic(
        f"this cannot be read: {error.strerror}", UNREADABLE, Path(error.filename) if error.filename else path
    )


class Invalid(Exception):  # noqa: N818 (it says what the input is, not that an error happened)
    """The input cannot be used; carries every diagnostic found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type[Invalid], tuple[tuple[Diagnostic, ...]]]:
        return Invalid, (self.diagnostics,)  # a process pool pickles exceptions


MOST = 100
"""The most problems reported for one file. The rest follow once these are corrected."""


def and_more(path: Path, number: int | None = None) -> Diagnostic:
    """The last entry of a list of MOST problems. It says that *number* more follow; None means an unknown number."""
    said = f"and {number:,} more" if number else "and more"
    return Diagnostic(f"{said} in this file: correct those above first", "more", path)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word in *known* that *word* is probably a slip for."""
    import difflib

    words = list(known)
    same = [each for each in words if each.lower() == word.lower()]
    return next(iter(same or difflib.get_close_matches(word, words, n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message about a wrong *word*: "; did you mean …?", or nothing."""
    near = nearest(word, known)
    return f"; did you mean `{near}`?" if near else ""


WINDOW = 76  # how much of the source line is shown, in terminal cells


def excerpt(diagnostic: Diagnostic | Spot) -> str:
    """The source line and a caret below the place, or "" where there is none.

    A wide character takes two cells of a terminal, so the caret is placed by display width;
    a long line is cut to a window around the place.
    """
    span, text = diagnostic.span, diagnostic.line_text
    if not span or not text.strip():
        return ""
    stop = span.end_column - 1 if span.end_line == span.line else len(text)
    left = max(0, span.column - 1 - _AROUND_COLUMN)  # a line may be as long as the file
    text = text[left : span.column + _AROUND_COLUMN]
    column, stop = (len(printable(text[: each - left])) for each in (span.column - 1, stop))
    text = printable(text)
    start = _window_start(text, column)
    prefix = "…" if start or left else ""
    shown = _fitted(text[start:], WINDOW)
    caret = max(1, min(_cells(text[column:stop]), WINDOW - _cells(text[start:column])))
    return f"    {prefix}{shown}\n    {' ' * _cells(prefix + text[start:column])}{'^' * caret}"


_AROUND_COLUMN = 4 * WINDOW


def _cells(text: str) -> int:
    from rich.cells import cell_len  # put off: where nothing is wrong, it is not needed

    return cell_len(text)


def _window_start(text: str, column: int) -> int:
    room = WINDOW // 2
    for start in range(column, 0, -1):
        room -= _cells(text[start - 1])
        if room < 0:
            return start
    return 0


def _fitted(text: str, cells: int) -> str:
    for end, char in enumerate(text):
        cells -= _cells(char)
        if cells < 0:
            return text[:end] + "…"
    return text
