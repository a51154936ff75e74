"""What the tests of jobs in other processes share."""

from __future__ import annotations

import os
from pathlib import Path

from hkpress.formats import variants
from hkpress.production.workplace import OWN

LONG_RUN = bool(os.environ.get("HKPRESS_LONG"))  # make proofs
CHINESE = variants(["tc"], ["html", "pdf", "text"])
TEXTS = variants(["en"], ["text"])
ENDLESS = "{% for i in range(10**5) %}{% for j in range(10**5) %}{% for k in range(10**5) %}{% endfor %}{% endfor %}{% endfor %}"
"""A template that never ends."""


def contents(folder: Path) -> dict[str, bytes]:
    """The outputs in a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and OWN not in path.parts
    }
