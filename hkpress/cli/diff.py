"""`hkpress diff`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hkpress.cli.console import PROBLEMS, chosen, echo, reported

if TYPE_CHECKING:
    from hkpress.golden.parts import Parts


@click.command()
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    """Say in words what changed between two releases.

    Changes are listed by weight: figures, dates, links, quotes, names, wording.

    NEW is a release of this project, or a file or folder with one. OLD is the same, or a revision in git:
    the release as it was then. Exit code 0 if they say the same, 1 if not.

    \b
    hkpress diff HEAD~1 2025-04-24-two-sessions
    hkpress diff sent-to-client/release.yaml releases/2025-04-24-two-sessions
    """
    from hkpress.golden import history
    from hkpress.golden.changes import changes, pairs

    with reported():
        after = _parts_of(new)
        before: Mapping[str, Parts] | None = (
            history.from_path(Path(old), _release_folder(new)) if Path(old).exists() else None
        )
        if before is None:
            project, (slug,) = chosen([new])
            before = _parts_of(old) if old in project.slugs() else history.from_revision(project, old, slug)
        changed = changes({name: pairs(before[name], after[name], name) for name in after})
        for change in changed:
            echo(str(change))
        echo(f"{len(changed)} change{'' if len(changed) == 1 else 's'}" if changed else "no change", err=True)
    sys.exit(PROBLEMS if changed else 0)


def _parts_of(name: str) -> Mapping[str, Parts]:
    """What a release says, by the name of its folder or by a path."""
    from hkpress.golden import history

    if Path(name).exists():
        return history.from_path(Path(name))
    project, (slug,) = chosen([name])
    return history.said(project.read(slug))


def _release_folder(name: str) -> Path:
    """The folder of a release that is named as for `_parts_of`."""
    from hkpress.core.files import real

    path = real(Path(name))
    if path.exists():
        return path if path.is_dir() else path.parent
    project, (slug,) = chosen([name])
    return project.releases / slug
