"""`hkpress build` and `hkpress render`."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hkpress.cli.console import (
    CANNOT,
    PROBLEMS,
    Choice,
    Choices,
    chosen,
    echo,
    progress,
    report,
    reported,
    short,
    stop,
    warn,
)
from hkpress.core.layout import EDITIONS, MANUSCRIPT, SETTINGS
from hkpress.formats import EMBARGOED, FORMATS, OFFERED, USUAL, Variant, variants

if TYPE_CHECKING:
    from hkpress.core.diagnostics import Diagnostic
    from hkpress.production import Build, Written
    from hkpress.release.project import Project

WORD = "editions", "both"
_USUAL_FORMATS = ",".join(USUAL)


@click.command()
@click.argument("releases", nargs=-1, metavar="[RELEASE]...")
@click.option("--edition", "editions", type=Choices(EDITIONS), default=EDITIONS, help="Which languages. Default: all.")
@click.option(
    "--format", "formats", type=Choices(OFFERED), default=None, help=f"Which formats. Default: {_USUAL_FORMATS}."
)
@click.option("--word", type=Choice(WORD), default=WORD[0], help="With `both`: one Word file, English beside Chinese.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write. Default: build/ in the project.")
@click.option("--no-check", is_flag=True, help="Make it although `hkpress check` finds errors.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Worker processes. Default: one a core.")
@click.option("--executor", metavar="ADDRESS", help="Let a Dask cluster do the work: tcp://host:port of its scheduler.")
def build(
    releases: tuple[str, ...],
    editions: tuple[str, ...],
    formats: tuple[str, ...] | None,
    word: str,
    output: Path | None,
    no_check: bool,
    jobs: int | None,
    executor: str | None,
) -> None:
    """Make press releases: web pages, PDFs, plain text.

    RELEASE is the name of a folder in releases/, or a path to it; without one, all are made.
    `--format` names other formats; `--format all` makes all. hkpress makes only what has changed since the last build.
    It writes no file of a release that has an error. `hkpress check` also shows warnings and hints.

    \b
    hkpress build
    hkpress build 2025-04-24-two-sessions --edition en,tc --format pdf -o ~/Desktop
    hkpress build 2025-04-24-two-sessions --format word --word both
    """
    from hkpress.production import planned

    with reported():
        project, slugs = chosen(releases)
        folder = output or project.made("build")
        _refuse_to_write_into(project.releases, folder)
        wanted = variants(editions, _requested_formats(formats or _usual(project), word))
        workers = jobs if executor is None else executor
        with planned(
            project, slugs, folder, wanted, checked=not no_check, waiting=lambda: _wait(folder), workers=workers
        ) as work:
            _clear(work)
            if not slugs:
                stop(f'no release in {project.releases}: `hkpress new "Headline"` starts one', PROBLEMS)
            written = _run(work)
            failed = [each for each in written if each.failed]
            _say_embargoes(work, written)
            _say_current(work, slugs, wanted)
            _say_failed(work, [each.slug for each in written if each.failed])
    if failed:
        sys.exit(CANNOT if any(each.unreadable for each in failed) else PROBLEMS)


@click.command()
@click.argument("releases", nargs=-1, required=True, metavar="RELEASE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write. Default: build/ in the project.")
@click.pass_context
def kit(ctx: click.Context, releases: tuple[str, ...], output: Path | None) -> None:
    """Pack everything of a release into one file.

    The file is press-kit.zip.

    It holds PDF, Word and text in all languages, the photos at full size with their captions, attachments,
    a page that lists them, and checksums.

    \b
    hkpress kit 2025-04-24-two-sessions
    """
    ctx.invoke(build, releases=releases, formats=("press-kit",), output=output)


@click.command()
@click.argument("release")
@click.option("--edition", type=Choice(EDITIONS), help="Which language, for a format that has one.")
@click.option("--format", "kind", type=Choice(OFFERED), required=True, help="Which format.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write. Default: `-`, the standard output.")
@click.option("--no-check", is_flag=True, help="Make it although `hkpress check` finds errors.")
def render(release: str, edition: str | None, kind: str, output: str, no_check: bool) -> None:
    """Make one edition of one release in one format.

    It goes to a file, or to the screen.

    \b
    hkpress render 2025-04-24-two-sessions --edition tc --format text
    hkpress render 2025-04-24-two-sessions --edition en --format pdf -o release.pdf
    """
    from hkpress.core.files import write_file
    from hkpress.core.limits import in_time
    from hkpress.production.make import make_release

    if edition is None and not FORMATS[kind].whole:
        raise click.UsageError(f"Say which language: --edition {', '.join(EDITIONS[:-1])} or {EDITIONS[-1]}.")
    with reported():
        project, (slug,) = chosen([release])
        with in_time(project.releases / slug / MANUSCRIPT):
            outcome = make_release(project, slug, variants([edition or ""], [kind]), checked=not no_check)
        report(outcome.diagnostics)
        if outcome.failed:
            stop(f"{slug} has errors: nothing was written", PROBLEMS)
        if not outcome.outputs:
            lacks = f"edition `{edition}`" if edition else f"file `{kind}`"
            stop(f"{slug} has no {lacks}: see `editions:` in its {MANUSCRIPT}", PROBLEMS)
        data = outcome.outputs[0].data
        if output == "-":
            _print_output(data, kind)
        else:
            write_file(Path(output), data)


def _print_output(data: bytes, kind: str) -> None:
    """Print an output: to a terminal in the terminal's encoding, elsewhere unchanged."""
    if not sys.stdout.isatty():
        sys.stdout.buffer.write(data)
    elif b"\0" in data:
        stop(f"`{kind}` is no text for a screen: name a file with -o", 2)
    else:
        echo(*data.decode().splitlines())


