"""Without Pango, or with one before 1.44, everything but PDFs works, with one sentence that says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from hkpress.core.diagnostics import Invalid
from hkpress.printing import engine, environment
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


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {"project/releases/x/release.yaml": MINIMAL, "hidden/sitecustomize.py": HIDDEN}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return tmp_path / "project"


def run(root: Path, *arguments: str, hidden: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root.parent / "hidden") if hidden else "", "CI": ""}
    command = [sys.executable, "-m", "hkpress", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, env=environment)
    assert "Traceback" not in done.stderr
    assert "WeasyPrint could not import" not in done.stdout + done.stderr
    assert "None" not in done.stdout + done.stderr
    return done


def test_without_pango_all_but_pdfs_is_made(root: Path) -> None:
    assert run(root, "build", "--format", "html,text,word,mail").returncode == 0
    assert run(root, "check").returncode == 0
    assert run(root, "render", "x", "--edition", "tc", "--format", "text").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("build", "-j", "2"),
        ("render", "x", "--edition", "en", "--format", "pdf", "-o", "a.pdf"),
        ("golden", "accept", "x", "--reason", "x"),
    ],
    ids=lambda each: " ".join(each[:3]),
)
def test_without_pango_one_sentence_says_what_to_run(root: Path, arguments: tuple[str, ...]) -> None:
    done = run(root, *arguments)
    assert done.returncode == 1
    assert (done.stdout + done.stderr).count(SENTENCE) == 1


def test_without_pango_golden_compares_the_words(root: Path) -> None:
    assert run(root, "golden", "accept", "x", "--reason", "x", hidden=False).returncode == 0
    same = run(root, "golden", "check")
    assert same.returncode == 3, same.stdout + same.stderr
    assert "pages as pictures" in same.stderr
    path = root / "releases/x/release.yaml"
    path.write_text(path.read_text("utf-8").replace("A paragraph", "Another paragraph"), "utf-8")
    changed = run(root, "golden", "check")
    assert changed.returncode == 1
    assert "Another" in changed.stdout


@pytest.mark.parametrize(
    ("pango", "prints"), [("absent", False), ("1.40.14", False), ("1.43", False), ("1.44.7", True), ("1.57.1", True)]
)
def test_a_pango_that_is_too_old_is_as_none(monkeypatch: pytest.MonkeyPatch, pango: str, prints: bool) -> None:
    monkeypatch.setattr(environment, "versions", lambda: {"Pango": pango})
    assert environment.prints() == prints


def test_a_pango_that_is_too_old_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    ffi = engine.library().text.ffi
    monkeypatch.setattr(ffi, "pango", SimpleNamespace(pango_version=lambda: 14309))
    with pytest.raises(Invalid, match=r"Pango 1[.]43: install 1[.]44 or newer"):
        engine.library.__wrapped__()
