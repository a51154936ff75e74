"""`hkpress newsroom`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hkpress.cli.console import PROBLEMS, chosen, report, reported, say, short

if TYPE_CHECKING:
    from hkpress.newsroom.publish import Published


class MomentOption(click.ParamType[datetime]):
    """A moment such as 2025-04-24T10:00+08:00; without a zone, in Hong Kong."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        from hkpress.release.editions import HONG_KONG

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
    from hkpress.newsroom.publish import following, publish
    from hkpress.release.editions import HONG_KONG

    with reported():
        project, _ = chosen(())
        moment = at or datetime.now(HONG_KONG)
        if ask:
            coming = following(project, moment)
            if coming:
                say(coming.isoformat(timespec="minutes"))
            return
        folder = output or project.root / "site"
        _refuse(project.root, folder)
        workers = jobs if executor is None else executor
        made = publish(project, folder, moment, workers=workers)
        report(made.problems)
        say(_summary(made, folder))
    if any(problem.severity == "error" for problem in made.problems):
        sys.exit(PROBLEMS)


def _refuse(root: Path, folder: Path) -> None:
    for name in ("releases", "templates", "build"):
        if folder.resolve().is_relative_to((root / name).resolve()):
            raise click.BadParameter(f"{name}/ holds other things: name another folder", param_hint="--output")


def _summary(made: Published, folder: Path) -> str:
    releases = f"{made.releases} release{'s' if made.releases != 1 else ''}"
    files = f"{len(made.changed)} files written" if made.changed else "nothing has changed"
    gone = f", {len(made.removed)} removed" if made.removed else ""
    coming = f"; next change at {made.following:%Y-%m-%d %H:%M} HKT" if made.following else ""
    return f"{short(folder)}/  {releases}, {files}{gone}{coming}"
