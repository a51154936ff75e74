"""The program: `hkpress`, or `python -m hkpress`."""

from __future__ import annotations

import atexit
import gc
import io
import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

INTERRUPTED = 128 + signal.SIGINT
"""The exit code of a command that Ctrl-C has ended."""


def main() -> None:
    """Do what the command line says."""
    gc.set_threshold(50_000)  # imported modules stay: looking for garbage in them takes a tenth of the time
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))  # until a command begins: see `reported`
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal in Latin-1 shows `\u9ec3`
    try:
        from hkpress.cli import main as commands  # after the signal is set, since this takes a while

        commands(prog_name="hkpress")
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            _leave()
        raise
    finally:
        gc.freeze()  # or Python would look for garbage everywhere at its exit


def _leave() -> NoReturn:
    """End at once: other threads may wait for ever for a lock that this one holds because of Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ignore an impatient second Ctrl-C
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    atexit._run_exitfuncs()
    os._exit(INTERRUPTED)


if __name__ == "__main__":  # worker processes import this module too
    main()
