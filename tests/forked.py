"""hkpress in a copy of this process, which need not start Python and load the modules."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from hkpress.cli import main


class Ended(NamedTuple):
    """How a process ended: its exit code, negative if a signal killed it, and its standard error."""

    returncode: int
    stderr: str


def hkpress(folder: Path, *arguments: str, before: Callable[[], object] = lambda: None) -> Ended:
    """Run a command in *folder*, after calling *before* in the new process."""
    with tempfile.TemporaryFile() as said:
        process = begun(folder, lambda: (before(), main(arguments)), said.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        said.seek(0)
        return Ended(code, said.read().decode())


def begun(folder: Path, work: Callable[[], object], said: int) -> int:
    """Start a copy of this process that does *work* in *folder*, with its standard error in a file. Returns its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the other threads of a test only wait
        process = os.fork()
    if not process:
        _run(folder, work, said)
    return process


def started(work: Callable[[], object]) -> int:
    """Start a copy of this process that does *work* until it is killed. Returns its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process:
        return process
    try:
        work()
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    os._exit(1)


def on_a_terminal(typed: bytes, *arguments: str) -> tuple[int, bytes]:
    """Run a command on a terminal where somebody types *typed*. Returns its exit code, and what the terminal shows."""
    pty = pytest.importorskip("pty")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        process, terminal = pty.fork()
    if not process:
        os.environ |= {"PAGER": "cat", "TERM": "dumb"}
        sys.stdin, sys.stdout, sys.stderr = (open(number, mode) for number, mode in enumerate("rww"))  # noqa: PTH123, SIM115
        _end(lambda: main(arguments))
    killer = threading.Timer(60, os.kill, (process, signal.SIGKILL))
    killer.start()
    os.write(terminal, typed)
    shown = b""
    try:
        while more := os.read(terminal, 65536):
            shown += more
    except OSError:
        pass  # a terminal signals its end this way
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    killer.cancel()
    os.close(terminal)
    return code, shown


def _run(folder: Path, work: Callable[[], object], said: int) -> None:
    with Path(os.devnull).open("w") as nothing, os.fdopen(said, "w", closefd=False) as errors:
        os.dup2(nothing.fileno(), 1)
        os.dup2(said, 2)
        sys.stdout, sys.stderr = nothing, errors
        os.chdir(folder)
        _end(work)


def _end(work: Callable[[], object]) -> NoReturn:
    """Do the work, and end the process as Python would."""
    code: object = 1
    try:
        work()
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)
