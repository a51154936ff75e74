"""`hkpress golden`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hkpress.cli.console import (
    CANNOT,
    PROBLEMS,
    Choices,
    Words,
    chosen,
    echo,
    pour,
    progress,
    report,
    reported,
    short,
    stop,
    warn,
)
from hkpress.core.diagnostics import printable
from hkpress.golden import LAYERS

if TYPE_CHECKING:
    from hkpress.golden.judging import Judgement
    from hkpress.golden.sets import Set
    from hkpress.release.project import Project

_FOLDER = click.option("--folder", metavar="FOLDER", help="Where the golden sets are. Default: golden/.")


@click.group()
def golden() -> None:
    """Compare releases with what was accepted.

    Text, structure and web page are compared, and every page as a picture.

    \b
    hkpress golden check                            what differs?
    hkpress golden check --report report.html       with old and new pages side by side
    hkpress golden review                           go through it, and accept or reject
    hkpress golden accept NAME --reason "New fax"   it is right as it is now
    """


@golden.command()
@click.argument("releases", nargs=-1, metavar="[RELEASE]...")
@click.option(
    "--layer", "layers", type=Choices(LAYERS), default=",".join(LAYERS), help="What to compare. Default: all."
)
@click.option(
    "--format", "kind", type=click.Choice(("text", "json", "junit", "github")), default="text", help="Default: text."
)
@click.option("--report", "file", metavar="FILE.html", help="Write a report with the pages, for a browser.")
@_FOLDER
def check(releases: tuple[str, ...], layers: tuple[str, ...], kind: str, file: str | None, folder: str | None) -> None:
    """Report what differs from the golden sets.

    Exit code 0 if nothing does, 1 if something differs, 4 if a release was never accepted or a golden set has no
    release, 3 if other engines or fonts made the golden set, so that pages cannot be compared.
    """
    with reported():
        from hkpress.core.files import write_file
        from hkpress.golden import telling
        from hkpress.golden.judging import exit_code

        project, judgements = _judge(releases, folder, layers)
        if kind == "text":
            echo(*telling.to_text(judgements))
        elif kind == "json":
            pour(telling.to_json(judgements, Path.cwd()))
        else:
            write = telling.to_github if kind == "github" else telling.to_junit
            pour(write(project, judgements, Path.cwd()))
        _say_what_is_wrong(judgements)
        if file:
            from hkpress.golden.report import report_page

            write_file(Path(file), report_page(judgements).encode())
            echo(f"wrote {file}", err=True)
        echo(telling.summary(judgements), err=True)
        code = exit_code(judgements)
    sys.exit(code)


@golden.command()
@click.argument("releases", nargs=-1, metavar="[RELEASE]...")
@click.option("--reason", type=Words(), required=True, help="Why it is right as it is now, for the log.")
@_FOLDER
def accept(releases: tuple[str, ...], reason: str, folder: str | None) -> None:
    """Accept the releases as they are now. The log of each golden set says what changed and why. CI cannot accept,
    because nobody looks at the pages there. You cannot accept while `hkpress check` finds errors.
    """
    _refuse_in_ci()
    if not reason.strip():
        raise click.BadParameter("say in a few words why", param_hint="--reason")
    refused = False
    with reported():
        from hkpress.core.diagnostics import Invalid
        from hkpress.golden import judging, sets

        project, slugs = chosen(releases)
        home = sets.folder_of(project, folder)
        for slug in slugs:
            try:
                _say_accepted(slug, judging.accept(project, home, slug, " ".join(reason.split())))
            except Invalid as error:
                refused = True
                report(error.diagnostics)
                echo(f"{slug}: not accepted", err=True)
    sys.exit(PROBLEMS if refused else 0)


@golden.command()
@click.argument("releases", nargs=-1, metavar="[RELEASE]...")
@_FOLDER
def review(releases: tuple[str, ...], folder: str | None) -> None:
    """Look at each difference, and accept or reject it.

    Goes through the releases one by one. Without a terminal it prints the commands instead.
    """
    with reported():
        from hkpress.golden import sets, telling
        from hkpress.golden.judging import State

        project, judgements = _judge(releases, folder, LAYERS)
        _say_what_is_wrong(judgements)
        waiting = [judgement for judgement in judgements if judgement.state in (State.DIFFERS, State.MISSING)]
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            echo(*telling.to_text(judgements))
            for judgement in waiting:
                more = f" --folder {folder}" if folder else ""
                echo(f'hkpress golden accept {judgement.slug} --reason "…"{more}')
        else:
            _refuse_in_ci()
            home = sets.folder_of(project, folder)
            waiting = [judgement for judgement in waiting if not _reviewed(project, home, judgement)]
        echo(f"{len(waiting)} left to accept" if waiting else "nothing left to accept", err=True)
    sys.exit(PROBLEMS if waiting else 0)


def _judge(releases: Sequence[str], folder: str | None, layers: Sequence[str]) -> tuple[Project, list[Judgement]]:
    from hkpress.golden import judging, sets

    project, slugs = chosen(releases)
    home = sets.folder_of(project, folder)
    with progress(len(slugs)) as advance:
        judgements = []
        for slug in slugs:
            judgements.append(judging.judge(project, home, slug, layers))
            advance()
    return project, [*judgements, *(() if releases else judging.orphans(project, home))]


def _say_what_is_wrong(judgements: Sequence[Judgement]) -> None:
    from hkpress.golden.telling import notice

    for judgement in judgements:
        report(judgement.diagnostics)
    for said in dict.fromkeys(notice(judgement.comparison) for judgement in judgements if judgement.comparison):
        if said:
            warn(said)


def _refuse_in_ci() -> None:
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        stop("nothing is accepted in CI, where nobody looks: do it on your machine and commit the golden sets", CANNOT)


def _say_accepted(slug: str, said: Sequence[str]) -> None:
    echo(f"{slug}: {'accepted' if said else 'as accepted before, nothing to do'}")
    for line in said:
        echo(f"  {line}")


# --- in the terminal ------------------------------------------------------------------------------

_KEYS = "[a]ccept, [r]eject, [s]kip; show [o]ld, [n]ew, [d]ifference, [p]ages in a browser"


def _reviewed(project: Project, home: Path, judgement: Judgement) -> bool:
    """Show one release and ask what to do. Returns whether it was accepted."""
    from hkpress.core.diagnostics import Invalid
    from hkpress.golden import judging, sets, telling

    echo("", *telling.lines(judgement))
    old = judgement.comparison.old if judgement.comparison else None
    try:
        new = judgement.comparison.new if judgement.comparison else sets.take(project, judgement.slug)
    except Invalid as error:
        report(error.diagnostics)
        return False
    while True:
        key = click.prompt(_KEYS, type=click.Choice("arsondp"), show_choices=False)
        if key == "a":
            try:
                reason = click.prompt("Why is it right as it is now?", value_proc=_reason)
                _say_accepted(judgement.slug, judging.accept(project, home, judgement.slug, reason, seen=new))
            except Invalid as error:
                report(error.diagnostics)
                continue
        elif key == "p":
            _open_report(judgement)
            continue
        elif key in "ond":
            _show_answer(key, old, new)
            continue
        elif key == "r":
            echo(f"rejected: correct {short(project.releases / judgement.slug)}, then review again")
        return bool(key == "a")


def _reason(said: str) -> str:
    """The reason, on one line. Asks again if it is blank."""
    if not said.strip():
        raise click.UsageError("say in a few words why")
    return " ".join(said.split())


def _show_answer(key: str, old: Set | None, new: Set) -> None:
    from hkpress.core import sequences

    before, after = ("\n".join(each.legible()) if each else "" for each in (old, new))
    if key == "d":
        lines = sequences.unified(before.splitlines(), after.splitlines(), ("accepted", "now"))
        shown = "\n".join(printable(line.rstrip("\n")) for line in lines)
        click.echo_via_pager(shown or "No difference that can be read: look at the [p]ages.")
    else:
        click.echo_via_pager("\n".join(map(printable, (before if key == "o" else after).split("\n"))))


def _open_report(judgement: Judgement) -> None:
    import tempfile

    from hkpress.core.fonts import without_ours
    from hkpress.golden.report import report_page

    with tempfile.NamedTemporaryFile("w", suffix=".html", delete=False, encoding="utf-8") as file:
        file.write(report_page([judgement]))
    echo(f"wrote {file.name}")
    with without_ours():
        click.launch(file.name)
