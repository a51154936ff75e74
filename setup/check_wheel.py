"""Fails with a message if a wheel lacks a template or a font. Usage: python setup/check_wheel.py FILE.whl"""

import sys
import zipfile
from pathlib import Path

FOLDERS = {"templates": "hkpress/templates", "hkpress/core/fontfiles": "hkpress/core/fontfiles"}  # here: in the wheel


def expected(folder: str) -> set[str]:
    """The names that all files in a folder of this checkout have in the wheel."""
    files = [path for path in Path(folder).rglob("*") if path.is_file() and not path.name.startswith(".")]
    if not files:
        sys.exit(f"{folder}: no files")
    return {f"{FOLDERS[folder]}/{path.relative_to(folder).as_posix()}" for path in files}


wheel = sys.argv[1]
with zipfile.ZipFile(wheel) as archive:
    absent = set.union(*map(expected, FOLDERS)) - set(archive.namelist())
if absent:
    sys.exit(f"{wheel} lacks {', '.join(sorted(absent))}")
