"""An icon on the desktop that opens the desk of one project."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.files import write_file

_LINUX = """\
[Desktop Entry]
Type=Application
Name=Press releases ({name})
Name[zh_HK]=新聞稿（{name}）
Comment=Write press releases in English and Chinese
Exec={command}
Path={folder}
Terminal=false
Icon=accessories-text-editor
Categories=Office;
"""
_MACOS = """\
#!/bin/sh
cd {folder} && exec {command}
"""


def install(project: Path, desktop: Path | None = None) -> Path:
    """Put an icon that opens the desk of this project on the desktop, or in the folder *desktop*. Returns its file.

    Raises Invalid where this system has no such icons, and OSError.
    """
    folder = desktop or _desktop()
    command = [sys.executable, "-m", "hkpress", "desk"]
    if sys.platform == "darwin":
        path = folder / f"Press releases ({project.name}).command"
        text = _MACOS.format(folder=shlex.quote(str(project)), command=shlex.join(command))
    elif sys.platform.startswith("linux"):
        path = folder / f"hkpress-{project.name}.desktop"
        values = {"name": project.name, "folder": str(project), "command": " ".join(map(_quoted, command))}
        text = _LINUX.format_map({name: value.replace("\\", "\\\\") for name, value in values.items()})
    else:
        raise Invalid([Diagnostic("icons are made on Linux and macOS only: run `hkpress desk` in a terminal", "desk")])
    write_file(path, text.encode())
    path.chmod(0o755)
    return path


def _quoted(word: str) -> str:
    """A word of a desktop file's command: in quotes, with `%` doubled."""
    word = word.replace("%", "%%")
    for sign in '\\"`$':
        word = word.replace(sign, f"\\{sign}")
    return f'"{word}"'


def _desktop() -> Path:
    """The desktop's folder, by the name that this system gives it."""
    try:
        folder = subprocess.run(["xdg-user-dir", "DESKTOP"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S607
    except (OSError, subprocess.CalledProcessError):
        folder = ""
    return Path(folder) if folder and Path(folder) != Path.home() else Path.home() / "Desktop"
