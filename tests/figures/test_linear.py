"""Time grows with the length of the text, not faster: no timed assert on seconds."""

from __future__ import annotations

import gc
import time
from itertools import pairwise

import pytest

from hkpress.figures import find

UNITS = [
    "1",
    ",",
    "1,",
    "百",
    "一",
    "one hundred and ",
    "1 ",
    "12 345 ",
    "一百零",
    "2025年",
    "a.",
    "a@",
    "+1 ",
    "HK$",
    "百分之",
    "May ",
]
LONG = 1_000_000


def seconds(text: str, language: str) -> float:
    best = float("inf")
    gc.disable()  # it runs when it likes
    for _ in range(3):
        start = time.process_time()
        find(text, language)
        best = min(best, time.process_time() - start)
    gc.enable()
    return best


@pytest.mark.parametrize("language", ["en", "tc"])
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str, language: str) -> None:
    """Less than three times for each doubling, over two of them: a square would take sixteen times as long."""
    short = (unit * 8_000)[:8_000]
    assert seconds(short * 4, language) < 9 * seconds(short, language) + 0.02


@pytest.mark.parametrize("unit", ["1", ",", "百", "one hundred and "])
def test_a_million_signs_are_read(unit: str) -> None:
    text = (unit * LONG)[:LONG]
    for language in ("en", "tc"):
        facts = find(text, language)
        assert all(text[each.start : each.end] == each.text for each in facts)
        assert all(one.end <= other.start for one, other in pairwise(facts))
