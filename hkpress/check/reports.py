"""Findings for machines: JSON, GitHub annotations, SARIF 2.1.0 and JUnit XML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from hkpress import __version__
from hkpress.core.diagnostics import Diagnostic, Severity, Span, Spot, printable


@dataclass(frozen=True)
class Silent:
    """A finding that the author has silenced, and the reason given."""

    diagnostic: Diagnostic
    reason: str


@dataclass(frozen=True)
class Report:
    """The findings of one release, with paths as they are shown."""

    slug: str
    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[Silent, ...] = ()

    def fails(self, *, strict: bool) -> bool:
        """Whether a finding stops the release: an error, or with *strict* a warning."""
        worst = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(each.severity in worst for each in self.diagnostics)


Manual = Callable[[str], str]
"""What a code means in a few words; "" if it is no rule's."""


def to_json(reports: Iterable[Report]) -> str:
    """An array of objects, a finding each; silenced ones are not in it."""
    objects = [_object(each) for report in reports for each in report.diagnostics]
    return dumped(objects)


def dumped(data: object) -> str:
    """*data* as JSON that people can read: Chinese as it is, and escapes for what could steer a terminal."""
    text = json.dumps(data, ensure_ascii=False, indent=2).replace("##[", r"##\u005b")
    return "".join(char if char == "\n" or printable(char) == char else json.dumps(char)[1:-1] for char in text) + "\n"


def _object(found: Diagnostic) -> dict[str, Any]:
    return {
        "path": _path(found.path),
        **_position(found.span),
        "edition": found.edition or None,
        "code": found.code,
        "severity": str(found.severity),
        "message": found.message,
        "fix": found.fix,
        "at": found.at or None,
        "related": [{"path": _path(s.path), **_position(s.span), "edition": s.edition or None} for s in found.related],
    }


