"""Differences between long sequences: right, in order, and cheap."""

from __future__ import annotations

import difflib
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from hkpress.core import limits, sequences


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


@pytest.mark.parametrize("number", [0, 1, 3, 30])
def test_a_diff_is_as_difflib_writes_it(number: int) -> None:
    chance = random.Random(number)
    before = [f"{chance.randrange(9)}\n" for _ in range(number)]
    for _ in range(20):
        after = [each for each in before if chance.random() < 0.8] + ["new\n"] * chance.randrange(2)
        expected = [*difflib.unified_diff(before, after, "a", "b", n=1)]
        assert [*sequences.unified(before, after, ("a", "b"), 1)] == expected


def nearly(words: list[str], chance: random.Random) -> list[str]:
    return [each if chance.random() < 0.9 else "else" for each in words]


def test_texts_are_alike_by_their_letters_or_words() -> None:
    chance = random.Random(1)
    words = "the park is a home of science, people and firms in Hong Kong since it was founded".split()
    for number in (100, 1000, 10_000):  # 500 to 50,000 characters
        text = [
            f"{each}{chance.randrange(9999)}" if chance.random() < 0.1 else each
            for each in chance.choices(words, k=number)
        ]
        with limits.in_time(Path("slow"), 10):  # a hundred times what it takes
            assert 0.85 < sequences.likeness(" ".join(text), " ".join(nearly(text, chance))) < 1
    assert sequences.likeness("“A, b”", "a – B.") == 1
    assert sequences.likeness("abc", "xyz", least=0.5) == sequences.likeness("", "x") == 0


def test_a_file_of_many_lines_is_compared_at_once() -> None:
    before = [f"line {number}\n" if number % 2 else f"{number % 7}  x\n" for number in range(20_000)]
    after = [each.replace("  ", " ") for each in before]
    with limits.in_time(Path("slow"), 10):  # forty times what it takes
        lines = [*sequences.unified(before, after, ("a", "a"), 1)]
    assert sum(line.startswith("+") for line in lines) == 1 + 10_000
