"""Whether a site is up to date, and what to load if not. Imports nothing that makes pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from hkpress.core.files import read_file, real, write_file
from hkpress.production import cores, inputs
from hkpress.production.plan import today
from hkpress.production.stamps import stamp
from hkpress.release.project import Project

OWN = ".newsroom"
"""The folder, in the output folder, for the newsroom's own files and for releases whose embargo is over."""
MANY = 300
"""From this many releases two processes write a new site. With fewer, starting the second costs more than it saves."""
SECOND = ("hkpress.newsroom.publish",)
"""What the second process loads."""


class Settled(NamedTuple):
    """The state of a finished site. It holds while no file changes and no release comes out."""

    releases: int
    """How many are public."""
    since: str
    """When the last of them came out, in ISO form; "" if there is none."""
    following: str
    """When the next one will; "" if none is waiting."""
    until: str
    """The last day, such as 2025-04-24, on which the checks are sure to say the same; "" for ever."""
    drafts: Sequence[str]
    """The releases that are due, but still have placeholders."""


def own(project: Project, folder: Path, kind: str) -> Path:
    """The file in which the newsroom keeps something about the site in *folder*."""
    name = hashlib.sha256(str(real(folder)).encode()).hexdigest()[:12]
    return project.made("build") / OWN / f"site-{name}.{kind}"


def look(project: Project, folder: Path, moment: datetime) -> Settled | None:
    """The state of the site in *folder* if it is up to date at *moment*; None if that is not sure."""
    try:
        inputs_then, site_then, row = json.loads(read_file(own(project, folder, "settled")))
        known = Settled(*row)
        out = not known.since or datetime.fromisoformat(known.since) <= moment
        waits = not known.following or moment < datetime.fromisoformat(known.following)
        if not (out and waits) or "" < known.until < today():
            return None
        same = inputs.everything(project)[0] == inputs_then and _site(folder) == site_then
    except (OSError, ValueError, TypeError, RecursionError):  # the file is missing, or something else wrote it
        return None
    return known if same else None


def large(releases: int, workers: int | str | None) -> bool:
    """Whether a new site with this many releases is written by two processes."""
    return releases >= MANY and workers != 1 and cores() > 1


def prepare(project: Project, folder: Path, workers: int | str | None) -> None:
    """Let the second process load, if a large new site is to be written, while this one loads what it needs itself."""
    if large(len(project.slugs()), workers) and not own(project, folder, "files").exists():
        from hkpress.production import processes  # a mere look needs no second process

        processes.load(SECOND)


def note(project: Project, folder: Path, before: tuple[str, bool], state: Settled) -> None:
    """Record that the site is finished. *before* is the `inputs.everything` from before it was started."""
    if before[1]:
        row = json.dumps([before[0], _site(folder), state])
        write_file(own(project, folder, "settled"), row.encode(), lasting=False)


def _site(folder: Path) -> str:
    return stamp(str(real(folder)))[0]
