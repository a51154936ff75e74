"""Output of the commands: lines, diagnostics, progress; and how a command stops."""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from hkpress.core.diagnostics import Invalid, excerpt, printable

if TYPE_CHECKING:  # commands import what they need when they run, so that --help answers at once
    from hkpress.core.diagnostics import Diagnostic
    from hkpress.release.project import Project

PROBLEMS, CANNOT = 1, 3


class Choices(click.ParamType[tuple[str, ...]]):
    """Some of a few names, separated by commas: en,tc. `all` means all of them."""

    name = "list"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = choices

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        return ",".join(self.choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        names = [name.strip().lower() for name in value.split(",")] if isinstance(value, str) else value
        if [*names] == ["all"]:
            return tuple(self.choices)
        for name in names:
            if name not in self.choices:
                self.fail(f"'{name}' is not one of {', '.join(self.choices)}, or all", param, ctx)
        return tuple(name for name in self.choices if name in names)


class Choice(click.Choice[str]):
    """One of a few names, in small letters or capitals."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(choices, case_sensitive=False)

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:  # noqa: ARG002
        return f"Write one of {', '.join(self.choices)} after it."


class Words(click.ParamType[str]):
    """Text that is written into files: UTF-8, whatever encoding the terminal says it has."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words as text: in an ASCII terminal, Chinese arrives as undecoded bytes."""
        try:
            return value.encode("utf-8", "surrogateescape").decode()
        except UnicodeDecodeError:
            self.fail("this is not UTF-8: set your terminal to it, or write the words into the file", param, ctx)


def chosen(names: Sequence[str]) -> tuple[Project, tuple[str, ...]]:
    """The project, and the chosen slugs; all of them if no name is given.

    The first name that is a path decides the project, else this folder does.
    """
    from hkpress.core.files import real
    from hkpress.release.project import find_project

    paths = (real(Path(name)) for name in names)
    project = find_project(next((path for path in paths if path.exists()), Path.cwd()))
    return project, tuple(dict.fromkeys(_slug(project, name) for name in names)) or project.slugs()


def _slug(project: Project, name: str) -> str:
    """The slug that a user means by a folder's name, or by a path to the folder or its file."""
    from hkpress.core.files import real

    path = real(Path(name))
    folder = path.parent if path.is_file() else path
    slug = folder.name if folder.parent == project.releases else name.rstrip("/")
    slugs = project.slugs()
    if slug in slugs:
        return slug
    near = project.likely(slug)
    hint = f"; did you mean `{near}`?" if near else f" (there: {', '.join(slugs) or 'none'})"
    return stop(f"no release `{name}` in {short(project.releases)}{hint}", 2)


def echo(*lines: str, err: bool = False, label: str = "", colour: str | None = None) -> None:
    """Print lines. All text leaves here, so nothing in it can steer a terminal or a CI log. *label* is the part to
    print in bold and in *colour*.
    """
    for line in lines:
        safe = printable(line)
        if safe.lstrip().startswith("::"):  # GitHub takes this for a command at the start of a line
            safe = safe.replace("::", r"\x3a:", 1)
        click.echo(safe.replace(label, click.style(label, fg=colour, bold=True), 1) if label else safe, err=err)


def pour(text: str) -> None:
    """Print a file for machines, as UTF-8 whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def report(
    diagnostics: Sequence[Diagnostic], *, err: bool = True, advice: Callable[[Diagnostic], str] | None = None
) -> None:
    """Every diagnostic with its source lines and *advice*, on the standard error."""
    from dataclasses import replace

    for diagnostic in diagnostics:
        shown = replace(diagnostic, path=Path(short(diagnostic.path))) if diagnostic.path else diagnostic
        colour = {"error": "red", "warning": "yellow"}.get(diagnostic.severity, "cyan")
        echo(str(shown), err=err, label=f"{diagnostic.severity}[{diagnostic.code}]", colour=colour)
        echo(*excerpt(diagnostic).splitlines(), err=err)
        for spot in diagnostic.related[:3]:
            echo(f"  {short(spot.path)}:{spot.span.line}:{spot.span.column}:", *excerpt(spot).splitlines(), err=err)
        if advice and (line := advice(diagnostic)):
            echo(f"    {line}", err=err)


def short(path: Path) -> str:
    """The path relative to this folder, if it is inside."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar for long work, if standard error is a terminal."""
    if total <= 3 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=True, redirect_stderr=True) as bar:
        task = bar.add_task("rendering", total=total)
        yield lambda: bar.advance(task)


@contextmanager
def reported() -> Iterator[None]:
    """Print users' mistakes as diagnostics and unreadable files as one line. Bugs keep their traceback."""
    with suppress(ValueError):  # in another thread, as in tests
        if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except Invalid as error:
        report(error.diagnostics)
        sys.exit(PROBLEMS)
    except KeyboardInterrupt:
        stop("interrupted: every file is whole, the same command goes on from here", 128 + signal.SIGINT)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of the pipe has gone: nobody is left to read a message
        sys.exit(CANNOT)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        stop(
            where + (_DISK_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror or str(error)),
            CANNOT,
        )


_DISK_FULL = "the disk is full; every file is whole: make room, then run the same command again"


def stop(message: str, code: int) -> NoReturn:
    """End the command with a message on the standard error."""
    warn(message)
    sys.exit(code)


def warn(message: str) -> None:
    """A message of hkpress itself on the standard error."""
    echo(f"hkpress: {message}", err=True, label="hkpress:")
