"""What can be made again, kept from one run to the next: in the folder that this system has for that."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def folder(name: str) -> Path:
    """The folder for what is called so; it need not be there. Raises RuntimeError without a home."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        given = os.environ.get("XDG_CACHE_HOME", "")
        base = given if Path(given).is_absolute() else Path.home() / ".cache"  # a relative one is to be ignored
    return Path(base, "hkpress", name)
