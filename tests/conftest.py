from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hkpress.build.make import Outcome, make
from hkpress.project import Project

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the goldens that differ; the run fails all the same")


@pytest.fixture(scope="session")
def built() -> dict[str, Outcome]:
    """Every edition and format of the project's own releases, by slug."""
    project = Project(ROOT)
    return {slug: make(project, slug) for slug in project.slugs()}


MINIMAL = """\
date: 2025-04-24
headline: {en: A headline, tc: 標題}
body:
  - {en: A paragraph., tc: 一段文字。}
"""


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Makes a project with one release, `x`, and other files by path."""

    def write(manuscript: str = MINIMAL, **files: str | bytes) -> Project:
        for name, content in {"releases/x/release.yaml": manuscript, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Project(tmp_path)

    return write
