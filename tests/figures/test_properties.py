"""Any value, written in any supported form, is read back; FIGURES_EXAMPLES sets how many are tried."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hkpress.figures import Fact, compare, find
from tests.figures.writers import KINDS, Written

TRIED = settings(
    max_examples=int(os.environ.get("FIGURES_EXAMPLES", "300")) // len(KINDS) + 1,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def sentence(written: Written) -> tuple[str, str]:
    return f"It was {written.en} on balance.", f"結果為{written.zh}，如上。"


def only(text: str, language: str) -> Fact:
    [fact] = find(text, language)
    return fact


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_value_is_read_back(kind: object) -> None:
    @TRIED
    @given(kind())  # type: ignore[operator]
    def check(written: Written) -> None:
        en, zh = sentence(written)
        english, chinese = only(en, "en"), only(zh, "tc")
        assert english.hard
        assert chinese.hard
        assert compare(en, zh).agrees

    check()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_changed_side_is_found(kind: object) -> None:
    @TRIED
    @given(kind(), kind())  # type: ignore[operator]
    def check(one: Written, other: Written) -> None:
        assume(one.value != other.value and not_only_the_name_of_a_dollar(one, other))
        assert not compare(sentence(one)[0], sentence(other)[1]).agrees

    check()


def not_only_the_name_of_a_dollar(one: Written, other: Written) -> bool:
    """$ may be any dollar, and 元 any in whose text no other one is named."""
    bare = one.en.startswith("$")
    return one.kind != "money" or not bare or one.value[0] != other.value[0]  # type: ignore[index]


@TRIED
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for language in ("en", "tc"):
        for fact in find(text, language):
            assert text[fact.start : fact.end] == fact.text
            assert fact.text


@TRIED
@given(st.text(alphabet="0123456789,. -/:%$一二三十百千萬億點分之年月日時半成第至ATQkm", max_size=60))
def test_any_figures_are_read(text: str) -> None:
    comparison = compare(text, text)
    spans = [(fact.start, fact.end) for fact in find(text, "tc")]
    assert spans == sorted(spans)
    assert comparison.pairs is not None
