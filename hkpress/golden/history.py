"""Reads a release from a file, a folder, the project, or an earlier git revision of the project."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hkpress.check.reports import relative
from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.files import real
from hkpress.core.layout import MANUSCRIPT, RELEASES, SHARED
from hkpress.golden.parts import Parts, filled_parts
from hkpress.page.page import localise
from hkpress.release import source
from hkpress.release.editions import EDITIONS
from hkpress.release.parse import Release, parse
from hkpress.release.project import Project, find_project


def said(release: Release) -> Mapping[str, Parts]:
    """What each edition of a release says."""
    every = tuple(EDITIONS.values())
    editions = release.manuscript.editions
    return {name: filled_parts(localise(release, each, every)) for name, each in EDITIONS.items() if name in editions}


def from_path(path: Path, like: Path | None = None) -> Mapping[str, Parts]:
    """The texts of the release in a file or folder. Its shared entries come from its project.

    If it is in no project, shared entries and photos come from the release in the folder *like*.
    """
    manuscript = path / MANUSCRIPT if path.is_dir() else path
    folder = real(manuscript).parent
    try:
        project = find_project(folder)
    except Invalid:
        if like is None:
            raise
        folder, project = like, find_project(like)
    written = source.read(manuscript)
    return said(parse(written, folder, project.releases / SHARED, project.themes(), source.read))


def from_revision(project: Project, revision: str, slug: str) -> Mapping[str, Parts]:
    """What a release said in a revision of the project's git repository."""
    with _revision(project.root, revision) as root:
        if not (root / RELEASES / slug / MANUSCRIPT).is_file():
            raise Invalid([Diagnostic(f"there is no release `{slug}` in {revision}", "revision")])
        try:
            return said(Project(root).read(slug))
        except Invalid as error:

            def then(path: Path) -> Path:
                return Path(f"{revision}:{path.relative_to(root)}") if path.is_relative_to(root) else path

            raise Invalid([relative(each, then) for each in error.diagnostics]) from error


@contextmanager
def _revision(root: Path, revision: str) -> Iterator[Path]:
    """The releases and templates of a revision, in a temporary folder."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        message = f"`{revision}` is neither a release, nor a file, nor a revision of the project's git repository"
        raise Invalid([Diagnostic(message, "revision")])
    names = _git(root, "ls-tree", "--name-only", commit.decode().strip(), RELEASES, "templates")
    archive = _git(root, "archive", "--format=tar", commit.decode().strip(), *names.decode().split())
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            # Python 3.11.2 has no extraction filters
            tar.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
            tar.extractall(folder)  # noqa: S202
        yield Path(folder)


def _git(root: Path, *arguments: str) -> bytes:
    """Git's output; None if git fails."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise Invalid([Diagnostic("git is not installed: name two files instead", "revision")]) from None
    return done.stdout if done.returncode == 0 else b""
