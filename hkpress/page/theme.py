"""A theme: a folder of templates and style sheets without Python.

It is looked up before `templates/base`, file by file, and its style sheets follow base's. Nothing in it may come
from the network, or from outside the template folders.
"""

from __future__ import annotations

import base64
import mimetypes
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid, did_you_mean
from hkpress.core.layout import PACKAGED
from hkpress.page.labels import at_line, read_utf8

BASE = "base"


@dataclass(frozen=True)
class Theme:
    """A house style: its name, and the template folders in the order in which they are searched."""

    name: str
    roots: tuple[Path, ...] = (PACKAGED,)

    def folders(self) -> tuple[Path, ...]:
        """The folders to look for a file, the theme's own first."""
        return tuple(root / name for name in dict.fromkeys((self.name, BASE)) for root in self.roots)

    def file(self, name: str) -> Path | None:
        """A file of the theme, such as a logo; None if there is none of that name."""
        paths = (folder / name for folder in self.folders())
        return next((path for path in paths if path.is_file() and self.holds(path)), None)

    def holds(self, path: Path) -> bool:
        """Whether the path is in a folder of this theme or of base, and no link leads out of the project from there."""
        named, real = Path(os.path.normpath(path)), Path(os.path.realpath(path))
        return any(named.is_relative_to(os.path.normpath(folder)) for folder in self.folders()) and any(
            real.is_relative_to(os.path.realpath(root.parent)) for root in self.roots
        )

    def links_out(self) -> Iterator[Path]:
        """The links in the project's folders of this theme, of base and of labels that lead out of the project."""
        roots = [root for root in self.roots if root != PACKAGED]
        for root in roots:
            for folder in (root / name for name in dict.fromkeys((self.name, BASE, "locale"))):
                inner = [] if folder.is_symlink() else folder.rglob("*")
                home = os.path.realpath(root.parent)
                yield from (
                    path
                    for path in (folder, *inner)
                    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(home)
                )

    def sheets(self, name: str) -> Iterator[Path]:
        """The style sheets of that name, base's first; a project's own base replaces the packaged one."""
        for theme in dict.fromkeys((BASE, self.name)):
            paths = (root / theme / name for root in self.roots)
            yield from [path for path in paths if path.is_file() and self.holds(path)][:1]


def style(theme: Theme, name: str) -> str:
    """The theme's style sheets called *name*, joined, with the files that they name put in as `data:` URLs.

    Raises Invalid with what is wrong with any of the theme's style sheets, if anything is with these.
    """
    made = [_self_contained(theme, path) for path in theme.sheets(name)]
    if any(problems for _, problems in made):
        names = sorted({path.name for folder in theme.folders() for path in folder.glob("*.css")})
        sheets = dict.fromkeys(path for each in names for path in theme.sheets(each))
        raise Invalid([problem for path in sheets for problem in _self_contained(theme, path)[1]])
    return "\n".join(text for text, _ in made)


BLUE = "#1f4e79"
"""The colour of base."""
_ACCENT = re.compile(r"--accent:\s*(#[0-9a-fA-F]{6})\b")


def accent(theme: Theme, name: str) -> str:
    """The theme's colour, such as #1f4e79, where base's file *name* cannot use CSS variables. It is BLUE if the theme
    has its own file of that name, which sets its own colours.
    """
    path = theme.file(name)
    if path is None or path.parent.resolve() != (PACKAGED / BASE).resolve():
        return BLUE
    colours: list[str] = _ACCENT.findall(style(theme, "release.css"))
    return colours[-1].lower() if colours else BLUE


URL = re.compile(r"""url\(\s*(['"]?)(?P<address>[^'")]*)\1\s*\)|@import[^;]*;""")
_REMOTE = re.compile(r"(?i)\s*(?:[a-z][a-z0-9+.-]*:)?//|\s*(?:https?|ftp|file):")


_TYPES = mimetypes.MimeTypes()  # use Python's own table: the machine's may differ, and then the bytes would
for _suffix in ("otf", "ttf", "woff", "woff2"):
    _TYPES.add_type(f"font/{_suffix}", f".{_suffix}")
_TYPES.add_type("image/webp", ".webp")


def file_url(path: Path) -> str:
    """The file as a `data:` URL."""
    return data_url(_TYPES.guess_type(path.name)[0] or "application/octet-stream", path.read_bytes())


def data_url(mime: str, data: bytes) -> str:
    """The bytes as a `data:` URL."""
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"


def _self_contained(theme: Theme, sheet: Path) -> tuple[str, list[Diagnostic]]:
    """A style sheet with the files that it names embedded, and what is wrong with these files."""
    text = read_utf8(sheet)
    problems: list[Diagnostic] = []

    def inlined(match: re.Match[str]) -> str:
        address = match["address"]
        if address and (address.startswith(("data:", "#"))):
            return match[0]
        file = sheet.parent / address if address and not _REMOTE.match(address) else None
        if file and file.is_file() and theme.holds(file):
            return f"url({file_url(file)})"
        line = text.count("\n", 0, match.start()) + 1
        message = f"`{match[0]}` is not a file beside the style sheet: nothing is fetched from elsewhere"
        if file:
            near = did_you_mean(str(address), [path.name for path in sheet.parent.iterdir()])
            message = f"there is no file `{address}` beside the style sheet{near}"
        problems.append(at_line(sheet, line, message, "file" if file else "remote"))
        return match[0]

    without_comments = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.DOTALL)
    if "</" in text:
        line = text[: text.index("</")].count("\n") + 1
        problems.append(at_line(sheet, line, "`</` would end the page's style element", "style"))
    result = URL.sub(inlined, without_comments)
    return re.sub(r"\n\s*\n+", "\n", result).strip(), problems
