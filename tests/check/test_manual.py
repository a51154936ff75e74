"""docs/checks.md: its parts between marks follow the rules; the rest is written by hand."""

from __future__ import annotations

import re

import pytest

from hkpress.check import RULES, manual
from tests.check import harness
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "checks.md"
REFERENCE, FIGURES = "<!-- reference -->\n", "<!-- figures -->\n"


def test_the_reference_in_the_docs_is_that_of_the_rules(request: pytest.FixtureRequest) -> None:
    expected = written(REFERENCE, manual.reference(), request)
    assert part(REFERENCE) == expected, "run `pytest tests/check/test_manual.py --accept`"


def test_the_figures_in_the_docs_are_of_all_rules(request: pytest.FixtureRequest) -> None:
    """`test_cases` compares each line with the harness, and what the rules say with said.txt."""
    if request.config.getoption("accept"):
        harness.SAID.write_text(
            "".join(f"{line}\n" for code in harness.scored() for line in harness.said(code)), "utf-8"
        )
        written(FIGURES, harness.table(), request)
    assert re.findall(r"(?m)^\| `([a-z-]+)` \|", part(FIGURES)) == harness.scored()


def part(mark: str) -> str:
    """The text between two equal marks."""
    return PAGE.read_text("utf-8").split(mark)[1].strip()


def written(mark: str, text: str, request: pytest.FixtureRequest) -> str:
    if request.config.getoption("accept") and part(mark) != text.strip():
        before, _, after = PAGE.read_text("utf-8").split(mark)
        PAGE.write_text(f"{before}{mark}\n{text.strip()}\n\n{mark}{after}", "utf-8")
        pytest.fail("the docs are rewritten: read the difference")
    return text.strip()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_a_rule_has_a_manual_page(rule: object) -> None:
    code = getattr(rule, "CODE", "")
    page = manual.page(code)
    assert page.split("\n\n")[0].endswith(".")
    assert "\nWrong: " in page
    assert "\nRight: " in page
    assert getattr(rule, "__name__", "").rsplit(".", 1)[1] == code.replace("-", "_")


def test_the_docs_name_every_severity_and_code_once() -> None:
    text = PAGE.read_text("utf-8")
    for code in manual.PAGES:
        assert text.count(f"\n### {code}\n") == 1
