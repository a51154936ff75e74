"""Releases → files: what there is to make, making it, and writing it whole or not at all.

`planned` tells what has changed without an engine; `carried_out` makes it, here or in worker processes.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hkpress.build import manifest as manifests
from hkpress.build.manifest import Entry
from hkpress.build.plan import Plan, plan, release_key
from hkpress.build.workplace import Workplace, locked
from hkpress.diagnostics import Diagnostic, Severity
from hkpress.layout import Variant, variants
from hkpress.project import Project

if TYPE_CHECKING:
    from hkpress.build.make import Outcome

FEW = 3
"""So many releases are made sooner than worker processes are started."""
UNREADABLE = "unreadable"
"""The code of the error that a file of a release cannot be read."""
LIMIT = 60.0
"""Seconds that one document may take."""


@dataclass(frozen=True)
class Written:
    """What became of one job: the files that were written, or the errors for which there are none."""

    slug: str
    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    edited: tuple[str, ...] = ()
    """The files that somebody had changed by hand."""

    @property
    def failed(self) -> bool:
        return any(each.severity is Severity.ERROR for each in self.diagnostics)

    @property
    def unreadable(self) -> bool:
        return any(each.code == UNREADABLE for each in self.diagnostics)


@dataclass(frozen=True)
class Build:
    """A build of a project into a folder that no other build writes to meanwhile."""

    project: Project
    place: Workplace
    plan: Plan

    def clear(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """Remove what no release claims any more: the files removed, and those left because they were edited."""
        removed: list[Path] = []
        left: list[Path] = []
        for path, file in self.plan.orphans:
            (removed if self.place.remove(path, file) else left).append(path)
        return tuple(removed), tuple(left)

    def run(
        self, workers: int | str | None = None, done: Callable[[], object] = lambda: None, limit: float = LIMIT
    ) -> Iterator[Written]:
        """Do the jobs and write their files; each as it is finished. *done* is called after each document.

        *workers* is a number of processes, or the address of a Dask scheduler; by default as many
        processes as there are cores, where there is enough to do. A document that takes longer than
        *limit* seconds is given up. Raises OSError if a file cannot be written.
        """
        manifests.write(self.place.manifest, self.plan.manifest)
        jobs = {job.slug: job for job in self.plan.jobs}
        entries = dict(self.plan.manifest.entries)
        for outcome in self._outcomes(workers, done, limit):
            job = jobs[outcome.slug]
            if outcome.failed:
                yield Written(outcome.slug, (), outcome.diagnostics)
                continue
            files = self.place.put((each.path, each.data) for each in outcome.outputs)
            # made with a warning, it is made again each time: so no warning is lost
            key = "" if outcome.diagnostics else release_key(self.plan.manifest, job.folder, outcome.uses, job.checked)
            entry = Entry(job.slug, key, job.folder, outcome.uses, {**job.kept, **files})
            manifests.add(self.place.manifest, entry)
            entries[job.slug] = entry
            yield Written(outcome.slug, tuple(files), outcome.diagnostics, job.edited)
        manifests.write(self.place.manifest, replace(self.plan.manifest, entries=entries))

    def _outcomes(self, workers: int | str | None, done: Callable[[], object], limit: float) -> Iterator[Outcome]:
        from hkpress.build import workers as by

        jobs = self.plan.jobs
        if isinstance(workers, str):
            from hkpress.build import cluster

            return cluster.on_cluster(self.project, jobs, workers, limit, done)
        count = min(len(jobs), workers or (cores() if len(jobs) > FEW else 1))
        if count < 2:
            return by.in_this_process(self.project, jobs, limit, done)
        return by.in_processes(self.project, jobs, count, limit, done)


@contextmanager
def planned(
    project: Project,
    slugs: Collection[str],
    folder: Path,
    wanted: Collection[Variant] = variants(),
    *,
    checked: bool = True,
    waiting: Callable[[], object] = lambda: None,
) -> Iterator[Build]:
    """The build that brings the *wanted* outputs of these releases in *folder* up to date.

    Unless releases are *checked*, only what makes pages impossible counts as an error. Where another
    build writes to the folder, *waiting* is called and its end waited for. Raises OSError.
    """
    with locked(folder, waiting) as place:
        gc.disable()  # nothing of what is read here becomes garbage, and looking for it takes a quarter of the time
        try:
            before = manifests.read(place.manifest, os.path.relpath(project.root.resolve(), folder.resolve()))
            made = plan(project, slugs, wanted, folder, before, checked=checked)
        finally:
            gc.enable()
        yield Build(project, place, made)
        if not made.jobs and made.manifest != before:
            manifests.write(place.manifest, made.manifest)


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
