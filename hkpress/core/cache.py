"""The platform's cache folder: hkpress can make everything in it again."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def folder(name: str) -> Path:
    """The cache folder of that name. It may not exist. Raises RuntimeError without a home."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        given = os.environ.get("XDG_CACHE_HOME", "")
        base = (
            given if Path(given).is_absolute() else Path.home() / ".cache"
        )  # the standard says to ignore a relative path
    return Path(base, "hkpress", name)
