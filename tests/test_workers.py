"""Jobs in other processes: the same bytes, and a job that goes wrong takes no other along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hkpress.core.diagnostics import Invalid
from hkpress.formats import variants
from hkpress.printing.sheet import Sheet
from hkpress.production import Written, planned
from hkpress.production.make import Outcome
from hkpress.production.plan import Job
from hkpress.production.workers import attempt, guarded, in_processes, printing
from hkpress.production.workplace import OWN
from hkpress.release.project import Project
from tests.conftest import MINIMAL

LONG_RUN = bool(os.environ.get("HKPRESS_LONG"))
LONG = pytest.mark.skipif(not LONG_RUN, reason="takes half a minute: make proofs")
CHINESE = variants(["tc"])
TEXTS = variants(["en"], ["text"])
ENDLESS = "{% for i in range(10**9) %}{% for j in range(10**9) %}{% endfor %}{% endfor %}"
GREEDY = "{{ 'x' * 10**14 }}"
THEMED = MINIMAL.replace("date:", "theme: bad\ndate:")


@pytest.fixture
def among_good(project: Callable[..., Project]) -> Callable[[str], Project]:
    """Makes a project of three good releases, and `w`, whose theme's template for texts is given."""

    def write(template: str) -> Project:
        good = {f"releases/{slug}/release.yaml": MINIMAL for slug in "ayz"}
        bad = {"releases/w/release.yaml": THEMED, "templates/bad/release.txt": template}
        made = project(**good, **bad)
        (made.releases / "x/release.yaml").unlink()
        (made.releases / "x").rmdir()
        return made

    return write


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
    written = run(among_good(ENDLESS), workers, limit=3)
    only_w_failed(written, "time", "one document took more than 3 seconds and was given up")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_takes_all_memory_is_given_up(among_good: Callable[[str], Project], workers: int) -> None:
    only_w_failed(run(among_good(GREEDY), workers), "memory", "not enough memory")


def dying(project: Project, job: Job, limit: float) -> Outcome:
    if job.slug == "w":
        os.kill(os.getpid(), signal.SIGKILL)  # as the system does when memory is short
    return guarded(project, job, limit)


def stuck(project: Project, job: Job, limit: float) -> Outcome:
    if job.slug == "w":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])  # as deaf as a library in a loop
        return guarded(project, job, limit)
    return guarded(project, job, limit)


