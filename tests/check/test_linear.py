"""A release may hold anything: no rule may take more than a moment for the longest text there can be."""

from __future__ import annotations

import time

import pytest

import hkpress.check as check
from hkpress.check.proof import Proof
from tests.check import harness

LENGTH = 15_000


@pytest.mark.parametrize(
    "piece", ["(", "「", '"', "'", "1", "X", "a", "Ab ", "園 ", " ", "…", "…。", "1.", "a@", "www.", "—", "The the ", "а", "(]"]
)  # fmt: skip
def test_a_long_monotonous_text_takes_no_time(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    proof = Proof(harness.read(harness.manuscript("body", {"en": f"A{text}.", "tc": f"甲{text}。"})), harness.NOW)
    for rule in check.RULES:
        start = time.perf_counter()
        assert list(rule.check(proof)) is not None
        assert time.perf_counter() - start < 4, rule.CODE
