"""What the desk shows of a release follows the files it is made of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hkpress.desk import looks
from hkpress.desk.looks import Looks, manuscript
from hkpress.release import source
from hkpress.release.project import Project
from tests.conftest import ROOT

SEED = "2025-04-24-two-sessions"


def test_a_theme_that_changes_while_the_desk_is_open_is_shown_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "_LOOK_AGAIN", 0.0)
    shutil.copytree(ROOT / "releases", tmp_path / "releases", ignore=shutil.ignore_patterns("*.jpg", "*.png"))
    theme = tmp_path / "templates" / "hkstp"
    theme.mkdir(parents=True)
    project, sheet = Project(tmp_path), theme / "release.css"
    origin = source.read(manuscript(project, SEED))
    desk = Looks(project)
    for colour in ("teal", "maroon"):
        sheet.write_text(f"h1 {{ color: {colour} }}\n")
        assert f"color: {colour}" in desk.html(origin, "tc")
