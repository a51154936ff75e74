from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.made import FOLDER, printed
from tests.scheduling import Files, compile_share, turn

if TYPE_CHECKING:
    from hkpress.release.project import Project

ROOT = Path(__file__).parent.parent

# The tests and the programs that they start are compiled once, as in an installed hkpress
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))  # no test waits for a disk


settings.register_profile("suite", max_examples=25, deadline=None, derandomize=True)  # the same ones each time
settings.register_profile("proofs", max_examples=1000, deadline=None)
settings.load_profile("proofs" if os.environ.get("HKPRESS_LONG") else "suite")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # its workers share the folder
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="hkpress-tests-")


def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking over all tests and modules, which live to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_xdist_auto_num_workers() -> int:
    """One and a half processes for each processor: tests of browsers and other programs mostly wait."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


def pytest_collect_file(parent: pytest.Collector) -> None:
    config = parent.config
    worker = getattr(config, "workerinput", None)
    if worker and config.args_source is pytest.Config.ArgsSource.TESTPATHS:  # all tests run
        compile_share(int(worker["workerid"].removeprefix("gw")), worker["workercount"])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: turn(item.path.relative_to(ROOT / "tests").as_posix()))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Files | None:
    return Files(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the goldens that differ; the run fails all the same")


@pytest.fixture(scope="module")
def printed_once() -> Iterator[None]:
    """Print the same sheet once, for tests in which the engine is not the point."""
    from hkpress.formats import pdf

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pdf, "printed", printed)
        yield


MINIMAL = """\
date: 2025-04-24
headline: {en: A headline, tc: 標題}
body:
  - {en: A paragraph., tc: 一段文字。}
"""


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Makes a project with one release, `x`, and other files by path."""
    from hkpress.release.project import Project

    def write(manuscript: str = MINIMAL, **files: str | bytes) -> Project:
        for name, content in {"releases/x/release.yaml": manuscript, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Project(tmp_path)

    return write


@pytest.fixture
def among_good(project: Callable[..., Project]) -> Callable[[str], Project]:
    """Makes a project of three good releases, and `w`, whose theme's template for texts is given."""

    def write(template: str) -> Project:
        good = {f"releases/{slug}/release.yaml": MINIMAL for slug in "ayz"}
        bad = {
            "releases/w/release.yaml": MINIMAL.replace("date:", "theme: bad\ndate:"),
            "templates/bad/release.txt": template,
        }
        made = project(**good, **bad)
        (made.releases / "x/release.yaml").unlink()
        (made.releases / "x").rmdir()
        return made

    return write
