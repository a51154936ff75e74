"""What `hkpress check` reports about a project's releases, and what it repairs in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from hkpress.check import CODES, examine, odd_character
from hkpress.check.repair import Repair, repaired
from hkpress.check.reports import Report, Silent
from hkpress.core.diagnostics import Invalid, unreadable
from hkpress.core.files import read_file
from hkpress.core.layout import MANUSCRIPT
from hkpress.core.limits import in_time
from hkpress.release import source
from hkpress.release.parse import Release
from hkpress.release.project import Project


def inspect(
    project: Project,
    slug: str,
    codes: Collection[str] = CODES,
    lang: str = "en",
    left_out: Callable[[Project, Release], Collection[str]] | None = None,
) -> Report:
    """Check one release, even one that cannot be read. *lang* is the language of the messages, `en` or `tc`.

    *left_out* tells which filled fields the release's theme does not print.
    """
    path = project.releases / slug / MANUSCRIPT
    try:
        with in_time(path):
            release = project.read(slug)
            verdict = examine(release, codes, left_out=left_out(project, release) if left_out else None)
    except Invalid as error:
        return Report(slug, error.diagnostics)
    except OSError as error:
        return Report(slug, (unreadable(error, path),))
    silenced = (Silent(each.finding.diagnostic(lang), each.ignore.reason) for each in verdict.silenced)
    return Report(slug, verdict.diagnostics(lang), tuple(silenced))


def repairs(project: Project, slugs: Iterable[str], codes: Collection[str] = CODES) -> tuple[Repair, ...]:
    """The repairs to these releases and the files they share. Nothing is written."""
    changed: dict[Path, str] = {}
    for slug in slugs:
        for _ in range(_ROUNDS):
            try:
                with in_time(project.releases / slug / MANUSCRIPT):
                    release = project.read(slug, changed)
                    texts = repaired(edit for finding in examine(release, codes).findings for edit in finding.edits)
            except Invalid as error:  # `inspect` says why
                texts = _unhidden(project, error, changed) if odd_character.CODE in codes else {}
            except OSError:
                break
            changed |= texts
            if not texts:
                break
    return tuple(Repair(path, _text(project, path), text) for path, text in changed.items())


def _unhidden(project: Project, error: Invalid, changed: Mapping[Path, str]) -> dict[Path, str]:
    """The files that cannot be read because of zero-width characters, without those characters."""
    paths = {each.path for each in error.diagnostics if each.code == "character" and each.path}
    old = {path: changed.get(path) or _text(project, path) for path in paths}
    new = {path: source.without_hidden(text) for path, text in old.items()}
    return {path: text for path, text in new.items() if text != old[path]}


def _text(project: Project, path: Path) -> str:
    return source.decode(read_file(project.reached(path)), path)


_ROUNDS = 10  # one repair may make another possible; this ends a circle of repairs
