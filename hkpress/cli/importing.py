"""`hkpress import`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from hkpress.cli.console import reported, say, short

SHOWN = 30


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--slug", help="The new folder's name. Default: the date and the headline's words.")
@click.option("--theme", help="The house style of the new release. Default: base.")
def import_(files: tuple[Path, ...], slug: str | None, theme: str | None) -> None:
    """Make a release of Word files, mails or saved pages.

    FILE is a .docx, .txt, .eml or .html: one file of each language, or one that holds both. No word is
    lost: what fits nowhere is kept under `remarks`. What is not sure is listed, and `hkpress check` finds
    figures that differ.

    \b
    hkpress import en.docx tc.docx
    hkpress import "Release 5 May.docx" --theme hkstp
    """
    from hkpress.importing import fresh

    with reported():
        given = [(path.name, path.read_bytes()) for path in files]
        made = fresh.bring(Path.cwd(), given, slug, theme)
        for line in made.told:
            say(line, err=True)
        say(f"imported to {short(made.path)}: look at it, then run `hkpress check {made.path.parent.name}`")
        _list([f"{doubt.at or 'release'}: {doubt.message}{_shown(doubt.en, doubt.tc)}" for doubt in made.doubts])


def _list(lines: Sequence[str]) -> None:
    if lines:
        say(f"{len(lines)} {'thing is' if len(lines) == 1 else 'things are'} not sure:", err=True)
    for line in lines[:SHOWN]:
        say(f"  {line}", err=True)
    if len(lines) > SHOWN:
        say(f"  … and {len(lines) - SHOWN} more", err=True)


def _shown(*texts: str) -> str:
    """The beginnings of the texts that a doubt is about."""
    found = [" ".join(text.split()) for text in texts if text.strip()]
    return "".join(f"\n      {text[:90]}{'…' if len(text) > 90 else ''}" for text in found)
