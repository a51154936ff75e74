"""Worker processes. Each is a fork of a server process that has already loaded what they need.

Light, so that the loading can begin before this process loads anything itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, resource_tracker
from pathlib import Path

PRESS = ("hkpress.printing.preload",)
"""The module that printers of PDFs load."""
WORKER = ("hkpress.production.make", "hkpress.check")
"""The modules that makers of releases load, besides those for PDFs."""

_PATIENCE = 5.0
"""Seconds to wait for a thread whose processes have been ended; Ctrl-C may have left a lock that it needs."""


def load(modules: Sequence[str]) -> None:
    """Start the server process that loads these modules, unless it runs already."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([*modules])
    resource_tracker.ensure_running()  # which lets SIGINT through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for this process, which ends it
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
            process.terminate()  # it is idle, or its work is no longer wanted
        for thread in set(threading.enumerate()) - threads:
            thread.join(_PATIENCE)  # the executor's own: Python's end would meet it while it closes its pipes


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    with suppress(OSError):  # where memory runs out, Linux ends a worker sooner than its parent
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)
