"""Do jobs in this process, or in several processes of this machine.

A job that hangs or crashes its process becomes a diagnostic; the others go on.
"""

from __future__ import annotations

import faulthandler
import math
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from enum import Enum, auto
from functools import partial
from pathlib import Path
from types import MappingProxyType

from hkpress.core.diagnostics import UNREADABLE, Diagnostic
from hkpress.core.layout import MANUSCRIPT
from hkpress.core.limits import Late, given_up, limited
from hkpress.printing.press import printed
from hkpress.printing.sheet import Made, Printer, Sheet
from hkpress.production.make import Outcome, make_release
from hkpress.production.plan import Job
from hkpress.production.processes import PRESS, WORKER, pool
from hkpress.release.project import Project

GRACE = 10.0
"""Seconds after its time limit at which an unresponsive process is killed."""

Done = Callable[[], object]
Call = Callable[[], Outcome]


def in_this_process(project: Project, jobs: Sequence[Job], limit: float, done: Done, presses: int) -> Iterator[Outcome]:
    """The outcomes of the jobs, one after another. *done* is called after each document. *presses* extra processes
    print the PDFs of a job while this one checks it; with 0, this one prints.
    """
    for job in jobs:
        if presses:
            with printing(presses) as printer:
                yield attempt(project, job, limit, done, printer)
        else:
            yield attempt(project, job, limit, done)


@contextmanager
def printing(count: int) -> Iterator[Printer]:
    """A printer with *count* processes, which load while this one works."""
    with pool(count, PRESS) as presses, ThreadPoolExecutor(1) as thread:  # submit blocks until they are ready
        thread.submit(lambda: [presses.submit(os.getpid) for _ in range(count)])  # each call starts one process

        def begin(sheet: Sheet) -> Callable[[], Made]:
            begun = thread.submit(presses.submit, printed, sheet)
            return lambda: begun.result().result()

        yield begin


def in_processes(
    project: Project,
    jobs: Sequence[Job],
    count: int,
    limit: float,
    done: Done,
    work: Callable[[Project, Job, float], Outcome] | None = None,
) -> Iterator[Outcome]:
    """The outcomes of the jobs in *count* processes, as they are finished. *work* replaces the usual work."""

    def call(job: Job) -> Call:
        return partial(work or guarded, project, job, limit)

    left = deque(jobs)
    while left:
        suspects: list[Job] = []
        with pool(count, _preload(left)) as workers:
            for job, outcome in drain(workers, call, left, count):
                if isinstance(outcome, Outcome):
                    yield report_done(outcome, done)
                else:
                    suspects.append(job)
        for job in suspects:  # a crash breaks the whole pool: try each job alone to find which one it was
            started = time.monotonic()
            with pool(1, _preload([job])) as workers:
                ((_, outcome),) = drain(workers, call, deque([job]), 1)
            if not isinstance(outcome, Outcome):
                is_late = time.monotonic() - started > limit
                outcome = late(project, job, limit) if is_late else died(project, job)
            yield report_done(outcome, done)


def _preload(jobs: Iterable[Job]) -> tuple[str, ...]:
    """The modules that the worker processes need for these jobs."""
    pdf = any(variant.format == "pdf" for job in jobs for variant in job.wanted)
    return (*WORKER, *PRESS) if pdf else WORKER


def drain(
    pool: Executor,
    call: Callable[[Job], Call],
    left: deque[Job],
    count: int,
    deaths: tuple[type[Exception], ...] = (),
    patience: Mapping[str, float] = MappingProxyType({}),
) -> Iterator[tuple[Job, Outcome | Lost]]:
    """Let *count* workers do the jobs that are *left*. Yields each job with its outcome, or with how it was lost.
    *deaths* are the exceptions for a dead worker; a broken pool takes no further jobs.
    *patience* is how long in seconds, by slug, a job may be with the pool.
    """
    running: dict[Future[Outcome], tuple[Job, float]] = {}
    broken = False
    while running or (left and not broken):
        while left and not broken and len(running) < 2 * count:  # so that no worker waits for work
            try:
                future = pool.submit(call(left[0]))
            except BrokenProcessPool:
                broken = True
            else:
                job = left.popleft()
                running[future] = job, time.monotonic() + patience.get(job.slug, math.inf)
        first = min((until for _, until in running.values()), default=math.inf) - time.monotonic()
        for future in wait(running, None if first == math.inf else first, FIRST_COMPLETED).done:
            job, _ = running.pop(future)
            try:
                yield job, future.result()
            except BrokenProcessPool:
                broken = True
                yield job, Lost.DIED
            except deaths:
                yield job, Lost.DIED
        for future, (job, until) in list(running.items()):
            if time.monotonic() > until:
                future.cancel()
                del running[future]
                yield job, Lost.LATE


class Lost(Enum):
    """Why a job has no outcome."""

    DIED = auto()
    LATE = auto()


def report_done(outcome: Outcome, done: Done) -> Outcome:
    """The outcome, after *done* was called for each of its documents."""
    for _ in outcome.outputs:
        done()
    return outcome


# --- in the worker --------------------------------------------------------------------------------


def guarded(project: Project, job: Job, limit: float) -> Outcome:
    """The outcome of a job. The process is killed if it hangs in a library where Python gets no signal."""
    with open(os.devnull, "w") as nowhere:

        def watch() -> None:
            faulthandler.dump_traceback_later(limit + GRACE, exit=True, file=nowhere)

        try:
            return attempt(project, job, limit, watch=watch)
        finally:
            faulthandler.cancel_dump_traceback_later()


def attempt(
    project: Project,
    job: Job,
    limit: float,
    done: Done = lambda: None,
    printer: Printer | None = None,
    watch: Done = lambda: None,
) -> Outcome:
    """Do a job. The outcome holds diagnostics if it takes more than *limit* seconds for a document, or all memory.

    *watch* is called whenever the time for a document, or for a picture, starts.
    """
    try:
        with limited(limit, watch) as again:
            called = lambda: (again(), done())  # noqa: E731
            return make_release(project, job.slug, job.wanted, checked=job.checked, done=called, printer=printer)
    except Late:
        return late(project, job, limit)
    except BrokenProcessPool:
        return died(project, job)
    except OSError as error:
        return failed(project, job, f"this cannot be read: {error.strerror}", UNREADABLE, error.filename)
    except MemoryError:
        return failed(
            project, job, "there is not enough memory to make it: has it a very large picture or table?", "memory"
        )


def late(project: Project, job: Job, limit: float) -> Outcome:
    """The outcome of a job that took too long."""
    return Outcome(job.slug, (), (given_up(project.releases / job.slug / MANUSCRIPT, limit),))


def died(project: Project, job: Job) -> Outcome:
    """The outcome of a job that crashed its process."""
    why = "perhaps there was not enough memory. `hkpress build -j 1` makes one release after another"
    return failed(project, job, f"the process that made this release ended without a word: {why}", "worker")


def failed(project: Project, job: Job, message: str, code: str, file: str | None = None) -> Outcome:
    """The outcome of a job that could not run."""
    path = Path(file) if file else project.releases / job.slug / MANUSCRIPT
    return Outcome(job.slug, (), (Diagnostic(message, code, path),))
