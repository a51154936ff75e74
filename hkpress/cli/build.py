"""`hkpress build` and `hkpress render`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hkpress.cli.console import PROBLEMS, Choices, chosen, progress, report, reported, short, stop
from hkpress.layout import EDITIONS, SUFFIXES, variants

FORMATS = tuple(SUFFIXES)

if TYPE_CHECKING:
    from hkpress.build.make import Outcome


@click.command()
@click.argument("releases", nargs=-1, metavar="[RELEASE]...")
@click.option("--edition", "editions", type=Choices(EDITIONS), default=EDITIONS, help="Which languages. Default: all.")
@click.option("--format", "formats", type=Choices(FORMATS), default=FORMATS, help="Which formats. Default: all.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write. Default: build/ in the project.")
@click.option("--no-check", is_flag=True, help="Make it although `hkpress check` finds errors.")
def build(
    releases: tuple[str, ...], editions: tuple[str, ...], formats: tuple[str, ...], output: Path | None, no_check: bool
) -> None:
    """Make releases: each edition as web page, PDF and plain text.

    RELEASE is the name of a folder in releases/, or a path to it; without one, all are made.
    A release with an error is not written at all; `hkpress check` also shows warnings and hints.

    \b
    hkpress build
    hkpress build 2025-04-24-two-sessions --edition en,tc --format pdf -o ~/Desktop
    """
    from hkpress.build.make import make
    from hkpress.files import write_file

    with reported():
        project, slugs = chosen(releases)
        if not slugs:
            stop(f'no release in {project.releases}: `hkpress new "Headline"` starts one', PROBLEMS)
        folder = output or project.root / "build"
        failed = []
        with progress(len(slugs) * len(editions) * len(formats)) as step:
            for slug in slugs:
                outcome = make(project, slug, variants(editions, formats), checked=not no_check, done=step)
                report(outcome.diagnostics)
                for made in outcome.outputs:
                    write_file(folder / made.path, made.data)
                _summarise(outcome, folder)
                failed += [slug] if outcome.failed else []
    if failed:
        stop(f"{len(failed)} of {len(slugs)} releases not written: {', '.join(failed)}", PROBLEMS)


@click.command()
@click.argument("release")
@click.option("--edition", type=click.Choice(EDITIONS), required=True, help="Which language.")
@click.option("--format", "kind", type=click.Choice(FORMATS), required=True, help="Which format.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write. Default: `-`, the standard output.")
@click.option("--no-check", is_flag=True, help="Make it although `hkpress check` finds errors.")
def render(release: str, edition: str, kind: str, output: str, no_check: bool) -> None:
    """Make one edition of one release in one format, as a file or on the standard output.

    \b
    hkpress render 2025-04-24-two-sessions --edition tc --format text
    hkpress render 2025-04-24-two-sessions --edition en --format pdf -o release.pdf
    """
    from hkpress.build.make import make
    from hkpress.files import write_file

    with reported():
        project, (slug,) = chosen([release])
        outcome = make(project, slug, variants([edition], [kind]), checked=not no_check)
        report(outcome.diagnostics)
        if outcome.failed:
            stop(f"{slug} has errors: nothing was written", PROBLEMS)
        data = outcome.outputs[0].data
        if output == "-":
            sys.stdout.buffer.write(data)
        else:
            write_file(Path(output), data)


def _summarise(outcome: Outcome, folder: Path) -> None:
    if outcome.outputs:
        names = " ".join(output.path.name for output in outcome.outputs)
        click.echo(f"{short(folder / outcome.slug)}/  {names}")
