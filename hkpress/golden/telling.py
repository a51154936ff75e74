"""Verdicts for people, and for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from hkpress.check import reports
from hkpress.core.diagnostics import Diagnostic, Severity
from hkpress.core.layout import MANUSCRIPT
from hkpress.golden.comparing import Comparison
from hkpress.golden.judging import State, Verdict
from hkpress.golden.tracing import Trace, trace
from hkpress.release.project import Project


def to_text(verdicts: Iterable[Verdict]) -> list[str]:
    """For people, line by line: what changed, in words, and where it shows."""
    return [line for verdict in verdicts for line in lines(verdict)]


def lines(verdict: Verdict) -> Iterator[str]:
    """What is to be said of one release; nothing if it is as accepted."""
    if verdict.state is State.SAME:
        return
    yield f"{verdict.slug} {verdict.state}{_advice(verdict)}"
    if verdict.state is State.DIFFERS and verdict.comparison:
        yield from (f"  {sentence}" for sentence in verdict.comparison.said)
        yield f"  It shows in: {where(verdict.comparison)}."


def where(comparison: Comparison) -> str:
    """text (tc, sc), pictures (tc)"""
    layers: dict[str, list[str]] = {}
    for each in comparison.differences:
        layers.setdefault(each.layer, []).append(each.edition)
    return ", ".join(f"{layer} ({', '.join(editions)})" for layer, editions in layers.items())


def _advice(verdict: Verdict) -> str:
    if verdict.state is State.MISSING:
        return f': look at it, then `hkpress golden accept {verdict.slug} --reason "…"`'
    if verdict.state is State.ORPHANED:
        return ": delete the folder of its golden set, or bring the release back"
    if verdict.state is State.ELSEWHERE:
        return ": look at its pages on a machine like the one it was accepted on"
    return ""


def notice(comparison: Comparison) -> str:
    """That something is left out because the environment is another one, or ""."""
    if not comparison.partial:
        return ""
    versions = ", ".join(f"{name} {_short(old)} → {_short(new)}" for name, (old, new) in comparison.environment.items())
    return f"pages as pictures, and all that depends on where lines end, are not compared here: {versions}"


def _short(version: str) -> str:
    return f"{version[:8]}…" if len(version) == 64 else version  # a font's SHA-256


def summary(verdicts: Sequence[Verdict]) -> str:
    """3 releases: 2 as accepted, 1 differs"""
    counts = {state: sum(verdict.state is state for verdict in verdicts) for state in State}
    counted = ", ".join(f"{number} {_BRIEF[state]}" for state, number in counts.items() if number)
    return f"{len(verdicts)} release{'' if len(verdicts) == 1 else 's'}: {counted or 'nothing to compare'}"


_BRIEF = {
    State.DIFFERS: "different",
    State.MISSING: "never accepted",
    State.ORPHANED: "without a release",
    State.UNREADABLE: "not readable",
    State.ELSEWHERE: "the same but for pages, which were not compared",
    State.SAME: "as accepted",
}


# --- for machines ---------------------------------------------------------------------------------


def to_json(verdicts: Iterable[Verdict], here: Path) -> str:
    """An array of objects, one a release; paths as seen from *here*."""
    return reports.dumped([_object(verdict, here) for verdict in verdicts])


def _object(verdict: Verdict, here: Path) -> dict[str, object]:
    comparison = verdict.comparison
    return {
        "release": verdict.slug,
        "state": verdict.state.name.lower(),
        "changes": [
            {"kind": str(each.kind), "editions": each.editions, "part": each.pair.name, "message": str(each)}
            for each in (comparison.changes if comparison and verdict.state is State.DIFFERS else ())
        ],
        "differences": [
            {"layer": each.layer, "edition": each.edition, "messages": each.sentences}
            for each in (comparison.differences if comparison else ())
        ],
        "environment": {
            name: {"accepted": old, "here": new}
            for name, (old, new) in (comparison.environment if comparison else {}).items()
        },
        "problems": [str(_from(here, each)) for each in verdict.diagnostics],
    }


def to_github(project: Project, verdicts: Iterable[Verdict], here: Path) -> str:
    """Annotations of a pull request; paths as seen from *here*."""
    return reports.to_github([_report(project, verdict, here) for verdict in verdicts])


def to_junit(project: Project, verdicts: Iterable[Verdict], here: Path) -> str:
    """A test suite for each release, a failure for each thing that differs; paths as seen from *here*."""
    found = [_report(project, verdict, here) for verdict in verdicts]
    root = ElementTree.fromstring(reports.to_junit(found, strict=False, command="golden check"))  # noqa: S314
    for suite, each in zip(root, found, strict=True):
        for case, diagnostic in zip(suite, each.diagnostics, strict=False):
            case.set("name", diagnostic.message)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def _from(here: Path, found: Diagnostic) -> Diagnostic:
    return reports.relative(found, lambda path: path.relative_to(here) if path.is_relative_to(here) else path)


def _report(project: Project, verdict: Verdict, here: Path) -> reports.Report:
    path = project.releases / verdict.slug / MANUSCRIPT

    def found(message: str, code: str = "golden", place: Trace | None = None) -> Diagnostic:
        severity = Severity.WARNING if verdict.state is State.ELSEWHERE else Severity.ERROR
        if place:
            return place.source.diagnostic(place.loc, message, code, part=place.characters, severity=severity)
        return Diagnostic(message, code, path if path.is_file() else None, severity=severity)

    comparison = verdict.comparison
    if verdict.state is State.DIFFERS and comparison:
        said = [found(str(each), f"golden-{each.kind}", trace(each)) for each in comparison.changes]
        said += [
            found(f"{each.edition} {sentence}", f"golden-{each.layer}")
            for each in comparison.differences
            for sentence in each.sentences or (() if comparison.changes else (f"{each.layer} differs",))
        ]
    else:
        said = [*map(found, lines(verdict)), *verdict.diagnostics]
    return reports.Report(verdict.slug, tuple(_from(here, each) for each in said))
