"""Any value, written in any supported form, is read back; FIGURES_EXAMPLES sets how many are tried.

Most come from a seeded random generator, in a tenth of a millisecond each. Hypothesis takes five times as long; it
tries some more and makes a failure smaller.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hkpress.figures import compare, find
from tests.figures.writers import KINDS, Written

EXAMPLES = int(os.environ.get("FIGURES_EXAMPLES", "500"))
TRIED = settings(
    max_examples=max(5, EXAMPLES // 100),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
RANDOM = st.randoms(use_true_random=False)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
Writer = Callable[[Random], Written]


def sentence(written: Written) -> tuple[str, str]:
    return f"It was {written.en} on balance.", f"結果為{written.zh}，如上。"


def is_read_back(written: Written) -> bool:
    """Whether each sentence says one fact, a hard one, and both the same."""
    en, zh = sentence(written)
    found = compare(en, zh)
    alone = not (found.soft_en or found.soft_zh)
    return found.agrees and alone and len(found.pairs) == 1 and all(fact.hard for fact in found.pairs[0])


def differ(one: Written, other: Written) -> bool:
    return one.value != other.value and not_only_the_name_of_a_dollar(one, other)


def is_found(one: Written, other: Written) -> bool:
    return not compare(sentence(one)[0], sentence(other)[1]).agrees


def test_values_are_read_back_and_changed_ones_found() -> None:
    random, wrong = Random(2025), []
    for number in range(EXAMPLES // 2):
        kind = KINDS[number % len(KINDS)]
        one, other = kind(random), kind(random)
        wrong += [one] * (not is_read_back(one)) + [(one, other)] * (differ(one, other) and not is_found(one, other))
    assert wrong == []


@each_kind
def test_a_value_is_read_back(kind: Writer) -> None:
    @TRIED
    @given(RANDOM)
    def check(random: Random) -> None:
        assert is_read_back(kind(random))

    check()


@each_kind
def test_a_changed_side_is_found(kind: Writer) -> None:
    @TRIED
    @given(RANDOM)
    def check(random: Random) -> None:
        one, other = kind(random), kind(random)
        assume(differ(one, other))
        assert is_found(one, other)

    check()


def not_only_the_name_of_a_dollar(one: Written, other: Written) -> bool:
    """$ may be any dollar, and 元 any in whose text no other one is named."""
    bare = one.en.startswith("$")
    return one.kind != "money" or not bare or one.value[0] != other.value[0]  # type: ignore[index]


@settings(TRIED, max_examples=EXAMPLES // 10)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for language in ("en", "tc"):
        for fact in find(text, language):
            assert text[fact.start : fact.end] == fact.text
            assert fact.text


@settings(TRIED, max_examples=EXAMPLES // 10)
@given(st.text(alphabet="0123456789,. -/:%$一二三十百千萬億點分之年月日時半成第至ATQkm", max_size=60))
def test_any_figures_are_read(text: str) -> None:
    comparison = compare(text, text)
    spans = [(fact.start, fact.end) for fact in find(text, "tc")]
    assert spans == sorted(spans)
    assert {fact.text for pair in comparison.pairs for fact in pair} <= {text[start:end] for start, end in spans} | {
        each.text for each in find(text, "en")
    }
