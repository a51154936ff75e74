"""Prints judgements for people and for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from hkpress.check import reports
from hkpress.core.diagnostics import Diagnostic, Severity
from hkpress.core.layout import MANUSCRIPT
from hkpress.golden.comparing import SetComparison
from hkpress.golden.judging import Judgement, State
from hkpress.golden.tracing import Trace, trace
from hkpress.release.project import Project


def to_text(judgements: Iterable[Judgement]) -> list[str]:
    """For people: what changed, in words, and in which layers."""
    return [line for judgement in judgements for line in lines(judgement)]


def lines(judgement: Judgement) -> Iterator[str]:
    """The lines about one release; none if it is as accepted."""
    if judgement.state is State.SAME:
        return
    yield f"{judgement.slug} {judgement.state}{_advice(judgement)}"
    if judgement.state is State.DIFFERS and judgement.comparison:
        yield from (f"  {sentence}" for sentence in judgement.comparison.said)
        yield f"  It shows in: {where(judgement.comparison)}."


def where(comparison: SetComparison) -> str:
    """text (tc, sc), pictures (tc)"""
    layers: dict[str, list[str]] = {}
    for each in comparison.differences:
        layers.setdefault(each.layer, []).append(each.edition)
    return ", ".join(f"{layer} ({', '.join(editions)})" for layer, editions in layers.items())


def _advice(judgement: Judgement) -> str:
    if judgement.state is State.MISSING:
        return f': look at it, then `hkpress golden accept {judgement.slug} --reason "…"`'
    if judgement.state is State.ORPHANED:
        return ": delete the folder of its golden set, or bring the release back"
    if judgement.state is State.ELSEWHERE:
        return ": look at its pages on a machine like the one it was accepted on"
    return ""


def notice(comparison: SetComparison) -> str:
    """A notice that pages were not compared because engines or fonts changed; "" otherwise."""
    if not comparison.partial:
        return ""
    versions = ", ".join(f"{name} {_brief(old)} → {_brief(new)}" for name, (old, new) in comparison.environment.items())
    return f"pages as pictures, and all that depends on where lines end, are not compared here: {versions}"


def _brief(version: str) -> str:
    return f"{version[:8]}…" if len(version) == 64 else version  # a font's SHA-256


def summary(judgements: Sequence[Judgement]) -> str:
    """3 releases: 2 as accepted, 1 differs"""
    counts = {state: sum(judgement.state is state for judgement in judgements) for state in State}
    counted = ", ".join(f"{number} {_BRIEF[state]}" for state, number in counts.items() if number)
    return f"{len(judgements)} release{'' if len(judgements) == 1 else 's'}: {counted or 'nothing to compare'}"


_BRIEF = {
    State.DIFFERS: "different",
    State.MISSING: "never accepted",
    State.ORPHANED: "without a release",
    State.UNREADABLE: "not readable",
    State.ELSEWHERE: "the same but for pages, which were not compared",
    State.SAME: "as accepted",
}


# --- for machines ---------------------------------------------------------------------------------


def to_json(judgements: Iterable[Judgement], here: Path) -> str:
    """A JSON array with one object a release. Paths are relative to *here*."""
    return reports.dumped([_judgement_object(judgement, here) for judgement in judgements])


def _judgement_object(judgement: Judgement, here: Path) -> dict[str, object]:
    comparison = judgement.comparison
    return {
        "release": judgement.slug,
        "state": judgement.state.name.lower(),
        "changes": [
            {"kind": str(each.kind), "editions": each.editions, "part": each.pair.name, "message": str(each)}
            for each in (comparison.changes if comparison and judgement.state is State.DIFFERS else ())
        ],
        "differences": [
            {"layer": each.layer, "edition": each.edition, "messages": each.sentences}
            for each in (comparison.differences if comparison else ())
        ],
        "environment": {
            name: {"accepted": old, "here": new}
            for name, (old, new) in (comparison.environment if comparison else {}).items()
        },
        "problems": [str(_from(here, each)) for each in judgement.diagnostics],
    }


def to_github(project: Project, judgements: Iterable[Judgement], here: Path) -> str:
    """Annotations for a pull request. Paths are relative to *here*."""
    return reports.to_github([_report(project, judgement, here) for judgement in judgements])


def to_junit(project: Project, judgements: Iterable[Judgement], here: Path) -> str:
    """JUnit XML: one suite a release, one failure a difference. Paths are relative to *here*."""
    suites = [_report(project, judgement, here) for judgement in judgements]
    root = ElementTree.fromstring(reports.to_junit(suites, strict=False, command="golden check"))  # noqa: S314
    for suite, each in zip(root, suites, strict=True):
        for case, diagnostic in zip(suite, each.diagnostics, strict=False):
            case.set("name", diagnostic.message)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def _from(here: Path, problem: Diagnostic) -> Diagnostic:
    return reports.relative(problem, lambda path: path.relative_to(here) if path.is_relative_to(here) else path)


def _report(project: Project, judgement: Judgement, here: Path) -> reports.Report:
    path = project.releases / judgement.slug / MANUSCRIPT

    def found(message: str, code: str = "golden", place: Trace | None = None) -> Diagnostic:
        severity = Severity.WARNING if judgement.state is State.ELSEWHERE else Severity.ERROR
        if place:
            return place.source.diagnostic(place.loc, message, code, part=place.characters, severity=severity)
        return Diagnostic(message, code, path if path.is_file() else None, severity=severity)

    comparison = judgement.comparison
    if judgement.state is State.DIFFERS and comparison:
        said = [found(str(each), f"golden-{each.kind}", trace(each)) for each in comparison.changes]
        said += [
            found(f"{each.edition} {sentence}", f"golden-{each.layer}")
            for each in comparison.differences
            for sentence in each.sentences or (() if comparison.changes else (f"{each.layer} differs",))
        ]
    else:
        said = [*map(found, lines(judgement)), *judgement.diagnostics]
    return reports.Report(judgement.slug, tuple(_from(here, each) for each in said))
