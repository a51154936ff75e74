"""A release may hold anything: the work of all rules grows with the text, and no faster."""

from __future__ import annotations

import os
import time

import pytest

from hkpress.check import examine
from hkpress.check.repair import repaired
from hkpress.core import recent
from tests.check import harness

SHORT, LONG = (1_000, 6_000) if os.environ.get("HKPRESS_LONG") else (400, 2_400)
# signs that lead nowhere, signs that match again and again, and signs whose partner may be far away
PIECES = [
    "(", "（", "[", "[](", "「", '"', "'", "1", "X", "a", "Ab ", "園 ", " ", "\u00a0", "…", "…。", "1.", "a@", "www.", "—",
    "The the ", "а", "(]", "*a*字", "**", "字 ", "a,b", "。，", "1月1日(星期二)", "A. ", "Mr A ", "陳大文先生",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_grows_with_the_text(piece: str) -> None:
    short, long = (_seconds(piece, length) for length in (SHORT, LONG))
    assert long < 3 * (LONG / SHORT) * (short + 0.02)


def _seconds(piece: str, length: int) -> float:
    """The processor time for a text of this many characters in both languages: findings, places and repairs."""
    recent.forget()
    words = (piece * length)[:length]
    release = harness.read(harness.manuscript("body", {"en": f"A{words}.", "tc": f"甲{words}。"}))
    start = time.process_time()
    verdict = examine(release, now=harness.NOW)
    verdict.diagnostics()
    repaired(edit for finding in verdict.findings for edit in finding.edits)
    return time.process_time() - start