@pytest.mark.parametrize(
    ("work", "limit", "message"),
    [
        (dying, 60, "the process that made this release ended without a word"),
        pytest.param(stuck, 5, "one document took more than 5 seconds", marks=LONG),
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


def contents(folder: Path) -> dict[str, bytes]:
    """The outputs in a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and OWN not in path.parts
    }


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


def test_a_press_that_dies_fails_its_release(project: Callable[..., Project]) -> None:
    made = project()
    job = Job("x", variants(["en", "tc"], ["pdf"]))
    with printing(2) as printer:
        dying = Sheet("<html></html>", "", Fatal(), False)  # type: ignore[arg-type]
        printer(dying)
        (found,) = attempt(made, job, 60, printer=printer).diagnostics
    assert found.code == "worker"
    assert "ended without a word" in found.message


def test_ctrl_c_ends_the_workers_too(among_good: Callable[[str], Project]) -> None:
    project = among_good(ENDLESS)
    command = [sys.executable, "-m", "hkpress", "build", "--format", "text", "-j", "2"]
    with subprocess.Popen(command, cwd=project.root, stdout=-1, stderr=-1, text=True, start_new_session=True) as build:
        assert build.stdout
        assert build.stdout.readline() == "build/a/  en.txt tc.txt sc.txt\n"
        os.killpg(build.pid, signal.SIGINT)
        _, said = build.communicate(timeout=20)
    assert build.returncode == 130
    assert said == "hkpress: interrupted: every file is whole, the same command goes on from here\n"
    assert no_process_of(build.pid)


@pytest.mark.parametrize("moment", [0.05, 0.15, 0.25])
def test_ctrl_c_while_printers_get_ready(project: Callable[..., Project], moment: float) -> None:
    made = project()
    command = [sys.executable, "-m", "hkpress", "build", "-j", "2"]
    with subprocess.Popen(command, cwd=made.root, stdout=-1, stderr=-1, text=True, start_new_session=True) as build:
        while not (made.root / "build" / OWN).exists():  # it draws up its plan
            time.sleep(0.01)
        time.sleep(moment)
        os.killpg(build.pid, signal.SIGINT)
        _, said = build.communicate(timeout=20)
    assert said in ("", "hkpress: interrupted: every file is whole, the same command goes on from here\n")
    assert no_process_of(build.pid)


@pytest.mark.parametrize("moment", [0, 0.01, 0.02, 0.04])
def test_ctrl_c_before_anything_has_begun(project: Callable[..., Project], moment: float) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "hkpress", "build"]
    with subprocess.Popen(
        command, cwd=project().root, stdout=-1, stderr=-1, text=True, start_new_session=True
    ) as build:
        assert build.stderr
        while "click" not in build.stderr.readline():  # Python itself has started
            pass
        time.sleep(moment)
        os.killpg(build.pid, signal.SIGINT)
        _, said = build.communicate(timeout=20)
    assert "Traceback" not in said
    assert build.returncode == 130
    assert no_process_of(build.pid)


def test_workers_end_when_their_parent_is_killed(among_good: Callable[[str], Project]) -> None:
    project = among_good(ENDLESS)
    command = [sys.executable, "-m", "hkpress", "build", "--format", "text", "-j", "2"]
    with subprocess.Popen(command, cwd=project.root, stdout=-1, text=True, start_new_session=True) as build:
        assert build.stdout
        assert build.stdout.readline()
        build.kill()
    assert no_process_of(build.pid)


def no_process_of(session: int) -> bool:
    """Whether every process of that session has ended, within ten seconds."""
    for _ in range(100):
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_a_cluster_makes_the_same_bytes(project: Callable[..., Project], tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    made = project(**{"releases/y/release.yaml": MINIMAL.replace("A headline", "Another")})
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=LONG_RUN, protocol="tcp://", dashboard_address=None
    ) as cluster:
        with planned(made, made.slugs(), tmp_path / "there", CHINESE, workers=cluster.scheduler_address) as build:
            assert [each.diagnostics for each in build.run()] == [(), ()]
        with planned(made, made.slugs(), tmp_path / "here", CHINESE, workers=1) as build:
            assert not any(each.failed for each in build.run())
        there, here = contents(tmp_path / "there"), contents(tmp_path / "here")
        assert len(here) == 6
        assert there == here
        project(**{"templates/base/release.txt": "Another template"})
        with planned(made, made.slugs(), tmp_path / "there", TEXTS, workers=cluster.scheduler_address) as build:
            assert [each.diagnostics for each in build.run()] == [(), ()]
        assert contents(tmp_path / "there")["x/en.txt"] == b"Another template"
        with planned(made, made.slugs(), tmp_path / "late", CHINESE, workers=cluster.scheduler_address) as build:
            (made.releases / "y/photo.jpg").write_bytes(b"put there after the plan was made")
            made_there = {each.slug: each for each in build.run()}
        assert made_there["x"].diagnostics == ()
        (found,) = made_there["y"].diagnostics
        assert found.message == "a worker of the cluster has other files of the release"


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x", "127.0.0.1:99999"])
def test_no_cluster(project: Callable[..., Project], address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hkpress.production.cluster._ANSWER", 1)
    made = project()
    with (
        planned(made, ["x"], made.root / "build", TEXTS, workers=address) as build,
        pytest.raises(Invalid, match="no Dask scheduler answers"),
    ):
        list(build.run())
