"""Names of 367 people in Hong Kong in both languages, as they write them: none may be taken for somebody else's.

At the first look at the second 142 of them, one warning and one hint were false (1.4 %).
"""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from hkpress.check import examine, persons
from tests.check import harness

PAIRS = [tuple(line.split("\t")) for line in Path(__file__).with_name("names.tsv").read_text("utf-8").splitlines()]
OWN_SPELLING = {"Danny Yung": "榮念曾"}
"""Surnames that no rule knows: they get a warning."""
OWN_SYLLABLE = {"茂波", "仲尼", "建華", "英年", "兆愷"}
"""Given names with one syllable in a spelling that no rule knows: they get a hint."""


def found(en: str, tc: str) -> list[str]:
    texts = {"en": f"Mr {en} opened the hall.", "tc": f"{tc}先生主持啟用儀式。"}
    findings = examine(harness.read(harness.manuscript("body", texts)), {"other-person"}, harness.NOW).findings
    return [str(each.severity) for each in findings]


def must_differ(en: str, tc: str) -> bool:
    is_surname = persons.surname(tc) in persons.surnames()
    return is_surname and bool(persons.spelt(en)) and not persons.sounds(en, tc)


def test_a_person_is_who_the_other_language_says() -> None:
    assert {en: tc for en, tc in PAIRS if must_differ(en, tc)} == OWN_SPELLING
    assert {tc[len(persons.surname(tc)) :] for en, tc in PAIRS if persons.strange(en, tc)} == OWN_SYLLABLE
    assert max(persons.strange(en, tc) for en, tc in PAIRS) == 1


def test_another_surname_is_found() -> None:
    """Except where the name is Western throughout, or the surname stands in it: Lin and 廖."""
    others = [(en, PAIRS[(number + 37) % len(PAIRS)][1]) for number, (en, _) in enumerate(PAIRS)]
    different = [(en, tc) for en, tc in others if tc[0] not in dict(PAIRS)[en]]
    assert sum(must_differ(*each) for each in different) > 0.83 * len(different)


def test_another_given_name_is_found() -> None:
    """Of two who share a surname."""
    others = [
        (en, other)
        for (en, tc), (_, other) in permutations(PAIRS, 2)
        if persons.surname(tc) == persons.surname(other) and tc != other and persons.reads(en, tc)
    ]
    strange = [persons.strange(en, other) for en, other in others]
    assert len(strange) > 500
    assert strange.count(2) > 0.7 * len(strange)
    assert strange.count(0) < 0.15 * len(strange)


@pytest.mark.parametrize(
    ("en", "tc", "severities"),
    [
        ("John Lee Ka-chiu", "李家超", []),
        ("LEE Ka Chiu", "李家超", []),
        ("John Lee", "李家超", []),
        ("Xia Baolong", "夏寶龍", []),
        ("John Lee Ka-chiu", "李慧琼", ["warning"]),
        ("Lee Wai King", "李家超", ["warning"]),
        ("John Lee Ka-chiu", "李家誠", ["hint"]),
        ("John Lee Ka-chiu", "陳家超", ["warning"]),
        ("Paul Chan Mo-po", "陳茂波", ["hint"]),
    ],
)
def test_a_given_name_of_another_sound(en: str, tc: str, severities: list[str]) -> None:
    assert found(en, tc) == severities


def test_who_stands_in_the_other_text_without_a_title_is_no_other() -> None:
    en = "Mr Victor Li Tzar-kuoi, son of Li Ka-shing, opened the hall."
    texts = {"en": en, "tc": "李澤鉅與父親李嘉誠先生主持啟用儀式。"}
    assert examine(harness.read(harness.manuscript("body", texts)), {"other-person"}, harness.NOW).findings == ()


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [("chee", "chi", False), ("yok", "yuk", True), ("ting", "tin", True), ("tin", "ting", True), ("kwok", "kok", True), ("ming", "wing", True), ("man", "wing", False)],
)  # fmt: skip
def test_one_letter_away(one: str, other: str, is_near: bool) -> None:
    assert persons._is_one_letter_away(one, other) == is_near


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Chan Tai-man", {"chan"}),
        ("Peter Chan", {"chan"}),
        ("CHAN Tai Man", {"chan"}),
        ("Chan Tai Man", {"chan", "man"}),  # the surname may be at either end
        ("Peter Chan Tai-man", {"chan"}),
        ("John Smith", set()),
    ],
)
def test_which_words_can_be_the_surname(name: str, surname: set[str]) -> None:
    assert persons.spelt(name) == surname


def test_each_cell_of_a_table_is_compared_by_itself() -> None:
    rows = [
        [{"en": "First", "tc": "首名"}, {"en": "Chow Tsz-hin", "tc": "周子軒"}],
        [{"en": "Second", "tc": "次名"}, {"en": "Mr Gurung Dil Bahadur", "tc": "古隆先生"}],
        [{"en": "Third", "tc": "第三名"}, {"en": "Mr Lee Ka-ho", "tc": "王家豪先生"}],
    ]
    table = {"head": [{"en": "Place", "tc": "名次"}, {"en": "Name", "tc": "姓名"}], "rows": rows}
    text = harness.manuscript("body", {"table": table})
    findings = examine(harness.read(text), {"other-person"}, harness.NOW).findings
    assert [each.place.loc[-3:] for each in findings] == [(2, 1, "tc")]
