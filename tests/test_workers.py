"""Jobs in other processes give the same bytes, and a job that fails does not harm the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from hkpress.formats import variants
from hkpress.printing.sheet import Sheet
from hkpress.production import Written, planned
from hkpress.production.make import Outcome
from hkpress.production.plan import Job
from hkpress.production.processes import Tickets, pool
from hkpress.production.workers import attempt, guarded, in_processes, printing
from hkpress.release.project import Project
from tests.conftest import MINIMAL
from tests.jobs import CHINESE, ENDLESS, LONG_RUN, TEXTS, contents

LONG = pytest.mark.skipif(not LONG_RUN, reason="takes half a minute: make proofs")
GREEDY = "{{ 'x' * 10**14 }}"


def run(project: Project, workers: int | str, limit: float = 60, folder: str = "build") -> dict[str, Written]:
    with planned(project, project.slugs(), project.root / folder, TEXTS, workers=workers) as build:
        return {each.slug: each for each in build.run(limit=limit)}


def only_w_failed(written: dict[str, Written], code: str, said: str) -> None:
    assert {slug for slug, each in written.items() if not each.failed} == {"a", "y", "z"}
    (found,) = written["w"].diagnostics
    assert found.code == code
    assert said in found.message
    assert written["w"].files == ()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_takes_too_long_is_given_up(among_good: Callable[[str], Project], workers: int) -> None:
    written = run(among_good(ENDLESS), workers, limit=0.4)
    (found,) = written.pop("w").diagnostics
    assert found.code == "time"
    assert found.message.startswith("this took more than 0.4 seconds and was given up")
    assert written.keys() == {"a", "y", "z"}
    for each in written.values():  # on a busy machine their time may be over too
        assert (each.files, each.diagnostics) == (("en.txt",), ()) or [one.code for one in each.diagnostics] == ["time"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_takes_all_memory_is_given_up(among_good: Callable[[str], Project], workers: int) -> None:
    only_w_failed(run(among_good(GREEDY), workers), "memory", "not enough memory")


def dying(project: Project, job: Job, limit: float) -> Outcome:
    if job.slug == "w":
        os.kill(os.getpid(), signal.SIGKILL)  # as the system does when memory is short
    return guarded(project, job, limit)


def stuck(project: Project, job: Job, limit: float) -> Outcome:
    if job.slug == "w":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])  # it ignores signals, like a library in a loop
        return guarded(project, job, limit)
    return guarded(project, job, limit)


@pytest.mark.parametrize(
    ("work", "limit", "message"),
    [
        (dying, 60, "the process that made this release ended without a word"),
        pytest.param(stuck, 5, "this took more than 5 seconds", marks=LONG),
    ],
)
def test_a_worker_that_dies_takes_no_other_job_along(
    among_good: Callable[[str], Project], work: Callable[..., Outcome], limit: float, message: str
) -> None:
    project = among_good(ENDLESS)
    with planned(project, project.slugs(), project.root / "build", TEXTS) as build:
        made = {each.slug: each for each in in_processes(project, build.plan.jobs, 2, limit, lambda: None, work)}
    assert [(slug, len(each.outputs)) for slug, each in sorted(made.items())] == [
        ("a", 1),
        ("w", 0),
        ("y", 1),
        ("z", 1),
    ]
    (found,) = made["w"].diagnostics
    assert message in found.message
    assert found.path == project.releases / "w/release.yaml"


def test_the_same_bytes_with_any_number_of_workers(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project(**{"releases/y/release.yaml": MINIMAL.replace("A headline", "Another")})
    for workers in (1, 2):
        with planned(made, made.slugs(), tmp_path / str(workers), CHINESE, workers=workers) as build:
            assert not any(each.failed for each in build.run())
    first, second = (contents(tmp_path / str(workers)) for workers in (1, 2))
    assert len(first) == 6
    assert first == second


def test_pdfs_printed_by_other_processes_are_the_same(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project()
    for workers in (1, 2):
        with planned(made, made.slugs(), tmp_path / str(workers), workers=workers) as build:
            assert [each.failed for each in build.run()] == [False]
    names = [variant.file for variant in variants()]
    for name in names:
        assert (tmp_path / "1" / "x" / name).read_bytes() == (tmp_path / "2" / "x" / name).read_bytes()


class Fatal:
    """Ends the process that reads it."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (1,)


def test_a_pool_leaves_no_process_and_no_thread_behind() -> None:
    """Python ends the remaining threads, and may report that on the standard error."""
    threads = set(threading.enumerate())
    with pool(2, ()) as workers:
        assert workers.submit(os.getpid).result() != os.getpid()
    assert set(threading.enumerate()) == threads
    assert not multiprocessing.active_children()


def test_a_press_that_dies_fails_its_release(project: Callable[..., Project]) -> None:
    made = project()
    job = Job("x", variants(["en", "tc"], ["pdf"]))
    with printing(2) as printer:
        dying = Sheet("<html></html>", "", Fatal(), False)  # type: ignore[arg-type]
        printer(dying)
        (found,) = attempt(made, job, 60, printer=printer).diagnostics
    assert found.code == "worker"
    assert "ended without a word" in found.message


def test_each_ticket_is_taken_once_whoever_holds_them() -> None:
    with Tickets() as tickets, pool(2, ()) as workers:
        taken = [tickets.take(), *workers.map(Tickets.take, [tickets] * 20), tickets.take()]
    assert taken[0] == 0
    assert sorted(taken[1:-1]) == [*range(1, 21)]
    assert taken[-1] == 21
