"""What each patch of WeasyPrint saves: all patches against all but some, on the four-page release, warm.

    python benchmarks/patches.py [ROUNDS] [NAME …]

NAME is a module or a replacement in `hkpress.printing.patches`, such as speed.lines or speed.sizes.strut.
Without one, it measures each module of `speed`, and all of them together as "1".
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import sidebyside
from sidebyside import Turn

EDITIONS = ("en", "tc")
BESIDE = ("speed.sheets", "speed.importing")  # modules of `speed` without a patch; only cold.py shows importing


def contender(edition: str, left_out: str) -> Turn:
    os.environ["HKPRESS_PLAIN"] = sidebyside.ENVIRONMENT["HKPRESS_PLAIN"] = left_out
    return sidebyside.worker(sys.executable, __file__, "--serve", edition)


def names() -> Sequence[str]:
    from hkpress.printing.patches import PATCHES

    modules = dict.fromkeys(patch.module for patch in PATCHES if patch.module.startswith("speed."))
    return (*modules, BESIDE[0], "1")


def serve(edition: str) -> None:
    from dataclasses import replace

    import pdf

    from hkpress.formats import pdf as printed

    made = pdf.document(edition)
    sidebyside.serve(lambda number: printed.make(replace(made, html=sidebyside.varied(made.html, number)))[0])


def main() -> None:
    given = sys.argv[1:]
    rounds = int(given.pop(0)) if given and given[0].isdecimal() else 15
    sidebyside.machine()
    for edition in EDITIONS:
        contenders = {"all patches": contender(edition, "")}
        contenders |= {f"without {name}": contender(edition, name) for name in given or names()}
        title = f"A PDF of the release of four pages, {edition}"
        sidebyside.table(title, sidebyside.alternate(contenders, rounds, warm=3), "all patches")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2])
    else:
        main()
