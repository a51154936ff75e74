"""The project's releases and those of the specimen, made once for all tests of a run."""

from __future__ import annotations

import os
import pickle
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from hkpress.printing.sheet import Made, Sheet
    from hkpress.production.make import Outcome

FOLDER = "HKPRESS_TESTS_FOLDER"
"""The variable with the folder in which the processes of a run share what they make."""


@cache
def made(root: Path, slug: str) -> Outcome:
    """A release in every edition and every format that a golden set holds. The first process that asks makes it."""
    from hkpress.formats import variants  # here: WeasyPrint takes half a second and few tests need it
    from hkpress.golden import FORMS
    from hkpress.production.make import make_release
    from hkpress.release.project import Project

    path = Path(os.environ[FOLDER], f"{root.name}-{slug}.pickle")
    with FileLock(f"{path}.lock"):
        if not path.exists():
            formats = ("html", "pdf", "text", *FORMS)
            path.write_bytes(pickle.dumps(make_release(Project(root), slug, variants(formats=formats))))
        outcome: Outcome = pickle.loads(path.read_bytes())
        return outcome


@cache
def printed(*sheets: Sheet) -> Made:
    """The PDF of sheets. The same sheets are printed once a process: a PDF depends on nothing else."""
    from hkpress.printing import press

    return press.printed(*sheets)


def output(root: Path, slug: str, name: str) -> bytes:
    """One file of a release, such as en.pdf."""
    return next(each.data for each in made(root, slug).outputs if each.path.name == name)
