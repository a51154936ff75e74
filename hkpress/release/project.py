"""A project: a folder with releases, and perhaps templates of its own."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from hkpress.core.diagnostics import Diagnostic, Invalid, nearest, printable
from hkpress.core.files import Outside, inside, real
from hkpress.core.layout import MANUSCRIPT, PACKAGED, RELEASES, SETTINGS, SHARED

if TYPE_CHECKING:  # listing releases needs nothing that reads them
    from hkpress.release.parse import Release
    from hkpress.release.settings import Settings
    from hkpress.release.source import Source


_DATED = re.compile(r"^\d{4}-\d\d-\d\d-(?=.)")


@dataclass(frozen=True)
class Project:
    """A folder with releases in `releases/`, and perhaps templates of its own in `templates/`."""

    root: Path

    @property
    def releases(self) -> Path:
        return self.root / RELEASES

    @property
    def template_roots(self) -> tuple[Path, ...]:
        """The folders of templates: the project's own come before those of hkpress.

        `templates/` itself may be a link, such as to a folder that several projects share.
        """
        own = self.root / "templates"
        return tuple(dict.fromkeys((real(own) if own.is_symlink() else own, PACKAGED)))

    def made(self, name: str) -> Path:
        """The folder of the project for what is made, such as `build`. Raises Invalid if it is a link that leads out of
        the project, or nowhere: somebody else may have put it there.
        """
        folder = self.root / name
        with suppress(OSError):
            if inside(folder, self.root).exists() or not folder.is_symlink():
                return folder
        raise Invalid([Diagnostic(_ELSEWHERE, "link", folder)])

    def slugs(self) -> tuple[str, ...]:
        """The names of all releases, in order: every folder whose name does not start with `_` or a dot. A link that
        leads nowhere or in a circle counts; reading it reports that.
        """
        with os.scandir(self.releases) as entries:
            return tuple(sorted(entry.name for entry in entries if entry.name[0] not in "_." and _is_folder(entry)))

    def likely(self, name: str) -> str | None:
        """The release that a wrong *name*, or an address, most likely means, whatever its date; None if unsure."""
        word = name.rstrip("/").rpartition("/")[2]
        bare = {slug: _DATED.sub("", slug) for slug in self.slugs()}
        near = nearest(_DATED.sub("", word), bare.values())
        found = [slug for slug, each in bare.items() if each == near]
        return nearest(word, found) or next(reversed(found), None)

    def themes(self) -> frozenset[str]:
        """The names of the themes in the template folders."""
        roots = (root for root in self.template_roots if root.is_dir())
        folders = (folder for root in roots for folder in root.iterdir() if folder.is_dir())
        return frozenset(folder.name for folder in folders if folder.name != "locale")

    def read(self, slug: str, changed: Mapping[Path, str] = MappingProxyType({})) -> Release:
        """Read the release of that name, with the texts in *changed* instead of those files. Raises Invalid
        with everything that is wrong.
        """

        from hkpress.release import source
        from hkpress.release.parse import parse

        def read(path: Path) -> Source:
            return source.parse_text(changed[path], path) if path in changed else self.source(path)

        folder = self.releases / slug
        if not self.reached(folder / MANUSCRIPT).exists():
            raise Invalid([_no_manuscript(folder)])
        if why := self._unnameable(slug):
            raise Invalid([Diagnostic(why, "project", folder)])
        about = folder, self.releases / SHARED, self.themes(), read

        def whole(refused: Invalid) -> tuple[Diagnostic, ...]:
            """Everything that is wrong in a manuscript that was refused."""
            problems = refused.diagnostics
            try:
                if isinstance(refused, source.Unseen):
                    parse(source.parse_text(refused.legible, folder / MANUSCRIPT), *about)
                if isinstance(refused, source.Readable):
                    parse(refused.found, *about)
            except Invalid as more:
                rest = whole(more)
                problems += tuple(refused.placed(rest)) if isinstance(refused, source.Unseen) else rest
            return problems

        try:
            return parse(read(folder / MANUSCRIPT), *about)
        except Invalid as refused:
            raise Invalid(whole(refused)) from None

    def _unnameable(self, slug: str) -> str:
        """Why no release can have this name, which its files have too; "" if it can."""
        if why := unfit_name(slug):
            return why
        if slug.isascii() and slug == slug.lower():  # of two names that are alike, one may be this
            return ""
        twin = next((each for each in self.slugs() if each != slug and _folded_name(each) == _folded_name(slug)), "")
        return twin and _TWIN.format(twin)

    def settings(self, formats: Collection[str] | None = None) -> Settings:
        """Read `hkpress.toml`; *formats* are the names of all formats. Raises Invalid."""
        from hkpress.release import settings

        return settings.read(self.reached(self.root / SETTINGS), formats)

    def source(self, path: Path) -> Source:
        """The Source of a file of the project. Raises Invalid."""
        from hkpress.release import source

        return source.read(self.reached(path), shown=path)

    def reached(self, path: Path) -> Path:
        """Follow the links in *path*. Raises Invalid if they lead out of the project, or nowhere."""
        try:
            return inside(path, self.root)
        except OSError as error:
            why = error.strerror if isinstance(error, Outside) else f"this cannot be read: {error.strerror}"
            why = _LOOP if error.errno == errno.ELOOP else str(why)
            raise Invalid([Diagnostic(why, "link", path)]) from None


_ELSEWHERE = "this link leads out of the project, or nowhere: delete it, or name the folder to write into with `-o`"
_LOOP = "these links lead round in a circle: delete them, and put the file itself here"


LONGEST = 180
"""Bytes of a release's name. Names of its files are longer, and file systems end at 255."""
_TWIN = (
    "the release `{}` has the same name but for capital letters or accents, and many computers keep one of them only: "
    "rename this folder"
)


