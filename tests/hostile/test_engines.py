"""Without Pango, or with one before 1.44, everything but PDFs works, with one sentence that says what to do."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from hkpress import cli
from hkpress.core.diagnostics import Invalid
from hkpress.formats import variants
from hkpress.golden import judging, sets
from hkpress.printing import engine, environment
from hkpress.production.make import make_release
from hkpress.release.project import Project
from tests.conftest import MINIMAL

HIDDEN = """
import cffi.api
import ctypes

own = cffi.api.FFI.dlopen

def dlopen(self, name, flags=0):
    if "pango" in str(name):
        raise OSError(f"cannot load library '{name}'")
    return own(self, name, flags)

class Library(ctypes.CDLL):
    def __init__(self, name, *more, **named):
        if "pango" in str(name):
            raise OSError(f"cannot load library '{name}'")
        super().__init__(name, *more, **named)

cffi.api.FFI.dlopen, ctypes.CDLL = dlopen, Library
"""
SENTENCE = "no PDF can be made, the library Pango is not installed: run `make system`"


WITHOUT_PDFS = ["build x --format html,text,word,mail", "check x", "render x --edition tc --format text"]
WITH_PDFS = ["build x", "build x -j 2", "render x --edition en --format pdf -o a.pdf", "golden accept x --reason y"]
CHINESE = f"{MINIMAL}editions: [tc]\n"
COMPARED = ["golden check accepted", "golden check changed"]
RUN_ALL = """
import json, sys
from click.testing import CliRunner
from hkpress.cli import main

done = [CliRunner().invoke(main, command.split()) for command in sys.argv[1:]]
print(json.dumps([(each.exit_code, each.stdout, each.stderr, repr(each.exception)) for each in done]))
"""


@dataclass(frozen=True)
class Done:
    code: int
    stdout: str
    stderr: str
    exception: str


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Done]:
    """All commands, run by one process that finds no Pango; before it starts, one with Pango has accepted releases."""
    folder = tmp_path_factory.mktemp("without")
    (folder / "sitecustomize.py").write_text(HIDDEN, "utf-8")
    root = folder / "project"
    manuscripts = {slug: root / "releases" / slug / "release.yaml" for slug in ("x", "accepted", "changed")}
    for path in manuscripts.values():
        path.parent.mkdir(parents=True)
        path.write_text(MINIMAL if path.parent.name == "x" else CHINESE, "utf-8")
    project = Project(root)
    for slug in ("accepted", "changed"):
        judging.accept(project, sets.folder_of(project), slug, "Seen")
    manuscripts["changed"].write_text(CHINESE.replace("一段文字", "另一段文字"), "utf-8")
    commands = WITHOUT_PDFS + WITH_PDFS + COMPARED
    answer = subprocess.run(
        [sys.executable, "-c", RUN_ALL, *commands],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(folder), "CI": ""},
        capture_output=True,
        text=True,
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    found = {command: Done(*each) for command, each in zip(commands, json.loads(answer.stdout), strict=True)}
    for each in found.values():
        assert each.exception == "None" or each.exception.startswith("SystemExit")
        assert not re.search("WeasyPrint could not import|None|Traceback", each.stdout + each.stderr)
    return found


@pytest.mark.parametrize("command", WITHOUT_PDFS)
def test_without_pango_all_but_pdfs_is_made(done: dict[str, Done], command: str) -> None:
    assert done[command].code == 0


@pytest.mark.parametrize("command", WITH_PDFS)
def test_without_pango_one_sentence_says_what_to_run(done: dict[str, Done], command: str) -> None:
    assert done[command].code == 1
    assert (done[command].stdout + done[command].stderr).count(SENTENCE) == 1


def test_without_pango_golden_compares_the_words(done: dict[str, Done]) -> None:
    same, changed = (done[command] for command in COMPARED)
    assert same.code == 3, same
    assert "pages as pictures" in same.stderr
    assert changed.code == 1
    assert "另一" in changed.stdout


@pytest.mark.parametrize(
    ("pango", "prints"), [("absent", False), ("1.40.14", False), ("1.43", False), ("1.44.7", True), ("1.57.1", True)]
)
def test_a_pango_that_is_too_old_counts_as_missing(monkeypatch: pytest.MonkeyPatch, pango: str, prints: bool) -> None:
    monkeypatch.setattr(environment, "versions", lambda: {"Pango": pango})
    assert environment.prints() == prints


def test_a_pango_that_is_too_old_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    ffi = engine.library().text.ffi
    monkeypatch.setattr(ffi, "pango", SimpleNamespace(pango_version=lambda: 14309))
    with pytest.raises(Invalid, match=r"Pango 1[.]43: install 1[.]44 or newer"):
        engine.library.__wrapped__()


def test_a_clock_in_1970_is_said(project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    """No Word file can hold such a time; hkpress can make the rest."""
    from hkpress.formats import word

    class Early(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Early:
            return cls(1970, 1, 1, tzinfo=tz)

    made = project()
    monkeypatch.setattr(word, "datetime", Early)
    assert not make_release(made, "x", variants(["en"], ["text"])).failed
    outcome = make_release(made, "x", variants(["en"], ["word"]))
    assert "the clock of this computer is wrong" in outcome.diagnostics[-1].message


def test_a_clock_after_2262_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def late() -> float:
        raise OverflowError("timestamp too large to convert to C _PyTime_t")

    with monkeypatch.context() as patched:
        patched.setattr(cli, "time", SimpleNamespace(time=late))
        done = CliRunner().invoke(cli.main, ["schema"])
    assert (done.exit_code, done.output) == (1, "Error: the clock of this computer is wrong: set it\n")
