"""The public functions, and the examples of docs/library.md."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import hkpress
from hkpress.core.diagnostics import Invalid
from hkpress.release.project import Project
from tests.conftest import ROOT

SEED = ROOT / "releases" / "2025-04-24-two-sessions"
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "library.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_of_the_documentation_runs(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(EXAMPLES[number], {})


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 2


def test_render_gives_what_the_seed_says() -> None:
    release = hkpress.load(SEED)
    assert "600" not in hkpress.render(release, "en", "text").decode()
    assert hkpress.render(release, "sc", "text").decode().count("香港") > 3


def test_check_is_a_function_before_and_after_its_package_is_imported(project: Callable[..., Project]) -> None:
    code = (
        "import hkpress; r = hkpress.load('releases/x'); first = hkpress.check(r); "
        "import hkpress.check; assert hkpress.check(r) == first; assert hkpress.check.RULES"
    )
    subprocess.run([sys.executable, "-c", code], cwd=project().root, check=True)


def test_what_is_wrong_with_a_release_is_raised(tmp_path: Path) -> None:
    folder = tmp_path / "releases" / "r"
    folder.mkdir(parents=True)
    (folder / "release.yaml").write_text("date: 8/5/2025\n", "utf-8")
    with pytest.raises(Invalid) as raised:
        hkpress.load(folder)
    assert {each.code for each in raised.value.diagnostics} >= {"date", "missing"}


def test_an_unknown_edition_or_format_is_named() -> None:
    release = hkpress.load(SEED)
    with pytest.raises(ValueError, match="no edition `zh`"):
        hkpress.render(release, "zh")
    with pytest.raises(ValueError, match=r"no format `htm`.*did you mean `html`"):
        hkpress.render(release, "en", "htm")
