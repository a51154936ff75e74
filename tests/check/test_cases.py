"""Every rule on its cases. harness.py explains the cases and prints the same figures as a table."""

from __future__ import annotations

import pytest

from hkpress.check import examine
from tests.check import harness
from tests.conftest import ROOT

DOCS = (ROOT / "docs" / "checks.md").read_text("utf-8")
SAID = harness.SAID.read_text("utf-8").splitlines()
"""What the rules say: `pytest tests/check/test_manual.py --accept` writes it, and the docs."""
MISSES: frozenset[str] = frozenset()
"""The cases, as code:line, whose result differs from their marks. This list may only become shorter."""


@pytest.mark.parametrize("code", harness.scored())
def test_a_rule_finds_what_it_should_and_nothing_else(code: str) -> None:
    score = harness.score(code)
    assert (score.good >= 20, score.bad >= 20) == (True, True), score
    wrong = [line for line in harness.wrong(code) if ":".join(line.split(":")[:2]) not in MISSES]
    assert wrong == []
    assert harness.row(code) in DOCS, "run `pytest tests/check/test_manual.py --accept`"
    assert [*harness.said(code)] == [line for line in SAID if line.split(":")[0] == code]


@pytest.mark.parametrize("case", harness.clean(), ids=lambda case: str(case.line))
def test_what_is_right_passes_all_rules(case: harness.Case) -> None:
    findings = examine(case.release(), now=harness.NOW).findings
    assert [(each.code, str(each.message)) for each in findings] == []
