"""Every rule on its cases. What the cases mean is said in harness.py, which prints the same figures as a table."""

from __future__ import annotations

import pytest

from hkpress.check import RULES, examine
from hkpress.core.diagnostics import Severity
from tests.check import harness

LEAST = {Severity.ERROR: (0.98, 0.95), Severity.WARNING: (0.90, 0.90), Severity.HINT: (0.80, 0.80)}
SEVERITY = {rule.CODE: rule.SEVERITY for rule in RULES}


@pytest.mark.parametrize("code", harness.scored())
def test_a_rule_finds_what_it_should_and_nothing_else(code: str) -> None:
    score = harness.score(code)
    assert (score.good >= 20, score.bad >= 20) == (True, True), score
    precision, recall = LEAST[SEVERITY[code]]
    wrong = list(harness.wrong(code))
    assert score.precision >= precision, wrong
    assert score.recall >= recall, wrong


@pytest.mark.parametrize("case", harness.clean(), ids=lambda case: str(case.line))
def test_what_is_right_passes_all_rules(case: harness.Case) -> None:
    findings = examine(case.release(), now=harness.NOW).findings
    assert [(each.code, str(each.message)) for each in findings] == []
