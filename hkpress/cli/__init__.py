"""The commands: the only place that prints and decides the exit code.

0 done, 1 problems found in what was read, 2 the command is wrong, 3 a file cannot be read or written.
"""

from __future__ import annotations

from importlib import import_module

import click

from hkpress import __version__

_COMMANDS = {
    "build": ("build", "Make releases: each edition as web page, PDF and plain text."),
    "check": ("check", "Say what would embarrass the house before anybody outside sees it."),
    "diff": ("diff", "Say in words what changed between two releases: figures, dates, links, quotes, names, wording."),
    "fonts": ("fonts", "Show, install and verify the fonts that PDFs are set in."),
    "golden": (
        "golden",
        "Compare releases with how they were accepted: text, structure, web page, and every page as a picture.",
    ),
    "kit": ("build", "Pack everything of a release into one file: press-kit.zip."),
    "new": ("start", "Start a release: a folder in releases/ with a release.yaml to fill in."),
    "render": ("build", "Make one edition of one release in one format, as a file or on the standard output."),
    "schema": ("start", "Print the JSON Schema of release.yaml, by which editors complete and check it."),
}
"""Each command by its name: the module that has it, and what --help says of it."""


class Commands(click.Group):
    """Commands whose modules are imported when they are called: --help answers without."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        if name in _COMMANDS:
            module, _ = _COMMANDS[name]
            command = getattr(import_module(f"hkpress.cli.{module}"), name)
        return name, command, rest


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
