"""Jobs to files: which outputs there are to make, their bytes, and writing them whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from hkpress import check, source
from hkpress.check.repair import Repair, repaired
from hkpress.check.reports import Report, Silent
from hkpress.diagnostics import Diagnostic, Invalid, Severity, nearest
from hkpress.editions import EDITIONS
from hkpress.formats import FORMATS
from hkpress.page import localise
from hkpress.parse import MANUSCRIPT, Release, parse
from hkpress.source import Source
from hkpress.theme import PACKAGED, Theme, themes, typeset

RELEASES = "releases"
SHARED = "_shared"


@dataclass(frozen=True)
class Project:
    """A folder with releases in `releases/`, and perhaps templates of its own in `templates/`."""

    root: Path

    @property
    def releases(self) -> Path:
        return self.root / RELEASES

    @property
    def template_roots(self) -> tuple[Path, ...]:
        """Where templates are looked for: the project's own go before those that come with hkpress."""
        return tuple(dict.fromkeys((self.root / "templates", PACKAGED)))

    def slugs(self) -> tuple[str, ...]:
        """The names of all releases, in order: every folder but those that start with `_` or a dot."""
        return tuple(
            sorted(path.name for path in self.releases.iterdir() if path.is_dir() and path.name[0] not in "_.")
        )

    def read(self, slug: str, changed: Mapping[Path, str] = MappingProxyType({})) -> Release:
        """The release of that name, with the texts in *changed* for those of the files.

        Raises Invalid with everything that is wrong with it.
        """

        def read(path: Path) -> Source:
            return source.parse_text(changed[path], path) if path in changed else source.read(path)

        folder = self.releases / slug
        if not (folder / MANUSCRIPT).exists():
            raise Invalid([_no_manuscript(folder)])
        manuscript = read(folder / MANUSCRIPT)
        return parse(manuscript, folder, self.releases / SHARED, themes(self.template_roots), read)


def _no_manuscript(folder: Path) -> Diagnostic:
    near = nearest(MANUSCRIPT, [path.name for path in folder.iterdir()])
    found = f"rename `{near}` to it" if near else "move the folder away, or let its name start with `_`"
    return Diagnostic(f"there is no `{MANUSCRIPT}` in this folder: {found}", "project", folder)


def find_project(start: Path) -> Project:
    """The project that *start* is in: the nearest folder upwards that holds `releases/`."""
    for folder in (start, *start.parents):
        if (folder / RELEASES).is_dir():
            return Project(folder)
    message = 'no folder `releases/` here or above: `hkpress new "Headline"` starts one'
    raise Invalid([Diagnostic(message, "project", start)])


@dataclass(frozen=True)
class Output:
    """One file to write: its place below the output folder, and its bytes."""

    path: Path
    data: bytes


@dataclass(frozen=True)
class Outcome:
    """What became of one release: its files, or the errors for which there are none."""

    slug: str
    outputs: tuple[Output, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


def make(
    project: Project,
    slug: str,
    editions: Iterable[str],
    formats: Iterable[str],
    *,
    checked: bool = True,
    done: Callable[[], object] = lambda: None,
) -> Outcome:
    """All outputs of one release, in memory. *done* is called after each.

    A release with one error has no outputs: an English page must not go out without its Chinese.
    Unless it is *checked*, only what makes pages impossible counts as an error.
    """
    try:
        release = project.read(slug)
        found = list(check.errors(release, check.RULES if checked else check.ALWAYS))
        outputs = []
        if not found:
            for path, data, warnings in _make(project, release, tuple(editions), tuple(formats)):
                outputs.append(Output(path, data))
                found += warnings
                done()
    except Invalid as error:
        return Outcome(slug, (), error.diagnostics)
    return Outcome(slug, tuple(outputs), tuple(dict.fromkeys(found)))


def _make(
    project: Project, release: Release, editions: tuple[str, ...], formats: tuple[str, ...]
) -> Iterator[tuple[Path, bytes, tuple[Diagnostic, ...]]]:
    theme = Theme(release.manuscript.theme, project.template_roots)
    for name in editions:
        document = typeset(localise(release, EDITIONS[name], tuple(EDITIONS.values())), theme)
        for kind in formats:
            data, warnings = FORMATS[kind].make(document)
            yield Path(release.slug, f"{name}{FORMATS[kind].suffix}"), data, warnings


def inspect(project: Project, slug: str, codes: Collection[str] = check.CODES, lang: str = "en") -> Report:
    """What is wrong with one release, whether it can be read or not; messages in `en` or `tc`."""
    try:
        verdict = check.examine(project.read(slug), codes)
    except Invalid as error:
        return Report(slug, error.diagnostics)
    silenced = (Silent(each.finding.diagnostic(lang), each.ignore.reason) for each in verdict.silenced)
    return Report(slug, verdict.diagnostics(lang), tuple(silenced))


def repairs(project: Project, slugs: Iterable[str], codes: Collection[str] = check.CODES) -> tuple[Repair, ...]:
    """The repairs that leave nothing to repair in these releases and the files they share; nothing is written."""
    changed: dict[Path, str] = {}
    for slug in slugs:
        for _ in range(_ROUNDS):
            try:
                release = project.read(slug, changed)
            except Invalid:
                break  # `inspect` says why
            texts = repaired(edit for finding in check.examine(release, codes).findings for edit in finding.edits)
            changed |= texts
            if not texts:
                break
    return tuple(Repair(path, source.read(path).text, text) for path, text in changed.items())


_ROUNDS = 10  # one repair may make room for another, but not for ever


def write(outputs: Iterable[Output], folder: Path) -> None:
    """Put the files into *folder*, each whole or not at all. Raises OSError."""
    for output in outputs:
        write_file(folder / output.path, output.data)


def write_file(path: Path, data: bytes) -> None:
    """*data* at *path*; whoever reads it meanwhile finds the old file or the new one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).chmod(0o666 & ~_umask())
        Path(partial).replace(path)
    except BaseException as error:
        Path(partial).unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None  # not the partial one, which nobody knows
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
