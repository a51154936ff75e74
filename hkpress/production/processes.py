"""Worker processes. Each is a fork of a server process that has already loaded what they need.

Importing this is cheap, so that the loading can begin before this process loads anything itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import Self

PRESS = ("hkpress.printing.preload",)
"""The module that printers of PDFs load."""
WORKER = ("hkpress.production.make", "hkpress.check")
"""The modules that processes load to make releases, besides those for PDFs."""

_PATIENCE = 5.0
"""Seconds to wait for a thread whose processes have been ended; Ctrl-C may have left a lock that it needs."""


def load(modules: Sequence[str]) -> None:
    """Start the server process that loads these modules, unless it runs already."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([*modules])
    resource_tracker.ensure_running()  # this unblocks SIGINT again
    before = signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGINT}
    )  # Ctrl-C goes to this process, which ends the server
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def pool(count: int, modules: Sequence[str]) -> Iterator[Executor]:
    """A pool of *count* processes with these modules loaded. None outlives the block or this process."""
    load(modules)
    context = multiprocessing.get_context("forkserver")
    processes, threads = set(multiprocessing.active_children()), set(threading.enumerate())
    executor = ProcessPoolExecutor(count, context, _begin)
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - processes:
            process.terminate()  # the process is idle, or its work is no longer wanted
        for thread in set(threading.enumerate()) - threads:
            thread.join(_PATIENCE)  # the executor's own thread, or Python's exit would race with it closing its pipes


class Tickets:
    """Numbers from 0. Every process that holds the tickets takes the next one. Use them in a `with`.

    They count in a temporary file.
    """

    def __init__(self) -> None:
        self._file = tempfile.NamedTemporaryFile(prefix="hkpress-", buffering=0)  # noqa: SIM115 (see __exit__)
        self._open(self._file.name)

    def _open(self, path: str) -> None:
        self._counter = Path(path).open("ab", buffering=0)  # noqa: SIM115 (it ends with this object)

    def __enter__(self) -> Self:
        """The tickets. Their file is gone at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        self._counter.close()
        self._file.close()

    def __reduce__(self) -> tuple[object, ...]:
        """The same tickets, in another process."""
        return _tickets, (self._counter.name,)

    def take(self) -> int:
        """The next number."""
        self._counter.write(b".")  # O_APPEND: the system puts it at the end, whoever else writes
        return self._counter.tell() - 1


def _tickets(path: str) -> Tickets:
    tickets = Tickets.__new__(Tickets)
    tickets._open(path)
    return tickets


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent, which ends its workers
    with suppress(OSError):  # when memory runs out, Linux shall kill a worker before its parent
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)
