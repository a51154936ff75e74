"""Builds that Ctrl-C or a signal ends: no process is left behind, and no traceback is shown."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hkpress.production.workplace import OWN
from hkpress.release.project import Project
from tests.jobs import ENDLESS, LONG_RUN

INTERRUPTED = "hkpress: interrupted: every file is whole, the same command goes on from here\n"


def started(folder: Path, *command: str) -> subprocess.Popen[str]:
    """The command in its own session. It obeys Ctrl-C even where pytest runs in the background."""
    return subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_ctrl_c_ends_the_workers_too(among_good: Callable[[str], Project]) -> None:
    project = among_good(ENDLESS)
    command = [sys.executable, "-m", "hkpress", "build", "--format", "text", "-j", "2"]
    with started(project.root, *command) as build:
        assert build.stdout
        assert re.fullmatch(r"build/[ayz]/  en\.txt tc\.txt sc\.txt\n", build.stdout.readline())  # any good one
        os.killpg(build.pid, signal.SIGINT)
        _, said = build.communicate(timeout=60)
    assert build.returncode == 130
    assert said == INTERRUPTED
    assert no_process_of(build.pid)


@pytest.mark.parametrize("moment", [0.05, 0.1, 0.15, 0.2, 0.25] if LONG_RUN else [0.05, 0.2])
def test_ctrl_c_while_printers_get_ready(project: Callable[..., Project], moment: float) -> None:
    made = project()
    command = [sys.executable, "-m", "hkpress", "build", "-j", "2"]
    with started(made.root, *command) as build:
        while not (made.root / "build" / OWN).exists():  # it draws up its plan
            time.sleep(0.01)
        time.sleep(moment)
        os.killpg(build.pid, signal.SIGINT)
        _, said = build.communicate(timeout=20)
    assert (build.returncode, said) in ((130, INTERRUPTED), (0, ""))  # it may have been done by then
    assert no_process_of(build.pid)


@pytest.mark.parametrize("moment", [0, 0.01, 0.02, 0.04] if LONG_RUN else [0, 0.02])
def test_ctrl_c_before_anything_has_begun(project: Callable[..., Project], moment: float) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "hkpress", "build"]
    with started(project().root, *command) as build:
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
    with started(project.root, *command) as build:
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
