"""The wheel as others install it: built from the files that git has or would take, in an environment of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import MINIMAL, ROOT

RIGHT = MINIMAL + "contacts: [{name: {en: Press Office, tc: 新聞組}, email: press@park.example}]\n"
WRONG = RIGHT.replace("A paragraph.", "It cost HK$60 billion.").replace("一段文字。", "耗資6億港元。")


def run(command: list[Any], folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONPATH": "", **environment}
    return subprocess.run(
        [*map(str, command)], cwd=folder, capture_output=True, text=True, check=False, env=surroundings
    )


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment with the wheel, built without fonts, which git ignores."""
    folder = tmp_path_factory.mktemp("installed")
    for name in run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / "source" / name)
    built = run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], folder / "source")
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    run([sys.executable, "-m", "venv", "--without-pip", folder / "environment"])
    python = folder / "environment" / "bin" / "python"
    (packages,) = (folder / "environment").glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(
        sysconfig.get_path("purelib")
    )  # its requirements, but not the edited package
    alone = ("--no-deps", "--no-index", "--no-compile")
    done = run([sys.executable, "-m", "pip", "--python", python, "install", "-q", *alone, wheel])
    assert done.returncode == 0, done.stderr
    return python.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "releases" / "x" / "release.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(RIGHT, "utf-8")
    return tmp_path


def test_every_module_of_the_wheel_is_imported_on_windows_and_a_release_is_checked(
    programs: Path, project: Path
) -> None:
    modules = [path.relative_to(ROOT).with_suffix("") for path in sorted((ROOT / "hkpress").rglob("*.py"))]
    names = [".".join(path.parts).removesuffix(".__init__") for path in modules if path.name != "__main__"]
    windows = "import sys; sys.modules['fcntl'] = None"  # it has no such module
    code = f"{windows}; import importlib, hkpress; [importlib.import_module(name) for name in {names}]; "
    code += "print(hkpress.__file__, flush=True); hkpress.cli.main(['check'])"
    (project / "releases/x/release.yaml").write_text(WRONG, "utf-8")
    done = run([programs / "python", "-c", code], project)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "1 release: 1 error"), done.stderr
    assert Path(done.stdout.splitlines()[0]).is_relative_to(programs.parent)


def test_the_hook_of_pre_commit_checks_without_fonts(programs: Path, project: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, *arguments = hook["entry"].split()
    done = run([programs / program, *arguments], project)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "skipped: `glyph`, since the fonts are not installed; run `hkpress fonts install`",
        "1 release: nothing to report",
    ]
    assert re.match(hook["files"], "releases/x/release.yaml")


def test_the_steps_of_the_example_for_github_find_what_is_wrong(programs: Path, project: Path) -> None:
    text = (ROOT / "docs" / "checks.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(name: releases\n.*?)```", text, re.DOTALL)
    steps = yaml.safe_load(example)["jobs"]["check"]["steps"]
    install, check = (step["run"] for step in steps if "run" in step)
    assert install == "pip install git+https://github.com/your-organisation/hkpress"
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    (project / "releases/x/release.yaml").write_text(WRONG, "utf-8")
    done = run(["sh", "-c", check], project, PATH=path)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=releases/x/release.yaml,line=4,")


def test_the_example_for_pre_commit_names_the_hook_and_this_version(programs: Path) -> None:
    text = (ROOT / "docs" / "checks.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(repos:\n.*?)```", text, re.DOTALL)
    (repository,) = yaml.safe_load(example)["repos"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert repository["hooks"] == [{"id": each["id"]} for each in hooks]
    assert run([programs / "hkpress", "--version"]).stdout.split()[-1] == repository["rev"].removeprefix("v")
