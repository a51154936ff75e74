"""Judges releases by their golden sets, and accepts a release as it is today."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.golden import LAYERS, sets
from hkpress.golden.comparing import SetComparison
from hkpress.golden.parts import Parts
from hkpress.release.editions import HONG_KONG
from hkpress.release.project import Project


class State(StrEnum):
    """How a release compares with its golden set, the gravest first. The gravest decides the exit code."""

    DIFFERS = "differs"
    MISSING = "was never accepted"
    ORPHANED = "is no longer a release"
    UNREADABLE = "cannot be compared"
    ELSEWHERE = "matches as far as it was compared"
    SAME = "is as accepted"


EXIT_CODES = {
    State.DIFFERS: 1,
    State.MISSING: 4,
    State.ORPHANED: 4,
    State.UNREADABLE: 3,
    State.ELSEWHERE: 3,
    State.SAME: 0,
}


@dataclass(frozen=True)
class Judgement:
    """The result for one release."""

    slug: str
    state: State
    comparison: SetComparison | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    """Why it cannot be compared."""


def judge(project: Project, folder: Path, slug: str, layers: Collection[str] = LAYERS) -> Judgement:
    """Compare one release with its golden set in *folder*."""
    try:
        old = sets.read(folder, slug)
        if old is None:
            return Judgement(slug, State.MISSING)
        comparison = SetComparison(old, sets.take(project, slug), layers)
    except Invalid as error:
        return Judgement(slug, State.UNREADABLE, diagnostics=error.diagnostics)
    if comparison.differences:
        return Judgement(slug, State.DIFFERS, comparison)
    return Judgement(slug, State.ELSEWHERE if comparison.partial else State.SAME, comparison)


def orphans(project: Project, folder: Path) -> tuple[Judgement, ...]:
    """Golden sets whose release no longer exists."""
    gone = sorted({*sets.slugs(folder)} - {*project.slugs()})
    return tuple(Judgement(slug, State.ORPHANED) for slug in gone)


def exit_code(judgements: Iterable[Judgement]) -> int:
    """The exit code of the whole command."""
    states = {judgement.state for judgement in judgements}
    return EXIT_CODES[min(states, key=list(State).index)] if states else 0


def accept(project: Project, folder: Path, slug: str, reason: str, seen: sets.Set | None = None) -> tuple[str, ...]:
    """Accept a release as it is today. Returns what changed; nothing if it is as accepted.

    Raises Invalid if the release has errors, since it may not go out then, or if it is no longer what somebody has
    *seen*.
    """
    new = sets.take(project, slug, checked=True)
    if seen and (SetComparison(seen, new).differences or _edition_parts(seen) != _edition_parts(new)):
        message = "the release has changed since it was shown: nothing is accepted, look at it again"
        raise Invalid([Diagnostic(message, "golden", project.releases / slug)])
    try:
        old = sets.read(folder, slug)
    except Invalid:  # a damaged set; its log is lost with it
        old = None
        said: tuple[str, ...] = ("accepted in the place of a damaged set",)
    else:
        said = _changed_layers(old, new)
    if said:
        log = (old.log if old else "") or f"# {slug}, as accepted\n"
        entry = "\n".join(f"- {line}" for line in said)
        day = datetime.now(HONG_KONG).date()
        sets.write(folder, slug, replace(new, log=f"{log}\n## {day}: {reason}\n\n{entry}\n"))
    return said


def _edition_parts(golden: sets.Set) -> list[Parts]:
    return [each.parts for each in golden.editions.values()]


def _changed_layers(old: sets.Set | None, new: sets.Set) -> tuple[str, ...]:
    if old is None:
        return ("first accepted",)
    comparison = SetComparison(old, new)
    versions = (f"made with {name} {after}, was {before}" for name, (before, after) in comparison.environment.items())
    words = tuple(map(str, comparison.changes)) or comparison.said or ("nothing that words can say",)
    forms = (f"{name} is compared from now on" for name in _form_names(new) if name not in _form_names(old))
    return (*(words if comparison.differences else ()), *forms, *versions)


def _form_names(golden: sets.Set) -> dict[str, None]:
    return dict.fromkeys(name for each in golden.editions.values() for name in each.forms)