def _position(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {"line": None, "column": None, "end": None}
    return {"line": span.line, "column": span.column, "end": {"line": span.end_line, "column": span.end_column}}


def _path(path: PurePath | None) -> str | None:
    return path.as_posix() if path else None


# --- GitHub ---------------------------------------------------------------------------------------


def to_github(reports: Iterable[Report]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    return "".join(f"{_annotation(each)}\n" for report in reports for each in report.diagnostics)


def _annotation(found: Diagnostic) -> str:
    kind = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}[found.severity]
    fields = {"file": _path(found.path) or ""}
    if found.span:
        fields |= {"line": str(found.span.line), "endLine": str(found.span.end_line)}
        if found.span.line == found.span.end_line:  # GitHub refuses columns of two lines
            fields |= {"col": str(found.span.column), "endColumn": str(found.span.end_column)}
    fields["title"] = f"hkpress {found.code}"
    written = ",".join(f"{name}={_escape(value, ':,')}" for name, value in fields.items() if value)
    return f"::{kind} {written}::{_escape(found.message)}"


def _escape(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return printable(text)


# --- SARIF ----------------------------------------------------------------------------------------


def to_sarif(reports: Sequence[Report], manual: Manual) -> str:
    """A log in SARIF 2.1.0. It lists silenced findings as suppressed, so that alerts do not come and go."""
    results = list(_results(reports))
    codes = sorted({found.code for found, _ in results})
    run = {
        "tool": {
            "driver": {"name": "hkpress", "version": __version__, "rules": [_rule(code, manual) for code in codes]}
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder in which hkpress was run."}}},
        "results": [_result(found, reason, codes.index(found.code)) for found, reason in results],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return dumped({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _results(reports: Iterable[Report]) -> Iterator[tuple[Diagnostic, str]]:
    for report in reports:
        yield from ((found, "") for found in report.diagnostics)
        yield from ((silent.diagnostic, silent.reason) for silent in report.silenced)


def _rule(code: str, manual: Manual) -> dict[str, Any]:
    text = manual(code)
    described = {"shortDescription": {"text": text.split("\n", 1)[0]}, "help": {"text": text}} if text else {}
    return {"id": code, **described}


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def _result(found: Diagnostic, reason: str, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message},
        "locations": [_location(found.path, found.span)] if found.path else [],
        "relatedLocations": [_location(spot.path, spot.span) for spot in found.related],
        # the words, not the line, so that a new paragraph above makes no new alert
        "partialFingerprints": {"finding/v1": _fingerprint(found)},
    }
    if found.fix is not None and found.span and found.path:
        change = {"deletedRegion": _region(found.span), "insertedContent": {"text": found.fix}}
        change_of_file = {"artifactLocation": _artifact(found.path), "replacements": [change]}
        result["fixes"] = [{"description": {"text": found.message}, "artifactChanges": [change_of_file]}]
    if reason:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    return result


def _fingerprint(found: Diagnostic) -> str:
    said = "\0".join([found.code, str(found.path), found.edition, found.message])
    return hashlib.sha256(said.encode(errors="backslashreplace")).hexdigest()[:32]


def _location(path: PurePath | None, span: Span | None) -> dict[str, Any]:
    assert path
    return {"physicalLocation": {"artifactLocation": _artifact(path), **({"region": _region(span)} if span else {})}}


def _artifact(path: PurePath) -> dict[str, str]:
    address = quote(path.as_posix(), errors="surrogateescape")  # a file's name may be undecodable bytes
    return {"uri": f"file://{address}"} if path.is_absolute() else {"uri": address, "uriBaseId": "SRCROOT"}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


# --- JUnit ----------------------------------------------------------------------------------------


def to_junit(reports: Sequence[Report], *, strict: bool, command: str = "check") -> str:
    """A test suite for each release and a test case for each finding. Findings that do not stop a release are notes."""
    root = ElementTree.Element("testsuites", name=f"hkpress {command}")
    for report in reports:
        _suite(root, report, strict)
    for element in root.iter():
        element.attrib.update({name: printable(value) for name, value in element.items()})
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def _suite(root: ElementTree.Element, report: Report, strict: bool) -> None:
    failing = [each for each in report.diagnostics if Report("", (each,)).fails(strict=strict)]
    total = len(report.diagnostics) + len(report.silenced) or 1
    counts = {"tests": str(total), "failures": str(len(failing)), "skipped": str(len(report.silenced)), "errors": "0"}
    suite = ElementTree.SubElement(root, "testsuite", {"name": report.slug, **counts})
    for found in report.diagnostics:
        kind = "failure" if found in failing else "system-out"
        element = ElementTree.SubElement(_case(suite, report.slug, found), kind)
        element.text = str(found)
        if kind == "failure":
            element.set("message", found.message)
            element.set("type", found.code)
    for silent in report.silenced:
        ElementTree.SubElement(_case(suite, report.slug, silent.diagnostic), "skipped", message=silent.reason)
    if not report.diagnostics and not report.silenced:
        ElementTree.SubElement(suite, "testcase", classname=report.slug, name="all checks")


def _case(suite: ElementTree.Element, slug: str, found: Diagnostic) -> ElementTree.Element:
    line = f":{found.span.line}" if found.span else ""
    return ElementTree.SubElement(suite, "testcase", classname=slug, name=f"{found.code} {_path(found.path)}{line}")


# --- for people -----------------------------------------------------------------------------------


def relative(found: Diagnostic, shorten: Callable[[Any], Any]) -> Diagnostic:
    """The diagnostic with its paths, and those of its related places, as *shorten* gives them."""
    related = tuple(Spot(shorten(spot.path), spot.span, spot.line_text, spot.edition) for spot in found.related)
    return replace(found, path=shorten(found.path) if found.path else None, related=related)


def count(reports: Sequence[Report]) -> dict[Severity, int]:
    """How many findings there are of each severity. One in a file that several releases share counts once."""
    severities = [each.severity for each in {each for report in reports for each in report.diagnostics}]
    return {severity: severities.count(severity) for severity in Severity}
