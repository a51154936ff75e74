"""Jobs done by the workers of a Dask cluster. They read the project under the same path; this process writes the files.

Bytes must not depend on the worker. So a worker compares its inputs and engines with ours, and refuses a job if they
differ.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

import hkpress
from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.layout import PACKAGED, SHARED
from hkpress.core.limits import Late, limited
from hkpress.page import document
from hkpress.printing import environment
from hkpress.production.inputs import NOTHING, KnownDigest, renewed
from hkpress.production.make import Outcome
from hkpress.production.plan import Job
from hkpress.production.workers import Call, Lost, attempt, died, drain, failed, late, report_done
from hkpress.release.project import Project

_ANSWER = 10
"""Seconds within which a scheduler must answer."""


def on_cluster(
    project: Project, jobs: Sequence[Job], address: str, limit: float, done: Callable[[], object]
) -> Iterator[Outcome]:
    """The outcomes of the jobs, as the workers of the scheduler at *address* finish them.

    Raises Invalid if there is no such cluster.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise _no_cluster("a Dask cluster needs an extra: pip install 'hkpress[distributed]'") from None
    try:
        with limited(1.5 * _ANSWER):  # Dask's own limit does not cover a server that answers but is no scheduler
            client = Client(address or "nowhere", timeout=_ANSWER)
    except (OSError, ValueError, Late) as error:
        raise _no_cluster(f"no Dask scheduler answers at `{address}`: is it tcp://host:port, and running?") from error
    with client, client.get_executor() as pool:
        threads = sum(client.nthreads().values())
        if not threads:
            raise _no_cluster(f"the Dask scheduler at `{address}` has no workers")
        here = inputs_and_engines(project)
        longest = {job.slug: 2 * limit * (len(job.wanted) + 1) for job in jobs}  # a job may wait for the one before it

        def call(job: Job) -> Call:
            return partial(_work, project, job, limit, here)

        for job, outcome in drain(pool, call, deque(jobs), threads, (KilledWorker,), longest):
            if outcome is Lost.DIED:
                outcome = died(project, job)
            elif outcome is Lost.LATE:
                outcome = late(project, job, limit)
            yield report_done(outcome, done)


def _no_cluster(message: str) -> Invalid:
    return Invalid([Diagnostic(message, "executor")])


# --- in the worker --------------------------------------------------------------------------------


def inputs_and_engines(project: Project) -> dict[str, str]:
    """What a release is made from besides its own folder: the versions of the engines, and digests."""
    folders = {
        "hkpress's code": (Path(hkpress.__file__).parent,),
        "templates": (PACKAGED, *project.template_roots),
        "shared entries": (project.releases / SHARED,),
    }
    digests = {name: _known_digest(project, tuple(map(str, paths))).digest for name, paths in folders.items()}
    return environment.versions() | digests


_last: dict[tuple[str, ...], KnownDigest] = {}
_one_at_a_time = threading.Lock()


def _known_digest(project: Project, folders: tuple[str, ...]) -> KnownDigest:
    _last[folders], _ = renewed(project, _last.get(folders, NOTHING), *folders)
    return _last[folders]


def _work(project: Project, job: Job, limit: float, wanted: dict[str, str]) -> Outcome:
    """Do a job if inputs and engines are those of *wanted*; otherwise report why not."""
    with _one_at_a_time:  # the engines are not thread-safe
        mine = inputs_and_engines(project)
        other = [name for name in wanted if mine.get(name) != wanted[name]]
        if renewed(project, NOTHING, f"{project.releases}/{job.slug}")[0].digest != job.folder.digest:
            other.append("files of the release")
        if other:
            return failed(project, job, f"a worker of the cluster has other {' and other '.join(other)}", "executor")
        _forget_templates(mine["templates"])
        return attempt(project, job, limit)


@lru_cache(maxsize=1)
def _forget_templates(_digest: str) -> None:
    """Drop compiled templates when they have changed, since a worker outlives a version of a theme."""
    document.forget()
