"""Builds that are killed, overlap, or cannot write: the output folder holds whole files, old or new."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hkpress.core.layout import EDITIONS
from hkpress.formats import variants
from hkpress.production import planned
from hkpress.production.workplace import OWN, workplace_in
from hkpress.release.project import Project
from tests import forked
from tests.conftest import MINIMAL

LONG = bool(os.environ.get("HKPRESS_LONG"))  # make proofs
SLUGS = ("a", "b", "c", "d")
WEB = variants(EDITIONS, ["html", "text"])
BUILD = ("build", "--format", "html,text", "-j", "1")
VERSIONS = ("An old paragraph", "A new paragraph")


@pytest.fixture
def four(tmp_path: Path) -> Project:
    """A project for four releases."""
    return Project(tmp_path)


def put(project: Project, version: str) -> None:
    for slug in SLUGS:
        text = MINIMAL.replace("A paragraph", version).replace("A headline", slug)
        (project.releases / slug).mkdir(parents=True, exist_ok=True)
        (project.releases / slug / "release.yaml").write_text(text, "utf-8")


SURROUNDINGS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def start(project: Project, *options: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "hkpress", "build", *options],
        cwd=project.root,
        env=SURROUNDINGS | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(build: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and the standard error."""
    _, said = build.communicate(timeout=120)
    return build.returncode, said


def outputs(project: Project, folder: str = "build") -> dict[str, bytes]:
    root = project.root / folder
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and OWN not in path.parts
    }


@pytest.fixture(scope="module")
def references(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """What an undisturbed build makes from each version."""
    made = []
    undisturbed = Project(tmp_path_factory.mktemp("undisturbed"))
    for version in VERSIONS:
        put(undisturbed, version)
        made.append(complete(undisturbed))
    assert [len(each) for each in made] == [len(SLUGS) * len(WEB)] * 2
    return made


def killed_at(renames: int) -> None:
    """Kill this process when it has renamed so many files."""
    left, replace = renames, os.replace

    def replaced(*paths: Any, **more: Any) -> None:
        nonlocal left
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        replace(*paths, **more)

    os.replace = replaced


def test_the_next_build_deletes_what_a_killed_one_left(four: Project) -> None:
    put(four, VERSIONS[0])
    left = four.root / "build" / OWN / "99.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half a file")
    with planned(four, SLUGS[:1], four.root / "build", WEB, workers=1) as build:
        outcomes = list(build.run())
        assert [each for each in outcomes if each.failed] == []
    assert not left.exists()


@pytest.mark.parametrize("renames", range(30) if LONG else (0, 3, 9))
def test_a_build_killed_at_any_rename_leaves_whole_files_and_the_next_completes_it(
    four: Project, references: list[dict[str, bytes]], renames: int
) -> None:
    put(four, VERSIONS[0])
    assert complete(four) == references[0]
    put(four, VERSIONS[1])
    build = forked.hkpress(four.root, *BUILD, before=lambda: killed_at(renames))
    found = outputs(four)
    assert found.keys() == references[1].keys()
    new = [name for name, data in found.items() if data == references[1][name]]
    assert all(found[name] == references[0][name] for name in found.keys() - new), "neither old nor new"
    killed = build.returncode == -signal.SIGKILL
    assert killed or len(new) == len(found)
    assert killed or renames > len(SLUGS) * len(WEB) // 2
    assert len(new) >= renames - 1 or not killed  # one is that of the manifest
    assert complete(four) == references[1]
    assert nothing_is_left_over(four)


def nothing_is_left_over(project: Project) -> bool:
    names = sorted(path.name.split("-")[0] for path in (project.root / "build" / OWN).iterdir())
    return names == ["lock", "manifest"]


def complete(project: Project) -> dict[str, bytes]:
    """The outputs after one more build."""
    with planned(project, SLUGS, project.root / "build", WEB, workers=1) as build:
        assert not any(each.failed for each in build.run())
    return outputs(project)


def test_builds_at_once_do_not_mix(four: Project, references: list[dict[str, bytes]]) -> None:
    put(four, VERSIONS[0])
    with workplace_in(four.root / "build"):  # both start while another writes
        builds = [start(four, "--format", "html,text") for _ in range(2)]
        for build in builds:
            assert build.stderr
            assert build.stderr.readline() == "another build is writing to build/: waiting until it is done\n"
        assert outputs(four) == {}
    results = sorted(finish(each) for each in builds)
    assert results == [(0, ""), (0, "4 of 4 releases are up to date\n")]
    assert outputs(four) == references[0]


def test_a_full_disk_leaves_what_was_there(four: Project, references: list[dict[str, bytes]]) -> None:
    put(four, VERSIONS[0])
    assert complete(four) == references[0]
    put(four, VERSIONS[1])
    size = len(references[0]["a/en.html"]) - 10
    limit = resource.RLIMIT_FSIZE
    full = forked.hkpress(four.root, *BUILD, before=lambda: resource.setrlimit(limit, (size, size)))
    assert full.returncode == 3
    assert full.stderr.startswith(f"hkpress: {four.root}/build/a/en.html: File too large")
    assert outputs(four) == references[0]
    assert nothing_is_left_over(four)
    assert complete(four) == references[1]


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="a folder that nobody may write to, on Linux")
def test_a_folder_that_nobody_may_write_to(four: Project) -> None:
    put(four, VERSIONS[0])
    code, said = forked.hkpress(four.root, "build", "--format", "text", "-o", "/sys/kernel")
    assert code == 3
    assert said.startswith("hkpress: /sys/kernel: ")
    assert len(said.splitlines()) == 1


def test_the_same_bytes_anywhere(project: Callable[..., Project]) -> None:
    made = project()
    here, other = (
        made.root / "here",
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"},
    )
    with planned(made, ["x"], here, variants(["tc"], ["html", "pdf", "text"]), workers=1) as build:
        assert not any(each.failed for each in build.run())
    assert finish(start(made, "--edition", "tc", "-o", "there", **other)) == (0, "")
    assert len(outputs(made, "here")) == 3
    assert outputs(made, "here") == outputs(made, "there")
