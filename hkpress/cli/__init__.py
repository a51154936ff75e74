"""The commands: the only place that prints and decides the exit code.

0 done, 1 problems found in what was read, 2 the command is wrong, 3 a file cannot be read or written.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from hkpress import __version__

_COMMANDS = {
    "build": ("build", "Make press releases: web pages, PDFs, plain text."),
    "check": ("check", "Check figures, names, marks and both languages."),
    "desk": ("desk", "Write releases in the browser, in two columns."),
    "diff": ("diff", "Say in words what changed between two releases."),
    "fonts": ("fonts", "Show, install and verify the fonts of the PDFs."),
    "golden": ("golden", "Compare releases with what was accepted."),
    "import": ("importing", "Make a release from Word files, mails or saved pages."),
    "kit": ("build", "Pack everything of a release into one file."),
    "newsroom": ("newsroom", "Make a website of all releases that are out."),
    "new": ("start", "Start a release: a folder with a release.yaml."),
    "render": ("build", "Make one edition of one release in one format."),
    "schema": ("start", "Print the JSON Schema of release.yaml for editors."),
}
"""Each command: the module that holds it, and its line in --help, at most 60 characters."""


class Commands(click.Group):
    """Commands whose modules are imported only when they are called, so that --help is quick."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _printable():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            time.time()
        except OverflowError:  # Python counts nanoseconds, up to the year 2262
            raise click.ClickException("the clock of this computer is wrong: set it") from None
        with _printable():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        if name in _COMMANDS:
            module, _ = _COMMANDS[name]
            command = getattr(import_module(f"hkpress.cli.{module}"), f"{name}_" if iskeyword(name) else name)
        return name, command, rest


@contextmanager
def _printable() -> Iterator[None]:
    """Make click's message about a wrong command printable: it repeats what was typed."""
    try:
        yield
    except (click.MissingParameter, click.exceptions.NoArgsIsHelpError):  # of several lines, none of them typed
        raise
    except click.UsageError as error:
        from hkpress.core.diagnostics import printable  # put off: --help answers at once

        raise click.UsageError(printable(error.format_message()), error.ctx) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="hkpress")
def main() -> None:
    """Bilingual press releases: one YAML file in, English and Chinese editions out.

    \b
    hkpress new "Science Park Opens New Laboratory"   start a release
    hkpress build                                     make all editions of all releases
    hkpress build 2025-04-24-two-sessions             of one release
    hkpress render 2025-04-24-two-sessions --edition tc --format text
                                                      one edition, on the screen
    """


for _name, (_, _summary) in _COMMANDS.items():
    main.add_command(click.Command(_name, help=_summary))
