"""Time limits: stop work that takes too long."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from hkpress.core.diagnostics import Diagnostic, Invalid

DOCUMENT = 60.0
"""Seconds that one document, or the check of one release, may take."""

AGAIN = 1.0
"""Seconds after which a limit rings again: a library may have swallowed the first ring."""


class Late(BaseException):
    """The time is up. It is not an Exception, so that no handler on the way catches it."""


_running: list[Callable[[], None]] = []
"""Functions that restart the limits in force, the outermost first."""


@contextmanager
def limited(seconds: float, again: Callable[[], object] = lambda: None) -> Iterator[Callable[[], None]]:
    """Raises Late in the block if *seconds* pass between two calls of the function that it yields.

    A limit inside another has its own clock; when it ends, the outer one restarts. *again* is called at each
    restart. There is no limit in threads other than the main one, and none on Windows.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield lambda: None  # signals reach the main thread only
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        if not isinstance(sys.exception(), Late):  # the first is on its way: what ends blocks may take a while
            raise Late

    def wind() -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
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


@contextmanager
def in_time(path: Path, seconds: float = DOCUMENT) -> Iterator[Callable[[], None]]:
    """Like `limited`, but raises Invalid, for the release at *path*."""
    try:
        with limited(seconds) as again:
            yield again
    except Late:
        raise Invalid([given_up(path, seconds)]) from None


def given_up(path: Path, seconds: float) -> Diagnostic:
    """The diagnostic for a release at *path* whose document or check took too long."""
    why = "is there a loop in a template, or a very large table or text?"
    return Diagnostic(f"this took more than {seconds:g} seconds and was given up: {why}", "time", path)
