"""Verdicts for people, and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from hkpress.check import reports
from hkpress.diagnostics import Diagnostic, Severity
from hkpress.golden.comparing import Comparison
from hkpress.golden.judging import State, Verdict
from hkpress.layout import MANUSCRIPT
from hkpress.project import Project


def to_text(verdicts: Iterable[Verdict]) -> str:
    """For people: what changed, in words, and where it shows."""
    return "".join(f"{line}\n" for verdict in verdicts for line in lines(verdict))


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


def to_json(verdicts: Iterable[Verdict]) -> str:
    """An array of objects, one a release."""
    return json.dumps([_object(verdict) for verdict in verdicts], ensure_ascii=False, indent=2) + "\n"


def _object(verdict: Verdict) -> dict[str, object]:
    comparison = verdict.comparison
    return {
        "release": verdict.slug,
        "state": verdict.state.name.lower(),
        "changes": [
            {"kind": str(each.kind), "editions": each.editions, "part": each.part, "message": str(each)}
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
        "problems": [str(each) for each in verdict.diagnostics],
    }


def to_github(project: Project, verdicts: Iterable[Verdict]) -> str:
    """Annotations of a pull request."""
    return reports.to_github([_report(project, verdict) for verdict in verdicts])


def to_junit(project: Project, verdicts: Iterable[Verdict]) -> str:
    """A test suite for each release, a failure for each thing that differs."""
    return reports.to_junit([_report(project, verdict) for verdict in verdicts], strict=False, command="golden check")


def _report(project: Project, verdict: Verdict) -> reports.Report:
    path = project.releases / verdict.slug / MANUSCRIPT

    def found(message: str, code: str = "golden") -> Diagnostic:
        severity = Severity.WARNING if verdict.state is State.ELSEWHERE else Severity.ERROR
        relative = path.relative_to(project.root) if path.is_file() else None
        return Diagnostic(message, code, relative, severity=severity)

    comparison = verdict.comparison
    if verdict.state is State.DIFFERS and comparison:
        said = [found(str(change), f"golden-{change.kind}") for change in comparison.changes]
        said += [
            found(f"{each.edition} {sentence}", f"golden-{each.layer}")
            for each in comparison.differences
            for sentence in each.sentences or (() if comparison.changes else (f"{each.layer} differs",))
        ]
        return reports.Report(verdict.slug, tuple(said))
    said = [found(line) for line in lines(verdict)]
    return reports.Report(verdict.slug, (*said, *verdict.diagnostics))
