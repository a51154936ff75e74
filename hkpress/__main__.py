"""The program: `hkpress`, or `python -m hkpress`."""

from __future__ import annotations

import gc
import sys

from hkpress import unchanged


def main() -> None:
    """Do what the command line says."""
    gc.set_threshold(50_000)  # what is imported stays: to look for garbage in it takes a tenth of the time
    said = unchanged.told(sys.argv[1:])
    if said is None:
        from hkpress.cli import main as commands  # put off: it takes as long as looking at 10,000 files

        try:
            commands(prog_name="hkpress")
        finally:
            gc.freeze()  # at its end Python would look for garbage in all that is there
    else:
        print(said, file=sys.stderr)


if __name__ == "__main__":  # worker processes import this module too
    main()
