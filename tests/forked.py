"""hkpress in a process of its own that need not start Python and load the modules: a copy of this one."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from hkpress.cli import main


class Ended(NamedTuple):
    """How a process ended: its exit code, negative if a signal killed it, and its standard error."""

    returncode: int
    stderr: str


def hkpress(folder: Path, *arguments: str, before: Callable[[], object] = lambda: None) -> Ended:
    """Run a command in *folder*; *before* is called in its process first."""
    with tempfile.TemporaryFile() as said:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # other threads of a test only wait
            process = os.fork()
        if not process:
            _run(folder, arguments, before, said.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        said.seek(0)
        return Ended(code, said.read().decode())


def _run(folder: Path, arguments: tuple[str, ...], before: Callable[[], object], said: int) -> None:
    code: object = 1
    try:
        with Path(os.devnull).open("w") as nothing, os.fdopen(said, "w", closefd=False) as errors:
            os.dup2(nothing.fileno(), 1)
            os.dup2(said, 2)
            sys.stdout, sys.stderr = nothing, errors
            os.chdir(folder)
            before()
            main(arguments)
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        os.write(said, traceback.format_exc().encode())
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)
