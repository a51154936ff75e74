from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
import yaml

from hkpress.figures import DOLLAR, Money, Relation, compare, find
from hkpress.figures.equality import same
from tests.figures import harness

RELEASES = sorted((harness.FOLDER.parents[1] / "releases").glob("*/release.yaml"))


@pytest.mark.parametrize("title", [*harness.SETS, harness.SITUATIONS])
def test_what_comes_out_otherwise_is_listed(title: str) -> None:
    """A reader that broke shows here. Read the new misses; `python -m tests.figures.harness --accept` writes the list."""
    assert sorted(harness.misses(title, harness.STEP) - harness.accepted()) == []


def test_the_list_has_nothing_that_comes_out_right() -> None:
    """One line in a dozen is tried, by `make proofs` every line."""
    listed = sorted(harness.accepted())[:: 1 if harness.STEP == 1 else 12]
    assert [miss for miss in listed if harness.comes_out_right(miss)] == []


@pytest.mark.parametrize("title", harness.SETS)
def test_no_right_pair_is_refused(title: str) -> None:
    assert len(harness.pairs(*harness.SETS[title])) >= 20
    assert harness.false_alarms(title)[0] == []


def test_situations_are_told_apart() -> None:
    marks = Counter(mark for mark, *_ in harness.rows(harness.SITUATIONS))
    missed = Counter(kind for kind, *_ in harness.misses(harness.SITUATIONS))
    assert marks == {"ok": 203, "bad": 49}
    assert missed["false alarm"] <= 0.03 * marks["ok"]
    assert missed["situation"] <= 0.10 * marks["bad"]


def test_kinds_of_right_and_wrong() -> None:
    """Right pairs that are refused and wrong pairs that pass, by kind."""
    rows = harness.rows("kinds.tsv")
    assert len(rows) > 500
    compared = [(mark, en, zh, harness.compare(en, zh)) for mark, _, en, zh in rows]
    said = [
        (mark, en, zh, *found.misses, *found.doubts, *found.only_en, *found.only_zh) for mark, en, zh, found in compared
    ]
    assert [each for each in said if (len(each) == 3) is not (each[0] == "ok")] == []


@pytest.mark.parametrize(
    ("en", "zh", "relation", "refused"),
    [
        ("5,000 sq ft", "5,000平方米", Relation.UNIT, True),
        ("5,000 people", "5,000元", Relation.UNIT, True),
        ("12 schools", "12名學生", Relation.UNIT, False),
        ("a survey of 850", "訪問850元", Relation.UNIT, False),
        ("eight years", "七年", Relation.VALUE, False),
        ("Exports rose.", "出口下跌。", Relation.DIRECTION, False),
        ("a profit", "虧損", Relation.RESULT, False),
        ("more than 50", "不足50", Relation.HEDGE, False),
        ("minus 5", "5", Relation.SIGN, False),
        ("5% and 8%", "8%和5%", Relation.ORDER, False),
    ],
)
def test_only_what_is_sure_is_refused(en: str, zh: str, relation: Relation, refused: bool) -> None:
    found = compare(en, zh)
    [miss] = found.misses if refused else found.doubts
    assert miss.relation is relation
    assert bool(found.sure) is refused


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("1.2Q tokens", "1.2萬億個詞元"), ("820 mgd", "8.2億加侖"), ("They led 45-41.", "以41比45領先。"), ("70 ft", "70歲"),
        ("a lap of 5 hours", "一圈5小時15分鐘"), ("5 GB", "5元"), ("eight and 12 of them", "第八百萬名及12名"),
    ],
)  # fmt: skip
def test_what_may_be_read_in_part_refuses_nothing(en: str, zh: str) -> None:
    found = compare(en, zh)
    assert not harness.is_silent(found)
    assert not found.sure


def test_the_words_of_a_doubt_are_shown() -> None:
    [hedge], [move] = (
        compare(*pair).doubts for pair in (("more than 50", "有不足50名"), ("Sales rose.", "銷售下跌。"))
    )
    assert (hedge.en.text, hedge.zh.text, hedge.zh.start, hedge.zh.end) == ("more than 50", "不足50", 1, 5)
    assert (move.en.text, move.zh.text, move.zh.start, move.zh.end) == ("rose", "下跌", 2, 4)


def test_sums_of_one_currency_must_be_equal() -> None:
    """Comparing two texts finds equal sums by an index; comparing two versions does not use it."""
    five, six, bare = Money(Fraction(5), "HKD"), Money(Fraction(6), "HKD"), Money(Fraction(5), DOLLAR)
    assert [same(five, other) for other in (five, bare, six, Money(Fraction(5), "USD"))] == [True, True, False, False]


@pytest.mark.parametrize(
    ("dollar", "zh", "agrees"),
    [
        ("HKD", "5美元", False),
        ("USD", "5美元", True),
        ("USD", "5港元", False),
        ("MOP", "5澳門元", True),
        ("HKD", "5元", True),
    ],
)
def test_a_bare_dollar_is_the_issuers(dollar: str, zh: str, agrees: bool) -> None:
    assert compare("$5", zh, dollar=dollar).agrees is agrees


@pytest.mark.parametrize(
    ("en", "zh", "agrees"),
    [
        ("in February 2026", "明年二月", True),
        ("in February 2025", "明年二月", False),
        ("in February 2025", "今年二月", True),
        ("on 3 May 2024", "去年5月3日", True),
        ("on 3 May 2025", "去年5月3日", False),
        ("in May next year", "2026年5月", True),
        ("in May this year", "2026年5月", False),
        ("in May", "明年5月", True),
        ("in 2024", "去年", True),
        ("in 2023", "去年", False),
        ("last year", "2024年", True),
        ("last year", "2025年", False),
    ],
)
def test_next_year_is_resolved_by_the_day_of_issue(en: str, zh: str, agrees: bool) -> None:
    assert compare(en, zh, issued=date(2025, 11, 20)).agrees is agrees
    assert compare("in February 2025", "明年二月").agrees


def test_a_short_month_alone_in_a_cell_is_a_month() -> None:
    months = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split()
    assert all(compare(name, f"{number}月").agrees for number, name in enumerate(months, 1))
    assert not compare("Jan.", "2月").agrees
    assert find("Jan Morris", "en") == ()


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
