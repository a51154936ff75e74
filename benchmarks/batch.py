"""Many releases: two workers beside one, a Dask cluster beside local processes, growth, and memory.

    python benchmarks/batch.py [workers|dask|growth|memory …]

* workers: 200 releases in three editions and formats, with `-j 1` and `-j 2`;
* dask: 20 releases, with a cluster of two workers on this machine beside `-j 2` (pip install 'hkpress[distributed]');
* growth: 10, 100 and 1,000 releases with `-j 2`, and the time each release takes;
* memory: one process makes 1,000 PDFs of different texts; its memory is measured from the hundredth.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import sidebyside
from pdf import document
from sidebyside import HKPRESS, Cost, Missing, Turn, commands

SCHEDULER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


def builder(folder: Path, *options: str) -> Turn:
    """A build of the whole project into a new folder."""

    def turn(number: int) -> Cost:
        output = folder / f"output{''.join(options)[-12:].replace('/', '')}{number}"
        cost = commands([[*HKPRESS, "build", "-o", output, *options]], folder)
        return replace(cost, cpu=0, peak=0)  # of the parent only: the workers are not its children

    return turn


def workers(scratch: Path) -> None:
    folder = sidebyside.project(scratch / "workers", 200)
    turns = {"two workers": builder(folder, "-j", "2"), "one worker": builder(folder, "-j", "1")}
    sidebyside.table("200 releases × 3 × 3", sidebyside.alternate(turns, 2, warm=0), "two workers")


def dask(scratch: Path) -> None:
    if not importlib.util.find_spec("distributed"):
        print("\nnot measured: Dask is not installed: pip install 'hkpress[distributed]'")
        return
    folder = sidebyside.project(scratch / "dask", 20)
    script = scratch / "scheduler.py"
    script.write_text(SCHEDULER)
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, str(script)], stdin=pipe, stdout=pipe, text=True) as cluster:
        assert cluster.stdout
        address = cluster.stdout.readline().strip()
        turns = {"two processes": builder(folder, "-j", "2"), "Dask": builder(folder, "--executor", address)}
        sidebyside.table("20 releases × 3 × 3", sidebyside.alternate(turns, 3), "two processes")
        cluster.communicate("\n")


def growth(scratch: Path) -> None:
    print("\nGrowth (`-j 2`)\n\n| releases | time | for one |\n|--:|--:|--:|")
    for releases in (10, 100, 1000):
        folder = sidebyside.project(scratch / f"growth{releases}", releases)
        cost = builder(folder, "-j", "2")(0)
        print(f"| {releases:,} | {cost.wall:.1f} s | {cost.wall / releases * 1000:.0f} ms |", flush=True)


def memory(_: Path) -> None:
    from hkpress.formats import pdf

    made = [document(edition) for edition in ("en", "tc", "sc")]
    print("\nMemory of one process\n\n| documents | MiB |\n|--:|--:|")
    for number in range(1, 1001):
        page = made[number % 3]
        pdf.make(replace(page, html=sidebyside.varied(page.html, number)))
        if number in (10, 100, 250, 500, 750, 1000):
            status = Path("/proc/self/status").read_text()
            print(f"| {number:,} | {int(status.split('VmRSS:')[1].split()[0]) / 1024:.0f} |", flush=True)


def main() -> None:
    sidebyside.machine()
    parts = {"workers": workers, "dask": dask, "growth": growth, "memory": memory}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        for name in sys.argv[1:] or parts:
            try:
                parts[name](Path(scratch))
            except Missing as error:
                print(f"\nnot measured: {name}: {error}")


if __name__ == "__main__":
    main()
