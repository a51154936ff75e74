"""What `hkpress build` says without a plan, and when it does not dare to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from hkpress import cli
from hkpress.core import unchanged
from hkpress.core.unchanged import LEFT, Look, told
from hkpress.production import planned
from hkpress.production.plan import looked_at
from hkpress.release.project import Project
from tests.conftest import MINIMAL

SAID = "2 of 2 releases are up to date"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been built."""
    root = tmp_path_factory.mktemp("built")
    for slug in ("x", "y"):
        (root / "releases" / slug).mkdir(parents=True)
        (root / "releases" / slug / "release.yaml").write_text(MINIMAL, "utf-8")
    (root / "elsewhere").mkdir()
    (root / "templates").symlink_to("elsewhere")
    (root / "releases/later").symlink_to("../nowhere")
    with planned(Project(root), ("x", "y"), root / "build", workers=1) as build:
        assert [len(each.files) for each in build.run()] == [9, 9]
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project whose last build had nothing to do; it is the working folder."""
    place = tmp_path / "project"
    shutil.copytree(built, place, symlinks=True)
    monkeypatch.chdir(place)
    monkeypatch.setattr(unchanged, "FRESH", 0)
    assert build() == SAID
    assert told(["build"]) == SAID
    return place


def build() -> str:
    result = CliRunner().invoke(cli.main, ["build"])
    assert result.exit_code == 0, result.output
    return result.stderr.strip()


def in_place(path: Path, before: str, after: str) -> None:
    """Another text of the same length in the same file, of the same date."""
    state = path.stat()
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def put(path: Path, text: str = "names: []\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": lambda root: in_place(root / "releases/x/release.yaml", "A paragraph.", "1 paragraph."),
    "a picture": lambda root: put(root / "releases/x/photos/1.jpg"),
    "a release": lambda root: shutil.copytree(root / "releases/x", root / "releases/z"),
    "a release behind a link": lambda root: shutil.copytree(root / "releases/x", root / "nowhere"),
    "a release gone": lambda root: shutil.rmtree(root / "releases/x"),
    "a release of another name": lambda root: (root / "releases/x").rename(root / "releases/z"),
    "a shared file": lambda root: put(root / "releases/_shared/glossary.yaml"),
    "a template": lambda root: put(root / "elsewhere/base/x.txt"),
    "another folder of templates": lambda root: (root / "elsewhere").rename(root / "other"),
    "an output edited": lambda root: in_place(root / "build/y/tc.txt", "標題", "副題"),
    "an output removed": lambda root: (root / "build/y/sc.pdf").unlink(),
    "an output copied": lambda root: (
        shutil.copy2(root / "build/y/en.txt", root / "copy") and (root / "copy").replace(root / "build/y/en.txt")
    ),
    "outputs gone": lambda root: shutil.rmtree(root / "build/x"),
    "all outputs gone": lambda root: shutil.rmtree(root / "build"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_after_a_change_a_plan_is_asked(root: Path, change: Callable[[Path], object]) -> None:
    change(root)
    assert told(["build"]) is None


def test_what_is_left_by_a_build_is_true_of_the_next(root: Path) -> None:
    put(root / "releases/x/notes.txt")
    assert build() != SAID
    assert told(["build"]) is None
    assert build() == SAID
    assert told(["build"]) == SAID


@pytest.mark.parametrize("name", ["build/x/notes.txt", "README", "build/.hkpress/notes"])
def test_what_no_plan_looks_at_changes_nothing(root: Path, name: str) -> None:
    put(root / name)
    assert told(["build"]) == SAID


@pytest.mark.parametrize(
    "arguments",
    [[], ["--help"], ["render"], ["build", "x"], ["build", "-o", "build"], ["build", "-j"], ["build", "-j", "0"]],
)
def test_only_the_usual_build_is_answered(root: Path, arguments: list[str]) -> None:
    assert told(["build", "-j", "2"]) == told(["build", "--jobs", "2"]) == SAID
    assert told(arguments) is None


def test_surroundings_count(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "packages/new-1.0.dist-info").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.syspath_prepend(tmp_path / "packages")
        assert told(["build"]) is None
    with monkeypatch.context() as patch:
        patch.setenv("LD_PRELOAD", "")
        assert told(["build"]) == SAID
        patch.setenv("PANGOCAIRO_BACKEND", "win32")
        assert told(["build"]) is None
    assert told(["build"]) == SAID


def test_elsewhere_nothing_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "releases")
    assert told(["build"]) is None
    assert build() == SAID
    moved = root.rename(root.parent / "moved")
    monkeypatch.chdir(moved)
    assert told(["build"]) is None


def test_a_day_may_end_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look().leave(SAID, "2999-01-01")
    assert told(["build"]) == SAID
    monkeypatch.setattr(unchanged, "today", lambda: "2999-01-02")
    assert told(["build"]) is None


def look() -> Look:
    project = Project(Path.cwd())
    return Look(*looked_at(project, project.slugs(), project.root / "build"))


def test_what_changes_after_the_look_is_not_what_was_seen(root: Path) -> None:
    seen = look()
    in_place(root / "releases/x/release.yaml", "A paragraph.", "1 paragraph.")
    seen.leave(SAID, "")
    assert told(["build"]) is None


def test_a_look_at_what_has_just_changed_is_not_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(root)
    put(root / "releases/x/notes.txt")
    (root / LEFT).unlink()
    look().leave(SAID, "")
    assert not (root / LEFT).exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"\0",
        lambda data: data.replace(b"build/x/en.pdf", b"build/y/en.pdf"),
        lambda data: data.replace(b"build/x/en.pdf\0", b""),
        lambda data: b"\0" * len(data),
    ],
)
def test_what_is_damaged_is_not_believed(root: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = root / LEFT
    path.write_bytes(spoil(path.read_bytes()))
    assert told(["build"]) is None


def test_the_program_says_it_without_the_commands(root: Path) -> None:
    code = (
        "import sys; from hkpress.__main__ import main; sys.argv = ['hkpress', 'build', '-j', '2']; main(); "
        "print([m for m in ('click', 'hkpress.cli', 'hkpress.production', 'json', 'dataclasses') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", f"{SAID}\n")
    done = subprocess.run([sys.executable, "-m", "hkpress", "build"], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", f"{SAID}\n")