def _usual(project: Project) -> tuple[str, ...] | None:
    """The formats that `hkpress.toml` names; None if it names none."""
    if not (project.root / SETTINGS).exists():  # no file: save the import of what reads it
        return None
    return project.settings(OFFERED).build.formats


def _requested_formats(formats: tuple[str, ...] | None, word: str) -> tuple[str, ...] | None:
    """The requested formats: `--word both` is one Word file in place of one for each edition, unless all are wanted."""
    if word == WORD[0] or {"word", word} <= {*(formats or ())}:
        return formats
    return (*(each for each in formats or () if each not in ("word", word)), word)


def _refuse_to_write_into(releases: Path, folder: Path) -> None:
    from hkpress.core.files import real

    if real(folder).is_relative_to(real(releases)):
        raise click.BadParameter("this is among the releases themselves: name another folder", param_hint="--output")


def _wait(folder: Path) -> None:
    echo(f"another build is writing to {short(folder)}/: waiting until it is done", err=True)


def _clear(work: Build) -> None:
    removed, left = work.clear()
    for folder in dict.fromkeys(path.parent for path in removed):
        names = " ".join(path.name for path in removed if path.parent == folder)
        echo(f"{short(folder)}/  removed, the release is gone: {names}")
    for path in left:
        echo(f"{short(path)} stays although its release is gone: it was edited by hand", err=True)


def _run(work: Build) -> list[Written]:
    """Run the jobs. Returns the result of each release."""
    made = []
    told: set[Diagnostic] = set()
    folder = work.place.folder
    with progress(sum(len(job.wanted) for job in work.plan.jobs)) as step:
        for written in work.run(step) if work.plan.jobs else ():
            report(
                [each for each in written.diagnostics if each not in told]
            )  # several releases may use the same broken file
            told.update(written.diagnostics)
            for name in written.edited if written.files else ():
                echo(f"{short(folder / written.slug / name)} was edited by hand; rebuilding it", err=True)
            if written.files:
                echo(f"{short(folder / written.slug)}/  {' '.join(written.files)}")
            made.append(written)
    return made


def _say_embargoes(work: Build, written: Sequence[Written]) -> None:
    """Name the releases that nobody may publish yet."""
    names = {**work.plan.marks, **{each.slug: each.files for each in written if each.files}}
    for slug, files in sorted(names.items()):
        for name in files:
            if name.startswith(EMBARGOED) and _embargo_end(name) > datetime.now(UTC):
                echo(
                    f"{slug} is embargoed, nobody may publish it yet: {short(work.place.folder / slug / name)}",
                    err=True,
                )


def _embargo_end(name: str) -> datetime:
    """The end of the embargo, from the name of a file."""
    return datetime.strptime(f"{name} +0800", f"{EMBARGOED}%Y-%m-%d-%H%M-HKT.txt %z")


def _say_current(work: Build, slugs: Sequence[str], wanted: Collection[Variant]) -> None:
    """Say what is up to date; for a single release, the requested files."""
    current, total = work.plan.current, work.plan.current + len(work.plan.jobs)
    if current and total > 1:
        echo(f"{current} of {total} releases {'are' if current > 1 else 'is'} up to date", err=True)
    elif current:
        keys = [each.key for each in wanted]
        entry = work.plan.manifest.entries.get(slugs[0])
        names = [name for name, file in entry.files.items() if file.variant in keys] if entry else []
        echo(f"{short(work.place.folder / slugs[0])}/  is up to date: {' '.join(names) or 'nothing to make'}", err=True)


def _say_failed(work: Build, names: Sequence[str]) -> None:
    """Say which releases were not written."""
    if not names:
        return
    entries = work.plan.manifest.entries
    older = [slug for slug in names if (entry := entries.get(slug)) and entry.files]
    kept = f"; {short(work.place.folder)}/ still has the version before of {', '.join(older)}" if older else ""
    total = work.plan.current + len(work.plan.jobs)
    warn(f"{len(names)} of {total} releases not written: {', '.join(names)}{kept}")
