"""Attachments of a release: which files can be used, and how they are described."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from hkpress.core.files import barred, below
from hkpress.core.layout import MANUSCRIPT

MAX_BYTES = 25 << 20
_FILE = re.compile(
    r"(?!www\.)(?:[^.:/?#]+/)*[^:/?#]+\.(?:pdf|docx?|xlsx?|pptx?|odt|csv|txt|zip|jpe?g|png|mp[34])", re.IGNORECASE
)


def is_named(value: str) -> bool:
    """Whether a text names a file in a folder, and not an address: files/annex.pdf."""
    return _FILE.fullmatch(value) is not None


def problem(folder: Path, file: str) -> str | None:
    """Why *file*, a path from the release's *folder*, cannot go with the release; None if it can."""
    parts, path = PurePosixPath(file), below(folder, file)
    if why := barred(folder, file):
        return f"`{file}` cannot be read: {why}"
    if "\\" in file and ":" not in file:
        slashed = file.replace("\\", "/")
        return f"`{file}` has a backslash: write `{slashed}`"
    if path is None:
        return f"`{file}` is outside the release's folder: copy the file into {folder.name}/files/"
    if parts.name.startswith(".") or parts.name == MANUSCRIPT:
        return f"`{file}` is not for readers: name another file"
    if not path.is_file():
        return f"`{file}` is not in {folder.name}/: check the name, small and capital letters too"
    if not path.stat().st_size:
        return f"`{file}` is empty (0 bytes): save it again"
    if path.stat().st_size > MAX_BYTES:
        return f"`{file}` is larger than 25 MiB: put it on a website, and write `url:` instead"
    return None


def name(file: str) -> str:
    """The file's name beside the pages."""
    return PurePosixPath(file).name


def read(folder: Path, file: str) -> bytes:
    """The bytes of the file, which has passed `problem`."""
    return (folder / file).read_bytes()


def describe(folder: Path, file: str) -> str:
    """The file's kind and size, such as "PDF, 1.2 MB"."""
    size = (folder / file).stat().st_size
    shown = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"
    kind = PurePosixPath(file).suffix.removeprefix(".").upper()
    return f"{kind}, {shown}" if kind else shown
