from __future__ import annotations

from collections import Counter

import pytest
import yaml

from hkpress.figures import Relation, compare
from tests.figures import harness

RELEASES = sorted((harness.FOLDER.parents[1] / "releases").glob("*/release.yaml"))


@pytest.mark.parametrize("title", [*harness.SETS, harness.SITUATIONS])
def test_what_comes_out_otherwise_is_listed(title: str) -> None:
    """A reader that dies shows here: `python -m tests.figures.harness --accept` writes the list, to be read before."""
    assert sorted(harness.misses(title) - harness.accepted()) == []


def test_the_list_has_nothing_that_comes_out_right() -> None:
    listed = {miss for title in (*harness.SETS, harness.SITUATIONS) for miss in harness.misses(title)}
    assert sorted(harness.accepted() - listed) == []


@pytest.mark.parametrize("title", harness.SETS)
def test_no_right_pair_is_refused(title: str) -> None:
    cases = harness.pairs(*harness.SETS[title])
    assert len(cases) >= 20
    assert harness.false_errors(cases) == []


def test_situations_are_told_apart() -> None:
    marks = Counter(mark for mark, *_ in harness.rows(harness.SITUATIONS))
    missed = Counter(kind for kind, *_ in harness.misses(harness.SITUATIONS))
    assert marks == {"ok": 203, "bad": 49}
    assert missed["false alarm"] <= 0.03 * marks["ok"]
    assert missed["situation"] <= 0.10 * marks["bad"]


def texts(node: object) -> list[tuple[str, str]]:
    match node:
        case {"en": str(en), "tc": str(tc)}:
            return [(en, tc)]
        case dict():
            return [pair for value in node.values() for pair in texts(value)]
        case list():
            return [pair for value in node for pair in texts(value)]
    return []


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.parent.name)
def test_the_releases_agree_paragraph_by_paragraph(path: object) -> None:
    cases = texts(yaml.safe_load(path.read_text("utf-8")))  # type: ignore[attr-defined]
    assert len(cases) > 5
    assert [compare(*case) for case in cases if not compare(*case).agrees] == []


@pytest.mark.parametrize(
    ("en", "zh", "relation", "factor"),
    [
        ("HK$60 billion", "6億元", Relation.FACTOR, "1/100"),
        ("HK$60 billion", "60億港元", Relation.FACTOR, "1/10"),
        ("HK$60 million", "6,000億港元", Relation.FACTOR, "10000"),
        ("HK$60 million", "6,000萬美元", Relation.CURRENCY, None),
        ("RMB60 million", "6,000萬港元", Relation.CURRENCY, None),
        ("HK$60 million", "6,500萬港元", Relation.DIGIT, None),
        ("up 5 per cent", "上升5個百分點", Relation.PERCENT_OR_POINTS, None),
        ("up 5 per cent", "增加5間", Relation.UNIT, None),
        ("1,234 people", "1,324人", Relation.SWAPPED, None),
        ("24 April 2025", "2025年4月25日", Relation.DAY, None),
        ("24 April 2025", "2025年5月24日", Relation.MONTH, None),
        ("24 April 2025", "2024年4月24日", Relation.YEAR, None),
        ("Thursday", "星期五", Relation.WEEKDAY, None),
        ("3.30pm", "上午三時三十分", Relation.HALF_OF_DAY, None),
        ("Building 17W", "19W大樓", Relation.DIGIT, None),
        ("tel 2123 4567", "電話2123 4568", Relation.DIGIT, None),
    ],
)
def test_a_near_miss_is_named(en: str, zh: str, relation: Relation, factor: str | None) -> None:
    comparison = compare(en, zh)
    [miss] = comparison.misses
    assert (miss.relation, miss.factor and str(miss.factor)) == (relation, factor)
    assert (comparison.only_en, comparison.only_zh) == ((), ())


def test_a_miss_prints_both_values() -> None:
    [miss] = compare("HK$60 billion", "6億元").misses
    assert (
        str(miss) == "English says HK$60 billion (HKD 60,000,000,000), Chinese says 6億元 ($600,000,000): a hundredth"
    )


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("on April 24", "2025年4月24日"),  # a year more is no fault
        ("$5 and HK$5 and US$5", "5元、5港元、5美元"),
        ("8,000 people; the 8,000", "8,000人"),  # nor is saying it twice
        ("sales rose last year", "2024年銷售上升"),  # nor naming what the other calls last year
        ("on Monday", "星期一"),
        ("25%", "四分之一"),
        ("a 30% discount", "七折"),
        ("18 months", "一年半"),
        ("the year ended 31 March 2025", "2024-25財政年度"),
        ("from www.example.hk/en/news", "www.example.hk/tc/news"),
    ],
)
def test_what_is_said_otherwise_agrees(en: str, zh: str) -> None:
    assert compare(en, zh).agrees


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("HK$5", "5美元"), ("US$5", "人民幣5元"), ("5%", "5個百分點"), ("24 April", "4月"), ("2025", "2024年"), ("8 and 9", "8"),
        ("Building 17W", "19W大樓"), ("2024-25", "2025-26年度"), ("media@example.hk", "media@exanple.hk"), ("Q1", "第二季"),
    ],
)  # fmt: skip
def test_what_differs_is_found(en: str, zh: str) -> None:
    assert not compare(en, zh).agrees


def test_only_hard_facts_alarm_alone() -> None:
    comparison = compare("three firms and 14 schools", "學校")
    assert [fact.text for fact in comparison.only_en] == ["14"]
    assert [fact.text for fact in comparison.soft_en] == ["three"]


@pytest.mark.parametrize(
    ("en", "zh", "said"),
    [
        ("2.5 hectares (6.2 acres)", "2.5公頃", True),
        ("12,000 square feet", "1,115平方米（12,000平方呎）", True),
        ("2.5 hectares (6.2 acres)", "3.5公頃", False),
        ("2.5 hectares (6.2 acres)", "2.5公頃（7.2英畝）", False),
        ("2.5 hectares (6.2 people each)", "2.5公頃", False),
        ("HK$15.77 billion", "約158億港元", True),
        ("HK$15.77 billion", "158億港元", False),
        ("HK$15.7 billion", "約158億港元", False),
        ("about HK$15.8 billion", "約157億港元", False),
        ("4,683 guests", "逾4,600名", True),
        ("4,683 guests", "逾4,700名", False),
        ("4,683 guests", "近4,700名", True),
        ("4,683 guests", "4,600多名", True),
        ("nearly 4,600 guests", "4,683名", False),
        ("30% off", "七折", True),
        ("30% off", "三折", False),
        ("20-30% off", "七至八折", True),
        ("at 70% of the price", "七折", True),
        ("US$5", "5元", False),
        ("US$5", "5元（美元，下同）", True),
        ("cut by a factor of ten", "減至十分之一", True),
        ("24/7", "24小時", True),
        ("fell month-on-month in July", "七月較六月按月下跌", True),
        ("fell in July", "七月較六月下跌", False),
    ],
)
def test_what_one_language_may_round_or_convert(en: str, zh: str, said: bool) -> None:
    assert compare(en, zh).agrees is said
