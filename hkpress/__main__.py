"""The program: `hkpress`, or `python -m hkpress`."""

from __future__ import annotations

import atexit
import gc
import os
import sys

from hkpress import unchanged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> None:
    """Do what the command line says."""
    gc.set_threshold(50_000)  # what is imported stays: to look for garbage in it takes a tenth of the time
    said = unchanged.told(sys.argv[1:])
    if said is None:
        from hkpress.cli import main as commands  # put off: it takes as long as looking at 10,000 files

        try:
            commands(prog_name="hkpress")
        except SystemExit as ended:
            from hkpress.cli.console import INTERRUPTED

            if ended.code == INTERRUPTED:
                _leave(INTERRUPTED)
            raise
        finally:
            gc.freeze()  # at its end Python would look for garbage in all that is there
    else:
        print(said, file=sys.stderr)


def _leave(code: int) -> NoReturn:
    """End at once: other threads may wait for ever for a lock that Ctrl-C has kept this one from giving back."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    atexit._run_exitfuncs()
    os._exit(code)


if __name__ == "__main__":  # worker processes import this module too
    main()
