"""`hkpress fonts`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hkpress.cli.console import PROBLEMS, echo, report, reported, short


@click.group(invoke_without_command=True, subcommand_metavar="[COMMAND] [ARGS]...")
@click.pass_context
def fonts(context: click.Context) -> None:
    """Show, install and verify the fonts of the PDFs.

    \b
    hkpress fonts                        what is installed
    hkpress fonts install                fetch the fonts from npm
    hkpress fonts install --from FOLDER  take them from a folder, on a machine without network
    hkpress fonts verify                 are they, byte for byte, the pinned ones?
    """
    if context.invoked_subcommand is None:
        from hkpress.core import fonts as font_files

        with reported():
            for font in font_files.FONTS:
                state = "installed" if font.path.is_file() else "absent   "
                echo(f"{state}  {font.file:<32} {font.package.name} {font.package.version}")
            echo(f"folder     {short(font_files.FOLDER)}")
            report(font_files.ready())


@fonts.command()
@click.option("--from", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Where they are.")
def install(folder: Path | None) -> None:
    """Fetch the fonts from npm, or take them from a folder.

    Any file that differs from the pinned one is refused.
    """
    from hkpress.core import fonts as font_files

    with reported():
        font_files.install(folder, echo)
        echo(f"{len(font_files.FONTS)} fonts are installed")


@fonts.command()
def verify() -> None:
    """Compare the installed fonts with the pinned ones."""
    from hkpress.core import fonts as font_files

    with reported():
        problems = font_files.verify()
        report(problems)
        if problems:
            sys.exit(PROBLEMS)
        echo(f"all {len(font_files.FONTS)} fonts are the pinned ones")
