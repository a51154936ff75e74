from __future__ import annotations

from datetime import date, datetime

import pytest

from hkpress.chinese import to_simplified
from hkpress.chinese.numerals import numeral, written_date
from hkpress.release.editions import EDITIONS, write_date, write_number, write_time

DAY = date(2025, 4, 24)


@pytest.mark.parametrize(
    ("edition", "long", "short", "numerals"),
    [
        ("en", "24 April 2025", "24/04/2025", "24 April 2025"),
        ("tc", "2025年4月24日", "2025年4月24日", "二○二五年四月二十四日"),
        ("sc", "2025年4月24日", "2025年4月24日", "二○二五年四月二十四日"),
    ],
)
def test_dates(edition: str, long: str, short: str, numerals: str) -> None:
    written = write_date(DAY, EDITIONS[edition])
    assert (written.iso, written.long, written.short, written.numerals) == ("2025-04-24", long, short, numerals)


@pytest.mark.parametrize(
    ("moment", "en", "tc", "sc"),
    [
        ("2025-04-24T10:00+08:00", "10am", "上午10時", "上午10时"),
        ("2025-04-24T15:30+08:00", "3.30pm", "下午3時30分", "下午3时30分"),
        ("2025-04-24T02:05Z", "10.05am", "上午10時05分", "上午10时05分"),
        ("2025-04-23T16:00Z", "12am (start of the day)", "凌晨零時", "凌晨零时"),
        ("2025-04-24T12:00+08:00", "12 noon", "中午12時", "中午12时"),
    ],
)
def test_times_are_hong_kong_times(moment: str, en: str, tc: str, sc: str) -> None:
    written = {name: write_time(datetime.fromisoformat(moment), edition) for name, edition in EDITIONS.items()}
    assert {name: each.time for name, each in written.items()} == {"en": en, "tc": tc, "sc": sc}
    assert {each.date for each in written.values()} == {"24 April 2025", "2025年4月24日"}


@pytest.mark.parametrize(
    ("number", "chinese"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (24, "二十四"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (222, "二百二十二"),
        (1005, "一千零五"),
        (3400, "三千四百"),
        (9999, "九千九百九十九"),
    ],
)
def test_numerals(number: int, chinese: str) -> None:
    assert numeral(number) == chinese
    assert write_number(number, EDITIONS["tc"]) == chinese
    assert write_number(number, EDITIONS["en"]) == str(number)


@pytest.mark.parametrize("number", [0, 10_000, -1])
def test_numerals_end_at_9999(number: int) -> None:
    with pytest.raises(ValueError, match="not from 1 to 9,999"):
        numeral(number)


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2030, 10, 1), "二○三○年十月一日"), (date(2026, 12, 31), "二○二六年十二月三十一日")],
)
def test_dates_in_numerals(day: date, written: str) -> None:
    assert written_date(day) == written


def test_simplified_with_the_marks_of_the_mainland() -> None:
    assert to_simplified("衞炳江教授：「全國『兩會』」") == "卫炳江教授：“全国‘两会’”"
