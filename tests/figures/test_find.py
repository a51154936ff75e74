from __future__ import annotations

import pytest

from hkpress.figures import Kind, find

EN = [  # text, kind, value as it prints
    ("HK$60 billion", "money", "HKD 60,000,000,000"),
    ("$1.5 million", "money", "$1,500,000"),
    ("US$4.2bn", "money", "USD 4,200,000,000"),
    ("RMB300 million", "money", "CNY 300,000,000"),
    ("HK$8.8m", "money", "HKD 8,800,000"),
    ("35.6 HK cents", "money", "HKD 0.356"),
    ("16 473", "number", "16,473"),
    ("16,473", "number", "16,473"),
    ("1.2 million", "number", "1,200,000"),
    ("twenty-five", "number", "25"),
    ("one hundred and twenty", "number", "120"),
    ("half a million", "number", "500,000"),
    ("two dozen", "number", "24"),
    ("12k", "number", "12"),
    ("25%", "percentage", "25%"),
    ("5 per cent", "percentage", "5%"),
    ("2.5 percentage points", "percentage points", "2.5 percentage points"),
    ("25 basis points", "basis points", "0.25 percentage points"),
    ("two-thirds", "fraction", "2/3"),
    ("24 April 2025", "date", "2025-04-24"),
    ("April 24, 2025", "date", "2025-04-24"),
    ("24/04/2025", "date", "2025-04-24"),
    ("2025-04-24", "date", "2025-04-24"),
    ("April 24", "date", "?-04-24"),
    ("March 2025", "date", "2025-03"),
    ("2025", "year", "2025"),
    ("2024-25", "fiscal year", "2024-25"),
    ("2024/25", "fiscal year", "2024-25"),
    ("2024-2025", "fiscal year", "2024-25"),
    ("Q3", "quarter", "Q3"),
    ("third quarter", "quarter", "Q3"),
    ("1980s", "decade", "1980s"),
    ("3.30pm", "time", "15:30"),
    ("12 noon", "time", "12:00"),
    ("15:30", "time", "15:30"),
    ("Thursday", "weekday", "Thursday"),
    ("14th", "ordinal", "14"),
    ("third", "ordinal", "3"),
    ("5/F", "ordinal", "5"),
    ("1:20", "ratio", "1:20"),
    ("2123 4567", "phone number", "21234567"),
    ("+852 2639 1234", "phone number", "26391234"),
    ("media@example.hk", "e-mail address", "media@example.hk"),
    ("https://www.example.org/en/a", "web address", "example.org/*/a"),
    ("https://localhost/a", "web address", "localhost/a"),
    ("17W", "code", "17W"),
]
ZH = [
    ("600億港元", "money", "HKD 60,000,000,000"),
    ("六百億元", "money", "$60,000,000,000"),
    ("九億三千萬元", "money", "$930,000,000"),
    ("6億8,000萬港元", "money", "HKD 680,000,000"),
    ("港幣三十億四千八百萬元", "money", "HKD 3,048,000,000"),
    ("100.4百萬港元", "money", "HKD 100,400,000"),
    ("人民幣10.8億元", "money", "CNY 1,080,000,000"),
    ("21億元人民幣", "money", "CNY 2,100,000,000"),
    ("35.6港仙", "money", "HKD 0.356"),
    ("五毫", "money", "$0.5"),
    ("7,532億", "number", "753,200,000,000"),
    ("2.35萬億", "number", "2,350,000,000,000"),
    ("一點八億", "number", "180,000,000"),
    ("兩萬", "number", "20,000"),
    ("廿四", "number", "24"),
    ("三十多萬", "number", "300,000"),
    ("１２３", "number", "123"),
    ("百分之十點八", "percentage", "10.8%"),
    ("兩成半", "percentage", "25%"),
    ("七折", "discount", "30%"),
    ("八五折", "discount", "15%"),
    ("4.5厘", "percentage", "4.5%"),
    ("5個百分點", "percentage points", "5 percentage points"),
    ("25個基點", "basis points", "0.25 percentage points"),
    ("四分之一", "fraction", "25%"),
    ("三分一", "fraction", "1/3"),
    ("2025年4月24日", "date", "2025-04-24"),
    ("二○二五年四月二十四日", "date", "2025-04-24"),
    ("二〇二五年四月廿四日", "date", "2025-04-24"),
    ("二零二五年四月二十四日", "date", "2025-04-24"),
    ("2025 年 4 月 24 日", "date", "2025-04-24"),
    ("四月二十四日", "date", "?-04-24"),
    ("2025年", "year", "2025"),
    ("二OO七年", "year", "2007"),
    ("(118.2)百萬元", "money", "$118,200,000"),
    ("人民幣(118.2)百萬元", "money", "CNY 118,200,000"),
    ("二ＯＯ七年", "year", "2007"),
    ("二○二四至二五年度", "fiscal year", "2024-25"),
    ("二○五○至五一年度", "fiscal year", "2050-51"),  # 五一 alone is the first of May
    ("2024至2025年度", "fiscal year", "2024-25"),
    ("2024/25學年", "fiscal year", "2024-25"),
    ("第一季", "quarter", "Q1"),
    ("1980年代", "decade", "1980s"),
    ("八十年代", "decade", "80s"),
    ("下午三時三十分", "time", "15:30"),
    ("晚上十時半", "time", "22:30"),
    ("正午", "time", "12:00"),
    ("中午12時30分", "time", "12:30"),
    ("凌晨零時58分", "time", "00:58"),
    ("星期四", "weekday", "Thursday"),
    ("十四屆", "ordinal", "14"),
    ("第十四", "ordinal", "14"),
    ("5樓", "ordinal", "5"),
    ("1比20", "ratio", "1:20"),
    ("三倍", "multiple", "3"),
    ("五年半", "number", "5.5"),
    ("https://localhost/a", "web address", "localhost/a"),
    ("9.4亿元人民币", "money", "CNY 940,000,000"),
]


