"""Releases → files: plan what to make, make it, write each file whole.

`planned` finds what has changed without loading an engine; `Build.run` makes it, here or in worker processes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hkpress.core import collector
from hkpress.core.diagnostics import UNREADABLE, Diagnostic, Severity
from hkpress.core.files import real
from hkpress.core.limits import DOCUMENT
from hkpress.formats import Variant, variants
from hkpress.production import inputs
from hkpress.production import manifest as manifests
from hkpress.production.manifest import Entry, File
from hkpress.production.plan import Job, Plan, draw_up, release_key, watched
from hkpress.production.workplace import Workplace, workplace_in
from hkpress.release.project import Project

if TYPE_CHECKING:
    from hkpress.production.make import Outcome

FEW = 3
"""Up to this many releases, one process is faster than starting workers."""


@dataclass(frozen=True)
class Written:
    """The result of one job: the files written, or the errors that prevented them."""

    slug: str
    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    edited: tuple[str, ...] = ()
    """Files that were edited by hand and are replaced now."""

    @property
    def failed(self) -> bool:
        return any(each.severity is Severity.ERROR for each in self.diagnostics)

    @property
    def unreadable(self) -> bool:
        return any(each.code == UNREADABLE for each in self.diagnostics)


@dataclass(frozen=True)
class Build:
    """A planned build. No other build writes to the folder until it ends."""

    project: Project
    place: Workplace
    plan: Plan
    renews: bool
    """Whether to rewrite the manifest before adding lines to it."""
    workers: int | str | None = None
    """A number of processes, the address of a Dask scheduler, or None: one process a core if there is enough to do."""

    def clear(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """Remove files of releases and formats that are gone. Returns what was removed, and edited files that stay."""
        removed: list[Path] = []
        left: list[Path] = []
        for path, file in self.plan.orphans:
            (removed if self.place.remove(path, file) else left).append(path)
        return tuple(removed), tuple(left)

    def run(self, done: Callable[[], object] = lambda: None, limit: float = DOCUMENT) -> Iterator[Written]:
        """Do the jobs and write their files. Yields each job as it is finished; *done* is called after each document.

        A document that takes longer than *limit* seconds is stopped. Raises OSError if a file cannot be written.
        """
        manifest = self.place.manifest(self.plan.manifest.project)
        if self.renews and self.plan.jobs:
            manifests.write(manifest, self.plan.manifest)
        jobs = {job.slug: job for job in self.plan.jobs}
        for outcome in self._outcomes(done, limit):
            job = jobs[outcome.slug]
            if outcome.failed:
                yield Written(outcome.slug, (), outcome.diagnostics)
                continue
            older = (self.plan.manifest.entries.get(job.slug) or Entry(job.slug)).files
            if foreign := self.place.foreign(outcome.outputs, older):
                yield Written(outcome.slug, (), tuple(map(_not_ours, foreign)))
                continue
            staged = self.place.stage(outcome.outputs)
            entry = Entry(job.slug, "", job.folder, outcome.uses, older, outcome.until)
            coming = {each.path.name: File(each.variant.key, "") for each in outcome.outputs}
            manifests.add(manifest, entry._replace(files={**older, **coming}))
            files = {**job.kept, **self.place.put(staged)}
            for name in older.keys() - files.keys():  # the file has another name now, or is not made any more
                self.place.remove(self.place.folder / job.slug / name, older[name])
            absent = {each.key for each in job.wanted} - {file.variant for file in coming.values()}
            absent |= {*job.absent}
            manifests.add(manifest, entry._replace(key=self._key(job, outcome), files=files, absent=(*sorted(absent),)))
            yield Written(outcome.slug, tuple(coming), outcome.diagnostics, job.edited)

    def _key(self, job: Job, outcome: Outcome) -> str:
        """The key of the outputs; "" if the next build must make them again.

        It must if an input changed since the plan was made, because either version may have been read. It also
        must if there was a warning, so that every build repeats the warning. A hint is said once.
        """
        moments = (
            inputs.stamps_of(self.project, f"{self.project.releases}/{job.slug}"),
            inputs.stamps_of(self.project, *watched(self.project)),
        )
        warned = any(each.severity is not Severity.HINT for each in outcome.diagnostics)
        if warned or moments != (job.moment, self.plan.moment):
            return ""
        return release_key(self.plan.manifest, job.folder, outcome.uses, job.checked)

    def _outcomes(self, done: Callable[[], object], limit: float) -> Iterator[Outcome]:
        jobs = self.plan.jobs
        if isinstance(self.workers, str):
            from hkpress.production import cluster

            return cluster.on_cluster(self.project, jobs, self.workers, limit, done)
        count, presses = _hired(self.workers, [job.wanted for job in jobs])

        from hkpress.production import workers as by

        if count < 2:
            return by.in_this_process(self.project, jobs, limit, done, presses)
        return by.in_processes(self.project, jobs, count, limit, done)


def _hired(workers: int | str | None, jobs: Sequence[Collection[Variant]]) -> tuple[int, int]:
    """The number of workers for these jobs, and of printers if one process makes them all. Both begin to load here,
    while this process loads what reads and checks releases.
    """
    from hkpress.production import processes

    at_most = workers if isinstance(workers, int) else cores()
    count = min(len(jobs), at_most if workers or len(jobs) > FEW else 1)
    pdfs = max((sum(variant.format == "pdf" for variant in wanted) for wanted in jobs), default=0)
    presses = min(pdfs, at_most) if count < 2 else 0
    if count > 1:
        processes.load((*processes.WORKER, *(processes.PRESS if pdfs else ())))
    elif presses > 1:
        processes.load(processes.PRESS)
    return count, presses if presses > 1 else 0


@contextmanager
def planned(
    project: Project,
    slugs: Collection[str],
    folder: Path,
    wanted: Collection[Variant] | None = None,
    *,
    checked: bool = True,
    waiting: Callable[[], object] = lambda: None,
    workers: int | str | None = None,
) -> Iterator[Build]:
    """The build that brings the *wanted* outputs (all, if None) of these releases in *folder* up to date.

    *workers* is that of `Build`. Unless releases are *checked*, only what makes pages impossible counts
    as an error. If another build is writing to the folder, this calls *waiting* and waits for its end. Raises OSError.
    """
    wanted = variants() if wanted is None else wanted
    with workplace_in(folder, waiting) as place:
        with collector.at_rest():  # the collector would take a quarter of the time
            way = os.path.relpath(real(project.root), real(folder))
            before = manifests.read(place.manifest(way), way)
            if not (before.entries.slugs() or isinstance(workers, str)):  # the plan will list everything
                _hired(workers, [wanted] * len(slugs))
            made = draw_up(project, slugs, wanted, folder, before, checked=checked)
        renews = before.worn or made.manifest != before
        yield Build(project, place, made, renews, workers)
        if renews and not made.jobs:
            with suppress(OSError):  # such as on a read-only disk: the next build works, only slower
                manifests.write(place.manifest(way), made.manifest)


def _not_ours(path: Path) -> Diagnostic:
    message = "this file is there and hkpress has not written it: move it away, or build into another folder with -o"
    return Diagnostic(message, "output", path)


def cores() -> int:
    """The number of processes that can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
