"""Differences between long sequences: right, in order, and cheap."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from hkpress.core import sequences


def rebuilt(before: Sequence[str], after: Sequence[str]) -> list[str]:
    made: list[str] = []
    at = 0
    for what, i, j, k, m in sequences.steps(before, after):
        assert i == at
        assert (what == "equal") == ([*before[i:j]] == [*after[k:m]])
        made += before[i:j] if what == "equal" else after[k:m]
        at = j
    assert at == len(before)
    return made


@pytest.mark.parametrize(
    "words", [["("], ["a", " "], [f"w{number}" for number in range(5000)]], ids=["one", "two", "many"]
)
@pytest.mark.parametrize("length", [0, 7, 3000])
def test_steps_lead_from_one_to_the_other(words: list[str], length: int) -> None:
    chance = random.Random(1)
    before = chance.choices(words, k=length) if len(words) < 3 else words[:length]
    after = [each for each in before if chance.random() < 0.95]
    for _ in range(5):
        after.insert(chance.randrange(len(after) + 1), "new")
    assert rebuilt(before, after) == after
    if len(words) > 2 and length > 7:
        assert sequences.ratio(before, after) > 0.9


def test_few_changes_in_a_long_text_are_found_where_they_are() -> None:
    before = [f"w{number % 4000}" for number in range(6000)]
    after = [*before[:3000], "x", *before[3001:]]
    changed = [each for each in sequences.steps(before, after) if each[0] != "equal"]
    assert changed == [("replace", 3000, 3001, 3000, 3001)]
