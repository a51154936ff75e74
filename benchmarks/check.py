"""How long it takes to check a release, and whether each of a thousand takes as long as one.

    python benchmarks/check.py

One process reads the largest committed release and checks it by all rules: first without remembering any of its texts,
then remembering all but one paragraph. Then it checks ten to a thousand copies of it, in a temporary project. It
measures processor time, so that other programs of the machine do not count.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hkpress.check import examine
from hkpress.core import recent
from hkpress.release.project import Project

ROOT = Path(__file__).parent.parent
ROUNDS = 15
NUMBERS = (10, 30, 100, 300, 1000)


def seconds(work: Callable[[], object]) -> float:
    """The processor time that *work* takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def copied(slug: str, number: int, folder: Path) -> Project:
    """A project in *folder* with this number of copies of a release, and the shared files."""
    releases = ROOT / "releases"
    shutil.copytree(releases / "_shared", folder / "releases" / "_shared")
    shutil.copytree(ROOT / "templates", folder / "templates")
    for index in range(number):
        shutil.copytree(releases / slug, folder / "releases" / f"{slug}-{index}")
    return Project(folder)


def _anew(project: Project, slug: str) -> None:
    recent.forget()
    examine(project.read(slug))


def _changed(project: Project, slug: str) -> list[float]:
    """The time to check a release again after one paragraph has changed, as the desk does."""
    path = project.releases / slug / "release.yaml"
    text = path.read_text("utf-8")
    first = next(line for line in text.splitlines() if line.strip().startswith("en: ") or " en: " in line)
    releases = [project.read(slug, {path: text.replace(first, f"{first} {index}", 1)}) for index in range(ROUNDS)]
    return [seconds(lambda release=release: examine(release)) for release in releases]  # type: ignore[misc]


def main() -> None:
    project = Project(ROOT)
    lengths = {slug: sum(len(words) for _, _, words in project.read(slug).words()) for slug in project.slugs()}
    slug = max(lengths, key=lambda each: lengths[each])
    first = seconds(lambda: examine(project.read(slug)))
    times = sorted(seconds(lambda: _anew(project, slug)) for _ in range(ROUNDS))
    changed = statistics.median(_changed(project, slug))
    sys.stdout.write(
        f"{slug}: {lengths[slug]:,} characters\n"
        f"  the first in a process  {first * 1000:6.0f} ms\n"
        f"  the median of the next  {statistics.median(times) * 1000:6.0f} ms (150 wanted)\n"
        f"  the best of them        {times[0] * 1000:6.0f} ms\n"
        f"  one paragraph changed   {changed * 1000:6.0f} ms (a third of the median wanted)\n"
        "releases   seconds   ms each\n"
    )
    for number in NUMBERS:
        with tempfile.TemporaryDirectory() as folder:
            many = copied(slug, number, Path(folder))
            taken = seconds(lambda many=many: [examine(many.read(each)) for each in many.slugs()])  # type: ignore[misc]
        sys.stdout.write(f"{number:8}{taken:10.2f}{taken / number * 1000:10.1f}\n")


if __name__ == "__main__":
    main()
