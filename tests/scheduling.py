"""Which worker runs which tests: a file stays in one worker, which makes its fixtures once, and long files begin first."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

TOGETHER = {
    "tests/desk/test_writing.py": "tests/desk/test_from_nothing.py",
    "tests/desk/test_everyone.py": "tests/desk/test_from_nothing.py",
    "tests/desk/test_guard.py": "tests/desk/test_around.py",
    "tests/desk/test_nothing_lost.py": "tests/desk/test_around.py",
}
"""Files that go where another one goes: they share a desk and a browser."""
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
"""The files that take longest, those first that should begin first. The order of the others does not matter."""


def turn(path: str) -> int:
    """The place of a test file, given by its path below `tests`, in the order in which files begin."""
    return LONGEST.index(path) if path in LONGEST else len(LONGEST)


class Files(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        return TOGETHER.get(path, path)
