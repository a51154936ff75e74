"""Logos of issuers: SVG drawings, or pictures as in a release."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from hkpress.core.files import barred, below
from hkpress.release import pictures
from hkpress.release.pictures import PagePicture

MAX_BYTES = 1 << 20
_ROOT = "{http://www.w3.org/2000/svg}svg"
_REFUSED = re.compile(rb"(?i)<!DOCTYPE|<!ENTITY|<script|<foreignObject|\son\w+\s*=|@import")
_OUTSIDE = re.compile(rb"""(?i)(?:href\s*=\s*["']|url\(\s*["']?)(?!#|data:)([^"')\s]+)""")
_LENGTH = re.compile(r"([\d.]+)(?:px)?$")


def problem(folder: Path, file: str) -> str | None:
    """Why the logo *file*, a path from *folder*, cannot be used; None if it can."""
    if not file.lower().endswith(".svg"):
        return pictures.problem(folder, file)
    path = below(folder, file)
    if why := barred(folder, file):
        return f"`{file}` cannot be read: {why}"
    if path is None or not path.is_file():
        return f"`{file}` is not in {folder.name}/: check the name, small and capital letters too"
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        return f"`{file}` is larger than 1 MiB: save a simpler drawing"
    if b"\0" in data:
        return f"`{file}` is saved as UTF-16: save it again with the encoding UTF-8"
    if match := _REFUSED.search(data):
        return f"`{file}` has `{match[0].decode().strip()}`: export it as plain SVG, a drawing and nothing else"
    if match := _OUTSIDE.search(data):
        return f"`{file}` fetches `{match[1].decode('utf-8', 'replace')}`: put everything into the drawing itself"
    try:
        _size(data)
    except ElementTree.ParseError as error:
        return f"`{file}` is not SVG that can be read ({error}): export it again"
    except ValueError:
        return f"`{file}` does not say how large it is: give its `svg` element a viewBox"
    return None


def load(folder: Path, file: str) -> PagePicture:
    """The logo as it goes on the page. *file* has passed `problem`."""
    if not file.lower().endswith(".svg"):
        return pictures.load(folder, file)
    data = (folder / file).read_bytes()
    return PagePicture("image/svg+xml", data, *_size(data))


def _size(data: bytes) -> tuple[int, int]:
    """Width and height in whole pixels. Raises ElementTree.ParseError, or ValueError where there is no size."""
    root = ElementTree.fromstring(data)  # noqa: S314 (without a DOCTYPE there is nothing to expand)
    if root.tag != _ROOT:
        raise ElementTree.ParseError("no svg element")
    box = [float(each) for each in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if each]
    lengths = [_LENGTH.match(root.get(name, "")) for name in ("width", "height")]
    width, height = (float(each[1]) if each else 0.0 for each in lengths)
    if len(box) == 4 and not (width and height):
        width, height = box[2:]
    if width <= 0 or height <= 0:
        raise ValueError("no size")
    return max(1, round(width)), max(1, round(height))
