from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from hkpress.check import manual
from hkpress.check.reports import Report, Silent, relative, to_github, to_json, to_junit, to_sarif
from hkpress.core.diagnostics import Diagnostic, Severity, Span, Spot

PATH = Path("releases/a b/release.yaml")
FOUND = Diagnostic(
    "says 100%, not 50:\n50", "figures", PATH, Span.at(8, 13, 5), Severity.ERROR, "line",
    edition="tc", at="body/3/tc", related=(Spot(PATH, Span.at(7, 13, 3), "other", "en"),),
)  # fmt: skip
HINT = Diagnostic("`網路`", "regional-term", PATH, Span(9, 2, 10, 3), Severity.HINT, edition="tc", fix="網絡")
WARNING = Diagnostic("no contact", "contact", PATH, None, Severity.WARNING)
REPORTS = [Report("a b", (FOUND, HINT, WARNING), (Silent(HINT, "a quotation"),)), Report("c", ())]


def test_json() -> None:
    objects = json.loads(to_json(REPORTS))
    assert [each["code"] for each in objects] == ["figures", "regional-term", "contact"]
    assert objects[0] == {
        "path": "releases/a b/release.yaml", "line": 8, "column": 13, "end": {"line": 8, "column": 18},
        "edition": "tc", "code": "figures", "severity": "error", "message": FOUND.message, "fix": None, "at": "body/3/tc",
        "related": [{"path": "releases/a b/release.yaml", "line": 7, "column": 13, "end": {"line": 7, "column": 16}, "edition": "en"}],
    }  # fmt: skip
    assert objects[1]["fix"] == "網絡"
    assert (objects[2]["line"], objects[2]["end"], objects[2]["edition"]) == (None, None, None)
    assert json.loads(to_json([Report("c", ())])) == []


def test_github() -> None:
    assert to_github(REPORTS).splitlines() == [
        "::error file=releases/a b/release.yaml,line=8,endLine=8,col=13,endColumn=18,title=hkpress figures::says 100%25, not 50:%0A50",
        "::notice file=releases/a b/release.yaml,line=9,endLine=10,title=hkpress regional-term::`網路`",
        "::warning file=releases/a b/release.yaml,title=hkpress contact::no contact",
    ]


@pytest.fixture
def sarif() -> dict[str, Any]:
    log: dict[str, Any] = json.loads(to_sarif(REPORTS, manual.page))
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (run,) = log["runs"]
    return dict(run)


def test_sarif_names_every_rule(sarif: dict[str, Any]) -> None:
    driver = sarif["tool"]["driver"]
    assert driver["name"] == "hkpress"
    assert [rule["id"] for rule in driver["rules"]] == ["contact", "figures", "regional-term"]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in driver["rules"])
    for result in sarif["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_results_have_what_the_standard_asks_for(sarif: dict[str, Any]) -> None:
    assert [result["level"] for result in sarif["results"]] == ["error", "note", "warning", "note"]
    for result in sarif["results"]:
        assert result["message"]["text"]
        for location in (*result["locations"], *result["relatedLocations"]):
            place = location["physicalLocation"]
            assert place["artifactLocation"] == {"uri": "releases/a%20b/release.yaml", "uriBaseId": "SRCROOT"}
            assert all(number >= 1 for number in place.get("region", {}).values())
    assert sarif["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 8, "startColumn": 13, "endLine": 8, "endColumn": 18,
    }  # fmt: skip
    (change,) = sarif["results"][1]["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "網絡"}


def test_sarif_keeps_what_is_silenced_as_suppressed(sarif: dict[str, Any]) -> None:
    silenced = [result for result in sarif["results"] if "suppressions" in result]
    assert [each["suppressions"] for each in silenced] == [
        [{"kind": "external", "status": "accepted", "justification": "a quotation"}]
    ]


def test_sarif_knows_a_finding_again_when_lines_move() -> None:
    moved = Diagnostic(FOUND.message, FOUND.code, PATH, Span.at(80, 1, 5), edition="tc")
    prints = [
        json.loads(to_sarif([Report("a", (each,))], manual.page))["runs"][0]["results"][0]["partialFingerprints"]
        for each in (FOUND, moved)
    ]
    assert prints[0] == prints[1]


@pytest.mark.parametrize(("strict", "failures"), [(False, ["figures"]), (True, ["figures", "contact"])])
def test_junit(strict: bool, failures: list[str]) -> None:
    root = ElementTree.fromstring(to_junit(REPORTS, strict=strict).split("\n", 1)[1])
    first, second = root.findall("testsuite")
    assert (first.get("name"), first.get("tests"), first.get("skipped")) == ("a b", "4", "1")
    assert first.get("failures") == str(len(failures))
    assert [each.get("type") for each in first.iter("failure")] == failures
    assert [each.get("message") for each in first.iter("skipped")] == ["a quotation"]
    assert [each.get("name") for each in second] == ["all checks"]


def test_paths_are_shown_as_they_are_asked_for() -> None:
    shown = relative(FOUND, lambda path: Path(path.name))
    assert (shown.path, shown.related[0].path) == (Path("release.yaml"), Path("release.yaml"))
