"""Names of files and folders on disk."""

from __future__ import annotations

from pathlib import Path

RELEASES = "releases"
SHARED = "_shared"
MANUSCRIPT = "release.yaml"
SETTINGS = "hkpress.toml"

_HERE = Path(__file__).parents[1]
PACKAGED = next(path for path in (_HERE / "templates", _HERE.parent / "templates") if path.is_dir())
"""The templates that come with hkpress: inside the installed package, or beside it in a checkout."""

EDITIONS = ("en", "tc", "sc")
"""The names of the editions, in the order in which they are written."""
