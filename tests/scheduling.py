"""Which worker runs which tests: a file stays in one worker, which makes its fixtures once, and long files begin first."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling

FOLDER = Path(__file__).parent

TOGETHER = {
    "tests/desk/test_writing.py": "tests/desk/test_from_nothing.py",
    "tests/desk/test_everyone.py": "tests/desk/test_from_nothing.py",
    "tests/desk/test_guard.py": "tests/desk/test_around.py",
    "tests/desk/test_nothing_lost.py": "tests/desk/test_around.py",
}
"""Files that go to the same worker as another: they share a desk and a browser."""
LONGEST = [
    "desk/test_from_nothing.py",
    "desk/test_writing.py",
    "desk/test_everyone.py",
    "desk/test_around.py",
    "desk/test_guard.py",
    "desk/test_nothing_lost.py",
    "test_workers.py",
    "test_pdf.py",
    "test_stopping.py",
    "test_specimen.py",
    "test_newsroom.py",
    "hostile/test_run.py",
    "test_golden_command.py",
    "test_golden_mutations.py",
    "test_word.py",
    "figures/test_compare.py",
    "hostile/test_links.py",
    "importing/test_returned.py",
    "test_search.py",
    "test_typography.py",
    "test_incremental.py",
    "hostile/test_time.py",
    "test_install.py",
    "importing/test_seeds.py",
    "test_interruptions.py",
]
"""The slowest files, in the order in which they should begin. The order of the others does not matter."""


def turn(path: str) -> int:
    """The place of a test file, given by its path below `tests`, in the order in which files begin."""
    return LONGEST.index(path) if path in LONGEST else len(LONGEST)


class Files(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        return TOGETHER.get(path, path)


@cache
def compile_share(worker: int, workers: int) -> None:
    """Import this worker's share of the test files, before pytest collects all of them.

    pytest rewrites and compiles a file when it is imported, and keeps the result on the disk for the other workers. In a
    fresh clone each would do that for all files.
    """
    for path in sorted(FOLDER.rglob("test_*.py"))[worker::workers]:
        with suppress(Exception, pytest.skip.Exception):  # pytest reports it when it collects the file
            import_module(".".join(path.relative_to(FOLDER.parent).with_suffix("").parts))