_SIGNS = re.compile(r'[<>:"\\|?*#%]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*\.")


def unfit_name(slug: str) -> str:
    """Why no folder of a release can have this name anywhere; "" if it can."""
    if printable(slug) != slug:
        return "the folder's name has a character that cannot be seen or read: rename it"
    if " " in slug:
        return f"the folder's name has a blank, which no address may have: call it {'-'.join(slug.split())}"
    if sign := _SIGNS.search(slug):
        return f"the folder's name has a `{sign[0]}`, which Windows or addresses do not allow: rename it"
    if _RESERVED.fullmatch(slug):
        return "Windows allows no folder of this name: rename it"
    if len(slug.encode()) > LONGEST:
        return f"the folder's name is longer than {LONGEST} bytes, too long for the files named after it: rename it"
    return ""


def _folded_name(name: str) -> str:
    """A key that names share if a Mac or Windows treats them as one name."""
    return unicodedata.normalize("NFC", name).casefold()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir() or ("." not in entry.name and entry.is_symlink() and not os.path.exists(entry.path))  # noqa: PTH110
    except OSError as error:
        return error.errno == errno.ELOOP


def _no_manuscript(folder: Path) -> Diagnostic:
    if not folder.exists():
        return Diagnostic("this link leads nowhere: delete it", "link", folder)
    near = nearest(MANUSCRIPT, [path.name for path in folder.iterdir()])
    advice = f"rename `{near}` to it" if near else "move the folder away, or let its name start with `_`"
    return Diagnostic(f"there is no `{MANUSCRIPT}` in this folder: {advice}", "project", folder)


def find_project(start: Path) -> Project:
    """The project around *start*: the nearest folder upwards that holds `releases/`."""
    for folder in (start, *start.parents):
        if (folder / RELEASES).is_dir():
            return Project(folder)
    message = 'no folder `releases/` here or above: `hkpress new "Headline"` starts one'
    raise Invalid([Diagnostic(message, "project", start)])