@pytest.mark.parametrize(("language", "cases", "around"), [("en", EN, "about {} here"), ("tc", ZH, "共計{}，")])
def test_a_figure_is_read(language: str, cases: list[tuple[str, str, str]], around: str) -> None:
    wrong = []
    for typed, kind, value in cases:
        text = around.format(typed)
        read = [(fact.kind, str(fact.value), fact.text, text[fact.start : fact.end]) for fact in find(text, language)]
        if read != [(Kind(kind), value, typed, typed)]:
            wrong.append((typed, read))
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One Country, Two Systems and the Belt and Road Initiative"),
        ("en", "First and foremost, on the one hand, no one lost; at one with COVID-19, a one-stop, second-hand shop"),
        ("en", "The Two Sessions may march on today"),
        ("tc", "一國兩制和一帶一路，一方面是第一時間、一流的一系列一次性一體化措施"),
        ("tc", "萬一，二手市場千萬不要三文魚，九龍與四川的兩會展開新一輪討論，首先是一站式服務"),
        ("tc", "今日公布，2019冠狀病毒病已過去"),
        ("sc", "一国两制、两会、一带一路、进一步统一"),
    ],
)
def test_an_idiom_is_no_figure(language: str, text: str) -> None:
    assert find(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "from 15 to 17 May", ["?-05-15", "?-05-17"]),
        ("en", "on 3, 5 and 12 June 2025", ["2025-06-03", "2025-06-05", "2025-06-12"]),
        ("en", "HK$5-10 million", ["HKD 5,000,000", "HKD 10,000,000"]),
        ("en", "20 to 30 per cent", ["20%", "30%"]),
        ("en", "9-11am", ["09:00", "11:00"]),
        ("tc", "5月15日至17日", ["?-05-15", "?-05-17"]),
        ("tc", "五月八日及九日", ["?-05-08", "?-05-09"]),
        ("tc", "1,500億至1,950億港元", ["HKD 150,000,000,000", "HKD 195,000,000,000"]),
        ("tc", "百分之十至十五", ["10%", "15%"]),
        ("tc", "五至十萬元", ["$50,000", "$100,000"]),
        ("tc", "星期一、三及五", ["Monday", "Wednesday", "Friday"]),
        ("tc", "2019至2024年", ["2019", "2024"]),
    ],
)
def test_the_ends_of_a_range_share_their_unit(language: str, text: str, values: list[str]) -> None:
    assert [str(fact.value) for fact in find(text, language)] == values


@pytest.mark.parametrize(
    ("language", "text", "hard"),
    [
        ("en", "three", False), ("en", "a dozen", False), ("en", "half", False), ("en", "3", True), ("en", "thirteen", True),
        ("en", "third", False), ("en", "13th", True), ("en", "5G", False), ("tc", "三間", False), ("tc", "十多間", False),
        ("tc", "一半", False), ("tc", "十五間", True), ("tc", "3間", True), ("tc", "三成", True), ("tc", "逾百人", False),
    ],
)  # fmt: skip
def test_a_small_word_is_soft(language: str, text: str, hard: bool) -> None:
    assert [fact.hard for fact in find(text, language)] == [hard]


SEVEN_OR_EIGHT = """
七八個百分點 七八厘 七八成 百分之七八 七八分之一 七八比一 七八倍 七八公里半 一又七八分之一 七八又二分之一 每七八名就有一名 每八名就有七八名 第七八 首七八個月 七八元五毫 七八元 七八年 七八月 七八日 七八間
"""


@pytest.mark.parametrize("text", SEVEN_OR_EIGHT.split())
def test_seven_or_eight_is_not_78(text: str) -> None:
    facts = find(f"約{text}，", "tc")
    assert [fact for fact in facts if str(fact.value).startswith("78") and fact.hard] == []


@pytest.mark.parametrize(
    "text",
    [
        *("零分之一", "0分之1", "一又零分之一", "每0名就有1名", "每三名就有零名", "每零名就有零名", "每3名就有4名"),
        *("1/0", "2 1/0", "1 in 0", "0 in 5", "one in zero", "nought over zero"),
    ],
)
def test_nothing_is_divided_by_nothing(text: str) -> None:
    for language in ("en", "tc"):
        assert not [fact for fact in find(f"{text} ", language) if fact.kind is Kind.FRACTION and fact.hard]


@pytest.mark.parametrize(
    "text",
    ["13月5日", "2025年0月5日", "5月32日", "32.12.2026", "2026-12-32", "農曆十三月初一", "1975年代", "25時", "40.70折"],
)
def test_what_cannot_be_is_no_date(text: str) -> None:
    assert [fact for fact in find(text, "tc") if fact.kind in (Kind.DATE, Kind.TIME, Kind.DECADE, Kind.DISCOUNT)] == []
