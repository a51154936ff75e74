"""A limit on time: what takes too long is given up."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class Late(BaseException):
    """The time is over. Not an Exception, lest somebody on the way takes it for one of his."""


_running: list[Callable[[], None]] = []
"""What starts the time of each limit anew, the outermost first."""


@contextmanager
def limited(seconds: float, again: Callable[[], object] = lambda: None) -> Iterator[Callable[[], None]]:
    """Raises Late in the block if so many *seconds* pass between two calls of what it yields.

    A limit inside another has its own time; when it ends, the time of the outer one starts anew. *again* is
    called whenever the time starts. There is no limit in other threads than the first, and none on Windows.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield lambda: None  # no signal reaches it
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise Late

    def wind() -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again every second: a library may have swallowed the first
        again()

    before = signal.signal(signal.SIGALRM, ring)
    _running.append(wind)
    wind()
    try:
        yield wind
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        _running.pop()
        if _running:
            _running[-1]()
