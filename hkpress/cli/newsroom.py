"""`hkpress newsroom`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from hkpress.cli.console import PROBLEMS, chosen, echo, progress, report, reported, short

MINUTE = timedelta(minutes=1)


class MomentOption(click.ParamType[datetime]):
    """A moment such as 2025-04-24T10:00+08:00; without a zone, in Hong Kong."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        from hkpress.core.clock import HONG_KONG

        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a moment: write it like 2025-04-24T10:00", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=HONG_KONG)


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write. Default: site/ in the project.")
@click.option("--at", type=MomentOption(), metavar="MOMENT", help="As it will be at 2025-04-24T10:00. Default: now.")
@click.option("--next", "ask", is_flag=True, help="Only print when it will change next; nothing if no release waits.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Worker processes. Default: one a core.")
@click.option("--executor", metavar="ADDRESS", help="Let a Dask cluster do the work: tcp://host:port of its scheduler.")
def newsroom(output: Path | None, at: datetime | None, ask: bool, jobs: int | None, executor: str | None) -> None:
    """Make a website of all releases that are out.

    A release is out at the end of its embargo, or at its day and hour of issue; before, no file of the site
    names it. Only what changed is written. `[newsroom]` in hkpress.toml says where the site will stand.

    \b
    hkpress newsroom
    hkpress newsroom --at 2025-04-24T10:00 -o preview
    hkpress newsroom --next
    """
    from hkpress.core.clock import HONG_KONG
    from hkpress.newsroom import calendar, settled

    with reported():
        project, _ = chosen(())
        moment = at or datetime.now(HONG_KONG)
        if ask:
            if coming := calendar.read(project).following(moment):
                echo(_minute(coming).isoformat(timespec="minutes"))
            return
        folder = output or project.made("site")
        _refuse(project.root, folder)
        if at and not output and at > datetime.now(HONG_KONG):
            message = (
                "a site as it will be belongs in a folder of its own, or it is published too early: add -o preview"
            )
            raise click.UsageError(message)
        if state := settled.look(project, folder, moment):
            coming = datetime.fromisoformat(state.following) if state.following else None
            echo(_summary(folder, state.releases, 0, 0, coming), *_left_out(state.drafts))
            return
        workers = jobs if executor is None else executor
        settled.prepare(project, folder, workers)
        from hkpress.newsroom.publish import (
            publish,
        )  # importing takes longer than looking whether there is anything to do

        made = publish(project, folder, moment, workers=workers, progress=progress)
        report(made.problems)
        echo(_summary(folder, made.releases, made.changed, made.removed, made.following), *_left_out(made.drafts))
        if made.gone:
            echo(f"  no longer there: {', '.join(made.gone)}. If a release has another name now, write")
            echo('  "old-name" = "new-name" under [newsroom.redirects] in hkpress.toml')
    if any(problem.severity == "error" for problem in made.problems):
        sys.exit(PROBLEMS)


def _minute(moment: datetime) -> datetime:
    """The moment, rounded up to a whole minute: timers have no seconds."""
    return moment if moment.second == moment.microsecond == 0 else moment.replace(second=0, microsecond=0) + MINUTE


def _refuse(root: Path, folder: Path) -> None:
    from hkpress.core.files import real

    for name in ("releases", "templates", "build"):
        if real(folder).is_relative_to(real(root / name)):
            raise click.BadParameter(f"{name}/ holds other things: name another folder", param_hint="--output")


def _left_out(drafts: Sequence[str]) -> Iterator[str]:
    """The line that names the releases that are still drafts, if there are any."""
    if drafts:
        yield f"  due, but still drafts, so left out: {', '.join(drafts)}"


def _summary(folder: Path, releases: int, changed: int, removed: int, following: datetime | None) -> str:
    public = f"{releases} release{'s' if releases != 1 else ''}"
    files = f"{changed} files written" if changed else "nothing has changed"
    gone = f", {removed} removed" if removed else ""
    coming = f"; next change at {following:%Y-%m-%d %H:%M} HKT" if following else ""
    return f"{short(folder)}/  {public}, {files}{gone}{coming}"
